"""The comments by which an author tells the glossary what to do on a page."""

import re

from glossary_cards.engine.lazy import lazy

# Says where the A to Z is to stand.
INDEX = "glossary: index"

INDEX_MARKER = f"<!-- {INDEX} -->"

_SWITCH = lazy(r"\s*terms\s*:\s*(on|off)\s*", re.I)  # " terms: off "


def switched(comment: str) -> str:
    """Tell what a comment switches the links to terms to.

    Args:
        comment: What stands between the marks of the comment.

    Returns:
        ``on``, ``off``, or nothing for any other comment.
    """
    match = _SWITCH.fullmatch(comment)
    return match[1].lower() if match else ""
