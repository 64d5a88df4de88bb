"""Checks of a page's own ``terms:`` option, and of front matter that is read as text.

A misspelt option would do nothing without a word; a lost front matter takes all options with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.problem import Problem, nearest, shown
from glossary_cards.diagnostics.source import lost_front_matter, may_be_lost
from glossary_cards.pages.paths import composed


def wrong_options(written: WrittenPage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option.

    Args:
        written: The page.
    """
    meta = written.page.meta
    for key, value in meta.items():
        is_option = isinstance(value, bool) or (isinstance(value, dict) and "skip" in value)
        is_near = key != "terms" and nearest(str(key).lower(), ["terms", "glossary"], 0.85)
        if is_option and is_near and not written.is_term:
            said = f"`{key}` is not read", "did you mean `terms`?"
            yield written.document.problem((key,), "page-option", *said)
    if "terms" not in meta or isinstance(meta["terms"], bool):
        return
    yield from _wrong_skip(written, meta["terms"])


def _wrong_skip(written: WrittenPage, options: Any) -> Iterator[Problem]:
    """Check which terms a page wants to skip."""
    site, document = written.site, written.document
    skip = options.get("skip") if isinstance(options, dict) else None
    if not isinstance(skip, list) or set(options) != {"skip"}:
        mend = "write `terms: false`, or `terms: {skip: [bpd]}`"
        yield document.problem(("terms",), "page-option", f"`terms` is {shown(options)}", mend)
        return
    for index, slug in enumerate(skip):
        if not isinstance(slug, str) or not site.has_term(composed(slug)):
            mend = site.near_slugs.meant(str(slug), "use the file name of a term")
            what = f"there is no term {shown(slug)}"
            yield document.problem(("terms", "skip", index), "page-option", what, mend)


def lost_options(written: WrittenPage) -> Iterator[Problem]:
    """Say why the front matter of a page counts for nothing: MkDocs leaves it in the text.

    Args:
        written: The page.
    """
    if not written.page.meta and may_be_lost(written.markdown) and not written.is_term:
        yield from written.faults_of_document
        if lost := lost_front_matter(written.document):
            yield lost
