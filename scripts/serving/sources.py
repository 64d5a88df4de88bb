"""What a site is read from, as digests: what is remembered of it rests on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publishing.standing import digest

_EARLY = ("crisis", "evidence", "drawing.html", "early.html", "moved.html")
DATA = (
    *("docs/_data", "tests/data", "mkdocs.yml", "overrides/glossary-cards"),
    *(f"overrides/partials/mim/{name}" for name in _EARLY),
    "overrides/assets/evidence",
)
"""What hooks read besides pages, terms and their own code; templates that no page waits for."""
_LATE = frozenset(
    "abbreviations.yml addresses.txt claims.yml crisis_lines.yml diagrams language.yml"
    " outside_hosts.yml page_kinds.yml pictures.yml redirects.yml references.json search.yml"
    " words.txt".split()
)
"""Data that no page is read with, but for the sources, claims, drawings and lines that it names."""


def read_with(data: Path) -> str:
    """Give what changes with the data that each page is read with.

    Args:
        data: The folder with all data.
    """
    return digest(path for path in sorted(data.glob("*")) if path.name not in _LATE)


@dataclass(frozen=True)
class Sources:
    """The files of a site; pages are made of templates and styles besides.

    Attributes:
        around: Of what hooks read besides what lies below docs.
        data: Of what hooks read besides pages.
        docs: Of all below docs.
        theme: The names of the files of the site's own theme.
    """

    around: str
    data: str
    docs: str
    theme: frozenset[str]

    @classmethod
    def of(cls, root: Path) -> Sources:
        """Look at the files as they are now."""
        around = digest(root / name for name in DATA[1:])
        data, docs = digest([root / DATA[0]]), digest([root / "docs"])
        theme = frozenset(map(str, (root / "overrides").rglob("*")))
        return cls(around, around + data, docs, theme)
