"""MkDocs hook: glossary terms become links with tooltips.

Copy ``hooks/`` and ``overrides/`` into any MkDocs site and write ``hooks: [hooks/glossary.py]`` in
its mkdocs.yml. Settings stand under ``extra: glossary:``; docs/contributing/glossary-hook.md
describes each.

This file holds MkDocs events only; the logic is in ``mindinmind.glossary``. MkDocs loads a hook
once and then builds many times, so ``on_config`` replaces everything a build remembers.
"""

from __future__ import annotations

from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from glossary_cards.checks.addresses import has_index, same_addresses, same_ids
from glossary_cards.checks.citing import check_citing
from glossary_cards.checks.missing import missing_assets, without_terms
from glossary_cards.checks.pages import check_text
from glossary_cards.checks.placing import (
    is_named,
    misplaced_files,
    misplaced_folder,
    terms_outside,
)
from glossary_cards.checks.registry import with_severity
from glossary_cards.checks.terms import check_terms
from glossary_cards.checks.use import check_use
from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded
from glossary_cards.exports import available, json_ld, published_files
from glossary_cards.languages.chosen import chosen_language
from glossary_cards.model.bibliography import read_bibliography
from glossary_cards.model.config_file import read_config_file, site_settings
from glossary_cards.model.settings import Settings
from glossary_cards.pages.a_to_z import filter_script
from glossary_cards.pages.paths import from_root
from glossary_cards.pages.search import add_forms, collected_entries
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

ASSETS = Path(__file__).parent.parent / "overrides" / "assets"
SCRIPTS = ("assets/peek/peek.js",)
STYLES = ("assets/peek/peek.css", "assets/glossary/glossary.css")
FILTER = "assets/glossary/filter.js"
LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
IN_MENU = (InclusionLevel.UNDEFINED, InclusionLevel.INCLUDED)

log = get_plugin_logger("glossary")
site = SiteGlossary(Settings())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start afresh: read the settings and forget the build before."""
    global site  # noqa: PLW0603  # MkDocs gives hooks no object to keep a build's state in
    path = Path(config.config_file_path or "mkdocs.yml")
    file = read_config_file(path.name, path)
    language = chosen_language(config.theme.get("language"), config.theme.get("locale"))
    settings, problems = site_settings(config.extra, file, language)
    settings, missing = available(settings, file)
    site = SiteGlossary(settings, from_root(config.docs_dir, _root(config)), file)
    site.problems += [*problems, *missing]
    site.language = language or settings.language
    bibliography = _root(config) / settings.bibliography
    if bibliography.is_file():  # it may stand outside docs_dir
        config.watch.append(str(bibliography))
    if settings.assets:
        config.extra_css = [*(s for s in STYLES if s not in config.extra_css), *config.extra_css]
        config.extra_javascript += [s for s in SCRIPTS if s not in config.extra_javascript]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the terms; add the index page where the site has none, and the tooltip's assets."""
    written = [file.src_uri for file in files.documentation_pages()]
    _mend_encoding(files)
    _add_index(files, config)
    _keep_terms_out_of_menu(files)
    pages = {file.src_uri: file for file in files.documentation_pages()}
    terms = [file for path, file in pages.items() if site.slug_of_source(path)]
    sources = [(file.src_uri, file.url, file.content_string) for file in terms]
    site.load(sources, {f.src_uri: f.url for f in files if f.inclusion not in LEFT_OUT})
    name = site.settings.bibliography
    site.bibliography, problems = read_bibliography(name, _root(config), site.config_file)
    site.problems += [*problems, *check_terms(site)]
    others = {f.src_uri: f for f in files if f.src_uri not in pages and f.inclusion not in LEFT_OUT}
    site.problems += misplaced_files(
        site,
        others,
        lambda path: decoded(path, others[path].content_bytes)[0],
        lambda name: is_named(name, (page.content_string for page in pages.values())),
    )
    outside = terms_outside(_root(config) / site.settings.folder, Path(config.docs_dir))
    site.problems += misplaced_folder(site, [from_root(path, _root(config)) for path in outside])
    if not terms:
        site.problems += without_terms(site, config.extra, written)
    _add_assets(files, config)
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Note the order of the pages, in which the pages of terms list them."""
    site.usage.order = {page.file.src_uri: number for number, page in enumerate(nav.pages)}
    return nav


@event_priority(50)  # before hooks that read citations: a term's page may add some
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Compose the page of a term; check the links that authors made by hand."""
    path = page.file.src_uri
    source = SourcePage(path, page.url, meta=page.meta)
    # First, while title and description are still those that the author wrote.
    site.problems += check_text(site, source, markdown, lambda: page.file.content_string)
    term = site.glossary.terms.get(site.slug_of_source(path) or "")
    if term is not None:
        page.meta.setdefault("title", escape(term.title, quote=False))  # themes do not escape it
        page.meta.setdefault("description", escape(term.definition.text))
    return site.term_page(path, markdown)


