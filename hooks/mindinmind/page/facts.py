"""What a page says about itself: for whom, how long, when checked and by whom."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mindinmind.evidence.review import in_words, read_review
from mindinmind.page.postprocess import plain

WORDS_A_MINUTE = 200
AUDIENCES = {
    "person": "people told they have BPD",
    "in-therapy": "people in therapy",
    "family": "family and friends",
    "student": "students",
    "clinician": "clinicians",
}
_CONTENTS_FROM = 3
_HEADING = re.compile(r'<h2[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<inner>.*?)</h2>', re.S)
_LIST = re.compile(r'class="(?:mim-door|glossary-jumps)')


@dataclass(frozen=True)
class Day:
    """A day, for machines and for people."""

    iso: str
    words: str


@dataclass(frozen=True)
class PageFacts:
    """All that the page's frame shows, ready for the template.

    Attributes:
        title: The page's first heading as HTML, empty when it has none.
        body: The content after that heading.
        summary: The lines of "In short".
        audience: Whom the page is for, in words; empty when it is not said.
        minutes: Reading time, rounded up; 0 for a page of very few words.
        contents: Address and text of each section, from three sections on.
        checked: When it was last checked.
        next_check: When it is due again.
        reviewers: Who has reviewed it; empty means nobody yet.
        content_note: One sentence about hard material, or empty.
        skip_to: Id of the heading after that material, or empty.
        leave: Whether the page offers "Exit this page".
    """

    title: str
    body: str
    summary: tuple[str, ...] = ()
    audience: str = ""
    minutes: int = 0
    contents: tuple[tuple[str, str], ...] = ()
    checked: Day | None = None
    next_check: Day | None = None
    reviewers: tuple[str, ...] = ()
    content_note: str = ""
    skip_to: str = ""
    leave: bool = False


def page_facts(html: str, meta: Mapping[str, Any]) -> PageFacts:
    """Gather a page's facts.

    Args:
        html: The page's finished content.
        meta: Its front matter; what is missing or of another kind is left out.

    Returns:
        The facts, with the content split after its first heading.
    """
    title, body = split_title(html)
    review, _ = read_review(meta)  # what is wrong with it, the evidence hook reports
    return PageFacts(
        title=title,
        body=body,
        summary=tuple(str(line) for line in _listed(meta.get("summary"))),
        audience=audience_in_words(_listed(meta.get("audience"))),
        minutes=reading_minutes(body) if meta.get("audience") and not _LIST.search(body) else 0,
        contents=section_links(body),
        checked=_day(review.reviewed) if review else None,
        next_check=_day(review.due) if review else None,
        reviewers=review.reviewers if review else (),
        content_note=str(meta.get("content_note") or ""),
        skip_to=str(meta.get("skip_to") or ""),
        leave=meta.get("exit") is True,
    )


def split_title(html: str) -> tuple[str, str]:
    """Split content after its first heading of level one; the title is empty without one."""
    start, end = html.find("<h1"), html.find("</h1>")
    if start == -1 or end == -1:
        return "", html
    end += len("</h1>")
    return html[start:end], html[:start] + html[end:]


def audience_in_words(names: list[Any]) -> str:
    """Say whom a page is for, as one phrase; unknown names are left out."""
    words = [AUDIENCES[str(name)] for name in names if str(name) in AUDIENCES]
    if len(words) == len(AUDIENCES):
        return "everyone"
    if len(words) > 1 and " and " not in words[-1]:
        return f"{', '.join(words[:-1])} and {words[-1]}"
    return ", ".join(words)


def reading_minutes(html: str) -> int:
    """Give the minutes a page takes to read, rounded up, without its lists of sources and words."""
    text = re.sub(r"<section\b[^>]*data-search-exclude.*?</section>", " ", html, flags=re.S)
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    return math.ceil(len(re.sub(r"<[^>]*>", " ", text).split()) / WORDS_A_MINUTE)


def section_links(html: str) -> tuple[tuple[str, str], ...]:
    """Give address and text of the sections; none for short pages and for pages of links."""
    if _LIST.search(html):
        return ()
    links = tuple((f"#{m['id']}", plain(m["inner"])) for m in _HEADING.finditer(html))
    return links if len(links) >= _CONTENTS_FROM else ()


def _day(day: date) -> Day:
    """Give a day for the template."""
    return Day(day.isoformat(), in_words(day))


def _listed(value: Any) -> list[Any]:
    """Give a list as it is, and nothing for anything else."""
    return value if isinstance(value, list) else []
