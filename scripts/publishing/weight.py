"""Says which built pages are heavier at a first visit than a cheap phone can bear.

A first visit loads the page, what all its kind loads, and the pictures near the first screen. Lists
of everything there is, such as all sources, grow with what they list, and are no articles.
"""

import re
from functools import cache
from gzip import compress
from math import ceil
from pathlib import Path
from posixpath import dirname, join, normpath

from glossary_cards.diagnostics.problem import Problem, Severity

MOST = 26_000
"""Bytes of an article, compressed as hosts do."""
_SMALL = 30_000  # bytes of a page that cannot be too heavy, and so is not compressed
# Lines above a picture that Chromium loads at once on a phone, some four screens down, and letters
# in a line. Of 91 pictures 90 are loaded, or not, as this says.
_NEAR, _LINE = 113, 38
_LIST = re.compile(r'class="(?:mim-references|glossary-letter)')  # <ol class="mim-references">
# <link rel="stylesheet" href="../mim.css">, <script src="../mim.js" defer>, <link rel="icon" ..>
_LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script src)="([^"]+)"')
_PICTURE = re.compile(r'<img [^>]*src="([^"]+)"')  # <img alt="" src="../tree.svg">
_TAG = re.compile(r"<[^>]*>")  # <p>, </p>
_END = re.compile(r"</(?:p|li|h[1-6]|d[dt]|t[dh]|summary|figcaption)>|<img")  # </p>


def heavy_pages(site: Path, docs: Path) -> list[Problem]:
    """Name the articles of a built site that are too heavy.

    Args:
        site: The folder of the hosted site.
        docs: The folder of its sources.
    """

    @cache
    def weight(path: str) -> int:
        file = site / path
        return len(compress(file.read_bytes(), 9)) if file.is_file() else 0

    problems = []
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        if len(html) < _SMALL or _LIST.search(html):
            continue
        page = file.relative_to(site).as_posix()
        loaded = {normpath(join(dirname(page), address)) for address in _first_loads(html)}
        parts = {path: weight(path) for path in (page, *loaded)}
        if (size := sum(parts.values())) > MOST:
            problems.append(_too_heavy(_source(page, docs), size, parts))
    return problems


def _first_loads(html: str) -> set[str]:
    """Give the addresses of what a page loads before anybody scrolls."""
    main = html.find("<article")
    near = (
        picture[1]
        for picture in _PICTURE.finditer(html, max(main, 0))
        if _lines(html[main : picture.start()]) < _NEAR
    )
    return {*_LOADED.findall(html), *near}


def _lines(html: str) -> int:
    """Count the lines of text on a phone: each block begins its own."""
    blocks = (" ".join(_TAG.sub("", block).split()) for block in _END.split(html))
    return sum(ceil(len(block) / _LINE) for block in blocks)


def _source(page: str, docs: Path) -> str:
    """Name the file that a page is made from: ``a/b/index.html`` may be ``a/b.md``."""
    name = page.removesuffix(".html")
    short = name.removesuffix("/index")
    return f"docs/{short if (docs / f'{short}.md').is_file() else name}.md"


def _too_heavy(source: str, size: int, parts: dict[str, int]) -> Problem:
    largest = sorted(parts.items(), key=lambda part: -part[1])[:3]
    told = ", ".join(f"{path} {weight:,}" for path, weight in largest)
    what = (
        f"a first visit loads {size:,} bytes, and an article may load {MOST:,}; most are in {told}"
    )
    mend = "split the page in two, or let its first picture come later"
    return Problem(source, 1, 0, "heavy-page", what, mend, Severity.WARNING)
