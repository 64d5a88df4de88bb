"""Source files as contributors see them: front matter whose every value knows its place.

YAML is read once, by PyYAML's node tree, so that a problem can name the line and the column of
the very key or list entry that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from mindinmind.problems import Problem

Place = tuple[int, int]
"""A line and a column, both from 1."""

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)


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
            Line and column from 1; ``(1, 1)`` when nothing of the path is in the file.
        """
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, (1, 1))

    def problem(self, keys: tuple[Hashable, ...], rule: str, what: str, mend: str) -> Problem:
        """Make an error that points at a value of the front matter."""
        line, column = self.place(*keys)
        return Problem(self.path, line, column, rule, what, mend)


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
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        return None, {}, [_yaml_problem(path, error, first_line)]
    finally:
        loader.dispose()
    places: dict[tuple[Hashable, ...], Place] = {}
    problems: list[Problem] = []
    if node is not None:
        _walk(node, (), places, problems, path, first_line)
    return value, places, problems


def _walk(
    node: yaml.Node,
    keys: tuple[Hashable, ...],
    places: dict[tuple[Hashable, ...], Place],
    problems: list[Problem],
    path: str,
    first_line: int,
) -> None:
    """Note the place of a node and of all below it."""
    places.setdefault(keys, (node.start_mark.line + first_line, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            inner = (*keys, key_node.value)
            place = (key_node.start_mark.line + first_line, key_node.start_mark.column + 1)
            if inner in places:
                what = f"`{key_node.value}` is given twice"
                problems.append(Problem(path, *place, "front-matter", what, "keep one of the two"))
            places[inner] = place
            _walk(value_node, inner, places, problems, path, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*keys, index), places, problems, path, first_line)


def _yaml_problem(path: str, error: Exception, first_line: int) -> Problem:
    """Turn a YAML error into one plain line."""
    mark = getattr(error, "problem_mark", None)
    line = (mark.line if mark else 0) + first_line
    column = (mark.column if mark else 0) + 1
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    return Problem(
        path,
        line,
        column,
        "front-matter",
        f"this cannot be read as YAML ({reason})",
        'check the spaces at the start of the line, and put text that holds a colon in "quotes"',
    )
