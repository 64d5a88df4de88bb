"""Whom a page can be for, as ``audience:`` above it says, and what pages call them.

The names that a page may use stand in docs/_data/front_matter.schema.json.
"""

AUDIENCES = {
    "person": "people with BPD",
    "in-therapy": "people in therapy",
    "family": "family and friends",
    "student": "students",
    "clinician": "clinicians",
}
