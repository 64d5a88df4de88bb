"""Reads the diagrams' words and numbers, and says clearly which one is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class DiagramDataError(ValueError):
    """A value in a diagram's data file is missing or of the wrong kind."""


@dataclass(frozen=True)
class Data:
    """One mapping of a data file, which knows its own place for messages.

    Attributes:
        place: The file, and where in it.
        values: What it holds.
    """

    place: str
    values: dict[str, Any]

    def text(self, key: str) -> str:
        """Give a text.

        Raises:
            DiagramDataError: If it is missing or not a text.
        """
        return str(self._get(key, (str, int), "a text")).strip()

    def number(self, key: str) -> float:
        """Give a number.

        Raises:
            DiagramDataError: If it is missing or not a number.
        """
        return float(self._get(key, (int, float), "a number"))

    def texts(self, key: str) -> list[str]:
        """Give a list of texts.

        Raises:
            DiagramDataError: If it is missing or not a list.
        """
        return [str(value) for value in self._get(key, (list,), "a list")]

    def rows(self, key: str) -> list[Data]:
        """Give a list of mappings.

        Raises:
            DiagramDataError: If it is missing or holds anything else.
        """
        found = self._get(key, (list,), "a list")
        return [self._child(f"{key} {i}", value) for i, value in enumerate(found, 1)]

    def part(self, key: str) -> Data:
        """Give a mapping inside this one.

        Raises:
            DiagramDataError: If it is missing or not a mapping.
        """
        return self._child(key, self._get(key, (dict,), "a mapping"))

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Give a text that must be one of a few.

        Raises:
            DiagramDataError: If it is anything else.
        """
        value = self.text(key)
        if value not in allowed:
            raise DiagramDataError(
                f"{self.place}: [diagram-data] {key!r} is {value!r}; "
                f"write one of {', '.join(allowed)}"
            )
        return value

    def _child(self, key: str, value: object) -> Data:
        if not isinstance(value, dict):
            raise DiagramDataError(
                f"{self.place}: [diagram-data] {key!r} is not a mapping; write 'name: value' pairs"
            )
        return Data(f"{self.place}, {key}", value)

    def _get(self, key: str, kinds: tuple[type, ...], kind: str) -> Any:
        value = self.values.get(key)
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise DiagramDataError(
                f"{self.place}: [diagram-data] {key!r} is missing or not {kind}; add it"
            )
        return value


def load(path: Path) -> Data:
    """Read one data file.

    Raises:
        DiagramDataError: If the file is missing, is not YAML or is not a mapping.
    """
    place = f"docs/_data/diagrams/{path.name}"
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise DiagramDataError(f"{place}: [diagram-data] cannot be read; add the file") from err
    except yaml.YAMLError as err:
        problem = str(err).replace("\n", " ")
        raise DiagramDataError(f"{place}: [diagram-data] is not YAML: {problem}") from err
    if not isinstance(values, dict):
        raise DiagramDataError(f"{place}: [diagram-data] is empty; write 'name: value' pairs")
    return Data(place, values)
