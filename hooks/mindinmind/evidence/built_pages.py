"""The pages that evidence builds: the claim check, all references, how we judge, what changed.

Each function gathers what a template of overrides/partials/mim/evidence/ shows.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from mindinmind.evidence.changes import Change, newest_first
from mindinmind.evidence.claims import CONFIDENCE, VERDICTS, Claim, in_order
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import KINDS, Reference
from mindinmind.evidence.styles import Formatted


def references_view(
    references: Mapping[str, Reference],
    formatted: Mapping[str, Formatted],
    sources: Mapping[str, Markup],
    pages: Iterable[PageFacts],
) -> dict[str, Any]:
    """Gather all sources in alphabetical order, and the pages that cite each.

    Args:
        references: The bibliography.
        formatted: Its sources in words, for their order.
        sources: Its sources as HTML.
        pages: All pages.
    """
    ordered = sorted(references.values(), key=lambda one: _letters(formatted[one.key].text))
    count = Counter(one.kind for one in ordered)
    return {
        "references": ordered,
        "sources": sources,
        "kinds": KINDS,
        "count": count,
        "cited_on": _pages_by((page, page.findings.cited) for page in pages),
    }


def claim_check_view(
    claims: Mapping[str, Claim], formatted: Mapping[str, Formatted], pages: Iterable[PageFacts]
) -> dict[str, Any]:
    """Gather the claims, and the pages that carry each.

    Args:
        claims: The claim list.
        formatted: The bibliography in words.
        pages: All pages.
    """
    return {
        "claims": in_order(claims),
        "verdicts": VERDICTS,
        "confidence": CONFIDENCE,
        "formatted": formatted,
        "carried_on": _pages_by((page, page.findings.claims) for page in pages),
    }


def judging_view(
    claims: Mapping[str, Claim], references: Mapping[str, Reference]
) -> dict[str, Any]:
    """Gather how we judge evidence, with how often each answer is given.

    Args:
        claims: The claim list.
        references: The bibliography.
    """
    sure = Counter(claim.confidence for claim in claims.values())
    verdicts = Counter(claim.verdict for claim in claims.values())
    kinds = Counter(KINDS[reference.kind].name for reference in references.values())
    return {
        "lists": (
            ("How sure we are", "sure", "claim", CONFIDENCE, sure),
            ("Verdicts in the claim check", "verdict", "claim", VERDICTS, verdicts),
            ("Kinds of source", "kind", "source", dict(KINDS.values()), kinds),
        )
    }


def changes_view(changes: Iterable[Change]) -> dict[str, Any]:
    """Gather what changed, the newest day first."""
    days = groupby(newest_first(changes), key=lambda change: change.day)
    return {"days": [(day, list(group)) for day, group in days]}


def _pages_by(held: Iterable[tuple[PageFacts, Iterable[str]]]) -> dict[str, list[PageFacts]]:
    """Give the pages of each name that pages hold."""
    found: dict[str, list[PageFacts]] = {}
    for page, names in held:
        for name in names:
            found.setdefault(name, []).append(page)
    return found


def _letters(text: str) -> str:
    """Give what a reader would sort a reference by: letters without their accents."""
    for letter, plain in (("ø", "o"), ("Ø", "O"), ("æ", "ae"), ("Æ", "Ae")):
        text = text.replace(letter, plain)
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()
