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
from typing import TYPE_CHECKING

from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded, read_file
from mindinmind.evidence.review import today
from mindinmind.page import crisis, facts, markers, postprocess
from mindinmind.page.assets import joined_scripts, joined_styles, search_script
from mindinmind.page.site import PageSite
from mindinmind.page.typed_numbers import typed_numbers

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
CRISIS_LINES = "_data/crisis_lines.yml"

log = get_plugin_logger("page")
site = PageSite()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start afresh: read the crisis lines and forget the build before."""
    global site  # noqa: PLW0603  # MkDocs gives hooks no object to keep a build's state in
    site = PageSite(offline=not config.use_directory_urls)
    path = Path(config.docs_dir) / CRISIS_LINES
    if path.is_file():
        shown = f"docs/{CRISIS_LINES}"
        text, problems = read_file(shown, path)
        places, found = crisis.load_places(shown, text)
        problems += found
        release = os.environ.get("MIM_RELEASE") == "1"
        problems += crisis.age_problems(shown, places, today(os.environ), release)
        log_all(problems, log)
        site = PageSite(site.offline, places, crisis.all_numbers(places))
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
    lines = Path(config.docs_dir, CRISIS_LINES)
    if lines.is_file():
        text, _ = read_file(CRISIS_LINES, lines)
        sources = {f.src_uri for f in files.documentation_pages()}
        site.held, problems = crisis.load_pages(f"docs/{CRISIS_LINES}", text, sources)
        log_all(problems, log)
    site.addresses.update({f.src_uri: f.url for f in files.documentation_pages()})
    logo = files.get_file_from_path("assets/logo.svg")
    site.logo = postprocess.decorative_svg(logo.content_string) if logo else ""
    return files


@event_priority(60)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Refuse phone numbers that are typed in a page."""
    shown = f"docs/{page.file.src_uri}"
    text, _ = decoded(shown, page.file.content_bytes)  # who reads the page reports its encoding
    log_all(typed_numbers(shown, text, site.numbers), log)
    return markdown


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
    parts = {name: partial(part, site.places) for name, part in crisis.PARTS.items()}
    html, found = markers.fill(html, parts)
    source = page.file.src_uri
    missing = [name for name in site.held.get(source, ()) if name not in found]
    shown = f"docs/{source}"
    text, _ = decoded(shown, page.file.content_bytes)
    log_all(markers.marker_problems(shown, text, html, parts, missing), log)
    return html


on_page_content = CombinedEvent(_before_lightbox, _after_lightbox, _crisis_lines)


@event_priority(-50)  # when every other hook has added to the content
def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Mend the finished content and hand the template what the page says about itself."""
    content = postprocess.mend(
        page.content or "", lambda src: site.picture_size(config.docs_dir, page.url, src)
    )
    return _with_site(context, facts.page_facts(content, page.meta))


def on_template_context(
    context: TemplateContext, *, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """Give the page for lost readers the same frame as all others."""
    if template_name == "404.html" and site.offline:
        context["base_url"] = "."
    return _with_site(context, facts.page_facts("", {}))


@event_priority(-50)  # when every other hook has added to the index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Turn the search index into a script, which a page can load from a folder as well."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    if index.exists():
        text = search_script(index.read_text(encoding="utf-8"))
        index.with_suffix(".js").write_text(text, encoding="utf-8", newline="\n")
        index.unlink()


def _with_site(context: TemplateContext, page: facts.PageFacts) -> TemplateContext:
    """Add the page's facts and the site's own to what a template sees."""
    context["mim"] = page  # type: ignore[typeddict-unknown-key]
    context["mim_site"] = site  # type: ignore[typeddict-unknown-key]
    return context
