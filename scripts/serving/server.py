"""The server of serve.py: a file that is saved is read at once, and what is asked for is made then.

MkDocs' own server waits for half a second before it looks, and builds every page. Its script that
loads a page again may not run under the site's policy, so ours stands in files of their own.
"""

import gc
import json
import os
import posixpath
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from mkdocs.__main__ import State
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from publishing.standing import around, digest
from serving.live import LiveSite
from serving.memory import Memory
from serving.remembered import Remembered
from serving.store import Store

_CHANGES = (EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED)
_SETTLED = 0.02  # seconds without a change after which all of a save has been written
CODE = ("hooks", "scripts/serving", "scripts/prose", "scripts/checking")
"""What this process has loaded."""
WATCHED = ("overrides", "scripts", "hooks", "tests/data")
_OURS = "/mim-serve/"
# Each answer comes when there is something to do, and a script needs no permission to fetch.
_START = """(() => {
  const ask = (name, then) => {
    const script = document.createElement("script");
    const page = encodeURIComponent(location.pathname);
    script.src = `%s${name}?epoch=%d&page=${page}&at=${Date.now()}`;
    script.onload = script.onerror = then;
    document.head.append(script);
  };
  const wait = ({ type }) => setTimeout(ask, type === "error" ? 3000 : 0, "wait.js", wait);
  // Only then, or the page itself would count as loading until something changes.
  addEventListener("load", () => setTimeout(ask, 0, "panel.js", wait));
})();
"""
_PANEL = 'document.querySelector("article")?.insertAdjacentHTML("afterbegin", %s);\n'
_RELOAD = "location.reload();\n"

log = get_plugin_logger("serve")


class Server(LiveReloadServer):
    """Serves a live site.

    Args:
        live: The site.
        reader: Reads the site anew after a change.
        named: What MkDocs' own server takes.
    """

    def __init__(self, live: LiveSite, reader: Callable[[], None], **named: Any) -> None:
        super().__init__(builder=reader, **named)
        self._live = live
        self.error_handler = lambda _: live.content("404.html")
        self.build_delay = _SETTLED
        self.observer = Observer()  # type: ignore[assignment]  # told by the system, not by looking

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002
        """See to it that each change of a file, or below a folder, is shown."""
        place = Path(path).resolve()

        def changed(event: FileSystemEvent) -> None:
            names = [Path(str(name)) for name in (event.src_path, event.dest_path) if name]
            ours = any(place in (name, *name.parents) for name in names)
            if ours and event.event_type in _CHANGES and not _is_by_itself(names[0]):
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()

        handler = FileSystemEventHandler()
        handler.on_any_event = changed  # type: ignore[method-assign]
        self._watched_paths[path] = 1
        folder = place if place.is_dir() else place.parent  # a file may be replaced by another
        self.observer.schedule(handler, str(folder), recursive=recursive and folder == place)

    def _serve_request(
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(_OURS):
            asked = {name: value[0] for name, value in parse_qs(environ["QUERY_STRING"]).items()}
            text = self._script(path.removeprefix(_OURS), int(asked["epoch"]), asked)
            start_response("200 OK", [("Content-Type", "application/javascript")])
            return [text.encode()]
        with self._epoch_cond:  # while files are read, the page waits for what they now say
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        address = self._address(path)
        content = self._live.content(address)
        if content is None:
            is_folder = not path.endswith("/") and self._live.content(f"{address}/index.html")
            if is_folder:
                start_response("302 Found", [("Location", f"{quote(path)}/")])
            return [] if is_folder else None
        if address.endswith(".html"):
            content = self._inject_js_into_html(content, epoch)
        kind = str(self._guess_type(address))  # type: ignore[no-untyped-call]
        size = str(len(content))
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", size)])
        return [content]

    def _address(self, path: str) -> str:
        """Give a file's path from the site's root as the browser asks for it."""
        name = path.removeprefix(self.mount_path.rstrip("/"))
        return posixpath.normpath(f"{name}index.html" if path.endswith("/") else name).lstrip("/")

    def _script(self, name: str, epoch: int, asked: dict[str, str]) -> str:
        if name == "wait.js":
            with self._epoch_cond:
                newer = self._epoch_cond.wait_for(
                    lambda: self._visible_epoch > epoch, timeout=self.poll_response_timeout
                )
            return _RELOAD if newer else ""
        if name == "panel.js":
            return _PANEL % json.dumps(self._live.panel(self._address(asked["page"])))
        return _START % (_OURS, epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        script = f'<script src="{_OURS}start.js?epoch={epoch}" defer></script>'
        before, mark, after = content.rpartition(b"</body>")
        return before + script.encode() + mark + after


def _is_by_itself(path: Path) -> bool:
    """Tell whether nobody writes a file: Python keeps what it has compiled."""
    return "__pycache__" in path.parts


def serve(root: Path, folder: str, port: int, *, open_in_browser: bool) -> bool:
    """Serve a site until somebody stops it; tell whether it has to start anew, with new code.

    Args:
        root: The folder with mkdocs.yml.
        folder: Where the files that were asked for are kept.
        port: The port.
        open_in_browser: Whether to open it.
    """
    shown = State()  # type: ignore[no-untyped-call]  # prints what MkDocs logs, as its own command does
    load = partial(load_config, str(root / "mkdocs.yml"), site_dir=folder, strict=False)
    config = load()
    config.plugins.on_startup(command="serve", dirty=False)
    store = Store(root / ".cache/remembered.sqlite", "serve")
    live = LiveSite(root, load, Remembered(setattr, Memory(around(root), store)))
    code = digest(root / name for name in CODE)

    def read() -> None:
        if digest(root / name for name in CODE) != code and not _told_broken(root):
            raise _Changed
        live.read()

    mount = urlsplit(config.site_url or "/").path
    server = Server(live, read, host="127.0.0.1", port=port, root=folder, mount_path=mount)
    try:
        live.read()
        gc.freeze()  # what is remembered is not looked through for what nobody needs any more
        for place in _watched(root, config):
            server.watch(place)
        server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
    except _Changed:
        return True
    except KeyboardInterrupt:
        log.info("Shutting down...")
    finally:
        server.shutdown()
        config.plugins.on_shutdown()
        store.end()
        del shown
    return False


def _watched(root: Path, config: MkDocsConfig) -> Iterable[str]:
    """Give the files and folders whose changes are seen."""
    own = (root / name for name in WATCHED)
    places = dict.fromkeys(map(str, (config.docs_dir, root / "mkdocs.yml", *config.watch, *own)))
    return filter(os.path.exists, places)


class _Changed(BaseException):
    """The code is no longer the one that runs."""


def _told_broken(root: Path) -> bool:
    """Tell whether some code cannot be run, and say where; the code that runs goes on."""
    for path in (path for name in CODE for path in (root / name).rglob("*.py")):
        try:
            compile(path.read_bytes(), path, "exec")
        except SyntaxError as error:
            where = f"{path.relative_to(root).as_posix()}:{error.lineno}:{error.offset}"
            log.error(f"{where}: this is no Python: {error.msg}. The old code runs on.")
            return True
    return False
