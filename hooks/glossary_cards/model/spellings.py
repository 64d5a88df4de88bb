"""The spellings that a term's file lists: which become forms, and which no text can hold."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from glossary_cards.diagnostics.problem import shown
from glossary_cards.engine.forms import Form, has_own_case
from glossary_cards.languages.language import Language

Keys = tuple[str | int, ...]
"""The place of a spelling in the front matter: ``("forms", 2)``."""

_FORM_KEYS = ("term", "forms", "abbreviation")
# "secure base", "Alzheimer’s disease", "C-PTSD"
_PLAIN_FORM = re.compile(r"[^\W_]\w*(?:[ '’-]\w+)*")


_WRONG: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (_FORM_KEYS, r"[\W_]*\Z", "holds no letter and no digit", "write a word"),
    (
        _FORM_KEYS,
        r"(?i).*?(?:</?[a-z!]|\*\*|`|\]\(|&#?\w+;)|[*_].*[*_]\Z",
        "holds markup",
        "write the plain word",
    ),
    (
        _FORM_KEYS,
        r"[“”„«»‘‚‹›]|.*[“”„«»‹›]\Z",
        "stands in curly quotation marks, which become a part of the word",
        "use straight ones, or none",
    ),
    (
        ("term", "forms"),
        r".*\s\([A-Z][A-Za-z]*[A-Z]s?\)\Z",
        "holds its abbreviation",
        "put it under `abbreviation` instead, without brackets",
    ),
    (
        ("forms", "abbreviation"),
        r".*(?:[,;|]|\s[/=-]\s)",
        "reads like two entries in one",
        "make each an entry of its own under `forms`",
    ),
)
"""Spellings that no text can hold: of which keys, their pattern, what is wrong, how to mend it."""


def listed_spellings(meta: Mapping[str, Any]) -> dict[Keys, str]:
    """Give the spellings that a contributor wrote; leave out what is no text.

    Args:
        meta: The front matter, without values of a wrong kind.

    Returns:
        Headword, forms and abbreviation by their places.
    """
    found: dict[Keys, str] = {}
    if name := str(meta.get("term") or "").strip():
        found["term",] = name
    for index, text in enumerate(meta.get("forms") or ()):
        if isinstance(text, str) and text.strip():
            found["forms", index] = text
    if abbreviation := meta.get("abbreviation"):
        found["abbreviation",] = abbreviation
    return found


def wrong_spellings(spellings: Mapping[Keys, str]) -> Iterator[tuple[Keys, tuple[str, str]]]:
    """Find spellings that no text can hold, and several that were written as one.

    Args:
        spellings: What :func:`listed_spellings` gives.

    Yields:
        The place of each, what is wrong, and how to mend it.
    """
    name = spellings.get(("term",), "")
    for keys, text in spellings.items():
        if text == name and keys[0] == "forms":
            yield keys, (f"{shown(text)} is the term itself", "take it out")
        if _PLAIN_FORM.fullmatch(text):
            continue
        for wrong_for, pattern, what, mend in _WRONG:
            # "stop, rewind and explore" is one form of "stop, rewind, explore".
            meant = "term" not in wrong_for and re.match(pattern, name, re.S)
            if keys[0] in wrong_for and not meant and re.match(pattern, text, re.S):
                yield keys, (f"{shown(text)} {what}", mend)
                break


def forms_of(
    spellings: Mapping[Keys, str], always_exact: bool, language: Language
) -> Iterator[Form]:
    """Give all forms of a term, those that inflection makes too, without repetition.

    Args:
        spellings: Its spellings by their places, without those that are wrong.
        always_exact: Whether all of them are matched in their own letter case only.
        language: The language whose inflection they have.
    """
    listed = [
        Form(text, always_exact or keys[0] == "abbreviation" or has_own_case(text), key=keys)
        for keys, text in spellings.items()
    ]
    made = (
        Form(text, form.exact, listed=False, key=form.key)
        for form in listed
        for text in language.variants(form.text)
    )
    unique: dict[str, Form] = {}
    for form in (*listed, *made):
        unique.setdefault(form.text, form)
    yield from unique.values()
