"""Checks of a page's own ``terms:`` option, and of front matter that is read as text.

A misspelt option would do nothing without a word; a lost front matter takes all options with it.
"""

from collections.abc import Iterator
from typing import Any

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem, asked, nearest, shown
from glossary_cards.diagnostics.source import lost_front_matter, may_be_lost
from glossary_cards.pages.paths import composed

_KEYS = {"skip", "once"}


def wrong_options(written: WrittenPage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option.

    Args:
        written: The page.
    """
    meta = written.page.meta
    for key, value in meta.items():
        is_option = isinstance(value, bool) or (isinstance(value, dict) and _KEYS & set(value))
        is_near = key != "terms" and nearest(str(key).lower(), ["terms", "glossary"], 0.85)
        if is_option and is_near and not written.is_term:
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
    for key, index, slug in (
        (k, i, s) for k, listed in options.items() for i, s in enumerate(listed)
    ):
        if not isinstance(slug, str) or composed(slug) not in site.slugs:
            mend = asked(site.near_term(str(slug)), "use the file name of a term")
            what = f"there is no term {shown(slug)}"
            yield document.problem(("terms", key, index), "page-option", what, mend)


def lost_options(written: WrittenPage) -> Iterator[Problem]:
    """Say why the front matter of a page counts for nothing: MkDocs leaves it in the text.

    Args:
        written: The page.
    """
    if not written.page.meta and may_be_lost(written.markdown) and not written.is_term:
        yield from written.read[1]
        if lost := lost_front_matter(written.document):
            yield lost
