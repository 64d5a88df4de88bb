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
from glossary_cards.checks.abbreviations import unexplained_abbreviations
from glossary_cards.checks.use import check_use
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


def unexplained(*pages: str) -> list[Problem]:
    """Read pages of these words, and give what is said of their abbreviations."""
    site = SiteGlossary(Settings())
    path = "glossary/mentalizing.md"
    site.load([(path, "glossary/mentalizing/", BASE[f"docs/{path}"])], {})
    sources = {f"{number}.md": words for number, words in enumerate(pages)}
    for name, words in sources.items():
        site.read(SourcePage(name, ""), f"<p>{words}</p>")
    return list(unexplained_abbreviations(site, sources.__getitem__))


def test_an_abbreviation_that_a_broken_bibliography_may_explain_is_told_after_it():
    (problem,) = unexplained("We use XYZ.")
    assert "bibliography" in problem.because_of


def steps(words: str) -> int:
    """Count the calls, of generators too, that checking a page of these words takes."""
    counted = Counter()
    sys.setprofile(lambda _frame, event, _given: counted.update([event]))
    try:
        (problem,) = unexplained(words)
    finally:
        sys.setprofile(None)
    assert problem.rule == "unexplained-abbreviation"
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


def test_an_abbreviation_is_told_of_once_with_its_places():
    found = unexplained("A COVID test.", "No.\n\nOf COVID, a CSV.")
    assert [(p.path, p.line, p.column, p.what) for p in found] == [
        ("docs/0.md", 1, 3, "no term explains the abbreviation `COVID` (2 places)"),
        ("docs/1.md", 3, 13, "no term explains the abbreviation `CSV`"),
    ]


def test_a_word_that_only_shouts_is_no_abbreviation():
    (found,) = unexplained("Of PHASES. To ACT.", "In phases, act.")
    assert "`ACT`" in found.what, "a short one may be both"


@pytest.mark.parametrize("name", ["README", "YYYY", "XXX", "TODO", "DDMM", "IV"])
def test_names_of_files_and_placeholders_are_no_abbreviations(name):
    assert unexplained(f"See the {name} there.") == []


def test_an_unlinked_term_follows_from_the_clash_that_gave_its_links_away():
    site = SiteGlossary(Settings())
    text = "---\nterm: {}\ndefinition: Of plants.\n---\n"
    names = ("xylem", "phloem")
    site.load([(f"glossary/{n}.md", f"{n}/", text.format(n)) for n in names], {})
    html = "<h2>Phloem</h2>\n<p>Sap.</p>"
    site.read(SourcePage("a.md", "a/"), html)
    unlinked, unused = check_use(site, [html])
    assert (unused.rule, unlinked.rule) == ("unused-term", "unlinked-term")
    assert set(unlinked.because_of) - set(unused.because_of) == {
        "same-form docs/glossary/phloem.md"
    }
    assert set(unused.because_of) < set(unlinked.because_of)
    assert "bibliography" in unused.because_of
