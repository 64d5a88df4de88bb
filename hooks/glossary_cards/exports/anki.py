"""An Anki deck: one card a term, for students. The package genanki writes the format."""

import io
import zipfile
from html import escape
from urllib.parse import urljoin
from zlib import crc32

from glossary_cards.site import SiteGlossary

_EPOCH = 1_577_836_800.0  # 2020-01-01: cards need a date, and equal input must give equal bytes
_MODEL = 1_862_044_119
_STYLE = ".card { font: 1.2rem/1.5 sans-serif; text-align: start; max-width: 36em; margin: auto; }"


def anki_deck(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as an Anki package; equal glossaries give equal bytes.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known.

    Raises:
        ImportError: When genanki is not installed; leave ``anki`` out of ``exports`` then.
    """
    import genanki  # noqa: PLC0415  # only sites that publish a deck need it

    model = genanki.Model(
        _MODEL,
        "Glossary term",
        fields=[{"name": "Term"}, {"name": "Definition"}, {"name": "Also"}, {"name": "Page"}],
        templates=[
            {
                "name": "Term to meaning",
                "qfmt": "<h1>{{Term}}</h1>",
                "afmt": "{{FrontSide}}<p>{{Definition}}</p><p><small>{{Also}}</small></p>"
                "<p><small>{{Page}}</small></p>",
            }
        ],
        css=_STYLE,
    )
    deck = genanki.Deck(2**30 + crc32(site.settings.title.encode()) % 2**30, site.settings.title)
    for term in site.glossary.terms.values():
        page = escape(urljoin(site_url, site.links.url(term.slug))) if site_url else ""
        fields = [escape(term.title), escape(term.definition.text)]
        fields += [escape(", ".join(term.also_written)), page]
        guid = genanki.guid_for(site.settings.title, term.slug)
        deck.add_note(genanki.Note(model=model, fields=fields, guid=guid))
    made = io.BytesIO()
    genanki.Package(deck).write_to_file(made, timestamp=_EPOCH)
    return _repacked(made)


def _repacked(made: io.BytesIO) -> bytes:
    """Write a zip file again with a fixed date for each member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name))
    return buffer.getvalue()
