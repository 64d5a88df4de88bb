"""What a cited source looks like: the reference, its link, its kind, and any warning about it."""

import re
from collections.abc import Mapping
from html import escape

from jinja2 import Environment
from markupsafe import Markup

from mindinmind.evidence.references import KINDS, Reference
from mindinmind.evidence.styles import Formatted

# Where citing left room for a source: <span class="mim-source" data-ref="bateman2009"></span>
_PLACE = re.compile(r'<span class="mim-source" data-ref="([^"]*)"></span>')
# mim-source">Beck, E., Bo, S., Simonsen, S., Kongerslev, M., &amp; Poulsen, S. (2020)
_MANY = re.compile(r'(mim-source">(?:[^()<]*?\., ){3})[^()<]*?&amp; [^()<]*(?= \(\d{4})')


def source_html(
    reference: Reference, formatted: Mapping[str, Formatted], templates: Environment
) -> Markup:
    """Write one source for a list of sources.

    Args:
        reference: The source.
        formatted: All sources in words, by key.
        templates: Renders it.

    Returns:
        HTML for inside a paragraph: the reference with its link, its kind in plain words,
        whether it is free to read, and a warning where it was taken back or replaced.
    """
    view = {
        "source": reference,
        "words": Markup(_linked(formatted[reference.key].html, reference.address)),
        "kind": KINDS[reference.kind].name,
        "newer": formatted.get(reference.superseded),
    }
    return Markup(templates.get_template("partials/mim/evidence/source.html").render(view))


def fill_sources(html: str, sources: Mapping[str, str], flags: Mapping[str, str]) -> str:
    """Put the sources into a page that cites them.

    Args:
        html: The page, with the places that citing left.
        sources: Each source as ``source_html`` wrote it, by key.
        flags: One word for each source that was taken back or replaced, by key.

    Returns:
        The page with its sources, at most three authors named of each (the list of all references
        names all), and the word beside each number that leads to such a source.
    """
    if 'data-ref="' not in html:
        return html
    html = _PLACE.sub(lambda place: _MANY.sub(r"\1et al.", str(sources.get(place[1], ""))), html)
    for key, word in flags.items():
        note = f'class="footnote-ref" href="#fn:{re.escape(key)}"'
        link = rf'(aria-label="Source \d+)(: [^"]*" {note}>\d+)'
        html = re.sub(link, rf"\1 ({word})\2 ({word})", html)
    return html


def flag(reference: Reference) -> str:
    """Give the one word that stands beside a citation of a source, or nothing."""
    if reference.retracted:
        return "retracted"
    return "replaced" if reference.superseded else ""


def _linked(words: str, address: str) -> str:
    """Make the address in a formatted reference a link, or add one where the style shows none."""
    if not address:
        return words
    shown = escape(address, quote=False)
    link = f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>'
    return words.replace(shown, link, 1) if shown in words else f"{words} {link}"
