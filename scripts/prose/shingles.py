"""Runs of words shared with a text that we may read but not copy.

The text is never stored. Each run of eight of its words is kept as a salted hash, and a page is
compared by hashing its own runs the same way.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place, place_of
from prose.pages import Page
from prose.text import place_in

RUN = 8
"""How many words in a row count as copied."""

_WORD = re.compile(r"[a-z0-9]+")  # "doesnt"
_TOKEN = re.compile(r"[A-Za-z0-9'\x80-\U0010ffff]+")  # "Doesn't", "naïve—and"
_QUOTED = re.compile(r"\"([^\"\n]+)\"|“([^”\n]+)”")  # “It was like coming home”


@dataclass(frozen=True)
class Shingles:
    """The runs of a text, as hashes.

    Attributes:
        salt: Makes the hashes useless for any other list.
        hashes: Of each run, 16 hexadecimal digits.
    """

    salt: str
    hashes: frozenset[str]

    def has(self, run: Sequence[str]) -> bool:
        """Tell whether the text holds this run of folded words."""
        return hashed(run, self.salt) in self.hashes


def folded(text: str) -> Iterator[tuple[str, int]]:
    """Give a text's words without letter case, accents, apostrophes or punctuation.

    Args:
        text: Any text.

    Yields:
        Each word, and the place in the text where it starts.
    """
    for token in _TOKEN.finditer(text):
        if (word := token[0]).isalnum() and word.isascii():  # nearly all of them
            yield word.lower(), token.start()
            continue
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(word, token.start()):
            for part in unicodedata.normalize("NFKD", letter).lower():
                if not unicodedata.combining(part) and part not in "'’":
                    letters.append(part)
                    places.append(place)
        for match in _WORD.finditer("".join(letters)):
            yield match[0], places[match.start()]


def hashed(run: Sequence[str], salt: str) -> str:
    """Hash one run of folded words."""
    digest = hashlib.blake2b(" ".join(run).encode(), key=salt.encode(), digest_size=8)
    return digest.hexdigest()


def runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give each run of eight words."""
    return (words[i : i + RUN] for i in range(len(words) - RUN + 1))


def make_shingles(texts: Iterable[str], salt: str, left_out: Collection[str] = ()) -> Shingles:
    """Hash the runs of texts.

    Args:
        texts: What may not be copied; a run never reaches from one text into the next.
        salt: Any text.
        left_out: Titles that may be quoted. A line that holds one is credit, and is left out.
    """
    titles = [" ".join(word for word, _ in folded(title)) for title in left_out]
    hashes: set[str] = set()
    for text in texts:
        words: list[str] = []
        for line in text.splitlines():
            folded_line = [word for word, _ in folded(line)]
            if any(title in " ".join(folded_line) for title in titles):
                hashes.update(hashed(run, salt) for run in runs(words))
                words = []
            else:
                words += folded_line
        hashes.update(hashed(run, salt) for run in runs(words))
    return Shingles(salt, frozenset(hashes))


def quotations(text: str) -> list[str]:
    """Give what stands between quotation marks, where that has eight words or more."""
    found = (match[1] or match[2] for match in _QUOTED.finditer(text))
    return [quote for quote in found if len(list(folded(quote))) >= RUN]


def write_shingles(shingles: Shingles, about: str) -> str:
    """Give the text of a file of shingles; sorted, so that no text can be put together."""
    head = [f"# {about}", f"# salt: {shingles.salt}"]
    return "\n".join([*head, *sorted(shingles.hashes)]) + "\n"


def read_shingles(text: str) -> Shingles:
    """Read a file of shingles.

    Raises:
        ValueError: When it names no salt.
    """
    salt = re.search(r"^# salt: (\S+)$", text, re.M)
    if not salt:
        raise ValueError("a file of shingles needs a line `# salt: ...`")
    hashes = [line for line in text.splitlines() if line and not line.startswith("#")]
    return Shingles(salt[1], frozenset(hashes))


def copied_problems(page: Page, texts: Mapping[str, Shingles]) -> Iterator[Problem]:
    """Find runs of eight words that a page shares with texts.

    Args:
        page: The page; what stands above it counts as well.
        texts: The runs of each text, by what it is.

    Yields:
        One problem for each line where a shared run starts; runs that overlap are one.
    """
    path, lines = page.document.path, set[int]()  # what two texts share with a line is told once
    above = [(word, place_of(page.above, at)) for word, at in folded(page.above)]
    body = [
        (word, place_in(page.document, block.offsets[at]))
        for block in page.blocks
        for word, at in folded(block.text)
    ]
    for whose, shingles in texts.items():
        found = [run for words in (above, body) for run in _shared(words, shingles)]
        for place, run in found:
            if place[0] not in lines:
                what = f"“{' '.join(run)}” stands in {whose} too"
                yield Problem(path, *place, "copied", what, "say it in your own words")
        lines.update(line for (line, _), _ in found)


def _shared(
    words: Sequence[tuple[str, Place]], shingles: Shingles
) -> Iterator[tuple[Place, Sequence[str]]]:
    """Give the runs, overlapping ones joined into the first, that words share with a text."""
    last = -2
    for start, run in enumerate(runs([word for word, _ in words])):
        if shingles.has(run):
            if start != last + 1:
                yield words[start][1], run
            last = start
