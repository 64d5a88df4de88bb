"""MkDocs' events, and what stands around a page's words at each: this room's table of contents.

One object a site; ``on_config`` begins a build, and replaces everything that the last one knew.
"""

import os
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded, read_data
from mindinmind.evidence.review import in_words, today
from mindinmind.page import crisis, drawings, facts, markers, postprocess, redirects
from mindinmind.page.assets import FOLDERS, assets_of, made_apart
from mindinmind.page.repository import Repository
from mindinmind.page.site import MARKS, PageSite
from mindinmind.page.typed_numbers import typed_numbers
from mindinmind.templates import environment

LAST = -120
"""After every other hook has named its stylesheets and scripts, and added their files."""

log = get_plugin_logger("page")


class PagePlugin:
    """Crisis lines, facts about a page, post-processing, and what the browser loads."""

    site: PageSite

    def __init__(self) -> None:
        """Join what happens to a page's content at three places of the order of all hooks."""
        self.on_page_content = CombinedEvent(
            self.before_lightbox, self.after_lightbox, self.crisis_lines
        )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Start afresh: forget the build before."""
        on_material = config.extra.get("page") == "material"
        self.site = PageSite(offline=not config.use_directory_urls, on_material=on_material)
        if not on_material:  # nothing of the theme's is shown, and it has 12,000 files to look at
            del config.theme.dirs[1:-1]
        if config.repo_url:
            self.site.repository = Repository(config.repo_url)
            config.edit_uri = config.edit_uri or self.site.repository.edit_uri
        self.templates = environment(config.theme.dirs)
        folder = Path(config.docs_dir, "_data/diagrams")
        self.drawing = cache(lambda name: read_data(name, folder / f"{name}.yml")[0])
        return config

    @event_priority(LAST)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what no page loads; add what pages do load."""
        site = self.site
        self._bundle(files, config)
        added = {"all-pages.md": site.all_pages, "robots.txt": "User-agent: *\nAllow: /\n"}
        if site.offline:
            blank = self.templates.get_template("partials/mim/leave.html").render()
            added = {"all-pages.md": site.all_pages, "leave.html": blank}
        for name, content in added.items():
            if files.get_file_from_path(name) is None:
                inclusion = InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, name, content=content, inclusion=inclusion))
        self._lead_on(files, config)
        self._read_crisis_lines(config, {f.src_uri for f in files.documentation_pages()})
        site.addresses.update({f.src_uri: f.url for f in files.documentation_pages()})
        return files

    @event_priority(60)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Refuse phone numbers that are typed in a page, and put its words around each drawing."""
        shown = f"docs/{page.file.src_uri}"
        text, _ = decoded(shown, page.file.content_bytes)  # who reads the page reports its encoding
        log_all(typed_numbers(shown, text, self.site.crisis.numbers), log)
        return drawings.with_words(markdown, self.drawing, self.templates)

    @event_priority(60)
    def before_lightbox(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Keep the lightbox plugin away from pages without a picture."""
        if "<img " not in html:
            page.meta["glightbox"] = False
        return html

    @event_priority(-5)
    def after_lightbox(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Keep the plugin's links, and let its script and styles stay away: ours do more."""
        page.meta["glightbox"] = False
        return postprocess.unwrap_document(html)

    @event_priority(-60)
    def crisis_lines(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Put the crisis lines where a page asks for them, and refuse a page that loses them."""
        site, source = self.site, page.file.src_uri
        html, found = markers.fill(html, site.parts)
        missing = [name for name in site.crisis.pages.get(source, ()) if name not in found]
        shown = f"docs/{source}"
        text = decoded(shown, page.file.content_bytes)[0]
        log_all(markers.marker_problems(shown, text, html, site.parts, missing), log)
        return html

    @event_priority(-50)  # when every other hook has added to the content
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Finish the content, and hand the template what the page says about itself."""
        size_of = partial(self.site.picture_size, config.docs_dir, page.url)
        content = postprocess.mend(page.content or "", self.templates, size_of)
        return self._with_site(context, facts.page_facts(content, page.meta))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for lost readers the same frame as all others."""
        if template_name == "404.html" and self.site.offline:
            context["base_url"] = "."
        return self._with_site(context, facts.page_facts("", {}))

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let go of what now stands in the page: a large site has much of it."""
        page.content, page.markdown = None, ""  # without any it would have no title
        return output

    def _bundle(self, files: Files, config: MkDocsConfig) -> None:
        """Join what every page loads: stylesheets and scripts of the theme and of the hooks."""
        site, theme = self.site, Path(config.theme.dirs[0]) / "assets"
        made_anew = tuple(f"{theme / name}{os.sep}" for name in FOLDERS)
        for file in list(files):
            if (file.abs_src_path or "").startswith(made_anew):
                files.remove(file)
        if not (site.offline or site.on_material):
            named = (str(name) for name in config.extra_css)
            site.of_hooks = tuple(name for name in named if PurePosixPath(name).stem in MARKS)
        joined = [name for name in config.extra_css if name not in site.of_hooks]
        more_styles, config.extra_css = _taken(files, joined)
        more_scripts, config.extra_javascript = _taken(files, config.extra_javascript)
        self._more = more_styles, more_scripts
        if site.offline and not site.on_material:
            early = self.templates.get_template("partials/mim/early.html").render()
            files.append(File.generated(config, "assets/early.js", content=early))
        self.join(files, config)

    def join(self, files: Files, config: MkDocsConfig) -> None:
        """Make what pages load, again where some of it has changed since."""
        site, folder = self.site, Path(config.theme.dirs[0], "assets")
        apart = "material" if site.on_material else "offline" if site.offline else ""
        for asset in site.assets.all:
            if old := files.get_file_from_path(asset.name):
                files.remove(old)
        site.assets = made_apart(partial(assets_of, folder, site.left_out, self._more, apart))
        for asset in site.assets.all:
            files.append(File.generated(config, asset.name, content=asset.text))

    def _lead_on(self, files: Files, config: MkDocsConfig) -> None:
        """Put a small page where a page was that has moved, and refuse one that moved without."""
        docs = Path(config.docs_dir)
        # What a hook makes is no file that anybody could move.
        pages = {f.src_uri: f for f in files.documentation_pages() if f.generated_by is None}
        moved, problems = redirects.read_redirects(docs, pages)
        log_all([*problems, *redirects.address_problems(docs, pages, moved)], log)
        for old, new in moved.items():
            was = File.generated(config, old, content="")
            address = get_relative_url(pages[new].url, was.url)
            html = self.templates.get_template("partials/mim/moved.html").render(address=address)
            files.append(File.generated(config, was.dest_uri, content=html))

    def _read_crisis_lines(self, config: MkDocsConfig, sources: set[str]) -> None:
        """Read the crisis lines, and make of them what pages can ask for."""
        site, release = self.site, os.environ.get("MIM_RELEASE") == "1"
        docs = Path(config.docs_dir)
        site.crisis, problems = crisis.read(docs, today(os.environ), release, sources)
        log_all(problems, log)
        if site.crisis.places:
            site.parts = crisis.rendered(site.crisis, self.templates)

    def _with_site(self, context: TemplateContext, page: facts.PageFacts) -> TemplateContext:
        """Add the page's facts and the site's own to what a template sees."""
        context["mim"] = page  # type: ignore[typeddict-unknown-key]
        context["mim_site"] = self.site  # type: ignore[typeddict-unknown-key]
        context["in_words"] = in_words  # type: ignore[typeddict-unknown-key]
        return context


def _taken(files: Files, names: list[Any]) -> tuple[list[str], list[Any]]:
    """Take files that pages are to load out of the site; give their texts, and other addresses."""
    texts, rest = [], []
    for name in names:
        file = files.get_file_from_path(str(name))
        if file:
            texts.append(file.content_string)
            files.remove(file)
        else:
            rest.append(name)
    return texts, rest
