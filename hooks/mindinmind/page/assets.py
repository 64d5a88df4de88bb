"""What the browser loads: one small stylesheet, one small script, the rest when it is asked for.

Folders say which is which: ``stylesheets/first/`` stands in every page, its ``only/`` in pages with
the class that a file is named after, and what ``on-demand/`` holds stays files of their own.
"""

import hashlib
import os
import pickle
import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDERS = ("stylesheets", "javascripts", "on-demand")
"""Those of a theme's assets that are joined, or shipped shorter than they were written."""

_FOR_DRAWINGS = re.compile(r"--draw-[^;{}]*;")  # "--draw-sand: light-dark(#f6e9d8, #332a27);"
_LOADED = {"css": "text/css", "js": "application/javascript"}
_KINDS = {**_LOADED, "html": "text/html", "svg": "image/svg+xml"}


class Asset(NamedTuple):
    """A file that pages load."""

    name: str
    text: str


@dataclass(frozen=True)
class Assets:
    """All that pages load.

    Attributes:
        critical: The styles that stand in every page.
        only: Those that stand in pages with a class, by the class.
        style: All other styles.
        script: The script.
        on_demand: Styles and scripts that only some pages load, or only when they are asked for.
    """

    critical: str
    only: Mapping[str, str]
    style: Asset
    script: Asset
    on_demand: tuple[Asset, ...]

    @property
    def all(self) -> tuple[Asset, ...]:
        """Give the files."""
        return (self.style, self.script, *self.on_demand)


NONE_YET = Assets("", {}, Asset("", ""), Asset("", ""), ())
"""Those of a site that nothing has been made for."""


def assets_of(
    folder: Path, without: Collection[str], more: tuple[Sequence[str], Sequence[str]], apart: str
) -> Assets:
    """Read a theme's folder of assets.

    Args:
        folder: The folder.
        without: Names of files that are left out.
        more: Stylesheets and scripts of others, to be joined with the theme's.
        apart: The folder of styles that come between the theme's first and all others, where no
            styles stand in the page itself; nothing where they do.
    """
    styles = folder / "stylesheets"
    first = _joined(styles / "first", "css", without)
    only = {
        path.stem: shortest(path.read_text("utf-8"), "css") for path in _in(styles / "first/only")
    }
    rest = _joined(styles, "css", without, *more[0])
    if apart:
        between = _joined(styles / apart, "css", ())
        first, rest, only = "", "".join([first, *only.values(), between, rest]), {}
    on_demand = (
        Asset(f"assets/on-demand/{path.name}", shortest(path.read_text("utf-8"), path.suffix[1:]))
        for path in _in(folder / "on-demand")
    )
    script = _joined(folder / "javascripts", "js", without, *more[1])
    return Assets(first, only, _named("css", rest), _named("js", script), tuple(on_demand))


def shortest(text: str, kind: str) -> str:
    """Write a stylesheet, a script, a page or a drawing in as few bytes as do the same.

    One with a mistake stays as it is. The colours that only drawings use are left out: pages show
    the drawings as pictures.
    """
    import minify  # noqa: PLC0415  # an eighth of all the memory that a small build would need

    minify.config({"js-version": 2020})  # nothing newer than what we write ourselves: no "??="
    try:
        return str(minify.string(_KINDS[kind], _FOR_DRAWINGS.sub("", text)))
    except minify.MinifyError:
        return text


def made_apart(make: Callable[[], Assets]) -> Assets:
    """Make assets in a copy of this process, whose memory goes with it, where that is safe.

    A copy has one thread alone: it would wait for ever for a lock that another of ours holds, and
    for the threads that the library starts when it is loaded.
    """
    made: list[Assets] = []
    threads = Path("/proc/self/task")  # of Linux; elsewhere nobody knows of those that C began
    if threads.is_dir() and len([*threads.iterdir()]) == 1 and "minify" not in sys.modules:
        reading, writing = os.pipe()
        if not (copy := os.fork()):
            try:
                with os.fdopen(writing, "wb") as out:
                    pickle.dump([make()], out)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as found, suppress(EOFError, pickle.UnpicklingError):
            made = pickle.load(found)
        os.waitpid(copy, 0)
    return made[0] if made else make()


def _in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.*") if path.suffix[1:] in _LOADED)


def _joined(folder: Path, kind: str, without: Collection[str], *more: str) -> str:
    """Join a folder's files of a kind in the order of their names, and others."""
    paths = (path for path in _in(folder) if path.suffix[1:] == kind and path.name not in without)
    texts = (*(path.read_text("utf-8") for path in paths), *more)
    # A script that ends without a semicolon would call the next: "(() => {})()" and "(() => {})()".
    return (";\n" if kind == "js" else "\n").join(shortest(text, kind) for text in texts)


def _named(kind: str, text: str) -> Asset:
    """Name a file by what it holds: browsers may keep it for good."""
    return Asset(f"assets/mim.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{kind}", text)
