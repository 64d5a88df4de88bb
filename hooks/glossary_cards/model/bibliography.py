"""The bibliography: the ids that a term's ``references`` may name, and each entry as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_file, read_json, read_yaml
from glossary_cards.model.config_file import ConfigFile


@dataclass(frozen=True)
class Bibliography:
    """What terms may refer to.

    Attributes:
        texts: Each entry as text, for sites that do not cite with footnotes, by its id.
    """

    texts: Mapping[str, str]


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
    if unfit := _unfit(name, root, config):
        return None, [unfit]
    text, problems = read_file(name, root / name)
    if problems:
        return None, problems
    entries, problems = read_json(name, text, "bibliography")
    if problems:
        return None, problems
    if not isinstance(entries, list):
        what = "the bibliography is not a list of entries"
        mend = "begin the file with `[` and end it with `]`, with commas between the entries"
        return None, [Problem(name, 1, 1, "bibliography", what, mend)]
    named = {key: entry for entry in entries if (key := _key(entry))}
    without = [number for number, entry in enumerate(entries) if not _key(entry)]
    texts = {key: as_text(entry) for key, entry in named.items()}
    # A site's own check of the same file knows more of what an entry must hold.
    found = _nameless(name, text, without)
    return Bibliography(texts), [replace(p, because_of=("references-file",)) for p in found]


def _unfit(name: str, root: Path, config: ConfigFile) -> Problem | None:
    """Say that a bibliography is not there, or is of another kind."""
    if not (root / name).is_file():
        mend = "name the file of the bibliography, as seen from the folder of this file"
        what = f"there is no file `{name}`"
        return config.problem(("bibliography",), "bibliography", what, mend)
    if PurePosixPath(name).suffix.lower() != ".json":
        what = "this file is no CSL-JSON"
        mend = "export the references as `CSL JSON`, and name that file"
        return Problem(name, 0, 0, "bibliography", what, mend)
    return None


def _key(entry: object) -> str:
    return str(entry.get("id") or "") if isinstance(entry, dict) else ""


def _nameless(name: str, text: str, numbers: list[int]) -> list[Problem]:
    """Point at entries that cannot be named, since they have no id."""
    places = read_yaml(name, text)[1] if numbers else {}  # YAML knows places, and reads JSON
    mend = "add it, or leave the whole entry out"
    return [
        Problem(
            name, *places.get((n,), (0, 0)), "bibliography", f"entry {n + 1}: `id` is missing", mend
        )
        for n in numbers
    ]


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
