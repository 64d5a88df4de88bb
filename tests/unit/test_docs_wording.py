"""The words of a whole checkout: all rules at once, and data files that cannot be used."""

import re

import pytest
import yaml

from glossary_cards.diagnostics.source import read_document
from glossary_cards.model.settings import Settings as GlossarySettings
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage
from prose.language import read_rules
from prose.marks import mark_problems
from prose.page_kinds import kind_problems
from prose.pages import Page
from prose.project import Settings, page_problems, project_problems
from sites import ROOT

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"title": {}, "audience": {}},
}


def test_the_checks_fire_on_a_bad_page():
    bad = (
        "---\ntitel: X\n---\n## Hello\n\nHe said badword. 70% did. Here is WHAT we know,"
        f" e.g. {'word ' * 30}.\n\nOf self-harm, 8 in 10 were in remission.\n"
    )
    page = Page(read_document("docs/bad.md", bad)[0])
    settings = Settings(
        read_rules([{"avoid": ["badword"], "say": "another"}]), SCHEMA, frozenset(), {}
    )
    rules = {problem.rule for problem in page_problems(page, settings)}
    assert rules == {
        "front-matter", "heading", "language", "percentage", "capitals",
        "long-sentence", "content-note", "half-told",
    }  # fmt: skip


def test_nothing_is_said_of_words_while_nobody_knows_for_whom_they_are():
    words = f"---\naudience: [clinicans]\n---\n# A\n\nHere is {'word ' * 30}.\n"
    schema = {"properties": {"audience": {"items": {"enum": ["clinician", "person"]}}}}
    settings = Settings([], schema, frozenset(), {})
    (found,) = page_problems(Page(read_document("docs/a.md", words)[0]), settings)
    assert found.mend == "did you mean `clinician`?"


def test_a_site_without_a_list_of_words_has_no_such_check(tmp_path):
    assert project_problems(tmp_path) == []


@pytest.mark.parametrize("name", ["article_shingles.txt", "quotation_shingles.txt"])
def test_texts_we_may_not_copy_are_stored_as_hashes_only(name):
    lines = (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines()
    assert len(lines) > 300
    assert all(re.fullmatch(r"[0-9a-f]{16}|# .*", line) for line in lines)


def test_data_files_that_cannot_be_used_are_named(tmp_path):
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "language.yml").write_text(
        "- {avoid: [word]}\n- 5\n- {avoid: badword, say: write it}\n", "utf-8"
    )
    for name in ("language", "abbreviations"):
        form = (ROOT / f"docs/_data/{name}.schema.json").read_text("utf-8")
        (data / f"{name}.schema.json").write_text(form, "utf-8")
    (data / "abbreviations.yml").write_text("a: [\n", "utf-8")
    (data / "front_matter.schema.json").write_text("{}", "utf-8")
    (tmp_path / "docs" / "a.md").write_text('---\ntitle: "A\n---\n# A\n', "utf-8")
    (tmp_path / "docs" / "b.md").write_bytes(b"# B\n\ncaf\xe9\n")
    (tmp_path / "docs" / "c.md").write_text("# C\n\nOne badword here.\n", "utf-8")
    found = [(p.path.removeprefix("docs/"), p.rule, p.what) for p in project_problems(tmp_path)]
    assert [(path, rule) for path, rule, _ in found] == [
        ("_data/abbreviations.yml", "words-file"),
        ("_data/language.yml", "words-file"),
        ("_data/language.yml", "words-file"),
        ("a.md", "front-matter"),
        ("b.md", "encoding"),
        ("c.md", "language"),
    ]
    assert found[1][2] == "entry 1: `say` is missing"


def test_a_page_whose_front_matter_is_lost_has_that_problem_alone(tmp_path):
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "language.yml").write_text("[]", "utf-8")
    (data / "language.schema.json").write_text("{}", "utf-8")
    words = "word " * 60
    for path in ("a.md", "glossary/b.md"):
        (tmp_path / "docs" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / path).write_text(f"\n---\nterm: {words}\n---\n# A\n", "utf-8")
    (tmp_path / "docs" / "_data" / "front_matter.schema.json").write_text("{}", "utf-8")
    found = [(p.path, p.rule) for p in project_problems(tmp_path)]
    assert found == [("docs/a.md", "front-matter"), ("docs/glossary/b.md", "front-matter")]


KINDS = yaml.safe_load((ROOT / "docs/_data/page_kinds.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("help/new.md", "# New\n\nCall.\n", "3:6: [page-kind] a help page holds one of"),
        ("help/new.md", "# New\n\nOf `<!-- crisis lines -->`.\n", "a help page holds one of"),
        ("help/new.md", "# New\n\n<!-- crisis lines -->\n", ""),
        ("living/new.md", "# New\n\nWords.\n", "[page-kind] a page for readers cites a source"),
        ("living/new.md", "# New\n\nWords. `[^in-code]`\n\n[^note]: No.\n", "cites a source"),
        ("living/new.md", "# New\n\nWords.[^bateman2009]\n", ""),
        ("living/new.md", "---\nno_sources: It only asks.\n---\n# New\n\nWords.\n", ""),
        ("contributing/new.md", "# New\n\nWords.\n", ""),
        ("glossary/new.md", "# New\n\nWords.\n", ""),
        ("glossary/new.md", "---\nterm: new\n---\n\n", "2:1: [empty-file] no words stand below"),
        ("about/new.md", "---\ntitle: New\n---\n# New\n", "2:1: [empty-file] no words stand"),
    ],
)
def test_a_page_holds_what_its_kind_asks(path, text, said):
    found = [str(p) for p in kind_problems(Page(read_document(path, text)[0]), KINDS)]
    assert len(found) == bool(said)
    assert said in "".join(found)


