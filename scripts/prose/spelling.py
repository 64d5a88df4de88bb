"""Spelling, British or American: words that are in no dictionary and in no list of ours.

The dictionary is American. A British spelling is one that becomes a word of it by the usual
changes, so nobody has to list "colour" and "organise" in all their forms.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import spellchecker

from glossary_cards.diagnostics.problem import Problem, nearest
from prose.pages import Page, Reader
from prose.text import Block, place_in

WORD_LIST = "docs/_data/words.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # "doesn’t"
_ENDING = re.compile(r"['’]s?$")  # the "’s" of "Maya’s", the "'" of "others'"
_STARTS = re.compile(r"(?:^|[.!?:“\"(])\s*$")  # what stands before the first word of a sentence
_LATIN = re.compile(r"[a-z\u00df-\u024f']+")  # "naïve"; not "日本語"
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w")  # in "name@example.org", "nhs.uk/help"
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
# "alot", "infact", "aswell": two words that people write as one
_JOINED = re.compile(
    r"(?P<one>a|at|in|as|no|each|every|of|any)"
    r"(?P<two>lot|bit|few|least|last|fact|case|front|well|one|other|time|times|once|more|body)"
)
# "after- noon", as a column cut it; not "short- and long-term"
_CUT = re.compile(r"\b([a-z]{2,})- (?!(?:and|or|to|nor|but)\b)([a-z]{2,})\b")
_HOST = re.compile(r"https?://([\w.-]+)")  # the "www.kooth.com" of a link
_CAPITALISED = re.compile(r"\b[A-Z]\w{3,}")  # "Kooth"
_MIDST = re.compile(r"(?<=[a-z,] )\[?([A-Z]\w{3,})")  # the "Kooth" of "go to [Kooth]"
_SENTENCE = re.compile(r"[^.!?]+")  # "Je suis fatigué"
_FEW, _SHARE = 3, 0.3  # more unknown words than these, and such a share of all
_SHORTEST, _NEAR = 3, 9
OTHER, _IN_ENGLISH = "this looks like another language", "write it in English"
_MOST_GUESSED = 20
"""How many words are guessed at: a guess takes as long as to check a page."""


class Speller:
    """Knows the words; looks each one up once.

    Args:
        own: Words that the project uses besides those of the dictionary, in small letters.
    """

    def __init__(self, own: Collection[str]) -> None:
        self._own = own
        self._passed: dict[str, bool] = {}
        self._meant: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Tell whether a word in small letters is spelt right."""
        words = _dictionary().word_frequency.dictionary
        if word in self._own or word in words:
            return True
        american = (pattern.sub(to, word, count=1) for pattern, to in _BRITISH)
        plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()  # "naïve"
        return plain in words or any(form in words for form in american)

    def passes(self, said: str) -> bool:
        """Tell whether a word, as a text has it, is right wherever it stands, or none of ours."""
        if said not in self._passed:
            word = _plain(said)
            is_odd = len(word) < _SHORTEST or word.isupper() or not _LATIN.fullmatch(word.lower())
            self._passed[said] = is_odd or self.knows(word.lower())
        return self._passed[said]

    def meant(self, word: str) -> str:
        """Give the word that was probably meant; empty for none, and for the many of a bad page."""
        if joined := _JOINED.fullmatch(word):
            return f"{joined['one']} {joined['two']}"
        if word not in self._meant and len(self._meant) < _MOST_GUESSED:
            words = _dictionary().word_frequency.dictionary
            guess = _dictionary().correction(word) or ""  # one letter is wrong
            if guess[-1:] != word[-1] and (alike := word[:-2] + word[-1]) in words:
                guess = alike  # "reliabley" ends as "reliably" does
            like = (
                known for known in words if known[0] == word[0] and abs(len(known) - len(word)) < 3
            )
            self._meant[word] = guess if guess in words else nearest(word, like, 0.8)
        return self._meant.get(word, "")


@cache
def _dictionary() -> spellchecker.SpellChecker:
    """Read the dictionary, once for all, as a file of ours: by its name it takes twice as long."""
    file = Path(spellchecker.__file__).with_name("resources") / "en.json.gz"
    return spellchecker.SpellChecker(None, file, distance=1)


