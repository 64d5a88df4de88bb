"""From blocks to an article: title, standfirst, introduction, sections, back matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from article.blocks import (
    Block,
    Heading,
    Line,
    Paragraph,
    Rule,
    lines_of,
    text_of,
    words_in,
)
from article.labels import is_back_label, is_metadata, is_reference

_LONGEST_STANDFIRST = 320
_MONTHS = (
    "january janvier januar enero",
    "february février februar febrero",
    "march mars märz marzo",
    "april avril abril",
    "may mai mayo",
    "june juin juni junio",
    "july juillet juli julio",
    "august août agosto",
    "september sept septembre septiembre",
    "october octobre oktober octubre",
    "november novembre noviembre",
    "december décembre dezember diciembre",
)
_MONTH_OF = {
    name: number
    for number, months in enumerate(_MONTHS, start=1)
    for full in months.split()
    for name in (full, full[:3] if full[:3] != "jui" else full[:4])
}
_APA = re.compile(
    r"(?P<author>[^()]{2,120}?)\s*\((?P<published>(?:19|20)\d\d[^)]{0,30})\)\.\s*(?P<rest>.+)", re.S
)
_RETRIEVED = re.compile(
    r"\s*Retrieved\s+(?:on\s+)?(?P<date>[^:]{4,25}?\d\d?|\d{4}-\d\d-\d\d)?,?\s*from:?"
    r"\s*(?P<url>https?://\S+)?\s*$",
    re.I | re.S,
)
_FIELDS = (
    (
        "updated",
        r"(?:last |date )?(?:updated|modified|revised)(?: on)?\b|(?:dernière )?mise? à jour",
    ),
    (
        "published",
        r"(?:first |originally |date )?(?:published|posted)(?: on)?\b"
        r"|publié(?: le)?|veröffentlicht",
    ),
    ("reviewed_by", r"(?:\w+ly )?(?:fact[- ])?(?:reviewed|checked) by\b|reviewer\b|relu par"),
    (
        "author",
        r"(?:(?:written |words |article )?by|author|(?:écrit |rédigé )?par|auteure?|autor)\b",
    ),
    ("publisher", r"publisher\b|éditeur\b"),
    ("doi", r"doi\b"),
    ("copyright", r"©|copyright\b|\(c\)"),
)
_FIELD = tuple(
    (name, re.compile(rf"(?:{start})\s*:?\s*(?P<value>.+)", re.I | re.S)) for name, start in _FIELDS
)
_OWN = re.compile(r"\bapa\b|\bcit(?:e|ation)\b", re.I)
_DATES = frozenset({"updated", "published", "retrieved"})


@dataclass(frozen=True)
class Section:
    """A page of the site: a heading of the article and what stands below it."""

    title: Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Article:
    """An article in its parts, which together are all its blocks in order.

    Attributes:
        before: What stands above the title.
        title: The title; empty when the article has none.
        standfirst: The paragraph below the title that says what the article is about.
        intro: What stands before the first section.
        sections: The sections; headings in them start at level 2.
        back: The back matter; headings in it start at level 2.
        source: What the back matter says of the article: author, published, publisher and so on.
        language: The article's language, such as ``en``.
    """

    before: tuple[Block, ...]
    title: Line
    standfirst: Line
    intro: tuple[Block, ...]
    sections: tuple[Section, ...]
    back: tuple[Block, ...]
    source: dict[str, str] = field(default_factory=dict)
    language: str = "en"


def build(blocks: tuple[Block, ...], facts: dict[str, str], language: str) -> Article:
    """Find the parts of an article.

    Args:
        blocks: The article, in order.
        facts: What its front matter or head says of it.
        language: Its language.

    Returns:
        The article; every block is in exactly one part.
    """
    full = [block for block in blocks if isinstance(block, Rule) or words_in([block])]
    at = _title_at(full)
    title = _line(full[at]) if at is not None else ()
    before = full[: at or 0]
    rest = full[at + 1 :] if at is not None else full
    back_at = _back_at(rest) if words_in(rest) else len(rest)
    body, back = rest[:back_at], rest[back_at:]
    intro, sections = _sections(body)
    standfirst: Line = ()
    if title and _is_standfirst(intro, bool(sections)):
        standfirst, intro = _line(intro[0]), intro[1:]
    source = {**_clean(facts), **_source([*intro[:3], *back], text_of(title))}
    if title:
        source["title"] = " ".join(text_of(title).split())
    return Article(
        tuple(_relevel(before)),
        title,
        standfirst,
        tuple(_without_rules(_relevel(intro))),
        sections,
        tuple(_without_rules(_relevel(back, nested=True))),
        source,
        language,
    )


def iso_date(text: str) -> str:
    """Turn a date in words into ``2019-10-15``; what is no whole date is given back as it was."""
    text = text.strip().rstrip(".")
    found = re.match(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    if found:
        return _date(found[1], int(found[2]), found[3]) or text
    words = re.findall(r"[^\W\d_]+|\d+", text)
    years = [word for word in words if re.fullmatch(r"(?:19|20)\d\d", word)]
    days = [word for word in words if re.fullmatch(r"\d\d?", word)]
    months = [_MONTH_OF[word.lower()] for word in words if word.lower() in _MONTH_OF]
    if len(years) == len(days) == len(months) == 1 and len(words) <= 5:
        return _date(years[0], months[0], days[0]) or text
    return text


def _date(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""


def _line(block: Block) -> Line:
    """Give the text of a heading or paragraph."""
    return block.line if isinstance(block, Heading | Paragraph) else ()


def _title_at(blocks: list[Block]) -> int | None:
    """Find the title: the first heading, if no other heading is of its level."""
    headings = [(at, b.level) for at, b in enumerate(blocks) if isinstance(b, Heading)]
    if not headings:
        return None
    at, level = headings[0]
    others = [other for _, other in headings[1:]]
    if at > 4 or sum(len(words_in([block])) for block in blocks[:at]) > 60:
        return None
    if level == 1 and (at == 0 or 1 not in others):
        return at
    return at if at == 0 and (others and level < min(others)) else None


def _back_at(blocks: list[Block]) -> int:
    """Find where the back matter starts, reading from the end."""
    at = len(blocks)
    while at > 0:
        start = at - 1
        while start > 0 and not isinstance(blocks[start], Heading):
            start -= 1
        group = blocks[start:at]
        if isinstance(group[0], Heading) and is_back_label(text_of(group[0].line)):
            at = start
            continue
        return at - _trailing(group)
    return at


def _trailing(group: list[Block]) -> int:
    """Count the blocks at the end of a section that tell of the article."""
    count = 0
    for block in reversed(group):
        texts = list(lines_of(block))
        known = isinstance(block, Paragraph | Heading) and (
            is_metadata(texts[0]) or is_reference(texts[0]) or is_back_label(texts[0])
        )
        if not known and not (isinstance(block, Rule) and count):
            break
        count += 1
    return count if count < len(group) else 0


def _sections(blocks: list[Block]) -> tuple[list[Block], tuple[Section, ...]]:
    """Part the body at its highest headings."""
    intro: list[Block] = []
    parts: list[tuple[Line, list[Block]]] = []
    stack: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while stack and stack[-1] >= block.level:
                stack.pop()
            stack.append(block.level)
            if len(stack) == 1:
                parts.append((block.line, []))
                continue
        (parts[-1][1] if parts else intro).append(block)
    sections = tuple(Section(title, tuple(_without_rules(_relevel(held)))) for title, held in parts)
    return intro, sections


def _without_rules(blocks: list[Block]) -> list[Block]:
    """Drop lines across the page at the start and the end, where they part nothing."""
    held = list(blocks)
    while held and isinstance(held[0], Rule):
        held.pop(0)
    while held and isinstance(held[-1], Rule):
        held.pop()
    return held


def _relevel(blocks: list[Block], nested: bool = False) -> list[Block]:
    """Number the levels of headings from 2 without gaps.

    Args:
        blocks: The blocks of one page.
        nested: Whether a heading right below another of its level is taken as part of it.
    """
    stack: list[int] = []
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
            above = out[-1] if out else None
            if nested and isinstance(above, Heading) and stack and level == stack[-1]:
                level += 1
            while stack and stack[-1] >= level:
                stack.pop()
            stack.append(level)
            out.append(replace(block, level=min(len(stack) + 1, 6)))
        else:
            out.append(block)
    return out


def _is_standfirst(intro: list[Block], has_sections: bool) -> bool:
    """Say whether the first paragraph below the title introduces the rest."""
    if len(intro) < 2 or not isinstance(intro[0], Paragraph) or not has_sections:
        return False
    text = text_of(intro[0].line)
    following = intro[1]
    return (
        len(text) <= _LONGEST_STANDFIRST
        and not is_metadata(text)
        and isinstance(following, Paragraph)
        and not is_metadata(text_of(following.line))
        and not text.endswith(":")
    )


def _clean(facts: dict[str, str]) -> dict[str, str]:
    """Put dates among known facts into one form."""
    return {
        key: iso_date(value[:10] if re.match(r"\d{4}-\d\d-\d\dT", value) else value)
        if key in _DATES
        else value
        for key, value in facts.items()
        if value
    }


def _source(blocks: list[Block], title: str) -> dict[str, str]:
    """Read what paragraphs say of the article; a reference must be to the article itself."""
    found: dict[str, str] = {}
    own = False
    for block in blocks:
        if isinstance(block, Heading):
            own = bool(_OWN.search(text_of(block.line)))
        if not isinstance(block, Paragraph):
            continue
        text = text_of(block.line)
        if is_reference(text):
            if "title" not in found and (own or (title and title in text)):
                found |= _reference(text)
            continue
        for line in re.split(r"\n| \| | · ", text):
            for name, pattern in _FIELD:
                match = pattern.fullmatch(line.strip())
                if match and is_metadata(line) and name not in found:
                    value = match["value"].strip()
                    found[name] = iso_date(value) if name in _DATES else value
                    break
    return found


def _reference(text: str) -> dict[str, str]:
    """Read a reference in the style of the APA."""
    match = _APA.match(text)
    if not match:
        return {}
    out = {"author": match["author"].strip(), "published": iso_date(match["published"])}
    rest = " ".join(match["rest"].split())
    retrieved = _RETRIEVED.search(rest)
    if retrieved:
        rest = rest[: retrieved.start()]
        if retrieved["date"]:
            out["retrieved"] = iso_date(retrieved["date"])
        if retrieved["url"]:
            out["url"] = retrieved["url"]
    rest = rest.strip().rstrip(".")
    parts = re.fullmatch(r"(?P<title>.+?[.?!]|.+),? (?P<publisher>[^.,?!]{2,60})", rest)
    if parts and re.search(r"[.?!,],? [^.,?!]+$", rest):
        out["title"] = parts["title"].rstrip(",. ")
        out["publisher"] = parts["publisher"].strip()
    else:
        out["title"] = rest
    return out
