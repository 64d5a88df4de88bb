"""Faults: what is wrong with a value, before anybody knows in which line it stands."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple


class Fault(NamedTuple):
    """Something wrong with a value of the front matter or of the settings.

    Attributes:
        keys: The path of keys to it.
        what: What is wrong, as in a :class:`~glossary_cards.diagnostics.problem.Problem`.
        mend: How to mend it, likewise.
    """

    keys: tuple[Hashable, ...]
    what: str
    mend: str
