"""Runs of words shared with a text that we may read but not copy.

The text is never stored. Each run of eight of its words is kept as a salted hash, and a page is
compared by hashing its own runs the same way.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place, place_of
from prose.pages import Page
from prose.text import place_in

RUN = 8
"""How many words in a row count as copied."""

_WORD = re.compile(r"[a-z0-9]+")  # "doesnt"
_QUOTED = re.compile(r"\"([^\"\n]+)\"|“([^”\n]+)”")  # “It was like coming home”


@dataclass(frozen=True)
class Shingles:
    """The runs of a text, as hashes.

    Attributes:
        salt: Makes the hashes useless for any other list.
        hashes: Of each run, eight bytes.
    """

    salt: str
    hashes: frozenset[bytes]


def folded(text: str) -> list[str]:
    """Give a text's words without letter case, accents, apostrophes or punctuation."""
    return _WORD.findall(_letters(text))


def _letters(text: str) -> str:
    """Give a text in small letters without accents and apostrophes."""
    text = unicodedata.normalize("NFKD", text).lower()
    for sign in set(text):
        if sign in "'’" or unicodedata.combining(sign):
            text = text.replace(sign, "")
    return text


def places(text: str) -> Iterator[int]:
    """Give where each word of :func:`folded` starts in the text."""
    letters = [(part, place) for place, one in enumerate(text) for part in _letters(one)]
    for match in _WORD.finditer("".join(part for part, _ in letters)):
        yield letters[match.start()][1]


def hashed(words: Sequence[str], salt: str) -> Iterator[bytes]:
    """Hash each run of eight folded words."""
    text, salted = " ".join(words).encode(), blake2b(key=salt.encode(), digest_size=8)
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    for start, after in zip(starts, starts[RUN:], strict=False):
        run = salted.copy()
        run.update(text[start : after - 1])
        yield run.digest()


def make_shingles(texts: Iterable[str], salt: str, left_out: Collection[str] = ()) -> Shingles:
    """Hash the runs of texts.

    Args:
        texts: What may not be copied; a run never reaches from one text into the next.
        salt: Any text.
        left_out: Titles that may be quoted. A line that holds one is credit, and is left out.
    """
    titles = [" ".join(folded(title)) for title in left_out]
    hashes: set[bytes] = set()
    for text in texts:
        words: list[str] = []
        for line in text.splitlines():
            folded_line = folded(line)
            if any(title in " ".join(folded_line) for title in titles):
                hashes.update(hashed(words, salt))
                words = []
            else:
                words += folded_line
        hashes.update(hashed(words, salt))
    return Shingles(salt, frozenset(hashes))


def quotations(text: str) -> list[str]:
    """Give what stands between quotation marks, where that has eight words or more."""
    found = (match[1] or match[2] for match in _QUOTED.finditer(text))
    return [quote for quote in found if len(folded(quote)) >= RUN]


def write_shingles(shingles: Shingles, about: str) -> str:
    """Give the text of a file of shingles; sorted, so that no text can be put together."""
    head = [f"# {about}", f"# salt: {shingles.salt}"]
    return "\n".join([*head, *sorted(one.hex() for one in shingles.hashes)]) + "\n"


def read_shingles(text: str) -> Shingles:
    """Read a file of shingles.

    Raises:
        ValueError: When it names no salt.
    """
    salt = re.search(r"^# salt: (\S+)$", text, re.M)
    if not salt:
        raise ValueError("a file of shingles needs a line `# salt: ...`")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return Shingles(salt[1], frozenset(map(bytes.fromhex, lines)))


def copied_problems(page: Page, texts: Mapping[str, Shingles]) -> Iterator[Problem]:
    """Find runs of eight words that a page shares with texts.

    Args:
        page: The page; what stands above it counts as well.
        texts: The runs of each text, by what it is.

    Yields:
        One problem for each line where a shared run starts; runs that overlap are one.
    """
    path, lines = page.document.path, set[int]()  # what two texts share with a line is told once
    above, body = folded(page.above), folded("\n".join(block.text for block in page.blocks))
    for whose, shingles in texts.items():
        found = [(_place_above(page, start), run) for start, run in _shared(above, shingles)]
        found += [(_place_below(page, start), run) for start, run in _shared(body, shingles)]
        for place, run in found:
            if place[0] not in lines:
                what = f"“{' '.join(run)}” stands in {whose} too"
                yield Problem(path, *place, "copied", what, "say it in your own words")
        lines.update(line for (line, _), _ in found)


def _shared(words: Sequence[str], shingles: Shingles) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the runs, overlapping ones joined into the first, that words share with a text."""
    last = -2
    for start, one in enumerate(hashed(words, shingles.salt)):
        if one in shingles.hashes:
            if start != last + 1:
                yield start, words[start : start + RUN]
            last = start


def _place_above(page: Page, word: int) -> Place:
    return place_of(page.above, [*places(page.above)][word])


def _place_below(page: Page, word: int) -> Place:
    offsets = (block.offsets[place] for block in page.blocks for place in places(block.text))
    return place_in(page.document, [*offsets][word])
