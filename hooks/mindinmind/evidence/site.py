"""The evidence of a whole site: one object a build, from the data files to the last page.

Pages come in one by one, as Markdown left them; what needs all of them is filled in at the end: the
claim check, all references, how we judge, what changed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.tokens import text_of
from mindinmind.evidence.citations import Citing, Findings
from mindinmind.evidence.cite_this_page import FILES, PageToCite, citation_files
from mindinmind.evidence.claims import in_order
from mindinmind.evidence.data import EvidenceData, fill_sources, read_data
from mindinmind.evidence.page_checks import claim_problems, page_problems, uncited, unread
from mindinmind.evidence.pages import MARKERS, PageFacts, feed_view, newest_first
from mindinmind.evidence.review import due
from mindinmind.evidence.settings import Settings
from mindinmind.evidence.structured_data import json_ld
from mindinmind.root_causes import without_consequences
from mindinmind.search.index import folded
from mindinmind.source import Source
from mindinmind.templates import relative

_EMERGENCY = re.compile(r"<!-- emergency card -->|class=\"mim-emergency")  # asked for, or in place
# "---\ntitle: A\n---\n"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
# What asks for a built part: <!-- evidence: claim-check -->; a misspelt one page/markers.py tells
_MARKER = re.compile(r"<!-- evidence: ([\w-]+) -->")
PREVIEW = "assets/preview.png"
"""What a link shows where it is sent: the site's name alone, for others may see it."""


