"""Cite this page: APA and Vancouver on the page; BibTeX, RIS and CSL-JSON as files.

The files are made only where the site's address is known: without it they name no page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from markupsafe import Markup

from mindinmind.evidence.styles import Formatted, Style, format_all

# Stand-ins for a title and an address, so that citeproc is asked once for all pages of a day.
_TITLE, _URL = "\ue010", "\ue011"


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
    def key(self) -> str:
        """An id that every citation manager accepts."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.site_name} {self.id}".lower()).strip("-")

    def csl(self) -> dict[str, Any]:
        """Give the page as a CSL-JSON item."""
        item: dict[str, Any] = {
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": self.author}],
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "container-title": self.site_name,
        }
        return {**item, "URL": self.url} if self.url else item


class PageStyles:
    """Formats pages; asks citeproc once for each day and kind of title."""

    def __init__(self) -> None:
        self.templates: dict[tuple[object, ...], Formatted] = {}

    def format(self, page: PageToCite, style: Style) -> str:
        """Format a page.

        Args:
            page: The page.
            style: The style's name.

        Returns:
            The citation as HTML.
        """
        ending = page.title[-1:] if page.title[-1:] in ".?!" else ""
        kind = (style, page.site_name, page.day, ending, bool(page.url))
        if kind not in self.templates:
            item = page.csl() | {"id": "page", "title": _TITLE + ending}
            if page.url:
                item["URL"] = _URL
            self.templates[kind] = format_all([item], style)["page"]
        template = self.templates[kind]
        title = page.title.removesuffix(ending) if ending else page.title
        words = template.html.replace(_TITLE, escape(title, quote=False))
        return words.replace(_URL, escape(page.url, quote=False))


FILES = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))


def citation_files(page: PageToCite) -> dict[str, str]:
    """Write a page's citation files, for a page whose address is known.

    Args:
        page: The page.

    Returns:
        Each file's text by its address from the site's root.
    """
    stem = f"cite/{page.id}"
    return {
        f"{stem}.bib": _bibtex(page),
        f"{stem}.ris": _ris(page),
        f"{stem}.json": json.dumps([page.csl()], ensure_ascii=False, indent=2) + "\n",
    }


def citation_view(page: PageToCite, styles: PageStyles) -> dict[str, Any]:
    """Gather what the box at a page's end shows.

    Args:
        page: The page.
        styles: Formats it.
    """
    named: tuple[tuple[Style, str], ...] = (("apa", "APA"), ("vancouver", "Vancouver"))
    words = [(style, name, Markup(styles.format(page, style))) for style, name in named]
    return {"page": page, "styles": words, "files": FILES}


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
