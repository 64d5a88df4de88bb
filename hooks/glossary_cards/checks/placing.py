"""Terms in the wrong place: files that were meant to be terms and are not read as such."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary

_ENDINGS = frozenset(("", ".md", ".txt", ".yml", ".yaml", ".mdx", ".html"))
_TERM = re.compile(r"^term[ \t]*:", re.M)  # `term: trust`
_RENAME = "this file is not read", "let its name end in `.md`"


def misplaced_files(
    site: SiteGlossary, paths: Iterable[str], read: Callable[[str], str]
) -> Iterator[Problem]:
    """Find terms in the glossary's folder that MkDocs takes for files to copy.

    Args:
        site: The glossary.
        paths: The path of every file that is no page, inside ``docs_dir``.
        read: Gives a file's text; asked for only where the file may be a term.
    """
    for path in paths:
        inside = path.startswith(f"{site.settings.folder}/")
        if inside and posixpath.splitext(path)[1].lower() in _ENDINGS:
            text = read(path)
            if found := _TERM.search(text):
                yield _problem(site, path, text.count("\n", 0, found.start()) + 1, *_RENAME)


def misplaced_page(written: WrittenPage) -> Iterator[Problem]:
    """Say that a page was meant to be a term: it has a term's keys and stands elsewhere.

    Args:
        written: The page.
    """
    site, page = written.site, written.page
    inside = page.path.startswith(f"{site.settings.folder}/")
    if written.is_term or not (inside or site.glossary.terms):
        return
    # A file that ends with its front matter has none to MkDocs, which leaves it in the text.
    if "term" not in page.meta and (page.meta or not written.markdown.startswith("---")):
        return
    document = written.document
    if "term" in document.meta and (inside or "definition" in document.meta):
        line, _ = document.place("term")
        mend = f"move it to {site.docs_path}/{site.settings.folder}"
        what = "this term stands outside the glossary's folder and is not read"
        if inside and page.path.count("/") == site.settings.folder.count("/") + 1:
            what, mend = _RENAME
        if site.is_index(page.path):
            what = "the page of the A to Z is not read as a term"
            mend = "move the term to a file of its own"
        yield _problem(site, page.path, line, what, mend)


def _problem(site: SiteGlossary, path: str, line: int, what: str, mend: str) -> Problem:
    return Problem(site.shown(path), line, 1 if line else 0, "misplaced-term", what, mend)
