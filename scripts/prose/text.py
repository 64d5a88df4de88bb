"""A page's plain words: Markdown with its marks taken out, each letter knowing its place.

Marks are blanked out before the page is cut into blocks, so that offsets never move.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.source import Document, Place, place_of
from mindinmind.security.leftovers import in_small

_GONE = "\0"


class Kind(StrEnum):
    """What part of a page a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    CAPTION = "caption"
    ALT = "alt"


@dataclass(frozen=True)
class Block:
    """A run of text that a reader sees as one.

    Attributes:
        kind: What part of the page it is.
        text: Its plain words.
        level: Of a heading, 1 to 6; of anything else 0.
        offsets: For each letter of ``text``, its place in the page's body.
    """

    kind: Kind
    text: str
    level: int = 0
    offsets: tuple[int, ...] = field(default=(), repr=False)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How its words begin, in small letters: what none of them can be is not looked for."""
        return frozenset(_BEGINNINGS.findall(in_small(self.text)))


@dataclass(frozen=True)
class Sentence:
    """One sentence of a block, and where in the block's text it starts."""

    text: str
    start: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_SAID.findall(self.text))


_BEGINNINGS = re.compile(r"\b\w{1,4}")  # "take", "the", "pill" of "take the pills"
_SAID = re.compile(r"[^\w\s]*\w\S*")  # "“Don't", not "–"
_BLANKED = (
    re.compile(r"\[\^[^\]\n]+\]:?"),  # citations
    # words of another language: `<span lang="fr">le groupe</span>`, `*poco a poco*{ lang=es }`
    re.compile(r"<(\w+)[^<>]*\blang=[\"']?(?!en)\w[^<>]*>[^<>]*</\1>"),
    re.compile(r"\*(?<!\*\*)(\*?)[^*\n]+\*\1\{[^{}\n]*\blang=[\"']?(?!en)\w[^{}\n]*\}"),
    re.compile(r"\{[^{}\n]*\}"),  # claim marks and attribute lists
    re.compile(r"!\[[^\]]*\]\([^)\n]*\)"),  # pictures
    re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$", re.M),  # where a link of `[words][x]` leads
)
_ENTITY = re.compile(r"&#?\w+;")  # "&nbsp;"
_TAG = re.compile(r"</?[A-Za-z][^>]*>")  # <span class="x">, </p>
# "[words](page.md)", "[words][1]"
_LINK = re.compile(r"(?P<open>\[)[^\[\]]*(?P<close>\](?:\([^)\n]*\)|\[[^\]\n]*\]))")
# "**", the "_" of "_so_"; not that of "a_b"
_EMPHASIS = re.compile(r"\*\**|_(?:(?<!\w_)_*|_*(?!\w))")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^)\n]*\)")  # "![A dial](dial.svg)"
# "> ", "## ", "!!! note \"", "| a |", "- ", "1. "
_LINE = re.compile(
    r"""[\s\0]*(?P<quote>(?:>[\s\0]*)*)
    (?:(?P<heading>\#{1,6})[ \t]+ | (?P<callout>(?:!!!|\?\?\?\+?)\ +\w+\ *"?) | (?P<row>\|)
    | (?P<item>[-+][ \t]+ | \d+[.)][ \t]+ | :[ \t]{3,}))?""",
    re.X,
)
_WORDS_OR_SPACE = re.compile(r"[^\s\0]++(?: [^\s\0]++)*|\s+")  # "some words", "  "
# the "." of "It helps. Try it."
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡]*\s?[^\W_a-zà-ÿ]|\s*$)")
# the "Dr." of "Dr. Lee", the "1." of "1. Aims"
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Drs|Mr|Mrs|Ms|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|cf|al|Fig|No|Vol|pp|approx|ca|M|Mme"
    r"|Mlle)|^\d{1,2}(?:\.\d{1,2})*)\.$"
)


# "description: How", "  - {date: 2026-11-29, what: New}", "  says: >-\n    It helps.", up to
# the next key
_VALUE = re.compile(
    r"^(?P<key>(?P<in> *)(?:- +)?(?:\{ *date: *[\d-]+, *)?(?P<name>\w+):[ ]*(?:[>|][+-]?)?)"
    r"(?P<words>[^\n]*(?:\n(?P=in) ++(?![\w-]+:(?:\s|$)|- \{?\w+: )[^\n]*)*)",
    re.M,
)


def shown_values(yaml: str, keys: Collection[str]) -> str:
    """Give the words of some keys as items of a list, each at its place; all else is blank.

    Args:
        yaml: Front matter, or a file of data.
        keys: The keys whose words readers see.
    """
    kept = list(re.sub(r"[^\n]", " ", yaml))
    for value in _VALUE.finditer(yaml):
        if value["name"] in keys:
            kept[value.start("words") : value.end()] = value["words"]
            kept[value.start()] = "-"
    return "".join(kept)


