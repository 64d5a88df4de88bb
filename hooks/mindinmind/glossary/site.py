"""One site's glossary during one build: everything that the hook's events need.

Made anew for every build, so that ``mkdocs serve`` carries nothing over.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote

from mindinmind.glossary.annotating import Occurrence, Request, Which, annotate, term_tag
from mindinmind.glossary.bibliography import Bibliography
from mindinmind.glossary.config_file import ConfigFile
from mindinmind.glossary.matcher import Matcher
from mindinmind.glossary.pages import (
    INDEX_MARKER,
    IndexPage,
    a_to_z,
    link_to_index,
    term_markdown,
    use_entries,
    where_used,
    word_entry,
    words_on_page,
)
from mindinmind.glossary.paths import INDEX_NAMES, composed, is_index, relative_url, slug_of
from mindinmind.glossary.reading import SKIPPED_CLASSES, SKIPPED_ELEMENTS, PageReader, Rules
from mindinmind.glossary.settings import Settings, with_severity
from mindinmind.glossary.terms import Glossary, Term, read_term, same_slugs
from mindinmind.glossary.text import ABBREVIATION, visible
from mindinmind.problems import NearNames, Problem
from mindinmind.sources import read_document

_ID = re.compile(r"""\sid=["']([^"']+)""")


@dataclass(frozen=True)
class SourcePage:
    """What the glossary needs to know of a page.

    Attributes:
        path: Its source, relative to ``docs_dir``, with ``/``.
        url: Its address, relative to the site's root.
        title: Its title.
        meta: Its front matter.
        language: Its language.
    """

    path: str
    url: str
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"


@dataclass(frozen=True)
class PageUse:
    """The terms that one page uses.

    Attributes:
        page: The page.
        html: Its content without links.
        occurrences: The linked mentions, in order.
        slugs: The terms that are linked, each once, in order.
    """

    page: SourcePage
    html: str
    occurrences: Sequence[Occurrence]
    slugs: Sequence[str]


class SiteGlossary:
    """The terms of one site and what its pages make of them."""

    def __init__(
        self,
        settings: Settings,
        docs_path: str = "docs",
        config_file: ConfigFile | None = None,
    ) -> None:
        """Start a build.

        Args:
            settings: The site's settings.
            docs_path: ``docs_dir`` as contributors know it, for problems.
            config_file: The file that holds the settings, for problems.
        """
        self.settings = settings
        self.docs_path = docs_path
        self.config_file = config_file or ConfigFile("mkdocs.yml", {})
        self.problems: list[Problem] = []
        self.glossary = Glossary({})
        self.near_slugs = NearNames(())
        self.language = settings.language  # of pages that do not name theirs
        self.pages: dict[str, SourcePage] = {}
        self.uses: dict[str, PageUse] = {}
        self.used_forms: set[tuple[str, str]] = set()  # as (slug, form), own pages left out
        self._linked: dict[str, str] = {}
        self.order: dict[str, int] = {}  # the place of each page in the navigation, by its path
        self.matcher = Matcher([])
        self._urls: dict[str, str] = {}
        self._entries: dict[int, _BySlug] = {}
        self._used: dict[int, dict[str, list[str]]] = {}
        self._suspects: dict[str, bool] = {}
        self._slugs: dict[str, str] = {}
        self._written: set[str] = set()  # the slugs of all term files, broken ones too
        self._readers: dict[str, PageReader] = {}
        self._tags: dict[int, _BySlug] = {}
        self.bibliography: Bibliography | None = None
        self._file_urls: dict[str, str] = {}
        self._index_url: str | None = None

    # -- terms -----------------------------------------------------------------------------

    def slug_of_source(self, path: str) -> str | None:
        """Give the slug of a term's source file, or ``None`` for any other page."""
        return slug_of(path, self.settings.folder)

    def slug_of_source_link(self, path: str, link: str) -> str | None:
        """Give the slug that a Markdown link names, whether there is such a term or not."""
        folder = posixpath.dirname(path)
        return self.slug_of_source(posixpath.normpath(posixpath.join(folder, unquote(link))))

    def has_term(self, slug: str) -> bool:
        """Tell whether a term has this slug; a broken file is told of itself."""
        return slug in self._written

    def explains(self, text: str) -> bool:
        """Tell whether a text, in this letter case, is a form of a term."""
        return bool(self.matcher.find(visible(text)))

    def is_suspect(self, word: str) -> bool:
        """Tell whether a word, with what stands round it, may hold an unexplained abbreviation."""
        suspect = self._suspects.get(word)
        if suspect is None:
            suspect = any(not self.explains(name) for name in ABBREVIATION.findall(word))
            self._suspects[word] = suspect
        return suspect

    def is_index(self, path: str) -> bool:
        """Tell whether a source file is the glossary's own index page."""
        return is_index(path, self.settings.folder)

    def load(self, sources: Iterable[tuple[str, str, str]], files: Mapping[str, str]) -> None:
        """Read all terms.

        Args:
            sources: Path (inside ``docs_dir``), address and text of each term file.
            files: The address of every file of the site by its path, for links in definitions.
        """
        terms: dict[str, Term] = {}
        for path, url, text in sources:
            slug = self.slug_of_source(path)
            if slug is None:
                continue
            self._written.add(slug)
            document, problems = read_document(f"{self.docs_path}/{path}", text)
            self.problems += problems
            if problems and not document.meta:
                continue  # whatever is missing, this is why
            term, wrong = read_term(slug, document, self.settings)
            self.problems += with_severity(wrong, self.settings)
            if term is not None and term.forms:  # none where the headword itself is wrong
                terms[slug] = term
                self._urls[slug] = url
        for slug, other in same_slugs(terms):
            what = f"its name differs from `{other}.md` in letter case alone"
            path = terms[slug].document.path
            self.problems.append(Problem(path, 0, 0, "file-name", what, "rename one of the two"))
        ordered = dict(sorted(terms.items(), key=lambda item: (item[1].name.casefold(), item[0])))
        self.glossary = Glossary(ordered)
        self.near_slugs = NearNames(ordered)
        self.matcher = Matcher(self.glossary.entries())
        self._slugs = {_trimmed(unquote(url)): slug for slug, url in self._urls.items()}
        self._file_urls = {composed(path): url for path, url in files.items()}
        names = (f"{self.settings.folder}/{name}" for name in INDEX_NAMES)
        self._index_url = next((files[name] for name in names if name in files), None)

    # -- pages -----------------------------------------------------------------------------

    def read(self, page: SourcePage, html: str) -> None:
        """Find the terms of a page and remember its occurrences.

        Args:
            page: The page.
            html: Its content.
        """
        self.pages[page.path] = page
        request = self.request(page)
        if request is not None:
            found = annotate(html, request)
            self.uses[page.path] = PageUse(page, html, found.occurrences, found.slugs)
            own = self.slug_of_source(page.path)
            self.used_forms.update(form for form in found.forms if form[0] != own)
            self._linked[page.path] = found.html

    def finished(self, page: SourcePage, html: str) -> str:
        """Give a page's content as readers get it: with links and all that the glossary adds.

        Args:
            page: The page.
            html: Its content; where it is no longer what was read, it is read again.
        """
        if self.is_index(page.path):
            return self._with_index(page, html)
        if page.path in self.uses:
            if page.path not in self._linked or self.uses[page.path].html != html:
                self.read(page, html)
            html = self._linked.pop(page.path)  # a site's pages are large: none is kept twice
        slugs = self.uses[page.path].slugs if page.path in self.uses else ()
        slug = self.slug_of_source(page.path) or ""
        used = self._use_entries(page.url).get(slug, []) if slug in self.glossary.terms else []
        return html + self._end(page, used, slugs)

    def finished_alone(self, page: SourcePage, html: str) -> str:
        """Give a page's content as readers get it, where no other page is known.

        The site stays as it was, and where a term is used is not known.

        Args:
            page: The page.
            html: Its content.
        """
        if self.is_index(page.path):
            return self._with_index(page, html)
        request, slugs = self.request(page), list[str]()
        if request is not None:
            found = annotate(html, request)
            html, slugs = found.html, found.slugs
        return html + self._end(page, [], slugs)

    def request(self, page: SourcePage, explain: bool = False) -> Request | None:
        """Give how a page is to be annotated; ``None`` for the A to Z, and where it opted out."""
        options = page.meta.get("terms")
        if options is False or self.is_index(page.path):
            return None
        listed = options.get("skip") if isinstance(options, Mapping) else None
        skip = (
            {composed(s) for s in listed if isinstance(s, str)}
            if isinstance(listed, list)
            else set()
        )
        own = self.slug_of_source(page.path)
        if own:
            skip.add(own)
        return Request(
            matcher=self.matcher,
            start_tag=self._start_tags(page.url).__getitem__,
            which=Which(self.settings.occurrences),
            skip=skip,
            reader=self._reader(page.language),
            slug_of=partial(self._slug_of_link, page.url),
            explain=explain,
        )

    def _start_tags(self, base: str) -> _BySlug:
        """Give the start tags of links to terms; all pages of one depth share them."""
        depth = base.count("/")
        if depth not in self._tags:
            address = self._address(base)
            self._tags[depth] = _BySlug(lambda slug: term_tag(slug, address(slug)))
        return self._tags[depth]

    def _reader(self, language: str) -> PageReader:
        """Give the reader that all pages of one language share."""
        reader = self._readers.get(language)
        if reader is None:
            elements = SKIPPED_ELEMENTS | set(self.settings.skip_elements)
            classes = SKIPPED_CLASSES | set(self.settings.skip_classes)
            reader = self._readers[language] = PageReader(Rules(language, elements, classes))
        return reader

    def _slug_of_link(self, base: str, href: str) -> str | None:
        """Give the term whose page a link leads to."""
        path = href.split("#", 1)[0].split("?", 1)[0]
        name = path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
        if composed(unquote(name)) not in self._urls or ":" in path or path.startswith("/"):
            return None
        folder = base if base.endswith("/") else posixpath.dirname(base)
        return self._slugs.get(_trimmed(posixpath.normpath(posixpath.join(folder, unquote(path)))))

    def _end(self, page: SourcePage, used: Sequence[str], slugs: Iterable[str]) -> str:
        """Give what stands at a page's end: where a term is used, and the page's own words."""
        entries = self._word_entries(page.url)
        words = words_on_page([entries[slug] for slug in slugs], self.settings, page.language)
        if self.slug_of_source(page.path) not in self.glossary.terms:
            return words
        return f"\n{where_used(used, self.settings)}{self._way_to_index(page)}{words}"

    def _word_entries(self, base: str) -> _BySlug:
        """Give the entries of lists of words; all pages of one depth share them."""
        depth = base.count("/")
        if depth not in self._entries:
            address, resolve, terms = (
                self._address(base),
                partial(self.resolve, base),
                self.glossary,
            )
            self._entries[depth] = _BySlug(
                lambda slug: word_entry(terms.terms[slug], address, resolve)
            )
        return self._entries[depth]

    def term_page(self, path: str, body: str) -> str:
        """Give the Markdown of a term's page; that of a broken term is left as it is."""
        term = self.glossary.terms.get(self.slug_of_source(path) or "")
        if term is None:
            return body
        texts = self.bibliography.texts if self.bibliography else {}
        return term_markdown(term, self.glossary, body, self.settings, texts)

    def _with_index(self, page: SourcePage, html: str) -> str:
        """Put the A to Z into the index page, at its marker or at its end."""
        shown = IndexPage(
            address=self._address(page.url),
            resolve=partial(self.resolve, page.url),
            data=relative_url(f"{self.settings.folder}/", page.url),
            ids=_ID.findall(html),
            exports=self.exports,
        )
        index = a_to_z(self.glossary, self.settings, shown)
        if INDEX_MARKER in html:
            return html.replace(INDEX_MARKER, index, 1)
        return f"{html}\n{index}"

    def _way_to_index(self, page: SourcePage) -> str:
        """Give a term page's link to the A to Z; none where the site has no such page."""
        if self._index_url is None:
            return ""
        return link_to_index(relative_url(self._index_url, page.url), self.settings)

    def _use_entries(self, base: str) -> dict[str, list[str]]:
        """Give the entries of the pages that use each term; term pages of one depth share them."""
        depth = base.count("/")
        used = self._used.get(depth)
        if used is None:
            used = self._used[depth] = {}
            for use in self.uses_in_order():
                url = relative_url(use.page.url, base)
                for slug, entry in use_entries(use.page.title, url, use.occurrences).items():
                    used.setdefault(slug, []).append(entry)
        return used

    def uses_in_order(self) -> list[PageUse]:
        """Give all pages that use terms: in the order of the navigation, entries of terms last."""
        last = len(self.order)

        def place(use: PageUse) -> tuple[bool, int]:
            path = use.page.path
            return self.slug_of_source(path) is not None, self.order.get(path, last)

        return sorted(self.uses.values(), key=place)

    def pages_using(self) -> dict[str, list[SourcePage]]:
        """Give the pages that use each term, by slug, in order."""
        pages: dict[str, list[SourcePage]] = {slug: [] for slug in self.glossary.terms}
        for use in self.uses_in_order():
            for slug in use.slugs:
                pages[slug].append(use.page)
        return pages

    def _address(self, base: str) -> Callable[[str], str]:
        """Give what gives the address of a term's page, as a page needs it."""
        return lambda slug: relative_url(self._urls[slug], base)

    @property
    def exports(self) -> tuple[str, ...]:
        """The data files that are published; TBX allows no glossary without terms."""
        return tuple(e for e in self.settings.exports if e != "tbx" or self.glossary.terms)

    def url(self, slug: str) -> str:
        """Give the address of a term's page, relative to the site's root."""
        return self._urls[slug]

    def resolve(self, base: str, link: str) -> str:
        """Turn a link of a definition into one that a page needs.

        Args:
            base: The address of the page that shows the definition.
            link: The link as written, relative to the term's file.

        Returns:
            The link; one to no known file is given as it is.
        """
        path, mark, fragment = link.partition("#")
        target = posixpath.normpath(posixpath.join(self.settings.folder, unquote(path)))
        url = self._file_urls.get(composed(target))
        if url is None or re.match(r"[a-z][a-z0-9+.-]*:", link, re.I):
            return link
        return relative_url(url, base) + mark + fragment


class _BySlug(dict[str, str]):
    """Pieces of HTML by the term they are about, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, slug: str) -> str:
        made = self[slug] = self._make(slug)
        return made


def _trimmed(url: str) -> str:
    return url.strip("/")
