#!/usr/bin/env python3
"""Take the pictures of README.md anew: a page with a card open, light, dark, and on a phone.

    python3 scripts/take_pictures.py

It builds the site, opens it in Chromium, and writes .github/images/, which no site publishes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment(test=True)

sys.path.insert(0, str(ROOT / "hooks"))
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from building import build_site
from test import find_chromium

PAGE = "therapy/how-mbt-works/"
WORD = "main a.term >> nth=2"
SHOTS: dict[str, dict[str, object]] = {
    "light.png": {"color_scheme": "light", "viewport": {"width": 1100, "height": 720}},
    "dark.png": {"color_scheme": "dark", "viewport": {"width": 1100, "height": 720}},
    "phone.png": {"color_scheme": "light", "viewport": {"width": 360, "height": 700},
                  "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
}  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def main(target: Path = ROOT / ".github" / "images") -> int:
    """Take all pictures; give the exit code."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        if (outcome := build_site(site)).code:
            fail(outcome.problems[0])
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/{PAGE}"
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_chromium())
                for name, options in SHOTS.items():
                    _take(browser, address, target / name, options)
                browser.close()
            server.shutdown()
    return 0


def _take(browser: Browser, address: str, file: Path, options: dict[str, object]) -> None:
    """Open the page, open a card, and keep what is seen, in few colours."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(address)
    word = page.locator(WORD)
    word.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 250)")
    word.tap() if options.get("has_touch") else word.hover()
    page.locator(".peek-card").wait_for()
    page.evaluate("document.fonts.ready")
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(96).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    raise SystemExit(main())
