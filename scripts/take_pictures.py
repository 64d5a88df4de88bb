#!/usr/bin/env python3
"""Take the pictures of README.md and CONTRIBUTING.md anew.

    python3 scripts/take_pictures.py

It builds the site as it is, on Material's own page, and with something to mend, opens the three in
Chromium, and writes .github/images/, which no site publishes.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment(test=True)

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

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


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def main(target: Path = ROOT / ".github" / "images") -> int:
    """Take all pictures; give the exit code."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, variables in SITES.items():
            _build(Path(folder, name), variables, draft=name == "draft")
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}"
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_chromium())
                for shot in SHOTS:
                    _take(browser, address, target, shot)
                browser.close()
            server.shutdown()
    return 0


def _build(site: Path, variables: dict[str, str], *, draft: bool) -> None:
    """Build a copy of the project; a draft has a page with something to mend, and says so."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("docs", "hooks", "overrides", "scripts", "mkdocs.yml", "VERSION"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, Path(folder, name))
        if draft:
            with Path(folder, "docs/family/friends.md").open("a", encoding="utf-8") as page:
                page.write(DRAFT)
        command = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "-d", str(site)]
        paths = os.pathsep.join([f"{folder}/scripts", f"{folder}/hooks"])
        address = {"REPO_URL": "https://github.com/mind-in-mind/mind-in-mind", "PYTHONPATH": paths}
        env = {**os.environ, **address, **variables}
        result = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
        if result.returncode:
            fail(result.stderr.decode().strip())
        if draft:
            _show_what_is_left(Path(folder), site / "family/friends/index.html")


def _show_what_is_left(root: Path, page: Path) -> None:
    """Show on a page what serve.py shows on it."""
    problems = to_mend(root, read_site(root / "mkdocs.yml").problems)
    words = panel(problems, "docs/family/friends.md", environment())
    page.write_text(page.read_text("utf-8").replace(START, START + words, 1), "utf-8")


def _take(browser: Browser, address: str, target: Path, shot: Shot) -> None:
    """Open the page, open a card, and keep what is seen, in few colours."""
    page = browser.new_context(**shot.browser).new_page()
    page.goto(f"{address}/{shot.site}/{shot.page}")
    if shot.word:
        word = page.locator(shot.word)
        word.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 250)")
        word.tap() if shot.browser.get("has_touch") else word.hover()
        page.locator(".peek-card").wait_for()
        page.wait_for_timeout(500)  # until a tap's own colour is gone
    bytes_ = page.locator(shot.kept).screenshot() if shot.kept else page.screenshot()
    file = target / shot.file
    Image.open(io.BytesIO(bytes_)).convert("RGB").quantize(96).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    raise SystemExit(main())
