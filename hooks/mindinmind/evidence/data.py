"""The data files that evidence rests on: the bibliography and the claim list, read once a build.

What cannot be read is one problem; what others say because of it is told as its consequence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from glossary_cards.diagnostics.problem import Problem
from mindinmind.data_files import read_checked
from mindinmind.evidence.claims import Claim, load_claims
from mindinmind.evidence.references import Reference, load_references
from mindinmind.evidence.sources_list import flag, source_html
from mindinmind.evidence.styles import Formatted, format_all


@dataclass(frozen=True)
class EvidenceData:
    """What the data files say.

    Attributes:
        references: The sources that are in order, by key.
        claims: The claims that are in order, by id.
        formatted: Each source in words, by key.
        sources: Each source as HTML, by key.
        flags: One word for each source that was taken back or replaced, by key.
        problems: What is wrong with the files.
    """

    references: Mapping[str, Reference] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    formatted: Mapping[str, Formatted] = field(default_factory=dict)
    sources: Mapping[str, Markup] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
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
    listed = read_checked(f"{named}/references.json", folder / "references.json")
    references, problems = load_references(listed)
    claimed = read_checked(f"{named}/claims.yml", folder / "claims.yml")
    claims, wrong = load_claims(claimed, references)
    items = [reference.csl for reference in references.values()]
    formatted = format_all(items, cache)
    return EvidenceData(
        references,
        claims,
        formatted,
        {key: source_html(one, formatted, templates) for key, one in references.items()},
        {key: word for key, one in references.items() if (word := flag(one))},
        (*problems, *wrong),
    )
