"""Source files as contributors see them: front matter whose every value knows its place.

YAML is read once, by PyYAML's node tree, so that a problem can name the line and the column of
the very key or list entry that is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mindinmind.problems import Problem

_FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# PyYAML lets Python's own errors through where a value does not fit its tag.
_NOT_FITTING = (ValueError, TypeError, LookupError, AttributeError)
_UNREADABLE = (yaml.YAMLError, RecursionError, *_NOT_FITTING)

Place = tuple[int, int]
"""A line and a column, both from 1."""

_NEEDS_CARE = ("\t", "#", "\u00a0")
_CUT = re.compile(r" #(?:(?P<tight>\w)|[^\n])")
_HIDDEN = re.compile(r" +(?P<text>#[^\s#][^\n]*)")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
_TEXT = "tag:yaml.org,2002:str"
_READ_AS_OTHER = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_KNOWN = r"(?:term|definition|forms|abbreviation|title|description|language|terms)\b"
_LOOKS_LIKE_TEXT = re.compile(
    rf"(?!\s*\Z|<{{7}}|-[ ]|\s*(?:#[^\n]*\n)*[\s\"'{{]*(?:[\w-]+[\"']?\s*[:=]|{_KNOWN}))"
)
_MAY_BE_LOST = re.compile(r"\s*(?:[-–—*_`~<]|#[^\n]*\n\s*---)")


@dataclass(frozen=True)
class Document:
    """One Markdown file: its front matter, where each value stands, and its body.

    Attributes:
        path: The file's path from the project's root, with ``/``.
        meta: The front matter as plain Python values.
        places: Line and column of each value, by its path of keys: ``("forms", 2)``.
        body: The Markdown after the front matter.
        body_line: The file's line on which the body starts, from 1.
        written: What the file holds where a value stands without quotation marks: ``12:30`` for
            what YAML reads as 750.
    """

    path: str
    meta: dict[str, Any]
    places: dict[tuple[Hashable, ...], Place] = field(repr=False)
    body: str
    body_line: int
    written: Mapping[tuple[Hashable, ...], str] = field(default_factory=dict, repr=False)

    def place(self, *keys: Hashable) -> Place:
        """Give the line and column of a value, or of the nearest value that holds it.

        Args:
            keys: The path to the value: ``place("forms", 2)``.

        Returns:
            Line and column from 1; ``(1, 1)`` when the file has no front matter.
        """
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, (1, 1))

    def problem(self, keys: tuple[Hashable, ...], rule: str, what: str, mend: str) -> Problem:
        """Make an error that points at a value of the front matter."""
        line, column = self.place(*keys)
        return Problem(self.path, line, column, rule, what, mend)


def read_file(path: str, file: Path) -> tuple[str, list[Problem]]:
    """Read a text file that a contributor wrote.

    Args:
        path: The file as problems name it.
        file: Where it is.

    Returns:
        Its text, as far as it can be read, and what is wrong: it is missing, or not UTF-8.
    """
    try:
        return decoded(path, file.read_bytes())
    except OSError:
        what = "this file is missing, or cannot be opened"
        return "", [Problem(path, 0, 0, "missing-file", what, "put it back")]


def decoded(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Read a file's bytes as text, with every line end as one character.

    Args:
        path: The file as problems name it.
        data: Its bytes; a byte order mark at their start is ignored.

    Returns:
        The text; what is not UTF-8 is replaced in it, and a problem names the first such place.
    """
    problems = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        what = "the file is not saved as UTF-8: here stands a sign that cannot be read"
        mend = "open it in an editor, choose UTF-8 as its encoding, and save it again"
        problems.append(Problem(path, line, column, "encoding", what, mend))
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def read_data(
    path: str, file: Path
) -> tuple[Any, dict[tuple[Hashable, ...], Place], list[Problem]]:
    """Read a YAML or JSON file together with the place of every value.

    Args:
        path: The file as problems name it.
        file: Where it is.

    Returns:
        What :func:`read_yaml` gives; nothing but the problem where the file cannot be read.
    """
    text, problems = read_file(path, file)
    return (None, {}, problems) if problems else read_yaml(path, text)


