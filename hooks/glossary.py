"""MkDocs hook: glossary terms become links with tooltips.

Copy ``hooks/`` and ``overrides/`` into any MkDocs site and write ``hooks: [hooks/glossary.py]`` in
its mkdocs.yml. Settings stand under ``extra: glossary:``; docs/contributing/glossary-hook.md
describes each.

This file holds MkDocs events only; the logic is in ``mindinmind.glossary``. MkDocs loads a hook
once and then builds many times, so ``on_config`` replaces everything a build remembers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

sys.path.insert(0, str(Path(__file__).parent))  # the package stands beside this file
from mindinmind.glossary.checks import check_pages, check_terms, check_text
from mindinmind.glossary.exports import json_ld, published_files
from mindinmind.glossary.search import with_forms
from mindinmind.glossary.settings import Settings, read_settings
from mindinmind.glossary.site import SiteGlossary, SourcePage
from mindinmind.problems import Problem, Severity, ordered

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

log = get_plugin_logger("glossary")
site = SiteGlossary(Settings())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start afresh: read the settings and forget the build before."""
    global site  # noqa: PLW0603  # MkDocs gives hooks no object to keep a build's state in
    settings, problems = read_settings(config.extra.get("glossary"), _shown(config, "mkdocs.yml"))
    site = SiteGlossary(settings, _shown(config, config.docs_dir))
    site.problems += problems
    if settings.assets:
        config.extra_css = [*(s for s in STYLES if s not in config.extra_css), *config.extra_css]
        config.extra_javascript += [s for s in SCRIPTS if s not in config.extra_javascript]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the terms; add the index page where the site has none, and the tooltip's assets."""
    index = f"{site.settings.folder}/index.md"
    if files.get_file_from_path(index) is None:
        text = f"# {site.settings.title}\n"
        page = File.generated(config, index, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(page)
    for file in files.documentation_pages():
        if site.slug_of_source(file.src_uri) and file.inclusion is InclusionLevel.UNDEFINED:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    sources = [
        (file.src_uri, file.url, file.content_string)
        for file in files.documentation_pages()
        if site.slug_of_source(file.src_uri)
    ]
    site.load(sources, {file.src_uri: file.url for file in files.documentation_pages()})
    site.problems += check_terms(site.glossary, site.settings, _reference_keys(config))
    _add_assets(files, config)
    return files


@event_priority(50)  # before hooks that read citations: a term's page may add some
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Compose the page of a term; check the links that authors made by hand."""
    path = page.file.src_uri
    term = site.glossary.terms.get(site.slug_of_source(path) or "")
    if term is not None:
        page.meta.setdefault("title", term.title)
        page.meta.setdefault("description", term.definition.text)
    site.problems += check_text(
        site, _source(page, config), markdown, lambda: _first_line(page, markdown)
    )
    return site.term_page(path, markdown)


@event_priority(-10)  # after hooks that add to a page's content
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link the page's terms."""
    source = _source(page, config)
    if site.is_index(source.path):
        return site.index_page(source, html) + _filter_script(page)
    return site.annotate(source, html)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Now that every page is read: fill in where words are used, check, report."""
    for file in files.documentation_pages():
        if file.page is not None and file.page.content is not None:
            source = _source(file.page, config)
            file.page.content = site.with_places_of_use(source, file.page.content)
    site.problems += check_pages(site)
    for problem in ordered(site.problems):
        _report(problem)
    return env


@event_priority(-10)  # after the search plugin has read the page: the list is not for its index
def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """End the page with the list of its words, and say in its data what it defines."""
    source = _source(page, config)
    added = site.words(source) + json_ld(site, source, config.site_url or "")
    page.content = (page.content or "") + added
    return context


@event_priority(-10)  # after the search plugin has written its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Publish the glossary as data, and let the search find pages by every form."""
    root = Path(config.site_dir)
    for name, content in published_files(site, config.site_url or "").items():
        target = root / site.settings.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    index = root / "search" / "search_index.json"
    if index.exists():
        data = json.loads(index.read_text(encoding="utf-8"))
        data["docs"] = with_forms(data["docs"], site)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        index.write_text(text, encoding="utf-8")


def _add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the tooltip's files, which stand beside the hooks, unless the theme brings them."""
    for name in (*SCRIPTS, *STYLES, FILTER) if site.settings.assets else ():
        path = ASSETS.parent / name
        if not path.exists():
            mend = f"copy it from the project the hook comes from to {path.as_posix()}"
            site.problems.append(Problem(name, 0, 0, "missing-asset", "this file is missing", mend))
        elif files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, abs_src_path=str(path)))


def _source(page: Page, config: MkDocsConfig) -> SourcePage:
    """Give what the glossary needs to know of a page."""
    language = page.meta.get("lang") or config.theme.get("language") or site.settings.language
    title = str(page.title or "")
    return SourcePage(page.file.src_uri, page.url, title, page.meta, str(language))


def _first_line(page: Page, markdown: str) -> int:
    """Give the line of the file on which a page's Markdown starts."""
    return page.file.content_string.count("\n") - markdown.count("\n") + 1


def _report(problem: Problem) -> None:
    """Log a problem; only errors count in a strict build."""
    if problem.severity is Severity.ERROR:
        log.error(str(problem))
    else:
        log.info(str(problem))


def _shown(config: MkDocsConfig, path: str) -> str:
    """Give a path as contributors know it, from the project's root."""
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    full = (root / path).resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


def _reference_keys(config: MkDocsConfig) -> set[str] | None:
    """Give the ids of the bibliography, or ``None`` where the site has none."""
    if not site.settings.bibliography:
        return None
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    try:
        entries = json.loads((root / site.settings.bibliography).read_text(encoding="utf-8"))
        return {str(entry["id"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError) as error:
        site.problems.append(
            Problem(
                site.settings.bibliography,
                0,
                0,
                "bibliography",
                f"the bibliography cannot be read ({type(error).__name__})",
                "check `extra.glossary.bibliography` and that the file is a CSL-JSON list",
            )
        )
        return None


def _filter_script(page: Page) -> str:
    """Load the A to Z's filter on the page that has it."""
    depth = page.url.count("/")
    return (
        f'<script src="{"../" * depth}{FILTER}" defer></script>\n' if site.settings.assets else ""
    )
