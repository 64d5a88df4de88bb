"""Texts of data files that no reader should meet: markup, and signs that cannot be seen.

Templates escape all of them, so nothing can run; but what is shown would be a riddle, and what is
exported to other programs could be read by them as something else.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

Keys = tuple[Hashable, ...]

# "<img src=x>"; not "p < 0.05", nor "<i>E. coli</i>", which CSL-JSON knows in titles.
_MARKUP = re.compile(r"<(?!/?(?:i|b|sub|sup)>)/?[a-z][^<>]*>", re.I)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|\n(?!\Z)[A-Z]\w +-"  # "\nER  - ", by which a record would end
)


def text_faults(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, str, str]]:
    """Find texts that hold markup, or a sign that nobody sees.

    Args:
        value: What a data file holds, or a part of it.
        keys: The path of keys to that part.

    Yields:
        The path of keys to each, what is wrong, and how to mend it.
    """
    if isinstance(value, str):
        name = next((key for key in reversed(keys) if isinstance(key, str)), "the file")
        if _MARKUP.search(value):
            yield keys, f"markup may not stand in `{name}`", "write plain words"
        elif _UNSEEN.search(value):
            what, mend = f"a sign that nobody sees hides in `{name}`", "type the text anew"
            yield keys, what, mend
    elif isinstance(value, dict | list):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from text_faults(entry, (*keys, key))