def words_of(root):
    """Write the data files without which no words are checked."""
    data = root / "docs" / "_data"
    (data / "diagrams").mkdir(parents=True)
    for name in ("language.yml", "language.schema.json", "page_kinds.schema.json"):
        (data / name).write_text((ROOT / "docs/_data" / name).read_text("utf-8"), "utf-8")
    (data / "front_matter.schema.json").write_text("{}", "utf-8")
    return data


def test_the_words_of_a_drawing_tell_both_halves(tmp_path):
    data = words_of(tmp_path)
    half = (
        "# Ten years\n\ntitle: Ten years on\nwords: |\n  In 10 years 88 in 100 had a remission.\n"
    )
    (data / "diagrams" / "half.yml").write_text(half, "utf-8")
    (data / "diagrams" / "whole.yml").write_text(f"{half}  In 12 in 100 it came back.\n", "utf-8")
    (found,) = project_problems(tmp_path)
    assert (found.path, found.rule) == ("docs/_data/diagrams/half.yml", "half-told")
    assert found.line == 5


def test_each_claim_tells_both_halves_by_itself(tmp_path):
    half = "# Claims\n\nC1:\n  says: >-\n    In 10 years 88 in 100 had\n    a remission.\n"
    whole = "\nC8b:\n  says: >-\n    Half of them recovered. A third lost it again.\n"
    (words_of(tmp_path) / "claims.yml").write_text(half + whole, "utf-8")
    assert [(p.path, p.line, p.rule) for p in project_problems(tmp_path)] == [
        ("docs/_data/claims.yml", 6, "half-told")
    ]


def test_a_kind_of_page_names_pages_that_there_are(tmp_path):
    kinds = 'help page:\n  pages: [help/*, halp.md]\nany:\n  pages: ["*"]\n'
    (words_of(tmp_path) / "page_kinds.yml").write_text(kinds, "utf-8")
    for name in ("help/a.md", "help.md"):
        (tmp_path / "docs" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text("# A\n\nWords.\n<!-- crisis lines -->\n", "utf-8")
    (found,) = [p for p in project_problems(tmp_path) if p.path == "docs/_data/page_kinds.yml"]
    assert (found.line, found.mend) == (2, "did you mean `help.md`?")


def test_a_kind_of_page_that_cannot_be_read_has_its_line(tmp_path):
    data = words_of(tmp_path)
    kinds = "one:\n  pages: [a/*]\n  cites: maybe\ntwo:\n  pages: ['*']\n  cites: true\n"
    (data / "page_kinds.yml").write_text(kinds, "utf-8")
    (tmp_path / "docs" / "a.md").write_text(
        "---\ntitle: A page\n---\n# A page\n\nWords.\n", "utf-8"
    )
    found = [(p.path, p.line, p.rule) for p in project_problems(tmp_path)]
    assert found == [
        ("docs/_data/page_kinds.yml", 3, "words-file"),
        ("docs/a.md", 2, "page-kind"),
    ]


def test_a_kind_of_page_whose_names_are_wrong_has_its_line(tmp_path):
    kinds = "one:\n  pages: [b.md]\n  one_of: ['<!-- crisis line -->']\n"
    (words_of(tmp_path) / "page_kinds.yml").write_text(kinds, "utf-8")
    (found,) = project_problems(tmp_path)
    assert (found.line, found.rule) == (3, "words-file")
    assert "did you mean `<!-- crisis lines -->`" in found.mend


FEW = "<p>Shame hurts.</p>" + "<p>A word</p>" * 150
MANY = "<h2>So</h2><p>Shame hurts.</p>" * 20 + "<p>A word</p>" * 110


@pytest.mark.parametrize(
    ("path", "above", "html", "said"),
    [
        ("living/a.md", "", FEW, "living/a.md:2:1: [marks] a page for readers explains 0.5 to 3"),
        ("living/a.md", "", MANY, "words in 100, and this one 20 in 280"),
        ("living/a.md", "", "<p>Shame hurts.</p>" + "<p>A word</p>" * 90, ""),
        ("living/a.md", "", "<p>A word.</p>", ""),  # too short to lack one
        ("living/a.md", "marks: It is a form to fill in.\n", FEW, ""),
        ("living/a.md", "terms: false\n", FEW, "explains words in cards, and this one none"),
        ("help/a.md", "", FEW, ""),
        ("contributing/a.md", "terms: false\n", FEW, ""),
    ],
)
def test_a_page_explains_as_many_words_in_cards_as_its_kind_asks(tmp_path, path, above, html, said):
    (words_of(tmp_path) / "page_kinds.yml").write_text(yaml.safe_dump(KINDS, sort_keys=False))
    (tmp_path / "docs" / path).parent.mkdir()
    (tmp_path / "docs" / path).write_text(f"---\ntitle: A page\n{above}---\n# A page\n", "utf-8")
    site = SiteGlossary(GlossarySettings())
    site.load([("glossary/shame.md", "", "---\nterm: shame\ndefinition: A pain.\n---\n")], {})
    site.read(SourcePage(path, "", "A page", yaml.safe_load(above) or {}), html)
    problems = list(mark_problems(tmp_path, site))
    found = [str(problem) for problem in problems]
    assert len(found) == bool(said)
    assert said in "".join(found)
    assert all("wrong-form" in problem.because_of for problem in problems), "a term of every page"
