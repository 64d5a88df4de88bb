"""Plain text into blocks: paragraphs, lists, rules, links and notes.

In plain text a mark is text like any other, except at the start of a line; headings are recognised
by their look (see ``headings``), and what belongs to a printed page is taken off (see ``printed``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from article.headings import Lines, recognise
from article.labels import is_back_label
from article.model import Content, Node, text_of, tidy

_DEEPEST_LIST = 6
_RULE = re.compile(r" {0,3}([-*_=~•])(?: *\1){2,} *$")
_NUMBER = re.compile(r"(?P<indent> *)(?P<number>[1-9]\d{0,3})(?P<mark>[.)])(?P<gap> +)(?=\S)")
_BULLET = re.compile(r"(?P<indent> *)(?P<mark>[-*+•‣◦▪●○■□·➢➤✓✔–])(?P<gap> +)(?=\S)")
_TIGHT_BULLET = re.compile(r"(?P<indent> *)(?P<mark>[•‣◦▪●■➢➤])(?P<gap>)(?=\w)")
_AMBIGUOUS = frozenset("-*+–")
_ADDRESS = re.compile(
    r"<?(?P<url>(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]’”'])>?"  # https://example.org/x
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"  # jo@example.org
)
_NOTE = re.compile(r"\s*(?:\[(?P<in>\d{1,3}|\*)\]|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?))\s*(?=\S)")


@dataclass(frozen=True)
class _Marker:
    """What stands before the text of a list item."""

    kind: str
    indent: int
    width: int
    number: int


def read_plain(lines: Sequence[str]) -> tuple[list[Node], dict[str, tuple[Node, ...]]]:
    """Read plain text.

    Args:
        lines: Its lines, without what belongs to printed pages.

    Returns:
        The blocks, with the headings that the text has, and its footnotes by label.
    """
    expanded = [line.expandtabs(4).rstrip() for line in lines]
    width = usual_width(expanded)
    return _notes(recognise(_Reader(width).blocks(expanded, 0), lambda held: line_of(held, width)))


def usual_width(lines: Sequence[str]) -> int:
    """Give the width that nearly all lines keep to."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def line_of(lines: tuple[str, ...], width: int = 0) -> Content:
    """Join the lines of a paragraph; addresses in it become links.

    Args:
        lines: Its lines.
        width: The width that the text is wrapped to; lines that end well before it are breaks
            that the author made, and stay.
    """
    kept = [line.strip() for line in lines]
    wrapped = all(
        len(line) + len(after.split(" ", 1)[0]) + 1 > 0.8 * width
        for line, after in zip(lines, kept[1:], strict=False)
    )
    out: list[Node | str] = []
    for line in [" ".join(kept)] if wrapped else kept:
        out += [*([Node("br")] if out else []), *_linked(line)]
    return tidy(out)


def _linked(text: str) -> Iterator[Node | str]:
    at = 0
    for match in _ADDRESS.finditer(text):
        yield text[at : match.start()]
        shown = match["url"] or match["mail"]
        start = "mailto:" if match["mail"] else "" if "://" in shown else "https://"
        yield Node("a", (match.group(),), {"href": start + shown})
        at = match.end()
    yield text[at:]


def _notes(blocks: list[Node]) -> tuple[list[Node], dict[str, tuple[Node, ...]]]:
    """Take paragraphs that are footnotes, "[1] Text", out of the text that refers to them."""
    marks: dict[str, list[int]] = {}
    back = False
    for at, block in enumerate(blocks):
        back = is_back_label(text_of(block.children)) if block.level else back
        found = _NOTE.match(text_of(block.children)) if block.tag == "p" and not back else None
        if found:
            marks.setdefault(found.group().strip(), []).append(at)
    body = "".join(text_of(b) for at, b in enumerate(blocks) if [at] not in marks.values())
    labels = {
        mark: f"{number}"
        for number, (mark, at) in enumerate(marks.items(), start=1)
        if len(at) == 1 and body.count(mark) == 1 and re.search(rf"\S ?{re.escape(mark)}", body)
    }
    taken = {marks[mark][0]: mark for mark in labels}
    pattern = re.compile("|".join(map(re.escape, labels)) or r"(?!)")
    notes: dict[str, tuple[Node, ...]] = {}
    out: list[Node] = []
    for at, block in enumerate(blocks):
        if at in taken:
            content = block.children
            first = content[0] if isinstance(content[0], str) else ""
            rest = first.lstrip()[len(taken[at]) :].lstrip()
            notes[labels[taken[at]]] = (Node("p", (rest, *content[1:])),)
        elif labels:
            out += [b for b in _referring((block,), pattern, labels) if isinstance(b, Node)]
        else:
            out.append(block)
    return out, notes