def place_in(document: Document, offset: int) -> Place:
    """Give the line and column, in the file, of an offset in the page's body."""
    line, column = place_of(document.body, offset)
    return line + document.body_line - 1, column


def blanked(body: str) -> str:
    """Replace everything that is not words with marks of the same length.

    Args:
        body: Markdown without front matter.

    Returns:
        The body, as long as before, without code, comments, citations, pictures, tags, the
        addresses of links and marks of emphasis. Line breaks stay.
    """
    body, _ = without_code(body)
    for pattern in (*_BLANKED, _TAG):
        body = pattern.sub(_gone, body)
    body = _ENTITY.sub(lambda sign: " " * len(sign[0]), body)
    body = _LINK.sub(_label_only, body)
    return _EMPHASIS.sub(_gone, body)


def _gone(match: re.Match[str]) -> str:
    return "\n".join(_GONE * len(line) for line in match[0].split("\n"))


def _label_only(match: re.Match[str]) -> str:
    label = match[0][1 : match.start("close") - match.start()]
    return _GONE + label + _GONE * len(match["close"])


def blocks(document: Document) -> list[Block]:
    """Cut a page into blocks of plain text, in reading order; alternative texts come last.

    Args:
        document: The page.

    Returns:
        Its headings, paragraphs, list items, table cells, quotations, captions and alternative
        texts. Labels of callouts count as captions.
    """
    found: list[Block] = []
    kind, pieces, level = Kind.PARAGRAPH, list[tuple[int, str]](), 0
    offset = 0
    body = blanked(document.body)
    for raw, line in zip(document.body.split("\n"), body.split("\n"), strict=True):
        match = _LINE.match(line)
        words = line[match.end() :] if match else line
        starts = bool(match and (match["heading"] or match["callout"] or match["item"]))
        row = bool(match and match["row"])
        if pieces and (starts or row or not words.strip(" \t\r|" + _GONE)):
            found += _closed(kind, pieces, level)
            pieces, level = [], 0
        if row:
            found += _cells(line, offset)
        elif match and words.strip(" \t\r" + _GONE):
            if not pieces:
                kind, level = _kind(match, raw), len(match["heading"] or "")
            pieces.append((offset + match.end(), words))
            if match["heading"] or match["callout"]:  # these end with their line
                found += _closed(kind, pieces, level)
                pieces = []
        offset += len(line) + 1
    return [*found, *_closed(kind, pieces, level), *_alternative_texts(document.body)]


def _kind(match: re.Match[str], raw: str) -> Kind:
    if match["heading"]:
        return Kind.HEADING
    if match["callout"] or "<figcaption" in raw:
        return Kind.CAPTION
    if match["quote"]:
        return Kind.QUOTE
    return Kind.ITEM if match["item"] else Kind.PARAGRAPH


def _closed(kind: Kind, pieces: list[tuple[int, str]], level: int) -> Iterator[Block]:
    """Join the lines of a block, and drop blanked marks and doubled spaces."""
    parts: list[str] = []
    offsets: list[int] = []
    for start, words in pieces:
        for part in _WORDS_OR_SPACE.finditer(f"{words} "):
            is_space = part[0].isspace()
            if not is_space:
                parts.append(part[0])
                offsets += range(start + part.start(), start + part.end())
            elif parts and parts[-1] != " ":
                parts.append(" ")
                offsets.append(start + part.start())
    text = "".join(parts).rstrip()
    if kind is Kind.CAPTION:
        text = text.rstrip('"')
    if text:
        yield Block(kind, text, level, tuple(offsets[: len(text)]))


def _cells(line: str, offset: int) -> Iterator[Block]:
    if not re.search(r"[^\s|:\-\0]", line):
        return
    for cell in re.finditer(r"[^|]+", line):
        yield from _closed(Kind.CELL, [(offset + cell.start(), cell[0])], 0)


def _alternative_texts(body: str) -> Iterator[Block]:
    for picture in _PICTURE.finditer(body):
        yield from _closed(Kind.ALT, [(picture.start("alt"), picture["alt"])], 0)


def sentences(text: str) -> list[Sentence]:
    """Cut a block's text into sentences; what has no stop at its end is one as well."""
    found, start = [], 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        piece = text[start:end]
        if end < len(text) and _NO_END.search(piece.lstrip()):
            continue
        if piece.strip():
            found.append(Sentence(piece.strip(), start + len(piece) - len(piece.lstrip())))
        start = end
    return found


def plain_text(page: list[Block]) -> str:
    """Give a page's prose for a reading formula: one block a line, each ended with a stop.

    Cells of tables, captions and alternative texts are left out: fragments flatter a page.
    """
    left_out = (Kind.CELL, Kind.CAPTION, Kind.ALT)
    lines = (block.text for block in page if block.kind not in left_out)
    return "\n".join(line if line[-1] in ".!?…" else f"{line.rstrip(':;,')}." for line in lines)
