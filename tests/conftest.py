"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from sites import Built, Files, build_here, write_site

MakeSite = Callable[..., Built]


def pytest_configure(config: pytest.Config) -> None:
    """A run of the day draws the same examples each time, a nightly one draws afresh.

    So a proposal is not red for what it did not change. No example has a deadline: how long it takes
    says how busy the machine is.
    """
    is_nightly = "hypothesis" in (config.option.markexpr or "")
    settings.register_profile("unhurried", deadline=None, derandomize=not is_nightly)
    settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the code gives into the golden files; read the difference afterwards",
    )


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Build a small site: ``site({"docs/index.md": ...}, {"theme": ...}, strict=True)``."""

    def made(
        files: Files, config: Mapping[str, Any] | None = None, *, strict: bool = False
    ) -> Built:
        write_site(tmp_path, files, config)
        return build_here(tmp_path, strict=strict)

    return made


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold a text against a golden file: ``golden(path, text)``."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"see {path.name}, or --update-golden"

    return check
