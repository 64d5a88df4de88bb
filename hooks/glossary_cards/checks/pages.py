"""Checks of one page as its author wrote it, before it is rendered.

They look at Markdown, since only there has every mistake a line and a column. Each check tells a
page without mistakes at a glance: what is looked at closely is looked at slowly.
"""

from collections.abc import Callable

from glossary_cards.checks.comments import wrong_comments
from glossary_cards.checks.links import dead_links
from glossary_cards.checks.page_options import lost_options, wrong_options
from glossary_cards.checks.placing import misplaced_page
from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

_CHECKS = (
    lost_options,
    wrong_options,
    dead_links,
    wrong_comments,
    misplaced_page,
)


def check_text(
    site: SiteGlossary, page: SourcePage, markdown: str, source: Callable[[], str]
) -> list[Problem]:
    """Check what an author wrote: links to terms, abbreviations, the page's own options.

    Args:
        site: The glossary.
        page: The page.
        markdown: Its Markdown without front matter.
        source: Gives the whole file; asked for only where there may be a problem.
    """
    written = WrittenPage(site, page, markdown, source)
    return [problem for check in _CHECKS for problem in check(written)]
