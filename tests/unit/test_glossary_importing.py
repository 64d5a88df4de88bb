"""Glossaries that a site has already, in the forms that are common, made into term files."""

from __future__ import annotations

import json

import pytest

from glossary_cards.diagnostics.source import read_document
from glossary_cards.importing import import_glossary
from glossary_cards.model.settings import Settings
from glossary_cards.model.term_files import read_term

LONG = "It is short. " + "And on it goes, word by word by word. " * 6

CASES = {
    "abbreviations.md": "*[HTML]: Hyper Text Markup Language\n*[W3C]: World Wide Web Consortium\n",
    "list.md": "# Glossary\n\nTrust\n:   Relying on *others*.\n\nSecure base\n\n: Somebody to\n    return to.\n\n    More of it.\n",
    "ezglossary.md": "glossary:trust\n:   Relying on others.\n\nglossary:secure base\n:   Somebody to return to.\n",
    "zensical.md": "# Glossary\n\n## Core\n\n### Trust\n<!-- zensical-glossary-aliases: relying, faith -->\n\nRelying.\n\n### Base\n\nA start.\n\n#### Deeper\n\nMore.\n\n## Other\n\n### Last\n\nThe end.\n",
    "inline.md": "# Page\n\n<!-- zensical-glossary: Widget -->\n\nA part of a page.\n\n# Next\n\nText.\n",
    "table.csv": "Term,Definition,Synonyms\nTrust,Relying on others.,faith; relying\n",
    "plain.csv": "Trust;Relying on others.\nBase;A start.\n",
    "by-word.json": json.dumps(
        {"Trust": "Relying.", "Base": {"definition": "A start.", "abbreviation": "B"}}
    ),
    "table.md": "# Words\n\n| No | Kind |\n|--|--|\n| 1 | x |\n\n| Entity | In use | Meaning |\n|:-|-:|---|\n| **Trust** | yes | Relying on `a \\| b`. |\n| Base / Home | | A start. |\n| Net \\| work | | |\n",
    "bold.md": "# Glossary\n\nOur words.\n\n**Trust** — Relying on others,\nand on more.\n\n**Base.** A start.\n\n- **A.B.C.**: The first letters.\n\n## See also\n\n- **[Questions](faq.md)** - answers\n",
    "named.md": "## Trust {#trust}\n\nRelying, see [base](#base) and [more](more.md#x), [all](/all/) or [far](https://example.org/).\n\n---\n\n## Area *(of work)*\n\nA field.\n\n## Secure Base (SB or SBs)\n\nA start.\n\n## [WHO](https://example.org/) (World Health Organization)\n\nA body.\n",
    "lazy.md": "Trust { #trust }\n: Relying\non others, e.g. a friend\nwho is near.\nBase\n: A start.\n",
    "long.md": f"## Trust\n\n{LONG}\n\nAnother paragraph.\n",
}
MADE = {
    "abbreviations.md": {"HTML": "Hyper Text Markup Language", "W3C": "World Wide Web Consortium"},
    "list.md": {"Trust": "Relying on others.", "Secure base": "Somebody to return to."},
    "ezglossary.md": {"trust": "Relying on others.", "secure base": "Somebody to return to."},
    "zensical.md": {"Trust": "Relying.", "Base": "A start.", "Last": "The end."},
    "inline.md": {"Widget": "A part of a page."},
    "table.csv": {"Trust": "Relying on others."},
    "plain.csv": {"Trust": "Relying on others.", "Base": "A start."},
    "by-word.json": {"Trust": "Relying.", "Base": "A start."},
    "table.md": {"Trust": "Relying on a | b.", "Base": "A start."},
    "bold.md": {
        "Trust": "Relying on others, and on more.",
        "Base": "A start.",
        "A.B.C.": "The first letters.",
    },
    "named.md": {
        "Trust": "Relying, see base and more, all or far.",
        "Area": "A field.",
        "Secure base": "A start.",
        "WHO": "A body.",
    },
    "lazy.md": {"Trust": "Relying on others, e.g. a friend who is near.", "Base": "A start."},
    "long.md": {"Trust": LONG[: len("It is short. ") + 3 * 38].strip()},
}

