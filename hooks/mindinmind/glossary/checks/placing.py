"""Terms in the wrong place: files that were meant to be terms and are not read as such."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from mindinmind.glossary.checks.written_page import WrittenPage
from mindinmind.glossary.site import SiteGlossary
from mindinmind.problems import Problem

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
    return problems


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
    is_text = written.markdown.startswith("---") and not page.meta
    if "term" not in page.meta and not is_text:
        return
    document = written.document
    if "term" in document.meta and (inside or "definition" in document.meta):
        line, _ = document.place("term")
        yield _problem(site, page.path, line, *_said(site, page.path, inside))


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
