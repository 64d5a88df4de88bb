"""What only a page's file shows: halves of a merge, rows that lose a cell, flattened lists.

Markdown takes all of these for something else, so that the finished page looks whole.
"""

import re
from collections.abc import Iterator
from itertools import islice

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import place_of

# "<<<<<<< patch-1", and "=======" that underlines no title of seven letters
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|(?<!\n.{7}\n)^={7}$", re.M)
# "|---|:--:|", and the lines that follow it
_TABLE = re.compile(
    r"^(?P<head>[^\n]*\|[^\n]*)\n(?P<rule>[ |:-]*-[ |:-]*\|[ |:-]*|\|[ |:-]*-[ |:-]*)\n"
    r"(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|\Z))*)",
    re.M,
)
# "Some words.\n---"; not what begins front matter
_UNDERLINED = re.compile(r"^[^\n#>|].*[.,;!?]\n(?:---+|===+)[ ]*$(?!\n\w+:)", re.M)
# "one\ttwo" and "one,two,three" on two lines or more
_TABBED = re.compile(
    r"^[^\s|>#][^\n\t]*\t[^\n]+(?:\n[^\s][^\n\t]*\t[^\n]+)+"
    r"|^[^\s,|>#][^,\n]*(?:,[^\s,][^,\n]*){2,}(?:\n[^,\n]+(?:,[^\s,][^,\n]*){2,})+",
    re.M,
)
_PARTS = re.compile(r"\t|,[^\s,]")  # one of the two signs of "one\ttwo" and "one,two"
_TIGHT = re.compile(r"^#{1,6}(?=[^\s#])", re.M)  # "##What comes next", "#mentalizing"
_WORDLESS = re.compile(r"^#{1,6}[ \t]*#*[ \t\r]*$", re.M)  # "## "
# "[^1]: Smith J. A trial of one thing. 2020."
_OWN_SOURCE = re.compile(
    r"^\[\^[^\]\n]+\]:[^\n]*(?:\b(?:19|20)\d\d\b|https?:|\bdoi\b|et al)", re.M | re.I
)
_BEFORE_STOP = re.compile(
    r"\[\^(?<=[\w*)”\"]\[\^)[\w-]+\](?:\{claim=\w+\})?(?=[.,;:!?](?:\s|$))"
)  # "it helps[^x]."
_ESCAPED = re.compile(r"\\([*_])\\\1(?=\S)[^\n\\]*\S\\\1\\\1")  # "\*\*so\*\*", not "\*so\*"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # what no keyboard types
# A line of forty letters or more, and the same below it
_AGAIN = re.compile(r"^(?P<first>[^\s<|!][^\n]{39,})\n\s*(?P<second>(?P=first))[ ]*$", re.M)
_CELL = re.compile(r"(?<!\\)\|")  # the "|" of "| a | b |"; not that of "\\|"
# "- one\n  - two"
_NESTED = re.compile(
    r"^(?P<indent> *)(?:[-*+]|\d+[.)]) [^\n]*\n(?:(?P=indent)  +[^-*+\s\d][^\n]*\n)*"
    r"(?P=indent)(?P<here> {1,3})(?=[-*+] |\d+[.)] )",
    re.M,
)

_Found = tuple[int, str, str, str]  # where in the text, the rule, what is wrong, and its mend


def written_problems(path: str, text: str) -> Iterator[Problem]:
    """Find what is wrong in a page's file and cannot be seen on the page.

    Args:
        path: The file as problems name it.
        text: The whole file.
    """
    body = without_code(text)[0]
    found = _conflicts(text) or [*_rows(body), *_shapes(body)]
    for at, rule, what, mend in found:
        yield Problem(path, *place_of(text, at), rule, what, mend)


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
    for ruled in _UNDERLINED.finditer(body, start + 4 if start else 0):
        what = "the line below makes a heading of this one"
        yield ruled.start(), "heading", what, "leave an empty line between them"
    for tight in _TIGHT.finditer(body, start):
        what, mend = f"`{tight[0]}` makes a heading of this line", "write a space after it"
        yield tight.start(), "heading", what, f"{mend}, or begin the line with a word"
    for wordless in _WORDLESS.finditer(body, start):
        what, mend = "this heading is empty", "write its words, or take it out"
        yield wordless.start(), "heading", what, mend
    for note in _OWN_SOURCE.finditer(body, start):
        mend = "write `[^bateman2009]` alone, with the id of a source in docs/_data/references.json"
        yield note.start(), "leftover", "this note names a source by hand", mend
    for cited in _BEFORE_STOP.finditer(body, start):
        what = f"`{cited[0]}` stands before the stop of its sentence"
        yield cited.start(), "leftover", what, "write it after the stop: `It helps.[^bateman2009]`"
    for escaped in _ESCAPED.finditer(body, start):
        what, mend = f"`{escaped[0]}` is printed with its marks", "take the backslashes out"
        yield escaped.start(), "leftover", what, mend
    for control in islice(_CONTROL.finditer(body), 1):
        what = "an invisible sign hides here"
        yield control.start(), "hidden-sign", what, "delete the word and type it anew"
    for again in _AGAIN.finditer(body, start):
        what, mend = "these words stand twice, one below the other", "take one out"
        yield again.start("second"), "doubled-word", what, mend
    for pasted in _TABBED.finditer(body) if _PARTS.search(body) else ():
        what = "columns that tabs or commas keep apart are printed as running text"
        yield pasted.start(), "table", what, "write `| one | two |`, and `|---|---|` below it"
    for nested in _NESTED.finditer(body):
        what = "this line of a list is not one level further in"
        yield nested.start("here"), "list", what, "begin it with four more spaces"


def _cells(row: str) -> int:
    """Count the cells of a row: those of "| a | b |" are two."""
    row = row.strip()
    return len(_CELL.split(row.removeprefix("|").removesuffix("|")))
