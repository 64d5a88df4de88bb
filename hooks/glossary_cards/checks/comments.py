"""Checks of the comments that switch links off and on, and place the A to Z.

A misspelt one does nothing and says nothing: so what is nearly one of ours is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.engine.comments import INDEX, switched

_SWITCHES = ("terms: off", "terms: on")
_LONGEST = 20
_BROKEN = re.compile(  # `<!- terms: off -->`, `<-- terms: on -->`, `<!-- terms: off ->`
    r"<!?\s*[-–—]{1,3}\s*terms\s*:\s*(?P<state>on|off)\s*[-–—]*>", re.I
)


def wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say.

    Args:
        written: The page.
    """
    if "<" not in written.markdown or not re.search("term|gloss", written.markdown, re.I):
        return
    for match in _BROKEN.finditer(written.text):  # a sound comment is blanked out there
        what = f"`{match[0]}` is no comment"
        mend = f"write `<!-- terms: {match['state'].lower()} -->`"
        yield written.problem(match.start(), "page-option", what, mend)
    known = (*_SWITCHES, INDEX) if written.site.is_index(written.page.path) else _SWITCHES
    off_at: int | None = None
    misspelt = False
    for offset, comment in written.comments:
        near = "" if comment == INDEX or len(comment) > _LONGEST else _meant(comment, known)
        state = switched(comment)
        if state and (state == "off") == (off_at is not None):
            what, mend = f"terms are {state} already here", "take this comment out"
            yield written.problem(offset, "page-option", what, mend)
        elif near and not state:
            what = f"`<!-- {' '.join(comment.split())} -->` does nothing"
            mend = f"did you mean `<!-- {near} -->`?"
            yield written.problem(offset, "page-option", what, mend)
            misspelt, state = (
                True,
                switched(near),
            )  # what follows from the slip is not told of as well
        if state:
            off_at = offset if state == "off" else None
    if off_at is not None and not misspelt:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield written.problem(off_at, "terms-left-off", what, mend)


def _meant(comment: str, known: tuple[str, ...]) -> str:
    """Give the comment that was meant: ``term off``, ``Terms=Off``, ``glossary index``."""
    words = " ".join(re.findall(r"\w+", comment.lower()))
    plain = {name.replace(":", ""): name for name in known}
    return plain.get(nearest(words, plain, 0.8), "")