def _referring(content: Content, pattern: re.Pattern[str], labels: dict[str, str]) -> Content:
    """Make references of the marks of footnotes."""
    out: list[Node | str] = []
    for child in content:
        if isinstance(child, Node):
            out.append(replace(child, children=_referring(child.children, pattern, labels)))
            continue
        at = 0
        for match in pattern.finditer(child):
            out += [child[at : match.start()].rstrip(), Node("note", (), {"id": labels[match[0]]})]
            at = match.end()
        out.append(child[at:])
    return tuple(out)


def _blank(line: str) -> bool:
    return not line.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _next_full(lines: list[str], at: int) -> int:
    """Give the next line that is not blank, or the end."""
    while at < len(lines) and _blank(lines[at]):
        at += 1
    return at


def _marker(line: str) -> _Marker | None:
    """Give the list marker that a line starts with."""
    found = _NUMBER.match(line) or _BULLET.match(line) or _TIGHT_BULLET.match(line)
    if not found:
        return None
    number = int(found.groupdict().get("number") or 0)
    width = found.end() if len(found["gap"]) <= 4 else found.end() - len(found["gap"]) + 1
    return _Marker(found["mark"], len(found["indent"]), width, number)


class _Reader:
    """Reads lines into blocks; holds what it was told and no state."""

    def __init__(self, width: int) -> None:
        self.width = width

    def blocks(self, lines: list[str], depth: int) -> list[Node | Lines]:
        """Read lines; ``depth`` counts the lists around them."""
        out: list[Node | Lines] = []
        at = 0
        while (at := _next_full(lines, at)) < len(lines):
            if _RULE.match(lines[at]):
                out.append(Node("hr"))
                at += 1
            elif self._starts_list(lines, at, depth):
                node, at = self._list(lines, at, depth)
                out.append(node)
            else:
                start = at
                at += 1
                while at < len(lines) and not self._interrupts(lines, at, depth):
                    at += 1
                out.append(Lines(tuple(lines[start:at])))
        return out

    def _interrupts(self, lines: list[str], at: int, depth: int) -> bool:
        """Say whether a paragraph ends before a line."""
        if _blank(lines[at]) or _RULE.match(lines[at]):
            return True
        marker = _marker(lines[at])
        if marker and marker.number > 1:
            return False
        return self._starts_list(lines, at, depth)

    def _starts_list(self, lines: list[str], at: int, depth: int) -> bool:
        """Say whether a list starts here: one clear bullet, or two of what may be mere text."""
        marker = _marker(lines[at])
        if marker is None or depth >= _DEEPEST_LIST or _RULE.match(lines[at]):
            return False
        if not marker.number and (depth or marker.kind not in _AMBIGUOUS):
            return True
        return self._has_second(lines, at, marker)

    def _has_second(self, lines: list[str], at: int, first: _Marker) -> bool:
        """Say whether a second item follows the first, with only its own lines between."""
        gap = False
        for line in lines[at + 1 : at + 60]:
            if _blank(line):
                gap = True
                continue
            marker = _marker(line)
            if marker and marker.kind == first.kind and abs(marker.indent - first.indent) <= 1:
                return not first.number or marker.number == first.number + 1
            if _indent(line) <= first.indent and gap:
                return False
        return False

    def _list(self, lines: list[str], at: int, depth: int) -> tuple[Node, int]:
        """Read a list whose first marker stands at a line; its numbers count on."""
        first = _marker(lines[at])
        assert first is not None
        items: list[Node] = []
        number = first.number
        while at < len(lines):
            marker = _marker(lines[at])
            if (
                not marker
                or marker.kind != first.kind
                or marker.number != number
                or abs(marker.indent - first.indent) > 1
            ):
                break
            number += bool(number)
            body, at = self._item(lines, at, first, marker)
            items.append(Node("li", tuple(self._settled(self.blocks(body, depth + 1)))))
            following = _next_full(lines, at)
            if following < len(lines) and _marker(lines[following]):
                at = following
        start = {"start": str(first.number)} if first.number > 1 else {}
        return Node("ol" if first.number else "ul", tuple(items), start), at

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
        line, before = lines[at], lines[at - 1]
        marker = _marker(line)
        if _indent(line) >= first.indent + 2:
            return True
        if marker and (marker.kind == first.kind or marker.number or first.number):
            return False
        if marker:
            return marker.indent >= first.indent
        open_end = not before.rstrip().endswith((".", "!", "?", ":", ";")) and len(before) > 60
        return not _RULE.match(line) and (line[:1].islower() or open_end)

    def _settled(self, blocks: list[Node | Lines]) -> Iterator[Node]:
        """Make the plain paragraphs among blocks real ones."""
        for block in blocks:
            if isinstance(block, Lines):
                yield Node("p", line_of(block.lines, self.width))
            else:
                yield block