class Evidence:
    """Everything a build knows about its evidence; fresh for each build."""

    def __init__(self, settings: Settings) -> None:
        """Read the data files.

        Args:
            settings: What is known about the site.
        """
        self.settings = settings
        self.data: EvidenceData = read_data(
            settings.data, settings.data_name, settings.templates, settings.cache
        )
        self.problems: list[Problem] = list(self.data.problems)
        self.pages: dict[str, PageFacts] = {}
        self.marked: dict[str, list[str]] = {}
        badges = {name: claim.badge for name, claim in self.data.claims.items()}
        names = {key: reference.name for key, reference in self.data.references.items()}
        self.citing = Citing(names, badges, settings.claim_page)

    def facts(self, source: str, url: str, title: str, meta: Mapping[str, Any]) -> PageFacts:
        """Gather what is known of a page once Markdown has read it; its title may hold markup."""
        found = self.citing.findings.get(source, Findings())
        return PageFacts(source, url, text_of(title), meta, found)

    def read_page(self, page: PageFacts, html: str, text: str) -> str:
        """Take in one page after Markdown has read it.

        Args:
            page: What is known of it.
            html: Its content.
            text: Its whole file.

        Returns:
            Its content with the sources filled in and, at the end, how to cite the page.
        """
        self.citing.begin("")
        self.pages[page.source] = page
        # What is wrong with the lines above a page, others tell.
        body = _FRONT_MATTER.sub(lambda head: "\n" * head[0].count("\n"), text)
        file, data = Source(f"{self.settings.docs}/{page.source}", body), self.data
        self.problems += page_problems(file, page, data.references, data.claims)
        if markers := [name for name in _MARKER.findall(html) if name in MARKERS]:
            self.marked[page.source] = markers
        html = fill_sources(html, data.sources, data.flags)
        # Who is in danger needs no lines of how to cite.
        if (cited := self._to_cite(page)) and not _EMERGENCY.search(html):
            view = {"page": cited, "files": FILES, "origin": page.url}
            html += self._rendered("cite.html", view)
        return html

    def anchors(self, source: str) -> set[str]:
        """Name the ids that will be on a page once it is filled."""
        ids = {
            "claim-check": [claim.anchor for claim in self.data.claims.values()],
            "references": self.data.references,
            "judging": [f"sure-{level}" for level in self.data.means["confidence"]],
        }
        return {one for marker in self.marked.get(source, ()) for one in ids.get(marker, ())}

    def fill(self, source: str, html: str) -> str:
        """Fill a page's markers, now that all pages are known."""
        origin, asked = self.pages[source].url, self.marked[source]
        return _MARKER.sub(lambda m: self._built(m[1], origin) if m[1] in asked else m[0], html)

    def finish(self) -> list[Problem]:
        """Check what only the whole site can tell; give all problems of the build."""
        claims, references = self.data.claims, self.data.references
        pages, folder = self.pages.values(), self.settings.data_name
        carried = {claim for page in pages for claim in page.findings.claims}
        problems = [*self.problems]
        problems += claim_problems(f"{folder}/claims.yml", claims, carried)
        cited = {key for page in pages for key in page.findings.cited}
        cited.update(key for claim in claims.values() for key in claim.references)
        problems += unread(f"{folder}/references.json", references, cited)
        if any("references" in markers for markers in self.marked.values()):  # a page lists all
            problems += uncited(f"{folder}/references.json", references, cited)
        dated = ((f"{self.settings.docs}/{page.source}", page.meta) for page in pages)
        problems += due(dated, self.settings.today, self.settings.release)
        return without_consequences(problems)

    def head(self, source: str) -> str:
        """Write what goes into a page's head."""
        page = self.pages[source]
        site = self.settings
        view = {
            "page": page,
            "site": site,
            "image": site.address(PREVIEW),
            "data": json_ld(page, site),
            "feed": relative(self.feed, page.url) if self._tells_the_feed(page.url) else "",
        }
        return self._rendered("head.html", view)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Make the files beside the pages: the feed; for a known address, files to cite each."""
        settings = self.settings
        if self.feed:
            changes = [change for page in self.pages.values() for change in page.changes]
            view = feed_view(changes, settings, self.feed)
            yield self.feed, self._rendered("feed.html", view).encode()
        if not settings.site_url:  # nobody can cite a page, or link to it, whose address is unknown
            return
        for page in self.pages.values():
            if cited := self._to_cite(page):
                for path, text in citation_files(cited).items():
                    yield path, text.encode()

    def _tells_the_feed(self, url: str) -> bool:
        """Tell whether a page names the feed: home, and the pages beside that of changes."""
        beside = url.startswith(self.feed.rpartition("/")[0] + "/")
        return bool(self.feed) and (beside or url.removesuffix("index.html") in ("", "./"))

    @property
    def feed(self) -> str:
        """The feed's address from the site's root; nothing without a page of changes."""
        for source, markers in self.marked.items():
            if "changes" in markers:
                return f"{self.pages[source].stem}.xml"
        return ""

    @cached_property
    def _view(self) -> dict[str, Any]:
        """What the built parts show, once all pages are known."""
        return view_of(self.data, list(self.pages.values()))

    def _built(self, marker: str, origin: str) -> str:
        """Write what a marker stands for."""
        around = {
            "origin": origin,
            "references_page": self._url(self.settings.references_page),
            "claim_page": self._url(self.settings.claim_page),
            "feed": self.feed,
        }
        return self._rendered(f"{marker}.html", self._view | around)

    def _rendered(self, name: str, view: Mapping[str, Any]) -> str:
        return self.settings.templates.get_template(f"partials/mim/evidence/{name}").render(view)

    def _url(self, source: str) -> str:
        """Give a page's address by its file; the file itself where there is no such page."""
        page = self.pages.get(source)
        return page.url if page else source

    def _to_cite(self, page: PageFacts) -> PageToCite | None:
        """Say how a page is cited; pages without a date are not."""
        day = page.modified
        if day is None or not page.is_content:
            return None
        name, url = self.settings.site_name, self.settings.address(page.url)
        return PageToCite(page.stem, page.title, name, day, url, page.published)


def view_of(data: EvidenceData, pages: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather what the built parts show: the data files, and what all pages hold of them."""
    claims, references = in_order(data.claims), data.references.values()
    changes = newest_first(change for page in pages for change in page.changes)
    return {
        "data": data,
        "claims": claims,
        "references": sorted(references, key=lambda one: folded(data.formatted[one.key].text)),
        "count": {
            "kind": Counter(data.means["kind"][one.kind][0] for one in references),
            "sure": Counter(map(attrgetter("confidence"), claims)),
            "verdict": Counter(map(attrgetter("verdict"), claims)),
        },
        "cited_on": _pages_by((page, page.findings.cited) for page in pages),
        "carried_on": _pages_by((page, page.findings.claims) for page in pages),
        "days": [(day, list(group)) for day, group in groupby(changes, attrgetter("day"))],
    }


def _pages_by(held: Iterable[tuple[PageFacts, Iterable[str]]]) -> dict[str, list[PageFacts]]:
    """Give the pages of each name that pages hold."""
    found: dict[str, list[PageFacts]] = {}
    for page, names in held:
        for name in names:
            found.setdefault(name, []).append(page)
    return found
