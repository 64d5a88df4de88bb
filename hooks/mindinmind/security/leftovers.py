"""Words that nobody should read: leftover Markdown, markers, placeholders, hidden signs.

The finished page is read as a reader reads it, so whatever Markdown did not understand shows.
What is looked for is data, ``leftovers.yml``, each entry with an example that a test finds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.source import own_yaml
from mindinmind.security.confusables import as_seen

BLOCK, MARK, CODE = "\0", "\1", "\ufffc"
"""What stands in a page's words for the edge of a block, a mark within one, and code."""

_LIST = Path(__file__).with_name("leftovers.yml")
# the Cyrillic Р of "BРD"; Greek, Armenian, Cherokee and small capitals have such letters, too
FOREIGN = re.compile(r"[\u0370-\u058f\u13a0-\u13ff\u1d00-\u1d7f\uab70-\uabbf]")
_OURS = re.compile(r"[A-Za-z]")  # the D of "BРD"
_SYMBOL = re.compile(r"[A-Z]+[\u03b1-\u03c9]")  # "TNFα", as scientists write it
_LETTER = re.compile(r"[^\W\d_]")  # "é"
_EDGE = re.compile(rf"[{BLOCK}{MARK}{CODE}]")  # where a block ends, or code stands
_LAST_WORD = re.compile(r"\w+\Z")  # the "walk" of "a walk ."
_CLAIM = re.compile(r"\bC\d+[a-z]?\b", re.I)  # "c8"
# "smith2020", "Smith et al., 2020", "Smith and Jones (2020)"
_SOURCE = re.compile(r"([a-z-]+)(?: et al\.?| (?:and|&) [\w ]+)?,? ?\(?((?:19|20)\d\d[a-z]*)", re.I)
_FEW, _MOST = 3, 40
_MOST_FOUND = 100


@dataclass(frozen=True)
class Leftover:
    """One kind of words that nobody should read."""

    find: re.Pattern[str]
    what: str
    mend: str
    rule: str = "leftover"
    example: str = ""
    needs: Sequence[str] = ()
    word: bool = False
    english: bool = False
    only_pages: bool = False

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where such words begin and end in a text, longer by their word where that counts."""
        reached = 0
        for match in self.find.finditer(text):
            start, end = match.span()
            if self.word:  # looked for from its odd sign on: few words have one
                while start > reached and _LETTER.match(text, start - 1):
                    start -= 1
                while _LETTER.match(text, end):
                    end += 1
            if end > reached:
                yield start, end
            reached = max(end, reached)


@dataclass(frozen=True)
class Found:
    """Such words on a page.

    Attributes:
        kind: What they are.
        text: The words.
        context: They and what follows, by which the place is found in the page's file.
    """

    kind: Leftover
    text: str
    context: str

    @property
    def what(self) -> str:
        """What is wrong."""
        text = " ".join(self.text.replace(MARK, "").split())
        shown = text if len(text) <= _MOST else f"{text[:_MOST].rstrip()}…"
        return self.kind.what.replace("{0}", shown.replace("`", "'"))

    @property
    def mend(self) -> str:
        """What to do."""
        return with_its_ids(self.kind.mend, self.text)


LOOK_ALIKE = Leftover(
    FOREIGN,
    "“{0}” holds letters of another alphabet that only look like ours",
    "delete the word and type it anew",
    "look-alike",
    "People with ВРD",
    word=True,
)


def read_leftovers(file: Path = _LIST) -> list[Leftover]:
    """Read what to look for."""
    entries: Any = own_yaml(file)
    return [Leftover(**{**entry, "find": re.compile(entry["find"])}) for entry in entries]


def in_small(text: str) -> str:
    """Give a text in small letters, as patterns see them: they take an İ and an ı for an i."""
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def leftovers(text: str, kinds: list[Leftover]) -> Iterator[Found]:
    """Find such words; what two kinds find in one place is told once, by the first of them.

    Args:
        text: A page's words, with :data:`BLOCK`, :data:`MARK` and :data:`CODE` in them.
        kinds: What to look for.
    """
    taken: list[tuple[int, int]] = []
    small = in_small(text)
    for kind in kinds:
        if kind.needs and not any(map(small.__contains__, kind.needs)):
            continue
        for start, end in kind.places(text):
            if any(first < end and start < last for first, last in taken):
                continue
            if len(taken) > _MOST_FOUND:
                return
            taken.append((start, end))
            yield _found(kind, text, start, end)
    for start, end in look_alikes(text):
        yield _found(LOOK_ALIKE, text, start, end)


def with_its_ids(mend: str, text: str) -> str:
    """Name in a mend the claim and the source of a text, where it has any, for the example's."""
    if source := _SOURCE.search(text):
        mend = mend.replace("bateman2009", f"{source[1]}{source[2]}".lower())
    claim = _CLAIM.search(text)
    return mend.replace("C8", claim[0].capitalize()) if claim else mend


@cache
def _damages() -> list[Leftover]:
    return [kind for kind in read_leftovers() if kind.rule in ("garbled", "hidden-sign")]


def damage(text: str) -> Found | None:
    """Find a sign in a text that is garbled, that nobody sees or that only looks like ours."""
    is_plain = text.isascii() and text.replace("\n", "").isprintable()
    return None if is_plain else next(leftovers(text, _damages()), None)


def look_alikes(text: str) -> list[tuple[int, int]]:
    """Give where words begin and end that hold letters of another alphabet among ours.

    A word of such letters alone may be one of another language, where the text has more of it.
    """
    places = [] if text.isascii() else list(LOOK_ALIKE.places(text))
    found = [place for place in places if _looks_latin(text[slice(*place)])]
    is_ours = len(found) == len(places) and bool(_OURS.search(text))
    return [place for place in found if is_ours or _OURS.search(text, *place)]


def _found(kind: Leftover, text: str, start: int, end: int) -> Found:
    after = _EDGE.split(text[end : end + _MOST])[0]
    if end - start < _FEW:  # a stop is everywhere: looked for with the word before it
        word = _LAST_WORD.search(_EDGE.split(text[max(start - _MOST, 0) : start])[-1])
        return Found(kind, text[start:end], f"{word[0] if word else ''}{text[start:end]}{after}")
    return Found(kind, text[start:end], f"{text[start:end].strip()}{after}")


def _looks_latin(word: str) -> bool:
    """Tell whether a word of another alphabet could be taken for an English one."""
    is_mixed = _OURS.search(word) and not _SYMBOL.fullmatch(word)
    return len(word) > 1 and bool(is_mixed or as_seen(word).isascii())
