"""Markers: comments such as ``<!-- crisis lines -->`` that the site fills in.

A marker that is misspelt shows nothing, and a reader in danger would find an empty page. So what
looks like a marker and is none is an error, and so is a page without a marker it must hold.
"""

import re
from collections.abc import Iterable, Mapping

from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.diagnostics.source import place_of
from mindinmind.evidence.pages import MARKERS

RULE = "marker"
OTHERS = tuple(f"evidence: {name}" for name in MARKERS)
"""What the evidence hook fills in, once it knows all pages."""

_COMMENT = re.compile(r"<!--(?P<said>.*?)-->", re.S)  # "<!-- crisis lines -->"
# Whatever somebody meant as a comment: "<!- crisis lines ->", "<!— crisis lines —>".
_MEANT = re.compile(r"<!\s*[-–—]*(?P<said>[^<>\n-]*)[-–—]*\s*>?")
_ELSEWHERE = re.compile(r"\s*(?:terms|glossary|wording)\b", re.I)  # others judge "terms: of"
_ALONE = "write it on a line of its own, with an empty line before and after"
_MOST_WORDS = 5
_LIKE = 0.6


def fill(html: str, parts: Mapping[str, str]) -> tuple[str, set[str]]:
    """Fill in the markers of a page, each of which stands alone on its line.

    Args:
        html: The page's content.
        parts: The HTML of each marker, by what stands between the marks of the comment.

    Returns:
        The filled content, and the markers that were found.
    """
    found = set()
    for name, part in parts.items():
        if as_marker(name) not in html:
            continue
        alone = re.compile(rf"^[ \t]*{re.escape(as_marker(name))}[ \t]*$", re.M)
        html, times = alone.subn(part.replace("\\", r"\\"), html, count=1)
        if times:
            found.add(name)
    return html, found


def as_marker(name: str) -> str:
    """Give a marker as an author writes it."""
    return f"<!-- {name} -->"


def marker_problems(
    path: str, text: str, html: str, known: Iterable[str], missing: Iterable[str]
) -> list[Problem]:
    """Find markers that are misspelt, and those that a page must hold and does not.

    Args:
        path: The page's file as problems name it.
        text: The whole file.
        html: What became of it, filled in: a comment in a block of code is none here.
        known: What the site fills in.
        missing: What the page must hold and does not.

    Returns:
        An error for each, at the place of the comment that was meant if there is one.
    """
    known = [*known, *OTHERS]
    problems, lacking = [], list(missing)
    for comment in _COMMENT.finditer(html):
        if comment[0] in map(as_marker, OTHERS):
            continue
        if name := nearest_marker(comment["said"], known):
            what = f"`{' '.join(comment[0].split())}` is no marker and shows nothing"
            mend = f"did you mean `{as_marker(name)}`?"
            if comment[0] == as_marker(name):
                what = f"`{comment[0]}` stands among other words, or twice, and shows nothing"
                mend = _ALONE
            place = place_of(text, _wrong_one(text, comment[0]))
            problems.append(Problem(path, *place, RULE, what, mend))
            lacking = [needed for needed in lacking if needed != name]
    for name in lacking:
        what = f"this page must hold `{as_marker(name)}` and does not"
        tried = (m for m in _MEANT.finditer(text) if nearest_marker(m["said"], [name]))
        start = next((m.start() for m in tried), len(text.rstrip()))
        place, because = place_of(text, start), ("crisis-line",)
        problems.append(Problem(path, *place, RULE, what, _ALONE, because_of=because))
    return problems


def nearest_marker(said: str, known: Iterable[str]) -> str:
    """Give the marker that a comment is, or was meant to be; nothing for an author's own note."""
    if len(said.split()) > _MOST_WORDS or _ELSEWHERE.match(said):
        return ""
    said = " ".join(said.split()).casefold()
    return nearest(said, known, 0 if said.startswith("evidence:") else _LIKE)


def _wrong_one(text: str, comment: str) -> int:
    """Give where a comment stands among other words; the last place where it stands alone."""
    starts = [match.start() for match in re.finditer(re.escape(comment), text)] or [0]
    lines = {start: text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0] for start in starts}
    return next((start for start in starts if lines[start].strip() != comment), starts[-1])
