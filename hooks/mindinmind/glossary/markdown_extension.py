"""The glossary as a Python-Markdown extension, for generators that run no MkDocs hooks.

Zensical runs Python-Markdown extensions and tells them which page it renders; write into its
configuration ``mindinmind.glossary.markdown_extension`` with any of the glossary's settings, and
``docs_dir``, ``directory_urls``. One page is seen at a time here: a term's page cannot list where
the term is used, nothing is published as data, and the search index is the generator's own.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mindinmind.glossary.bibliography import read_bibliography
from mindinmind.glossary.checks.terms import check_terms
from mindinmind.glossary.config_file import ConfigFile
from mindinmind.glossary.paths import slug_of
from mindinmind.glossary.setting_values import read_settings
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.severities import with_severity
from mindinmind.glossary.site import SiteGlossary
from mindinmind.glossary.usage import SourcePage
from mindinmind.problems import log_all
from mindinmind.sources import read_file

_NO_TEXT = "<!-- glossary: no text -->"
_FIRST = 1000
_SELDOM = 20
_CONFIG_FILE = ConfigFile("markdown_extensions", {})
log = logging.getLogger("mindinmind.glossary")


def makeExtension(**settings: Any) -> GlossaryExtension:  # noqa: N802  # Python-Markdown's name
    """Make the extension; Python-Markdown calls this.

    Args:
        settings: The settings of ``extra.glossary``; ``docs_dir``, the folder of the sources, and
            ``directory_urls``, whether pages are addressed as folders, for a generator that does
            not say which page it renders. One that does resolves links to source files.
    """
    return GlossaryExtension(**settings)


class GlossaryExtension(Extension):
    """Adds the glossary to one Markdown converter.

    Attributes:
        page: The page that is being converted.
        site: The terms, as they stood when it was begun.
    """

    def __init__(self, docs_dir: str = "docs", directory_urls: bool = True, **given: Any) -> None:
        super().__init__()
        self.docs_dir = docs_dir
        self.directory_urls = directory_urls
        self.settings, problems = read_settings({**given, "exports": []}, _CONFIG_FILE.path)
        self.page = SourcePage("", "")
        self.site = SiteGlossary(self.settings)
        log_all(problems, log, logging.WARNING)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Compose a term's page before its text is converted, and link what came out."""
        md.preprocessors.register(_Compose(md, self), "glossary", _FIRST)
        convert = md.convert

        def convert_all(source: str) -> str:
            """Convert an empty text, too, which Python-Markdown gives back at once.

            The links are made here and not in a postprocessor: the extension ``toc`` runs all of
            those for each heading, and makes the heading's id from what they give.
            """
            html = convert(source if source.strip() else _NO_TEXT).replace(_NO_TEXT, "")
            return self.site.finished_alone(self.page, html).strip()

        md.convert = convert_all  # type: ignore[method-assign]

    def begin_page(self, md: Markdown) -> None:
        """Note the page being rendered, and the terms with their addresses as it needs them."""
        page = _page(md, self.settings.language)
        known = "folders" if self.directory_urls else "files"
        sources = _sources(self.docs_dir, self.settings, "sources" if page else known)
        self.page = page or SourcePage("", "", language=self.settings.language)
        self.site = sources.site()


class _Compose(Preprocessor):
    """Puts the definition into the page of a term, and notes which page that is."""

    def __init__(self, md: Markdown, glossary: GlossaryExtension) -> None:
        super().__init__(md)
        self.glossary = glossary

    def run(self, lines: list[str]) -> list[str]:
        self.glossary.begin_page(self.md)
        page, site = self.glossary.page, self.glossary.site
        if site.slug_of_source(page.path) is None:
            return lines
        body = "\n".join(lines).replace(_NO_TEXT, "")
        return site.term_page(page.path, body).split("\n")


class _Sources:
    """The files that the glossary is made from, read again when one has changed.

    A generator converts page after page and does not say when a build begins. So the files are
    looked at again and again, for no more than a twentieth of the time.
    """

    def __init__(self, docs_dir: str, settings: Settings, addresses: str) -> None:
        self._docs_dir = docs_dir
        self._settings = settings
        self._addresses = addresses
        self._site = SiteGlossary(settings, docs_dir, _CONFIG_FILE)
        self._state: object = None
        self._fresh_until = 0.0

    def site(self) -> SiteGlossary:
        """Give the terms as they stand in the files."""
        now = monotonic()
        if now >= self._fresh_until:
            paths = _paths_below(self._docs_dir)
            terms = [path for path in paths if slug_of(path, self._settings.folder)]
            read = [*(f"{self._docs_dir}/{path}" for path in terms), self._settings.bibliography]
            state = paths, [_stamp(file) for file in read]
            self._fresh_until = now + _SELDOM * (monotonic() - now)
            if state != self._state:
                self._state, self._site = state, self._loaded(paths, terms)
        return self._site

    def _loaded(self, paths: Iterable[str], terms: Iterable[str]) -> SiteGlossary:
        """Read the terms and the bibliography, and say what is wrong with them."""
        docs_dir, bibliography = self._docs_dir, self._settings.bibliography
        site = SiteGlossary(self._settings, docs_dir, _CONFIG_FILE)
        urls = {path: _url(path, self._addresses) for path in paths}
        read = {path: read_file(f"{docs_dir}/{path}", Path(docs_dir, path)) for path in terms}
        site.load([(path, urls[path], text) for path, (text, _) in read.items()], urls)
        site.bibliography, found = read_bibliography(bibliography, Path(), _CONFIG_FILE)
        unreadable = [problem for _, problems in read.values() for problem in problems]
        all_found = [*unreadable, *site.problems, *found, *check_terms(site)]
        log_all(with_severity(all_found, self._settings), log, logging.WARNING)
        return site


_sources = lru_cache(maxsize=4)(_Sources)


def _paths_below(folder: str) -> list[str]:
    """Give the path of every file in a folder and below it."""
    found = []
    for where, _, names in os.walk(folder):
        inside = Path(where).relative_to(folder)
        found += [(inside / name).as_posix() for name in names]
    return sorted(found)


def _stamp(file: str) -> tuple[int, int]:
    """Give what changes with a file; zeros where it is not there."""
    try:
        found = os.stat(file)  # noqa: PTH116  # a thousand files: Path is slower
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _url(path: str, addresses: str) -> str:
    """Give the address of a source file, relative to the site's root."""
    stem = path.removesuffix(".md")
    if addresses == "sources" or stem == path:
        return path
    if addresses == "files":
        return f"{stem}.html"
    return f"{stem.removesuffix('index').rstrip('/')}/" if stem != "index" else ""


def _page(md: Markdown, language: str) -> SourcePage | None:
    """Give the page being rendered where the generator tells, addressed by its source file."""
    for processor in md.preprocessors:
        page: Any = getattr(processor, "page", None)
        if hasattr(page, "path"):
            path, meta = str(page.path), getattr(page, "meta", None) or {}
            return SourcePage(path, path, str(page.title or ""), meta, meta.get("lang") or language)
    return None
