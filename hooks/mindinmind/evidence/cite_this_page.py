"""Cite this page: APA, Vancouver, BibTeX, RIS and CSL-JSON, shown on the page and as files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from mindinmind.evidence.links import relative
from mindinmind.evidence.review import in_words
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

    def format(self, page: PageToCite, style: Style) -> tuple[str, str]:
        """Format a page.

        Args:
            page: The page.
            style: The style's name.

        Returns:
            The citation as HTML and as plain text.
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
        html = template.html.replace(_TITLE, escape(title, quote=False)).replace(
            _URL, escape(page.url, quote=False)
        )
        return html, template.text.replace(_TITLE, title).replace(_URL, page.url)


def citation_files(page: PageToCite, styles: PageStyles) -> dict[str, str]:
    """Write a page's citation files.

    Args:
        page: The page.
        styles: Formats it.

    Returns:
        Each file's text by its address from the site's root.
    """
    stem = f"cite/{page.id}"
    return {
        f"{stem}.apa.txt": styles.format(page, "apa")[1] + "\n",
        f"{stem}.vancouver.txt": styles.format(page, "vancouver")[1] + "\n",
        f"{stem}.bib": _bibtex(page),
        f"{stem}.ris": _ris(page),
        f"{stem}.json": json.dumps([page.csl()], ensure_ascii=False, indent=2) + "\n",
    }


def citation_box(page: PageToCite, styles: PageStyles, origin: str) -> str:
    """Write the box that stands at a page's end.

    Args:
        page: The page.
        styles: Formats it.
        origin: The page's address from the site's root.

    Returns:
        HTML. The copy buttons stay hidden until their script runs; the text is always there.
    """
    rows = []
    for style, name in (("apa", "APA"), ("vancouver", "Vancouver")):
        words, _ = styles.format(page, "apa" if style == "apa" else "vancouver")
        rows.append(
            f"<dt>{name}</dt>\n"
            f'<dd><span class="mim-cite__text" id="cite-{style}">{words}</span>\n'
            f'<button type="button" class="mim-cite__copy" data-copy="cite-{style}" hidden>'
            f"Copy {name}</button></dd>"
        )
    links = ", ".join(
        f'<a href="{escape(relative(f"cite/{page.id}.{ending}", origin))}" download>{name}</a>'
        for name, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))
    )
    body = "\n".join(rows)
    return (
        '\n<details class="mim-cite no-terms" data-search-exclude>\n'
        f"<summary>Cite this page</summary>\n<dl>\n{body}\n</dl>\n"
        f"<p>For a citation manager: {links}</p>\n{_dates(page)}"
        '<p class="mim-cite__said" role="status"></p>\n</details>\n'
    )


def _dates(page: PageToCite) -> str:
    """Say which version this is."""
    first = f"First published {in_words(page.published)}. " if page.published else ""
    return f"<p>{first}This version: {in_words(page.day)}.</p>\n"


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
