"""Which results are remembered: what costs most for a page, and gives the same for the same.

Each says what its result rests on. Nothing here changes a byte: a test edits a site at random and
compares all that is served, and all that is built again, with a clean build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

import glossary_cards.plugin
import glossary_cards.site
import mindinmind.evidence.site
import mindinmind.page.crisis
import mindinmind.page.plugin
import mindinmind.search.plugin
import mindinmind.security.plugin
from mindinmind.evidence.citations import Citing
from publishing.standing import digest
from serving.memory import Memory, digest_of, heard, key_of, said_again
from serving.pages import Pages
from serving.sources import Sources

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files, InclusionLevel

    from glossary_cards.engine.annotate import Request
    from glossary_cards.site import SiteGlossary
    from glossary_cards.usage import SourcePage
    from mindinmind.evidence.pages import PageFacts
    from mindinmind.evidence.site import Evidence
    from prose.pages import Page as ProsePage

_WORD = re.compile(r"[^\s\[\]{}^=;,]+")  # "bateman2009", of "[^bateman2009]"
# <a href="https://example.org/" rel="noreferrer">a <em>label</em></a>
_AWAY = re.compile(r'<a\b[^>]*\shref="https?:[^>]*>(?P<label>.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]*>")  # <em>


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
        self._data = ""
        self._settings = self._terms = self._texts = b""
        self.pages = Pages(self._memory, put)
        self._keep(mindinmind.page.plugin, "typed_numbers", lasts=True)
        self._keep(mindinmind.search.plugin, "read_checked", self._with_data)
        self._keep(mindinmind.search.plugin, "load_lexicon", self._with_pages)
        self._keep(mindinmind.security.plugin, "read_allowed")
        self._keep(mindinmind.security.plugin, "read_leftovers")
        self._keep(mindinmind.security.plugin, "judged", _judged, lasts=True)
        self._keep(mindinmind.security.plugin, "file_problems", _files_below)
        self._keep(mindinmind.page.crisis, "read", self._with_data)
        self._keep(mindinmind.page.crisis, "rendered", self._of_crisis)
        self._keep(mindinmind.evidence.site, "read_data", self._with_data)
        self._keep(glossary_cards.site, "read_term_files", _term_files)
        self._keep(glossary_cards.site, "annotate", self._mentions)
        self._keep(glossary_cards.site.SiteGlossary, "term_page", self._term_page)
        self._keep(glossary_cards.plugin, "check_text", self._written, lasts=True)
        self._keep_templates()
        self._keep_front_matter()
        self._keep_markdown()
        self._keep_evidence()
        self._note_terms()

    def _keep(
        self,
        place: Any,
        name: str,
        key: Callable[..., Any] | None = None,
        *,
        lasts: bool = False,
    ) -> None:
        """Have a function remember what it gave."""
        real = getattr(place, name)
        self._put(place, name, self._memory.remembering(real, key, lasts=lasts))

    def keep_words(self) -> None:
        """Remember, too, what the rules for words say of a page; a build asks for none."""
        from prose import project  # noqa: PLC0415  # a build is quicker without

        def key(page: ProsePage, _settings: Any) -> Any:
            document = page.document
            said = document.path, document.body, document.body_line, key_of(document.meta)
            return self._data, self._texts, said

        self._keep(project, "page_problems", key)

    def begin(self, sources: Sources) -> None:
        """Begin a build: forget what the one before did not need.

        Args:
            sources: The files as they are now.
        """
        self._memory.turn()
        self._data = sources.data

    def know(self, config: MkDocsConfig, files: Files) -> None:
        """Take the site's settings and the names of its files, on which all pages rest."""
        self._data += digest([Path(config.docs_dir, "_data")])  # it may stand elsewhere
        said = [e for e in config.markdown_extensions if isinstance(e, str)]
        more = config.mdx_configs, config.validation, config.use_directory_urls, config.site_url
        self._settings = digest_of(said, *more)
        pictures = (f for f in files if f.src_uri.endswith(".svg"))  # whose sizes stand in pages
        names = [(f.src_uri, f.url) for f in files]
        sizes = [(f.src_uri, f.content_bytes[:2000]) for f in pictures]
        self.pages.rest_on(self._data, self._texts, self._settings, names, sizes)

    def _with_data(self, *args: Any, **_: Any) -> Any:
        plain = [sorted(one) if isinstance(one, set) else one for one in args]
        return self._data, key_of([one for one in plain if not isinstance(one, Environment)])

    def _with_pages(self, _found: Any, pages: Any) -> Any:
        return self._data, sorted(pages)

    def _of_crisis(self, crisis: Any, _templates: Any) -> Any:
        return self._data, repr(crisis)

    def _keep_templates(self) -> None:
        """Remember templates as code."""
        compiled = Environment.compile

        def code(env: Environment, source: Any, *named: Any, **more: Any) -> Any:
            ways = env.trim_blocks, env.lstrip_blocks, env.autoescape, tuple(env.extensions)
            key = "compiled", repr(source), named, tuple(more.items()), ways, tuple(env.filters)
            return self._memory.recall(key, lambda: compiled(env, source, *named, **more))

        self._put(Environment, "compile", code)

    def _keep_front_matter(self) -> None:
        """Remember front matter, to which hooks add: each build gets a copy."""

        def read(page: Page, config: MkDocsConfig) -> None:  # noqa: ARG001  # as MkDocs calls it
            text = page.file.content_string
            body, meta = self._memory.recall(
                ("front matter", text), lambda: get_data(text), lasts=True
            )
            page.markdown, page.meta = body, deepcopy(meta)

        self._put(Page, "read_source", read)

    def _keep_markdown(self) -> None:
        """Remember what Markdown made of a page, what it cited, and what was said about it."""
        render = Page.render

        def rendered(page: Page, config: MkDocsConfig, files: Files) -> None:
            citing = next((e for e in config.markdown_extensions if isinstance(e, Citing)), None)
            source, text = page.file.src_uri, page.markdown or ""
            is_new = False

            def says(kept: tuple[Any, ...]) -> bool:
                return _Asked(files).says(kept[-1])

            def made() -> tuple[Any, ...]:
                nonlocal is_new
                is_new, asked = True, _Asked(files)
                with heard() as records:
                    render(page, config, asked)  # type: ignore[arg-type]  # all that it asks of them
                links = {f.src_uri: led for f, led in (page.links_to_anchors or {}).items()}
                cited = citing.findings.get(source) if citing else None
                title, anchors = page._title_from_render, page.present_anchor_ids
                return page.content, page.toc, title, anchors, links, cited, records, asked.said

            at = page.file.url, page.file.inclusion
            key = "rendered", source, at, text, self._settings, _cited(citing, text)
            kept = self._memory.recall(key, made, says, lasts=True)
            if is_new:
                return
            content, toc, title, anchors, links, cited, records, _ = kept
            page.content, page.toc, page._title_from_render = content, toc, title
            page.present_anchor_ids = set(anchors)
            found = ((files.get_file_from_path(name), led) for name, led in links.items())
            page.links_to_anchors = {file: led for file, led in found if file}
            if citing and cited is not None:
                citing.findings[source] = cited
            said_again(records)

        self._put(Page, "render", rendered)

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
            self._terms = digest_of(site.settings, site.docs_path, site.names, pages, home, terms)

        self._put(glossary_cards.site.SiteGlossary, "load", loaded)

    def _term_page(self, _site: Any, path: str, body: str) -> Any:
        return self._data, self._texts, path, body

    def _keep_evidence(self) -> None:
        """Remember what evidence notes of a page."""
        read_page = mindinmind.evidence.site.Evidence.read_page

        def read(site: Evidence, page: PageFacts, content: str, text: str) -> Any:
            source, before = page.source, site.problems

            def made() -> tuple[Any, ...]:
                site.problems = []
                html = read_page(site, page, content, text)
                return html, site.pages[source], site.marked.get(source), site.problems

            known = self._data, repr(site.settings.site_url), site.settings.today
            said = page.url, page.title, content, text, repr(page.findings)
            kept = self._memory.recall(("read", said, known), made, lasts=True)
            html, site.pages[source], marked, found = kept
            if marked is not None:
                site.marked[source] = marked
            site.problems = [*before, *found]
            return html

        self._put(mindinmind.evidence.site.Evidence, "read_page", read)

    def _written(self, _site: Any, page: SourcePage, body: str, source: Callable[[], str]) -> Any:
        return self._terms, page.path, page.url, page.language, body, source()

    def _mentions(self, html: str, request: Request) -> Any:
        base = request.slug_of.args[0]  # type: ignore[attr-defined]  # a page's address
        skipped = frozenset(request.skip)
        return (
            self._terms,
            base,
            request.which,
            skipped,
            request.explain,
            request.reader.rules,
            html,
        )


