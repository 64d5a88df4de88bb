"""From blocks to pages: title and introduction, sections, back matter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from article.headings import look_of
from article.labels import is_back_label
from article.model import Node, nodes_in, text_of, words_in

_MOST_PAGES = 40
"""More sections than this are not a page each: an index of 200 lines helps nobody."""


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        name: What the page is called.
        blocks: What stands on it; headings below its own start at level 2.
        headed: Whether its first heading is its own; several sections may share a page.
    """

    name: str
    blocks: tuple[Node, ...]
    headed: bool = True


def build(blocks: Sequence[Node], named: str = "", level: int = 0) -> list[Page]:
    """Find the parts of an article: title and introduction, sections, back matter.

    Args:
        blocks: The article, in order.
        named: What its front matter or head calls it.
        level: Each heading down to this level begins a page; 0 for the highest that there is.

    Returns:
        The front page, which has no name where the article has none, a page for each section, and
        the back matter. Every block is on exactly one.
    """
    full = list(blocks)
    start, end = _title_at(full, bool(named))
    above, title, rest = full[:start], full[start:end], full[end:]
    back_at = _back_at(rest) if words_in(rest) else len(rest)
    intro, sections = _sections(rest[:back_at], level)
    front = (*_relevel(above), *title, *_without_rules(_relevel(intro)))
    name = _line(title[0]) if title else named.strip()
    back = _without_rules(_relevel(rest[back_at:]))
    body = sections if level else _grouped(sections)
    return [Page(name, front, bool(title)), *body, Page("About the source", back, headed=False)]


def _line(heading: Node) -> str:
    return " ".join(text_of(heading.children).split())


def promote(blocks: Sequence[Node]) -> list[Node]:
    """Make headings of paragraphs that are nothing but a few bold words before prose.

    Pages made in word processors and blogs mark headings so. They rank below marked headings.
    """
    level = min(max((block.level for block in blocks), default=0) + 1 or 2, 6)
    bold = [
        block.tag == "p"
        and all(isinstance(c, Node) and c.tag in {"strong", "br"} for c in block.children)
        and not any(n.tag in {"a", "br", "img"} for n in nodes_in(block.children))
        for block in blocks
    ]
    out: list[Node] = []
    for at, (block, after) in enumerate(zip_longest(blocks, blocks[1:])):
        plain = after is not None and not after.level and not bold[at + 1]
        if bold[at] and out and plain and look_of(text_of(block.children)) is not None:
            inside = (c.children if isinstance(c, Node) else (c,) for c in block.children)
            out.append(Node(f"h{max(level, 2)}", tuple(c for some in inside for c in some)))
        else:
            out.append(block)
    return out


def _title_at(blocks: list[Node], named: bool) -> tuple[int, int]:
    """Find where the title, the first heading if no other is of its level, starts and ends."""
    headings = [(at, block.level) for at, block in enumerate(blocks) if block.level]
    if not headings:
        return 0, 0
    at, level = headings[0]
    others = [other for _, other in headings[1:]]
    first = at == 0 and not named
    highest = (first or 1 not in others) if level == 1 else first and level < min(others, default=0)
    found = highest and at <= 4 and len(words_in(blocks[:at])) <= 60
    return (at, at + 1) if found else (0, 0)


def _back_at(blocks: list[Node]) -> int:
    """Find where the back matter starts: the sections at the end that are called so."""
    at = len(blocks)
    for start in reversed([n for n, block in enumerate(blocks) if block.level]):
        if not is_back_label(text_of(blocks[start].children)):
            break
        at = start
    return at


def _sections(blocks: list[Node], cut: int) -> tuple[list[Node], list[Page]]:
    """Part the body at its highest headings, or at all down to a level."""
    intro: list[Node] = []
    parts: list[tuple[Node, list[Node]]] = []
    for block, depth in _depths(blocks):
        if depth == 1 or 0 < block.level <= cut:
            parts.append((replace(block, tag="h1"), []))
        else:
            (parts[-1][1] if parts else intro).append(block)
    return intro, [
        Page(_line(head), (head, *_without_rules(_relevel(held)))) for head, held in parts
    ]


def _grouped(sections: list[Page]) -> list[Page]:
    """Put many short sections on few pages, such as the entries of a dictionary."""
    if len(sections) <= _MOST_PAGES:
        return sections
    size = -(-len(sections) // (_MOST_PAGES // 2))
    groups = [sections[at : at + size] for at in range(0, len(sections), size)]
    return [_together(group) if len(group) > 1 else group[0] for group in groups]


def _together(group: list[Page]) -> Page:
    """Make one page of several sections."""
    blocks = (block for section in group for block in section.blocks)
    lower = (replace(b, tag=f"h{min(b.level + 1, 6)}") if b.level else b for b in blocks)
    return Page(f"{group[0].name} – {group[-1].name}", tuple(lower), headed=False)


def _without_rules(blocks: list[Node]) -> tuple[Node, ...]:
    """Drop lines across the page at the start and the end, where they part nothing."""
    full = [at for at, block in enumerate(blocks) if block.tag != "hr"]
    return tuple(blocks[full[0] : full[-1] + 1]) if full else ()


def _relevel(blocks: list[Node]) -> list[Node]:
    """Number the levels of headings from 2 without gaps."""
    depths = _depths(blocks)
    return [replace(b, tag=f"h{min(depth + 1, 6)}") if depth else b for b, depth in depths]


def _depths(blocks: list[Node]) -> Iterator[tuple[Node, int]]:
    """Give blocks with how many headings stand above each heading, itself counted; 0 for text."""
    stack: list[int] = []
    for block in blocks:
        while block.level and stack and stack[-1] >= block.level:
            stack.pop()
        stack += [block.level] if block.level else []
        yield block, len(stack) if block.level else 0
