"""The words of the whole repository: every page read once, every problem given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mindinmind.problems import Problem, ordered
from mindinmind.sources import read_document
from mindinmind.wording.front_matter import front_matter_problems, unique_problems
from mindinmind.wording.language import Rule, language_problems, read_rules
from mindinmind.wording.length import length_problems
from mindinmind.wording.pages import Page
from mindinmind.wording.shape import (
    capital_problems,
    content_note_problems,
    figure_problems,
    heading_problems,
    help_link_problems,
    link_problems,
    picture_problems,
)
from mindinmind.wording.shingles import Shingles, copied_problems, read_shingles, shared_runs

WORDS = "docs/_data/language.yml"
"""The list of words to avoid; a site without it has none of these checks."""

_WHOSE = {
    "article_shingles.txt": "the source article",
    "quotation_shingles.txt": "a paper's own words",
}


@dataclass(frozen=True)
class Settings:
    """What pages are compared with.

    Attributes:
        rules: Words to avoid.
        schema: The form of the front matter.
        abbreviations: Words that may be all capitals.
        shingles: Texts that may not be copied, by what each is.
    """

    rules: Sequence[Rule]
    schema: Mapping[str, Any]
    abbreviations: frozenset[str]
    shingles: Mapping[str, Shingles]


def page_problems(page: Page, settings: Settings) -> Iterator[Problem]:
    """Give every problem of one page's words."""
    yield from front_matter_problems(page, settings.schema)
    yield from heading_problems(page)
    yield from length_problems(page)
    yield from language_problems(page, settings.rules)
    yield from picture_problems(page)
    yield from link_problems(page)
    yield from figure_problems(page)
    yield from capital_problems(page, settings.abbreviations)
    yield from content_note_problems(page)
    yield from help_link_problems(page)
    for whose, shingles in settings.shingles.items():
        yield from copied_problems(page, shingles, whose)


def project_problems(root: Path) -> list[Problem]:
    """Give every problem of the words in a checkout.

    Args:
        root: The project's root, which holds ``docs`` and ``tests/data``.

    Returns:
        Problems in source order; none for a site that keeps no list of words to avoid.
    """
    if not (root / WORDS).exists():
        return []
    pages = read_pages(root)
    settings = read_settings(root, pages)
    problems = [problem for page in pages for problem in page_problems(page, settings)]
    problems += unique_problems(page for page in pages if not page.is_term)
    problems += _copied_data(root, settings)
    return ordered(problems)


def read_pages(root: Path) -> list[Page]:
    """Read every Markdown page under ``docs``, in order of path."""
    return [
        Page(read_document(path.relative_to(root).as_posix(), path.read_text("utf-8"))[0])
        for path in sorted((root / "docs").rglob("*.md"))
        if "_data" not in path.parts
    ]


def read_settings(root: Path, pages: Sequence[Page]) -> Settings:
    """Read what pages are compared with, from ``docs/_data``, ``tests/data`` and the glossary."""
    data, texts = root / "docs" / "_data", root / "tests" / "data"
    own = yaml.safe_load((data / "abbreviations.yml").read_text("utf-8"))
    glossary = {str(page.document.meta.get("abbreviation") or "") for page in pages}
    return Settings(
        read_rules(yaml.safe_load((root / WORDS).read_text("utf-8"))),
        json.loads((data / "front_matter.schema.json").read_text("utf-8")),
        frozenset({*map(str, own), *glossary}),
        {
            whose: read_shingles((texts / name).read_text("utf-8"))
            for name, whose in _WHOSE.items()
            if (texts / name).exists()
        },
    )


def _copied_data(root: Path, settings: Settings) -> Iterator[Problem]:
    """Find copied runs in the data that pages show, such as claims and the words of diagrams."""
    for path in sorted((root / "docs" / "_data").rglob("*.yml")):
        text = re.sub(r"^\s*#", "", path.read_text("utf-8"), flags=re.M)
        for whose, shingles in settings.shingles.items():
            for run in shared_runs(text, shingles):
                what = f"“{run}” stands in {whose} too"
                name = path.relative_to(root).as_posix()
                yield Problem(name, 0, 0, "copied", what, "say it in your own words")
