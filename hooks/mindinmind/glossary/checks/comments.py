"""Checks of the comments that switch links off and on, and place the A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mindinmind.glossary.checks.written_page import WrittenPage
from mindinmind.glossary.comments import INDEX, INDEX_MARKER, switched
from mindinmind.problems import Problem, nearest

_MAYBE_OURS = re.compile(r"<!--\s*([gnt].*?)-->", re.S | re.I)
_HALF_CLOSED = re.compile(r"<!--\s*(?P<comment>terms\s*:\s*(?:on|off))\s*[-–—]?>", re.I)
_NEARLY_SWITCH = re.compile(r"(?P<name>\w+)\s*(?P<mark>[:=-]?)\s*(?P<state>.*)", re.S)
_NO_TERMS = re.compile(r"no[-_ ]terms?", re.I)
_STATES = frozenset("start stop end disable enable false true skip no yes".split())


@dataclass(frozen=True)
class _Switch:
    """A comment that switches links off or on, or was meant to.

    Attributes:
        state: What it is to bring, ``on`` or ``off``; empty where that is not clear.
        is_read: Whether it can be read as it is written.
    """

    state: str
    is_read: bool


def wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say.

    Args:
        written: The page.
    """
    if not _may_hold_ours(written.markdown):
        return
    half = list(_half_closed(written))
    for offset, match in half:
        what = f"`{' '.join(match[0].split())}` has no end"
        mend = f"write `{_as_comment(match['comment'])}`"
        yield written.problem(offset, "page-option", what, mend)
    yield from _wrong_switches(written)
    if written.site.is_index(written.page.path):
        yield from _wrong_markers(written)
    if not half:
        yield from _balance(written)


def _may_hold_ours(markdown: str) -> bool:
    """Tell at a glance whether a page has a comment of the glossary, or one that was meant so."""
    if "<!--" not in markdown:
        return False
    if any(_switch(said) or _is_nearly_index(said) for said in _MAYBE_OURS.findall(markdown)):
        return True
    return _HALF_CLOSED.search(markdown) is not None


def _half_closed(written: WrittenPage) -> Iterator[tuple[int, re.Match[str]]]:
    """Find switches without an end, and where each begins."""
    for match in _HALF_CLOSED.finditer(written.text):
        yield match.start(), match
    for offset, comment in written.comments:  # it may go on to the end of the next comment
        if gone_on := _HALF_CLOSED.match(f"<!-- {comment}"):
            yield offset, gone_on


def _wrong_switches(written: WrittenPage) -> Iterator[Problem]:
    """Find switches that are misspelt, or that Markdown moves."""
    leading = None
    for offset, comment in written.comments:
        start = written.text.rfind("\n", 0, offset) + 1
        switch = _switch(comment)
        if switch and not switch.is_read:
            mend = "write `<!-- terms: off -->` or `<!-- terms: on -->`"
            if switch.state:
                mend = f"did you mean `<!-- terms: {switch.state} -->`?"
            yield written.problem(offset, "page-option", _does_nothing(comment), mend)
        elif switch and leading == start:
            what = f"`{_as_comment(comment)}` moves to the end of the page"
            mend = "put it on a line of its own: the line begins with another comment"
            yield written.problem(offset, "page-option", what, mend)
        if offset - start < 4 and not written.text[start:offset].strip():
            leading = start


def _wrong_markers(written: WrittenPage) -> Iterator[Problem]:
    """Find comments that were meant to place the A to Z."""
    for offset, comment in written.comments:
        if comment != INDEX and _is_nearly_index(comment):
            mend = f"did you mean `{INDEX_MARKER}`?"
            yield written.problem(offset, "page-option", _does_nothing(comment), mend)


def _balance(written: WrittenPage) -> Iterator[Problem]:
    """Check that what is off goes on again, misspelt switches taken as they were meant."""
    off_at: int | None = None
    for offset, comment in written.comments:
        switch = _switch(comment)
        if not switch:
            continue
        if not switch.state:
            return
        if (switch.state == "off") != (off_at is not None):
            off_at = offset if switch.state == "off" else None
        elif switch.is_read:
            what = f"terms are {switch.state} already here"
            mend = f"take this `<!-- terms: {switch.state} -->` out"
            yield written.problem(offset, "page-option", what, mend)
    if off_at is not None:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield written.problem(off_at, "terms-left-off", what, mend)


def _switch(comment: str) -> _Switch | None:
    """Read a comment as a switch; nothing where it is none and was not meant to be."""
    comment = comment.strip()
    if state := switched(comment):
        return _Switch(state, is_read=True)
    if _NO_TERMS.fullmatch(comment):
        return _Switch("off", is_read=False)
    match = _NEARLY_SWITCH.fullmatch(comment)
    if not match or not nearest(match["name"].lower(), ["terms"], 0.85):
        return None
    said = match["state"].lower()
    state = nearest(said, ["off", "on"], 0.75)
    is_meant = state or (match["mark"] and said in _STATES)
    return _Switch(state, is_read=False) if is_meant else None


def _is_nearly_index(comment: str) -> bool:
    words = " ".join(re.findall(r"\w+", comment.lower()))
    return bool(nearest(words, ["glossary index"], 0.8))


def _does_nothing(comment: str) -> str:
    return f"`{_as_comment(comment)}` does nothing"


def _as_comment(text: str) -> str:
    return f"<!-- {' '.join(text.split())} -->"