def read_json(path: str, text: str, rule: str) -> tuple[Any, list[Problem]]:
    """Read JSON; one that is broken is one problem at its place.

    Args:
        path: The file as problems name it.
        text: The JSON.
        rule: The rule that problems name.
    """
    try:
        return json.loads(text), []
    except json.JSONDecodeError as error:
        what = f"this cannot be read as JSON ({error.msg})"
        mend = "check the commas, quotes and brackets just before this place"
        return None, [Problem(path, error.lineno, error.colno, rule, what, mend)]


def read_document(path: str, text: str) -> tuple[Document, list[Problem]]:
    """Split a Markdown file into front matter and body.

    Args:
        path: The file's path as problems name it.
        text: The whole file; a byte order mark at its start is ignored.

    Returns:
        The document and what is wrong with its front matter; with broken front matter the
        document has none.
    """
    text = text.removeprefix("\ufeff")
    match = _FRONT_MATTER.match(text)
    if not match:
        return Document(path, {}, {}, text, 1), []
    body_line = text.count("\n", 0, match.end()) + 1
    meta, walk, problems = _read(path, match["yaml"], first_line=2, front_matter=True)
    if not isinstance(meta, dict) and _LOOKS_LIKE_TEXT.match(match["yaml"]):
        return Document(path, {}, {}, text, 1), []  # a page that begins with a line across it
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        what = "the front matter is not a list of `key: value` lines"
        mend = "write one `key: value` on each line between the two `---` lines"
        fault = _line_fault(path, match["yaml"], 2, _SPACE_FAULTS)
        problems.append(fault or Problem(path, 2, 1, "front-matter", what, mend))
        meta, walk = {}, _Walk(path, 2)
    body = text[match.end() :]
    return Document(path, meta, walk.places, body, body_line, walk.written), problems


def may_be_lost(text: str) -> bool:
    """Tell at a glance whether a text may begin with front matter that is none."""
    return bool(_MAY_BE_LOST.match(text))


def lost_front_matter(document: Document) -> Problem | None:
    """Say why a file that tries to have front matter has none; nothing when it does not try."""
    if document.places:
        return None
    for fault in _LOST_FAULTS:
        if match := fault.pattern.match(document.body):
            here = match.start("here")
            place = _place_at(document.body, here)
            return Problem(document.path, *place, "front-matter", fault.what, fault.mend)
    return None


def _place_at(text: str, index: int) -> Place:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def read_yaml(
    path: str, text: str, first_line: int = 1
) -> tuple[Any, dict[tuple[Hashable, ...], Place], list[Problem]]:
    """Read YAML together with the place of every value.

    Args:
        path: The file's path as problems name it.
        text: The YAML.
        first_line: The line of the file on which this YAML starts, from 1.

    Returns:
        The value (``None`` when it cannot be read), the places by path of keys, and problems:
        broken YAML, and keys given twice.
    """
    value, walk, problems = _read(path, text, first_line)
    return value, walk.places, problems


def _read(
    path: str, text: str, first_line: int, front_matter: bool = False
) -> tuple[Any, _Walk, list[Problem]]:
    """Read YAML together with all that is noted on the way.

    Front matter is read by MkDocs, too, with the stricter of the two readers.
    """
    if not text.isascii():
        text = _LINE_BREAKS.sub(" ", text)  # YAML would count lines that no editor shows
    stricter = None
    try:
        value, walk = _loaded(_FAST_LOADER, path, text, first_line)
        if not walk.problems and not any(map(text.__contains__, _NEEDS_CARE)):
            return value, walk, []
    except _UNREADABLE as error:
        stricter = error
    # Something may be wrong: PyYAML's own reader says what, in words that are known to us.
    try:
        value, walk = _loaded(yaml.SafeLoader, path, text, first_line)
    except _UNREADABLE as error:
        fault = _line_fault(path, text, first_line, (*_SPACE_FAULTS, *_LINE_FAULTS))
        problem = fault or _yaml_problem(path, error, text, first_line)
        return None, _Walk(path, first_line), [problem]
    if front_matter and isinstance(stricter, yaml.YAMLError) and not walk.problems:
        return None, _Walk(path, first_line), [_yaml_problem(path, stricter, text, first_line)]
    return value, walk, walk.problems


