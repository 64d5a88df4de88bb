"""The evidence of a whole site: one object a build, from the data files to the last page.

Pages come in one by one, as Markdown left them; what needs all of them is filled in at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.root_causes import without_consequences
from glossary_cards.diagnostics.source import lost_front_matter, read_document
from glossary_cards.engine.tokens import text_of
from glossary_cards.pages.paths import slug_of
from mindinmind.evidence.built_pages import (
    changes_view,
    claim_check_view,
    judging_view,
    references_view,
)
from mindinmind.evidence.changes import Change, feed_view, read_changes
from mindinmind.evidence.citations import Citing, Findings
from mindinmind.evidence.cite_this_page import (
    FILES,
    PageToCite,
    citation_files,
)
from mindinmind.evidence.claims import CONFIDENCE
from mindinmind.evidence.data import EvidenceData, read_data
from mindinmind.evidence.page_checks import (
    Places,
    page_problems,
    review_problem,
    uncarried,
    uncited,
    unread,
)
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.review import due, read_review
from mindinmind.evidence.settings import Settings
from mindinmind.evidence.sources_list import fill_sources
from mindinmind.evidence.structured_data import (
    json_ld,
    open_graph,
    script_text,
    subjects_named,
)
from mindinmind.templates import relative

# What asks for a built part: <!-- evidence: claim-check -->
_MARKER = re.compile(r"<!-- evidence: ([\w-]+) -->")
_MARKERS = ("claim-check", "references", "judging", "changes")


@dataclass(frozen=True)
class ReadPage:
    """A page as Markdown left it.

    Attributes:
        source: Its file from the docs folder.
        url: Its address from the site's root.
        title: Its title, perhaps with markup.
        meta: Its front matter.
        html: Its content.
    """

    source: str
    url: str
    title: str
    meta: Mapping[str, Any]
    html: str


class Evidence:
    """Everything a build knows about its evidence; fresh for each build."""

    def __init__(self, settings: Settings) -> None:
        """Read the data files.

        Args:
            settings: What is known about the site.
        """
        self.settings = settings
        self.data: EvidenceData = read_data(
            settings.data, settings.data_name, settings.templates, settings.kept("references")
        )
        self.problems: list[Problem] = list(self.data.problems)
        self.pages: dict[str, PageFacts] = {}
        self.marked: dict[str, list[str]] = {}
        badges = {name: claim.badge for name, claim in self.data.claims.items()}
        names = {key: reference.name for key, reference in self.data.references.items()}
        self.citing = Citing(names, badges, settings.claim_page)

    def announce(self, source: str, meta: Mapping[str, Any], markdown: str) -> str:
        """Prepare to read a page: MkDocs leaves front matter that it cannot read in the text.

        Args:
            source: Its file from the docs folder.
            meta: Its front matter.
            markdown: Its text.

        Returns:
            The text as the Markdown extension wants it.
        """
        if not meta and markdown.startswith("---"):
            document, problems = read_document(f"{self.settings.docs}/{source}", markdown)
            lost = lost_front_matter(document)
            self.problems += [*problems, lost] if lost else problems
        return self.citing.announce(source, markdown)

    def read_page(self, read: ReadPage, read_file: Callable[[], str]) -> str:
        """Take in one page after Markdown has read it.

        Args:
            read: The page.
            read_file: Gives its whole file; asked only when something is wrong.

        Returns:
            Its content with the sources filled in and, at the end, how to cite the page.
        """
        places = Places(f"{self.settings.docs}/{read.source}", read_file)
        page = self.pages[read.source] = self._facts(read)
        read_by_all = page.is_content or slug_of(read.source) is not None
        figures = read_by_all and page.meta.get("figures") != "ours"
        data = self.data
        self.problems += page_problems(places, page.findings, data.references, data.claims, figures)
        self._note_markers(page, read.html, places)
        html = fill_sources(read.html, data.sources, data.flags)
        if cited := self._to_cite(page):
            view = {"page": cited, "files": FILES, "origin": page.url}
            html += self._rendered("cite.html", view)
        return html

    def anchors(self, source: str) -> set[str]:
        """Name the ids that will be on a page once it is filled."""
        found: set[str] = set()
        for marker in self.marked.get(source, ()):
            if marker == "claim-check":
                found.update(claim.anchor for claim in self.data.claims.values())
            elif marker == "references":
                found.update(self.data.references)
            elif marker == "judging":
                found.update(f"sure-{level}" for level in CONFIDENCE)
        return found

    def fill(self, source: str, html: str) -> str:
        """Fill a page's markers, now that all pages are known."""
        origin = self.pages[source].url
        return _MARKER.sub(lambda marker: self._built(marker[1], origin) or marker[0], html)

    def finish(self) -> list[Problem]:
        """Check what only the whole site can tell; give all problems of the build."""
        claims, file = self.data.claims, f"{self.settings.data_name}/claims.yml"
        carried = {claim for page in self.pages.values() for claim in page.findings.claims}
        problems = self.problems + uncarried(file, claims, carried)
        problems += unread(file, claims, self.data.references)
        problems += self._uncited()
        pages = ((f"{self.settings.docs}/{p.source}", p.meta) for p in self.pages.values())
        problems += [
            review_problem(page, self.settings.release) for page in due(pages, self.settings.today)
        ]
        return without_consequences(problems)

    def _uncited(self) -> Iterator[Problem]:
        """Find the sources that nothing cites, where a page lists all of them."""
        if not any("references" in markers for markers in self.marked.values()):
            return
        cited = {key for page in self.pages.values() for key in page.findings.cited}
        cited.update(key for claim in self.data.claims.values() for key in claim.references)
        path = f"{self.settings.data_name}/references.json"
        yield from uncited(path, self.data.references, cited)

    def head(self, source: str) -> str:
        """Write what goes into a page's head."""
        page = self.pages[source]
        site, (image, words) = self.settings, self._picture(page)
        scripts = ["copy.js"] if self._to_cite(page) else []
        scripts += ["filter.js"] if "references" in self.marked.get(source, ()) else []
        view = {
            "graph": open_graph(page, site, site.address(image), words),
            "data": script_text(json_ld(page, site)),
            "feed": relative(self.feed, page.url) if self.feed else "",
            "scripts": [relative(f"assets/evidence/{name}", page.url) for name in scripts],
        }
        return self._rendered("head.html", view)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Make the files beside the pages: the feed; citations and pictures for a known address."""
        settings = self.settings
        if self.feed:
            view = feed_view(self._changes(), settings.site_name, settings.site_url, self.feed)
            yield self.feed, self._rendered("feed.html", view).encode()
        if not settings.site_url:  # nobody can cite a page, or link to it, whose address is unknown
            return
        from mindinmind.evidence.pictures import picture  # noqa: PLC0415  # Pillow is slow to load

        pictures: dict[str, str] = {}
        for page in self.pages.values():
            if cited := self._to_cite(page):
                for path, text in citation_files(cited).items():
                    yield path, text.encode()
            pictures.update([self._picture(page)])
        for path, words in pictures.items():
            yield path, picture(words, settings.site_name, settings.kept("pictures"))

    @property
    def feed(self) -> str:
        """The feed's address from the site's root; nothing without a page of changes."""
        for source, markers in self.marked.items():
            if "changes" in markers:
                return f"{self.pages[source].stem}.xml"
        return ""

    def _facts(self, read: ReadPage) -> PageFacts:
        """Note what is known of a page."""
        title = text_of(read.title)
        return PageFacts(
            source=read.source,
            url=read.url,
            title=title,
            description=unescape(str(read.meta.get("description") or "")),
            meta=read.meta,
            findings=self.citing.findings.get(read.source, Findings()),
            review=read_review(read.meta),
            changes=tuple(read_changes(read.url, title, read.meta)),
            names=subjects_named(read.html),
        )

    def _note_markers(self, page: PageFacts, html: str, places: Places) -> None:
        """Remember what a page asks to be filled with."""
        markers = _MARKER.findall(html) if "<!-- evidence: " in html else []
        for marker in markers:
            if marker not in _MARKERS:
                what = f"`{marker}` is not something that can be filled in here"
                mend = f"use one of: {', '.join(_MARKERS)}"
                needle = f"<!-- evidence: {marker}"
                self.problems.append(places.problem(needle, "unknown-marker", what, mend))
        if markers:
            self.marked[page.source] = [marker for marker in markers if marker in _MARKERS]

    def _built(self, marker: str, origin: str) -> str:
        """Write what a marker stands for."""
        data, pages = self.data, list(self.pages.values())
        views: dict[str, Callable[[], dict[str, Any]]] = {
            "claim-check": lambda: claim_check_view(data.claims, data.formatted, pages),
            "references": lambda: references_view(
                data.references, data.formatted, data.sources, pages
            ),
            "judging": lambda: judging_view(data.claims, data.references),
            "changes": lambda: changes_view(self._changes()),
        }
        if marker not in views:
            return ""
        around = {
            "origin": origin,
            "references_page": self._url(self.settings.references_page),
            "claim_page": self._url(self.settings.claim_page),
            "feed": self.feed,
        }
        return self._rendered(f"{marker}.html", views[marker]() | around)

    def _rendered(self, name: str, view: Mapping[str, Any]) -> str:
        return self.settings.templates.get_template(f"partials/mim/evidence/{name}").render(view)

    def _url(self, source: str) -> str:
        """Give a page's address by its file; the file itself where there is no such page."""
        page = self.pages.get(source)
        return page.url if page else source

    def _changes(self) -> list[Change]:
        """Collect the changes of all pages."""
        return [change for page in self.pages.values() for change in page.changes]

    def _to_cite(self, page: PageFacts) -> PageToCite | None:
        """Say how a page is cited; pages without a date are not."""
        day = page.modified
        if day is None or not page.is_content:
            return None
        name, url = self.settings.site_name, self.settings.address(page.url)
        return PageToCite(page.stem, page.title, name, day, url, page.published)

    def _picture(self, page: PageFacts) -> tuple[str, str]:
        """Name a page's picture and its words; pages not written for readers share one."""
        if page.is_content and page.audience:
            return f"assets/previews/{page.stem}.png", page.title
        return "assets/previews/site.png", self.settings.site_name