@event_priority(-10)  # after hooks that add to pages
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Now that every page is rendered: find its terms, check, and report all problems.

    The links come later, so that the search index stays plain text.
    """
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    read = [page for page in pages if page.content is not None]
    for page in read:
        site.read(_source(page), page.content or "")
    if len(read) == len(pages):  # `mkdocs build --dirty` leaves out what has not changed
        others = (p.content or "" for p in pages if not site.slug_of_source(p.file.src_uri))
        site.problems += check_use(site, others)
    site.problems += check_citing(site)
    site.problems += same_ids(site, lambda path: files.src_uris[path].content_string)
    log_all(with_severity(site.problems, site.settings), log)
    return env


@event_priority(-10)  # after the search plugin has read the page
def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Link the terms, and list them at the page's end."""
    if page.file.src_uri not in site.pages:  # a plugin may render pages of its own this late
        site.read(_source(page), page.content or "")
    source = site.pages[page.file.src_uri]
    page.content = site.finished(source, page.content or "")
    if not _data_goes_into_head(config):
        page.content += json_ld(site, source, config.site_url or "")
    if site.is_index(source.path) and site.settings.assets:
        page.content += filter_script(page.url, FILTER)
    return context


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Say in a page's head which terms it defines, where that cannot stand in its content."""
    in_folder = page.file.src_uri.startswith(f"{site.settings.folder}/")
    if not in_folder or not _data_goes_into_head(config):
        return output
    data = json_ld(site, site.pages[page.file.src_uri], config.site_url or "")
    return output.replace("</head>", f"{data}</head>", 1)


@event_priority(50)  # before the search plugin writes its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Publish the glossary as data, and let the search find pages by every form."""
    folder = Path(config.site_dir) / site.settings.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in published_files(site, config.site_url or "").items():
        (folder / name).write_bytes(content)
    for name in ("search", "material/search"):
        entries = collected_entries(config.plugins.get(name))
        if entries is not None:
            add_forms(entries, site, markup=name == "material/search")


def _mend_encoding(files: Files) -> None:
    """Report pages that are not UTF-8, and let MkDocs read them as far as they go."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.content_bytes.isascii():
            continue
        text, problems = decoded(f"{site.docs_path}/{file.src_uri}", file.content_bytes)
        if problems:
            file.content_string = text
            site.problems += problems if file.inclusion not in LEFT_OUT else []


def _add_index(files: Files, config: MkDocsConfig) -> None:
    """Add the A to Z where the site has none; say which files would overwrite each other."""
    written = {file.src_uri: file.dest_uri for file in files if file.inclusion not in LEFT_OUT}
    site.problems += same_addresses(site, written)
    path = f"{site.settings.folder}/index.md"
    if has_index(site, written) or files.get_file_from_path(path) is not None:
        return
    level = InclusionLevel.INCLUDED if config.nav is None else InclusionLevel.NOT_IN_NAV
    text = f"# {site.settings.title}\n"
    files.append(File.generated(config, path, content=text, inclusion=level))


def _keep_terms_out_of_menu(files: Files) -> None:
    """Leave the pages of terms out of the menu, unless the site's own ``nav`` lists them."""
    for file in files.documentation_pages():
        if file.inclusion in IN_MENU and site.slug_of_source(file.src_uri):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the tooltip's files, which stand beside the hooks, unless the theme brings them."""
    needed = (*SCRIPTS, *STYLES, FILTER) if site.settings.assets else ()
    missing = [name for name in needed if not (ASSETS.parent / name).exists()]
    for name in needed:
        if name not in missing and files.get_file_from_path(name) is None:
            path = str(ASSETS.parent / name)
            files.append(File.generated(config, name, abs_src_path=path))
    site.problems += missing_assets(missing, from_root(ASSETS, _root(config)))


def _data_goes_into_head(config: MkDocsConfig) -> bool:
    """Tell where a page says which terms it defines: in its head, or at the end of its content.

    The content is there in every theme, while one may leave the end tag of the head out. But with
    instant navigation Material runs all scripts of the content on each visit, data too.
    """
    return "navigation.instant" in (config.theme.get("features") or ())


def _source(page: Page) -> SourcePage:
    """Give what the glossary needs to know of a page that is rendered."""
    # MkDocs gives the title of a heading escaped, and none where front matter has it empty.
    title = unescape(str(page.title or page.file.name))
    language = str(page.meta.get("lang") or site.language)
    return SourcePage(page.file.src_uri, page.url, title, page.meta, language)


def _root(config: MkDocsConfig) -> Path:
    """Give the project's root: the folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent
