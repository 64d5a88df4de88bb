"""What is wrong with front matter that cannot be read, in words that a contributor knows.

PyYAML says what it expected; these tables say what somebody wrote. Each is a list of patterns, with
what is wrong and how to mend it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from glossary_cards.diagnostics.problem import Problem

KEYS = r"(?:term|definition|forms|abbreviation|title|description|language|terms)\b"
"""Keys by which front matter is known where its marks are not right."""


class Fault(NamedTuple):
    """How a contributor understands what is wrong: found by a pattern, told in plain words."""

    pattern: re.Pattern[str]
    what: str
    mend: str
    at_start: bool = False
    """Whether it stands where PyYAML began to read, not where it gave up."""


def line_fault(path: str, text: str, first_line: int, faults: tuple[Fault, ...]) -> Problem | None:
    """Find the first line that is never right, whatever stands round it.

    A pattern is matched at the start of each line; its group ``here``, if any, is the place.

    Args:
        path: The file's path as problems name it.
        text: The YAML.
        first_line: The line of the file on which it starts, from 1.
        faults: What is looked for: :data:`SPACE_FAULTS`, :data:`LINE_FAULTS`.
    """
    start = 0
    for number, line in enumerate(text.split("\n"), first_line):
        for fault in faults:
            if match := fault.pattern.match(text, start):
                here = match.start("here") if "here" in match.groupdict() else start
                below = text.count("\n", start, here)
                column = here - text.rfind("\n", 0, here)
                return Problem(path, number + below, column, "front-matter", fault.what, fault.mend)
        start += len(line) + 1
    return None


def yaml_problem(path: str, error: Exception, text: str, first_line: int) -> Problem:
    """Turn a YAML error into one plain line.

    Args:
        path: The file's path as problems name it.
        error: What PyYAML raised, or Python on its behalf.
        text: The YAML.
        first_line: The line of the file on which it starts, from 1.
    """
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    reason = f"{reason} {getattr(error, 'context', None) or ''}".strip()
    mark = getattr(error, "problem_mark", None)
    index = getattr(error, "position", None) or (mark.index if mark else 0)
    what = f"this cannot be read as YAML ({reason})"
    mend = 'put the whole text in "quotes", and begin lines that belong together alike'
    for fault in _YAML_FAULTS:
        if fault.pattern.search(reason):
            what, mend = fault.what, fault.mend
            opened = getattr(error, "context_mark", None)
            index = opened.index if fault.at_start and opened else index
            break
    place = text.count("\n", 0, index) + first_line, index - text.rfind("\n", 0, index)
    return Problem(path, *place, "front-matter", what, mend)


_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_OPEN_QUOTE = (
    "the quotation mark here is opened and never closed",
    "write the same straight quotation mark at the end of the text",
)
_OPEN_BRACKET = ("the bracket here is opened and never closed", "close it with `]` or `}`")
_BEFORE = r"[ ]*(?:-[ ]+)?(?:[\w-]+:[ ]+)?"  # "- ", "term: "
_QUOTED = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'(?!'))"  # "text", 'it''s'
_BROKEN_OFF = r"(?=\n[ ]*(?:-[ ]|[\w-]+:(?:[ \n]|\Z))|\s*\Z)"  # the next key follows

SPACE_FAULTS = (
    Fault(
        re.compile(r"[ ]*(?:-|(?:-[ ]+)?[\w-]+:)?[ ]*(?P<here>\u00a0)"),
        "a no-break space stands here, as word processors make it",
        "delete it and type an ordinary space",
    ),
    Fault(
        re.compile(rf"[ ]*(?P<here>[{_INVISIBLE}])"), "an invisible sign stands here", "delete it"
    ),
)
"""Lines whose spaces are not what they look like."""

_CONFLICT = (
    "this line was left by a merge conflict",
    "keep one of the two versions and delete the marks",
)
LINE_FAULTS = (
    Fault(re.compile(r"<{7} |={7}$|>{7} ", re.M), *_CONFLICT),
    Fault(
        re.compile(rf"{_BEFORE}(?P<here>{_QUOTED})[ ]*(?=[^\s,\]}}#:])"),
        "a quotation mark inside the text ends it",
        "put the other kind of straight marks round the whole text, or write “ and ” in it",
    ),
    Fault(
        re.compile(rf"{_BEFORE}(?P<here>(?P<mark>[\"'])(?:(?!(?P=mark)).)*){_BROKEN_OFF}"),
        *_OPEN_QUOTE,
    ),
    Fault(re.compile(rf"{_BEFORE}(?P<here>[\[{{])[^\]}}\n]*{_BROKEN_OFF}"), *_OPEN_BRACKET),
    Fault(
        re.compile(r"[a-z_]+:[^\s:/]"),
        "a space is missing after the colon",
        "write `key: value`",
    ),
    Fault(
        re.compile(r"[^\W\d_][^:\n]*$", re.M),
        "this line has no colon",
        "write `key: value`, or begin it with two spaces if it continues the line above",
    ),
)
"""Lines that are never right, looked for when YAML cannot be read."""

_YAML_FAULTS = (
    Fault(
        re.compile("(?:day|month|year|hour).*(?:must be in|out of range)"),  # day is out of range
        "there is no such date",
        "mend it: year, month and day, such as 2026-11-22",
    ),
    Fault(
        re.compile("a repeated part"),
        "an alias, `*name`, repeats what stands here",
        'write the text where it is needed, and put one that begins with `*` in "quotes"',
    ),
    Fault(re.compile(r"character '\\t'"), "a tab stands here", "use spaces instead"),
    Fault(
        re.compile("mapping values are not allowed"),
        "this line has a second colon, or more spaces at its start than the line before",
        'put text that holds a colon in "quotes", or take the spaces out',
    ),
    Fault(
        re.compile(
            r"found character|expected alphabetic|undefined alias|unhashable|entries are|\btag\b"
        ),
        "a text here begins with a sign that has a meaning of its own",
        'put the text in "quotes"',
        at_start=True,
    ),
    Fault(re.compile("while scanning a quoted scalar"), *_OPEN_QUOTE, at_start=True),
    Fault(
        re.compile(r"expected ',' or|found '<stream end>'|while parsing a flow"),
        *_OPEN_BRACKET,
        at_start=True,
    ),
)
"""What PyYAML says, and how a contributor understands it."""

_DASHES = r"---[ \t]*\n"
_OURS = r"(?:[\w-]+:[^\n`]*\n)*?(?:terms|term|definition)"
_THREE_HYPHENS = ("this line must be three hyphens and nothing else", "write `---` here")
LOST_FAULTS = (
    Fault(
        re.compile(rf"\s*(?P<here>[{_INVISIBLE}])[{_INVISIBLE}\s]*{_DASHES}\s*{KEYS}"),
        "an invisible sign stands before the front matter",
        "delete this line, and begin the file with `---`",
    ),
    Fault(re.compile(rf"\s*(?:{_DASHES})?(?P<here><{{7}} )[^\n]*\n(?:---|{KEYS})"), *_CONFLICT),
    Fault(
        re.compile(rf"\s*(?P<here>`{{3,}})[^\n]*\n\s*{_DASHES}\s*{KEYS}:[^`]*(?:`{{3,}}\s*)?\Z"),
        "the whole file stands in a block of code",
        "take this line out, and the one that ends the block",
    ),
    Fault(
        re.compile(rf"\s*(?P<here>`{{3,}})[^\n]*\n\s*{_DASHES}\s*{_OURS}:[^`]*`{{3,}}"),
        "the front matter stands in a block of code",
        "take this line out, and the one that ends the block",
    ),
    Fault(
        re.compile(rf"\s*(?P<here>`{{3,}})[^\n]*\n\s*{_OURS}:[^`]*`{{3,}}"),
        "the front matter stands in a block of code",
        "write `---` in place of this line, and of the one that ends the block",
    ),
    Fault(
        re.compile(
            rf"(?P<here>)(?!{_DASHES})(?:\s*|(?:#|<!--)[^\n]*\s+|[ \t]+){_DASHES}\s*{KEYS}[ ]?:"
        ),
        "something stands before the front matter",
        "begin the file with `---`",
    ),
    Fault(
        re.compile(
            rf"\s*(?P<here>(?!{_DASHES})(?:[-–—*_+=][ \t\u00a0]*)+)\n\s*{KEYS}[ ]?[:=]",
        ),
        *_THREE_HYPHENS,
    ),
    Fault(
        re.compile(r"(?P<here>)(?:term|definition):[ ][^\n]*\n(?:[^\n]+\n)*-{3,}[ \t]*(?:\n|\Z)"),
        "the line `---` that begins the front matter is missing",
        "write `---` above this line",
    ),
    Fault(
        re.compile(
            rf"{_DASHES}(?=[\w-]+:)(?:[^\n]+\n)*?"
            r"(?P<here>[ \t]+---[ \t]*|---\w[^\n]*|(?:--|[–—])[-–—\u00a0 \t]*)(?:\n|\Z)"
        ),
        *_THREE_HYPHENS,
    ),
    Fault(
        re.compile(rf"(?P<here>){_DASHES}(?:[\w-]+:|\s*{KEYS}:)"),
        "the front matter has no end",
        "write a line `---` below its last key",
    ),
)
"""Why front matter counts for nothing, looked for at the start of a file."""
