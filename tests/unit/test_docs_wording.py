"""The words of a whole checkout: all rules at once, and data files that cannot be used."""

import re

import pytest

from glossary_cards.diagnostics.source import read_document
from prose.language import read_rules
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
        "---\ntitel: X\n---\n## Hello\n\nHe said badword. 70% did. [Here](a.md) is WHAT we know,"
        f" e.g. {'word ' * 30}.\n\nOf self-harm, 8 in 10 were in remission.\n\n![](a.svg)\n"
    )
    page = Page(read_document("docs/bad.md", bad)[0])
    settings = Settings(
        read_rules([{"avoid": ["badword"], "say": "another"}]), SCHEMA, frozenset(), {}
    )
    rules = {problem.rule for problem in page_problems(page, settings)}
    assert rules == {
        "front-matter", "heading", "language", "percentage", "link-label", "capitals",
        "long-sentence", "picture", "content-note", "help-link", "half-told",
    }  # fmt: skip


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
    form = (ROOT / "docs/_data/language.schema.json").read_text("utf-8")
    (data / "language.schema.json").write_text(form, "utf-8")
    (data / "abbreviations.yml").write_text("a: [\n", "utf-8")
    (data / "front_matter.schema.json").write_text("[]", "utf-8")
    (data / "outside_hosts.yml").write_text("{}", "utf-8")
    (tmp_path / "docs" / "a.md").write_text('---\ntitle: "A\n---\n# A\n', "utf-8")
    (tmp_path / "docs" / "b.md").write_bytes(b"# B\n\ncaf\xe9\n")
    (tmp_path / "docs" / "c.md").write_text("# C\n\nOne badword here.\n", "utf-8")
    found = [(p.path.removeprefix("docs/"), p.rule, p.what) for p in project_problems(tmp_path)]
    assert [(path, rule) for path, rule, _ in found] == [
        ("_data/abbreviations.yml", "front-matter"),
        ("_data/front_matter.schema.json", "words-file"),
        ("_data/language.yml", "words-file"),
        ("_data/language.yml", "words-file"),
        ("a.md", "front-matter"),
        ("b.md", "encoding"),
        ("c.md", "language"),
    ]
    assert found[1][2] == "this is not a JSON Schema"
    assert found[2][2] == "entry 1: `say` is missing"


def test_a_page_whose_front_matter_is_lost_has_that_problem_alone(tmp_path):
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "language.yml").write_text("[]", "utf-8")
    words = "word " * 60
    for path in ("a.md", "glossary/b.md"):
        (tmp_path / "docs" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / path).write_text(f"\n---\nterm: {words}\n---\n# A\n", "utf-8")
    (tmp_path / "docs" / "_data" / "abbreviations.yml").write_text("[]", "utf-8")
    (tmp_path / "docs" / "_data" / "front_matter.schema.json").write_text("{}", "utf-8")
    found = [(p.path, p.rule) for p in project_problems(tmp_path)]
    assert found == [("docs/a.md", "front-matter"), ("docs/glossary/b.md", "front-matter")]
