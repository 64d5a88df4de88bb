"""Plain text and Markdown into blocks.

Both are read line by line in the same way. Markdown marks its headings and its inline style; in
plain text a mark is text like any other, except at the start of a line, and headings are
recognised by their look (see ``headings``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from article.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    tidy,
)

_DEEPEST_LIST = 6
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,}) *$")
_RULE = re.compile(r" {0,3}([-*_=~•])(?: *\1){2,} *$")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,}) *(?:[\w+#.-]+|\{[^{}]*\})? *$")
_QUOTE = re.compile(r" {0,3}> ?")
_DELIMITER = re.compile(r" *\|?( *:?-+:? *\|)+( *:?-+:? *)?$")
_NUMBER = re.compile(r"(?P<indent> *)(?P<number>[1-9]\d{0,3})(?P<mark>[.)])(?P<gap> +)(?=\S)")
_BULLET = re.compile(r"(?P<indent> *)(?P<mark>[-*+•‣◦▪●○■□·➢➤✓✔–])(?P<gap> +)(?=\S)")
_TIGHT_BULLET = re.compile(r"(?P<indent> *)(?P<mark>[•‣◦▪●■➢➤])(?P<gap>)(?=\w)")
_AMBIGUOUS = frozenset("-*+–")


@dataclass(frozen=True)
class Lines:
    """A paragraph of plain text that may still turn out to be a heading."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Marker:
    """What stands before the text of a list item."""

    kind: str
    indent: int
    width: int
    number: int


Inline = Callable[[str], Line]
"""Turns the Markdown of one paragraph into a line."""


def read_text(text: str, inline: Inline | None = None) -> list[Block | Lines]:
    r"""Read plain text or Markdown.

    Args:
        text: The article, with ``\n`` line ends.
        inline: Reads inline Markdown; without it the text is plain.

    Returns:
        The blocks in order; plain paragraphs are left as their lines.
    """
    lines = [
        line.expandtabs(4).rstrip(" ") if not inline else line.expandtabs(4)
        for line in text.split("\n")
    ]
    return _Reader(inline, usual_width(lines)).blocks(lines, depth=0)


def line_of(lines: tuple[str, ...], width: int = 0) -> Line:
    """Join the lines of a plain paragraph.

    Args:
        lines: Its lines.
        width: The width that the text is wrapped to; lines that end well before it are breaks
            that the author made, and stay.

    Returns:
        The paragraph as one line.
    """
    kept = [line.strip() for line in lines]
    wrapped = all(
        len(line) + len(after.split(" ", 1)[0]) + 1 > 0.8 * width
        for line, after in zip(lines, kept[1:], strict=False)
    )
    return tidy([Span((" " if wrapped else "\n").join(kept))])


