"""The glossary as a Python-Markdown extension, for generators that run no MkDocs hooks.

Zensical runs Python-Markdown extensions and tells them which page it renders. One page is seen at a
time: a term's page cannot list where the term is used, nothing is published as data, and the search
index is the generator's own. It keeps pages that have not changed: with ``watch: [docs/glossary]``
in its configuration a changed term reaches every page.
"""

import logging
import sys
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from glossary_cards.diagnostics.problem import Problem, Severity, log_all
from glossary_cards.model.settings import read_settings
from glossary_cards.site import SiteGlossary
from glossary_cards.terms_on_disk import CONFIG_FILE, TermsOnDisk
from glossary_cards.usage import SourcePage

_NO_TEXT = "<!-- glossary: no text -->"
_FIRST = 1000
_terms_on_disk = lru_cache(maxsize=4)(TermsOnDisk)
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
