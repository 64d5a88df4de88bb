"""Terms in the wrong place: files that were meant to be terms and are not read as such."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary

_ENDINGS = ("", ".md", ".txt", ".yml", ".yaml", ".mdx")
_TERM = re.compile(r"^term[ \t]*:", re.M)  # `term: trust`


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
        may_be = posixpath.splitext(path)[1].lower() in _ENDINGS
        if may_be and path.startswith(f"{site.settings.folder}/") and _TERM.search(read(path)):
            what, mend = "this file is not read", "let its name end in `.md`"
            yield Problem(site.shown(path), 0, 0, "misplaced-term", what, mend)


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
        what = "this term is not read"
        folder = f"{site.docs_path}/{site.settings.folder}"
        mend = f"let it stand right in {folder}, with a name that ends in `.md`"
        if site.is_index(page.path):
            what = "the page of the A to Z is not read as a term"
            mend = "move the term to a file of its own"
        yield document.problem(("term",), "misplaced-term", what, mend)
