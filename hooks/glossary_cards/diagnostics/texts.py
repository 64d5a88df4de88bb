"""Texts of data files that no reader should meet: markup, and signs that cannot be seen.

Templates escape all of them, so nothing can run; but what is shown would be a riddle, and what is
exported to other programs could be read by them as something else.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.schema import FindPlace

_MARKUP = re.compile(r"</?[a-z!?][^<>]*>", re.I)  # "<img src=x>"; not "p < 0.05"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_Keys = tuple[Hashable, ...]


def text_problems(path: str, data: object, place: FindPlace, rule: str) -> list[Problem]:
    """Find texts that hold markup, or a sign that nobody sees.

    Args:
        path: The file as problems name it.
        data: What it holds.
        place: Finds values in the file.
        rule: The rule that problems name.
    """
    found = []
    for keys, text in _texts(data, ()):
        name = next((key for key in reversed(keys) if isinstance(key, str)), "the file")
        if _MARKUP.search(text):
            what = f"markup may not stand in `{name}`"
            found.append(Problem(path, *place(keys), rule, what, "write plain words"))
        elif _UNSEEN.search(text) or (path.endswith(".json") and "\n" in text):
            what = f"a sign that nobody sees hides in `{name}`"
            found.append(
                Problem(path, *place(keys), rule, what, "delete the text and type it anew")
            )
    return found


def _texts(value: object, keys: _Keys) -> Iterator[tuple[_Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in inner:
            yield from _texts(entry, (*keys, key))
