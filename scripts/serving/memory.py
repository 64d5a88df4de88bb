"""What is remembered: the results of functions that give the same for the same arguments.

A result is known by the digest of what it rests on, and kept as long as each build needs it. A
server keeps all; what lasts is in a store on disk as well, for the next build and the next server.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import blake2b
from typing import Any

from serving.store import Store

_LONG = 200  # letters
_Known = tuple[Any, list[bytes]]  # a result, and the names of those of which it was made


def digest_of(*parts: object) -> bytes:
    """Give a digest of what parts say of themselves; different parts have different ones."""
    return _digest(repr(tuple(map(_short, parts))))


def _short(part: object) -> object:
    """Give a part with digests for its long texts, which are made sooner than what a text says."""
    if isinstance(part, str | bytes):
        return part if len(part) < _LONG else _digest(part)
    return tuple(map(_short, part)) if isinstance(part, tuple) else part


def _digest(text: str | bytes) -> bytes:
    said = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=20).digest()


class Memory:
    """Remembers results from one build to the next.

    Args:
        base: What everything rests on: the code, its packages, the day.
        store: Keeps on disk what lasts.
        keeps: Whether results stay at hand, too: one build asks for each once.
    """

    def __init__(self, base: str = "", store: Store | None = None, *, keeps: bool = True) -> None:
        self._base = base
        self._store = store
        self.keeps = keeps
        self._before: dict[bytes, _Known] = {}
        self._now: dict[bytes, _Known] = {}
        self._within: list[bytes] = []

    def turn(self) -> None:
        """Begin a build: what the one before did not need is forgotten."""
        self._before, self._now, self._within = self._now, {}, []

    def write(self) -> None:
        """Have on disk all that lasts."""
        if self._store:
            self._store.write()

    def recall(
        self,
        key: object,
        make: Callable[[], Any],
        holds: Callable[[Any], bool] = lambda _: True,
        *,
        lasts: bool = False,
    ) -> Any:
        """Give what was made for a key, or make it.

        Args:
            key: What tells it from all else.
            make: Makes it.
            holds: Whether what was made in the build before still holds.
            lasts: Whether it is worth a place on disk.
        """
        name = digest_of(self._base, key)
        known = self._now.get(name)
        if known is None:
            store = self._store if lasts else None
            known = self._before.get(name)
            if known is None and store:
                known = store.get(name)
            if known is None or not holds(known[0]):
                known = self._made(make)
                if store:
                    store.put(name, known)
            self._need(name, known)
        self._within += [name, *known[1]]
        return known[0]

    def _made(self, make: Callable[[], Any]) -> _Known:
        """Make a result; give the names of those of which it was made, too."""
        around, self._within = self._within, []
        try:
            return make(), self._within
        finally:
            self._within = around

    def _need(self, name: bytes, known: _Known) -> None:
        """Keep a result, and those of which it was made: some may be asked for alone again."""
        for part in known[1]:
            if part in self._before:
                self._now.setdefault(part, self._before[part])
        if self.keeps:
            self._now[name] = known
        if self._store:
            self._store.need(name, *known[1])

    def remembering(
        self,
        function: Callable[..., Any],
        key: Callable[..., Any] | None = None,
        *,
        lasts: bool = False,
    ) -> Callable[..., Any]:
        """Give a function that asks another only for what it does not know yet.

        Args:
            function: Gives the same for the same arguments, and what nobody changes.
            key: Gives what tells a call from others; all arguments by default.
            lasts: Whether its results are worth a place on disk.
        """
        name = f"{function.__module__}.{function.__qualname__}"

        def made(*args: Any, **named: Any) -> Any:
            result = function(*args, **named)
            return list(result) if isinstance(result, Iterator) else result

        @wraps(function)
        def remembered(*args: Any, **named: Any) -> Any:
            said = key(*args, **named) if key else (args, named)
            return self.recall((name, said), lambda: made(*args, **named), lasts=lasts)

        return remembered


@contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """Collect what is logged, to be said again with a result that is remembered."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign,assignment]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield records
    finally:
        logger.removeHandler(handler)


def said_again(records: list[logging.LogRecord]) -> None:
    """Say what was said when a result was made."""
    for record in records:
        logging.getLogger(record.name).handle(record)
