"""The glossary as a Python-Markdown extension, for generators that run no MkDocs hooks.

Zensical runs Python-Markdown extensions and tells them which page it renders. One page is seen at a
time: a term's page cannot list where the term is used, nothing is published as data, and the search
index is the generator's own. It keeps pages that have not changed: with ``watch: [docs/glossary]``
in its configuration a changed term reaches every page. The terms are read from their files, again
when one has changed.
"""

import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from glossary_cards.checks.registry import with_severity
from glossary_cards.checks.terms import check_terms, without_terms
from glossary_cards.diagnostics.problem import Problem, Severity, log_all
from glossary_cards.diagnostics.source import read_file
from glossary_cards.model.bibliography import read_bibliography
from glossary_cards.model.config_file import ConfigFile
from glossary_cards.model.settings import Settings, read_settings
from glossary_cards.pages.paths import slug_of
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

_NO_TEXT = "<!-- glossary: no text -->"
_FIRST = 1000
# Where problems say that settings stand.
CONFIG_FILE = ConfigFile("markdown_extensions", block=("markdown_extensions", "glossary_cards"))
_SELDOM = 20
log = logging.getLogger("glossary_cards")


def makeExtension(**settings: Any) -> "GlossaryExtension":  # noqa: N802  # Python-Markdown's name
    """Make the extension; Python-Markdown calls this.

    Args:
        settings: The settings of ``extra.glossary``; ``docs_dir``, the folder of the sources, and
            ``directory_urls``, whether pages are addressed as folders, for a generator that does
            not say which page it renders. One that does resolves links to source files.
    """
    return GlossaryExtension(**settings)


class StrictError(Exception):
    """Ends a strict build of Zensical, which counts no warnings of extensions."""


class GlossaryExtension(Extension):
    """Adds the glossary to one Markdown converter.

    Attributes:
        page: The page that is being converted.
        site: The terms, as they stood when it was begun.
    """

    def __init__(
        self, docs_dir: object = "docs", directory_urls: object = True, **given: Any
    ) -> None:
        super().__init__()
        self.docs_dir = str(docs_dir)
        self.directory_urls = directory_urls is not False
        self.settings, problems = read_settings({**given, "exports": []}, CONFIG_FILE.path)
        self.page = SourcePage("", "")
        self.site = SiteGlossary(self.settings)
        self.problems = tuple(problems)
        _tell(self.problems)

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
        terms = _terms_on_disk(self.docs_dir, self.settings, "sources" if page else known)
        self.page = page or SourcePage("", "", language=self.settings.language)
        self.site = terms.site()
        found = [*self.problems, *self.site.problems]
        if not {"--strict", "-s"}.isdisjoint(sys.argv) and any(
            p.severity is Severity.ERROR for p in found
        ):
            raise StrictError(f"{len(found)} problems in the glossary, told of above")


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


@lru_cache(maxsize=1)
def _tell(problems: tuple[Problem, ...]) -> None:
    """Log what is wrong with the settings, once and not again for each page of a site."""
    log_all(problems, log, logging.WARNING)


def _page(md: Markdown, language: str) -> SourcePage | None:
    """Give the page being rendered where the generator tells, addressed by its source file."""
    for processor in md.preprocessors:
        page: Any = getattr(processor, "page", None)
        if hasattr(page, "path"):
            path, meta = str(page.path), getattr(page, "meta", None) or {}
            return SourcePage(path, path, str(page.title or ""), meta, meta.get("lang") or language)
    return None


@dataclass
class TermsOnDisk:
    """The files that the glossary is made from, read again when one has changed.

    A generator converts page after page and does not say when a build begins. So the files are
    looked at again and again, for no more than a twentieth of the time.

    Attributes:
        docs_dir: The folder of the sources.
        settings: The glossary's settings.
        addresses: How pages are addressed: as ``folders``, as ``files``, or as their ``sources``,
            for a generator that resolves links to those.
    """

    docs_dir: str
    settings: Settings
    addresses: str
    _site: SiteGlossary = field(init=False)
    _state: object = None
    _fresh_until: float = 0.0

    def site(self) -> SiteGlossary:
        """Give the terms as they stand in the files."""
        now = monotonic()
        if now >= self._fresh_until:
            paths = _paths_below(self.docs_dir)
            terms = [path for path in paths if slug_of(path, self.settings.folder)]
            read = [*(f"{self.docs_dir}/{path}" for path in terms), self.settings.bibliography]
            state = paths, [_stamp(file) for file in read]
            self._fresh_until = now + _SELDOM * (monotonic() - now)
            if state != self._state:
                self._state, self._site = state, self._loaded(paths, terms)
        return self._site

    def _loaded(self, paths: Iterable[str], terms: Iterable[str]) -> SiteGlossary:
        """Read the terms and the bibliography, and say what is wrong with them."""
        docs_dir, bibliography = self.docs_dir, self.settings.bibliography
        site = SiteGlossary(self.settings, docs_dir, CONFIG_FILE)
        urls = {path: _url(path, self.addresses) for path in paths}
        read = {path: read_file(f"{docs_dir}/{path}", Path(docs_dir, path)) for path in terms}
        site.load([(path, urls[path], text) for path, (text, _) in read.items()], urls)
        site.bibliography, found = read_bibliography(bibliography, Path(), CONFIG_FILE)
        unreadable = [problem for _, problems in read.values() for problem in problems]
        all_found = [*unreadable, *site.problems, *found, *check_terms(site)]
        if not read:
            all_found.append(without_terms(site, self.settings.folder != Settings().folder))
        site.problems = with_severity(all_found, self.settings.checks)
        log_all(site.problems, log, logging.WARNING)
        return site


_terms_on_disk = lru_cache(maxsize=4)(TermsOnDisk)


def _paths_below(folder: str) -> list[str]:
    """Give the path of every file in a folder and below it."""
    found = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in found)


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
