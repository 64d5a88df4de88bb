"""How many words of a page are explained in a card: neither too few nor too many.

``page_kinds.yml`` says which kinds of pages are asked. A page with good reason to differ says it
above itself. Marks are known once the glossary has read the site, so check.py asks, and no build.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from glossary_cards.diagnostics.problem import Problem, Severity
from glossary_cards.diagnostics.source import read_document, read_file
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import PageUse
from mindinmind.data_files import read_checked
from mindinmind.page.facts import read_outline
from prose.page_kinds import KINDS, kind_of

LEAST, MOST = 0.5, 3.0
"""Marks in a hundred words: fewer leave hard words alone, and more are a page full of dots."""
_TOO_SHORT = 100 / LEAST
"""Words of a page on which no mark at all is still not too few."""

_SPOILT = "wrong-form", "same-form", "wrong-value", "moved-page", "encoding", "look-alike"
"""Rules of terms whose words pages have too often, or no more."""
_UNREAD = "shown-as-code", "unsafe-html", "leftover", "unclosed"
"""Rules of a page whose words are not all read as such."""


def mark_problems(root: Path, site: SiteGlossary) -> Iterator[Problem]:
    """Find the pages with too few or too many words that are explained in cards.

    Args:
        root: The project's root; one that keeps no kinds of pages asks for nothing.
        site: The glossary, with every page read.
    """
    kinds = read_checked(KINDS, root / KINDS, "").good if (root / KINDS).exists() else {}
    for path, page in site.pages.items():
        shown = site.shown(path)
        name, kind = kind_of(shown, kinds)
        if not kind.get("marks") or page.meta.get("marks") or page.language != site.language:
            continue
        said = _said(site.usage.by_page.get(path))
        if said and (root / shown).is_file():
            document, _ = read_document(shown, read_file(shown, root / shown)[0])
            what = f"a {name} {said[0]}"
            found = document.problem(("title",), "marks", what, said[1])
            spoilt = [
                f"words-file {KINDS}",
                f"front-matter {shown}",
                *(f"{rule} {shown}" for rule in _UNREAD),
            ]
            yield replace(found, severity=Severity.WARNING, because_of=(*_SPOILT, *spoilt))


def _said(use: PageUse | None) -> tuple[str, str] | None:
    """Say what is wrong with a page's marks, and how to mend it; a page without use opted out."""
    count = len(use.occurrences) if use else 0
    words = read_outline(use.html).words if use else 0
    dense = count * 100 / max(words, 1)
    reason = "or say why above it: `marks: It is a form to fill in.`"
    have = f"explains {LEAST:g} to {MOST:g} words in 100, and this one {count} in {words}"
    if use is None:
        return "explains words in cards, and this one none", f"take `terms: false` away; {reason}"
    if words < _TOO_SHORT or LEAST <= dense <= MOST:
        return None
    if dense < LEAST:
        return have, f"use a word of the glossary where it helps, or add one; {reason}"
    return have, f"link its own subject once with `terms: {{once: [mbt]}}`; {reason}"
