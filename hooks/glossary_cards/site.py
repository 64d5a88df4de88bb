"""One site's glossary during one build: everything that the hook's events need.

Made anew for every build, so that ``mkdocs serve`` carries nothing over.
"""

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

from glossary_cards.assets import FILTER
from glossary_cards.checks.abbreviations import unexplained_in
from glossary_cards.diagnostics.problem import Problem, nearest_of
from glossary_cards.engine.annotate import Request, annotate
from glossary_cards.engine.forms import Entry, Form, alike, has_own_case
from glossary_cards.engine.reading import PageReader
from glossary_cards.engine.tags import SKIPPED_CLASSES, SKIPPED_ELEMENTS, Rules
from glossary_cards.engine.text import visible
from glossary_cards.engine.trie import Matcher
from glossary_cards.languages.language import language_of
from glossary_cards.model.config_file import ConfigFile
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary
from glossary_cards.model.term_files import read_term_files
from glossary_cards.pages.links import Links
from glossary_cards.pages.page_sections import PageSections
from glossary_cards.pages.paths import composed, is_index, slug_of
from glossary_cards.pages.templates import Templates
from glossary_cards.usage import FoundTerms, PageUse, SourcePage, Usage, without_related


class SiteGlossary:
    """The terms of one site and what its pages make of them."""

    def __init__(
        self,
        settings: Settings,
        docs_path: str = "docs",
        config_file: ConfigFile | None = None,
        templates: Templates | None = None,
    ) -> None:
        """Start a build.

        Args:
            settings: The site's settings.
            docs_path: ``docs_dir`` as contributors know it, for problems.
            config_file: The file that holds the settings, for problems.
            templates: What pages get is made of these; the package's own where none are given.
        """
        self.settings = settings
        self.docs_path = docs_path
        self.config_file = config_file or ConfigFile("mkdocs.yml")
        self.language = settings.language  # of pages that do not name theirs
        self.names: Mapping[str, str] = {}  # of files that are called otherwise than their path
        self.problems: list[Problem] = []
        self.bibliography: Mapping[str, str] | None = None
        self.pages: dict[str, SourcePage] = {}  # all that were read, by their paths
        self.usage = Usage()
        self.templates = templates or Templates(settings)
        self._linked: dict[str, str] = {}
        self._reader = cache(self._new_reader)  # that all pages of one language share
        self.explains = cache(self._explains)  # pages say the same abbreviations over and over
        self.slugs: frozenset[str] = frozenset()  # of all term files, broken ones too
        self.hidden: frozenset[str] = frozenset()  # abbreviations that broken files name
        self._know(Glossary({}), Links(settings.folder, {}, {}))

    def load(
        self, sources: Iterable[tuple[str, str, str]], files: Mapping[str, str], home: str = ""
    ) -> None:
        """Read all terms.

        Args:
            sources: Path (inside ``docs_dir``), address and text of each term file.
            files: The address of every file of the site by its path, for links in definitions.
            home: The address of the glossary's pages, where it is not that of their sources.
        """
        found = read_term_files(sources, self.shown, self.settings)
        self.problems += found.problems
        self.slugs, self.hidden = found.slugs, found.hidden
        self._know(found.glossary, Links(self.settings.folder, found.urls, files, home))

    def _know(self, glossary: Glossary, links: Links) -> None:
        """Take the terms and what is made of them."""
        self.glossary = glossary
        self.links = links
        self.near_term = _near_terms(glossary)
        names = [Entry("", Form(name, has_own_case(name))) for name in self.settings.names]
        self.matcher = Matcher([*glossary.entries(), *names], language_of(self.settings.language))
        self._sections = PageSections(glossary, links, self.templates)

    # -- what is known ---------------------------------------------------------------------

    @property
    def exports(self) -> tuple[str, ...]:
        """The data files that are published; TBX allows no glossary without terms."""
        exports = self.settings.exports
        asked = (*exports, "schema") if "json" in exports else exports
        return tuple(kind for kind in asked if kind != "tbx" or self.glossary.terms)

    def shown(self, path: str) -> str:
        """Give a source file's path as contributors know it."""
        return f"{self.docs_path}/{self.names.get(path, path)}"

    def slug_of_source(self, path: str) -> str | None:
        """Give the slug of a term's source file, or ``None`` for any other page."""
        return slug_of(path, self.settings.folder)

    def is_index(self, path: str) -> bool:
        """Tell whether a source file is the glossary's own index page."""
        return is_index(path, self.settings.folder)

    def _explains(self, text: str) -> bool:
        """Tell whether a text, in this letter case, is a form of a term, or of a broken one."""
        return text.removesuffix("s") in self.hidden or bool(self.matcher.find(visible(text)))

    # -- pages -----------------------------------------------------------------------------

    def term_page(self, path: str, body: str) -> str:
        """Give the Markdown of a term's page; that of a broken term is left as it is.

        Args:
            path: The page's source.
            body: Its Markdown.
        """
        term = self.glossary.terms.get(self.slug_of_source(path) or "")
        return self._sections.term_page(term, body, self.bibliography or {}) if term else body

    def read(self, page: SourcePage, html: str) -> None:
        """Find the terms of a page and remember its occurrences; pages stand as they come last.

        Args:
            page: The page.
            html: Its content.
        """
        self.pages[page.path] = page
        use = self.usage.by_page.pop(page.path, None)
        if use and use.html == html and page.path in self._linked:
            self.usage.by_page[page.path] = use._replace(page=page)
        elif found := self.found(page, html):
            is_term = self.slug_of_source(page.path) is not None
            self.usage.by_page[page.path] = PageUse(page, html, found.uses, found.slugs, is_term)
            self.usage.forms.update(found.forms)
            self.usage.unexplained[page.path] = found.unexplained
            self._linked[page.path] = found.html

    def found(self, page: SourcePage, html: str) -> FoundTerms | None:
        """Find the terms of a page; nothing on the A to Z, and on one that opted out."""
        request = self.request(page)
        if request is None:
            return None
        found, own = annotate(html, request), self.slug_of_source(page.path)
        uses = found.occurrences
        if own is not None:
            uses = without_related(uses, self.settings.see_title)
        forms = {form for form in found.forms if form[0] != own}
        return FoundTerms(found.html, uses, found.slugs, forms, unexplained_in(found.page, self))

    def finished(self, page: SourcePage, html: str) -> str:
        """Give a page's content as readers get it: with links and all that the glossary adds.

        Args:
            page: The page.
            html: Its content; where it is no longer what was read, it is read again.
        """
        use = self.usage.by_page.get(page.path)
        if use and (page.path not in self._linked or use.html != html):
            self.read(page, html)
            use = self.usage.by_page[page.path]
        html = self._linked.pop(page.path, html)  # a site's pages are large: none is kept twice
        return self._with_lists(page, html, use.slugs if use else (), self.usage)

    def let_go(self, path: str) -> None:
        """Forget the HTML of a page that is finished, where nobody asks for it any more."""
        self._linked.pop(path, None)
        if use := self.usage.by_page.get(path):
            self.usage.by_page[path] = use._replace(html="")

    def rests_on(self, page: SourcePage) -> tuple[object, ...]:
        """Say what :meth:`finished` makes of a page, besides its HTML, the terms and the settings.

        Args:
            page: The page, which was read with all others.
        """
        slug = self.slug_of_source(page.path) or ""
        used: Sequence[object] = ()
        if slug in self.glossary.terms:
            used = self._sections.places_of_use(slug, page.url, self.usage)
        return page.url, page.title, page.language, self.exports, used

    def finished_alone(self, page: SourcePage, html: str) -> str:
        """Give a page's content as readers get it, where no other page is known.

        The site stays as it was, and where a term is used is not known.

        Args:
            page: The page.
            html: Its content.
        """
        if request := self.request(page):
            found = annotate(html, request)
            return self._with_lists(page, found.html, found.slugs, None)
        return self._with_lists(page, html, (), None)

    def _with_lists(
        self, page: SourcePage, html: str, slugs: Sequence[str], usage: Usage | None
    ) -> str:
        """Add the A to Z to its page; to others where their term is used, and their words."""
        if self.is_index(page.path):
            script = FILTER if self.settings.assets and usage else ""
            return self._sections.with_index(page, html, self.exports, script)
        slug = self.slug_of_source(page.path) or ""
        if slug in self.glossary.terms:
            used = self._sections.places_of_use(slug, page.url, usage) if usage else ()
            html += self._sections.below_term(page, used)
        return html + self._sections.words(page, slugs)

    # -- reading ---------------------------------------------------------------------------

    def request(self, page: SourcePage, explain: bool = False) -> Request | None:
        """Give how a page is to be annotated; ``None`` for the A to Z, and where it opted out.

        Args:
            page: The page.
            explain: Whether to find, too, what is not linked and why.
        """
        options = page.meta.get("terms")
        if options is False or self.is_index(page.path):
            return None
        skip = _listed(options, "skip")
        own = self.slug_of_source(page.path)
        if own:
            skip.add(own)
        return Request(
            matcher=self.matcher,
            start_tag=self._sections.start_tags(page.url),
            which=self.settings.occurrences,
            skip=skip,
            once=_listed(options, "once"),
            reader=self._reader(page.language),
            slug_of=partial(self.links.slug_of_link, page.url),
            explain=explain,
        )

    def _new_reader(self, language: str) -> PageReader:
        elements = SKIPPED_ELEMENTS | set(self.settings.skip_elements)
        classes = SKIPPED_CLASSES | set(self.settings.skip_classes)
        return PageReader(Rules(language, elements, classes))


def _listed(options: object, key: str) -> set[str]:
    """Give the slugs that a page's ``terms:`` option names under ``skip`` or ``once``."""
    listed = options.get(key) if isinstance(options, Mapping) else None
    entries = listed if isinstance(listed, list) else []
    return {composed(entry) for entry in entries if isinstance(entry, str)}


def _near_terms(glossary: Glossary) -> Callable[[str], str]:
    """Give what gives the term that a headword, a form or a path names, or the slug most like it.

    Args:
        glossary: The terms of one build.
    """
    nearest = nearest_of(glossary.terms)

    @cache
    def by_form() -> dict[str, str]:  # slugs themselves count most
        forms = {alike(entry.form.text): entry.slug for entry in glossary.entries()}
        return forms | {alike(slug): slug for slug in glossary.terms}

    def near(wanted: str) -> str:
        name = posixpath.basename(wanted).removesuffix(".md")
        return by_form().get(alike(name), "") or nearest(wanted)

    return near
