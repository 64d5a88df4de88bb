"""Cite this page: APA and Vancouver on the page; BibTeX and RIS as files.

A page is always cited in the same form, so the template writes it; a test holds it against
citeproc. Files are made only where the site's address is known: without it they name no page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PageToCite:
    """What a citation of a page says.

    Attributes:
        id: The page's file without its ending: ``therapy/does-it-work``.
        title: The page's title as plain text.
        site_name: The site's name.
        day: When it was last changed or checked.
        url: Its full address, or nothing where the site's address is not known.
        published: When it first appeared, where the page says so.
    """

    id: str
    title: str
    site_name: str
    day: date
    url: str
    published: date | None = None

    @property
    def author(self) -> str:
        """Who wrote it."""
        return f"{self.site_name} contributors"

    @property
    def ended(self) -> str:
        """The title with a full stop, unless it ends in a stop of its own."""
        return self.title if self.title[-1:] in ".?!" else f"{self.title}."

    @property
    def key(self) -> str:
        """An id that every citation manager accepts."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.site_name} {self.id}".lower()).strip("-")


FILES = (("BibTeX", "bib"), ("RIS", "ris"))
"""The forms of the files, and how their names end."""


def citation_files(page: PageToCite) -> dict[str, str]:
    """Write a page's citation files, for a page whose address is known.

    Args:
        page: The page.

    Returns:
        Each file's text by its address from the site's root.
    """
    return {f"cite/{page.id}.bib": _bibtex(page), f"cite/{page.id}.ris": _ris(page)}


_TEX: Mapping[int, str] = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def _bibtex(page: PageToCite) -> str:
    """Write a BibTeX entry."""
    fields = {
        "author": f"{{{page.author.translate(_TEX)}}}",
        "title": f"{{{page.title.translate(_TEX)}}}",
        "howpublished": page.site_name.translate(_TEX),
        "year": str(page.day.year),
        "month": str(page.day.month),
        "note": f"Version of {page.day}",
        "url": page.url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{page.key},\n" + ",\n".join(lines) + "\n}\n"


def _ris(page: PageToCite) -> str:
    """Write a RIS record."""
    tags = [
        ("TY", "ELEC"),
        ("ID", page.key),
        ("AU", page.author),
        ("TI", page.title),
        ("T2", page.site_name),
        ("PY", str(page.day.year)),
        ("DA", f"{page.day:%Y/%m/%d}"),
        ("UR", page.url),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"
