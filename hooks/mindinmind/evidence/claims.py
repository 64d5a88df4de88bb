"""The claim list: what the article we began from says, and what we say today."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from glossary_cards.diagnostics.problem import Problem, meant
from mindinmind.data_files import Checked
from mindinmind.evidence.citations import Badge


@dataclass(frozen=True)
class Claim:
    """One claim, as the data file tells it.

    Attributes:
        id: Its name: ``C8``.
        article_claim: The article's claim in our words.
        verdict: One of those in the schema, which says what each means.
        says: What we say today.
        why: What makes us say so.
        references: Keys of the bibliography.
        confidence: How sure we are, as the schema has it.
        means: What that answer means, in plain words.
        checked: When somebody last compared it with its sources.
        place: Line and column in the data file.
    """

    id: str
    article_claim: str
    verdict: str
    says: str
    why: str
    references: tuple[str, ...]
    confidence: str
    means: str
    checked: date
    place: tuple[int, int] = field(default=(0, 0), repr=False, compare=False)

    @property
    def anchor(self) -> str:
        """Its id on the claim-check page."""
        return self.id.lower()

    @property
    def badge(self) -> Badge:
        """The link that pages show beside it."""
        return Badge(self.confidence, f"How sure: {self.confidence}", self.means)


def load_claims(found: Checked, keys: Collection[str]) -> tuple[dict[str, Claim], list[Problem]]:
    """Make claims of the claim list.

    Args:
        found: What it holds: one entry a claim.
        keys: The ids of the bibliography.

    Returns:
        The claims that are in order, by id and in their order, and what is wrong with the rest.
    """
    sure = found.means["confidence"] if found.good else {}
    claims = {
        name: _claim(name, entry, sure[entry["confidence"]], found.place((name,)))
        for name, entry in found.good.items()
    }
    problems = list(found.problems)
    for name, claim in claims.items():
        for index, key in enumerate(claim.references):
            if key not in keys:
                what = f"{name}: `{key}` is not in the bibliography"
                mend = "add the source to references.json first, or correct the id"
                mend = meant(key, keys, mend, 0.75)
                causes = "references-file *", f"references-file {key}", f"unknown-source {key}"
                problems.append(found.problem((name, "references", index), what, mend, causes))
    return claims, problems


def in_order(ids: Mapping[str, Claim]) -> list[Claim]:
    """Sort claims by number, then letter: C2 before C10, C8 before C8b."""
    return sorted(ids.values(), key=lambda claim: (int(re.sub(r"\D", "", claim.id) or 0), claim.id))


def _claim(name: str, entry: Mapping[str, Any], means: str, place: tuple[int, int]) -> Claim:
    """Make a claim of an entry that the schema has seen."""
    texts = {field: " ".join(entry[field].split()) for field in ("article_claim", "says", "why")}
    return Claim(
        id=name,
        verdict=entry["verdict"],
        references=tuple(entry["references"]),
        confidence=entry["confidence"],
        means=means,
        checked=date.fromisoformat(entry["checked"]),
        place=place,
        **texts,
    )
