"""The schema of a term's front matter, and the values that do not keep to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from glossary_cards.diagnostics.confusables import as_seen
from glossary_cards.diagnostics.fault import Fault
from glossary_cards.diagnostics.problem import nearest, shown, without_quotes
from glossary_cards.diagnostics.source import Document
from glossary_cards.engine.text import fold, word_pattern_for
from glossary_cards.model.other_names import OTHER_NAMES


class Kind(Enum):
    """What a key may hold; the value says what to write."""

    TEXT = 'one line of text, in "quotes" where it begins with a bracket'
    TEXTS = "a list, one `- entry` on each line or `[a, b]`"
    EXACT = "the word `exact`, or leave it out"
    FLAG = "`true` or `false`"

    def fits(self, value: object) -> bool:
        """Tell whether a value is of this kind; a list is looked at entry by entry."""
        if self is Kind.TEXTS:
            return False
        if self is Kind.EXACT:
            return value == "exact"
        return isinstance(value, str if self is Kind.TEXT else bool)


SCHEMA: Mapping[str, Kind] = {
    "term": Kind.TEXT,
    "definition": Kind.TEXT,
    "pronunciation": Kind.TEXT,
    "forms": Kind.TEXTS,
    "abbreviation": Kind.TEXT,
    "see": Kind.TEXTS,
    "references": Kind.TEXTS,
    "misspellings": Kind.TEXTS,
    "not_before": Kind.TEXTS,
    "not_after": Kind.TEXTS,
    "case": Kind.EXACT,
    "inflect": Kind.FLAG,
    "draft": Kind.FLAG,
}
"""The keys of a term's front matter and the kind of each value."""

PAGE_KEYS = frozenset(
    "title description template hide tags search status icon lang dir terms".split()
)
"""Keys that any page may hold, so that a term's page may, too: MkDocs', Material's and ours."""

_REQUIRED = ("term", "definition")
_OTHER_KINDS = (
    (bool, "true or false"),
    (int | float, "a number"),
    (date, "a date"),
    (type(None), "nothing"),
)
"""What YAML makes of words without quotation marks, and how a contributor calls it."""


def wrong_values(document: Document) -> Iterator[Fault]:
    """Find values and entries of lists that are not of their key's kind.

    Args:
        document: A term's file.
    """
    for key, value in document.meta.items():
        kind = SCHEMA.get(key)
        if kind is None:
            continue
        if value is None:
            if key in _REQUIRED and document.written.get((key,), "~") not in ("", "~"):
                yield from _read_as_other(document, (key,), value)
        elif kind is Kind.TEXTS and isinstance(value, list):
            yield from _wrong_entries(document, key, value)
        elif kind.fits(value):
            continue
        elif kind is Kind.TEXT and not isinstance(value, list | dict):
            yield from _read_as_other(document, (key,), value)
        else:
            yield Fault((key,), f"`{key}` is {_described(value)}", _right_kind(key, value, kind))


def unknown_keys(document: Document, page_keys: Collection[str]) -> dict[str, str]:
    """Find keys that no term has.

    Args:
        document: A term's file.
        page_keys: More keys that the site allows.

    Returns:
        Each such key, with the known one that is nearest, or nothing.
    """
    unknown = {}
    for key in document.meta:
        if key not in SCHEMA and key not in PAGE_KEYS and key not in page_keys:
            unknown[str(key)] = _near_key(as_seen(str(key)).replace(" ", "_"))
    return unknown


def _near_key(name: str) -> str:
    """Give the key of a term that another name stands for, or is most like; empty for none."""
    return OTHER_NAMES.get(name) or nearest(name, SCHEMA)


def _right_kind(key: str, value: object, kind: Kind) -> str:
    """Say how to write a value of another kind than its key has."""
    if kind.fits(without_quotes(value)):
        return "take the quotation marks off"
    if key == "abbreviation" and isinstance(value, list):
        return "keep one here and put the others under `forms`"
    return f"write {kind.value}"


def _described(value: object) -> str:
    """Name a wrong value as a contributor would."""
    if isinstance(value, dict):
        in_braces = value and not any(entry is not None for entry in value.values())
        return "a list in curly brackets" if in_braces else "a group of `key: value` lines"
    return "a list" if isinstance(value, list) else shown(value)


def _wrong_entries(document: Document, key: str, entries: Sequence[object]) -> Iterator[Fault]:
    """Find entries of a list that are no text, are given twice, or can never be used."""
    for index, entry in enumerate(entries):
        if not isinstance(entry, str) or not entry.strip():
            yield from _read_as_other(document, (key, index), entry)
        elif entry in entries[:index]:
            yield Fault((key, index), f"{shown(entry)} is listed twice", "take one of the two out")
        elif key.startswith("not_") and not _is_one_word(fold(entry), key):
            yield Fault(
                (key, index),
                f"{shown(entry)} is more than one word",
                "write one word, without a hyphen",
            )


def _is_one_word(text: str, key: str) -> bool:
    """Tell whether a text is one word to the matcher, which reads on to an apostrophe only."""
    pattern = word_pattern_for(text) if key == "not_before" else re.compile(r"[^\s-]+")
    return pattern.fullmatch(text) is not None


def _read_as_other(
    document: Document, keys: tuple[Hashable, ...], value: object
) -> Iterator[Fault]:
    """Say what YAML made of a word, or of an entry that is none."""
    written = document.written.get(keys, "")
    if written.startswith("#"):
        return  # the hash was told of when the file was read
    for kind, name in _OTHER_KINDS:
        if isinstance(value, kind) and written not in ("", "~"):
            yield Fault(keys, f"`{written}` is read as {name}", 'put it in "quotes"')
            return
    if isinstance(value, list):
        yield Fault(keys, "an entry is a list of its own", "write each entry as one text")
    elif isinstance(value, dict):
        yield Fault(keys, "an entry holds a colon and a space", 'put the entry in "quotes"')
    else:
        yield Fault(keys, "an entry is empty", "write a word, or take the entry out")
