"""A tree of an HTML page, as forgiving as a browser where articles need it.

Made with the standard library's tokenizer: what a browser closes by itself is closed, and an end
tag that ends nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from article.wordlists import names

VOID = names("area base br col embed hr img input link meta param source track wbr")
CLOSES_P = names(
    "address article aside blockquote details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul"
)
_P_SCOPE = names("table td th caption button object html template")
_LIST_SCOPE = names("ul ol menu dir table html")
_ENDS = {
    "li": (frozenset({"li"}), _LIST_SCOPE),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "html"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "html"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table", "html"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table", "html"})),
    "tr": (frozenset({"tr"}), frozenset({"table", "html"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table", "html"})),
    "tfoot": (frozenset({"thead", "tbody"}), frozenset({"table", "html"})),
    "option": (frozenset({"option"}), frozenset({"select", "html"})),
    "body": (frozenset({"head"}), frozenset({"html"})),
}
_DEEPEST = 150
_RAW = frozenset({"script", "style"})


@dataclass(eq=False)
class Node:
    """An element: its name, its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        """Give every element below this one, in document order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.elements()

    def text(self) -> str:
        """Give all text below this element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(html: str) -> Node:
    """Read HTML, whole or in part, well formed or not.

    Args:
        html: The source.

    Returns:
        A root node that holds everything.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, closing first what a browser would close."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root.attributes.update(attributes)
            return
        if self.stack[-1].tag == "title":
            self.stack.pop()
        if tag in CLOSES_P:
            self._close(frozenset({"p"}), _P_SCOPE)
        if tag in _ENDS:
            self._close(*_ENDS[tag])
        node = Node(tag, attributes)
        self.stack[-1].children.append(node)
        if tag not in VOID and len(self.stack) < _DEEPEST:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read ``<br/>``; on other elements HTML ignores the slash."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, if there is one."""
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag == tag:
                del self.stack[depth:]
                return
            if self.stack[depth].tag in {"table", "td", "th"} and tag not in {
                "table",
                "tr",
                "body",
            }:
                return

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.stack[-1].children.append(data)

    def _close(self, tags: frozenset[str], scope: frozenset[str]) -> None:
        """Close the nearest of some elements, unless a scope ends before it."""
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag in tags:
                del self.stack[depth:]
                return
            if self.stack[depth].tag in scope:
                return
