"""The evidence of a whole site: one object a build, from the data files to the last page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.root_causes import without_consequences
from glossary_cards.diagnostics.schema import rule_of
from glossary_cards.diagnostics.source import lost_front_matter, read_document
from glossary_cards.pages.paths import slug_of
from mindinmind.evidence.built_pages import claim_check_html, judging_html, references_html
from mindinmind.evidence.changes import Change, atom_feed, changes_html, read_changes
from mindinmind.evidence.citations import Citing, Findings
from mindinmind.evidence.cite_this_page import (
    PageStyles,
    PageToCite,
    citation_box,
    citation_files,
)
from mindinmind.evidence.claims import CONFIDENCE, Claim, load_claims
from mindinmind.evidence.links import relative
from mindinmind.evidence.page_checks import (
    Places,
    front_matter_problems,
    page_problems,
    review_problem,
    uncarried,
    unread,
)
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.pictures import picture
from mindinmind.evidence.references import Reference, load_references
from mindinmind.evidence.review import Fault, due, read_review
from mindinmind.evidence.sources_list import fill_sources, flag, source_html
from mindinmind.evidence.structured_data import SiteFacts, head_html, json_ld, subjects_named
from mindinmind.evidence.styles import Formatted, format_all

_MARKER = re.compile(r"<!-- evidence: ([\w-]+) -->")
_MARKERS = ("claim-check", "references", "judging", "changes")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Settings:
    """What the hook knows about the site.

    Attributes:
        docs: The docs folder as problems name it: ``docs``.
        data: The folder of the data files.
        site_name: The site's name.
        site_url: Its address, or nothing where it is not known.
        today: The day it is.
        release: Whether this build is going to be published as a release.
        cache: A folder that outlives the build, or nothing.
        claim_page: The claim-check page, from the docs folder.
        references_page: The page with all sources, from the docs folder.
        based_on: The id of the source the site began from.
        license: The address of the licence of the site's words.
    """

    docs: str
    data: Path
    site_name: str
    site_url: str
    today: date
    release: bool = False
    cache: Path | None = None
    claim_page: str = "about/claim-check.md"
    references_page: str = "about/references.md"
    based_on: str = "smith2019"
    license: str = "https://creativecommons.org/licenses/by/4.0/"


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


@dataclass
class Evidence:
    """Everything a build knows about its evidence; fresh for each build."""

    settings: Settings
    references: dict[str, Reference] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    formatted: dict[str, Formatted] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    pages: dict[str, PageFacts] = field(default_factory=dict)
    marked: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    styles: PageStyles = field(default_factory=PageStyles)

    def __post_init__(self) -> None:
        """Read the data files and format every source once."""
        self._load_references()
        self._load_claims()
        badges = {name: claim.badge for name, claim in self.claims.items()}
        self.citing = Citing(self.references, badges, self.settings.claim_page)

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
        page, faults = self._facts(read)
        self.pages[read.source] = page
        self.problems += front_matter_problems(places, "page-dates", faults)
        read_by_all = page.is_content or slug_of(read.source) is not None
        figures = read_by_all and page.meta.get("figures") != "ours"
        self.problems += page_problems(places, page.findings, self.references, self.claims, figures)
        self._note_markers(page, read.html, places)
        html = fill_sources(read.html, self.sources, self.flags)
        cited = self._to_cite(page)
        return html + citation_box(cited, self.styles, page.url) if cited else html

    def anchors(self, source: str) -> set[str]:
        """Name the ids that will be on a page once it is filled."""
        found: set[str] = set()
        for marker in self.marked.get(source, ()):
            if marker == "claim-check":
                found.update(claim.anchor for claim in self.claims.values())
            elif marker == "references":
                found.update(self.references)
            elif marker == "judging":
                found.update(f"sure-{level}" for level in CONFIDENCE)
        return found

    def fill(self, source: str, html: str) -> str:
        """Fill a page's markers, now that all pages are known."""
        url = self.pages[source].url
        return _MARKER.sub(lambda marker: self._built(marker[1], url) or marker[0], html)

    def finish(self) -> list[Problem]:
        """Check what only the whole site can tell; give all problems of the build."""
        carried = {claim for page in self.pages.values() for claim in page.findings.claims}
        claims_file = self._data_name("claims.yml")
        problems = self.problems + uncarried(claims_file, self.claims, carried)
        problems += unread(claims_file, self.claims, self.references)
        pages = ((f"{self.settings.docs}/{p.source}", p.meta) for p in self.pages.values())
        problems += [
            review_problem(page, self.settings.release) for page in due(pages, self.settings.today)
        ]
        return without_consequences(problems)

    def head(self, source: str) -> str:
        """Write what goes into a page's head."""
        page = self.pages[source]
        based_on = self.references.get(self.settings.based_on)
        name, address = self.settings.site_name, self.settings.site_url
        site = SiteFacts(name, address, self.settings.license, based_on=based_on)
        image, words = self._picture(page)
        where = f"{address.rstrip('/')}/{image}" if address else relative(image, page.url)
        parts = [head_html(page, json_ld(page, site, self.references), where, words)]
        if self.feed:
            href = relative(self.feed, page.url)
            parts.append(
                f'<link rel="alternate" type="application/atom+xml" title="Changes" href="{href}">'
            )
        scripts = ["copy.js"] if self._to_cite(page) else []
        scripts += ["filter.js"] if "references" in self.marked.get(source, ()) else []
        for script in scripts:
            src = relative(f"assets/evidence/{script}", page.url)
            parts.append(f'<script defer src="{src}"></script>')
        return "\n".join(parts) + "\n"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Make the files beside the pages: citations, pictures and the feed."""
        if self.feed:
            name, url = self.settings.site_name, self.settings.site_url
            yield self.feed, atom_feed(self._changes(), name, url, self.feed)
        pictures: dict[str, str] = {}
        for page in self.pages.values():
            cited = self._to_cite(page)
            for path, text in citation_files(cited, self.styles).items() if cited else ():
                yield path, text.encode()
            pictures.update([self._picture(page)])
        keep_in = self.settings.cache / "pictures" if self.settings.cache else None
        for path, words in pictures.items():
            yield path, picture(words, self.settings.site_name, keep_in)

    @property
    def feed(self) -> str:
        """The feed's address from the site's root; nothing without a page of changes."""
        for source, markers in self.marked.items():
            if "changes" in markers:
                return f"{self.pages[source].stem}.xml"
        return ""

    def _facts(self, read: ReadPage) -> tuple[PageFacts, list[Fault]]:
        """Note what is known of a page, and what is wrong with its dates."""
        title = unescape(_TAG.sub("", read.title))
        review, faults = read_review(read.meta)
        changes, change_faults = read_changes(read.url, title, read.meta)
        page = PageFacts(
            source=read.source,
            url=read.url,
            title=title,
            description=unescape(str(read.meta.get("description") or "")),
            meta=read.meta,
            findings=self.citing.findings.get(read.source, Findings()),
            review=review,
            changes=tuple(changes),
            names=subjects_named(read.html),
        )
        return page, faults + change_faults

    def _load_references(self) -> None:
        """Read and format the bibliography."""
        text, schema = self._data_file("references.json"), self._schema("references.schema.json")
        if text is None or schema is None:
            return
        name = self._data_name("references.json")
        self.references, problems = load_references(name, text, schema)
        self.problems += problems
        items = [reference.csl for reference in self.references.values()]
        keep_in = self.settings.cache / "references" if self.settings.cache else None
        self.formatted = format_all(items, "apa", keep_in)
        for key, reference in self.references.items():
            self.sources[key] = source_html(reference, self.formatted)
            if word := flag(reference):
                self.flags[key] = word

    def _load_claims(self) -> None:
        """Read the claim list."""
        text, schema = self._data_file("claims.yml"), self._schema("claims.schema.json")
        if text is None or schema is None:
            return
        name = self._data_name("claims.yml")
        self.claims, problems = load_claims(name, text, schema, self.references)
        self.problems += problems

    def _data_file(self, name: str) -> str | None:
        """Read a data file; a missing one is a problem."""
        try:
            return (self.settings.data / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what = f"this file cannot be read ({type(error).__name__})"
            mend = "put it back, or save it as UTF-8 text"
            self.problems.append(
                Problem(self._data_name(name), 0, 0, rule_of(name), what, mend, about="*")
            )
            return None

    def _schema(self, name: str) -> Mapping[str, Any] | None:
        """Read the schema that stands beside a data file."""
        text = self._data_file(name)
        try:
            schema: Mapping[str, Any] | None = None if text is None else json.loads(text)
        except json.JSONDecodeError as error:
            what = f"this cannot be read as JSON ({error.msg})"
            mend = "take the file from the last version that worked"
            rule = name.replace(".schema.json", "-file")
            place = (self._data_name(name), error.lineno, error.colno)
            self.problems.append(Problem(*place, rule, what, mend, about="*"))
            return None
        return schema

    def _data_name(self, name: str) -> str:
        """Name a data file as problems do."""
        return f"{self.settings.docs}/{self.settings.data.name}/{name}"

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
        pages = list(self.pages.values())
        if marker == "claim-check":
            where = self._url(self.settings.references_page)
            return claim_check_html(self.claims, self.formatted, pages, origin, where)
        if marker == "references":
            return references_html(self.references, self.formatted, self.sources, pages, origin)
        if marker == "judging":
            where = self._url(self.settings.claim_page)
            return judging_html(self.claims, self.references, origin, where)
        return changes_html(self._changes(), origin, self.feed) if marker == "changes" else ""

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
        address = self.settings.site_url
        url = f"{address.rstrip('/')}/{page.url}" if address else ""
        return PageToCite(page.stem, page.title, self.settings.site_name, day, url, page.published)

    def _picture(self, page: PageFacts) -> tuple[str, str]:
        """Name a page's picture and its words; pages not written for readers share one."""
        if page.is_content and page.audience:
            return f"assets/previews/{page.stem}.png", page.title
        return "assets/previews/site.png", self.settings.site_name
