"""A language as the glossary knows it: how words change, what may cling to them, interface words.

Each language is one YAML file beside this module, named by its code; it also says what is not
served well, and holds cases that a test tries. Only English has rules in code: ``english.py``.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from glossary_cards.diagnostics.source import own_yaml
from glossary_cards.engine.text import fold
from glossary_cards.languages.chosen import primary
from glossary_cards.languages.english import english_variants
from glossary_cards.slugs import bare

_HERE = Path(__file__).parent
_SHORTEST = 2


class Stem(NamedTuple):
    """A word inside a word: its folded form, and where it starts and ends in the whole."""

    name: str
    start: int
    end: int


class Language(NamedTuple):
    """What differs from one language to the next.

    Attributes:
        code: Such as ``de``.
        words: The interface words, by the names of their settings.
        endings: What regular forms end with, added to the base form.
        replaced: Letters with another spelling: ``{ß: ss}``.
        capitals: Letters whose capitals are not those of other languages: ``{i: İ}``.
        bare_capitals: Whether capitals lose their accents.
        prefixes: What is written before a word without a space.
        particles: What is written after one without a space.
        after_apostrophe: Whether any ending may follow an apostrophe.
        lemmas: Whether base forms are looked up with simplemma, where that is installed.
        not_served: What does not work well, in a sentence; empty for nothing known.
        cases: Term, text, and what of it is to be linked; ``~`` for nothing.
    """

    code: str = ""
    words: Mapping[str, str] = {}
    endings: tuple[str, ...] = ()
    replaced: Mapping[str, str] = {}
    capitals: Mapping[str, str] = {}
    bare_capitals: bool = False
    prefixes: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    after_apostrophe: bool = False
    lemmas: bool = False
    not_served: str = ""
    cases: tuple[tuple[str, str, str | None], ...] = ()

    def variants(self, text: str) -> Iterator[str]:
        """Make the regular other forms of a spelling; the spelling itself may be among them."""
        if self.code == "en":
            yield from english_variants(text)
        for form in (text, *(text + ending for ending in self.endings)):
            yield form
            other = form
            for letter, instead in self.replaced.items():
                other = other.replace(letter, instead)
            yield other
            # Compared in small letters: İLİŞKİ is no "ilişki" to a computer, nor ΛΟΓΟΣ a "λόγος".
            if self.capitals or self.bare_capitals or self.replaced:
                yield self._capital(form)
                yield self._capital(form[:1]) + form[1:]

    def _capital(self, text: str) -> str:
        for small, capital in self.capitals.items():
            text = text.replace(small, capital)
        if self.bare_capitals:
            text = bare(text)
        return text.upper()

    def stems(self) -> Callable[[str], tuple[Stem, ...]] | None:
        """Give what finds the words inside a word of a text; ``None`` where it would find none."""
        lemmatize = _lemmatizer(self.code) if self.lemmas else None
        if not (lemmatize or self.prefixes or self.particles):
            return None

        @cache  # a site says the same words over and over
        def stems_of(word: str) -> tuple[Stem, ...]:
            return tuple(self._stems(word, lemmatize))

        return stems_of

    def _stems(self, word: str, lemmatize: Callable[[str], str] | None) -> Iterator[Stem]:
        size = len(word)
        for start in (0, *(len(p) for p in self.prefixes if word.startswith(p))):
            for end in (size, *(size - len(p) for p in self.particles if word.endswith(p))):
                if (start or end < size) and end - start >= _SHORTEST:
                    yield Stem(fold(word[start:end]), start, end)
        if lemmatize and (lemma := lemmatize(word)) != word:
            yield Stem(fold(lemma), 0, size)


@cache
def language_of(tag: str) -> Language:
    """Give the language of a tag such as ``de-AT``; one without a file knows nothing special."""
    code = primary(tag)
    file = _HERE / f"{code}.yml"
    if not code.isalpha() or not file.is_file():
        return Language(code)
    data: dict[str, Any] = own_yaml(file)
    for name in ("endings", "prefixes", "particles"):
        data[name] = tuple(data.get(name, "").split())
    data["cases"] = tuple(map(tuple, data.get("cases", ())))
    return Language(code, **data)


def _lemmatizer(code: str) -> Callable[[str], str] | None:
    if find_spec("simplemma") is None:
        return None
    simplemma = import_module("simplemma")
    return lambda word: str(simplemma.lemmatize(word, lang=code))
