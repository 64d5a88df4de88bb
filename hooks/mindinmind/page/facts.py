"""What a page says about itself: for whom, how long, when checked and by whom."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glossary_cards.engine.tokens import Kind, attribute, attribute_names, marks
from mindinmind.audiences import AUDIENCES
from mindinmind.evidence.review import Review, read_review
from mindinmind.page.postprocess import plain

WORDS_A_MINUTE = 200
_CONTENTS_FROM = 3
_OUTLINED = frozenset(["section", "h1", "h2", "p"])
_LISTS = ('class="mim-door', 'class="glossary-jumps', 'class="mim-references')


@dataclass(frozen=True)
class Outline:
    """A page's content as its frame needs it.

    Attributes:
        title: Its first heading of level one as HTML; empty when it has none.
        lead: The paragraph straight after it, which answers, or at the beginning where there is no
            title; empty when something else comes.
        body: Everything else.
        sections: Address and text of each heading of level two.
        words: How many words there are, without lists that a reader does not read through.
    """

    title: str
    lead: str
    body: str
    sections: tuple[tuple[str, str], ...]
    words: int


@dataclass(frozen=True)
class PageFacts(Outline):
    """What the page's frame shows beside plain facts above the page, ready for the template.

    Attributes:
        summary: The lines of "In short".
        audience: Whom the page is for, in words; empty when it is not said.
        minutes: Reading time, rounded up; 0 for a page of very few words.
        contents: Address and text of each section, from three sections on.
        review: When it was last checked and is due again, and who has reviewed it.
    """

    summary: tuple[str, ...]
    audience: str
    minutes: int
    contents: tuple[tuple[str, str], ...]
    review: Review | None


def page_facts(html: str, meta: Mapping[str, Any]) -> PageFacts:
    """Gather a page's facts.

    Args:
        html: The page's finished content.
        meta: Its front matter; what is missing or of another kind is left out.

    Returns:
        The facts, with the content split after its first heading and paragraph.
    """
    outline = read_outline(html)
    read_through = not any(kind in html for kind in _LISTS)
    sections = outline.sections if read_through else ()
    minutes = math.ceil(outline.words / WORDS_A_MINUTE) if read_through else 0
    return PageFacts(
        **vars(outline),
        summary=tuple(str(line) for line in _listed(meta.get("summary"))),
        audience=audience_in_words(_listed(meta.get("audience"))),
        minutes=minutes if meta.get("audience") else 0,
        contents=sections if len(sections) >= _CONTENTS_FROM else (),
        review=read_review(meta),
    )


def read_outline(html: str) -> Outline:
    """Read a page's content once, from its first mark to its last."""
    title = lead = (0, 0)
    sections: list[tuple[str, str]] = []
    words = reached = 0
    opened: dict[str, tuple[int, int, str]] = {}
    skipped = 0  # how deep in a section that only repeats
    first = True  # whether nothing has come after the title
    for mark in marks(html):
        text = html[reached : mark.start]
        words += 0 if skipped else len(text.split())
        reached = mark.end
        first = first and not text.strip()
        if mark.name not in _OUTLINED:
            first = False
            continue
        if mark.name == "section":
            if mark.kind is Kind.CLOSE:
                skipped = max(skipped - 1, 0)
            elif skipped or "data-search-exclude" in attribute_names(mark.attributes):
                skipped += 1
        elif mark.kind is Kind.OPEN and mark.name in ("h1", "h2", "p"):
            opened[mark.name] = (mark.start, mark.end, attribute(mark.attributes, "id") or "")
            if mark.name == "p" and first:
                lead = (mark.start, 0)
        elif mark.kind is Kind.CLOSE and mark.name in opened:
            start, inner, anchor = opened.pop(mark.name)
            if mark.name == "h1" and not title[1]:
                title, lead = (start, mark.end), (0, 0)
            elif mark.name == "h2" and anchor:
                sections.append((f"#{anchor}", plain(html[inner : mark.start])))
            elif mark.name == "p" and lead == (start, 0):
                lead = (start, mark.end)
        first = mark.name == "h1" and title[1] == mark.end
    lead = lead if lead[1] else (0, 0)
    body = html[: title[0]] + html[title[1] : lead[0] or title[1]] + html[max(title[1], lead[1]) :]
    return Outline(html[slice(*title)], html[slice(*lead)], body, tuple(sections), words)


def audience_in_words(names: list[Any]) -> str:
    """Say whom a page is for, as one short phrase; unknown names are left out."""
    words = [AUDIENCES[str(name)] for name in names if str(name) in AUDIENCES]
    if len(words) == len(AUDIENCES):
        return "everyone"
    if len(words) > 1 and " and " not in words[-1]:
        return f"{', '.join(words[:-1])} and {words[-1]}"
    return ", ".join(words)


def _listed(value: Any) -> list[Any]:
    """Give a list as it is, and nothing for anything else."""
    return value if isinstance(value, list) else []
