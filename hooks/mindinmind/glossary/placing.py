"""Terms in the wrong place: files that were meant to be terms and are not read as such."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

from mindinmind.glossary.settings import with_severity
from mindinmind.glossary.site import SiteGlossary, SourcePage
from mindinmind.problems import Problem
from mindinmind.sources import read_document

_TEXT_ENDINGS = frozenset(("", ".txt", ".yml", ".yaml", ".mdx", ".html", ".htm"))
_TERM = re.compile(r"^term[ \t]*:", re.M)
_ENDING = "let its name end in `.md`"


def misplaced_files(
    site: SiteGlossary, paths: Iterable[str], read: Callable[[str], str]
) -> list[Problem]:
    """Find terms in the glossary's folder that MkDocs takes for files to copy.

    Args:
        site: The glossary.
        paths: The path of every file that is no page, inside ``docs_dir``.
        read: Gives a file's text; asked for only where the file may be a term.
    """
    problems = []
    for path in paths:
        ending = posixpath.splitext(path)[1].lower()
        folder = path.startswith(f"{site.settings.folder}/")
        name = posixpath.basename(path)
        if folder and not name.startswith(".") and (ending in _TEXT_ENDINGS or ending == ".md"):
            text = read(path)
            if found := _TERM.search(text):
                line = text.count("\n", 0, found.start()) + 1
                problems.append(_problem(site, path, line, "this file is not read", _ENDING))
    return with_severity(problems, site.settings)


def misplaced_page(
    site: SiteGlossary, page: SourcePage, markdown: str, source: Callable[[], str]
) -> list[Problem]:
    """Say that a page was meant to be a term: it has a term's keys and stands elsewhere.

    Args:
        site: The glossary.
        page: The page.
        markdown: Its text as MkDocs gives it, with the front matter that MkDocs did not know as
            such: that of a file which ends with it.
        source: Gives the whole file; asked for only where there may be a problem.
    """
    inside = page.path.startswith(f"{site.settings.folder}/")
    if site.slug_of_source(page.path) or not (inside or site.glossary.terms):
        return []
    if "term" not in page.meta and not (markdown.startswith("---") and not page.meta):
        return []
    document, _ = read_document(f"{site.docs_path}/{page.path}", source())
    if "term" not in document.meta or not (inside or "definition" in document.meta):
        return []
    line, _ = document.place("term")
    what, mend = _said(site, page.path, inside)
    return with_severity([_problem(site, page.path, line, what, mend)], site.settings)


def _said(site: SiteGlossary, path: str, inside: bool) -> tuple[str, str]:
    home = f"{site.docs_path}/{site.settings.folder}"
    if site.is_index(path):
        return "the page of the A to Z is not read as a term", "move the term to a file of its own"
    if not inside:
        return "this term stands outside the glossary and is not read", f"move it to {home}"
    if "/" in path.removeprefix(f"{site.settings.folder}/"):
        return "this term stands in a folder of its own and is not read", f"move it to {home}"
    return "this file is not read", _ENDING


def _problem(site: SiteGlossary, path: str, line: int, what: str, mend: str) -> Problem:
    return Problem(f"{site.docs_path}/{path}", line, 1, "misplaced-term", what, mend)
