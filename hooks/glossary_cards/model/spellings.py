"""The spellings that a term's file lists: which become forms, and which no text can hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from glossary_cards.diagnostics.fault import Fault
from glossary_cards.diagnostics.problem import shown
from glossary_cards.engine.forms import Form, has_own_case, inflected
from glossary_cards.languages.language import Language

Keys = tuple[str | int, ...]
"""The place of a spelling in the front matter: ``("forms", 2)``."""

_FORM_KEYS = ("term", "forms", "abbreviation")
_PLAIN_FORM = re.compile(r"[^\W_]\w*(?:[ '’-]\w+)*")


class _Wrong(NamedTuple):
    """A way of writing a form that no text can hold.

    Attributes:
        keys: The keys whose spellings it is wrong for.
        pattern: Matches those that are written so.
        what: What is wrong with them.
        mend: How to mend it.
    """

    keys: Collection[str]
    pattern: re.Pattern[str]
    what: str
    mend: str


def _wrong(keys: Collection[str], pattern: str, what: str, mend: str) -> _Wrong:
    return _Wrong(keys, re.compile(pattern, re.S), what, mend)


_WRONG = (
    _wrong(_FORM_KEYS, r"[\W_]*\Z", "holds no letter and no digit", "write a word"),
    _wrong(
        _FORM_KEYS,
        r"(?i).*?(?:</?[a-z!]|\*\*|`|\]\(|&#?\w+;)|[*_].*[*_]\Z",
        "holds markup",
        "write the plain word",
    ),
    _wrong(
        _FORM_KEYS,
        r"[“”„«»‘‚‹›]|.*[“”„«»‹›]\Z",
        "stands in curly quotation marks, which become a part of the word",
        "use straight ones, or none",
    ),
    _wrong(
        ("forms", "abbreviation"),
        r"(?i)(?:none|n/a)\Z",
        "would be linked wherever a page says it",
        "take it out",
    ),
    _wrong(
        _FORM_KEYS,
        r".*[,;:]\Z",
        "ends with a sign that pages do not have there",
        "take the sign out",
    ),
    _wrong(
        ("forms", "abbreviation"),
        r"\(.*\)\Z",
        "stands in brackets, which pages may not have",
        "take the brackets out",
    ),
    _wrong(
        ("forms",),
        r".*\w\(e?s\)\Z",
        "holds a plural in brackets",
        "write the singular: plurals are made for you",
    ),
    _wrong(
        ("forms", "abbreviation"),
        r".*(?:\||\s/\s|\s=\s|\sor\s[A-Z]+\Z)",
        "reads like two entries in one",
        "make each an entry of its own",
    ),
    _wrong(
        ("forms",),
        r".* - ",
        "reads like two entries in one",
        "begin each line of the list with the same number of spaces",
    ),
    _wrong(
        ("term",),
        r".*\s\([A-Z][A-Za-z]*[A-Z]s?\)\Z",
        "holds its abbreviation",
        "put it under `abbreviation` instead, without brackets",
    ),
    _wrong(
        ("forms",),
        r".*\s\([A-Z][A-Za-z]*[A-Z]s?\)\Z",
        "reads like two entries in one",
        "put the abbreviation under `abbreviation` instead, without brackets",
    ),
    _wrong(("term",), r".*\n", "goes over more than one line", "keep it to one"),
    _wrong(
        ("forms",), r".*[,;]\s", "reads like two entries in one", "make each an entry of its own"
    ),
    _wrong(
        ("abbreviation",),
        r".*[,;]\s",
        "reads like two entries in one",
        "keep one here and put the other under `forms`",
    ),
)


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


def wrong_spellings(spellings: Mapping[Keys, str]) -> Iterator[Fault]:
    """Find spellings that no text can hold, and several that were written as one.

    Args:
        spellings: What :func:`listed_spellings` gives.
    """
    name = spellings.get(("term",), "")
    for keys, text in spellings.items():
        if _PLAIN_FORM.fullmatch(text) and text.lower() != "none":
            continue
        for wrong in _WRONG:
            # "stop, rewind and explore" is one form of "stop, rewind, explore".
            meant = "term" not in wrong.keys and wrong.pattern.match(name)
            if keys[0] in wrong.keys and not meant and wrong.pattern.match(text):
                yield Fault(keys, f"{shown(text)} {wrong.what}", wrong.mend)
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
    made = [variant for form in listed for variant in inflected(form, language)]
    seen = set()
    for form in (*listed, *made):
        if form.text not in seen:
            seen.add(form.text)
            yield form
