"""MkDocs' events, and what evidence does at each: the table of contents of this room.

One object a site; ``on_config`` begins a build, and replaces everything that the last one knew.
"""

import os
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded
from mindinmind.evidence.review import today
from mindinmind.evidence.settings import Settings
from mindinmind.evidence.site import Evidence
from mindinmind.templates import OWN, environment

log = get_plugin_logger("evidence")


class EvidencePlugin:
    """Citations, confidence, sources, review dates and changes, event by event."""

    evidence: Evidence

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the bibliography and the claims, and teach Markdown to cite them."""
        self.evidence = Evidence(_settings(config))
        config.markdown_extensions.append(self.evidence.citing)  # type: ignore[arg-type]
        config.extra_css.append("assets/evidence/evidence.css")
        return config

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Tell the Markdown extension whose words it is about to read."""
        self.evidence.citing.begin(page.file.src_uri)

    @event_priority(-10)  # after the lightbox plugin's <html> wrapping, before the crisis lines
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill in the page's sources, check what it says, and add how to cite it."""
        source = page.file.src_uri
        facts = self.evidence.facts(source, page.url, str(page.title or ""), page.meta)
        html = self.evidence.read_page(facts, html, decoded(source, page.file.content_bytes)[0])
        anchors = self.evidence.anchors(source)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Fill the pages that need all pages, then report every problem in one go."""
        for source in self.evidence.marked:
            file = files.get_file_from_path(source)
            if file and file.page:
                file.page.content = self.evidence.fill(source, file.page.content or "")
        log_all(self.evidence.finish(), log)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Put the facts for machines into the page's head."""
        return output.replace("</head>", f"{self.evidence.head(page.file.src_uri)}</head>", 1)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the files beside the pages: citations and the feed."""
        for path, content in self.evidence.files():
            write_file(content, f"{config.site_dir}/{path}")


def _settings(config: MkDocsConfig) -> Settings:
    """Gather what is known of the site."""
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    docs = Path(config.docs_dir)
    return Settings(
        docs=docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.name,
        data=docs / "_data",
        site_name=config.site_name,
        site_url=config.site_url or "",
        today=today(os.environ),
        release=os.environ.get("MIM_RELEASE") == "1",
        cache=root / ".cache/evidence/references",
        templates=environment([*config.theme.dirs, OWN]),
    )