FORMS = {
    "zensical.md": {"relying", "faith"},
    "table.csv": {"relying", "faith"},
    "by-word.json": {"B"},
    "table.md": {"Home"},
    "named.md": {"SB", "SBs", "World Health Organization"},
}
LEFT = {"named.md": ["“of work” of `Area` is left out"], "table.md": ["`Net | work` is left out"]}
"""What is told, since no term has it."""


def read(path):
    document, broken = read_document(path.name, path.read_text(encoding="utf-8"))
    term, wrong = read_term(path.stem, document, Settings())
    assert not broken
    assert not wrong
    return term


@pytest.mark.parametrize("name", CASES)
def test_a_glossary_becomes_sound_term_files(name, tmp_path):
    (tmp_path / name).write_text(CASES[name], encoding="utf-8")
    (tmp_path / "page.md").write_text("A secure base; Trust, trust.", encoding="utf-8")
    made, problems = import_glossary(tmp_path / name, tmp_path / "terms")
    assert [problem.what for problem in problems] == LEFT.get(name, [])
    terms = [read(path) for path in made]
    made = {term.name: term.definition.text for term in terms}
    assert made.keys() == MADE[name].keys()
    for term, text in MADE[name].items():
        assert made[term].startswith(text[:60])
    forms = {form.text for term in terms for form in term.forms if form.listed}
    assert FORMS.get(name, set()) <= forms


def test_links_lead_to_the_same_places_from_the_new_files(tmp_path):
    (tmp_path / "named.md").write_text(CASES["named.md"], encoding="utf-8")
    made, _ = import_glossary(tmp_path / "named.md", tmp_path / "terms")
    links = [link for path in made for link in read(path).definition.links]
    assert links == ["../more.md#x", "/all/", "https://example.org/"]


def test_what_is_too_long_for_a_card_stands_below(tmp_path):
    (tmp_path / "g.md").write_text(CASES["long.md"], encoding="utf-8")
    (path,), _ = import_glossary(tmp_path / "g.md", tmp_path / "terms")
    text = path.read_text(encoding="utf-8")
    assert "Another paragraph." in text
    assert text.count("And on it goes") == 6


def test_our_own_data_is_read_back(tmp_path):
    data = {"terms": [{"term": "trust", "definition": "Relying.", "forms": [{"text": "faith"}]}]}
    (tmp_path / "glossary.json").write_text(json.dumps(data), encoding="utf-8")
    (path,), _ = import_glossary(tmp_path / "glossary.json", tmp_path / "terms")
    assert [form.text for form in read(path).forms if form.listed] == ["trust", "faith"]


def test_nothing_is_overwritten_and_all_that_is_left_is_told(tmp_path):
    terms = tmp_path / "terms"
    terms.mkdir()
    (terms / "trust.md").write_text("mine", encoding="utf-8")
    (terms / "base.md").write_text(
        "---\nterm: base\ndefinition: A start.\nforms: [home]\n---\n", encoding="utf-8"
    )
    text = "Term,Definition\nTrust,Relying.\nEmpty,\nHome,Where one lives.\n<b>x</b>,Markup.\nNew,A new one.\n"
    text += "News,What is new.\n"
    (tmp_path / "g.csv").write_text(text, encoding="utf-8")
    made, problems = import_glossary(tmp_path / "g.csv", terms)
    assert [path.name for path in made] == ["new.md"]
    assert (terms / "trust.md").read_text(encoding="utf-8") == "mine"
    assert [problem.line for problem in problems] == [2, 3, 4, 5, 7]
    said = " ".join(problem.what + problem.mend for problem in problems)
    for part in ("exists already", "has no definition", "belongs to", "holds markup"):
        assert part in said


@pytest.mark.parametrize(
    ("name", "text"), [("g.json", "{"), ("g.md", "Only prose.\n"), ("g.csv", ""), ("g.md", "")]
)
def test_a_file_without_a_glossary_is_one_line(name, text, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    made, problems = import_glossary(tmp_path / name, tmp_path / "terms")
    assert not made
    assert len(problems) == 1
    assert not (tmp_path / "terms").exists()


def test_a_file_that_is_not_there(tmp_path):
    _, (problem,) = import_glossary(tmp_path / "none.md", tmp_path / "terms")
    assert problem.rule == "missing-file"
