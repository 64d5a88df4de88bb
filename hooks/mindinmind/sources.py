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
            Line and column from 1; ``(1, 1)`` when the file has no front matter.
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
    walk = _Walk(path, first_line)
    if node is not None:
        walk.visit(node, ())
    return value, walk.places, walk.problems


class _Walk:
    """Notes the place of every value of a YAML tree, and every key given twice."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.places: dict[tuple[Hashable, ...], Place] = {}
        self.problems: list[Problem] = []

    def visit(self, node: yaml.Node, keys: tuple[Hashable, ...]) -> None:
        """Note a node and all below it."""
        self.places.setdefault(keys, self._place(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._visit_entry(key, value, (*keys, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.visit(item, (*keys, index))

    def _visit_entry(self, key: yaml.Node, value: yaml.Node, keys: tuple[Hashable, ...]) -> None:
        if keys in self.places:
            what = f"`{keys[-1]}` is given twice"
            self.problems.append(
                Problem(self.path, *self._place(key), "front-matter", what, "keep one of the two")
            )
        self.places[keys] = self._place(key)
        self.visit(value, keys)

    def _place(self, node: yaml.Node) -> Place:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1


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
