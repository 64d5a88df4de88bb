"""Problems as values: what is wrong in a source file, where, and how to mend it.

Every check in the project returns problems; nobody prints or raises on the way. One report at
the end shows them all, in source order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error fails the build, a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a contributor's file.

    Attributes:
        path: The file as the contributor knows it, from the project's root, with ``/``.
        line: Line in that file, from 1; 0 when the whole file is meant.
        column: Column in that line, from 1; 0 when the whole line is meant.
        rule: Short name of the check, such as ``unknown-term``.
        what: What is wrong, in plain words, without a full stop.
        mend: What to do about it, in plain words, without a full stop.
        severity: Whether it fails the build.
    """

    path: str
    line: int
    column: int
    rule: str
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give the one line that a contributor reads."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: [{self.rule}] {self.what}; {self.mend}"


def shown(value: object) -> str:
    """Give a value of a YAML file as a contributor would write it, to show it in a problem."""
    if value is None or value == "":
        return "empty"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{value}`" if isinstance(value, str) else f"`{text}`"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place and drop exact repetitions."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.rule, p.what))


def as_terminal(problems: Iterable[Problem]) -> str:
    """Give one line a problem, ready to print."""
    return "\n".join(f"{p} ({p.severity.value})" for p in ordered(problems))


def as_github(problems: Iterable[Problem]) -> str:
    """Give GitHub workflow commands, which show each problem beside the line it is about.

    Source: docs.github.com, "Workflow commands for GitHub Actions".
    """

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return "\n".join(
        f"::{p.severity.value} file={p.path},line={max(p.line, 1)},col={max(p.column, 1)},"
        f"title={p.rule}::{escape(f'{p.what}; {p.mend}')}"
        for p in ordered(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """Give the problems as a JSON array of objects."""
    return json.dumps([asdict(p) for p in ordered(problems)], indent=2, ensure_ascii=False)
