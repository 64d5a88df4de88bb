"""The pages that evidence builds: the claim check, all references, how we judge, what changed.

Each function gathers what a template of overrides/partials/mim/evidence/ shows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from glossary_cards.slugs import bare
from mindinmind.evidence.changes import newest_first
from mindinmind.evidence.claims import CONFIDENCE, VERDICTS, in_order
from mindinmind.evidence.data import EvidenceData
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import KINDS


def _references(data: EvidenceData, pages: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather all sources in alphabetical order, and the pages that cite each."""
    formatted = data.formatted
    ordered = sorted(data.references.values(), key=lambda one: _letters(formatted[one.key].text))
    return {
        "references": ordered,
        "sources": data.sources,
        "kinds": KINDS,
        "count": Counter(one.kind for one in ordered),
        "cited_on": _pages_by((page, page.findings.cited) for page in pages),
    }


def _claim_check(data: EvidenceData, pages: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather the claims, and the pages that carry each."""
    return {
        "claims": in_order(data.claims),
        "verdicts": VERDICTS,
        "confidence": CONFIDENCE,
        "formatted": data.formatted,
        "carried_on": _pages_by((page, page.findings.claims) for page in pages),
    }


def _judging(data: EvidenceData, _: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather how we judge evidence, with how often each answer is given."""
    sure = Counter(claim.confidence for claim in data.claims.values())
    verdicts = Counter(claim.verdict for claim in data.claims.values())
    kinds = Counter(KINDS[reference.kind].name for reference in data.references.values())
    return {
        "lists": (
            ("How sure we are", "sure", "claim", CONFIDENCE, sure),
            ("Verdicts in the claim check", "verdict", "claim", VERDICTS, verdicts),
            ("Kinds of source", "kind", "source", dict(KINDS.values()), kinds),
        )
    }


def _changes(_: EvidenceData, pages: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather what changed, the newest day first."""
    changes = newest_first(change for page in pages for change in page.changes)
    days = groupby(changes, key=lambda change: change.day)
    return {"days": [(day, list(group)) for day, group in days]}


VIEWS: Mapping[str, Callable[[EvidenceData, Sequence[PageFacts]], dict[str, Any]]] = {
    "claim-check": _claim_check,
    "references": _references,
    "judging": _judging,
    "changes": _changes,
}
"""What the template of each marker shows, of what the data files say and all pages."""


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
    return bare(text).casefold()
