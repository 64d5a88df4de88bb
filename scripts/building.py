"""What build.py, check.py and the tests share: one strict MkDocs build, never half written.

A site is built beside its place, checked there, and swapped in: one that fails its checks never
replaces a good one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT
from publishing.swap import swap_in

STANDARD_EPOCH = "1577836800"


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


def build_site(
    target: Path,
    *,
    offline: bool = False,
    config: Path | None = None,
    check: Callable[[Path], list[str]] = lambda _: [],
) -> Outcome:
    """Build the site strictly; only a build without errors replaces an older one.

    Args:
        target: The folder to build into.
        offline: Whether to build for opening from a folder, without a server.
        config: The configuration; the project's own by default.
        check: Says what is wrong with the finished site, a line each, before anybody sees it.

    Returns:
        How it went; when it failed ``target`` is as it was.
    """
    unfinished = target.with_name(target.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(unfinished)]
    command += ["--config-file", str(config or ROOT / "mkdocs.yml")]
    environment = {"SOURCE_DATE_EPOCH": _epoch(), **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment["PYTHONUTF8"] = "1"
    if offline:
        environment |= {"DIRECTORY_URLS": "false", "SITE_URL": ""}
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    # MkDocs lists pages on lines of their own below a message: they belong to it.
    printed = (result.stdout + result.stderr).replace("\n  - ", " ")
    messages = [line for line in printed.splitlines() if line.strip()]
    code = result.returncode
    if not code and (wrong := check(unfinished)):
        code, messages = 1, wrong
    if code:
        shutil.rmtree(unfinished, ignore_errors=True)
    else:
        swap_in(unfinished, target)
    return Outcome(code, messages)


def _epoch() -> str:
    """Give the time of the last commit, so that equal sources give equal bytes."""
    result = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return result.stdout.strip() or STANDARD_EPOCH
