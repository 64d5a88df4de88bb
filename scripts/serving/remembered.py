"""Which results are remembered: what costs most for a page, and gives the same for the same.

Each says what its result rests on. Nothing here changes a byte: a test edits a site at random and
compares all that is served, and all that is built again, with a clean build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

import glossary_cards.model.term_files
import glossary_cards.plugin
import glossary_cards.site
import mindinmind.evidence.data
import mindinmind.evidence.site
import mindinmind.page.crisis
import mindinmind.page.plugin
import mindinmind.search.plugin
import mindinmind.security.files
import mindinmind.security.plugin
from mindinmind.evidence.citations import Citing
from mindinmind.page.typed_numbers import typed_numbers
from publishing.standing import digest
from serving.memory import Memory, digest_of, heard, said_again
from serving.pages import Pages, hooks_of
from serving.sources import Sources, read_with

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, InclusionLevel

    from glossary_cards.site import SiteGlossary
    from glossary_cards.usage import SourcePage
    from prose.pages import Page as ProsePage

_WORD = re.compile(r"[^\s\[\]{}^=;,]+")  # "bateman2009", of "[^bateman2009]"
# <a href="https://example.org/" rel="noreferrer">a <em>label</em></a>
_AWAY = re.compile(r'<a\b[^>]*\shref="[^#"][^>]*>.*?</a>', re.S)
_HOST = re.compile(r"//([\w.-]+)")  # "//example.org", of its address
# "assets/diagrams/session.svg", "assets/easier/"
_DRAWN = re.compile(r"assets/(?:diagrams/(?P<name>[\w-]+)\.svg|easier/)")
_TAG = re.compile(r"<[^>]*>")  # <em>
_CITED = "references.json", "claims.yml"
_NAMED = *_CITED, "outside_hosts.yml", "crisis_lines.yml"
"""Data of which each page is read with what it names."""
_READ = ("content", "markdown", "present_anchor_ids", "toc", "_title_from_render")
"""What reading a page leaves with it, besides its front matter and its links."""


class Remembered:
    """The functions that remember; :meth:`begin` starts a build.

    Args:
        put: Puts a function in another's place: module or class, name, function.
        memory: Remembers what they gave.
    """

    def __init__(
        self, put: Callable[[Any, str, Callable[..., Any]], None], memory: Memory | None = None
    ) -> None:
        self._memory = memory or Memory()
        self.write = self._memory.write
        self._put = put
        self._data = self._around = self._cited = self._named = ""
        self._drawings: dict[str, str] = {}
        self._hooks: Mapping[str, Any] = {}
        self._held: _Lists | None = None
        self._settings = self._terms = self._texts = self._checked = self._all = self._facts = b""
        self.pages = Pages(self._memory, put)
        self._keep_functions()
        self._keep_markdown()
        self._keep_reading()
        self._note_terms()

    def _keep_functions(self) -> None:
        """Remember what functions gave: for good, or where a server will ask again."""
        crisis, evidence = mindinmind.page.crisis, mindinmind.evidence
        files, security = mindinmind.security.files, mindinmind.security.plugin
        page, search = mindinmind.page.plugin, mindinmind.search.plugin
        glossary = glossary_cards.plugin
        site = glossary_cards.site.SiteGlossary
        kept: list[tuple[Any, str, Callable[..., Any] | None, bool]] = [
            (crisis, "read", _crisis_lines, True),
            (crisis, "rendered", lambda lines, _: (self._around, repr(lines)), True),
            (files, "_picture_faults", lambda p, _: (p.suffix, p.read_bytes()), True),
            (site, "found", self._found, True),
            (site, "term_page", self._term_page, False),
            (glossary, "check_terms", self._of_terms, False),
            (glossary, "read_bibliography", self._bibliography, False),
            (glossary_cards.site, "read_term_files", lambda ts, _, s: (tuple(ts), repr(s)), False),
            (glossary_cards.model.term_files, "read_file", None, False),
            (evidence.data, "read_checked", _data_file, False),
            (evidence.data, "read_sources", self._sources_of, False),
            (evidence.site.Evidence, "_built", self._of_all_pages, False),
            (page, "made_apart", lambda make: (digest(make.args[:1]), make.args[1:]), False),
            (page, "typed_numbers", None, False),
            (search, "read_checked", _data_file, False),
            (search, "read_lexicon", _lexicon, False),
            (security, "read_checked", _data_file, False),
            (security, "read_leftovers", None, False),
            (security, "judged", _judged, False),
            (Environment, "compile", _code, False),
        ]
        if self._memory.keeps:
            from prose import project  # noqa: PLC0415  # a build is quicker without

            kept.append((project, "page_problems", self._of_words, False))
        for place, name, key, lasts in kept:
            if lasts or self._memory.keeps:
                real = getattr(place, name)
                self._put(place, name, self._memory.remembering(real, key, lasts=lasts))

    def begin(self, sources: Sources) -> None:
        """Begin a build: forget what the one before did not need.

        Args:
            sources: The files as they are now.
        """
        self._memory.turn()
        self._data, self._around = sources.data, sources.around
        self._facts, self._hooks = b"", {}

    def know(self, config: MkDocsConfig, files: Files) -> None:
        """Take the site's settings and the names of its files, on which all pages rest."""
        folder = Path(config.docs_dir, "_data")  # it may stand elsewhere
        self._data, self._around = self._data + digest([folder]), self._around + read_with(folder)
        self._cited, self._named = (digest(folder / n for n in ns) for ns in (_CITED, _NAMED))
        drawn = sorted(folder.glob("diagrams/*.yml"))
        self._drawings = {path.stem: path.read_text("utf-8", "replace") for path in drawn}
        said = [e for e in config.markdown_extensions if isinstance(e, str)]
        more = config.mdx_configs, config.validation, config.use_directory_urls, config.site_url
        self._settings = digest_of(said, *more)
        pictures = (f for f in files if f.src_uri.endswith(".svg"))  # whose sizes stand in pages
        names = [(f.src_uri, f.url) for f in files]
        sizes = [(f.src_uri, f.content_bytes[:2000]) for f in pictures]
        self.pages.rest_on(self._data, self._texts, self._settings, names, sizes)
        if hooks := hooks_of(config):
            evidence, site = hooks["EvidencePlugin"].evidence, hooks["PagePlugin"].site
            known = evidence.settings.site_url, evidence.settings.today, sorted(site.parts)
            self._all = digest_of(self._around, self._settings, self._terms, *known)
            self._held = _Lists(hooks, self._named, self._held)
        self._hooks = hooks

    def _sources_of(self, folder: Path, *_: object) -> Any:
        return self._around, _data_file("", folder / "references.json")

    def _bibliography(self, name: str, root: Path, _: object) -> Any:
        return self._around, name, name and digest([root / name])

    def _of_words(self, page: ProsePage, _: object) -> Any:
        said = page.document.path, page.document.body, page.document.body_line, page.document.meta
        return self._data, self._texts, said

    def _of_terms(self, site: SiteGlossary) -> Any:
        known = site.bibliography
        return self._around, self._checked, known is None or sorted(known)

    def _keep_markdown(self) -> None:
        """Remember what Markdown made of a page, what it cited, and what was said about it."""
        render = Page.render

        def rendered(page: Page, config: MkDocsConfig, files: Files) -> None:
            citing = next((e for e in config.markdown_extensions if isinstance(e, Citing)), None)
            text = page.markdown or ""

            def made(asked: Files) -> Any:
                render(page, config, asked)
                return citing and citing.findings.get(page.file.src_uri)

            names = _named(citing, text) if citing else ()
            said = citing and (citing.claim_page, _said_of(names, citing.keys, citing.badges))
            key = "rendered", _at(page), text, self._settings, names, said
            _, cited = self._of_page(page, files, key, made)
            if citing and cited is not None:
                citing.findings[page.file.src_uri] = cited

        self._put(Page, "render", rendered)

    def _keep_reading(self) -> None:
        """Remember all that came of reading a page: what it became, and what hooks noted of it."""
        populate = build._populate_page

        def read(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
            hooks, lists = self._hooks, self._held
            if not hooks or not lists:
                populate(page, config, files, dirty)
                return
            source, text = page.file.src_uri, page.file.content_string
            evidence, glossary = hooks["EvidencePlugin"].evidence, hooks["GlossaryPlugin"].site
            told = [one.problems for one in (evidence, glossary, hooks["SecurityPlugin"])]

            def made(asked: Files) -> Any:
                before = [len(problems) for problems in told]
                populate(page, config, asked, dirty)
                found = [ps[n:] for ps, n in zip(told, before, strict=True)]
                noted = evidence.pages[source], evidence.marked.get(source)
                return (
                    lists.touched(page.content or "", text, noted[1]),
                    found,
                    {**page.meta},
                    noted,
                )

            around = glossary.term_page(source, "") if glossary.slug_of_source(source) else ""
            asked = self._asked_for(f"{text}{around}", hooks["PagePlugin"].site.parts)
            asked = *asked, hooks["PagePlugin"].site.crisis.pages.get(source)
            key = "read", _at(page), text, self._all, around, asked
            holds = partial(lists.hold, source, text)
            is_new, (_, found, meta, noted) = self._of_page(page, files, key, made, holds)
            if not is_new:
                for problems, new in zip(told, found, strict=True):
                    problems.extend(new)
                page.meta = {**meta}  # to which hooks add
                evidence.pages[source] = noted[0]
                if noted[1] is not None:
                    evidence.marked[source] = noted[1]

        self._put(build, "_populate_page", read)

    def _asked_for(self, text: str, parts: Mapping[str, str]) -> Any:
        """Give what a page shows that stands elsewhere: drawings in words, and crisis lines."""
        names = {match["name"] or "easier" for match in _DRAWN.finditer(text)}
        drawn = tuple(self._drawings.get(name, "") for name in sorted(names))
        whole = "".join([text, *drawn])
        return drawn, tuple(part for marker, part in parts.items() if marker in whole)

    def _of_page(
        self,
        page: Page,
        files: Files,
        key: object,
        make: Callable[[Any], Any],
        holds: Callable[[Any], bool] = lambda _: True,
    ) -> tuple[bool, Any]:
        """Read or render a page, unless that is remembered.

        Args:
            page: The page.
            files: The site's files.
            key: What the result rests on, besides the files to which the page links.
            make: Makes it, given the files; gives what there is to note besides.
            holds: Whether what was noted still holds.

        Returns:
            Whether it was made now, and what was noted.
        """
        is_new = False

        def says(kept: tuple[Any, ...]) -> bool:
            return _Asked(files).says(kept[0]) and holds(kept)

        def made() -> tuple[Any, ...]:
            nonlocal is_new
            is_new, asked = True, _Asked(files)
            with heard() as records:
                noted = make(asked)
            links = {f.src_uri: led for f, led in (page.links_to_anchors or {}).items()}
            left = [vars(page).get(name) for name in _READ]
            return asked.said, left, links, records, noted

        _, left, links, records, noted = self._memory.recall(key, made, says, lasts=True)
        if not is_new:
            _give_back(page, files, left, links)
            said_again(records)
        return is_new, noted

    def _note_terms(self) -> None:
        """Note what links to terms rest on: all of the terms but what they mean."""
        load = glossary_cards.site.SiteGlossary.load

        def loaded(
            site: SiteGlossary, sources: Any, files: Mapping[str, str], home: str = ""
        ) -> None:
            load(site, sources, files, home)
            pages = {
                path: url
                for path, url in files.items()
                if site.slug_of_source(path) or site.is_index(path)
            }
            terms = [
                (term.slug, term.forms, term.abbreviation, term.not_before, term.not_after)
                for term in site.glossary.terms.values()
            ]
            self._texts = digest_of(list(sources))
            self._checked = digest_of(self._texts, sorted(files.items()), home)
            said = site.settings, site.docs_path, site.names, pages, home, terms
            self._terms = digest_of(*said, sorted(site.slugs), sorted(site.hidden))

        self._put(glossary_cards.site.SiteGlossary, "load", loaded)

    def _of_all_pages(self, evidence: Any, marker: str, origin: str) -> Any:
        if not self._facts:  # once a build
            led_to = evidence.settings.references_page, evidence.settings.claim_page
            said = [
                (page, page.meta, page.findings.cited, page.findings.claims)
                for page in evidence.pages.values()
                if page.findings.cited
                or page.findings.claims
                or page.source in led_to
                or page.meta.get("changes")
            ]
            self._facts = digest_of(evidence.feed, *said)
        return self._around, self._cited, self._facts, marker, origin

    def _term_page(self, site: SiteGlossary, path: str, body: str) -> Any:
        term = site.glossary.terms.get(site.slug_of_source(path) or "")
        known = site.bibliography or {}
        cited = [known.get(key) for key in term.references] if term else []
        return self._around, self._texts, path, body, cited

    def _found(self, _site: Any, page: SourcePage, html: str) -> Any:
        options = repr(page.meta.get("terms"))
        return self._terms, page.path, page.url, page.language, options, html


def _give_back(page: Page, files: Files, left: list[Any], links: Mapping[str, Any]) -> None:
    """Set on a page what reading or rendering it had set."""
    vars(page).update(zip(_READ, left, strict=True))
    page.present_anchor_ids = set(page.present_anchor_ids or ())
    found = ((_file(files, name), led) for name, led in links.items())
    page.links_to_anchors = {file: led for file, led in found if file}


def _data_file(path: str, file: Path, rule: str = "") -> Any:
    return path, rule, digest([file, file.with_suffix(".schema.json")])


def _code(env: Environment, source: Any, *named: Any, **more: Any) -> Any:
    ways = env.trim_blocks, env.lstrip_blocks, env.autoescape, tuple(env.extensions)
    return repr(source), named, tuple(more.items()), ways, tuple(env.filters)


def _judged(path: str, text: str, html: str, meta: Any, lists: Any) -> Any:
    *_, titles, hosts = lists  # the others are code
    return path, text, html, meta, sorted(titles.items()), hosts and sorted(hosts)


def _lexicon(file: Path, pages: Iterable[str]) -> Any:
    return _data_file("", file), sorted(pages)


def _crisis_lines(docs: Path, today: Any, release: bool, sources: Iterable[str]) -> Any:
    said = _data_file(docs.name, docs / mindinmind.page.crisis.FILE)
    return said, today, release, sorted(sources)


class _Lists:
    """What pages are held against: sources, claims, titles, numbers, sites they may lead to.

    Args:
        hooks: The plugins that know them, by their kind.
        at: The digest of the data in which they stand.
        before: Those of the build before.
    """

    def __init__(self, hooks: Mapping[str, Any], at: str, before: _Lists | None = None) -> None:
        security, evidence = hooks["SecurityPlugin"], hooks["EvidencePlugin"].evidence
        self._at, self._citing, data = at, evidence.citing, evidence.data
        self._titles, self._hosts = security.titles.keys(), security.hosts
        self._numbers = hooks["PagePlugin"].site.crisis.numbers
        shown = self._citing.keys, self._citing.badges, data.sources, data.flags
        self._known = *shown, data.references, data.claims
        self._before = ""
        if before and before._at != at and (before._hosts is None) is (self._hosts is None):
            self._before = before._at  # and what is no longer as it was
            self._names = set[str]().union(*map(_differing, self._known, before._known))
            self._sites = _differing(self._hosts or {}, before._hosts or {})
            self._same_numbers = self._numbers == before._numbers

    def touched(self, html: str, text: str, marked: object) -> list[Any]:
        """Give what a page that was just read has of them; whether it lists all, too."""
        links = [link[0] for link in _AWAY.finditer(html)]
        labels = {" ".join(unescape(_TAG.sub("", link)).casefold().split()) for link in links}
        hosts = {host for a in links for host in _HOST.findall(unescape(a).casefold())}
        met = self._met(text, hosts, marked)
        return [self._at, labels, labels & self._titles, hosts, met]

    def hold(self, source: str, text: str, kept: tuple[Any, ...]) -> bool:
        """Tell whether what was kept of a page is what it would now become."""
        said, problems, _, (_, marked) = kept[-1]
        at, labels, taken, hosts, met = said
        if labels & self._titles != taken:
            return False
        if at == self._at:
            return True
        if any(problems) or kept[-2]:
            return False
        is_near = at == self._before  # else everything may be new
        is_touched = not is_near or marked or hosts & self._sites
        is_touched = is_touched or any(name in text for name in self._names)
        if is_touched and self._met(text, hosts, marked) != met:
            return False
        numbers_hold = is_near and self._same_numbers
        if not numbers_hold and typed_numbers(source, text, self._numbers):
            return False
        said[0] = self._at
        return True

    def _met(self, text: str, hosts: set[str], marked: object) -> Any:
        ids = marked and sorted([*self._citing.keys, *self._citing.badges])  # it lists all
        named = _named(self._citing, text)
        listed = self._hosts and hosts & self._hosts.keys()
        return ids, named, _said_of(named, *self._known), listed


class _Asked:
    """The site's files for one page: notes which it links to, and where each stands."""

    def __init__(self, files: Files | _Asked) -> None:
        self._files = files
        self.said: dict[str, tuple[str, InclusionLevel] | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Give a file, and note it."""
        file = _file(self._files, path)
        self.said[path] = (file.url, file.inclusion) if file else None
        return file

    def says(self, said: Mapping[str, tuple[str, InclusionLevel] | None]) -> bool:
        """Tell whether all that was noted is still so."""
        for path in said:
            self.get_file_from_path(path)
        return self.said == said


def _file(files: Files | _Asked, path: str) -> File | None:
    """Give a file by its name, of which MkDocs would first make a path."""
    known = files.src_uris.get(path) if isinstance(files, Files) else None
    return known or files.get_file_from_path(path)


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    """Name the entries that are not the same."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _at(page: Page) -> Any:
    """Tell which page it is, where it stands, and how the menu calls it."""
    return page.file.src_uri, page.file.url, page.file.inclusion, vars(page).get("title")


def _named(citing: Citing, text: str) -> list[str]:
    """Give the sources and claims that a text may name."""
    known = citing.keys.keys() | citing.badges.keys()
    return sorted(known.intersection(_WORD.findall(text))) if known else []


def _said_of(names: Iterable[str], *known: Mapping[str, object]) -> list[list[str]]:
    """Say what is known of some sources and claims."""
    return [[repr(one.get(name)) for one in known] for name in names]
