"""Our own pages pass the checks of the words, and can be read with eight years of school."""

import re
from pathlib import Path

import pytest
import textstat

from glossary_cards.diagnostics.problem import Severity, as_terminal
from glossary_cards.diagnostics.source import read_document
from prose.pages import FOR_ALL, Page
from prose.project import page_problems, project_problems, read_pages, read_settings
from prose.text import plain_text

ROOT = Path(__file__).resolve().parents[2]
PAGES, _ = read_pages(ROOT)
FOR_READERS = [page for page in PAGES if page.reader in FOR_ALL]
CLAIMS = {
    *(f"C{n}" for n in range(1, 28) if n != 14),
    *(f"C14{letter}" for letter in "abcde"),
    "C8b",
}
GRADE = 8
"""A tripwire, and no promise: formulas see neither layout nor fear."""


def test_the_words_have_no_error():
    errors = [p for p in project_problems(ROOT) if p.severity is Severity.ERROR]
    assert not errors, "\n" + as_terminal(errors)


def test_a_site_without_a_list_of_words_has_no_such_check(tmp_path):
    assert project_problems(tmp_path) == []


@pytest.mark.parametrize("page", FOR_READERS, ids=lambda page: page.document.path)
def test_a_page_for_readers_needs_eight_years_of_school(page):
    assert textstat.flesch_kincaid_grade(plain_text(page.blocks)) <= GRADE


def test_the_tripwire_would_fire():
    hard = (
        "The psychotherapeutic conceptualization of interpersonal hypersensitivity necessitates "
        "considerable differentiation between developmental and constitutional determinants."
    )
    assert textstat.flesch_kincaid_grade(hard) > GRADE


def test_every_claim_is_carried():
    marks = (re.findall(r"\{claim=(\w+)\}", page.document.body) for page in PAGES)
    assert {mark for found in marks for mark in found} == CLAIMS


def test_the_checks_fire_on_a_bad_page():
    bad = (
        "---\ntitel: X\n---\n## Hello\n\nHe committed suicide. 70% did. [Here](a.md) is WHAT we know,"
        f" e.g. {'word ' * 30}.\n\n![](a.svg)\n"
    )
    page = Page(read_document("docs/bad.md", bad)[0])
    rules = {problem.rule for problem in page_problems(page, read_settings(ROOT, PAGES)[0])}
    assert rules >= {
        "front-matter", "heading", "language", "percentage", "link-label", "capitals",
        "long-sentence", "picture", "content-note",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["article_shingles.txt", "quotation_shingles.txt"])
def test_texts_we_may_not_copy_are_stored_as_hashes_only(name):
    lines = (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines()
    assert len(lines) > 300
    assert all(re.fullmatch(r"[0-9a-f]{16}|# .*", line) for line in lines)


def test_data_files_that_cannot_be_used_are_named(tmp_path):
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "language.yml").write_text("- {avoid: [x]}\n- 5\n- {avoid: badword, say: y}\n", "utf-8")
    (data / "abbreviations.yml").write_text("a: [\n", "utf-8")
    (data / "front_matter.schema.json").write_text("[]", "utf-8")
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
    assert found[2][2].startswith("entry 1 cannot be used")


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
