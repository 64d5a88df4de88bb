"""References of a term as plain text, for sites that do not cite with footnotes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def plain_references(file: Path) -> dict[str, str]:
    """Give the entries of a bibliography as text, by key; a broken one is reported elsewhere.

    Args:
        file: A CSL-JSON file.
    """
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
        return {str(entry["id"]): as_text(entry) for entry in entries}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def as_text(entry: Mapping[str, Any]) -> str:
    """Write a CSL-JSON entry as "Author (year). Title. Where.", without what it does not have."""
    authors = _names(entry.get("author") or entry.get("editor") or [])
    year = str((entry.get("issued") or {}).get("date-parts", [[""]])[0][0] or "")
    title = str(entry.get("title") or "")
    where = str(entry.get("container-title") or entry.get("publisher") or "")
    lead = " ".join(filter(None, (authors or title, f"({year})" if year else "")))
    sentences = [_ended(part) for part in (lead, title if authors else "", where) if part]
    address = f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else str(entry.get("URL") or "")
    return " ".join(filter(None, (*sentences, address))) or str(entry["id"])


def _ended(text: str) -> str:
    return text if text[-1] in ".?!" else f"{text}."


def _names(people: list[Mapping[str, str]]) -> str:
    """Give up to three names, as a list of references has them."""
    names = [_name(person) for person in people]
    if len(names) > 3:
        return f"{names[0]} et al."
    return " & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _name(person: Mapping[str, str]) -> str:
    family = person.get("family") or person.get("literal") or ""
    initials = " ".join(f"{name[0]}." for name in str(person.get("given") or "").split())
    return f"{family}, {initials}" if initials else str(family)
