"""The checks: each message whole, in golden files that show what the contributor wrote.

A case is one file: the sources, each under its path, then the messages of a strict build. Sources
that no case is about (the home page, a term that others name) are in ``BASE``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from glossary_cards.checks.pages import check_text
from glossary_cards.model.settings import Settings
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage

CASES = sorted((Path(__file__).parent.parent / "golden" / "glossary" / "checks").glob("*.txt"))
_MARK = re.compile(r"^==> (.+) <==\n", re.M)
BASE = {
    "docs/index.md": "# Home\n\nOn mentalizing.\n",
    "docs/glossary/mentalizing.md": (
        "---\nterm: mentalizing\ndefinition: Making sense of minds.\nforms: [mentalise]\n---\n"
    ),
}


def read_case(text: str) -> dict[str, str]:
    """Give the sources of a case by path."""
    _, *parts = _MARK.split(text.partition("==> messages <==")[0])
    names, contents = parts[::2], parts[1::2]
    return {name: content.removesuffix("\n") for name, content in zip(names, contents, strict=True)}


def settings_of(files: dict[str, str]) -> object:
    """Take a case's own settings, without the data files, and without a check few cases are about."""
    given = (yaml.safe_load(files.pop("mkdocs.yml", "")) or {"glossary": {}})["glossary"]
    if not isinstance(given, dict):
        return given
    return {"exports": [], "checks": {"unused-form": "off"}, **given}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages(path, site, golden):
    text = path.read_text(encoding="utf-8")
    files = read_case(text)
    config = {"extra": {"glossary": settings_of(files)}}
    built = site({**BASE, **files}, config, strict=True)
    sources = text.partition("==> messages <==\n")[0]
    golden(path, sources + "==> messages <==\n" + "".join(f"{m}\n" for m in built.problems))
    errors = [line for line in built.problems if line.startswith("ERROR: ")]
    others = [line for line in built.log if re.match("WARNING|ERROR", line)]
    others = [line for line in others if "contains a link" not in line]  # MkDocs checks links, too
    assert [line.replace("glossary: ", "", 1) for line in others] == errors
    assert built.code == bool(errors)


def steps(words: str) -> int:
    """Count the calls, of generators too, that checking a page of these words takes."""
    site = SiteGlossary(Settings())
    path = "glossary/mentalizing.md"
    site.load([(path, "glossary/mentalizing/", BASE[f"docs/{path}"])], {})
    page, counted = SourcePage("index.md", ""), Counter()
    sys.setprofile(lambda _frame, event, _given: counted.update([event]))
    try:
        problems = check_text(site, page, words, lambda: words)
    finally:
        sys.setprofile(None)
    assert [problem.rule for problem in problems] == ["unexplained-abbreviation"]
    return counted.total()


@pytest.mark.parametrize("words", ["mentalizing XYZ ", "STOP NOW, said XYZ "])
def test_an_abbreviation_costs_no_more_on_a_long_page(words):
    """A page four times as long takes four times the steps, and some that every page takes."""
    steps(words)  # what is learnt once
    assert steps(words * 400) < 5 * steps(words * 100)
