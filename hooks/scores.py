"""MkDocs hook: the makers' own scores of their pages, from docs/_data/scores.

A page says ``<!-- scores: results -->`` or ``<!-- scores: sheet -->``. This file holds MkDocs
events only; the logic is in ``mindinmind.scores``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parent))  # the package stands beside this file
from mindinmind.scores.sheets import Sheet, read_instruments, read_sheet
from mindinmind.scores.tables import results_table, sheet_tables
from mindinmind.sources import read_document

RESULTS = "<!-- scores: results -->"
SHEET = "<!-- scores: sheet -->"

log = get_plugin_logger("scores")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where a page asks for them."""
    if RESULTS not in markdown and SHEET not in markdown:
        return markdown
    docs = Path(config.docs_dir)
    data = docs / "_data" / "scores"
    instruments = read_instruments(
        "docs/_data/scores/instruments.yml", (data / "instruments.yml").read_text("utf-8")
    )
    sheets: dict[str, Sheet] = {}
    for path in sorted(data.glob("*.yml")):
        if path.stem == "instruments":
            continue
        shown = path.relative_to(docs.parent).as_posix()
        sheet, problems = read_sheet(shown, path.read_text("utf-8"), instruments)
        for problem in problems:
            log.warning(str(problem))
        if sheet:
            sheets[path.stem] = sheet
    up = "../" * page.file.src_uri.count("/")
    if SHEET in markdown:
        sheet = sheets[Path(page.file.src_uri).stem]
        return markdown.replace(SHEET, sheet_tables(sheet, instruments))
    titles = {sheet.page: _title(docs / sheet.page) for sheet in sheets.values()}
    return markdown.replace(RESULTS, results_table(sheets.values(), titles, up, "scores/"))


def _title(path: Path) -> str:
    return str(read_document(path.as_posix(), path.read_text("utf-8"))[0].meta.get("title"))
