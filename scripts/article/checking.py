"""The proof that the pages hold the article: nothing lost, nothing invented, all in order.

Two comparisons that know nothing of each other:

1. the words of the file as it came, against the words that were read from it;
2. the words that were read, against the words on the *rendered* pages in the order of the
   navigation.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from article.blocks import words_in
from article.reading import Reading
from article.rendering import rendered_words
from glossary_cards.diagnostics.source import read_document

Part = tuple[str, bool]
"""Letters of the file, and whether they may be layout instead of text."""

_MARK = r"(?:[-*+•‣◦▪●○■□·➢➤✓✔–](?=\s)|[•‣◦▪●■➢➤]|\d{1,4}[.)](?=\s)|#{1,6}(?=\s))[ \t]*"
_RULE = r"(?:([-*_=~•])(?:[ \t]*\1){2,}|=+)[ \t]*$"
_TEXT_MARKS = re.compile(
    rf"^[ \t]*(?:{_MARK})*(?:{_RULE})|^[ \t]*(?:{_MARK})+|[ \t]#+[ \t]*$", re.M
)
_ENTITY = re.compile(r"&#?\w+;")
_MARKDOWN_MARKS = re.compile(
    r"<!--.*?-->|&#?\w+;"
    r"|^ {0,3}\[[^\]^\n]+\]:[ \t]*<?[^\s<>]+>?(?:[ \t]+[\"'(].*[\"')])?[ \t]*$"
    r"|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?"
    r"|\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
    r"|</?[A-Za-z][^<>]*>"
    r"|^[ >]*(?:(?:[-*+•‣◦▪●○■□·➢➤✓✔–]|\d+[.)]) +)*(?:`{3,}|~{3,})[^\n]*$"
    r"|^[ >]*(?:(?:[-*+•‣◦▪●○■□·➢➤✓✔–]|\d{1,9}[.)])(?=\s)[ >]*)+",
    re.S | re.M,
)


def failures(reading: Reading, pages: Iterable[str]) -> list[str]:
    """Prove that pages hold an article.

    Args:
        reading: The article as it was read.
        pages: The Markdown of the pages in the order of the navigation, front matter included.

    Returns:
        What is lost, invented or out of order; nothing when the proof holds.
    """
    wanted = words_in(reading.blocks)
    shown = [word for page in pages for word in rendered_words(read_document("", page)[0].body)]
    found = _difference(wanted, shown)
    if not _holds(reading, wanted):
        found.append("the words that were read are not the words of the file")
    return found


def _difference(wanted: list[str], shown: list[str]) -> list[str]:
    """Say where two texts part, in plain words."""
    if wanted == shown:
        return []
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b),
        min(len(wanted), len(shown)),
    )
    around = " ".join(wanted[max(0, at - 5) : at + 6])
    got = " ".join(shown[max(0, at - 5) : at + 6])
    return [f'the article says "{around}" where the pages say "{got}"']


def _holds(reading: Reading, wanted: list[str]) -> bool:
    """Compare the file with what was read, by a way of its own for each format."""
    if reading.format == "text":
        return spells(_text_parts(reading.source), "".join(wanted))
    if reading.format == "markdown":
        title = reading.facts.get("title", "")
        return spells(_markdown_parts(reading.source), _letters("".join(wanted))) or (
            bool(title)
            and (
                spells(
                    _markdown_parts(reading.source),
                    _letters("".join(wanted)).removeprefix(_letters(title)),
                )
            )
        )
    kept = "".join(piece.text for piece in reading.pieces if not piece.why)
    everything = "".join(piece.text for piece in reading.pieces)
    return _squeezed(everything) == _squeezed(_all_text(reading.source)) and _squeezed(
        kept
    ) == "".join(wanted)


def spells(parts: Iterable[Part], text: str) -> bool:
    """Say whether parts, less some of those that may be layout, are exactly a text.

    Args:
        parts: The letters of a file, in order.
        text: What was read from it.
    """
    ends = {0}
    for letters, optional in parts:
        if not letters:
            continue
        after = {end + len(letters) for end in ends if text.startswith(letters, end)}
        ends = after | ends if optional else after
        if not ends:
            return False
    return len(text) in ends


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _letters(text: str) -> str:
    """Give what is a letter or a digit: in Markdown anything else may be a mark."""
    return "".join(char for char in text if char.isalnum())


def _text_parts(source: str) -> Iterator[Part]:
    """Part plain text into text and what stands at the start of a line like a mark."""
    at = 0
    for mark in _TEXT_MARKS.finditer(source):
        yield _squeezed(source[at : mark.start()]), False
        for one in mark.group().split():
            yield one, True
        at = mark.end()
    yield _squeezed(source[at:]), False


def _markdown_parts(source: str) -> Iterator[Part]:
    """Part Markdown into text and what may be an address, a tag or a number in a list."""
    body = read_document("", source)[0].body
    at = 0
    for mark in _MARKDOWN_MARKS.finditer(body):
        yield _letters(body[at : mark.start()]), False
        for one in mark.group().split():
            yield _letters(entities.unescape(one)), True
        if _ENTITY.fullmatch(mark.group()):
            yield _letters(mark.group()), True
        at = mark.end()
    yield _letters(body[at:]), False


def _all_text(source: str) -> str:
    """Give all text of an HTML page, by tokens alone, without building a tree."""
    scanner = _Scanner()
    scanner.feed(source)
    scanner.close()
    return "".join(scanner.texts)


class _Scanner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
