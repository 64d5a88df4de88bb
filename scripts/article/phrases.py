"""Markdown for a line or a block, written so that a reader sees the article's very text.

Whatever a writer of the article typed must not be taken for Markdown; whatever style the article
had is written the way a person would write it, where that is safe.
"""

from __future__ import annotations

import re

from article.blocks import (
    Block,
    Code,
    Definitions,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    lines_of,
    text_of,
    words_in,
)
from article.rendering import rendered_words

_SPECIAL = re.compile(r"[\\`*_\[\]{}]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(
    r"(?P<indent>\s*)(?:(?P<mark>[#+-])|(?P<coded>[>:=~?!])|(?P<number>\d+)\.(?=\s|$))"
)
_WORD = re.compile(r"\w")


def escape(text: str) -> str:
    """Write text of one line so that Markdown takes none of it for a mark.

    Args:
        text: Text without line breaks, that starts a line.

    Returns:
        Markdown that renders as that text.
    """
    return _escape_start(_escape_inside(text))


def write_line(line: Line, hard: bool = False, heading: bool = False) -> str:
    """Write a line as Markdown.

    Args:
        line: The text with its style.
        hard: Whether to write every mark as an entity and no style, which is always safe.
        heading: Whether a ``#`` anywhere may be taken for a mark.

    Returns:
        The Markdown, with two spaces before each line break.
    """
    if hard:
        coded = [_coded(part) for part in text_of(line).split("\n")]
        return "  \n".join(coded)
    parts: list[str] = []
    for at, span in enumerate(line):
        before = text_of(line[:at])[-1:]
        after = text_of(line[at + 1 : at + 2])[:1]
        parts.append(_write_span(span, before, after))
    out = "  \n".join(_escape_start(part) for part in "".join(parts).split("\n"))
    return re.sub(r"(?<!\\)#", r"\\#", out).replace("&\\#", "&#") if heading else out


def write_blocks(blocks: tuple[Block, ...]) -> str:
    """Write blocks as Markdown, proving each by rendering it.

    Args:
        blocks: The blocks of a page.

    Returns:
        Markdown, without a line break at the end. A block that does not render as its own text
        is written more plainly, at last as bare paragraphs.
    """
    out: list[str] = []
    above: Block | None = None
    for block in blocks:
        if isinstance(above, Items) and isinstance(block, Items):
            out.append("<!-- another list -->")
        out.append(_proved(block))
        above = block
    return "\n\n".join(out)


def _proved(block: Block) -> str:
    """Write a block in the nicest way that renders as its own text."""
    wanted = words_in([block])
    for hard in (False, True):
        written = _write(block, hard)
        if rendered_words(written) == wanted:
            return written
    return "\n\n".join(_coded(" ".join(line.split())) for line in lines_of(block) if line.strip())


