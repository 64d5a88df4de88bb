"""Checks of the comments that switch links off and on, and place the A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.confusables import as_seen
from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.engine.comments import INDEX, INDEX_MARKER, switched

_MAYBE_OURS = re.compile(r"<!--\s*([egnt/].*?)-->", re.S | re.I)
_HALF_CLOSED = re.compile(r"<!--\s*(?P<comment>terms\s*:\s*(?:on|off))\s*[-–—]?>", re.I)
_NO_COMMENT = re.compile(
    r"<\s*(?P<mark>!)?\s*[-–—]{1,3}\s*(?P<comment>terms\s*[:\uff1a]?\s*(?:on|off))\b"
    r"\s*(?:[-–—!]*>|(?(mark)|(?!)))",  # an arrow has no exclamation mark, and no end
    re.I,
)
_MAY_SWITCH = re.compile(r"terms\s*[:\uff1a]?\s*o(?:n|ff)\b")
_NEARLY_SWITCH = re.compile(r"(?P<name>\w+)\s*(?P<mark>[:=-]?)\s*(?P<state>.*)", re.S)
_NO_TERMS = re.compile(r"(?P<end>/|end[-_ ])?\s*no[-_ ]?terms?|(?:/|end[-_ ])\s*terms", re.I)
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
    broken = list(_no_comments(written))
    for offset, match in broken:
        fault = "has no end" if match[0].startswith("<!--") else "is no comment"
        state = "off" if match["comment"].lower().endswith("off") else "on"
        said = f"`{' '.join(match[0].split())}` {fault}", f"write `<!-- terms: {state} -->`"
        yield written.problem(offset, "page-option", *said)
    switches = _switches(written)
    yield from _wrong_switches(written, switches)
    if written.site.is_index(written.page.path):
        yield from _wrong_markers(written)
    if not broken:
        yield from _balance(written, switches)


def _may_hold_ours(markdown: str) -> bool:
    """Tell at a glance whether a page has a comment of the glossary, or one that was meant so."""
    if "<!--" in markdown and any(
        _switch(said) or _is_nearly_index(said) for said in _MAYBE_OURS.findall(markdown)
    ):
        return True
    if "<" not in markdown or not _MAY_SWITCH.search(markdown):
        return False
    return _NO_COMMENT.search(markdown) is not None


def _no_comments(written: WrittenPage) -> Iterator[tuple[int, re.Match[str]]]:
    """Find what was meant as a switch: its dashes are not right, or it has no end."""
    for match in _NO_COMMENT.finditer(written.text):
        yield match.start(), match
    for offset, comment in written.comments:  # it may go on to the end of the next comment
        pattern = _NO_COMMENT if "<!--" in comment else _HALF_CLOSED
        if gone_on := pattern.match(f"<!-- {comment}"):
            yield offset, gone_on


def _switches(written: WrittenPage) -> dict[int, _Switch]:
    """Give all switches of a page by their offsets; ``of`` after a sound ``off`` means ``on``."""
    found = {}
    is_off = False
    for offset, comment in written.comments:
        if switch := _switch(comment):
            if is_off and not switch.is_read and re.search(r"\bo?f\W*\Z", comment):
                switch = _Switch("on", is_read=False)
            found[offset] = switch
            is_off = switch.state == "off" if switch.is_read else is_off and switch.state != "on"
    return found


def _wrong_switches(written: WrittenPage, switches: Mapping[int, _Switch]) -> Iterator[Problem]:
    """Find switches that are misspelt, or that Markdown moves."""
    leading = None
    for offset, comment in written.comments:
        start = written.text.rfind("\n", 0, offset) + 1
        switch = switches.get(offset)
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


def _balance(written: WrittenPage, switches: Mapping[int, _Switch]) -> Iterator[Problem]:
    """Check that what is off goes on again, misspelt switches taken as they were meant."""
    if list(switches.values()) == [_Switch("on", is_read=True), _Switch("off", is_read=True)]:
        what = "`<!-- terms: on -->` stands before `<!-- terms: off -->`"
        yield written.problem(min(switches), "page-option", what, "let the two change places")
        return
    off_at: int | None = None
    for offset, switch in switches.items():
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
        return _Switch("off" if comment[0] in "nN" else "on", is_read=False)
    match = _NEARLY_SWITCH.fullmatch(comment)
    if match and match["name"].lower() == "glossary" and match["mark"] == ":":
        said = match["state"].lower()
        return _Switch(said, is_read=False) if said in ("on", "off") else None
    if not match or not nearest(as_seen(match["name"]), ["terms"], 0.85):
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