def spelling_problems(page: Page, speller: Speller) -> Iterator[Problem]:
    """Find words that are spelt wrong; names, which begin with a capital, may be anything.

    Args:
        page: The page.
        speller: Knows the words.
    """
    if page.reader is Reader.DEVELOPER:
        return
    found = [problem for block in page.blocks for problem in _block_problems(page, block, speller)]
    others = [problem for problem in found if problem.what == OTHER]
    if len(others) > 1:  # the whole page: its first words say so for all
        mend = "write above the page `lang: de`, or the short name of its language"
        found = [replace(others[0], mend=mend)]
    yield from found


def _block_problems(page: Page, block: Block, speller: Speller) -> Iterator[Problem]:
    """Find what is spelt wrong in one paragraph, item or heading."""
    text = block.text
    for cut in _CUT.finditer(text) if "- " in text else ():
        if speller.knows(word := cut[1] + cut[2]):
            text = text.replace(cut[0], "-" * len(cut[0]))
            what = f"“{cut[0]}” is one word, cut in two"
            yield page.problem(block.offsets[cut.start()], "cut-word", what, f"write `{word}`")
    lines: dict[int, dict[str, int]] = {}
    unknown = list(_unknown(text, speller))
    names = _names(page.document.body) if unknown else ()
    unknown = [(start, word) for start, word in unknown if word not in names]
    if (other := _other_language(block.text, unknown)) is not None:
        mend = f"{_IN_ENGLISH}; a whole page of it says so above, as `lang: de`"
        yield page.problem(block.offsets[other], "spelling", OTHER, mend)
        return
    for start, word in unknown:
        place = block.offsets[start]
        lines.setdefault(place_in(page.document, place)[0], {}).setdefault(word, place)
    for words in lines.values():  # those of one line are told together
        near = [speller.meant(word.lower().replace("’", "'")) for word in words]
        add = f"add it to {WORD_LIST}"
        guess = f"did you mean `{' … '.join(near)}`? If it is right, {add}"
        what = f"{' and '.join(f'“{word}”' for word in words)} is in no dictionary"
        mend = guess if all(near) else f"mend it, or {add}"
        if len(words) > 1 and page.is_body:
            mend += "; words of another language say so: `*poco a poco*{ lang=es }`"
        found = page.problem(min(words.values()), "spelling", what, mend)
        yield replace(found, because_of=(f"words-file {WORD_LIST}",))


def _names(text: str) -> set[str]:
    """Give the capitalised words that are names: of a link's host, or amid a sentence."""
    hosts = " ".join(_HOST.findall(text)).lower()
    names = {word for word in _CAPITALISED.findall(text) if word.lower() in hosts}
    return names | set(_MIDST.findall(text))


def _other_language(text: str, unknown: list[tuple[int, str]]) -> int | None:
    """Give where a sentence begins to be in another language: most of its words are unknown."""
    for sentence in _SENTENCE.finditer(text):
        starts = [start for start, _ in unknown if sentence.start() <= start < sentence.end()]
        if len(starts) > max(_FEW, len(sentence[0].split()) * _SHARE):
            return starts[0]
    return None


def _plain(word: str) -> str:
    return _ENDING.sub("", word.replace("’", "'"))


def _unknown(text: str, speller: Speller) -> Iterator[tuple[int, str]]:
    """Give each word of a text that is spelt wrong, and where it begins."""
    in_address, end = False, -1
    odd = {word for word in WORD.findall(text) if not speller.passes(word)}
    for match in WORD.finditer(text) if odd else ():
        if match[0] not in odd:
            continue
        word, start = _plain(match[0]), match.start()
        small = word.lower()
        starts = _STARTS.search(text, max(start - _NEAR, 0), start)
        is_odd = word[1:] != word[1:].lower() or not word.isascii()
        if word != small and (is_odd or not starts):
            continue  # a name: "McMain", "Rossouw", "Siobhán"
        if start > end:  # what stands between two spaces is looked at once
            begin, end = text.rfind(" ", 0, start) + 1, text.find(" ", start) % (len(text) + 1)
            in_address = bool(_ADDRESS.search(text, begin, end))
        if not in_address:
            yield start, match[0]
