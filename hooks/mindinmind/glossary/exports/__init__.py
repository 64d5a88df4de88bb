"""The glossary as published data: one model, several formats."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mindinmind.glossary.exports.anki import anki_deck
from mindinmind.glossary.exports.json_data import glossary_json
from mindinmind.glossary.exports.json_ld import json_ld
from mindinmind.glossary.exports.skos import skos_turtle
from mindinmind.glossary.exports.tbx import tbx_basic

if TYPE_CHECKING:
    from mindinmind.glossary.site import SiteGlossary

__all__ = ["json_ld", "missing_package", "published_files"]

SCHEMA_FILE = Path(__file__).with_name("glossary.schema.json")
"""The form of glossary.json; published beside it."""

_WRITERS = {
    "json": ("glossary.json", glossary_json),
    "skos": ("glossary.ttl", skos_turtle),
    "tbx": ("glossary.tbx", tbx_basic),
    "anki": ("glossary.apkg", anki_deck),
}


def published_files(site: SiteGlossary, site_url: str) -> dict[str, bytes]:
    """Give the data files that the site publishes.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known, and addresses stay relative.

    Returns:
        Content by file name.
    """
    writers = (_WRITERS[export] for export in site.exports)
    files = {name: write(site, site_url) for name, write in writers}
    if "json" in site.exports:
        files[SCHEMA_FILE.name] = SCHEMA_FILE.read_bytes()
    return files


def missing_package(exports: Iterable[str]) -> str:
    """Give the package that must be installed for these exports and is not; empty if all is there.

    Args:
        exports: The names of the exports.
    """
    needed = {"anki": "genanki"}
    packages = (needed[export] for export in exports if export in needed)
    return next((name for name in packages if find_spec(name) is None), "")
