"""Source files as contributors see them: front matter whose every value knows its place.

YAML is read once, by PyYAML's node tree, so that a problem can name the line and the column of
the very key or list entry that is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mindinmind.problems import Problem

_FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = (yaml.YAMLError, ValueError, TypeError, RecursionError)

Place = tuple[int, int]
"""A line and a column, both from 1."""

_CUT = re.compile(r" #[^\n]")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_LOOKS_LIKE_FRONT_MATTER = re.compile(r"\s*-{3,}[ \t]*\r?\n\s*[\w-]+:")


@dataclass(frozen=True)
class Document:
    """One Markdown file: its front matter, where each value stands, and its body.

    Attributes:
        path: The file's path from the project's root, with ``/``.
        meta: The front matter as plain Python values.
        places: Line and column of each value, by its path of keys: ``("forms", 2)``.
        body: The Markdown after the front matter.
        body_line: The file's line on which the body starts, from 1.
    """

    path: str
    meta: dict[str, Any]
    places: dict[tuple[Hashable, ...], Place] = field(repr=False)
    body: str
    body_line: int

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
    meta, places, problems = read_yaml(path, match["yaml"], first_line=2)
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        problems.append(
            Problem(
                path,
                2,
                1,
                "front-matter",
                "the front matter is not a list of `key: value` lines",
                "write one `key: value` on each line between the two `---` lines",
            )
        )
        meta, places = {}, {}
    return Document(path, meta, places, text[match.end() :], body_line), problems


def lost_front_matter(document: Document) -> Problem | None:
    """Say why a file that tries to have front matter has none; nothing when it does not try."""
    if document.places or not _LOOKS_LIKE_FRONT_MATTER.match(document.body):
        return None
    what, mend = "the front matter has no end", "write a line `---` below its last key"
    if not document.body.startswith("---"):
        what, mend = "something stands before the front matter", "begin the file with `---`"
    return Problem(document.path, 1, 1, "front-matter", what, mend)


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
    if "\t" not in text and "#" not in text:
        with suppress(*_UNREADABLE):
            value, walk = _loaded(_FAST_LOADER, path, text, first_line)
            if not walk.problems:
                return value, walk.places, []
    # Something may be wrong: PyYAML's own reader says what, in words that are known to us.
    try:
        value, walk = _loaded(yaml.SafeLoader, path, text, first_line)
    except _UNREADABLE as error:
        return None, {}, [_yaml_problem(path, error, text, first_line)]
    return value, walk.places, walk.problems


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
    """Notes the place of every value of a YAML tree, and every key given twice."""

    def __init__(self, path: str, first_line: int, text: str = "") -> None:
        self.path = path
        self.first_line = first_line
        self.text = text
        self.places: dict[tuple[Hashable, ...], Place] = {}
        self.problems: list[Problem] = []

    def visit(self, node: yaml.Node, keys: tuple[Hashable, ...]) -> None:
        """Note a node and all below it."""
        self.places.setdefault(keys, self._place(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(problem="unhashable", problem_mark=key.start_mark)
                self._visit_entry(key, value, (*keys, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.visit(item, (*keys, index))
        elif isinstance(node, yaml.ScalarNode) and node.style is None:
            self._check_plain(node)

    def _check_plain(self, node: yaml.ScalarNode) -> None:
        """Check a text without quotation marks: a hash cuts it short, a date may not exist."""
        if node.tag == "tag:yaml.org,2002:timestamp":
            try:
                yaml.safe_load(node.value)
            except ValueError as error:
                raise yaml.MarkedYAMLError(
                    problem=str(error), problem_mark=node.start_mark
                ) from None
        cut = _CUT.match(self.text, node.end_mark.index) if " " in node.value else None
        if cut:
            what = "the text ends before the `#`, which begins a comment"
            mend = 'put the whole text in "quotes", or put two spaces before a comment'
            place = node.end_mark.line + self.first_line, node.end_mark.column + 2
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


def _yaml_problem(path: str, error: Exception, text: str, first_line: int) -> Problem:
    """Turn a YAML error into one plain line."""
    for number, written in enumerate(text.splitlines(), first_line):
        for line_pattern, what, mend in _LINE_FAULTS:
            if line_pattern.match(written):
                return Problem(path, number, 1, "front-matter", what, mend)
    mark = getattr(error, "problem_mark", None)
    line = (mark.line if mark else 0) + first_line
    column = (mark.column if mark else 0) + 1
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    reason = f"{reason} {getattr(error, 'context', None) or ''}".strip()
    position = getattr(error, "position", None)
    if position is not None:
        line = text.count("\n", 0, position) + first_line
        column = position - text.rfind("\n", 0, position)
    for pattern, what, mend in _YAML_FAULTS:
        if re.search(pattern, reason):
            return Problem(path, line, column, "front-matter", what, mend)
    what = f"this cannot be read as YAML ({reason})"
    mend = 'check the spaces at the start of the line, and put text with special signs in "quotes"'
    return Problem(path, line, column, "front-matter", what, mend)


_LINE_FAULTS = (
    (
        re.compile(r"<{7} |={7}$|>{7} "),
        "this line was left by a merge conflict",
        "keep one of the two versions and delete the marks",
    ),
    (
        re.compile(r"[a-z_]+:[^\s:/]"),
        "a space is missing after the colon",
        "write `key: value`",
    ),
    (
        re.compile(r"[^\W\d_][^:]*$"),
        "this line has no colon",
        "write `key: value`, or begin it with two spaces if it continues the line above",
    ),
)
"""Lines that are never right, looked for when YAML cannot be read."""

_YAML_FAULTS = (
    (r"character '\\t'", "a tab stands here", "use spaces instead"),
    (
        "mapping values are not allowed",
        "this line has a second colon, or more spaces at its start than the line before",
        'put text that holds a colon in "quotes", or take the spaces out',
    ),
    (
        "found character|expected alphabetic|undefined alias|unhashable|sequence entries",
        "a text here begins with a sign that YAML reserves",
        'put the text in "quotes"',
    ),
    (
        "found unexpected end of stream|while scanning a quoted scalar",
        "a quotation mark is opened and never closed",
        "close it",
    ),
    (
        "content, but found ','",
        "two commas stand with nothing between them",
        "take one out",
    ),
    (
        r"expected ',' or|found '<stream end>'|while parsing a flow",
        "a bracket is opened and never closed",
        "close it with `]` or `}`",
    ),
    ("could not find expected ':'", "this line has no colon", "write `key: value`"),
    (
        "expected <block end>|did not find expected",
        "this does not fit what stands before it",
        'put the whole text in "quotes", and begin lines that belong together with the same '
        "number of spaces",
    ),
    (
        "unknown escape|expected escape",
        'a backslash stands in "quotes"',
        "use 'single quotes' round the text",
    ),
    ("special characters", "an invisible sign stands here", "delete it"),
    ("recursion", "lists stand in lists without end", "write one list of texts"),
    (
        "could not determine a constructor",
        "a text here begins with an exclamation mark",
        'put the text in "quotes"',
    ),
    (
        "out of range|must be in|day is",
        "this looks like a date, but there is no such day",
        "mend it, or put it in quotes",
    ),
)
"""What PyYAML says, and how a contributor understands it."""
