"""What only a page's file shows: halves of a merge, rows that lose a cell, flattened lists.

Markdown takes all of these for something else, so that the finished page looks whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import place_of

# "<<<<<<< patch-1"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.M)
# "|---|:--:|", and the lines that follow it
_TABLE = re.compile(
    r"^(?P<head>[^\n]*\|[^\n]*)\n(?P<rule>[ |:-]*-[ |:-]*\|[ |:-]*|\|[ |:-]*-[ |:-]*)\n"
    r"(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|\Z))*)",
    re.M,
)
_UNDERLINED = re.compile(r"^[^\n#>|].*[.,;!?]\n(?:---+|===+)[ ]*$", re.M)  # "Some words.\n---"
_TABBED = re.compile(r"^[^\s|>#][^\n\t]*\t[^\n]+(?:\n[^\s][^\n\t]*\t[^\n]+)+", re.M)  # "one\ttwo"
_CELL = re.compile(r"(?<!\\)\|")
# "- one\n  - two"
_NESTED = re.compile(
    r"^(?P<indent> *)(?:[-*+]|\d+[.)]) [^\n]*\n(?:(?P=indent)  +[^-*+\s\d][^\n]*\n)*"
    r"(?P=indent)(?P<here> {1,3})(?=[-*+] |\d+[.)] )",
    re.M,
)


def written_problems(path: str, text: str) -> Iterator[Problem]:
    """Find what is wrong in a page's file and cannot be seen on the page.

    Args:
        path: The file as problems name it.
        text: The whole file.
    """

    def problem(at: int, rule: str, what: str, mend: str) -> Problem:
        return Problem(path, *place_of(text, at), rule, what, mend)

    if conflict := _CONFLICT.search(text):
        mend = "keep one of the two versions, and delete the lines `<<<<<<<`, `=======`, `>>>>>>>`"
        if not conflict[0].startswith("=") or text.count("=======") > 1:
            what = "a merge conflict left both versions here"
            yield problem(conflict.start(), "merge-conflict", what, mend)
            return
    body = without_code(text)[0]
    for table in _TABLE.finditer(body) if "|" in body else ():
        wanted, start = _cells(table["head"]), table.start("rows")
        for row in table["rows"].splitlines(keepends=True):
            if (cells := _cells(row)) != wanted:
                what = f"this row has {cells} cells, and the table has {wanted} columns"
                mend = "write as many cells as the first row has, each after a `|`"
                yield problem(start, "table", what, mend)
            start += len(row)
    start = max(body.find("\n---", 3), 0) if body.startswith("---") else 0
    for ruled in _UNDERLINED.finditer(body, start + 4 if start else 0):
        what, mend = (
            "the line below makes a heading of this one",
            "leave an empty line between them",
        )
        yield problem(ruled.start(), "heading", what, mend)
    for pasted in _TABBED.finditer(body):
        what = "columns that tabs keep apart are printed as running text"
        yield problem(
            pasted.start(), "table", what, "write `| one | two |`, and `|---|---|` below it"
        )
    for nested in _NESTED.finditer(body):
        what = "this line of a list is not one level further in"
        yield problem(nested.start("here"), "list", what, "begin it with four more spaces")


def _cells(row: str) -> int:
    """Count the cells of a row: those of "| a | b |" are two."""
    row = row.strip()
    return len(_CELL.split(row.removeprefix("|").removesuffix("|")))
