"""The checks: each message whole, in golden files that show what the contributor wrote.

A case is one file: the sources, each under its path, then the messages of a strict build. Sources
that no case is about (the home page, a term that others name) are in ``BASE``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from glossary_cards.checks import written_page
from glossary_cards.checks.abbreviations import told_once
from glossary_cards.checks.pages import check_text
from glossary_cards.diagnostics.problem import Problem
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
    assert {problem.rule for problem in problems} == {"unexplained-abbreviation"}
    return counted.total()


@pytest.mark.parametrize("words", ["mentalizing XYZ ", "STOP NOW, said XYZ "])
def test_an_abbreviation_costs_no_more_on_a_long_page(words):
    """A page four times as long takes four times the steps, and some that every page takes."""
    steps(words)  # what is learnt once
    assert steps(words * 400) < 5 * steps(words * 100)


class Counting:
    """Counts how often a pattern is looked for."""

    def __init__(self):
        self.searched = []

    def __call__(self, pattern, *flags):
        made = re.compile(pattern, *flags)

        def search(text, place):
            self.searched.append(pattern)
            return made.search(text, place)

        return SimpleNamespace(search=search)


@pytest.mark.parametrize(
    "opened",
    ["<!-- ", "<pre>\n", "```\n", "<script>\n", "` "],
    ids=["comment", "pre", "fence", "script", "code"],
)
def test_what_never_ends_is_looked_for_once(opened, monkeypatch):
    counting = Counting()
    monkeypatch.setattr(
        written_page, "re", SimpleNamespace(compile=counting, sub=re.sub, M=re.M, I=re.I)
    )
    text = opened * 2000
    found = list(written_page.pairs(text, written_page._OPENER, lambda m: "\0never"))
    assert found == []
    assert counting.searched == ["\0never"], "one search to the end, and not one for each"


@pytest.mark.parametrize("opened", ["<var> ", "\\( ", "\\[ ", "<i lang=de> ", "<pre>\n"])
def test_a_page_of_unclosed_marks_is_checked_in_linear_steps(opened, monkeypatch):
    counting = Counting()
    monkeypatch.setattr(
        written_page, "re", SimpleNamespace(compile=counting, sub=re.sub, M=re.M, I=re.I)
    )
    site = SiteGlossary(Settings())
    path = "glossary/mentalizing.md"
    site.load([(path, "glossary/mentalizing/", BASE[f"docs/{path}"])], {})
    text = opened * 999 + "XYZ"
    check_text(site, SourcePage("index.md", ""), text, lambda: text)
    assert len(counting.searched) <= 2


def abbreviation(name, line):
    return Problem(
        "docs/a.md",
        line,
        1,
        "unexplained-abbreviation",
        f"no term explains the abbreviation `{name}`",
        "",
    )


def test_an_abbreviation_is_told_of_once_with_its_places():
    problems = [abbreviation("COVID", 9), abbreviation("CSV", 4), abbreviation("COVID", 2)]
    told = told_once(problems, lambda: ["<p>nothing</p>"])
    assert [(p.line, p.what) for p in told] == [
        (2, "no term explains the abbreviation `COVID` (2 places)"),
        (4, "no term explains the abbreviation `CSV`"),
    ]


def test_a_word_that_only_shouts_is_no_abbreviation():
    problems = [abbreviation("PATIENT", 1), abbreviation("ACT", 2)]
    told = told_once(problems, lambda: ["<p>A patient can act.</p>"])
    assert [p.line for p in told] == [2], "a short one may be both"


@pytest.mark.parametrize("name", ["README", "YYYY", "XXX", "TODO", "DDMM", "IV"])
def test_names_of_files_and_placeholders_are_no_abbreviations(name):
    site = SiteGlossary(Settings())
    path = "glossary/mentalizing.md"
    site.load([(path, "glossary/mentalizing/", BASE[f"docs/{path}"])], {})
    text = f"See the {name} there."
    assert check_text(site, SourcePage("index.md", ""), text, lambda: text) == []
