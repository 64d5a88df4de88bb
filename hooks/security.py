"""MkDocs hook: a Content-Security-Policy in every page, and a ``_headers`` file beside them.

Events only; the logic is in ``mindinmind.security.policy``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from mindinmind.security.policy import headers_file, inline_hashes, with_policy

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@event_priority(-100)  # when everything else has written the site
def on_post_build(*, config: MkDocsConfig) -> None:
    """Give every page its policy, and write the headers for hosts that read them."""
    root = Path(config.site_dir)
    scripts: set[str] = set()
    styles: set[str] = set()
    for path in sorted(root.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        page_scripts, page_styles = inline_hashes(html)
        scripts |= page_scripts
        styles |= page_styles
        html = with_policy(html, offline=not config.use_directory_urls)
        path.write_text(html, encoding="utf-8", newline="\n")
    if config.use_directory_urls:
        (root / "_headers").write_text(
            headers_file(scripts, styles), encoding="utf-8", newline="\n"
        )
