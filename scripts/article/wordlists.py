"""Word lists as a person writes them: one string, split at white space."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())
