"""Checks of the links to terms that authors made by hand."""

import re
from collections.abc import Iterator

from glossary_cards.checks.terms import no_such_term
from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem

# "](../glossary/bpd.md)", "[1]: bpd.md#why", "href='bpd.md'"
_LINK = re.compile(
    r"""(?: \]\(\s* | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]* | \bhref=["']? )
        (?: <(?P<bracketed>[^<>\n]+\.md)[#>] | (?P<plain>[^\s()<>"'#]+\.md)(?=[\s)#"'>]|\Z) )""",
    re.M | re.X,
)


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
    for offset, slug in _dead_slugs(written, written.without_code[0]):
        said, about = no_such_term(slug, site), f"{written.path} {slug}"
        yield written.problem(offset, "dead-term-link", *said, about)


def _dead_slugs(written: WrittenPage, text: str) -> Iterator[tuple[int, str]]:
    """Find links to term files that do not exist: where each begins and what it names."""
    site = written.site
    for match in _LINK.finditer(text):
        kind = "plain" if match["plain"] else "bracketed"
        slug = site.links.slug_of_source_link(written.page.path, match[kind])
        if slug is not None and slug not in site.slugs:
            yield match.start(kind), slug
