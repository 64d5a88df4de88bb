"""The pages that evidence builds: the claim check, all references, how we judge, what changed.

What the templates of overrides/partials/mim/evidence/ show is gathered here, once for all of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from glossary_cards.slugs import bare
from mindinmind.evidence.changes import newest_first
from mindinmind.evidence.claims import CONFIDENCE, VERDICTS, in_order
from mindinmind.evidence.data import EvidenceData
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import KINDS


def view_of(data: EvidenceData, pages: Sequence[PageFacts]) -> dict[str, Any]:
    """Gather what the built parts show: the data files, and what all pages hold of them."""
    claims, references = in_order(data.claims), data.references.values()
    kinds = Counter(KINDS[one.kind].name for one in references)
    changes = newest_first(change for page in pages for change in page.changes)
    return {
        "data": data,
        "claims": claims,
        "references": sorted(references, key=lambda one: _letters(data.formatted[one.key].text)),
        "kinds": KINDS,
        "verdicts": VERDICTS,
        "confidence": CONFIDENCE,
        "count": {
            "kind": kinds,
            "sure": Counter(map(attrgetter("confidence"), claims)),
            "verdict": Counter(map(attrgetter("verdict"), claims)),
        },
        "cited_on": _pages_by((page, page.findings.cited) for page in pages),
        "carried_on": _pages_by((page, page.findings.claims) for page in pages),
        "days": [(day, list(group)) for day, group in groupby(changes, attrgetter("day"))],
    }


def _pages_by(held: Iterable[tuple[PageFacts, Iterable[str]]]) -> dict[str, list[PageFacts]]:
    """Give the pages of each name that pages hold."""
    found: dict[str, list[PageFacts]] = {}
    for page, names in held:
        for name in names:
            found.setdefault(name, []).append(page)
    return found


def _letters(text: str) -> str:
    """Give what a reader would sort a reference by: letters without their accents."""
    if text.isascii():
        return text.casefold()
    for letter, plain in (("ø", "o"), ("Ø", "O"), ("æ", "ae"), ("Æ", "Ae")):
        text = text.replace(letter, plain)
    return bare(text).casefold()
