"""What one server remembers: the results of functions that give the same for the same arguments.

A result is kept as long as each build needs it: what a build did not ask for is forgotten after it,
so a server never holds more than its site twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

_PLAIN = (str, bytes, frozenset)


@dataclass(frozen=True, eq=False)
class Same:
    """An argument that is known by what it is and not by what it holds; it is kept alive."""

    it: object

    def __eq__(self, other: object) -> bool:
        """Tell whether this is the same object."""
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        """Give a number for the object itself."""
        return id(self.it)


def key_of(value: Any) -> Any:
    """Give what tells an argument from all others: its value, or for an object itself."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Mapping):
        return (dict, *((key_of(key), key_of(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return (type(value), *map(key_of, value))
    if value is None or isinstance(value, bool | int | float | Path) or hasattr(value, "isoformat"):
        return type(value), value
    return Same(value)


class Memory:
    """Remembers results from one build to the next."""

    def __init__(self) -> None:
        self._before: dict[Any, Any] = {}
        self._now: dict[Any, Any] = {}

    def turn(self) -> None:
        """Begin a build: what the one before did not need is forgotten."""
        self._before, self._now = self._now, {}

    def recall(
        self, key: Any, make: Callable[[], Any], holds: Callable[[Any], bool] = lambda _: True
    ) -> Any:
        """Give what was made for a key, or make it.

        Args:
            key: What tells it from all else.
            make: Makes it.
            holds: Whether what was made in the build before still holds.
        """
        if key not in self._now:
            known = key in self._before and holds(self._before[key])
            self._now[key] = self._before[key] if known else make()
        return self._now[key]

    def remembering(
        self, function: Callable[..., Any], key: Callable[..., Any] | None = None
    ) -> Callable[..., Any]:
        """Give a function that asks another only for what it does not know yet.

        Args:
            function: Gives the same for the same arguments, and what nobody changes.
            key: Gives what tells a call from others; all arguments by default.
        """

        def made(*args: Any, **named: Any) -> Any:
            result = function(*args, **named)
            return list(result) if isinstance(result, Iterator) else result

        @wraps(function)
        def remembered(*args: Any, **named: Any) -> Any:
            said = key(*args, **named) if key else (key_of(args), key_of(named))
            return self.recall((function, said), lambda: made(*args, **named))

        return remembered