def _loaded(loader_class: Any, path: str, text: str, first_line: int) -> tuple[Any, _Walk]:
    """Read YAML with one of PyYAML's readers, noting places on the way."""
    walk = _Walk(path, first_line, text)
    loader = loader_class(text)
    node = loader.get_single_node()
    if node is not None:
        walk.visit(node, ())
    return None if node is None else loader.construct_document(node), walk


def places_in(path: str, text: str) -> tuple[dict[tuple[Hashable, ...], Place], list[Problem]]:
    """Give the place of every value of a YAML text, whatever tags it uses.

    Args:
        path: The file's path as problems name it.
        text: The YAML.

    Returns:
        The places by path of keys, and what is wrong: keys given twice, or why it cannot be read.
    """
    walk = _Walk(path, 1)
    try:
        try:
            node = yaml.compose(text, Loader=_FAST_LOADER)
        except yaml.YAMLError:  # the slower reader says why, in words that are known to us
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None:
            walk.visit(node, ())
    except _UNREADABLE as error:
        return {}, [_yaml_problem(path, error, text, 1)]
    return walk.places, walk.problems


class _Walk:
    """Notes the place of every value of a YAML tree, what is written there, and what is wrong."""

    def __init__(self, path: str, first_line: int, text: str = "") -> None:
        self.path = path
        self.first_line = first_line
        self.text = text
        self.places: dict[tuple[Hashable, ...], Place] = {}
        self.written: dict[tuple[Hashable, ...], str] = {}
        self.problems: list[Problem] = []

    def visit(self, node: yaml.Node, keys: tuple[Hashable, ...]) -> None:
        """Note a node and all below it."""
        self.places.setdefault(keys, self._place(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(problem="unhashable", problem_mark=key.start_mark)
                if key.tag in _READ_AS_OTHER:
                    key.tag = _TEXT  # a key is what is written: `yes` is not `true`
                self._visit_entry(key, value, (*keys, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.visit(item, (*keys, index))
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            self.written[keys] = node.value
            if node.style is None:  # PyYAML's fast reader says ""
                self._check_plain(node, keys)

    def _check_plain(self, node: yaml.ScalarNode, keys: tuple[Hashable, ...]) -> None:
        """Check a text without quotation marks: a hash cuts it short, a date may not exist."""
        if node.tag == "tag:yaml.org,2002:timestamp":
            try:
                yaml.safe_load(node.value)
            except ValueError as error:
                raise yaml.MarkedYAMLError(
                    problem=str(error), problem_mark=node.start_mark
                ) from None
        if node.value.startswith("-\u00a0"):
            raise yaml.MarkedYAMLError(problem="no-break space", problem_mark=node.start_mark)
        if node.value:
            cut = _CUT.match(self.text, node.end_mark.index)
            if cut and (" " in node.value or (cut["tight"] and node.tag == _TEXT)):
                what = "the text ends before the `#`, which begins a comment"
                mend = 'put the whole text in "quotes", or put two spaces before a comment'
                self._add(node.end_mark.line, node.end_mark.column + 1, what, mend)
        elif hidden := _HIDDEN.match(self.text, node.end_mark.index):
            what = "the text begins with `#`, which begins a comment"
            mend = 'put the text in "quotes", or put a space after the `#` of a comment'
            column = node.end_mark.column + hidden.start("text") - hidden.start()
            self._add(node.end_mark.line, column, what, mend)
            self.written[keys] = hidden["text"]

    def _add(self, line: int, column: int, what: str, mend: str) -> None:
        place = line + self.first_line, column + 1
        self.problems.append(Problem(self.path, *place, "front-matter", what, mend))

    def _visit_entry(self, key: yaml.Node, value: yaml.Node, keys: tuple[Hashable, ...]) -> None:
        if keys in self.places:
            what = f"`{keys[-1]}` is given twice"
            self.problems.append(
                Problem(self.path, *self._place(key), "front-matter", what, "keep one of the two")
            )
            inside = [k for k in self.places if len(k) > len(keys) and k[: len(keys)] == keys]
            for below in inside:  # what stands in both is not given twice as well
                del self.places[below]
        self.places[keys] = self._place(key)
        self.visit(value, keys)

    def _place(self, node: yaml.Node) -> Place:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1


class _Fault(NamedTuple):
    """How a contributor understands what is wrong: found by a pattern, told in plain words."""

    pattern: re.Pattern[str]
    what: str
    mend: str
    at_start: bool = False
    """Whether it stands where PyYAML began to read, not where it gave up."""


def _line_fault(
    path: str, text: str, first_line: int, faults: tuple[_Fault, ...]
) -> Problem | None:
    """Find the first line that is never right, whatever stands round it.

    A pattern is matched at the start of each line; its group ``here``, if any, is the place.
    """
    start = 0
    for number, line in enumerate(text.split("\n"), first_line):
        for fault in faults:
            if match := fault.pattern.match(text, start):
                column = match.start("here") - start + 1 if "here" in match.groupdict() else 1
                return Problem(path, number, column, "front-matter", fault.what, fault.mend)
        start += len(line) + 1
    return None


def _yaml_problem(path: str, error: Exception, text: str, first_line: int) -> Problem:
    """Turn a YAML error into one plain line."""
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    reason = f"{reason} {getattr(error, 'context', None) or ''}".strip()
    mark = getattr(error, "problem_mark", None)
    index = getattr(error, "position", None) or (mark.index if mark else 0)
    line = text[text.rfind("\n", 0, index) + 1 :].partition("\n")[0]
    what = f"this cannot be read as YAML ({reason})"
    mend = 'check the spaces at the start of the line, and put text with special signs in "quotes"'
    for fault in _YAML_FAULTS:
        if fault.pattern.search(f"{reason}\n{line}"):
            what, mend = fault.what, fault.mend
            opened = getattr(error, "context_mark", None)
            index = opened.index if fault.at_start and opened else index
            break
    place = text.count("\n", 0, index) + first_line, index - text.rfind("\n", 0, index)
    return Problem(path, *place, "front-matter", what, mend)


_NO_BREAK_SPACE = (
    "a no-break space stands here, as word processors make it",
    "delete it and type an ordinary space",
)
_OPEN_QUOTE = (
    "the quotation mark here is opened and never closed",
    "write the same straight quotation mark at the end of the text",
)
_OPEN_BRACKET = ("the bracket here is opened and never closed", "close it with `]` or `}`")
_NO_SPACE = ("a space is missing after the colon", "write `key: value`")
_MARK_INSIDE = "a quotation mark inside the text ends it"
_EXCLAMATION_MARK = ("a text here begins with an exclamation mark", 'put the text in "quotes"')
_BEFORE = r"[ ]*(?:-[ ]+)?(?:[\w-]+:[ ]+)?"
_BEFORE_VALUE = r"[ ]*(?:-[ ]+)?(?:(?<=[ ])|[\"']?[\w-]+[\"']?:[ ]+)(?<=[ ])"
_IN_LIST = r"\[(?:[^\]\"'\n]|(?<=\w)'|\"[^\"\n]*\"|(?<!\w)'[^'\n]*')*?(?<=[\[, ])"
_TEXT_BEFORE = rf"{_BEFORE_VALUE}(?:{_IN_LIST})?"
_GOES_ON = r"[ ]*(?=[^\s,\]}#:])"
_QUOTED = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'(?!'))"
_LIST = r"\[(?:[^\[\]\"\n]|\"[^\"\n]*\")*\]"
_BROKEN_OFF = r"(?=\n[ ]*(?:-[ ]|[\w-]+:(?:[ \n]|\Z))|\s*\Z)"

_SPACE_FAULTS = (
    _Fault(re.compile(r"[ ]*(?P<here>\u00a0)"), *_NO_BREAK_SPACE),
    _Fault(re.compile(r"[ ]*(?:-|(?:-[ ]+)?[\w-]+:)[ ]*(?P<here>\u00a0)"), *_NO_BREAK_SPACE),
)
"""Lines whose first spaces are not what they look like."""

_CONFLICT = (
    "this line was left by a merge conflict",
    "keep one of the two versions and delete the marks",
)
_LINE_FAULTS = (
    _Fault(re.compile(r"<{7} |={7}$|>{7} ", re.M), *_CONFLICT),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}{_QUOTED}(?P<here>,)[ ]*$", re.M),
        "a comma stands after the text",
        "take it out",
    ),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}(?P<here>{_QUOTED}),[ ]*[\"']"),
        "several texts stand here without brackets",
        "put a `[` before the first of them and a `]` after the last",
    ),
    _Fault(
        re.compile(rf"{_TEXT_BEFORE}(?P<here>\"[^\"'\\\n]*\"){_GOES_ON}[^'\n]*$", re.M),
        _MARK_INSIDE,
        "put 'single quotes' round the whole text",
    ),
    _Fault(
        re.compile(rf"{_TEXT_BEFORE}(?P<here>'[^'\"\n]*'(?!')){_GOES_ON}[^\"\n]*$", re.M),
        _MARK_INSIDE,
        'put "double quotes" round the whole text',
    ),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}(?P<here>{_QUOTED}){_GOES_ON}"),
        _MARK_INSIDE,
        "write curly quotation marks, “ and ”, in the text",
    ),
    _Fault(
        re.compile(rf"{_BEFORE}{_IN_LIST}(?P<here>#)[^\n]*\]"),
        "the list ends before the `#`, which begins a comment",
        'put the entry that holds it in "quotes"',
    ),
    _Fault(re.compile(rf"{_BEFORE}\[(?:[^\]\"'\n]*,[ ]*)?(?P<here>!)"), *_EXCLAMATION_MARK),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}{_LIST}(?P<here>[,;.\]]+)[ ]*$", re.M),
        "something stands after the closing bracket",
        "take it out",
    ),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}{_LIST}[ ]*[,;]?[ ]*(?P<here>\[)"),
        "a second list begins on the same line",
        "put all entries in one pair of brackets",
    ),
    _Fault(
        re.compile(rf"{_BEFORE_VALUE}(?P<here>{_LIST})[ ]*[^\s#\]}},]"),
        "the text begins with a bracket, which begins a list",
        'put the whole text in "quotes"',
    ),
    _Fault(
        re.compile(rf"{_BEFORE}(?P<here>(?P<mark>[\"'])(?:(?!(?P=mark)).)*){_BROKEN_OFF}"),
        *_OPEN_QUOTE,
    ),
    _Fault(
        re.compile(
            rf"{_BEFORE}\[(?:[^\"\n]*\"[^\"\n]*\")*[^\"\n]*(?<=[\[, ])(?P<here>\")[^\"\n]*"
            rf"{_BROKEN_OFF}"
        ),
        *_OPEN_QUOTE,
    ),
    _Fault(re.compile(rf"{_BEFORE}(?P<here>[\[{{])[^\]}}\n]*{_BROKEN_OFF}"), *_OPEN_BRACKET),
    _Fault(re.compile(rf"{_BEFORE}(?P<here>!)"), *_EXCLAMATION_MARK),
    _Fault(re.compile(r"[a-z_]+:[^\s:/]"), *_NO_SPACE),
    _Fault(
        re.compile(r"[^\W\d_][^:\n]*$", re.M),
        "this line has no colon",
        "write `key: value`, or begin it with two spaces if it continues the line above",
    ),
)
"""Lines that are never right, looked for when YAML cannot be read."""

