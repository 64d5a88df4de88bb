#!/usr/bin/env python3
"""Take the pictures of README.md and CONTRIBUTING.md anew.

    python3 scripts/take_pictures.py

It builds the site as it is, on Material's own page, and with something to mend, opens the three in
Chromium, which asks no network, and writes .github/images/, which no site publishes.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment(test=True)

from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

from checking.panel import START, panel, to_mend
from checking.site import read_site
from mindinmind.templates import environment
from test import find_chromium

DESK: dict[str, Any] = {"viewport": {"width": 1100, "height": 720}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 700},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DRAFT = "\nBorderlines always push people away. See [the next page](nxt.md).\n"


@dataclass(frozen=True)
class Shot:
    """A picture: of which site and page, what is pointed at, what is kept, in which browser."""

    file: str
    site: str = "own"
    page: str = "therapy/how-mbt-works/"
    word: str = "main a.term >> nth=2"
    kept: str = ""
    browser: dict[str, Any] = field(default_factory=lambda: DESK)


SHOTS = (
    Shot("light.png"),
    Shot("dark.png", browser={**DESK, "color_scheme": "dark"}),
    Shot("phone.png", browser=PHONE),
    Shot("material.png", "material"),
    Shot("mend.png", word="", kept=".mim-mend"),
    Shot("to-mend.png", "draft", "family/friends/", word="", kept="main aside.warning"),
)
SITES = {"own": {}, "material": {"MIM_PAGE": "material"}, "draft": {}}


def main(target: Path = ROOT / ".github" / "images") -> int:
    """Take all pictures; give the exit code."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for name, variables in SITES.items():
            _build(Path(folder, name), variables, draft=name == "draft")
        browser = playwright.chromium.launch(executable_path=find_chromium())
        for shot in SHOTS:
            _take(browser, Path(folder), target, shot)
        browser.close()
    return 0


def _build(site: Path, variables: dict[str, str], *, draft: bool) -> None:
    """Build the site; a draft is a copy with something to mend on a page, which says so."""
    root = ROOT
    if draft:
        root = site.with_name("source")
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "site", "dist", "tests"))
        with (root / "docs/family/friends.md").open("a", encoding="utf-8") as page:
            page.write(DRAFT)
    command = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "-d", str(site)]
    paths = os.pathsep.join([f"{root}/scripts", f"{root}/hooks"])
    address = {"REPO_URL": "https://github.com/mind-in-mind/mind-in-mind", "PYTHONPATH": paths}
    env = {**os.environ, **address, **variables}
    result = subprocess.run(command, cwd=root, env=env, capture_output=True, check=False)
    if result.returncode:
        fail(result.stderr.decode().strip())
    if draft:
        _show_what_is_left(root, site / "family/friends/index.html")


def _show_what_is_left(root: Path, page: Path) -> None:
    """Show on a page what serve.py shows on it."""
    problems = to_mend(root, read_site(root / "mkdocs.yml").problems)
    words = panel(problems, "docs/family/friends.md", environment())
    page.write_text(page.read_text("utf-8").replace(START, START + words, 1), "utf-8")


def _take(browser: Browser, sites: Path, target: Path, shot: Shot) -> None:
    """Open the page, open a card, and keep what is seen, in few colours."""

    def answer(route: Route) -> None:
        path = sites / urlsplit(route.request.url).path.removeprefix("/")
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page = browser.new_context(**shot.browser).new_page()
    page.route("**", answer)
    page.goto(f"http://sites.test/{shot.site}/{shot.page}")
    if shot.word:
        word = page.locator(shot.word)
        word.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 250)")
        word.tap() if shot.browser.get("has_touch") else word.hover()
        page.locator(".peek-card").wait_for()
        page.wait_for_timeout(500)  # until a tap's own colour is gone
    bytes_ = page.locator(shot.kept).screenshot() if shot.kept else page.screenshot()
    file = target / shot.file
    Image.open(io.BytesIO(bytes_)).convert("RGB").quantize(96).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    raise SystemExit(main())
