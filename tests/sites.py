"""Small MkDocs sites for tests, built in process."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

ROOT = Path(__file__).resolve().parent.parent
HOOK = ROOT / "hooks" / "glossary.py"
THEME = Path(__file__).parent / "plain_theme"

Files = Mapping[str, str | bytes]
"""Content by path from the site's root."""

PLAIN: dict[str, Any] = {
    "site_name": "Test",
    "theme": {"name": None, "custom_dir": str(THEME)},
    "plugins": [],
    "hooks": [str(HOOK)],
    "markdown_extensions": ["attr_list", "footnotes", "md_in_html"],
    "extra": {"glossary": {"exports": []}},
}
"""The smallest site that has the glossary; without the data files, which take longest."""


@dataclass(frozen=True)
class Built:
    """A built site.

    Attributes:
        root: The folder with mkdocs.yml.
        code: 0 when the build went through, 1 when MkDocs gave up.
        log: What MkDocs and its hooks said, as ``LEVEL: text``.
    """

    root: Path
    code: int
    log: list[str] = field(repr=False)

    @property
    def site(self) -> Path:
        """The folder with the built pages."""
        return self.root / "site"

    @property
    def problems(self) -> list[str]:
        """The glossary's problems, each with its level before it."""
        marked = (
            line.replace(": glossary: ", ": ", 1) for line in self.log if ": glossary: " in line
        )
        return [line for line in marked if ": [" in line]

    def page(self, name: str = "index.html") -> str:
        """Give a built file as text."""
        return (self.site / name).read_text(encoding="utf-8")

    def bytes_by_path(self) -> dict[str, bytes]:
        """Give every built file."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }


def write_site(root: Path, files: Files, config: Mapping[str, Any] | None = None) -> Path:
    """Write a site's sources; give its mkdocs.yml.

    Args:
        root: The folder to write into.
        files: Content by path from ``root``; a text is written as UTF-8.
        config: What differs from :data:`PLAIN`.
    """
    for name, content in {"docs/index.md": "# Home\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    target = root / "mkdocs.yml"
    if "mkdocs.yml" not in files:
        target.write_text(yaml.safe_dump({**PLAIN, **(config or {})}), encoding="utf-8")
    return target


def build_here(root: Path, *, strict: bool = False, loaded: MkDocsConfig | None = None) -> Built:
    """Build the site of a folder in this process.

    Args:
        root: The folder with mkdocs.yml.
        strict: Whether errors stop the build.
        loaded: A configuration loaded before, as ``mkdocs serve`` keeps its hooks.
    """
    with _noted("mkdocs") as log:
        try:
            config = loaded or load_config(str(root / "mkdocs.yml"), strict=strict)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            code = 0
        except Abort as stop:
            log.append(f"ABORT: {stop}")
            code = 1
    return Built(root, code, log)


def build_apart(root: Path, *options: str, environment: Mapping[str, str] | None = None) -> Built:
    """Build the site of a folder with the command line, in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    log = [" ".join(line.split()) for line in (result.stdout + result.stderr).splitlines()]
    # The command line writes "ERROR   -  glossary: ..." where the logger has "ERROR: glossary: ...".
    return Built(root, result.returncode, [line.replace(" - ", ": ", 1) for line in log])


@contextmanager
def _noted(name: str):
    """Note what a logger says."""
    log: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            log.append(f"{record.levelname}: {record.getMessage()}")

    logger = logging.getLogger(name)
    handler, level, propagates = Noting(), logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagates


def term(name: str, definition: str = "What it means.", body: str = "", **keys: object) -> str:
    """Give the text of a term's file."""
    meta = {"term": name, "definition": definition, **keys}
    return f"---\n{yaml.safe_dump(meta, sort_keys=False, allow_unicode=True)}---\n{body}"


def go_without(tool: str) -> NoReturn:
    """Skip a test whose tool is not on this computer; in CI, where it can be installed, fail."""
    if os.environ.get("CI") and sys.platform == "linux":
        pytest.fail(f"there is no {tool} on this machine")
    pytest.skip(f"there is no {tool} on this machine")
