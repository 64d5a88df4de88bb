"""A second process makes the second half of some pages, while the first makes the first half.

What it has made is remembered on disk, where the first process finds it. It is a copy of the first
(where the system has no copies of processes, one does all); what it leaves undone is done there.
"""

from __future__ import annotations

import logging
import os
import sys
from bisect import bisect
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING

from serving.store import Store

if TYPE_CHECKING:
    from mkdocs.structure.files import File

_FEWEST = 8  # pages from which on a process more is worth it


class Ahead:
    """Halves the steps of one build.

    Args:
        store: Where results are remembered.
        processes: How many may be at work.
    """

    def __init__(self, store: Store, processes: int) -> None:
        can = hasattr(os, "fork") and sys.platform != "darwin"  # whose libraries forbid it
        self._store, self._halves = store, can and processes > 1
        self._met: object = None
        self._other = 0

    def begin(self, files: Sequence[File], make: Callable[[File], object]) -> None:
        """Begin a step of the build.

        Args:
            files: All its pages.
            make: Makes one.
        """
        if not self._halves or len(files) < _FEWEST:
            return
        half = _second_half(files)
        self._store.write()
        first = os.getpid()
        self._other = os.fork()
        self._met = half[0]
        if self._other:
            return
        try:
            _hush()
            for file in half:
                if os.getppid() != first:  # it was stopped
                    break
                make(file)
            self._store.write()
        finally:
            os._exit(0)

    def come_to(self, file: File) -> None:
        """Wait for the other process where its half begins."""
        if self._other and file is self._met:
            with suppress(ChildProcessError):
                os.waitpid(self._other, 0)
            self._other = 0


def _second_half(files: Sequence[File]) -> Sequence[File]:
    """Give the pages that make up the second half of the words, and so of the work."""
    reached = list(accumulate(len(file.content_bytes) for file in files))
    return files[max(bisect(reached, reached[-1] / 2), 1) :]


def _hush() -> None:
    """Say nothing: the first process says all."""
    logging.lastResort = None
    for name in ("", "mkdocs"):
        logging.getLogger(name).handlers.clear()