_YAML_FAULTS = (
    _Fault(re.compile(r"character '\\t'"), "a tab stands here", "use spaces instead"),
    _Fault(re.compile("found unexpected ':'"), *_NO_SPACE),
    _Fault(
        re.compile("mapping values are not allowed"),
        "this line has a second colon, or more spaces at its start than the line before",
        'put text that holds a colon in "quotes", or take the spaces out',
    ),
    _Fault(
        re.compile("sequence entries"),
        "a hyphen stands right after the key",
        "begin a list on the next line, each entry with `- `, and put a text that begins with a "
        'hyphen in "quotes"',
    ),
    _Fault(
        re.compile(r"while scanning an alias\n[ ]*\* "),
        "an asterisk stands where an entry of a list begins",
        "begin each entry with a hyphen and a space, `- `",
        at_start=True,
    ),
    _Fault(
        re.compile("while scanning a block scalar"),
        "text stands beside the `>` or `|`",
        "begin the text on the next line, two spaces further in",
        at_start=True,
    ),
    _Fault(
        re.compile(r"content, but found '[\]}]'"),
        "a bracket is closed here and never opened",
        'take it out, or put the text in "quotes"',
    ),
    _Fault(
        re.compile(
            "found character|expected alphabetic|undefined alias|unhashable|keys are not allowed"
        ),
        "a text here begins with a sign that has a meaning of its own",
        'put the text in "quotes"',
        at_start=True,
    ),
    _Fault(
        re.compile("found unexpected end of stream|while scanning a quoted scalar"),
        *_OPEN_QUOTE,
        at_start=True,
    ),
    _Fault(
        re.compile("content, but found ','"),
        "two commas stand with nothing between them",
        "take one out",
    ),
    _Fault(
        re.compile(r"expected ',' or|found '<stream end>'|while parsing a flow"),
        *_OPEN_BRACKET,
        at_start=True,
    ),
    _Fault(
        re.compile("could not find expected ':'"), "this line has no colon", "write `key: value`"
    ),
    _Fault(
        re.compile("expected <block end>|did not find expected|<document start>"),
        "this does not fit what stands before it",
        'put the whole text in "quotes", and begin lines that belong together with the same '
        "number of spaces",
    ),
    _Fault(
        re.compile("unknown escape|expected escape"),
        'a backslash stands in "quotes"',
        "use 'single quotes' round the text",
    ),
    _Fault(re.compile("special characters"), "an invisible sign stands here", "delete it"),
    _Fault(re.compile("recursion"), "lists stand in lists without end", "write one list of texts"),
    _Fault(re.compile("determine a constructor|(?:scanning|parsing) a tag"), *_EXCLAMATION_MARK),
    _Fault(
        re.compile("out of range|must be in|day is"),
        "this looks like a date, but there is no such day",
        "mend it, or put it in quotes",
    ),
)
"""What PyYAML says, and how a contributor understands it."""

