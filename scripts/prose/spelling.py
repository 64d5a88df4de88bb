"""Spelling, British or American: words that are in no dictionary and in no list of ours.

The dictionary is American. A British spelling is one that becomes a word of it by the usual
changes, so nobody has to list "colour" and "organise" in all their forms.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from spellchecker import SpellChecker

from glossary_cards.diagnostics.problem import Problem
from prose.pages import Page, Reader

WORD_LIST = "docs/_data/words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # "doesn’t"
_ENDING = re.compile(r"['’]s?$")  # the "’s" of "Maya’s", the "'" of "others'"
_STARTS = re.compile(r"(?:^|[.!?:“\"(])\s*$")  # what stands before the first word of a sentence
_LEFT_OUT = re.compile(r"\S*(?:@|://|www\.|\w\.\w)\S*")  # "name@example.org", "nhs.uk/help"
# British, American: "colour", "organise", "analyse", "centre", "travelled", "paediatric" ...
_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"our(?=$|s|ed|ing|al|ful|less|able|ite|hood|ist)", "or"),
        (r"is(?=e|ing|ation|able)", "iz"),
        (r"ys(?=e|ing)", "yz"),
        (r"re(?=s?$|d$)", "er"),
        (r"ll(?=ed|ing|er|or|ation)", "l"),
        (r"[ao]e", "e"),
        (r"ogue", "og"),
        (r"ence", "ense"),
        (r"mme", "m"),
        (r"l(?=ment|s?$|ful)", "ll"),
    )
)
_SHORTEST = 3


class Speller:
    """Knows the words; looks each one up once.

    Args:
        own: Words that the project uses besides those of the dictionary, in small letters.
    """

    def __init__(self, own: Collection[str]) -> None:
        self._own = own
        self._known: dict[str, bool] = {}

    @property
    def _dictionary(self) -> SpellChecker:
        return _dictionary()

    def knows(self, word: str) -> bool:
        """Tell whether a word in small letters is spelt right."""
        if word not in self._known:
            self._known[word] = word in self._own or self._is_english(word)
        return self._known[word]

    def meant(self, word: str) -> str:
        """Give the word that was probably meant; empty for none."""
        return str(self._dictionary.correction(word) or "") if len(word) < 20 else ""

    def _is_english(self, word: str) -> bool:
        words = self._dictionary.word_frequency.dictionary
        american = (pattern.sub(to, word, count=1) for pattern, to in _BRITISH)
        return word in words or any(form in words for form in american)


@cache
def _dictionary() -> SpellChecker:
    """Read the dictionary, once for all: that takes as long as to check a site with it."""
    return SpellChecker(distance=2)


def spelling_problems(page: Page, speller: Speller) -> Iterator[Problem]:
    """Find words that are spelt wrong; names, which begin with a capital, may be anything.

    Args:
        page: The page.
        speller: Knows the words.
    """
    if page.reader is Reader.DEVELOPER:
        return
    for block in page.blocks:
        text = block.text
        left_out = [match.span() for match in _LEFT_OUT.finditer(text)]
        for match in _WORD.finditer(text):
            word = _ENDING.sub("", match[0].replace("’", "'"))
            small = word.lower()
            if len(word) < _SHORTEST or word.isupper() or speller.knows(small):
                continue
            starts = _STARTS.search(text[: match.start()])
            if word != small and (word[1:] != word[1:].lower() or not starts):
                continue  # a name: "McMain", "Rossouw"
            if any(start <= match.start() < end for start, end in left_out):
                continue
            add = f"add it to {WORD_LIST}"
            near = speller.meant(small)
            mend = f"did you mean `{near}`? If it is right, {add}" if near else f"mend it, or {add}"
            what = f"“{match[0]}” is in no dictionary"
            yield page.problem(block.offsets[match.start()], "spelling", what, mend)
