"""Terms in the wrong place: files that were meant to be terms and are not read as such."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary

_TEXT_ENDINGS = frozenset(("", ".md", ".txt", ".yml", ".yaml", ".mdx", ".html", ".htm"))
_WORD_PROCESSOR_ENDINGS = frozenset(
    (".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".ott", ".rtf", ".pages", ".gdoc", ".wpd")
)
_TERM = re.compile(r"^term[ \t]*:", re.M)
_PASTE = "paste its words into a file whose name ends in `.md`, or move it out of this folder"
_ENDING = "let its name end in `.md`"


def misplaced_files(
    site: SiteGlossary,
    paths: Iterable[str],
    read: Callable[[str], str],
    is_linked: Callable[[str], bool] = lambda _: False,
) -> list[Problem]:
    """Find terms in the glossary's folder that MkDocs takes for files to copy.

    Args:
        site: The glossary.
        paths: The path of every file that is no page, inside ``docs_dir``.
        read: Gives a file's text; asked for only where the file may be a term.
        is_linked: Tells whether a page names a file, which is there to be downloaded; asked for
            only where there is a file of a word processor.
    """
    problems = []
    for path in paths:
        name = posixpath.basename(path)
        if not path.startswith(f"{site.settings.folder}/") or name.startswith((".", "~")):
            continue
        ending = posixpath.splitext(name)[1].strip().lower()
        if ending in _WORD_PROCESSOR_ENDINGS and not is_linked(name):
            what = "a file of a word processor is not read as a term"
            problems.append(_problem(site, path, 0, what, _PASTE))
        elif ending in _TEXT_ENDINGS:
            text = read(path)
            if found := _TERM.search(text):
                line = text.count("\n", 0, found.start()) + 1
                problems.append(_problem(site, path, line, "this file is not read", _ENDING))
    return problems


def is_named(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a text names a file, as it is written or in an address."""
    names = {name, quote(name)}
    return any(name in text for text in texts for name in names)


def terms_outside(folder: Path, docs: Path) -> list[Path]:
    """Give the files of a folder that were meant to be terms and that MkDocs does not read.

    Args:
        folder: The folder beside that of the sources; it need not be there.
        docs: The folder of the sources, from which MkDocs reads all.
    """
    if not folder.is_dir() or folder.resolve().is_relative_to(docs.resolve()):
        return []
    return [path for path in sorted(folder.glob("*.md")) if _is_term(path.read_bytes())]


def _is_term(content: bytes) -> bool:
    return content.startswith(b"---") and bool(re.search(rb"^term[ \t]*:", content, re.M))


def misplaced_folder(site: SiteGlossary, names: Iterable[str]) -> list[Problem]:
    """Say that term files stand in a folder beside that of the pages.

    Args:
        site: The glossary.
        names: The path of each, from the project's root.
    """
    what = f"this term stands outside `{site.docs_path}` and is not read"
    mend = f"move it to {site.docs_path}/{site.settings.folder}"
    return [Problem(name, 0, 0, "misplaced-term", what, mend) for name in names]


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
    place = (line, 1) if line else (0, 0)
    return Problem(site.shown(path), *place, "misplaced-term", what, mend)
