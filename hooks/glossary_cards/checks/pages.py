"""Checks of one page as its author wrote it, before it is rendered.

They look at Markdown, since only there has every mistake a line and a column. Each check tells a
page without mistakes at a glance: what is looked at closely is looked at slowly. A misspelt option
or comment would do nothing without a word, so what is nearly one of ours is an error.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from glossary_cards.checks.terms import no_such_term
from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, asked, nearest, shown
from glossary_cards.diagnostics.source import (
    MAY_BE_LOST,
    Document,
    lost_front_matter,
    place_of,
    read_document,
)
from glossary_cards.engine.comments import INDEX, switched
from glossary_cards.engine.lazy import lazy
from glossary_cards.pages.paths import composed
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

_KEYS = {"skip", "once"}
_LONGEST = 20
_ENDINGS = ("", ".md", ".txt", ".yml", ".yaml", ".mdx")
_TERM = lazy(r"^term[ \t]*:", re.M)  # `term: trust`
# "](../glossary/bpd.md)", "[1]: bpd.md#why", "href='bpd.md'"
_LINK = lazy(
    r"""(?: \]\(\s* | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]* | \bhref=["']? )
        (?: <(?P<bracketed>[^<>\n]+\.md)[#>] | (?P<plain>[^\s()<>"'#]+\.md)(?=[\s)#"'>]|\Z) )""",
    re.M | re.X,
)


@dataclass(eq=False, repr=False)
class WrittenPage:
    """A page as its author wrote it; what takes long is worked out where a check asks for it.

    Attributes:
        site: The glossary.
        page: What is known of the page.
        markdown: Its Markdown without front matter, as other hooks left it: here a mistake shows at
            a glance.
        source: Gives the whole file: there every mistake has its place.
    """

    site: SiteGlossary
    page: SourcePage
    markdown: str
    source: Callable[[], str]

    @property
    def path(self) -> str:
        """The page's file as problems name it."""
        return self.site.shown(self.page.path)

    @property
    def is_term(self) -> bool:
        """Whether it is the page of a term, which other checks look at."""
        return self.site.slug_of_source(self.page.path) is not None

    @cached_property
    def read(self) -> tuple[Document, list[Problem]]:
        """The file, each value of its front matter with its place, and what is wrong with that."""
        return read_document(self.path, self.source())

    @property
    def document(self) -> Document:
        """The file, each value of its front matter with its place."""
        return self.read[0]

    @cached_property
    def without_code(self) -> tuple[str, list[tuple[int, str]]]:
        """The file's text without code and comments, and offset and text of each comment."""
        return without_code(self.document.in_place)

    def problem(self, offset: int, rule: str, what: str, mend: str, **more: Any) -> Problem:
        """Make a problem at a place of the page.

        Args:
            offset: Where it is in the file's text.
            rule: The name of the check.
            what: What is wrong.
            mend: How to mend it.
            more: What else it says, such as ``about``.
        """
        place = place_of(self.document.in_place, offset)
        return Problem(self.path, *place, rule, what, mend, **more)


def check_text(
    site: SiteGlossary, page: SourcePage, markdown: str, source: Callable[[], str]
) -> list[Problem]:
    """Check what an author wrote: links to terms, comments, the page's own options.

    Args:
        site: The glossary.
        page: The page.
        markdown: Its Markdown without front matter.
        source: Gives the whole file; asked for only where there may be a problem.
    """
    written = WrittenPage(site, page, markdown, source)
    checks = _lost_options, _wrong_options, _dead_links, _wrong_comments, _misplaced_page
    return [problem for check in checks for problem in check(written)]


def _lost_options(written: WrittenPage) -> Iterator[Problem]:
    """Say why the front matter of a page counts for nothing: MkDocs leaves it in the text."""
    if not written.page.meta and MAY_BE_LOST.match(written.markdown) and not written.is_term:
        yield from written.read[1]
        if lost := lost_front_matter(written.document):
            yield lost


def _wrong_options(written: WrittenPage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option."""
    meta = written.page.meta
    for key, value in meta.items():
        is_option = isinstance(value, bool) or (isinstance(value, dict) and _KEYS & set(value))
        is_lost = is_option and key != "terms" and not written.is_term
        if is_lost and nearest(str(key).lower(), ["terms", "glossary"], 0.85):
            said = f"`{key}` is not read", "did you mean `terms`?"
            yield written.document.problem((key,), "page-option", *said)
    if "terms" not in meta or isinstance(meta["terms"], bool):
        return
    yield from _wrong_lists(written, meta["terms"])


def _wrong_lists(written: WrittenPage, options: Any) -> Iterator[Problem]:
    """Check which terms a page wants to skip, or to link once."""
    site, document = written.site, written.document
    known = isinstance(options, dict) and options and set(options) <= _KEYS
    if not known or not all(isinstance(listed, list) for listed in options.values()):
        mend = "write `terms: false`, `terms: {skip: [bpd]}` or `terms: {once: [bpd]}`"
        yield document.problem(("terms",), "page-option", f"`terms` is {shown(options)}", mend)
        return
    named = ((k, i, s) for k, listed in options.items() for i, s in enumerate(listed))
    for key, index, slug in named:
        if not isinstance(slug, str) or composed(slug) not in site.slugs:
            mend = asked(site.near_term(str(slug)), "use the file name of a term")
            what = f"there is no term {shown(slug)}"
            yield document.problem(("terms", key, index), "page-option", what, mend)


def _dead_links(written: WrittenPage) -> Iterator[Problem]:
    """Find an author's links to term files that do not exist."""
    site, markdown = written.site, written.markdown
    folder = f"{site.settings.folder}/"
    may_link = folder in markdown or (written.page.path.startswith(folder) and ".md" in markdown)
    if not may_link or not any(_dead_slugs(written, markdown)):
        return
    for offset, slug in _dead_slugs(written, written.without_code[0]):
        gone = (f"moved-page {site.docs_path}/{folder}{slug}.md",)
        more: dict[str, Any] = {"about": f"{written.path} {slug}", "because_of": gone}
        yield written.problem(offset, "dead-term-link", *no_such_term(slug, site), **more)


def _dead_slugs(written: WrittenPage, text: str) -> Iterator[tuple[int, str]]:
    """Find links to term files that do not exist: where each begins and what it names."""
    site = written.site
    for match in _LINK.finditer(text):
        kind = "plain" if match["plain"] else "bracketed"
        slug = site.links.slug_of_source_link(written.page.path, match[kind])
        if slug is not None and slug not in site.slugs:
            yield match.start(kind), slug


def _wrong_comments(written: WrittenPage) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say."""
    if "<!--" not in written.markdown or not re.search("term|gloss", written.markdown, re.I):
        return
    known = ["terms: off", "terms: on"]
    known += [INDEX] if written.site.is_index(written.page.path) else []
    off_at: int | None = None
    for offset, comment in written.without_code[1]:
        state = switched(comment)
        is_one = state or comment == INDEX
        if not is_one and len(comment) <= _LONGEST and (near := _meant(comment, known)):
            what = f"`<!-- {' '.join(comment.split())} -->` does nothing"
            yield written.problem(offset, "page-option", what, f"did you mean `<!-- {near} -->`?")
            state = switched(near)  # what follows from the slip is not told of as well
        if state:
            off_at = offset if state == "off" and is_one else None
    if off_at is not None:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield written.problem(off_at, "terms-left-off", what, mend)


def _meant(comment: str, known: list[str]) -> str:
    """Give the comment that was meant: ``term off``, ``Terms=Off``, ``glossary index``."""
    words = " ".join(re.findall(r"\w+", comment.lower()))
    plain = {name.replace(":", ""): name for name in known}
    return plain.get(nearest(words, plain, 0.8), "")


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


def _misplaced_page(written: WrittenPage) -> Iterator[Problem]:
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