def usual_width(lines: list[str]) -> int:
    """Give the width that nearly all lines keep to."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _blank(line: str) -> bool:
    return not line.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _next_full(lines: list[str], at: int) -> int:
    """Give the index of the next line that is not blank, or the end."""
    while at < len(lines) and _blank(lines[at]):
        at += 1
    return at


class _Reader:
    """Reads lines into blocks; holds what it was told and no state."""

    def __init__(self, inline: Inline | None, width: int) -> None:
        self.inline = inline
        self.width = width

    def blocks(self, lines: list[str], depth: int) -> list[Block | Lines]:
        """Read lines; ``depth`` counts the lists around them."""
        out: list[Block | Lines] = []
        at = 0
        while (at := _next_full(lines, at)) < len(lines):
            block, at = self._block(lines, at, depth)
            out.append(block)
        return out

    def _block(self, lines: list[str], at: int, depth: int) -> tuple[Block | Lines, int]:
        """Read the block that starts at a line, which is not blank."""
        line = lines[at]
        heading = _ATX.match(line)
        if heading:
            return Heading(len(heading[1]), self._line([heading["text"]])), at + 1
        if _RULE.match(line):
            return Rule(), at + 1
        if self._starts_list(lines, at, depth):
            return self._list(lines, at, depth)
        marked = self._marked(lines, at, depth) if self.inline else None
        return marked or self._paragraph(lines, at, depth)

    def _marked(self, lines: list[str], at: int, depth: int) -> tuple[Block, int] | None:
        """Read a block that only Markdown has, if one starts at a line."""
        if _FENCE.match(lines[at]):
            return _fenced(lines, at)
        if _indent(lines[at]) >= 4:
            return _indented(lines, at)
        if _QUOTE.match(lines[at]):
            return self._quote(lines, at, depth)
        return self._table(lines, at) if _starts_table(lines, at) else None

    def _line(self, lines: list[str]) -> Line:
        if self.inline:
            return self.inline("\n".join(lines))
        return line_of(tuple(lines), self.width)

    def _paragraph(self, lines: list[str], at: int, depth: int) -> tuple[Block | Lines, int]:
        """Read lines up to a blank one or the start of another block."""
        start = at
        at += 1
        while at < len(lines) and not _blank(lines[at]):
            underline = _UNDERLINE.match(lines[at])
            if underline and at == start + 1 and len(lines[start].strip()) <= 120:
                level = 1 if underline[1].startswith("=") else 2
                return Heading(level, self._line([lines[start].strip()])), at + 1
            if self._interrupts(lines, at, depth):
                break
            at += 1
        held = lines[start:at]
        if self.inline:
            return Paragraph(self._line(held)), at
        return Lines(tuple(held)), at

    def _interrupts(self, lines: list[str], at: int, depth: int) -> bool:
        """Say whether a block other than a paragraph starts at a line right below a paragraph."""
        line = lines[at]
        if _ATX.match(line) or _RULE.match(line):
            return True
        if self.inline and (_FENCE.match(line) or _QUOTE.match(line)):
            return True
        marker = self._marker(line)
        if marker and marker.kind in {".", ")"} and marker.number != 1:
            return False
        return self._starts_list(lines, at, depth)

    def _marker(self, line: str) -> _Marker | None:
        """Give the list marker that a line starts with."""
        found = _NUMBER.match(line) or _BULLET.match(line)
        if not found and not self.inline:
            found = _TIGHT_BULLET.match(line)
        if not found:
            return None
        number = int(found.groupdict().get("number") or 0)
        width = found.end() if len(found["gap"]) <= 4 else found.end() - len(found["gap"]) + 1
        return _Marker(found["mark"], len(found["indent"]), width, number)

    def _starts_list(self, lines: list[str], at: int, depth: int) -> bool:
        """Say whether a list starts here: one clear bullet, or two of what may be mere text."""
        marker = self._marker(lines[at])
        if marker is None or depth >= _DEEPEST_LIST or _RULE.match(lines[at]):
            return False
        if self.inline:
            return marker.kind not in "–·" and marker.indent < 4 and marker.number < 1000
        if marker.kind not in _AMBIGUOUS and not marker.number:
            return True
        if depth and not marker.number:
            return True
        return self._has_second(lines, at, marker)

    def _has_second(self, lines: list[str], at: int, first: _Marker) -> bool:
        """Say whether a second item follows the first, with only its own lines between."""
        gap = False
        for line in lines[at + 1 :]:
            if _blank(line):
                gap = True
                continue
            marker = self._marker(line)
            if marker and marker.kind == first.kind and abs(marker.indent - first.indent) <= 1:
                return not first.number or marker.number == first.number + 1
            if _indent(line) <= first.indent and (gap or _ATX.match(line)):
                return False
        return False

    def _list(self, lines: list[str], at: int, depth: int) -> tuple[Block, int]:
        """Read a list whose first marker stands at a line."""
        first = self._marker(lines[at])
        assert first is not None
        items: list[tuple[Block, ...]] = []
        number = first.number
        while at < len(lines):
            marker = self._marker(lines[at])
            if not marker or not self._continues(first, marker, number):
                break
            number += 1
            body, at = self._item(lines, at, first, marker)
            items.append(tuple(settle(self.blocks(body, depth + 1), self.width)))
            following = _next_full(lines, at)
            if following < len(lines) and self._marker(lines[following]):
                at = following
        return Items(bool(first.number), tuple(items), max(first.number, 1)), at

    def _continues(self, first: _Marker, marker: _Marker, number: int) -> bool:
        """Say whether a marker is the next one of a list; plain text must count on."""
        if marker.kind != first.kind or bool(marker.number) != bool(first.number):
            return False
        if abs(marker.indent - first.indent) > 1:
            return False
        return bool(self.inline) or not first.number or marker.number == number

    def _item(
        self, lines: list[str], at: int, first: _Marker, marker: _Marker
    ) -> tuple[list[str], int]:
        """Collect the lines of one item, without their indent."""
        body = [lines[at][marker.width :]]
        at += 1
        while at < len(lines):
            if _blank(lines[at]):
                following = _next_full(lines, at)
                if following == len(lines) or _indent(lines[following]) < first.indent + 2:
                    break
                body.append("")
                at = following
                continue
            if not self._belongs(lines, at, first):
                break
            body.append(lines[at][min(_indent(lines[at]), marker.width) :])
            at += 1
        return body, at

    def _belongs(self, lines: list[str], at: int, first: _Marker) -> bool:
        """Say whether a line that is not blank is part of the item above it."""
        line = lines[at]
        marker = self._marker(line)
        if _indent(line) >= first.indent + 2:
            return True
        if marker and marker.kind == first.kind:
            return False
        if marker and not first.number and not marker.number and not self.inline:
            return marker.indent >= first.indent
        if marker or _ATX.match(line) or _RULE.match(line) or _FENCE.match(line):
            return False
        return bool(self.inline) or _runs_on(lines[at - 1], line)

    def _quote(self, lines: list[str], at: int, depth: int) -> tuple[Block, int]:
        """Read a Markdown quotation."""
        held: list[str] = []
        while at < len(lines) and not _blank(lines[at]):
            if not _QUOTE.match(lines[at]) and self._interrupts(lines, at, depth):
                break
            held.append(_QUOTE.sub("", lines[at], count=1))
            at += 1
        if depth >= _DEEPEST_LIST:
            return Paragraph(self._line([line.lstrip("> ") for line in held])), at
        return Quote(tuple(settle(self.blocks(held, depth + 1), self.width))), at

    def _table(self, lines: list[str], at: int) -> tuple[Block, int]:
        """Read a Markdown table."""
        header = self._cells(lines[at])
        at += 2
        rows: list[tuple[Line, ...]] = []
        while at < len(lines) and "|" in lines[at]:
            rows.append(self._cells(lines[at]))
            at += 1
        return Table(header, tuple(rows)), at

    def _cells(self, row: str) -> tuple[Line, ...]:
        row = row.strip()
        row = row.removeprefix("|")
        if row.endswith("|") and not row.endswith("\\|"):
            row = row[:-1]
        cells = re.split(r"(?<!\\)\|", row)
        return tuple(self._line([cell.strip().replace("\\|", "|")]) for cell in cells)


def _runs_on(before: str, line: str) -> bool:
    """Say whether an unindented line in plain text goes on with the list item above it."""
    return line[:1].islower() or (
        not before.rstrip().endswith((".", "!", "?", ":", ";")) and len(before) > 60
    )


def settle(blocks: list[Block | Lines], width: int) -> list[Block]:
    """Make the plain paragraphs among blocks real ones."""
    return [
        Paragraph(line_of(block.lines, width)) if isinstance(block, Lines) else block
        for block in blocks
    ]


def _starts_table(lines: list[str], at: int) -> bool:
    return "|" in lines[at] and at + 1 < len(lines) and bool(_DELIMITER.match(lines[at + 1]))


def _fenced(lines: list[str], at: int) -> tuple[Block, int]:
    """Read fenced code; a fence that never closes runs to the end."""
    opening = _FENCE.match(lines[at])
    assert opening is not None
    mark, indent = opening["mark"], _indent(lines[at])
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}} *$")
    held: list[str] = []
    at += 1
    while at < len(lines) and not closing.match(lines[at]):
        held.append(lines[at][min(indent, _indent(lines[at])) :])
        at += 1
    return Code("\n".join(held)), at + 1


def _indented(lines: list[str], at: int) -> tuple[Block, int]:
    """Read code set in by four spaces."""
    held: list[str] = []
    while at < len(lines) and (_blank(lines[at]) or _indent(lines[at]) >= 4):
        held.append(lines[at][4:])
        at += 1
    return Code("\n".join(held).rstrip()), at
