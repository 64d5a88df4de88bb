"""What was found before: words that have not changed since are not read again.

A result is kept under a digest of all that it depends on: the text, the data that it is compared
with, the code of the checks, what is installed, and the day. A file that cannot be read, or is not
as it was written, counts as none, so nothing can be believed that was not found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem, Severity
from mindinmind.evidence.kept import keep

_CODE = Path(__file__).parents[2]
_WHERE = Path(".cache", "check.json")


class Kept:
    """The problems of a checkout that were found before.

    Args:
        root: The checkout; results lie in its folder ``.cache``.
        depends: Patterns of the files on which every result depends.
    """

    def __init__(self, root: Path, *depends: str) -> None:
        self._file = root / _WHERE
        kinds = "py", "yml", "json", "j2"
        code = (f"{room}/**/*.{kind}" for room in ("hooks", "scripts") for kind in kinds)
        self._base = _digest(
            date.today().isoformat(),
            *contents(_CODE, *code, "requirements.txt"),
            *contents(root, *depends),
        )
        self._old = self._read()
        self._new: dict[str, list[Problem]] = {}

    def problems(
        self, parts: Iterable[str], find: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        """Give what was found before, or find it.

        Args:
            parts: On what the result depends besides.
            find: Finds it.
        """
        key = _digest(self._base, *parts)
        if key not in self._new:
            self._new[key] = self._old[key] if key in self._old else list(find())
        return self._new[key]

    def keep(self, others: bool) -> None:
        """Write what was found; where that cannot be, the next run finds it again.

        Args:
            others: Whether results that nobody asked for this time stay.
        """
        found = {**self._old, **self._new} if others else self._new
        if found == self._old:
            return
        text = json.dumps({key: [astuple(p) for p in all_of] for key, all_of in found.items()})
        with suppress(OSError):
            keep(self._file, f"{_digest(text)}\n{text}".encode())

    def _read(self) -> dict[str, list[Problem]]:
        try:
            digest, _, text = self._file.read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):
            return {}
        if digest != _digest(text):
            return {}
        made = json.loads(text).items()
        return {key: [_problem(*values) for values in all_of] for key, all_of in made}


def _problem(*values: Any) -> Problem:
    path, line, column, rule, what, mend, severity, about, because_of = values
    place = path, line, column
    return Problem(*place, rule, what, mend, Severity(severity), about, tuple(because_of))


def contents(root: Path, *patterns: str) -> Iterable[str]:
    """Give the names and contents of files, in order.

    Args:
        root: The folder that the patterns begin in.
        patterns: Which files: ``docs/_data/*.yml``.
    """
    for pattern in patterns:
        for file in sorted(root.glob(pattern)):
            if file.is_file():
                digest = blake2b(file.read_bytes()).hexdigest()
                yield f"{file.relative_to(root).as_posix()} {digest}"


def _digest(*parts: str) -> str:
    """Give one digest of texts, none of which can pass for another's end."""
    whole = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()
