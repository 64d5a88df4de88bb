"""MkDocs hook: what stands around a page's words.

Crisis lines from one data file, the summary box, review dates, content notes, the exit, mended
tables and links, and the site's one stylesheet, script and search index. This file holds MkDocs
events only; the logic is in ``mindinmind.page``. MkDocs loads a hook once and then builds
many times, so ``on_config`` replaces everything a build remembers.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded, read_data
from mindinmind.evidence.review import today
from mindinmind.page import crisis, drawings, facts, markers, postprocess
from mindinmind.page.assets import joined_scripts, joined_styles
from mindinmind.page.site import PageSite
from mindinmind.page.typed_numbers import typed_numbers
from mindinmind.templates import environment

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

ALL_PAGES = "all-pages.md"
DRIFT = "drift.json"
LEAVE = "leave.html"
STYLE = "assets/mim.css"
SCRIPT = "assets/mim.js"

log = get_plugin_logger("page")
site = PageSite()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start afresh: forget the build before."""
    global site  # noqa: PLW0603  # MkDocs gives hooks no object to keep a build's state in
    site = PageSite(offline=not config.use_directory_urls)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what the theme brings and this site does not load; add what it does load."""
    own = Path(config.theme.dirs[0])
    joined = (own / "assets/stylesheets", own / "assets/javascripts")
    for file in list(files):
        source = Path(file.abs_src_path or "")
        ours = own in source.parents or Path(config.docs_dir) in source.parents
        part = source.parent in joined and source.name not in site.alone
        if part or source == own / DRIFT or (file.src_uri.startswith("assets/") and not ours):
            files.remove(file)
    files.append(File.generated(config, STYLE, content=joined_styles(joined[0])))
    script = joined_scripts(joined[1], without=site.alone)
    files.append(File.generated(config, SCRIPT, content=script))
    inclusion = InclusionLevel.NOT_IN_NAV
    files.append(File.generated(config, ALL_PAGES, content=site.all_pages, inclusion=inclusion))
    if site.offline:
        files.append(File.generated(config, LEAVE, content=site.blank_page))
    elif files.get_file_from_path("robots.txt") is None:
        files.append(File.generated(config, "robots.txt", content="User-agent: *\nAllow: /\n"))
    _read_crisis_lines(config, {f.src_uri for f in files.documentation_pages()})
    site.addresses.update({f.src_uri: f.url for f in files.documentation_pages()})
    logo = files.get_file_from_path("assets/logo.svg")
    site.logo = postprocess.decorative_svg(logo.content_string) if logo else ""
    return files


@event_priority(60)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Refuse phone numbers that are typed in a page, and put its words around each drawing."""
    shown = f"docs/{page.file.src_uri}"
    text, _ = decoded(shown, page.file.content_bytes)  # who reads the page reports its encoding
    log_all(typed_numbers(shown, text, site.crisis.numbers), log)

    def data_of(name: str) -> Any:
        return read_data(name, Path(config.docs_dir, f"_data/diagrams/{name}.yml"))[0]

    return drawings.with_words(markdown, data_of, environment(config.theme.dirs))


@event_priority(60)
def _before_lightbox(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the lightbox plugin away from pages without a picture."""
    if "<img " not in html:
        page.meta["glightbox"] = False
    return html


@event_priority(-5)
def _after_lightbox(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the plugin's links; its script and styles are loaded by our own, when wanted."""
    page.meta["glightbox"] = False
    return postprocess.unwrap_document(html)


@event_priority(-60)
def _crisis_lines(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the crisis lines where a page asks for them, and refuse a page that loses them."""
    html, found = markers.fill(html, site.parts)
    source = page.file.src_uri
    missing = [name for name in site.crisis.pages.get(source, ()) if name not in found]
    shown = f"docs/{source}"
    text, _ = decoded(shown, page.file.content_bytes)
    log_all(markers.marker_problems(shown, text, html, site.parts, missing), log)
    return html


on_page_content = CombinedEvent(_before_lightbox, _after_lightbox, _crisis_lines)


@event_priority(-50)  # when every other hook has added to the content
def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Mend the finished content and hand the template what the page says about itself."""
    size_of = partial(site.picture_size, config.docs_dir, page.url)
    content = drawings.with_wide(postprocess.mend(page.content or "", size_of), size_of)
    return _with_site(context, facts.page_facts(content, page.meta))


def on_template_context(
    context: TemplateContext, *, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """Give the page for lost readers the same frame as all others."""
    if template_name == "404.html" and site.offline:
        context["base_url"] = "."
    return _with_site(context, facts.page_facts("", {}))


def _read_crisis_lines(config: MkDocsConfig, sources: set[str]) -> None:
    """Read the crisis lines, and make of them what pages can ask for."""
    release = os.environ.get("MIM_RELEASE") == "1"
    site.crisis, problems = crisis.read(Path(config.docs_dir), today(os.environ), release, sources)
    log_all(problems, log)
    if site.crisis.places:
        site.parts = crisis.rendered(site.crisis, environment(config.theme.dirs))


def _with_site(context: TemplateContext, page: facts.PageFacts) -> TemplateContext:
    """Add the page's facts and the site's own to what a template sees."""
    context["mim"] = page  # type: ignore[typeddict-unknown-key]
    context["mim_site"] = site  # type: ignore[typeddict-unknown-key]
    return context
