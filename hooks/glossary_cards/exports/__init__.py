"""The glossary as published data: one model, several formats, all of them named here."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.exports.anki import anki_deck
from glossary_cards.exports.json_data import glossary_json
from glossary_cards.exports.json_ld import json_ld
from glossary_cards.exports.skos import skos_turtle
from glossary_cards.exports.tbx import tbx_basic
from glossary_cards.model.config_file import ConfigFile
from glossary_cards.model.settings import Settings
from glossary_cards.site import SiteGlossary

__all__ = ["EXPORTS", "available", "json_ld", "published_files"]

# The form of glossary.json; published beside it.
SCHEMA_FILE = Path(__file__).with_name("glossary.schema.json")


class Export(NamedTuple):
    """One published file.

    Attributes:
        name: Its name.
        purpose: What it is for, as the A to Z says it where the site's settings do not.
        write: Gives what it holds.
    """

    name: str
    purpose: str
    write: Callable[[SiteGlossary, str], bytes]


# All of them, by the names that settings give them.
EXPORTS: Mapping[str, Export] = {
    "json": Export("glossary.json", "JSON, with every form of every word", glossary_json),
    "skos": Export("glossary.ttl", "SKOS in Turtle, for libraries and linked data", skos_turtle),
    "tbx": Export("glossary.tbx", "TBX-Basic, for translators", tbx_basic),
    "anki": Export("glossary.apkg", "Anki deck, for learning the words", anki_deck),
    "schema": Export(
        SCHEMA_FILE.name,
        "JSON Schema of glossary.json",
        lambda _site, _url: SCHEMA_FILE.read_bytes(),
    ),
}


def published_files(site: SiteGlossary, site_url: str) -> dict[str, bytes]:
    """Give the data files that the site publishes.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known, and addresses stay relative.

    Returns:
        Content by file name.
    """
    return {EXPORTS[kind].name: EXPORTS[kind].write(site, site_url) for kind in site.exports}


def available(settings: Settings, config: ConfigFile) -> tuple[Settings, list[Problem]]:
    """Leave out the exports whose packages are not installed.

    Args:
        settings: The site's settings.
        config: The file that holds them.

    Returns:
        The settings with the exports that can be made, and a problem for each of the others.
    """
    if "anki" not in settings.exports or find_spec("genanki") is not None:
        return settings, []
    what = "the Anki deck needs the package genanki, which is not installed"
    mend = f"run `pip install genanki`, or leave `anki` out of `{config.named('exports')}`"
    exports = tuple(name for name in settings.exports if name != "anki")
    problem = config.problem(("exports",), "missing-package", what, mend)
    return settings._replace(exports=exports), [problem]
