"""What belongs to a printed page and not to its text: page numbers, running heads, hyphens.

Text copied out of a book or a PDF holds them; each line that is taken off is named.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

_PAGE_NUMBER = re.compile(  # "12", "- 12 -", "Page 3 of 9", "Smith   RFC 99   [Page 3]"
    r"\s*(?:[-–—|]\s*)?(?:page\s+|p\.\s*)?(?P<n>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*$"
    r"|.{0,80}\[page (?P<rfc>\d{1,4})\]\s*$",
    re.I,
)
_BROKEN = re.compile(  # "evalu-" at the end of a line, "ated" below
    r"(?P<first>[^\W\d_]{2,})(?:(?P<mark>-)(?P<gap>[ \t]*\n[ \t]*)|\u00ad[ \t]*\n?[ \t]*)"
    r"(?P<rest>[^\W\d_]+)"
)
_SPLIT = re.compile(r"(?P<first>[^\W\d_]{2,})(?P<mark>-)(?P<gap> )(?P<rest>[^\W\d_A-Z]{2,})")
_JOINERS = frozenset("and or to und oder et ou y o e nor".split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Unprinted:
    """A text without the marks of its pages.

    Attributes:
        lines: Its lines.
        removed: The numbers of the lines that were taken off, from 1, and what stood there.
    """

    lines: tuple[str, ...]
    removed: dict[int, str]


def unprint(text: str) -> Unprinted:
    r"""Take page numbers and running heads off a text and join words broken at line ends.

    Args:
        text: The text, with ``\n`` line ends; ``\f`` parts pages where it is known.
    """
    lines = text.split("\n")
    removed = _furniture(lines)
    kept = ["" if at + 1 in removed else line.replace("\f", "") for at, line in enumerate(lines)]
    for at in sorted(removed):  # a sentence that runs over a page is one paragraph
        _close(kept, at - 1)
    return Unprinted(tuple(_joined("\n".join(kept)).split("\n")), removed)


def _furniture(lines: list[str]) -> dict[int, str]:
    """Find the lines that are page numbers or running heads."""
    full = [at for at, line in enumerate(lines) if line.strip()]
    place = {at: number for number, at in enumerate(full)}
    breaks = [at for at, line in enumerate(lines) if "\f" in line]
    numbers = _page_numbers(lines, full)
    near = {
        full[index + step]
        for at in numbers
        for step in (-1, 0, 1)
        if 0 <= (index := place[at]) + step < len(full)
    }
    for at in breaks:
        near |= {n for n in (_next(lines, at - 1, -1), _next(lines, at, 1)) if n is not None}
    shapes = Counter(_shape(lines[at]) for at in near)
    pages = max(len(numbers), len(breaks) + bool(breaks))
    heads = {
        at
        for at in near
        if shapes[_shape(lines[at])] >= max(3, pages / 3) and len(lines[at].strip()) < 90
    }
    return {at + 1: lines[at].strip() for at in sorted({*numbers, *heads})}


def _next(lines: list[str], at: int, step: int) -> int | None:
    """Give the next line that is not blank, in a direction."""
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at if 0 <= at < len(lines) else None


def _page_numbers(lines: list[str], full: list[int]) -> list[int]:
    """Find lines that are nothing but numbers which count on, three or more of them."""
    found: list[tuple[int, int]] = []
    for at in full:
        match = _PAGE_NUMBER.match(lines[at])
        alone = at == 0 or not lines[at - 1].strip() or "\f" in lines[at]
        alone = alone or at + 1 == len(lines) or not lines[at + 1].strip() or "\f" in lines[at + 1]
        if match and alone:
            found.append((at, int(match["n"] or match["rfc"])))
    runs = groupby(enumerate(found), lambda pair: pair[1][1] - pair[0])
    counted = [[at for _, (at, _) in run] for _, run in runs]
    return [at for run in counted if len(run) >= 3 for at in run]


def _shape(line: str) -> str:
    """Give a line as it looks on every page: its numbers do not count."""
    return re.sub(r"\d+|\s+", " ", line.replace("\f", "")).strip().casefold()


def _close(lines: list[str], at: int) -> None:
    """Drop the blank lines around a page's end, when the sentence runs on."""
    start, end = at, at
    while start > 0 and not lines[start - 1].strip():
        start -= 1
    while end + 1 < len(lines) and not lines[end + 1].strip():
        end += 1
    if start == 0 or end + 1 >= len(lines):
        return
    above, below = lines[start - 1].rstrip(), lines[end + 1].strip()
    if below[:1].islower() and not above.endswith((".", "!", "?", ":")):
        lines[start : end + 1] = ["\0"] * (end + 1 - start)


def _joined(text: str) -> str:
    """Join words that were broken at line ends; a hyphen that belongs to the word stays."""
    text = text.replace("\0\n", "")
    whole_words = _SPLIT.sub(" ", _BROKEN.sub(" ", text))
    words = {word.casefold() for word in _WORD.findall(whole_words)}

    def join(match: re.Match[str]) -> str:
        first, rest = match["first"], match["rest"]
        whole, hyphened = first + rest, f"{first}-{rest}"
        if match["mark"] is None:
            return whole
        known = whole.casefold() in words
        parts = first.casefold() in words and rest.casefold() in words
        if rest in _JOINERS or rest[0].isupper():
            return match.group() if match["gap"].isspace() and rest in _JOINERS else hyphened
        if known or (not parts and hyphened.casefold() not in words):
            return whole
        return hyphened if "\n" in match["gap"] else match.group()

    return _SPLIT.sub(join, _BROKEN.sub(join, text))
