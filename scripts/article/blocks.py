"""What an article is made of: blocks of text, whatever file format they came from.

Every reader gives these, and everything after reading knows nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Span:
    """A run of text with one style; a line break in ``text`` is a break the reader sees."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


Line = tuple[Span, ...]
"""The text of one paragraph, heading or cell."""


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is the article's own, 1 the highest."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list; each item is blocks, so lists stand in lists."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """A quotation set apart."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Code:
    """Text whose white space counts."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table; without a header row ``header`` is empty."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Definitions:
    """A list of words, each with what it means."""

    pairs: tuple[tuple[Line, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class Rule:
    """A line across the page: it holds no text."""


Block = Heading | Paragraph | Items | Quote | Code | Table | Definitions | Rule


def text_of(line: Line) -> str:
    """Give the words of a line, without style."""
    return "".join(span.text for span in line)


def tidy(spans: Iterable[Span]) -> Line:
    """Join runs of one style, make each run of white space one space, trim the ends.

    Args:
        spans: Any runs of text.

    Returns:
        The same text as a reader sees it; empty when nothing is left.
    """
    joined: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    out: list[Span] = []
    after_space = True
    for span in joined:
        text = re.sub(r" ?\n ?", "\n", _SPACE.sub(_one_space, span.text))
        if after_space:
            text = text.lstrip()
        if text:
            after_space = text[-1] in " \n"
            out.append(replace(span, text=text))
    while out:
        text = out[-1].text.rstrip()
        if text:
            out[-1] = replace(out[-1], text=text)
            break
        out.pop()
    return tuple(out)


def _one_space(match: re.Match[str]) -> str:
    """Give a no-break space where the run held one, else a space."""
    run = match.group()
    return next((char for char in run if char in "\u00a0\u202f"), " ")


def lines_of(block: Block) -> Iterator[str]:
    """Give every text of a block, in reading order."""
    match block:
        case Heading(line=line) | Paragraph(line=line):
            yield text_of(line)
        case Items(items=items):
            for item in items:
                for inner in item:
                    yield from lines_of(inner)
        case Quote(blocks=blocks):
            for inner in blocks:
                yield from lines_of(inner)
        case Code(text=text):
            yield text
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield from map(text_of, row)
        case Definitions(pairs=pairs):
            for word, meanings in pairs:
                yield text_of(word)
                yield from map(text_of, meanings)
        case Rule():
            return


def words_in(blocks: Iterable[Block]) -> list[str]:
    """Give the words of blocks as a reader meets them, split at white space."""
    return [word for block in blocks for line in lines_of(block) for word in line.split()]
