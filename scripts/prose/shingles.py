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
from prose.pages import Page

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
        page: The page. Its title, description, summary and definition count as well.
        texts: The runs of each text, by what it is.

    Yields:
        One problem for each line where a shared run starts; runs that overlap are one.
    """
    blocks = [(block, list(folded(block.text))) for block in page.blocks]
    places = [block.offsets[place] for block, said in blocks for _, place in said]
    words = [word for _, said in blocks for word, _ in said]
    above = [
        (key, [word for word, _ in folded(str(text))])
        for key, value in page.document.meta.items()
        for text in (value if isinstance(value, list) else [value])
    ]
    lines: set[int] = set()  # what two texts share with a line is told once
    for whose, shingles in texts.items():
        found = [
            page.problem(places[start], "copied", *_in_words(run, whose))
            for start, run in _shared(words, shingles)
        ]
        for key, said in above:
            for _, run in _shared(said, shingles):
                found.append(page.document.problem((key,), "copied", *_in_words(run, whose)))
        yield from (problem for problem in found if problem.line not in lines)
        lines.update(problem.line for problem in found)


def shared_runs(text: str, shingles: Shingles) -> list[str]:
    """Give the runs, overlapping ones joined into the first, that a text shares with another."""
    return [" ".join(run) for _, run in _shared([word for word, _ in folded(text)], shingles)]


def _shared(words: Sequence[str], shingles: Shingles) -> Iterator[tuple[int, Sequence[str]]]:
    last = -2
    for start, run in enumerate(runs(words)):
        if shingles.has(run):
            if start != last + 1:
                yield start, run
            last = start


def _in_words(run: Sequence[str], whose: str) -> tuple[str, str]:
    return f"“{' '.join(run)}” stands in {whose} too", "say it in your own words"
