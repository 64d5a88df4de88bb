"""The bibliography: CSL-JSON with six fields of our own, read and checked once a build."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place
from mindinmind.data_files import Checked

_OWN_FIELDS = ("kind", "free", "read", "disputed", "retracted", "superseded")


@dataclass(frozen=True)
class Read:
    """That somebody read a source.

    Attributes:
        what: What of it: ``abstract``.
        on: The day.
    """

    what: str
    on: date


@dataclass(frozen=True)
class Reference:
    """One source.

    Attributes:
        key: The id by which pages cite it.
        csl: The CSL-JSON item, without our own fields.
        kind: What sort of source it is; the schema says what each is called, and what it means.
        free: Whether somebody has seen its full text free to read.
        read: What somebody read of it; nothing where nobody has said so.
        disputed: Who disputes it and why; empty when nobody does.
        retracted: Why or when it was taken back; empty when it stands.
        superseded: The key of the newer source that replaces it; empty when none does.
        place: Gives line and column in the data file.
    """

    key: str
    csl: Mapping[str, Any] = field(repr=False, hash=False)
    kind: str
    free: bool = False
    read: Read | None = None
    disputed: str = ""
    retracted: str = ""
    superseded: str = ""
    place: Callable[[], Place] = field(default=lambda: (0, 0), repr=False, compare=False)

    @property
    def address(self) -> str:
        """The address to read it at: the DOI's, else its own, else nothing."""
        if doi := self.csl.get("DOI"):
            return f"https://doi.org/{doi}"
        return str(self.csl.get("URL", ""))

    @property
    def flag(self) -> str:
        """The one word that stands beside a citation of it, or nothing."""
        return "retracted" if self.retracted else "replaced" if self.superseded else ""

    @property
    def name(self) -> str:
        """What it is called in a few words: ``Bateman 2009``."""
        first = self.csl["author"][0]
        year = self.csl.get("issued", {}).get("date-parts", [[""]])[0][0]
        return f"{first.get('literal') or first['family']} {year}".strip()

    @property
    def title(self) -> str:
        """Its title as the bibliography gives it."""
        return str(self.csl["title"])


def load_references(found: Checked) -> tuple[dict[str, Reference], list[Problem]]:
    """Make sources of the bibliography.

    Args:
        found: What it holds: a list of CSL-JSON items.

    Returns:
        The sources that are in order, by key, and what is wrong with the rest.
    """
    references: dict[str, Reference] = {}
    for index, item in found.good.items():
        references.setdefault(item["id"], _reference(item, partial(found.place, (index, "id"))))
    return references, [*found.problems, *_entry_problems(found, references)]


def _reference(item: Mapping[str, Any], place: Callable[[], Place]) -> Reference:
    """Split a checked item into CSL and our own fields."""
    csl = {name: value for name, value in item.items() if name not in _OWN_FIELDS}
    own = {name: item[name] for name in _OWN_FIELDS if name in item}
    if read := own.get("read"):
        own["read"] = Read(read["what"], date.fromisoformat(read["on"]))
    return Reference(item["id"], csl, place=place, **own)


def _entry_problems(found: Checked, references: Mapping[str, Reference]) -> Iterator[Problem]:
    """Find keys and DOIs given twice and replacements that do not exist."""
    items = found.data if isinstance(found.data, list) else []
    seen: dict[str, int] = {}  # and where first
    for index, item in ((i, one) for i, one in enumerate(items) if isinstance(one, dict)):
        key, newer = str(item.get("id")), item.get("superseded")
        doi = str(item.get("DOI") or "").lower()
        if key in seen:
            what = (
                f"{key}: this id is given twice, first in line {found.place((seen[key], 'id'))[0]}"
            )
            mend = "give each source an id of its own"
            yield replace(found.problem((index, "id"), what, mend), about="*")  # one went for it
        elif doi and doi in seen:
            line, mend = found.place((seen[doi], "DOI"))[0], "keep one of the two"
            what = f"{key}: another source has the same DOI, in line {line}"
            yield found.problem((index, "DOI"), what, mend)
        seen = {key: index, doi: index} | seen
        if newer and str(newer) not in references:
            what = f"{key}: `superseded` names `{newer}`, which is not in the bibliography"
            mend = "add the newer source first, or correct its id"
            yield found.problem((index, "superseded"), what, mend)
