"""Results on disk, so that a build, or a server that starts, finds what an earlier one has found.

SQLite keeps them whole through a kill and with two builds at once. Each stands with a digest: one
that is not as it was written counts as none, and so does a file that cannot be read.
"""

import io
import pickle
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

_BATCH = 500_000  # bytes that are written in one go
_WAIT = 5.0  # seconds for another build that is writing
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept "
    "(name BLOB, owner TEXT, digest BLOB, value BLOB, PRIMARY KEY (name, owner))"
)
_OURS = ("mindinmind.", "glossary_cards.", "mkdocs.structure.")
_KNOWN: dict[tuple[str, str], Any] = {}  # the kinds that were met so far
_PLAIN = {"logging.LogRecord", "datetime.date", "datetime.datetime", "markupsafe.Markup"}


class Store:
    """The results of one kind of build; what the last one of that kind needed, and no more.

    Args:
        file: Where they are kept; others keep theirs there as well.
        owner: The kind of build.
    """

    def __init__(self, file: Path, owner: str) -> None:
        self._file: Path | None = file
        self._owner = owner
        self._open: sqlite3.Connection | None = None
        self._new: list[tuple[bytes, str, bytes, bytes]] = []
        self._size = 0
        self._needed: set[bytes] = set()

    def get(self, name: bytes) -> Any:
        """Give what was kept; nothing where nothing good was."""
        wanted = "SELECT digest, value FROM kept WHERE name = ? AND owner = ?"
        for digest, value in self._ask(wanted, [(name, self._owner)]):
            if digest == _digest(name, value):
                with suppress(Exception):  # of an older Python or package
                    return _Unpickler(io.BytesIO(value)).load()
        return None

    def put(self, name: bytes, value: object) -> None:
        """Keep a result as it is now."""
        kept = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._new.append((name, self._owner, _digest(name, kept), kept))
        self._size += len(kept)
        if self._size > _BATCH:
            self.write()

    def need(self, *names: bytes) -> None:
        """Note that the build needs some results."""
        self._needed.update(names)

    def write(self) -> None:
        """Write what is new, and let go of the file: a process that is forked opens its own."""
        self._ask("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", self._new)
        self._new, self._size = [], 0
        if self._open:
            self._open.close()
            self._open = None

    def end(self) -> None:
        """Write what is new, and forget what the build did not need."""
        self.write()
        owned = self._ask("SELECT name FROM kept WHERE owner = ?", [(self._owner,)])
        rest = [(name, self._owner) for (name,) in owned if name not in self._needed]
        self._ask("DELETE FROM kept WHERE name = ? AND owner = ?", rest)
        self._needed = set()
        self.write()

    def _ask(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Run a statement for each row, all or none; with a file that is broken, do without."""
        if self._file is None:
            return []
        try:
            if self._open is None:
                self._open = _connected(self._file)
            with self._open as connection, closing(connection.cursor()) as cursor:
                found: list[tuple[Any, ...]] = []
                for row in rows:
                    found += cursor.execute(sql, row).fetchall()
                return found
        except (sqlite3.Error, OSError) as error:
            if not isinstance(error, sqlite3.OperationalError):  # no lock, and no full disk
                with suppress(OSError):
                    self._file.unlink()
            self._file = None
            return []


def _connected(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Threads of a server take turns.
    connection = sqlite3.connect(file, timeout=_WAIT, check_same_thread=False)
    connection.execute("PRAGMA synchronous = OFF")  # a lost machine costs a build, and no more
    connection.execute("PRAGMA cache_size = -256")  # KiB: each value is asked for once
    connection.execute("PRAGMA auto_vacuum = FULL")  # what goes makes a new file smaller
    connection.execute(_TABLE)
    return connection


class _Unpickler(pickle.Unpickler):
    """Makes our own kinds of values and no others, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        """Give a class that a value is of."""
        found = _KNOWN.get((module, name))
        if found is None:
            found = super().find_class(module, name)
            ours = f"{module}.".startswith(_OURS) and isinstance(found, type)
            if not ours and f"{module}.{name}" not in _PLAIN:
                raise pickle.UnpicklingError(f"{module}.{name} is nothing that we keep")
            _KNOWN[module, name] = found
        return found


def _digest(name: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=20, key=name).digest()
