"""What a cited source looks like: the reference, its link, its kind, and any warning about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from mindinmind.evidence.references import KINDS, Reference
from mindinmind.evidence.styles import Formatted

_PLACE = re.compile(r'<span class="mim-source" data-ref="([^"]*)"></span>')


def source_html(
    reference: Reference,
    formatted: Mapping[str, Formatted],
) -> str:
    """Write one source for a list of sources.

    Args:
        reference: The source.
        formatted: All sources in words, by key.

    Returns:
        HTML for inside a paragraph: the reference with its link, its kind in plain words,
        whether it is free to read, and a warning where it was taken back or replaced.
    """
    facts = [f'<span class="mim-kind">{KINDS[reference.kind]}</span>']
    if reference.free:
        facts.append('<span class="mim-free">Free to read</span>')
    words = _linked(formatted[reference.key].html, reference.address)
    return (
        f'<span class="mim-source" data-ref="{escape(reference.key)}">{words}</span> '
        f'<span class="mim-source__facts">{" ".join(facts)}</span>'
        f"{_warning(reference, formatted)}"
    )


def fill_sources(html: str, sources: Mapping[str, str], flags: Mapping[str, str]) -> str:
    """Put the sources into a page that cites them.

    Args:
        html: The page, with the places that citing left.
        sources: Each source as ``source_html`` wrote it, by key.
        flags: One word for each source that was taken back or replaced, by key.

    Returns:
        The page with its sources, and the word beside each number that leads to such a source.
    """
    if 'data-ref="' not in html:
        return html
    html = _PLACE.sub(lambda place: sources.get(place[1], ""), html)
    for key, word in flags.items():
        note = re.escape(f'<a class="footnote-ref" href="#fn:{key}">')
        html = re.sub(rf"({note}\d+)</a>", rf"\1 ({word})</a>", html)
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


def _warning(reference: Reference, formatted: Mapping[str, Formatted]) -> str:
    """Warn about a source that was taken back or replaced."""
    if reference.retracted:
        reason = escape(reference.retracted)
        return f' <strong class="mim-flag">Taken back (retracted): {reason}</strong>'
    newer = formatted.get(reference.superseded)
    if newer:
        return (
            f' <strong class="mim-flag">Replaced by a newer source: {escape(newer.short)}</strong>'
        )
    return ""
