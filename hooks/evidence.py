"""Evidence you can touch: citations, confidence, sources, review dates and changes.

The order of a build, from top to bottom. What each step does is in ``mindinmind.evidence``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import decoded
from mindinmind.evidence.review import today
from mindinmind.evidence.site import Evidence, ReadPage, Settings

log = get_plugin_logger("evidence")

_CHOICES = ("claim_page", "references_page", "based_on", "license")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the bibliography and the claims, and teach Markdown to cite them."""
    evidence = Evidence(_settings(config))
    config.extra["_evidence"] = evidence  # lives as long as this build's config
    config.markdown_extensions.append(evidence.citing)  # type: ignore[arg-type]
    config.extra_css.append("assets/evidence/evidence.css")
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the Markdown extension whose words it is about to read."""
    return _evidence(config).announce(page.file.src_uri, page.meta, markdown)


@event_priority(-10)  # after the lightbox plugin's <html> wrapping is gone, before the crisis lines
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in the page's sources, check what it says, and add how to cite it."""
    evidence, source = _evidence(config), page.file.src_uri
    title = str(page.title or "")
    read = ReadPage(source, page.url, title, page.meta, html)
    html = evidence.read_page(read, lambda: decoded(source, page.file.content_bytes)[0])
    page.present_anchor_ids = (page.present_anchor_ids or set()) | evidence.anchors(source)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Fill the pages that need all pages, then report every problem in one go."""
    evidence = _evidence(config)
    for source in evidence.marked:
        file = files.get_file_from_path(source)
        if file and file.page:
            file.page.content = evidence.fill(source, file.page.content or "")
    log_all(evidence.finish(), log)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the facts for machines into the page's head."""
    head = _evidence(config).head(page.file.src_uri)
    return output.replace("</head>", f"{head}</head>", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files beside the pages: citations, pictures, the feed."""
    for path, content in _evidence(config).files():
        write_file(content, f"{config.site_dir}/{path}")


def _settings(config: MkDocsConfig) -> Settings:
    """Gather what the site is, and what ``extra: evidence:`` in mkdocs.yml says differently."""
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    docs = Path(config.docs_dir)
    named = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.name
    given: Any = config.extra.get("evidence") or {}
    if not isinstance(given, dict):
        log.warning("`extra: evidence:` holds no `name: value` lines; write one for each setting")
        given = {}
    chosen: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _CHOICES:
            choices = ", ".join(_CHOICES)
            log.warning(f"`extra: evidence: {name}` is no setting; use one of: {choices}")
        elif not isinstance(value, str):
            log.warning(f"`extra: evidence: {name}` is no text; write one, or leave the line out")
        else:
            chosen[name] = value
    return Settings(
        docs=named,
        data=docs / "_data",
        site_name=config.site_name,
        site_url=config.site_url or "",
        today=today(os.environ),
        release=os.environ.get("MIM_RELEASE") == "1",
        cache=root / ".cache" / "evidence",
        **chosen,
    )


def _evidence(config: MkDocsConfig) -> Evidence:
    """Give the evidence of the build that this config belongs to."""
    evidence: Evidence = config.extra["_evidence"]
    return evidence
