"""The bibliography: the ids that a term's ``references`` may name, and each entry as plain text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place, read_file, read_json, read_yaml
from glossary_cards.model.config_file import ConfigFile


@dataclass(frozen=True)
class Bibliography:
    """What terms may refer to.

    Attributes:
        texts: Each entry as text, for sites that do not cite with footnotes, by its id.
    """

    texts: Mapping[str, str]


_FORM = {
    "type": "array",
    "x-mend": "begin the file with `[` and end it with `]`, with commas between the entries",
    "items": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"x-mend": "add it, or leave the whole entry out"}},
    },
}
"""What a bibliography must be; a site's own check of the same file may know more."""


def read_bibliography(
    name: str, root: Path, config: ConfigFile
) -> tuple[Bibliography | None, list[Problem]]:
    """Read a bibliography.

    Args:
        name: A CSL-JSON file, from the folder of mkdocs.yml; empty where the site has none.
        root: That folder.
        config: The site's mkdocs.yml.

    Returns:
        The bibliography, or ``None`` where there is none that can be read, and what is wrong.
    """
    if not name:
        return None, []
    if not (root / name).is_file():
        mend = "name the file of the bibliography, as seen from the folder of this file"
        what = f"there is no file `{name}`"
        return None, [config.problem(("bibliography",), "bibliography", what, mend)]
    if not name.lower().endswith(".json"):
        what, mend = "this file is no CSL-JSON", "export the references as `CSL JSON`"
        return None, [Problem(name, 0, 0, "bibliography", what, mend)]
    text, problems = read_file(name, root / name)
    entries, broken = read_json(name, text, "bibliography")
    if problems or broken:
        return None, problems or broken
    whole = entries if isinstance(entries, list) else [None]
    named = [entry for entry in whole if isinstance(entry, dict) and entry.get("id")]
    # What is plainly right is never shown to the schema, as schemas.py says.
    wrong = [] if len(named) == len(whole) else _wrong(name, text, entries)
    if not isinstance(entries, list):
        return None, wrong
    return Bibliography({str(entry["id"]): as_text(entry) for entry in named}), wrong


def _wrong(name: str, text: str, entries: object) -> list[Problem]:
    from glossary_cards.diagnostics.schema import finder, problems_by_keys  # noqa: PLC0415  # slow

    def place(keys: tuple[Hashable, ...]) -> Place:
        return finder(read_yaml(name, text)[1])(keys)  # YAML knows places, and reads JSON

    found = problems_by_keys(name, entries, _FORM, place, "bibliography")
    return [replace(problem, because_of=("references-file",)) for _, problem in found]


def as_text(entry: Mapping[str, Any]) -> str:
    """Write an entry as "Author (year). Title. Where.", without what it does not have.

    Args:
        entry: An entry of CSL-JSON, with its id.

    Returns:
        The text; the id alone where the entry holds nothing else, or cannot be read.
    """
    try:
        return _sentences(entry) or str(entry["id"])
    except (TypeError, AttributeError, LookupError):
        return str(entry["id"])


def _sentences(entry: Mapping[str, Any]) -> str:
    authors = _names(entry.get("author") or entry.get("editor") or [])
    year = _year(entry.get("issued") or {})
    title = str(entry.get("title") or "")
    where = str(entry.get("container-title") or entry.get("publisher") or "")
    lead = " ".join(filter(None, (authors or title, f"({year})" if year else "")))
    sentences = [_ended(part) for part in (lead, title if authors else "", where) if part]
    address = f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else str(entry.get("URL") or "")
    return " ".join(filter(None, (*sentences, address)))


def _year(issued: Mapping[str, Any]) -> str:
    dates = issued.get("date-parts") or [[]]
    return str(dates[0][0] or "") if dates[0] else ""


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
