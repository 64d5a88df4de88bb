"""From blocks to an article: title, introduction, sections, back matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from article.headings import look_of
from article.labels import is_back_label, is_metadata, is_reference
from article.model import Node, nodes_in, text_of, words_in

_MOST_PAGES = 40
"""More sections than this are not a page each: an index of 200 lines helps nobody."""


@dataclass(frozen=True)
class Section:
    """A page of the site.

    Attributes:
        name: What the page is called.
        heading: The article's own heading; none for a page that several sections share.
        blocks: What stands below; headings in it start at level 2.
    """

    name: str
    heading: Node | None
    blocks: tuple[Node, ...]


@dataclass(frozen=True)
class Article:
    """An article in its parts, which together are all its blocks in order.

    Attributes:
        before: What stands above the title.
        title: The title's heading; none when the text has none.
        name: What the article is called, by its title or its file's own facts; may be empty.
        intro: What stands before the first section.
        sections: The sections.
        back: The back matter; headings in it start at level 2.
    """

    before: tuple[Node, ...]
    title: Node | None
    name: str
    intro: tuple[Node, ...]
    sections: tuple[Section, ...]
    back: tuple[Node, ...]

    def pages(self) -> list[tuple[Node, ...]]:
        """Give the blocks of each page in order: front page, sections, back matter."""
        first = (*self.before, *filter(None, [self.title]), *self.intro)
        each = ((*filter(None, [s.heading]), *s.blocks) for s in self.sections)
        return [first, *each, self.back]


def build(blocks: Sequence[Node], named: str = "", level: int = 0) -> Article:
    """Find the parts of an article.

    Args:
        blocks: The article, in order.
        named: What its front matter or head calls it.
        level: Each heading down to this level begins a page; 0 for the highest that there is.

    Returns:
        The article; every block is in exactly one part.
    """
    full = list(blocks)
    at = _title_at(full, bool(named))
    title = full[at] if at is not None else None
    rest = full[at + 1 :] if at is not None else full
    back_at = _back_at(rest) if words_in(rest) else len(rest)
    intro, sections = _sections(rest[:back_at], level)
    return Article(
        tuple(_relevel(full[: at or 0])),
        title,
        " ".join(text_of(title.children).split()) if title else named.strip(),
        _without_rules(_relevel(intro)),
        sections if level else _grouped(sections),
        _without_rules(_relevel(rest[back_at:], nested=True)),
    )


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


def _title_at(blocks: list[Node], named: bool) -> int | None:
    """Find the title: the first heading, if no other heading is of its level."""
    headings = [(at, block.level) for at, block in enumerate(blocks) if block.level]
    if not headings:
        return None
    at, level = headings[0]
    others = [other for _, other in headings[1:]]
    if at > 4 or len(words_in(blocks[:at])) > 60:
        return None
    if level == 1 and ((at == 0 and not named) or 1 not in others):
        return at
    return at if at == 0 and not named and others and level < min(others) else None


def _back_at(blocks: list[Node]) -> int:
    """Find where the back matter starts, reading from the end."""
    at = len(blocks)
    while at > 0:
        start = at - 1
        while start > 0 and not blocks[start].level:
            start -= 1
        group = blocks[start:at]
        if group[0].level and is_back_label(text_of(group[0].children)):
            at = start
            continue
        return at - _trailing(group)
    return at


def _trailing(group: list[Node]) -> int:
    """Count the blocks at the end of a section that tell of the article."""
    count = 0
    for block in reversed(group):
        text = text_of(block.children).strip()
        known = (block.tag == "p" or block.level) and (
            is_metadata(text) or is_reference(text) or is_back_label(text)
        )
        if not known and not (block.tag == "hr" and count):
            break
        count += 1
    return count if count < len(group) else 0


def _sections(blocks: list[Node], cut: int) -> tuple[list[Node], tuple[Section, ...]]:
    """Part the body at its highest headings, or at all down to a level."""
    intro: list[Node] = []
    parts: list[tuple[Node, list[Node]]] = []
    stack: list[int] = []
    for block in blocks:
        if block.level:
            while stack and stack[-1] >= block.level:
                stack.pop()
            stack.append(block.level)
            if len(stack) == 1 or block.level <= cut:
                parts.append((replace(block, tag="h1"), []))
                continue
        (parts[-1][1] if parts else intro).append(block)
    sections = (
        Section(" ".join(text_of(head.children).split()), head, _without_rules(_relevel(held)))
        for head, held in parts
    )
    return intro, tuple(sections)


def _grouped(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Put many short sections on few pages, such as the entries of a dictionary."""
    if len(sections) <= _MOST_PAGES:
        return sections
    sizes = [len(words_in(section.blocks)) + 20 for section in sections]
    room = sum(sizes) / (_MOST_PAGES // 2)
    groups: list[list[Section]] = []
    held = room
    for section, size in zip(sections, sizes, strict=True):
        if held + size > room and (not groups or held >= room / 2):
            groups.append([])
            held = 0
        groups[-1].append(section)
        held += size
    return tuple(map(_together, groups))


def _together(group: list[Section]) -> Section:
    """Make one page of several sections."""
    if len(group) == 1:
        return group[0]
    blocks = [
        block
        for section in group
        for block in (
            replace(section.heading or Node("p"), tag="h2"),
            *(replace(b, tag=f"h{min(b.level + 1, 6)}") if b.level else b for b in section.blocks),
        )
    ]
    return Section(f"{group[0].name} – {group[-1].name}", None, tuple(blocks))


def _without_rules(blocks: list[Node]) -> tuple[Node, ...]:
    """Drop lines across the page at the start and the end, where they part nothing."""
    held = list(blocks)
    while held and held[0].tag == "hr":
        held.pop(0)
    while held and held[-1].tag == "hr":
        held.pop()
    return tuple(held)


def _relevel(blocks: list[Node], nested: bool = False) -> list[Node]:
    """Number the levels of headings from 2 without gaps.

    Args:
        blocks: The blocks of one page.
        nested: Whether a heading right below another of its level is taken as part of it.
    """
    stack: list[int] = []
    out: list[Node] = []
    for block in blocks:
        if not block.level:
            out.append(block)
            continue
        level = block.level + bool(nested and out and out[-1].level and stack[-1:] == [block.level])
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        out.append(replace(block, tag=f"h{min(len(stack) + 1, 6)}"))
    return out
