"""Checks of a page's own ``terms:`` option, and of front matter that is read as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mindinmind.glossary.checks.written_page import WrittenPage
from mindinmind.glossary.paths import composed
from mindinmind.problems import Problem, nearest, shown, without_quotes
from mindinmind.sources import lost_front_matter, may_be_lost


def wrong_options(written: WrittenPage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option.

    Args:
        written: The page.
    """
    yield from _misspelt_options(written)
    if "terms" not in written.page.meta:
        return
    options: Any = written.page.meta["terms"]
    is_switch = options is None or isinstance(options, bool)
    if is_switch and written.source().count("\nterms:") < 2:
        return
    yield from written.document.repeats.get(("terms",), [])
    if not is_switch:
        yield from _wrong_skip(written, options)


def _wrong_skip(written: WrittenPage, options: Any) -> Iterator[Problem]:
    """Check which terms a page wants to skip."""
    site, document = written.site, written.document
    skip = options.get("skip") if isinstance(options, dict) else None
    if not isinstance(skip, list) or set(options) != {"skip"}:
        mend = "write `terms: false`, or `terms: {skip: [bpd]}`"
        if isinstance(without_quotes(options), bool):
            mend = "take the quotation marks off"
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
    if written.page.meta or not may_be_lost(written.markdown) or written.is_term:
        return
    lost = lost_front_matter(written.document)
    yield from written.faults_of_document
    if lost:
        yield lost


def _misspelt_options(written: WrittenPage) -> Iterator[Problem]:
    """Find what was meant as the ``terms:`` option: a key much like it, with such a value."""
    meta = written.page.meta
    for key, value in meta.items():
        if key == "skip" and meta.get("terms", key) is None:
            what = "`skip` stands beside `terms`, not below it"
            mend = "begin the line with two spaces"
        elif _is_option(value) and _is_nearly_terms(key):
            what, mend = f"`{key}` is not read", "did you mean `terms`?"
        else:
            continue
        if not written.is_term:
            yield written.document.problem((key,), "page-option", what, mend)


def _is_option(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, dict) and "skip" in value)


def _is_nearly_terms(key: object) -> bool:
    if not isinstance(key, str) or key == "terms":
        return False
    name = key.lower()
    return sorted(name) == sorted("terms") or bool(nearest(name, ["terms"], 0.88))
