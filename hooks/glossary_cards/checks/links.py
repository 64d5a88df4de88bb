"""Checks of the links to terms that authors made by hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from glossary_cards.checks.terms import no_such_term
from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem, shown

_LINK = re.compile(
    r"""(?: \]\(\s* | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]* | \bhref=["']? )
        (?: <(?P<bracketed>[^<>\n]+\.md)[#>] | (?P<plain>[^\s()<>"'#]+\.md)(?=[\s)#"'>]|\Z) )""",
    re.M | re.X,
)


_NO_LINK = re.compile(
    r"""\[(?P<split_text>[^\[\]\n]+)\](?P<gap>\s+)\((?P<split>[^()\s]+\.md(?:\#[^()\s]*)?)\)
    | (?<!\])\((?P<turned_text>[^()\n]+)\)\[(?P<turned>[^\[\]\s]+\.md(?:\#[^\[\]\s]*)?)\]
    | \[(?P<open_text>[^\[\]\n]+)\]\((?P<open>[^()\s]+\.md(?:\#[^()\s]*)?)(?=[ ]|$)(?![^\n]*\))
    | \[\[(?P<wiki>[^\[\]\n|]+)(?:\|(?P<wiki_text>[^\[\]\n]*))?\]\](?![(\[])""",
    re.M | re.X,
)
"""What was meant as a link: a gap in it, brackets the wrong way round, half a link, a wiki's."""


def no_links(written: WrittenPage) -> Iterator[Problem]:
    """Find links to terms that readers see as text, for their brackets are not right.

    Args:
        written: The page.
    """
    markdown = written.markdown
    near = f"{written.site.settings.folder}/" in markdown or written.is_term
    near = near or ("[" in markdown and "[[" in markdown)  # one sign is found faster than two
    if not near or not _NO_LINK.search(markdown):
        return
    for match in _NO_LINK.finditer(written.text):
        address = match["split"] or match["turned"] or match["open"]
        text = match["split_text"] or match["turned_text"] or match["open_text"]
        if match["wiki"]:
            address = _address_of(written, match["wiki"])
            text = match["wiki_text"] or match["wiki"]
        if _leads_to_term(written, address):
            what = f"readers see {shown(match[0])} as it stands here"
            yield written.problem(
                match.start(), "dead-term-link", what, f"write `[{text}]({address})`"
            )


def _leads_to_term(written: WrittenPage, address: str) -> bool:
    path = address.partition("#")[0]
    slug = written.site.links.slug_of_source_link(written.page.path, path)
    return slug is not None and written.site.has_term(slug)


def _address_of(written: WrittenPage, name: str) -> str:
    """Give the link to the term that a wiki's link names; empty where it names none."""
    site = written.site
    slug = site.near_slugs.named(name)
    target = f"{site.settings.folder}/{slug}.md"
    return posixpath.relpath(target, posixpath.dirname(written.page.path) or ".") if slug else ""


def dead_links(written: WrittenPage) -> Iterator[Problem]:
    """Find an author's links to term files that do not exist.

    Args:
        written: The page.
    """
    site, markdown = written.site, written.markdown
    folder = f"{site.settings.folder}/"
    may_link = folder in markdown or (written.page.path.startswith(folder) and ".md" in markdown)
    if not may_link or not any(_dead_slugs(written, markdown)):
        return
    for offset, slug in _dead_slugs(written, written.text):
        problem = written.problem(offset, "dead-term-link", *no_such_term(slug, site))
        yield replace(problem, about=f"{problem.path} {slug}")


def _dead_slugs(written: WrittenPage, text: str) -> Iterator[tuple[int, str]]:
    """Find links to term files that do not exist: where each begins and what it names."""
    site = written.site
    for match in _LINK.finditer(text):
        kind = "plain" if match["plain"] else "bracketed"
        slug = site.links.slug_of_source_link(written.page.path, match[kind])
        if slug is not None and not site.has_term(slug):
            yield match.start(kind), slug
