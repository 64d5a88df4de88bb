"""Our own pages pass the checks of the words, and can be read with eight years of school."""

import re
from pathlib import Path

import pytest
import textstat

from mindinmind.problems import Severity, as_terminal
from mindinmind.sources import read_document
from mindinmind.wording.pages import FOR_ALL, Page
from mindinmind.wording.project import page_problems, project_problems, read_pages, read_settings
from mindinmind.wording.text import plain_text

ROOT = Path(__file__).resolve().parents[2]
PAGES = read_pages(ROOT)
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
    rules = {problem.rule for problem in page_problems(page, read_settings(ROOT, PAGES))}
    assert rules >= {
        "front-matter", "heading", "language", "percentage", "link-label", "capitals",
        "long-sentence", "picture", "content-note",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["article_shingles.txt", "quotation_shingles.txt"])
def test_texts_we_may_not_copy_are_stored_as_hashes_only(name):
    lines = (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines()
    assert len(lines) > 300
    assert all(re.fullmatch(r"[0-9a-f]{16}|# .*", line) for line in lines)
