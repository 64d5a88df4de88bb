"""Checks of the comments that switch links off and on, and place the A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mindinmind.glossary.checks.written_page import WrittenPage
from mindinmind.glossary.comments import INDEX, switched
from mindinmind.problems import Problem, nearest

_MAYBE_OURS = re.compile(r"<!--\s*([gnt].*?)-->", re.S | re.I)
_HALF_CLOSED = re.compile(r"<!--\s*(?P<comment>terms\s*:\s*(?:on|off))\s*[-–—]?>", re.I)
_NEARLY_SWITCH = re.compile(r"(?P<name>\w+)\s*(?P<mark>[:=-]?)\s*(?P<state>.*)", re.S)
_NO_TERMS = re.compile(r"no[-_ ]terms?", re.I)
_STATES = frozenset("start stop end disable enable false true skip no yes".split())


def wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say.

    Args:
        written: The page.
    """
    if _may_hold_ours(written.markdown):
        yield from _comments(written)


def _may_hold_ours(markdown: str) -> bool:
    """Tell at a glance whether a page may have a comment of the glossary."""
    return "<!--" in markdown and (
        any(map(_is_ours, _MAYBE_OURS.findall(markdown))) or bool(_HALF_CLOSED.search(markdown))
    )


def _is_ours(comment: str) -> bool:
    """Tell whether a comment is one of the glossary's switches or was meant to be."""
    return bool(_state(comment)) or _is_nearly_index(comment)


def _comments(written: WrittenPage) -> Iterator[Problem]:
    """Check each comment by itself, and then whether they go together."""
    half = [(match.start(), match) for match in _HALF_CLOSED.finditer(written.text)]
    for offset, comment in written.comments:  # one without an end goes on to that of the next
        if match := _HALF_CLOSED.match(f"<!-- {comment}"):
            half.append((offset, match))
    for offset, match in half:
        what = f"`{' '.join(match[0].split())}` has no end"
        yield written.problem(
            offset, "page-option", what, f"write `{_as_comment(match['comment'])}`"
        )
    yield from _unread_switches(written)
    if not half:
        yield from _balance(written)


def _unread_switches(written: WrittenPage) -> Iterator[Problem]:
    """Find comments that are misspelt, or that Markdown moves."""
    leading = None
    for offset, comment in written.comments:
        start = written.text.rfind("\n", 0, offset) + 1
        if _state(comment) == "?":
            yield written.problem(offset, "page-option", *_unreadable_switch(comment))
        elif _state(comment) and leading == start:
            what = f"`{_as_comment(comment)}` moves to the end of the page"
            mend = "put it on a line of its own: the line begins with another comment"
            yield written.problem(offset, "page-option", what, mend)
        if offset - start < 4 and not written.text[start:offset].strip():
            leading = start
        if (
            written.site.is_index(written.page.path)
            and _is_nearly_index(comment)
            and comment != INDEX
        ):
            what = f"`{_as_comment(comment)}` does nothing"
            mend = f"did you mean `{_as_comment(INDEX)}`?"
            yield written.problem(offset, "page-option", what, mend)


def _balance(written: WrittenPage) -> Iterator[Problem]:
    """Check that what is off goes on again, misspelt switches taken as they were meant."""
    off_at: int | None = None
    for offset, comment in written.comments:
        state = _state(comment)
        if state == "?" and not (state := _meant(comment)):
            return
        if state and (state == "off") == (off_at is not None):
            if _state(comment) != "?":
                mend = f"take this `<!-- terms: {state} -->` out"
                yield written.problem(
                    offset, "page-option", f"terms are {state} already here", mend
                )
        elif state:
            off_at = offset if state == "off" else None
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
    if state := switched(comment):
        return state
    if _NO_TERMS.fullmatch(comment):
        return "?"
    match = _NEARLY_SWITCH.fullmatch(comment)
    if not match or not nearest(match["name"].lower(), ["terms"], 0.85):
        return ""
    known = match["mark"] and match["state"].lower() in _STATES
    return "?" if known or _nearest_state(match["state"]) else ""


def _nearest_state(text: str) -> str:
    return nearest(text.lower(), ["off", "on"], 0.75)


def _meant(comment: str) -> str:
    """Tell which state a switch that cannot be read was to bring, if that is clear."""
    match = _NEARLY_SWITCH.fullmatch(comment)
    return (
        "off" if _NO_TERMS.fullmatch(comment) else _nearest_state(match["state"] if match else "")
    )


def _is_nearly_index(comment: str) -> bool:
    words = " ".join(re.findall(r"\w+", comment.lower()))
    return bool(nearest(words, ["glossary index"], 0.8))


def _unreadable_switch(comment: str) -> tuple[str, str]:
    """Say that a comment does nothing, and what was probably meant."""
    state = _meant(comment)
    mend = "write `<!-- terms: off -->` or `<!-- terms: on -->`"
    if state:
        mend = f"did you mean `<!-- terms: {state} -->`?"
    return f"`{_as_comment(comment)}` does nothing", mend


def _as_comment(text: str) -> str:
    return f"<!-- {' '.join(text.split())} -->"
