"""Checks of the comments that switch links off and on, and place the A to Z.

A misspelt one does nothing and says nothing: so what is nearly one of ours is an error.
"""

import re
from collections.abc import Iterator

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.engine.comments import INDEX, switched

_LONGEST = 20


def wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say.

    Args:
        written: The page.
    """
    if "<!--" not in written.markdown or not re.search("term|gloss", written.markdown, re.I):
        return
    known = ["terms: off", "terms: on"]
    known += [INDEX] if written.site.is_index(written.page.path) else []
    off_at: int | None = None
    for offset, comment in written.without_code[1]:
        state = switched(comment)
        is_one = state or comment == INDEX
        if not is_one and len(comment) <= _LONGEST and (near := _meant(comment, known)):
            what = f"`<!-- {' '.join(comment.split())} -->` does nothing"
            yield written.problem(offset, "page-option", what, f"did you mean `<!-- {near} -->`?")
            state = switched(near)  # what follows from the slip is not told of as well
        if state:
            off_at = offset if state == "off" else None
    if off_at is not None:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield written.problem(off_at, "terms-left-off", what, mend)


def _meant(comment: str, known: list[str]) -> str:
    """Give the comment that was meant: ``term off``, ``Terms=Off``, ``glossary index``."""
    words = " ".join(re.findall(r"\w+", comment.lower()))
    plain = {name.replace(":", ""): name for name in known}
    return plain.get(nearest(words, plain, 0.8), "")
