"""Checks of a page's own ``terms:`` option, and of front matter that is read as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glossary_cards.checks.written_page import WrittenPage
from glossary_cards.diagnostics.confusables import as_seen, unmasked
from glossary_cards.diagnostics.problem import Problem, nearest, shown, without_quotes
from glossary_cards.diagnostics.source import lost_front_matter, may_be_lost, second_front_matter
from glossary_cards.pages.paths import composed

_SAYS_OFF = frozenset(
    "glossary no_terms no-terms noterms terms_off terms-off skip_terms no_glossary".split()
)
"""What people write for ``terms: false``: the first with ``false``, the others with ``true``."""


def wrong_options(written: WrittenPage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option.

    Args:
        written: The page.
    """
    yield from _misspelt_options(written)
    if "terms" not in written.page.meta:
        return
    options: Any = written.page.meta["terms"]
    if options is None and "skip" in written.page.meta:  # said above: it stands beside `terms`
        return
    is_switch = isinstance(options, bool)
    if is_switch and written.source().count("\nterms:") < 2:
        return
    if not written.document.places:  # MkDocs reads keys without marks, too, all as text
        what = "the lines `---` round the keys are missing"
        mend = "write `---` above this line and below the last key"
        yield Problem(written.path, 1, 1, "front-matter", what, mend)
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
        if isinstance(without_quotes(_without_curly_marks(options)), bool):
            mend = "take the quotation marks off"
        what = "`terms` has no value" if options is None else f"`terms` is {shown(options)}"
        yield document.problem(("terms",), "page-option", what, mend)
        return
    for index, slug in enumerate(skip):
        if not isinstance(slug, str) or not site.has_term(composed(slug)):
            mend = site.near_slugs.meant(str(slug), "use the file name of a term")
            what = f"there is no term {shown(slug)}"
            said = unmasked(str(slug), site.glossary.terms, what, mend)
            yield document.problem(("terms", "skip", index), "page-option", *said)


def _without_curly_marks(value: Any) -> Any:
    return value.strip("“”„‘’«»") if isinstance(value, str) else value


def lost_options(written: WrittenPage) -> Iterator[Problem]:
    """Say why the front matter of a page counts for nothing: MkDocs leaves it in the text.

    Args:
        written: The page.
    """
    if written.page.meta:
        may_be_second = "---" in written.markdown[:8] and not written.is_term
        lost = second_front_matter(written.document) if may_be_second else None
    elif may_be_lost(written.markdown) and not written.is_term:
        lost = lost_front_matter(written.document)
        yield from written.faults_of_document
    else:
        return
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
            said = f"`{key}` is not read", "did you mean `terms`?"
            what, mend = unmasked(str(key), ("terms",), *said)
        elif key in _SAYS_OFF and value is (key != "glossary"):
            what, mend = f"`{key}` is not read", "did you mean `terms: false`?"
        elif key == "skip" and "terms" not in meta and _names_terms(value, written):
            what = "`skip` does nothing without `terms`"
            mend = f"write `terms: {{skip: [{', '.join(value)}]}}`"
        else:
            continue
        if not written.is_term:
            yield written.document.problem((key,), "page-option", what, mend)


def _names_terms(value: Any, written: WrittenPage) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(slug, str) and written.site.has_term(slug) for slug in value)
    )


def _is_option(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, dict) and "skip" in value)


def _is_nearly_terms(key: object) -> bool:
    if not isinstance(key, str) or key == "terms":
        return False
    name = as_seen(key)
    return sorted(name) == sorted("terms") or bool(nearest(name, ["terms"], 0.88))
