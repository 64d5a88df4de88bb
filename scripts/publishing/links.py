"""Checks a built site as a browser would meet it: every link arrives, nothing comes from outside.

MkDocs checks the links that authors write; this checks what is really in the pages, templates and
generated parts included.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.tokens import Mark, attribute, attribute_span, marks

# "https://example.org/", "//example.org", "mailto:a@example.org"
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]*:", re.I)
# "url(fonts/a.woff2)", "@import 'b.css'"
_CSS_URL = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)|@import\s+['\"]([^'\"]+)")
_POINTING = {
    **dict.fromkeys(("a", "area", "link"), ("href",)),
    **dict.fromkeys(("img", "source", "script", "iframe"), ("src", "srcset")),
}
_METADATA = frozenset("canonical alternate license author edit help prev next".split())


@dataclass(frozen=True)
class BuiltPage:
    """A built page: its path in the site, the ids it has, and its links with their lines."""

    path: str
    ids: frozenset[str]
    links: tuple[tuple[str, int], ...]
    loaded: tuple[tuple[str, int], ...]


def check_built_site(root: Path) -> list[Problem]:
    """Check every page and stylesheet of a built site.

    Args:
        root: The folder of the site.

    Returns:
        Links that arrive nowhere, and whatever a page would load from another host.
    """
    pages = {
        path.relative_to(root).as_posix(): read_page(path.relative_to(root).as_posix(), text)
        for path in sorted(root.rglob("*.html"))
        if (text := path.read_text(encoding="utf-8"))
    }
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    problems = [p for page in pages.values() for p in _page_problems(page, pages, files)]
    for path in sorted(root.rglob("*.css")):
        problems += _style_problems(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    return problems


def read_page(path: str, html: str) -> BuiltPage:
    """Read ids and links of one built page."""
    ids: set[str] = set()
    links: list[tuple[str, int]] = []
    loaded: list[tuple[str, int]] = []
    for mark in marks(html):
        for name in ("id", "name") if mark.name == "a" else ("id",):
            if value := attribute(mark.attributes, name):
                ids.add(value)
    for mark, address, start, _ in addresses(html):
        relations = (attribute(mark.attributes, "rel") or "").split()
        if mark.name in ("a", "area"):
            links.append((address, html.count("\n", 0, start) + 1))
        elif mark.name != "link" or _METADATA.isdisjoint(relations):
            loaded.append((address, html.count("\n", 0, start) + 1))
    return BuiltPage(path, frozenset(ids), tuple(links), tuple(loaded))


def _page_problems(
    page: BuiltPage, pages: dict[str, BuiltPage], files: set[str]
) -> Iterator[Problem]:
    for source, line in page.loaded:
        if _OUTSIDE.match(source) and not source.startswith("data:"):
            what = f"the page loads `{source}` from another host"
            yield Problem(page.path, line, 0, "outside-request", what, "keep a copy in the site")
        elif not source.startswith("data:") and target_of(page.path, source)[0] not in files:
            what = f"`{source}` is not in the site"
            yield Problem(page.path, line, 0, "dead-link", what, "mend the address or add the file")
    for href, line in page.links:
        if _OUTSIDE.match(href):
            continue
        if page.path == "404.html" and href.startswith("/"):
            continue  # shown at any depth, so its links start at the site's root
        target, fragment = target_of(page.path, href)
        if target not in files:
            what = f"the link `{href}` arrives nowhere"
            yield Problem(page.path, line, 0, "dead-link", what, "mend the address")
        elif fragment and target in pages and fragment not in pages[target].ids:
            what = f"the link `{href}` names a part that `{target}` does not have"
            yield Problem(page.path, line, 0, "dead-anchor", what, "mend the part after `#`")


def target_of(path: str, href: str) -> tuple[str, str]:
    """Give the file that a link on a page leads to, and the part of it; both from the site's root.

    Args:
        path: The page.
        href: What its link says; one that leads to another site gives no file that there is.
    """
    address, _, fragment = href.partition("#")
    address = unquote(address.split("?")[0])
    if not address:
        return path, unquote(fragment)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    if address.endswith(("/", "/.", "/..")) or address in (".", ".."):
        target = posixpath.join(target, "index.html")
    return posixpath.normpath(target).lstrip("/"), unquote(fragment)


def addresses(html: str) -> Iterator[tuple[Mark, str, int, int]]:
    """Give the addresses that links and pictures of a page name, and where they start and end."""
    for mark in marks(html):
        for name in _POINTING.get(mark.name, ()):
            if found := attribute_span(mark.attributes, name):
                at = html.index(mark.attributes, mark.start)
                start, end = at + found[0], at + found[1]
                yield mark, unescape(html[start:end]), start, end


def _style_problems(path: str, css: str) -> Iterator[Problem]:
    for match in _CSS_URL.finditer(css):
        address = match[1] or match[2]
        if _OUTSIDE.match(address):
            line = css.count("\n", 0, match.start()) + 1
            what = f"the stylesheet loads `{address}` from another host"
            yield Problem(path, line, 0, "outside-request", what, "keep a copy in the site")
