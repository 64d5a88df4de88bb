"""What evidence rests on, read once a build: the bibliography and the claim list.

What cannot be read is one problem; what others say because of it is told as its consequence. Each
source is written once, too: the reference, its link, its kind, and any warning about it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from glossary_cards.diagnostics.problem import Problem
from mindinmind.data_files import read_checked
from mindinmind.evidence.claims import Claim, load_claims
from mindinmind.evidence.references import Reference, load_references
from mindinmind.evidence.styles import Formatted, format_all

# Where citing left room for a source: <span class="mim-source" data-ref="bateman2009"></span>
_PLACE = re.compile(r'<span class="mim-source" data-ref="([^"]*)"></span>')
# mim-source">Beck, E., Bo, S., Simonsen, S., Kongerslev, M., &amp; Poulsen, S. (2020)
_MANY = re.compile(r'(mim-source">(?:[^()<]*?\., ){3})[^()<]*?&amp; [^()<]*(?= \(\d{4})')


@dataclass(frozen=True)
class EvidenceData:
    """What the data files say.

    Attributes:
        references: The sources that are in order, by key.
        claims: The claims that are in order, by id.
        formatted: Each source in words, by key.
        sources: Each source as HTML, by key.
        flags: One word for each source that was taken back or replaced, by key.
        means: What each ``verdict``, ``confidence`` and ``kind`` means, a kind after its name.
        problems: What is wrong with the files.
    """

    references: Mapping[str, Reference] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    formatted: Mapping[str, Formatted] = field(default_factory=dict)
    sources: Mapping[str, Markup] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_data(
    folder: Path, named: str, templates: Environment, cache: Path | None = None
) -> EvidenceData:
    """Read the data files and format every source once.

    Args:
        folder: Their folder.
        named: That folder as problems name it: ``docs/_data``.
        templates: Renders a source.
        cache: A folder that keeps formatted sources from build to build, or nothing.
    """
    sources = read_sources(folder, named, templates, cache)
    claimed = read_checked(f"{named}/claims.yml", folder / "claims.yml")
    claims, wrong = load_claims(claimed, sources.references)
    means: dict[str, Mapping[str, Any]] = {"verdict": {}, "confidence": {}}
    means |= {**claimed.means, **sources.means}
    return replace(sources, claims=claims, means=means, problems=(*sources.problems, *wrong))


def read_sources(
    folder: Path, named: str, templates: Environment, cache: Path | None
) -> EvidenceData:
    """Read the bibliography as :func:`read_data` does, and no claims."""
    listed = read_checked(f"{named}/references.json", folder / "references.json")
    references, problems = load_references(listed)
    items = [reference.csl for reference in references.values()]
    formatted = format_all(items, cache)
    means: dict[str, Mapping[str, Any]] = {"kind": {}, **listed.means}
    template = templates.get_template("partials/mim/evidence/source.html")
    sources = {
        key: source_html(one, formatted, means["kind"][one.kind][0], template)
        for key, one in references.items()
    }
    flags = {key: word for key, one in references.items() if (word := one.flag)}
    return EvidenceData(references, {}, formatted, sources, flags, means, tuple(problems))


def source_html(
    reference: Reference, formatted: Mapping[str, Formatted], kind: str, template: Template
) -> Markup:
    """Write one source for a list of sources.

    Args:
        reference: The source.
        formatted: All sources in words, by key.
        kind: What its kind is called.
        template: Renders it.

    Returns:
        HTML for inside a paragraph: the reference with its link, its kind in plain words,
        whether it is free to read, and a warning where it was taken back or replaced.
    """
    words = formatted[reference.key].html
    before, shown, after = words.partition(escape(reference.address, quote=False) or words)
    view = {
        "source": reference,
        "before": Markup(before if reference.address else words),
        "apart": not shown,  # the style shows no address
        "after": Markup(after),
        "kind": kind,
        "newer": formatted.get(reference.superseded),
    }
    return Markup(template.render(view))


def fill_sources(html: str, sources: Mapping[str, str], flags: Mapping[str, str]) -> str:
    """Put the sources into a page that cites them.

    Args:
        html: The page, with the places that citing left.
        sources: Each source as ``read_data`` wrote it, by key.
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
