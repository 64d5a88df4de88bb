"""Checks of the comments that switch links off and on, and place the A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mindinmind.glossary.checks.written_page import WrittenPage
from mindinmind.lookalikes import as_seen
from mindinmind.problems import Problem, nearest

_MAYBE_OURS = re.compile(r"<!--\s*([egnt/].*?)-->", re.S | re.I)
_HALF_CLOSED = re.compile(r"<!--\s*(?P<comment>terms\s*:\s*(?:on|off))\s*[-–—]?>", re.I)
_NO_COMMENT = re.compile(
    r"<\s*(?P<mark>!)?\s*[-–—]{1,3}\s*(?P<comment>terms\s*[:\uff1a]?\s*(?:on|off))\b"
    r"\s*(?:[-–—!]*>|(?(mark)|(?!)))",  # an arrow has no exclamation mark, and no end
    re.I,
)
_MAY_SWITCH = re.compile(r"terms\s*[:\uff1a]?\s*o(?:n|ff)\b")
_SWITCH = re.compile(r"terms\s*:\s*(on|off)", re.I)
_NEARLY_SWITCH = re.compile(r"(?P<name>\w+)\s*(?P<mark>[:=-]?)\s*(?P<state>.*)", re.S)
_NO_TERMS = re.compile(r"(?P<end>/|end[-_ ])?\s*no[-_ ]?terms?|(?:/|end[-_ ])\s*terms", re.I)
_STATES = frozenset("start stop end disable enable false true skip no yes".split())
_INDEX = "glossary: index"


def wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say.

    Args:
        written: The page.
    """
    if _may_hold_ours(written.markdown):
        yield from _comments(written)


def _may_hold_ours(markdown: str) -> bool:
    """Tell at a glance whether a page may have a comment of the glossary."""
    if "<!--" in markdown and any(map(_is_ours, _MAYBE_OURS.findall(markdown))):
        return True
    if "<" not in markdown or not _MAY_SWITCH.search(markdown):
        return False
    return bool(_NO_COMMENT.search(markdown))


def _is_ours(comment: str) -> bool:
    """Tell whether a comment is one of the glossary's switches or was meant to be."""
    return bool(_state(comment)) or _is_nearly_index(comment)


def _comments(written: WrittenPage) -> Iterator[Problem]:
    """Check each comment by itself, and then whether they go together."""
    broken = list(_no_comments(written))
    yield from broken
    switches = _switches(written)
    yield from _unread_switches(written, switches)
    if not broken:
        yield from _balance(written, list(switches.values()))


def _no_comments(written: WrittenPage) -> Iterator[Problem]:
    """Find what was meant as a comment: its dashes are not right, or it has no end."""
    found = [(match.start(), match) for match in _NO_COMMENT.finditer(written.text)]
    for offset, comment in written.comments:  # one without an end goes on to that of the next
        pattern = _NO_COMMENT if "<!--" in comment else _HALF_CLOSED
        if match := pattern.match(f"<!-- {comment}"):
            found.append((offset, match))
    for offset, match in found:
        fault = "has no end" if match[0].startswith("<!--") else "is no comment"
        what = f"`{' '.join(match[0].split())}` {fault}"
        state = "off" if match["comment"].lower().endswith("off") else "on"
        mend = f"write `{_as_comment(f'terms: {state}')}`"
        yield written.problem(offset, "page-option", what, mend)


class _Switch(NamedTuple):
    """A comment that switches, or was meant to: where it stands, and what it says and means."""

    offset: int
    comment: str
    state: str
    meant: str


def _switches(written: WrittenPage) -> dict[int, _Switch]:
    """Give all switches of a page by their offsets; ``of`` after a sound ``off`` means ``on``."""
    found = {}
    is_off = False
    for offset, comment in written.comments:
        if state := _state(comment):
            meant = _meant(comment) if state == "?" else state
            if state == "?" and is_off and re.search(r"\bo?f\W*\Z", comment):
                meant = "on"
            found[offset] = _Switch(offset, comment, state, meant)
            is_off = state == "off" or (is_off and meant != "on")
    return found


