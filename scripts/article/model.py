"""What an article is made of, whatever file it came from: a small tree with few kinds of node.

Every reader gives these nodes and every writer takes them. A block is one of ``BLOCKS``; what is
inside a paragraph is text (a plain ``str``) or a node that is named as in HTML, or ``note`` (refers
to a footnote), ``box`` (is ticked), ``anchor`` (links lead there) or ``math``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from article.vocabulary import BLOCKS, HEADINGS


@dataclass(frozen=True)
class Node:
    """An element of an article.

    Attributes:
        tag: Its kind, named as in HTML.
        children: Nodes and text, in order.
        attrs: What else it says, such as ``href``.
    """

    tag: str
    children: "tuple[Node | str, ...]" = ()
    attrs: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """The level of a heading, 1 the highest; 0 for any other node."""
        return int(self.tag[1]) if self.tag in HEADINGS else 0


Content = tuple[Node | str, ...]
"""What is inside a node: text and nodes."""


def text_of(content: Node | str | Iterable[Node | str]) -> str:
    """Give the words of a node or of content; blocks and line breaks part them by a line end."""
    if isinstance(content, str):
        return content
    if isinstance(content, Node):
        if content.tag == "br":
            return "\n"
        inside = text_of(content.children)
        return f"{inside}\n" if content.tag in BLOCKS else inside
    return "".join(map(text_of, content))


def words_in(blocks: Iterable[Node | str]) -> list[str]:
    """Give the words of content as a reader meets them, split at white space."""
    return text_of(blocks).split()


def nodes_in(content: Iterable[Node | str]) -> Iterator[Node]:
    """Give every node of content, in the order of reading."""
    for child in content:
        if isinstance(child, Node):
            yield child
            yield from nodes_in(child.children)


def lines_of(block: Node) -> Iterator[str]:
    """Give the text of every paragraph, heading, cell and so on below a block."""
    if any(isinstance(child, Node) and child.tag in BLOCKS for child in block.children):
        for child in block.children:
            if isinstance(child, Node):
                yield from lines_of(child)
    else:
        yield text_of(block.children)


def changed(content: Content, change: Callable[[Node | str], Content]) -> Content:
    """Give content with each part replaced by what ``change`` makes of it, innermost first."""
    out: list[Node | str] = []
    for child in content:
        if isinstance(child, Node):
            child = replace(child, children=changed(child.children, change))  # noqa: PLW2901
        out += change(child)
    return tuple(out)


_EDGES = " \t\n\r\f"


def tidy(content: Iterable[Node | str]) -> Content:
    """Make each run of white space one space and trim the ends, as a browser shows it."""
    out, _ = _collapsed(content, True)
    return _trimmed(out)


def _collapsed(content: Iterable[Node | str], after_space: bool) -> tuple[list[Node | str], bool]:
    out: list[Node | str] = []
    for child in content:
        if isinstance(child, str):
            text = re.sub(f"[{_EDGES}]+", " ", child)
            text = text.lstrip(" ") if after_space else text
            if text:
                after_space = text.endswith(" ")
                joined = bool(out) and isinstance(out[-1], str)
                out[-1:] = [f"{out[-1]}{text}"] if joined else [*out[-1:], text]
        elif child.tag in {"br", "anchor"} or not child.children or child.tag == "math":
            after_space = child.tag == "br" or (after_space and child.tag == "anchor")
            out.append(child)
        else:
            inside, after_space = _collapsed(child.children, after_space)
            if inside:
                out.append(replace(child, children=tuple(inside)))
    return out, after_space


def _trimmed(content: list[Node | str]) -> Content:
    """Take white space and line breaks off the end."""
    while content:
        last = content[-1]
        if isinstance(last, str):
            content[-1] = last.rstrip(_EDGES)
        elif last.tag != "br" and last.children and last.tag != "math":
            content[-1] = replace(last, children=_trimmed(list(last.children)))
        if content[-1] and not (isinstance(last, Node) and last.tag == "br"):
            break
        content.pop()
    return tuple(content)
