"""The data files that evidence rests on: the bibliography and the claim list, read once a build.

What cannot be read is one problem; what others say because of it is told as its consequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.schema import rule_of
from glossary_cards.diagnostics.source import read_json
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
    problems: list[Problem] = []
    references: dict[str, Reference] = {}
    claims: dict[str, Claim] = {}
    found = _with_schema(folder, named, "references.json", problems)
    if found:
        references, wrong = load_references(f"{named}/references.json", *found)
        problems += wrong
    found = _with_schema(folder, named, "claims.yml", problems)
    if found:
        claims, wrong = load_claims(f"{named}/claims.yml", *found, references)
        problems += wrong
    items = [reference.csl for reference in references.values()]
    formatted = format_all(items, "apa", cache)
    return EvidenceData(
        references,
        claims,
        formatted,
        {key: source_html(one, formatted, templates) for key, one in references.items()},
        {key: word for key, one in references.items() if (word := flag(one))},
        tuple(problems),
    )


def _with_schema(
    folder: Path, named: str, name: str, problems: list[Problem]
) -> tuple[str, Mapping[str, Any]] | None:
    """Read a data file and the schema beside it; nothing, and problems, where one is missing."""
    schema_name, rule = f"{name.partition('.')[0]}.schema.json", rule_of(name)
    texts = []
    for file in (name, schema_name):
        try:
            texts.append((folder / file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            what = f"this file cannot be read ({type(error).__name__})"
            mend = "put it back, or save it as UTF-8 text"
            problems.append(Problem(f"{named}/{file}", 0, 0, rule, what, mend, about="*"))
    if len(texts) < 2:
        return None
    schema, wrong = read_json(f"{named}/{schema_name}", texts[1], rule)
    problems += [replace(problem, about="*") for problem in wrong]
    return None if wrong else (texts[0], schema)
