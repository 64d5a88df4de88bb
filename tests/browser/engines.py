"""Three engines behind one small face: go somewhere, run a script, point, press, and see.

Chromium and Firefox are driven by Playwright, WebKit by the WebDriver that comes with WebKitGTK.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError

from playwright.sync_api import Error, Page, Playwright

from conftest import ARGUMENTS, find_chromium

WEBKIT = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
FOUND = {
    "chromium": find_chromium(),
    "firefox": shutil.which("firefox-esr") or shutil.which("firefox"),
    "webkit": WEBKIT and shutil.which("WebKitWebDriver") and shutil.which("Xvfb"),
}
KEYS = {"Tab": "\ue004", "Escape": "\ue00c", "Enter": "\ue007"}


class Engine(Protocol):
    """What the journeys need of a browser."""

    def goto(self, url: str) -> None:
        """Open a page."""

    def run(self, script: str) -> Any:
        """Give the value of an expression."""

    def point(self, selector: str) -> None:
        """Move the pointer onto an element."""

    def press(self, key: str) -> None:
        """Press a key, or type a character."""


class ByPlaywright:
    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def run(self, script: str) -> Any:
        for _ in range(20):
            try:
                return self.page.evaluate(script)
            except Error as error:  # the page is on its way to another
                if "navigation" not in str(error):
                    raise
                self.page.wait_for_timeout(100)
        raise AssertionError("the page never settled")

    def point(self, selector: str) -> None:
        self.page.mouse.move(1, 1)
        self.page.locator(selector).first.hover()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


class ByWebDriver:
    """Source: W3C, "WebDriver"."""

    def __init__(self, address: str) -> None:
        self.address = address
        options = {"binary": str(WEBKIT), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        made = self._ask("POST", "", {"capabilities": wanted})
        self.address += f"/{made['sessionId']}"
        self._ask("POST", "/window/rect", {"width": 1280, "height": 800})

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, data, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def goto(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        for _ in range(20):
            try:
                body = {"script": f"return ({script})", "args": []}
                return self._ask("POST", "/execute/sync", body)
            except HTTPError as error:  # 404: the page is on its way to another
                if error.code != 404:
                    raise
                time.sleep(0.1)
        raise AssertionError("the page never settled")

    def point(self, selector: str) -> None:
        box = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{box}.scrollIntoView({{block: 'center'}})")
        where = self.run(
            f"(r => [r.left + r.width / 2, r.top + r.height / 2].map(Math.round))"
            f"({box}.getClientRects()[0])"
        )
        moves = [
            {"type": "pointerMove", "x": x, "y": y, "duration": 50} for x, y in ((1, 1), where)
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": moves})

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        actions = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": actions})

    def _act(self, source: dict[str, object]) -> None:
        self._ask("POST", "/actions", {"actions": [source]})


@contextmanager
def opened(name: str, playwright: Playwright) -> Iterator[Engine]:
    """Start an engine and end it again."""
    if name == "webkit":
        with _webkit() as engine:
            yield engine
        return
    if name == "firefox":
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=FOUND[name])
    else:
        browser = playwright.chromium.launch(executable_path=FOUND[name], args=ARGUMENTS)
    yield ByPlaywright(browser.new_page(viewport={"width": 1280, "height": 800}))
    browser.close()


@contextmanager
def _webkit() -> Iterator[Engine]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    display = f":{90 + os.getpid() % 900}"
    environment = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # a test machine's root
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1400x1000x24"], **quiet)
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=environment, **quiet)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield ByWebDriver(f"http://127.0.0.1:{port}/session")
    finally:
        driver.kill()
        screen.kill()


def until(engine: Engine, condition: str, seconds: float = 15) -> None:
    """Wait until an expression is true."""
    end = time.monotonic() + seconds
    while not engine.run(f"Boolean({condition})"):
        assert time.monotonic() < end, f"never true: {condition}"
        time.sleep(0.1)
