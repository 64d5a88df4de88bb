"""The lexicon of the search: docs/_data/search.yml, checked, and as the engine wants it.

It says which wordings put help first, which show help alone, which words mean the same, and which
page a wording leads to. Wordings leave this repository as numbers only: whoever reads the site's
files finds no list of ways to come to harm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from glossary_cards.diagnostics.problem import Problem, meant
from glossary_cards.diagnostics.source import read_yaml
from mindinmind.search.index import base36, folded

_RULE = "search-file"
# One element of a pattern: want|wanna, suicid*, ~自杀, ..., +
_ELEMENT = re.compile(r"\.\.\.|\+|~?[^\W_]+\*?(?:\|~?[^\W_]+\*?)*")
_KEYS = {
    "help": "wordings that put help first",
    "only_help": "wordings for which help is the one result",
    "harmless": "wordings that only sound like danger",
    "everyday": "what a sentence may be about that no page answers",
    "spelled": "a word, and how people write it in a hurry",
    "same": "words that mean the same",
    "best": "pages for wordings",
    "little": "words that say nothing in a search",
    "last": "beginnings of addresses that rank last",
}


@dataclass(frozen=True)
class Lexicon:
    """What the data file says.

    Attributes:
        help: Patterns that put help first.
        only: Patterns for which help is the only result.
        harmless: Patterns whose words are not looked at for help.
        everyday: Patterns of what a sentence may be about that no page answers.
        spelled: Rows of a word and how people write it in a hurry.
        same: Sets of words that mean the same.
        best: By the source file of a page, patterns that lead to it, and weaker ones.
        little: Words that are left out of a query.
        last: Beginnings of addresses that rank last.
    """

    help: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    spelled: tuple[tuple[str, ...], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    best: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    little: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    def as_json(self, places: Mapping[str, int]) -> str:
        """Write the lexicon for the engine.

        Args:
            places: The place of each page in the index, by its source file.
        """
        data = {
            "help": _numbers(self.help),
            "only": _numbers(self.only),
            "harmless": _numbers(self.harmless),
            "everyday": _numbers(self.everyday),
            "best": [
                [places[page], *map(_numbers, wordings)]
                for page, wordings in self.best.items()
                if page in places
            ],
            "spelled": self.spelled,
            "little": self.little,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_lexicon(path: str, text: str, pages: Sequence[str]) -> tuple[Lexicon, list[Problem]]:
    """Read the data file.

    Args:
        path: Its path as problems name it.
        text: Its YAML.
        pages: The source files of all pages.

    Returns:
        The lexicon without what is wrong, and what is wrong.
    """
    data, places, problems = read_yaml(path, text)
    if not isinstance(data, dict):
        return Lexicon(), problems
    reader = _Reader(path, places, problems, pages)
    for key in data:
        if key not in _KEYS:
            reader.wrong((key,), f"there is no part `{key}`", meant(str(key), _KEYS, "take it out"))
    best = {}
    for index, entry in enumerate(_entries(data.get("best"))):
        if page := reader.page(("best", index), entry):
            at = ("best", index)
            best[page] = reader.patterns(at, entry), reader.patterns(at, entry, "also")
    return Lexicon(
        reader.all_patterns("help", data.get("help")),
        reader.all_patterns("only_help", data.get("only_help")),
        reader.all_patterns("harmless", data.get("harmless")),
        reader.all_patterns("everyday", data.get("everyday")),
        _rows(data.get("spelled")),
        _rows(data.get("same")),
        best,
        tuple(str(word) for word in _entries(data.get("little"))),
        tuple(str(start) for start in _entries(data.get("last"))),
    ), problems


@dataclass
class _Reader:
    """Reads the parts of the file and notes what is wrong."""

    path: str
    places: Mapping[tuple[Hashable, ...], tuple[int, int]]
    problems: list[Problem]
    pages: Sequence[str]

    def wrong(self, keys: tuple[Any, ...], what: str, mend: str) -> None:
        """Note a problem at a value's place, or at that of what holds it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        self.problems.append(Problem(self.path, *self.places.get(keys, (1, 1)), _RULE, what, mend))

    def all_patterns(self, part: str, entries: object) -> tuple[str, ...]:
        """Read the patterns of a part whose entries each give a reason."""
        found: list[str] = []
        for index, entry in enumerate(_entries(entries)):
            if not isinstance(entry, dict) or not entry.get("why"):
                mend = "write `why:` with the reason, and `say:` with the wordings"
                self.wrong((part, index), "this entry gives no reason", mend)
                continue
            found += self.patterns((part, index), entry)
        return tuple(found)

    def patterns(
        self, keys: tuple[Any, ...], entry: Mapping[str, Any], part: str = "say"
    ) -> tuple[str, ...]:
        """Read the patterns of an entry."""
        found = []
        for index, said in enumerate(_entries(entry.get(part))):
            elements = folded(str(said)).replace("'", "").removeprefix("= ").split()
            if elements and all(map(_ELEMENT.fullmatch, elements)):
                found.append(" ".join(["="] * str(said).startswith("= ") + elements))
            else:
                what = f"`{said}` is not a wording that the search can read"
                mend = "write words, `one|other`, `begin*`, `...` for a gap or `+` for both"
                self.wrong((*keys, part, index), what, mend)
        return tuple(found)

    def page(self, keys: tuple[Any, ...], entry: Any) -> str:
        """Read the page of an entry; empty where there is no such page."""
        page = str(entry.get("page", "")) if isinstance(entry, dict) else ""
        if page in self.pages:
            return page
        mend = meant(page, self.pages, "name a file below docs/")
        self.wrong((*keys, "page"), f"there is no page `{page}`", mend)
        return ""


def _entries(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rows(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded(str(word)) for word in words) for words in _entries(value))


def _numbers(patterns: Sequence[str]) -> list[str]:
    """Write each word of each pattern as a number."""
    return [
        " ".join(
            element if element in ("...", "+", "=") else "|".join(map(_number, element.split("|")))
            for element in pattern.split()
        )
        for pattern in patterns
    ]


def _number(word: str) -> str:
    """Write a word as a number in base 36: FNV-1a, 32 bits, over its characters.

    Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm".
    """
    value = 0x811C9DC5
    for character in word:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return base36(value)
