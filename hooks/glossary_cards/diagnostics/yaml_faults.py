"""What is wrong with front matter that cannot be read, in words that a contributor knows.

PyYAML says what it expected; these tables say what somebody wrote. Each is a list of patterns, with
what is wrong and how to mend it.
"""

import re
from typing import NamedTuple

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.lazy import lazy

# Keys by which front matter is known where its marks are not right.
KEYS = r"(?:term|definition|forms|abbreviation|title|description|language|terms)\b"


class Fault(NamedTuple):
    """How a contributor understands what is wrong: found by a pattern, told in plain words."""

    pattern: str
    what: str
    mend: str
    # Whether it stands where PyYAML began to read, not where it gave up.
    at_start: bool = False


def yaml_problem(path: str, error: Exception, text: str, first_line: int) -> Problem:
    """Turn a YAML error into one plain line.

    Args:
        path: The file's path as problems name it.
        error: What PyYAML raised, or Python on its behalf.
        text: The YAML.
        first_line: The line of the file on which it starts, from 1.
    """
    said = getattr(error, "problem", None) or error, getattr(error, "context", None) or ""
    reason = " ".join(" ".join(map(str, said)).split())
    fault = next(fault for fault in _YAML_FAULTS if re.search(fault.pattern, reason))
    mark = getattr(error, "problem_mark", None)
    index = mark.index if mark else getattr(error, "position", 0)
    begun = text.rfind(text[index - 1 : index], 0, max(index - 1, 0))
    if conflict := CONFLICT.search(text):
        index, fault = conflict.start(), CONFLICTED
    elif begun >= 0 and text[begun] in "'\"" and "\n" in text[begun:index]:
        index, fault = begun, _UNCLOSED  # it was closed by a mark that opens another text
    elif "mapping values" in reason and (tight := _TIGHT.search(text, 0, index)):
        index, fault = tight.start(), _NO_SPACE
    elif fault.mend.startswith("put text that holds") and (curly := _CURLY.search(text, 0, index)):
        index, fault = curly.start("at"), _NO_STRAIGHT
    elif fault.at_start and (start := getattr(error, "context_mark", None)):
        index = start.index
    place = text.count("\n", 0, index) + first_line, index - text.rfind("\n", 0, index)
    what = fault.what.replace("REASON", reason)
    return Problem(path, *place, "front-matter", what, fault.mend, about=f"{path} broken")


CONFLICT = lazy(r"^[<>]{7} ", re.M)  # "<<<<<<< HEAD"
CONFLICTED = Fault(
    "",
    "a merge conflict left both versions here",
    "keep one of the two versions, and delete the lines `<<<<<<<`, `=======`, `>>>>>>>`",
)
_UNCLOSED = Fault(
    "while scanning a quoted scalar",
    "the quotation mark here is opened and never closed",
    "write the same straight quotation mark at the end of the text",
    at_start=True,
)
_NO_SPACE = Fault(
    "could not find expected ':'",
    "this line has no colon, or no space after it",
    "write `key: value`, or begin it with `- `; if a text goes on here, put the whole text in "
    '"quotes", and begin the line with two spaces',
    at_start=True,
)
_TIGHT = lazy(r"^[\w-]+:(?![\s/])[^\n]*\n[^\n]*\Z", re.M)  # "title:A\ndescription"
_CURLY = lazy(r"[:\[,-] (?P<at>“)[^\n]*\Z")  # "what: “First"
_NO_STRAIGHT = Fault(
    "", "curly marks hold no text together, and it ends at its colon", 'write straight marks, `"`'
)
# What PyYAML says, and how a contributor understands it; the last fits whatever it says.
_YAML_FAULTS = (
    Fault(
        "(?:day|month|year|hour).*(?:must be in|out of range)",  # day is out of range for month
        "there is no such date",
        "mend it: year, month and day, such as 2026-11-22",
    ),
    Fault(
        "a repeated part",
        "an alias, `*name`, repeats what stands here",
        'write the text where it is needed, and put one that begins with `*` in "quotes"',
    ),
    Fault(r"character '\\t'", "a tab stands here", "use spaces instead"),
    Fault("recursion depth", "lists stand in lists, too deep to be read", "write one list"),
    Fault(
        "mapping values are not allowed",
        "this line has a second colon, or more spaces at its start than the line before",
        'put text that holds a colon in "quotes", or take the spaces out',
    ),
    _NO_SPACE,
    Fault(
        "but found '<block (?:mapping start|sequence start|end)>'|but found '[?-]'",
        "this line begins further in or out than those that it belongs to",
        "begin it with as many spaces as they do",
    ),
    Fault(
        r"found character|expected alphabetic|undefined alias|unhashable|entries are|\btag\b",
        "a text here begins with a sign that has a meaning of its own",
        'put the text in "quotes"',
        at_start=True,
    ),
    _UNCLOSED,
    Fault(
        "but found '<scalar>'",
        "the text before this place has ended, at a quotation mark or with its line",
        "put the other kind of straight marks round the whole text, and begin lines alike",
    ),
    Fault(
        "or '}', but got ':'",
        "the text before this colon ends at it",
        'put text that holds a colon in "quotes"',
    ),
    Fault(
        "expected ',' or|found '<stream end>'|while parsing a flow",
        "the bracket here is opened and never closed",
        "close it with `]` or `}`",
        at_start=True,
    ),
    Fault(
        "",
        "this cannot be read as YAML (REASON)",
        'put the whole text in "quotes", and begin lines that belong together alike',
    ),
)

_DASHES = r"---[ \t]*\n"
# Why front matter counts for nothing, looked for at the start of a file.
LOST_FAULTS = (
    Fault(
        rf"{_DASHES}(?=[\w-]+:|\s*{KEYS}:)"
        rf"(?:(?:(?!{_DASHES})[^\n]+\n)*?(?!{_DASHES})(?P<at>[-–—*_+=]+)[ \t]*\n)?",
        "the front matter has no end",
        "end it with a line of three hyphens, `---`, and nothing else on it",
    ),
    Fault(
        # "term: trust", without the marks above it
        rf"{KEYS}:[ ][^\n]*\n(?:[^\n]+\n)*-{{3,}}[ \t]*(?:\n|\Z)"
        # a blank line, a heading or a comment before the marks; "–––", "****" or " ---" for one
        r"|(?:[^\w\n`]*\n|[ \t]*(?:#|<!--)[^\n]*\n){0,4}?"
        rf"[^\w\n`–—*+=-]*+[-–—*_+=][^\w\n`]*+\n\s*{KEYS}[ ]?[:=]"
        # "Written by Ann.", and then the marks
        rf"|(?!{_DASHES}|<{{7}}|`)(?>[^\n]*[^\W_][^\n]*\n|[ \t]*\n){{1,9}}?{_DASHES}\s*{KEYS}[ ]?:",
        "the front matter does not begin as it should",
        "begin the file with three hyphens, `---`, alone on the first line",
    ),
)
