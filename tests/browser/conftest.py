"""What every browser test shares: one real Chromium, a local server, pages that may not phone out.

Fixtures:
    browser   one Chromium for the session. Found at $MIM_CHROMIUM, else as a system command, else
              Playwright's own; a missing browser is a failure, never a skip.
    serve     ``serve(folder) -> url`` of a static server on 127.0.0.1 (a free port), without final slash.
    new_page  ``new_page(**context_options) -> Page``: a page in its own context, closed at the end.
    desktop   a page of 1280 x 800 with a mouse.
    phone     a page of 360 x 740 with touch.
    hosted_site, offline_site   folders with the project's own site, built once for all tests.
    bundle    the zip for readers without a network; unzipped_bundle is a folder with what it holds.

Every page is guarded: a request to another host than this machine fails the test that made it,
and so does an error that no script caught.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from building import build_site
from publishing.bundle import Edition, write_bundle

PATIENCE = 20_000
"""Milliseconds to wait for what a page should come to: a busy machine is no mistake of the page's."""
expect.set_options(timeout=PATIENCE)
COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def find_chromium() -> str | None:
    """Give the path of a Chromium: $MIM_CHROMIUM, else a system one, else None (Playwright's own)."""
    return os.environ.get("MIM_CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, started once: a second one in the same process would refuse to start."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        running = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
    except Error as error:
        pytest.fail(f"no Chromium: install one, or set MIM_CHROMIUM to its path ({error})")
    yield running
    running.close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line of log for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """Takes no notice of a page that is left while its files still come."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of every error but a connection that the browser gave up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path | str], str]]:
    servers: dict[str, QuietServer] = {}

    def start(folder: Path | str) -> str:
        key = str(Path(folder).resolve())
        if key not in servers:
            handler = partial(QuietHandler, directory=key)
            servers[key] = QuietServer(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[key].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[key].server_port}"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()


def is_foreign(url: str) -> bool:
    """Tell whether `url` asks another machine for something."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []
    foreign: list[str] = []
    errors: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda seen: is_foreign(seen.url) and foreign.append(seen.url))
        context.on("weberror", lambda seen: errors.append(str(seen.error)))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not foreign, f"requests to other hosts: {foreign}"
    assert not errors, f"errors in the page's scripts: {errors}"


@pytest.fixture
def desktop(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(**PHONE)


@pytest.fixture(scope="session")
def hosted_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once for all tests as a host would serve it."""
    return _once(tmp_path_factory, "hosted", partial(_build, offline=False))


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once for all tests for opening from a folder."""
    return _once(tmp_path_factory, "offline", partial(_build, offline=True))


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory, offline_site: Path) -> Path:
    """The zip that readers without a network get."""

    def pack(target: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            made = write_bundle(offline_site, Path(folder), Edition("2026.11.29"))
            shutil.move(made, target)

    return _once(tmp_path_factory, "bundle.zip", pack)


@pytest.fixture(scope="session")
def unzipped_bundle(tmp_path_factory: pytest.TempPathFactory, bundle: Path) -> Path:
    """The folder that a reader unzipped the bundle into."""

    def unzip(target: Path) -> None:
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(target.with_suffix(".part"))
        target.with_suffix(".part").rename(target)

    return _once(tmp_path_factory, "unzipped", unzip)


@pytest.fixture(scope="session")
def bundled_site(unzipped_bundle: Path) -> Path:
    """The site in the folder that a reader unzipped."""
    return unzipped_bundle / "mind-in-mind-2026.11.29" / "site"


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make a file or folder once for the whole run, also when several workers share the tests.

    The first to come makes it; it has to appear whole, by a last rename. The others wait for it.
    """
    folder = factory.getbasetemp()
    target = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / name
    failed = target.with_name(f"{name}.failed")
    try:
        target.with_name(f"{name}.lock").touch(exist_ok=False)
    except FileExistsError:
        until = time.monotonic() + 600
        while not target.exists():
            assert not failed.exists(), f"{name} could not be made, see the other worker's message"
            assert time.monotonic() < until, f"{name} was not made within ten minutes"
            time.sleep(0.2)
        return target
    try:
        make(target)
    except BaseException:
        failed.touch()
        raise
    return target


def _build(target: Path, *, offline: bool) -> None:
    """Build the site; show MkDocs' messages when that fails."""
    outcome = build_site(target, offline=offline)
    assert outcome.code == 0, "\n".join(outcome.messages)