def _judged(path: str, text: str, html: str, _meta: Any, lists: tuple[Any, Any, Any, Any]) -> Any:
    _allowed, _kinds, titles, hosts = lists  # of all pages; those that pages may lead to
    labels = (unescape(_TAG.sub("", link["label"])).casefold() for link in _AWAY.finditer(html))
    taken = frozenset(titles & {" ".join(label.split()) for label in labels})
    return path, text, html, sorted(taken), hosts and sorted(hosts)


def _term_files(sources: Any, _shown: Any, settings: Any) -> Any:
    return key_of(sources), repr(settings)


def _files_below(docs: Path, *_: Any) -> Any:
    stats = ((path, path.stat()) for path in sorted(docs.rglob("*")))
    return tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats)


class _Asked:
    """The site's files for one page: notes which it links to, and where each stands."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.said: dict[str, tuple[str, InclusionLevel] | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Give a file, and note it."""
        file = self._files.get_file_from_path(path)
        self.said[path] = (file.url, file.inclusion) if file else None
        return file

    def says(self, said: Mapping[str, tuple[str, InclusionLevel] | None]) -> bool:
        """Tell whether all that was noted is still so."""
        for path in said:
            self.get_file_from_path(path)
        return self.said == said


def _cited(citing: Citing | None, text: str) -> Any:
    """Give what is known of the sources and claims that a page may name."""
    if citing is None:
        return None
    words = set(_WORD.findall(text))
    return citing.claim_page, tuple(
        (name, repr(known[name]))
        for known in (citing.keys, citing.badges)
        for name in sorted(known.keys() & words)
    )
