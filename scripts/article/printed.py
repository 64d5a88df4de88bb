"""What belongs to a printed page and not to its text: page numbers, running heads, hyphens.

Text copied out of a book or a PDF holds them; each line that is taken off is named.
"""

import re
from collections import Counter
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
# "pres- ence"
_SPLIT = re.compile(r"(?P<first>[^\W\d_]{2,})(?P<mark>-)(?P<gap> )(?P<rest>[^\W\d_A-Z]{2,})")
_OVER = re.compile(r"(?<=[^.!?:\s])\s*\0[\s\0]*(?=(?P<next>\S))")  # a sentence goes on overleaf
_JOINERS = frozenset("and or to und oder et ou y o e nor".split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # "self-harm"


def unprint(text: str) -> tuple[list[str], dict[int, str]]:
    r"""Take page numbers and running heads off a text and join words broken at line ends.

    Args:
        text: The text, with ``\n`` line ends; ``\f`` parts pages where it is known.

    Returns:
        Its lines, and what stood in the lines that were taken off, by their number from 1.
    """
    lines = text.split("\n")
    removed = _page_marks(lines)
    kept = ("\0" if at in removed else line.replace("\f", "") for at, line in enumerate(lines, 1))
    closed = _OVER.sub(lambda m: "\n" if m["next"].islower() else m[0], "\n".join(kept))
    return _joined(closed.replace("\0", "")).split("\n"), removed


def _page_marks(lines: list[str]) -> dict[int, str]:
    """Find the lines that are page numbers or running heads."""
    breaks = [at for at, line in enumerate(lines) if "\f" in line]
    numbers = _page_numbers(lines)
    edges = [(at - 1, at + 1) for at in numbers] + [(at - 1, at) for at in breaks]
    around = {
        _next(lines, at, step) for edge in edges for at, step in zip(edge, (-1, 1), strict=True)
    }
    near = {*numbers, *around} - {-1}
    shapes = Counter(_shape(lines[at]) for at in near)
    pages = max(len(numbers), len(breaks) + bool(breaks))
    heads = {
        at
        for at in near
        if shapes[_shape(lines[at])] >= max(3, pages / 3) and len(lines[at].strip()) < 90
    }
    return {at + 1: lines[at].strip() for at in sorted({*numbers, *heads})}


def _next(lines: list[str], at: int, step: int) -> int:
    """Give the next line that is not blank, in a direction; -1 where there is none."""
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at if at < len(lines) else -1


def _page_numbers(lines: list[str]) -> list[int]:
    """Find lines that are nothing but numbers which count on, three or more of them."""
    blank = [True, *(not line.strip() or "\f" in line for line in lines), True]
    found = [
        (at, int(match["n"] or match["rfc"]))
        for at, match in enumerate(map(_PAGE_NUMBER.match, lines))
        if match and (blank[at] or blank[at + 2] or "\f" in lines[at])
    ]
    runs = groupby(enumerate(found), lambda pair: pair[1][1] - pair[0])
    counted = [[at for _, (at, _) in run] for _, run in runs]
    return [at for run in counted if len(run) >= 3 for at in run]


def _shape(line: str) -> str:
    """Give a line as it looks on every page: its numbers do not count."""
    return re.sub(r"\d+|\s+", " ", line.replace("\f", "")).strip().casefold()


def _joined(text: str) -> str:
    """Join words that were broken at line ends; a hyphen that belongs to the word stays."""
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
