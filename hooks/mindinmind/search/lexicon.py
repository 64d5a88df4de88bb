"""The lexicon of the search: docs/_data/search.yml, checked, and as the engine wants it.

It says which wordings put help first, which show help alone, which words mean the same, and which
page a wording leads to. Wordings leave this repository as numbers only: whoever reads the site's
files finds no list of ways to come to harm.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from typing import Any

from glossary_cards.diagnostics.problem import Problem, meant
from glossary_cards.diagnostics.source import Keys
from mindinmind.data_files import Checked
from mindinmind.search.index import base36, folded

_KIND = re.compile(r"@([a-z]+)")  # @kin of "@kin|baby"
_WORD = re.compile(r"[^\s|=+.]+")  # want, wanna and di* of "want|wanna ... di*"
_WORDS = re.compile(r"[^\s=+.]+")  # want|wanna and di* of the same
_SHORT = 0xFFFFFF  # what is kept of the number of a word that points are given to
_OFTEN = 300  # where the lexicon is smallest when it is packed
_PATTERNS = {"help": "help", "only": "only_help", "harmless": "harmless", "everyday": "everyday"}
"""What the engine calls the lists of patterns, and what the data file does."""


@dataclass(frozen=True)
class Lexicon:
    """What the data file says.

    Attributes:
        kinds: Words that stand together in many patterns, by the name that those call them by.
        patterns: What puts help first (``help``) or shows it alone (``only``), what is not looked
            at for help (``harmless``), and what no page answers (``everyday``).
        spelled: Rows of a word and how people write it in a hurry.
        near: Words in which two letters may be wrong.
        heavy: Words, alone or two in a row, by the points that each gives to a query.
        same: Sets of words that mean the same.
        best: By the source file of a page, patterns that lead to it, and weaker ones.
        little: Words that are left out of a query.
        last: Beginnings of addresses that rank last.
    """

    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spelled: tuple[tuple[str, ...], ...] = ()
    near: tuple[str, ...] = ()
    heavy: tuple[tuple[int, tuple[str, ...]], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    best: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    little: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    def as_json(self, places: Mapping[str, int]) -> str:
        """Write the lexicon for the engine.

        The numbers of all words come once, each as its step from the one before; patterns name
        them by their place among them, and a kind of words by ``@`` and its place. Those that
        patterns name most often come first, so that their places are short; each half is in order.

        Args:
            places: The place of each page in the index, by its source file.
        """
        parts = {part: self.patterns.get(part, ()) for part in _PATTERNS}
        best = [(places[page], said) for page, said in self.best.items() if page in places]
        kinds = {f"@{name}": f"@{at}" for at, name in enumerate(self.kinds)}
        every = [*self.kinds.values(), *parts.values(), *(one for _, said in best for one in said)]
        words = (word for patterns in every for one in patterns for word in _WORD.findall(one))
        numbers = _ordered(_number(word) for word in words if word not in kinds)
        place = {number: base36(at) for at, number in enumerate(numbers)}

        def named(element: re.Match[str]) -> str:
            names = [kinds.get(word) or place[_number(word)] for word in element[0].split("|")]
            return "|".join(sorted(names, key=lambda name: (name[0] != "@", len(name), name)))

        def heavy(words: str) -> int:
            return _number(kinds.get(words, words)) & _SHORT

        def written(patterns: Iterable[str]) -> list[str]:
            return [_WORDS.sub(named, one) for one in patterns]

        data = {part: written(patterns) for part, patterns in parts.items()} | {
            "kinds": ["|".join(written(words)) for words in self.kinds.values()],
            "named": _steps(numbers),
            "best": [[page, *map(written, said)] for page, said in best],
            "spelled": self.spelled,
            "near": self.near,
            "heavy": [[points, _steps(sorted(map(heavy, words)))] for points, words in self.heavy],
            "little": self.little,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_lexicon(found: Checked, pages: Collection[str]) -> tuple[Lexicon, list[Problem]]:
    """Make a lexicon of the data file.

    Args:
        found: What it holds.
        pages: The source files of all pages.

    Returns:
        The lexicon without the entries in which something is wrong, and the problems.
    """
    reader = _Reader(found)
    data: dict[str, Any] = found.good
    spelled, same = (
        tuple(tuple(map(folded, row)) for row in data.get(part, ())) for part in ("spelled", "same")
    )
    rows: dict[str, int] = {}
    for at, word in ((at, word) for at, row in enumerate(same) for word in row):
        if rows.setdefault(word, at) != at:
            what = f"`{word}` is in two rows of `same`"
            reader.wrong(("same", at), what, "make one row of the two")
    return Lexicon(
        reader.kinds,
        {part: tuple(chain(*reader.said(named, "say"))) for part, named in _PATTERNS.items()},
        spelled,
        tuple(data.get("near", ())),
        tuple(zip(reader.all("heavy", "points"), reader.said("heavy", "words"), strict=True)),
        same,
        reader.best(pages),
        tuple(data.get("little", ())),
        tuple(data.get("last", ())),
    ), reader.problems


class _Reader:
    """Reads what keeps the schema, and notes what a schema cannot say."""

    def __init__(self, found: Checked) -> None:
        self.found = found
        self.problems = list(found.problems)
        kinds = found.good.get("kinds", {})
        self.kinds = {name: tuple(map(folded, words)) for name, words in kinds.items()}

    def all(self, part: str, field: str) -> list[Any]:
        """Give a field of each entry of a part."""
        return [entry[field] for _, entry in self.found.right((part,))]

    def said(self, part: str, field: str) -> list[tuple[str, ...]]:
        """Read the wordings in a field of each entry of a part."""
        entries = self.found.right((part,))
        return [tuple(self._read((*keys, field), entry.get(field, ()))) for keys, entry in entries]

    def best(self, pages: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Read the patterns that lead to a page, and the weaker ones."""
        best: dict[str, tuple[tuple[str, ...], ...]] = {}
        said = zip(self.said("best", "say"), self.said("best", "also"), strict=True)
        for (keys, entry), both in zip(self.found.right(("best",)), said, strict=True):
            page, at = entry["page"], (*keys, "page")
            if page in best:
                self.wrong(at, f"`{page}` is named twice", "make one entry of the two")
            best[page] = both
            if page not in pages:
                mend = meant(page, pages, "name a file below docs/", 0.85)
                causes = (f"{rule} docs/{page}" for rule in ("moved-page", "redirects-file"))
                self.wrong(at, f"there is no page `{page}`", mend, *causes)
        return best

    def _read(self, keys: Keys, wordings: Iterable[str]) -> Iterator[str]:
        for index, said in enumerate(wordings):
            whole = "= " * said.startswith("= ")
            unknown = [name for name in _KIND.findall(said) if name not in self.kinds]
            if unknown:
                mend = meant(unknown[0], self.kinds, "name it under `kinds`", 0.6)
                self.wrong((*keys, index), f"there is no kind of words `@{unknown[0]}`", mend)
            else:
                yield whole + " ".join(folded(said).replace("'", "").removeprefix(whole).split())

    def wrong(self, keys: Keys, what: str, mend: str, *causes: str) -> None:
        """Note what is wrong at a value."""
        self.problems.append(self.found.problem(keys, what, mend, causes))


def _ordered(numbers: Iterable[int]) -> list[int]:
    """Put first those that come most often, and each half in order."""
    times = Counter(numbers)
    often = {number for number, _ in times.most_common(_OFTEN)}
    return [*sorted(often), *sorted(times.keys() - often)]


def _steps(numbers: Iterable[int]) -> str:
    """Write each number as its step from the one before."""
    steps = (b - a for a, b in pairwise([0, *numbers]))
    return " ".join(f"-{base36(-step)}" if step < 0 else base36(step) for step in steps)


@cache  # most words are in many patterns
def _number(word: str) -> int:
    """Give the number of a word: the last 28 bits of FNV-1a over its characters.

    Four bits less than usual make the lexicon 2 kB lighter, and two words seldom meet all the same.

    Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm".
    """
    value = 0x11C9DC5
    for character in word:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFF
    return value
