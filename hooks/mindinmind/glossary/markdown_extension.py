"""The glossary as a Python-Markdown extension, for generators that run no MkDocs hooks.

Zensical runs Python-Markdown extensions and tells them which page it renders; write into its
configuration ``mindinmind.glossary.markdown_extension`` with any of the glossary's settings, and
``docs_dir``, ``directory_urls``. One page is seen at a time here: a term's page cannot list where
the term is used, nothing is published as data, and the search index is the generator's own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from mindinmind.glossary.bibliography import read_bibliography
from mindinmind.glossary.checks import check_terms
from mindinmind.glossary.config_file import ConfigFile
from mindinmind.glossary.settings import Settings, read_settings
from mindinmind.glossary.site import SiteGlossary, SourcePage
from mindinmind.problems import Problem, Severity, ordered
from mindinmind.sources import read_file

_NO_TEXT = "<!-- glossary: no text -->"
_FIRST, _LAST = 1000, -1000
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
    """Adds the glossary to one Markdown converter."""

    def __init__(self, docs_dir: str = "docs", directory_urls: bool = True, **given: Any) -> None:
        super().__init__()
        self.docs_dir = docs_dir
        self.directory_urls = directory_urls
        self.settings, problems = read_settings({**given, "exports": []}, _CONFIG_FILE.path)
        _report(problems)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the two ends: composing a term's page, and linking what came out."""
        md.preprocessors.register(_Compose(md, self), "glossary", _FIRST)
        md.postprocessors.register(_Link(md, self), "glossary", _LAST)
        convert = md.convert

        def convert_all(source: str) -> str:
            """Run on an empty text, too, which Python-Markdown gives back at once."""
            return convert(source if source.strip() else _NO_TEXT)

        md.convert = convert_all  # type: ignore[method-assign]

    def page_and_site(self, md: Markdown) -> tuple[SourcePage, SiteGlossary]:
        """Give the page being rendered, and the terms with their addresses as it needs them."""
        page = _page(md, self.settings.language)
        known = "folders" if self.directory_urls else "files"
        files = sorted(Path(self.docs_dir, self.settings.folder).glob("*.md"))
        stamps = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        site = _load(self.docs_dir, self.settings, "sources" if page else known, stamps)
        return page or SourcePage("", "", language=self.settings.language), site


class _Compose(Preprocessor):
    """Puts the definition into the page of a term."""

    def __init__(self, md: Markdown, glossary: GlossaryExtension) -> None:
        super().__init__(md)
        self.glossary = glossary

    def run(self, lines: list[str]) -> list[str]:
        page, site = self.glossary.page_and_site(self.md)
        if site.slug_of_source(page.path) is None:
            return lines
        body = "\n".join(lines).replace(_NO_TEXT, "")
        return site.term_page(page.path, body).split("\n")


class _Link(Postprocessor):
    """Links the terms of the finished page and ends it with the list of its words."""

    def __init__(self, md: Markdown, glossary: GlossaryExtension) -> None:
        super().__init__(md)
        self.glossary = glossary

    def run(self, text: str) -> str:
        page, site = self.glossary.page_and_site(self.md)
        text = text.replace(_NO_TEXT, "")
        site.read(page, text)
        html = site.finished(page, text, all_read=False)
        site.uses.pop(page.path, None)
        return html if html.strip() else ""


@lru_cache(maxsize=4)
def _load(
    docs_dir: str,
    settings: Settings,
    addresses: str,
    stamps: tuple[tuple[str, int, int], ...],
) -> SiteGlossary:
    """Read the terms; again only when a file changed."""
    site = SiteGlossary(settings, docs_dir, _CONFIG_FILE)
    files = (path for path in Path(docs_dir).rglob("*") if path.is_file())
    paths = sorted(path.relative_to(docs_dir).as_posix() for path in files)
    urls = {path: _url(path, addresses) for path in paths}
    terms = [f"{settings.folder}/{name}" for name, *_ in stamps]
    read = {path: read_file(f"{docs_dir}/{path}", Path(docs_dir, path)) for path in terms}
    site.load([(path, urls[path], text) for path, (text, _) in read.items()], urls)
    site.bibliography, found = read_bibliography(settings.bibliography, Path(), site.config_file)
    unreadable = [problem for _, problems in read.values() for problem in problems]
    _report([*unreadable, *site.problems, *found, *check_terms(site)])
    return site


def _report(problems: Iterable[Problem]) -> None:
    """Log problems, each at its own level."""
    for problem in ordered(problems):
        is_error = problem.severity is Severity.ERROR
        log.log(logging.ERROR if is_error else logging.WARNING, str(problem))


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