def _unread_switches(written: WrittenPage, switches: Mapping[int, _Switch]) -> Iterator[Problem]:
    """Find comments that are misspelt, or that Markdown moves."""
    leading = None
    for offset, comment in written.comments:
        start = written.text.rfind("\n", 0, offset) + 1
        switch = switches.get(offset)
        if switch and switch.state == "?":
            yield written.problem(offset, "page-option", *_unreadable_switch(switch))
        elif switch and leading == start:
            what = f"`{_as_comment(comment)}` moves to the end of the page"
            mend = "put it on a line of its own: the line begins with another comment"
            yield written.problem(offset, "page-option", what, mend)
        if offset - start < 4 and not written.text[start:offset].strip():
            leading = start
        if (
            written.site.is_index(written.page.path)
            and _is_nearly_index(comment)
            and comment != _INDEX
        ):
            what = f"`{_as_comment(comment)}` does nothing"
            mend = f"did you mean `{_as_comment(_INDEX)}`?"
            yield written.problem(offset, "page-option", what, mend)


def _balance(written: WrittenPage, switches: Sequence[_Switch]) -> Iterator[Problem]:
    """Check that what is off goes on again, misspelt switches taken as they were meant."""
    if [switch.state for switch in switches] == ["on", "off"]:
        what = "`<!-- terms: on -->` stands before `<!-- terms: off -->`"
        yield written.problem(switches[0].offset, "page-option", what, "let the two change places")
        return
    off_at: int | None = None
    for switch in switches:
        if not switch.meant:
            return
        if (switch.meant == "off") == (off_at is not None):
            if switch.state != "?":
                what = f"terms are {switch.state} already here"
                mend = f"take this `<!-- terms: {switch.state} -->` out"
                yield written.problem(switch.offset, "page-option", what, mend)
        else:
            off_at = switch.offset if switch.meant == "off" else None
    if off_at is not None:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield written.problem(off_at, "terms-left-off", what, mend)


def _state(comment: str) -> str:
    """Read a switch: ``on``, ``off``, ``?`` for one that cannot be read, empty for no switch."""
    comment = comment.strip()
    if right := _SWITCH.fullmatch(comment):
        return right[1].lower()
    if _NO_TERMS.fullmatch(comment):
        return "?"
    match = _NEARLY_SWITCH.fullmatch(comment)
    if match and match["name"].lower() == "glossary" and match["mark"] == ":":
        return "?" if match["state"].lower() in ("on", "off") else ""
    if not match or not nearest(as_seen(match["name"]), ["terms"], 0.85):
        return ""
    known = match["mark"] and match["state"].lower() in _STATES
    return "?" if known or _nearest_state(match["state"]) else ""


def _nearest_state(text: str) -> str:
    return nearest(text.lower(), ["off", "on"], 0.75)


def _meant(comment: str) -> str:
    """Tell which state a switch that cannot be read was to bring, if that is clear."""
    if switch := _NO_TERMS.fullmatch(comment):
        return "off" if switch[0][:1] in "nN" else "on"
    match = _NEARLY_SWITCH.fullmatch(comment)
    return _nearest_state(match["state"] if match else "")


def _is_nearly_index(comment: str) -> bool:
    words = " ".join(re.findall(r"\w+", comment.lower()))
    return bool(nearest(words, ["glossary index"], 0.8))


def _unreadable_switch(switch: _Switch) -> tuple[str, str]:
    """Say that a comment does nothing, and what was probably meant."""
    mend = "write `<!-- terms: off -->` or `<!-- terms: on -->`"
    if switch.meant:
        mend = f"did you mean `<!-- terms: {switch.meant} -->`?"
    return f"`{_as_comment(switch.comment)}` does nothing", mend


def _as_comment(text: str) -> str:
    return f"<!-- {' '.join(text.split())} -->"
