"""The data files in which a glossary can be published: their names, and what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class DataFile(NamedTuple):
    """One published file.

    Attributes:
        name: Its name.
        purpose: What it is for, as the A to Z says it.
    """

    name: str
    purpose: str


SCHEMA = "schema"
"""The file that tells the form of the JSON; published with it."""

DATA_FILES: Mapping[str, DataFile] = {
    "json": DataFile("glossary.json", "JSON, with every form of every word"),
    "skos": DataFile("glossary.ttl", "SKOS in Turtle, for libraries and linked data"),
    "tbx": DataFile("glossary.tbx", "TBX-Basic, for translators"),
    "anki": DataFile("glossary.apkg", "Anki deck, for learning the words"),
    SCHEMA: DataFile("glossary.schema.json", "JSON Schema of glossary.json"),
}
"""All of them, by the names that settings give them."""
