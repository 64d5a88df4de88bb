"""MkDocs hook: the makers' own scores of their pages, from docs/_data/scores.

A page says ``<!-- scores: results -->`` or ``<!-- scores: sheet -->``. This file holds MkDocs
events only; the logic is in ``mindinmind.scores``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_document, read_file
from mindinmind.scores.sheets import Sheet, read_folder
from mindinmind.scores.tables import results_table, sheet_tables

RESULTS = "<!-- scores: results -->"
SHEET = "<!-- scores: sheet -->"

log = get_plugin_logger("scores")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where a page asks for them."""
    if RESULTS not in markdown and SHEET not in markdown:
        return markdown
    docs = Path(config.docs_dir)
    instruments, sheets, problems = read_folder("docs/_data/scores", docs / "_data" / "scores")
    source = page.file.src_uri
    if SHEET in markdown:  # the page with all results reports what is wrong with any sheet
        name = Path(source).stem
        sheet = sheets.get(name)
        problems = [] if instruments else problems[:1]
        if sheet is None and not (docs / "_data" / "scores" / f"{name}.yml").exists():
            what = "this page asks for a score sheet that does not exist"
            mend = f"add docs/_data/scores/{name}.yml, or take the page out"
            problems.append(Problem(f"docs/{source}", 0, 0, "scores", what, mend))
        markdown = markdown.replace(SHEET, sheet_tables(sheet, instruments) if sheet else "")
    else:
        titles, faults = _titles(docs, sheets.values())
        problems += faults
        up = "../" * source.count("/")
        scored = [sheet for sheet in sheets.values() if sheet.page in titles]
        markdown = markdown.replace(RESULTS, results_table(scored, titles, up, "scores/"))
    for problem in problems:
        log.warning(str(problem))
    return markdown


def _titles(docs: Path, sheets: Iterable[Sheet]) -> tuple[dict[str, str], list[Problem]]:
    """Give the titles of the scored pages; a sheet of a page that is not there is a problem."""
    titles, problems = {}, []
    for sheet in sheets:
        text, missing = read_file(f"docs/{sheet.page}", docs / sheet.page)
        if missing:
            what = f"there is no page `{sheet.page}`"
            mend = "mend `page:`, or delete the sheet"
            problems.append(Problem(sheet.path, 0, 0, "scores", what, mend))
        else:
            titles[sheet.page] = str(read_document(sheet.page, text)[0].meta.get("title"))
    return titles, problems
