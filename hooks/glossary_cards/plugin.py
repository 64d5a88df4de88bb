"""The glossary in MkDocs: what happens at which event of a build.

The only module of this package that knows MkDocs (and ProperDocs, which runs MkDocs' plugins). A
build reads the terms, composes their pages, and, when every page is rendered, links and lists the
terms on each. MkDocs keeps a plugin for many builds (``serve``; static-i18n builds once for each
language), so ``on_config`` replaces everything that a build remembers.
"""

import posixpath
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from glossary_cards import assets
from glossary_cards.checks.abbreviations import unexplained_abbreviations
from glossary_cards.checks.pages import check_text, misplaced_files
from glossary_cards.checks.registry import with_severity
from glossary_cards.checks.terms import check_terms, without_terms
from glossary_cards.checks.use import check_use
from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded
from glossary_cards.exports import available, json_ld, published_files
from glossary_cards.languages.chosen import chosen_language
from glossary_cards.model.bibliography import read_bibliography
from glossary_cards.model.config_file import read_config_file, site_settings
from glossary_cards.model.settings import Settings
from glossary_cards.pages.paths import from_root
from glossary_cards.pages.search import add_forms, collected_entries, spellings_of
from glossary_cards.pages.templates import Templates
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
IN_MENU = (InclusionLevel.UNDEFINED, InclusionLevel.INCLUDED)
# After static-i18n (-100), which picks a language's files and gives them their addresses.
LAST = -110

log = get_plugin_logger("glossary")


class GlossaryPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Links a site's terms and explains them; one object serves as plugin or as hook.

    Attributes:
        site: The glossary of the build at hand.
        keeps_html: Whether pages' HTML is asked for once all are finished.
    """

    keeps_html = False

    def __init__(self) -> None:
        self.site = SiteGlossary(Settings())
        self._given: dict[str, Any] | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Take what stands below the plugin's name; our own schema checks it, with places."""
        self._given = dict(options)
        return [], []

    @event_priority(LAST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Start afresh: read the settings and forget the build before."""
        path = Path(config.config_file_path or "mkdocs.yml")
        file = read_config_file(path.name, path, self._given is not None)
        language = chosen_language(config.theme.get("language"), config.theme.get("locale"))
        settings, problems = site_settings(config.extra, self._given, file, language)
        settings, missing = available(settings, file)
        docs = from_root(config.docs_dir, _root(config))
        self.site = SiteGlossary(settings, docs, file, Templates(settings, config.theme.dirs))
        self.site.problems += [*problems, *missing]
        self.site.language = language or settings.language
        bibliography = str(_root(config) / settings.bibliography)
        if Path(bibliography).is_file() and bibliography not in config.watch:
            config.watch.append(bibliography)  # it may stand outside docs_dir
        if settings.assets:
            styles, scripts = config.extra_css, config.extra_javascript
            config.extra_css = [*(s for s in assets.STYLES if s not in styles), *styles]
            config.extra_javascript += [s for s in assets.SCRIPTS if s not in scripts]
        return config

    @event_priority(LAST)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the terms; add the A to Z where the site has none, and the card's files."""
        site = self.site
        used = [file for file in files if file.inclusion not in LEFT_OUT]
        site.names = {_path(f): f.src_uri for f in used if _path(f) != f.src_uri}
        self._mend_encoding(files)
        self._add_index(files, used, config)
        pages = {_path(file): file for file in files.documentation_pages()}
        terms = {path: file for path, file in pages.items() if site.slug_of_source(path)}
        for file in terms.values():  # a site's own `nav` may list them
            if file.inclusion in IN_MENU:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        site.load(
            [(path, file.url, file.content_string) for path, file in terms.items()],
            {_path(f): f.url for f in files if f.inclusion not in LEFT_OUT},
            _home(next(iter(terms.values()), None)),
        )
        name = site.settings.bibliography
        site.bibliography, problems = read_bibliography(name, _root(config), site.config_file)
        site.problems += [*problems, *check_terms(site)]
        others = {_path(f): f for f in used if _path(f) not in pages}
        site.problems += misplaced_files(
            site, others, lambda path: decoded(path, others[path].content_bytes)[0]
        )
        if not terms:
            given = self._given or config.extra.get("glossary")
            is_named = isinstance(given, dict) and "folder" in given
            site.problems.append(without_terms(site, is_named))
        self._add_assets(files, config)
        return files

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note the order of the pages, in which the pages of terms list them."""
        self.site.usage.order = {_path(page.file): n for n, page in enumerate(nav.pages)}
        return nav

    @event_priority(50)  # before what reads citations: a term's page may add some
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Compose the page of a term; check the links that authors made by hand."""
        site, path = self.site, _path(page.file)
        source = SourcePage(path, page.url, meta=page.meta, language=self._language(page))
        # First, while title and description are still those that the author wrote.
        site.problems += check_text(site, source, markdown, lambda: page.file.content_string)
        term = site.glossary.terms.get(site.slug_of_source(path) or "")
        if term is not None:
            page.meta.setdefault("title", escape(term.title, quote=False))  # themes do not escape
            page.meta.setdefault("description", escape(term.definition.text))
        return site.term_page(path, markdown)

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Find the terms of a page."""
        self.site.read(self._source(page), html)
        return html

    @event_priority(-10)  # after what adds to pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Now that every page is rendered: look at those that have changed, check, and report.

        The links come later, so that the search index stays plain text.
        """
        site = self.site
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        read = [page for page in pages if page.content is not None]
        for page in read:
            site.read(self._source(page), page.content or "")
        if len(read) == len(pages):  # `mkdocs build --dirty` leaves out what has not changed
            others = (p.content or "" for p in pages if not site.slug_of_source(_path(p.file)))
            site.problems += check_use(site, others)
        sources = {_path(page.file): page.file for page in read}
        site.problems += unexplained_abbreviations(site, lambda path: sources[path].content_string)
        log_all(with_severity(site.problems, site.settings.checks), log)
        self.spellings = spellings_of(site.glossary)
        return env

    @event_priority(-10)  # after the search plugin has read the page
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Link the terms, list them at the page's end, and let the search find it by every form."""
        site, path = self.site, _path(page.file)
        if path not in site.pages:  # a plugin may render pages of its own this late
            site.read(self._source(page), page.content or "")
        page.content = site.finished(site.pages[path], page.content or "")
        if not self.keeps_html:
            site.let_go(path)
        if getattr(page, "html", None):  # print-site keeps it for the page that holds all others
            page.html = page.content  # type: ignore[attr-defined]
        self._add_forms(page, config)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say in a page's head which terms it defines: what stands in its content would be run.

        With instant navigation Material runs all scripts of the content on each visit, data too.
        """
        data = json_ld(self.site, self.site.pages[_path(page.file)], config.site_url or "")
        head, end, body = output.partition("</head>") if data else (output, "", "")
        return f"{head}{data}{end}{body}"  # where a theme leaves the end out, behind all else

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish the glossary as data."""
        folder = Path(config.site_dir) / self.site.links.home
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in published_files(self.site, config.site_url or "").items():
            (folder / name).write_bytes(content)

    def _add_forms(self, page: Page, config: MkDocsConfig) -> None:
        """Add the forms of terms to what the search has just collected of a page."""
        site, path = self.site, _path(page.file)
        use, term = site.usage.by_page.get(path), site.slug_of_source(path) or ""
        for name in ("search", "material/search"):
            for entry in reversed(collected_entries(config.plugins.get(name)) or ()):
                if entry["location"] == page.url:
                    known = site.glossary.terms.get(term), use.slugs if use else ()
                    add_forms(entry, *known, self.spellings, markup=name == "material/search")
                if not entry["location"].startswith(f"{page.url}#"):
                    break

    def _mend_encoding(self, files: Files) -> None:
        """Report pages that are not UTF-8, and let MkDocs read them as far as they go."""
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            if file.content_bytes.isascii():
                continue
            text, problems = decoded(self.site.shown(_path(file)), file.content_bytes)
            if problems:
                file.content_string = text
                self.site.problems += problems if file.inclusion not in LEFT_OUT else []

    def _add_index(self, files: Files, used: list[File], config: MkDocsConfig) -> None:
        """Add the A to Z where neither it nor another page is in its place."""
        site, path = self.site, f"{self.site.settings.folder}/index.md"
        beside = next((f for f in used if site.slug_of_source(_path(f))), None)
        home = _home(beside) or f"{site.settings.folder}/"
        there = any(site.is_index(_path(f)) or f.dest_uri == f"{home}index.html" for f in used)
        if there or files.get_file_from_path(path) is not None:
            return
        level = InclusionLevel.INCLUDED if config.nav is None else InclusionLevel.NOT_IN_NAV
        text = f"# {site.settings.title}\n"
        file = File.generated(config, path, content=text, inclusion=level)
        file.dest_uri = f"{home}index.html"
        locale = getattr(beside, "locale_alternate_of", None)
        if locale is not None:  # static-i18n asks each file of these
            file.locale = file.locale_alternate_of = file.localization = locale  # type: ignore[attr-defined]
            file.alternates, file.norm_src_uri = {locale: file}, path  # type: ignore[attr-defined]
        files.append(file)

    def _add_assets(self, files: Files, config: MkDocsConfig) -> None:
        """Add the card's files, unless the site brings its own under these names."""
        names = (*assets.SCRIPTS, *assets.STYLES, assets.FILTER)
        for name in names if self.site.settings.assets else ():
            if files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, content=assets.shipped(name)))

    def _language(self, page: Page) -> str:
        return str(page.meta.get("lang") or self.site.language)

    def _source(self, page: Page) -> SourcePage:
        """Give what the glossary needs to know of a page that is rendered."""
        # MkDocs gives the title of a heading escaped, and none where front matter has it empty.
        title = unescape(str(page.title or page.file.name))
        return SourcePage(_path(page.file), page.url, title, page.meta, self._language(page))


def _path(file: File) -> str:
    """Give a file's path; of one in many languages, as static-i18n has them, that of all."""
    return str(getattr(file, "norm_src_uri", file.src_uri))


def _home(term: File | None) -> str:
    """Give the address of the folder with the pages of terms, by one of them; else nothing."""
    if term is None:
        return ""
    folder = posixpath.dirname(term.dest_uri)
    return f"{posixpath.dirname(folder) if term.use_directory_urls else folder}/"


def _root(config: MkDocsConfig) -> Path:
    """Give the project's root: the folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent
