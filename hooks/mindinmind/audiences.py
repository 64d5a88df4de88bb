"""Whom a page can be for, as ``audience:`` above it says.

The names that a page may use stand in docs/_data/front_matter.schema.json.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Audience(NamedTuple):
    """Some readers: what pages call them, and what schema.org does."""

    words: str
    role: str


AUDIENCES: Mapping[str, Audience] = {
    "person": Audience("people with BPD", "Patient"),
    "in-therapy": Audience("people in therapy", "Patient"),
    "family": Audience("family and friends", "Caregiver"),
    "student": Audience("students", "Medical student"),
    "clinician": Audience("clinicians", "Clinician"),
}