_DASHES = r"---[ \t]*\n"
_THREE_HYPHENS = ("this line must be three hyphens and nothing else", "write `---` here")
_LOST_FAULTS = (
    _Fault(re.compile(rf"\s*(?:{_DASHES})?(?P<here><{{7}} )[^\n]*\n(?:---|{_KNOWN})"), *_CONFLICT),
    _Fault(
        re.compile(rf"\s*(?P<here>`{{3,}})[^\n]*\n\s*{_DASHES}\s*{_KNOWN}:[^`]*(?:`{{3,}}\s*)?\Z"),
        "the whole file stands in a block of code",
        "take this line out, and the one that ends the block",
    ),
    _Fault(
        re.compile(
            rf"(?P<here>)(?!{_DASHES})(?:\s*|(?:#|<!--)[^\n]*\s+|[ \t]+){_DASHES}\s*{_KNOWN}[ ]?:"
        ),
        "something stands before the front matter",
        "begin the file with `---`",
    ),
    _Fault(
        re.compile(
            rf"\s*(?P<here>(?!{_DASHES})(?:[-–—*_][ \t\u00a0]*)+)\n\s*{_KNOWN}[ ]?:",
        ),
        *_THREE_HYPHENS,
    ),
    _Fault(
        re.compile(r"(?P<here>)(?:term|definition):[ ][^\n]*\n(?:[^\n]+\n)*-{3,}[ \t]*(?:\n|\Z)"),
        "the line `---` that begins the front matter is missing",
        "write `---` above this line",
    ),
    _Fault(
        re.compile(
            rf"{_DASHES}(?=[\w-]+:)(?:[^\n]+\n)*?"
            r"(?P<here>[ \t]+---[ \t]*|---\w[^\n]*|(?:--|[–—])[-–—\u00a0 \t]*)(?:\n|\Z)"
        ),
        *_THREE_HYPHENS,
    ),
    _Fault(
        re.compile(rf"(?P<here>){_DASHES}(?:[\w-]+:|\s*{_KNOWN}:)"),
        "the front matter has no end",
        "write a line `---` below its last key",
    ),
)
"""Why front matter counts for nothing, looked for at the start of a file."""
