"""What only a page's file shows: halves of a merge, rows that lose a cell, flattened lists.

Markdown takes all of these for something else, so that the finished page looks whole.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import place_of
from mindinmind.security.leftovers import read_leftovers
from mindinmind.source import Source

# "<<<<<<< patch-1", and "=======" that underlines no title of seven letters
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|(?<!\n.{7}\n)^={7}$", re.M)
# "|---|:--:|", and the lines that follow it
_TABLE = re.compile(
    r"^(?P<head>[^\n]*\|[^\n]*)\n(?P<rule>[ |:-]*-[ |:-]*\|[ |:-]*|\|[ |:-]*-[ |:-]*)\n"
    r"(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|\Z))*)",
    re.M,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # what no keyboard types
_APOSTROPHE = re.compile(r"`(?<=[A-Za-z]`)(?=(?:[tsdm]|re|ve|ll)\b)")  # "don`t"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z]\w*)\b[^<>]*>", re.I)  # "<div markdown>", "</div>"
_NOTE = re.compile(r"^\[\^[^\]\n]+\]:", re.M)  # "[^a]: Our own view."
SHAPES = read_leftovers(Path(__file__).with_name("written.yml"))
TOO_DEEP = SHAPES[0].what  # which may keep the page from being read at all
_CELL = re.compile(r"(?<!\\)\|")  # the "|" of "| a | b |"; not that of "\\|"

_Found = tuple[int, str, str, str]  # where in the text, the rule, what is wrong, and its mend


def written_problems(source: Source) -> Iterator[Problem]:
    """Find what is wrong in a page's file and cannot be seen on the page.

    Args:
        source: The file.
    """
    body, text = source.texts
    found = _conflicts(text) or [*_rows(body), *_shapes(body), *_halves(text, body)]
    for at, rule, what, mend in found:
        yield Problem(source.path, *place_of(text, at), rule, what, mend)


def _conflicts(text: str) -> list[_Found]:
    signs = "<<<<<<<", ">>>>>>>", "|||||||", "======="
    conflict = _CONFLICT.search(text) if any(map(text.__contains__, signs)) else None
    if not conflict:
        return []
    what = "a merge conflict left both versions here"
    mend = "keep one of the two versions, and delete the lines `<<<<<<<`, `=======`, `>>>>>>>`"
    return [(conflict.start(), "merge-conflict", what, mend)]


def _rows(body: str) -> Iterator[_Found]:
    """Find rows of tables that have more or fewer cells than the first."""
    for table in _TABLE.finditer(body) if "|" in body else ():
        wanted, start = _cells(table["head"]), table.start("rows")
        for row in table["rows"].splitlines(keepends=True):
            if (cells := _cells(row)) != wanted:
                what = f"this row has {cells} cells, and the table has {wanted} columns"
                mend = "write as many cells as the first row has, each after a `|`"
                yield start, "table", what, mend
            start += len(row)


def _shapes(body: str) -> Iterator[_Found]:
    """Find what was meant as something else: paragraph, table, list."""
    start = max(body.find("\n---", 3), 0) if body.startswith("---") else 0
    for shape in SHAPES:
        for found in shape.find.finditer(body, start + 4 if start else 0):
            at = found.start("at" if "at" in shape.find.groupindex else 0)
            yield at, shape.rule, shape.what.replace("{0}", found[0]), shape.mend
    for control in islice(_CONTROL.finditer(body), 1):
        what = "an invisible sign hides here"
        yield control.start(), "hidden-sign", what, "delete the word and type it anew"


def _halves(text: str, body: str) -> Iterator[_Found]:
    """Find what has no end, or two, although it looks whole: "don`t", `<div markdown>`, a note."""
    for tick in _APOSTROPHE.finditer(text):
        if text.count("`", text.rfind("\n\n", 0, tick.start()) + 1, tick.start()) % 2 == 0:
            what = "a backtick stands for an apostrophe, and what follows is printed as code"
            yield tick.start(), "leftover", what, "write `'`"
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(body) if "markdown" in body else ():
        if not tag["end"]:
            opened.append(tag)
        elif inner := next((o for o in reversed(opened) if o["name"] == tag["name"]), None):
            opened.remove(inner)
    for tag in opened:
        if "markdown" in tag[0]:
            what = f"`<{tag['name']}>` is never closed, and what follows is printed as part of it"
            yield tag.start(), "unclosed", what, f"write `</{tag['name']}>` where it ends"
    notes: set[str] = set()
    for note in _NOTE.finditer(body):
        if note[0] in notes:
            what = f"the note `{note[0][:-1]}` is written twice, and only the last is shown"
            yield note.start(), "unused-note", what, "make one of the two, or give it another name"
        notes.add(note[0])


def _cells(row: str) -> int:
    """Count the cells of a row: those of "| a | b |" are two."""
    row = row.strip()
    return len(_CELL.split(row.removeprefix("|").removesuffix("|")))
