"""The bibliography: the ids that a term's ``references`` may name, and each entry as plain text."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Places, read_file, read_json, read_yaml
from glossary_cards.model.config_file import ConfigFile

_RULE = "bibliography"


def read_bibliography(
    name: str, root: Path, config: ConfigFile
) -> tuple[dict[str, str] | None, list[Problem]]:
    """Read a bibliography.

    Args:
        name: A CSL-JSON file, from the folder of mkdocs.yml; empty where the site has none.
        root: That folder.
        config: The site's mkdocs.yml.

    Returns:
        Each entry as text, for sites that do not cite with footnotes, by its id, or ``None`` where
        there is no file that can be read; and what is wrong.
    """
    if not name:
        return None, []
    if not (root / name).is_file():
        mend = "name the file of the bibliography, as seen from the folder of this file"
        return None, [config.problem(("bibliography",), _RULE, f"there is no file `{name}`", mend)]
    text, problems = read_file(name, root / name)
    entries, broken = read_json(name, text, _RULE)
    told = ("references-file",)  # a site's own check of the same file may know more
    if problems or broken:
        return None, problems or [replace(problem, because_of=told) for problem in broken]
    if not isinstance(entries, list):
        mend = "begin it with `[` and end it with `]`, with commas between the entries"
        what = "the file is not a list of entries"
        return None, [Problem(name, 1, 1, _RULE, what, mend, because_of=told)]
    found = {n: e for n, e in enumerate(entries) if isinstance(e, dict) and e.get("id")}
    places = read_yaml(name, text)[1] if len(found) < len(entries) else Places()
    for number in range(len(entries)):
        if number not in found:
            what, mend = f"entry {number + 1} has no `id`", "add one, or leave the whole entry out"
            place = places.at((number,))
            problems.append(Problem(name, *place, _RULE, what, mend, because_of=told))
    return {str(entry["id"]): as_text(entry) for entry in found.values()}, problems


def as_text(entry: Mapping[str, Any]) -> str:
    """Write an entry as "Author (year). Title. Where.", without what it does not have.

    Args:
        entry: An entry of CSL-JSON, with its id.

    Returns:
        The text; the id alone where the entry holds nothing else, or cannot be read.
    """
    try:
        people = [_name(person) for person in entry.get("author") or entry.get("editor") or []]
        several = " & ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))
        authors = f"{people[0]} et al." if len(people) > 3 else several
        (date, *_) = (entry.get("issued") or {}).get("date-parts") or [[]]
        year = f"({date[0]})" if date and date[0] else ""
        title = str(entry.get("title") or "")
        where = str(entry.get("container-title") or entry.get("publisher") or "")
        lead = " ".join(filter(None, (authors or title, year)))
        parts = filter(None, (lead, title if authors else "", where))
        ended = [part if part[-1] in ".?!" else f"{part}." for part in parts]
        doi = f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else ""
        return " ".join(filter(None, (*ended, doi or entry.get("URL")))) or str(entry["id"])
    except (TypeError, AttributeError, LookupError):
        return str(entry["id"])


def _name(person: Mapping[str, str]) -> str:
    family = person.get("family") or person.get("literal") or ""
    initials = " ".join(f"{name[0]}." for name in str(person.get("given") or "").split())
    return f"{family}, {initials}" if initials else str(family)
