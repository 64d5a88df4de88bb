"""What build.py and the tests share: one strict MkDocs build, never half written.

A site is built beside its place, checked there, and swapped in: one that fails its checks never
replaces a good one, and two builds at once do not meet.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from environment import ROOT

EPOCH = "1577836800"
"""The clock of the output, the same in every checkout; pages carry dates of their own."""
# "[old-number] nobody has read the pages of 12 lines for 95 days"
_OLD_LINES = re.compile(r"\[old-number\] nobody has read the pages of (\d+) lines")
_SCRIPTS = Path(__file__).parent
_LEFT_BEHIND = 3600  # seconds after which what a killed build left is nobody's any more


@dataclass(frozen=True)
class How:
    """How a site is built; its bytes are always the same.

    Attributes:
        anew: Whether nothing is taken that an earlier build has found.
        processes: How many share the work.
        stop: Once it is set, the build ends and replaces nothing.
    """

    anew: bool = False
    processes: int = 1
    stop: Event = field(default_factory=Event)


SLOWLY = How()


@dataclass(frozen=True)
class Outcome:
    """How a build went: its exit code and its messages, a line each."""

    code: int
    messages: list[str]

    @property
    def problems(self) -> list[str]:
        """Its warnings and errors; where it gave none, all its messages."""
        found = [line for line in self.messages if line.startswith(("WARNING", "ERROR"))]
        return found or self.messages

    @property
    def due(self) -> str:
        """One line that counts what has become old; empty where nothing has."""
        pages = sum("[review-due]" in line for line in self.messages)
        lines = sum(int(old[1]) for line in self.messages for old in _OLD_LINES.finditer(line))
        counts = ((pages, "page"), (lines, "crisis line"))
        told = " and ".join(f"{n} {what}{'s' * (n > 1)}" for n, what in counts if n)
        verb = "is" if pages + lines == 1 else "are"
        return f"{told} {verb} due for a check: python3 scripts/check.py --due" if told else ""


def build_site(
    target: Path,
    *,
    offline: bool = False,
    config: Path | None = None,
    check: Callable[[Path], list[str]] = lambda _: [],
    how: How = SLOWLY,
) -> Outcome:
    """Build the site strictly; only a build without errors replaces an older one.

    Args:
        target: The folder to build into.
        offline: Whether to build for opening from a folder, without a server.
        config: The configuration; the project's own by default.
        check: Says what is wrong with the finished site, a line each, before anybody sees it.
        how: Whether it takes what was found before, and how many processes share the work.

    Returns:
        How it went; when it failed ``target`` is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}-"
    _clear(target.parent, prefix)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent) as folder:
        unfinished = Path(folder) / target.name
        command = _command(unfinished, offline, config or ROOT / "mkdocs.yml", how)
        outcome = _run(command, offline, how.stop)
        if outcome.code == 0 and (wrong := check(unfinished)):
            outcome = Outcome(1, wrong)
        if outcome.code == 0 and not how.stop.is_set():
            swap_in(unfinished, target)
    return outcome


def _command(target: Path, offline: bool, config: Path, how: How) -> list[str]:
    """Give the command of one strict build."""
    store = target.parent if how.anew else config.parent / ".cache"
    kind = "offline" if offline else "site"
    arguments = config, target, store / "remembered.sqlite", kind, how.processes
    return [sys.executable, "-m", "serving.once", *map(str, arguments)]


def _run(command: list[str], offline: bool, stop: Event) -> Outcome:
    """Run a build in a process of its own."""
    environment = {"SOURCE_DATE_EPOCH": EPOCH, **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment["PYTHONUTF8"] = "1"
    rooms = (str(_SCRIPTS), str(_SCRIPTS.parent / "hooks"), os.environ.get("PYTHONPATH"))
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, rooms))
    if offline:
        environment |= {"DIRECTORY_URLS": "false", "SITE_URL": ""}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    while True:
        try:
            printed = process.communicate(timeout=0.2)[0]
            break
        except subprocess.TimeoutExpired:
            if stop.is_set():
                process.terminate()
    # MkDocs lists pages on lines of their own below a message: they belong to it.
    lines = [line for line in printed.replace("\n  - ", " ").splitlines() if line.strip()]
    if "Traceback (most recent call last):" in lines:  # such as a full disk: its last line says it
        lines = [f"ERROR   -  The build broke off: {lines[-1]}"]
    return Outcome(process.returncode, lines)


def _clear(folder: Path, prefix: str) -> None:
    """Remove what builds that were killed have left."""
    for path in folder.glob(f"{prefix}*"):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(path, ignore_errors=True)


_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)


def swap_in(finished: Path, target: Path) -> None:
    """Put a finished folder where the target is; the folder that was there is removed.

    Args:
        finished: The new folder, on the same file system.
        target: Where it belongs; it may be there already.
    """
    if not target.exists():
        finished.rename(target)
    elif _exchanged(finished, target):
        shutil.rmtree(finished, ignore_errors=True)
    else:  # Windows, old file systems: two renames, with a moment between them
        aside = finished.with_name(finished.name + ".old")
        target.rename(aside)
        finished.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; tell whether this system can."""
    first, second = os.fsencode(one), os.fsencode(other)
    code: int = -1
    try:
        if sys.platform == "darwin":
            code = ctypes.CDLL(None).renamex_np(first, second, _EXCHANGE)
        else:
            code = ctypes.CDLL(None).renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
    except (OSError, AttributeError, TypeError):
        return False
    return code == 0