def _coded(text: str) -> str:
    """Write every character that could be a mark as an entity."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda m: f"&#{ord(m.group())};", text)


def _escape_inside(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    text = _SPECIAL.sub(lambda m: "\\" + m.group(), text)
    return text.replace("<", "&lt;").replace("|", "&#124;")


def _escape_start(text: str) -> str:
    """Escape what is a mark only at the start of a line."""
    match = _START.match(text)
    if not match:
        return text
    rest = text[match.end() :]
    if match["mark"]:
        return f"{match['indent']}\\{match['mark']}{rest}"
    if match["number"]:
        return f"{match['indent']}{match['number']}\\.{rest}"
    return f"{match['indent']}&#{ord(match['coded'])};{rest}"


def _write_span(span: Span, before: str, after: str) -> str:
    """Write one run of text with its style."""
    text = span.text
    core = text.strip()
    if not core or not (span.bold or span.italic or span.code or span.href):
        return _escape_inside(text)
    at = text.index(core)
    lead, tail = text[:at], text[at + len(core) :]
    free = not _WORD.match(lead[-1:] or before) and not _WORD.match(tail[:1] or after)
    simple = free and "\n" not in core
    inner = _escape_inside(core)
    if span.code:
        bare = simple and "`" not in core and "\\" not in core and "|" not in core
        inner = f"`{core}`" if bare else f"<code>{inner}</code>"
    marks = ("**" if span.bold else "") + ("*" if span.italic else "")
    if marks and simple and not span.href:
        inner = f"{marks}{inner}{marks}"
    elif marks:
        inner = f"<em>{inner}</em>" if span.italic else inner
        inner = f"<strong>{inner}</strong>" if span.bold else inner
    if span.href:
        href = span.href.replace("\\", "%5C").replace("`", "%60")
        inner = f"[{inner}](<{href}>)"
    return f"{lead}{inner}{tail}"


def _write(block: Block, hard: bool) -> str:  # noqa: PLR0911 (one for each kind of block)
    match block:
        case Heading(level=level, line=line):
            return f"{'#' * level} {write_line(line, hard, heading=True)}"
        case Paragraph(line=line):
            return write_line(line, hard)
        case Items():
            return _write_items(block, hard)
        case Quote(blocks=blocks):
            inner = "\n\n".join(_write(_inside(b), hard) for b in blocks)
            return "\n".join(
                f"> {line}".rstrip(" ") if not line else f"> {line}" for line in inner.split("\n")
            )
        case Code(text=text):
            longest = max(map(len, re.findall(r"`+", text)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}\n{text}\n{fence}"
        case Table():
            return _write_table(block, hard)
        case Definitions(pairs=pairs):
            return "\n\n".join(_write_definition(word, meanings, hard) for word, meanings in pairs)
        case Rule():
            return "---"


def _inside(block: Block) -> Block:
    """Make of a block what may stand in a list or a quotation."""
    if isinstance(block, Heading):
        return Paragraph(tuple(Span(span.text, bold=True) for span in block.line))
    if isinstance(block, Code):
        return Paragraph((Span("\n".join(filter(str.strip, block.text.split("\n"))), code=True),))
    return block


def _write_items(block: Items, hard: bool) -> str:
    """Write a list; what follows in an item is set in by four spaces."""
    written: list[str] = []
    tight = all(
        all(isinstance(inner, Paragraph if at == 0 else Items) for at, inner in enumerate(item))
        and len(item) <= 2
        for item in block.items
    )
    for number, item in enumerate(_unwrapped(block.items), start=block.start):
        mark = f"{number}.".ljust(4) if block.ordered else "-   "
        mark = mark if mark.endswith(" ") else mark + " "
        inner = ("\n" if tight else "\n\n").join(_write(_inside(b), hard) for b in item)
        lines = inner.split("\n")
        rest = [f"    {line}" if line else "" for line in lines[1:]]
        written.append("\n".join([mark + lines[0], *rest]))
    return ("\n" if tight else "\n\n").join(written)


def _unwrapped(items: tuple[tuple[Block, ...], ...]) -> list[tuple[Block, ...]]:
    """Lift a list that starts an item, with no text before it, one level up."""
    out: list[tuple[Block, ...]] = []
    for item in items:
        rest = item
        while rest and isinstance(rest[0], Items):
            out.extend(_unwrapped(rest[0].items))
            rest = rest[1:]
        if words_in(rest):
            out.append(tuple(block for block in rest if words_in([block])))
    return out


def _write_table(block: Table, hard: bool) -> str:
    """Write a table; short rows are filled up."""
    rows = [block.header, *block.rows]
    width = max(map(len, rows))
    cells = [[_cell(line, hard) for line in row] + [""] * (width - len(row)) for row in rows]
    cells.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(line: Line, hard: bool) -> str:
    return write_line(line, hard).replace("  \n", " ")


def _write_definition(word: Line, meanings: tuple[Line, ...], hard: bool) -> str:
    lines = [write_line(word, hard).replace("  \n", " ")]
    for meaning in meanings:
        lines.append(":   " + write_line(meaning, hard).replace("  \n", " "))
    return "\n".join(lines)
