"""One cause, one problem."""

from __future__ import annotations

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.root_causes import without_consequences


def problem(path, line, rule):
    return Problem(path, line, 1, rule, "what", "mend")


def test_a_term_in_the_wrong_place_is_told_of_alone():
    misplaced = problem("docs/words/a.md", 2, "misplaced-term")
    others = [problem("docs/words/a.md", line, "heading") for line in (2, 5)]
    elsewhere = problem("docs/b.md", 2, "heading")
    assert without_consequences([*others, misplaced, elsewhere]) == [misplaced, elsewhere]


def test_a_misspelt_option_is_told_of_once():
    option = problem("docs/a.md", 2, "page-option")
    unknown = problem("docs/a.md", 2, "front-matter")
    below = problem("docs/a.md", 3, "front-matter")
    sentence = problem("docs/a.md", 2, "long-sentence")
    assert without_consequences([unknown, option, below, sentence]) == [option, below, sentence]


def test_terms_of_pages_that_could_not_be_made_are_not_unused():
    broken = problem("docs/_data/references.json", 1, "references-file")
    unused = problem("docs/glossary/a.md", 2, "unused-term")
    assert without_consequences([broken, unused]) == [broken]
    assert without_consequences([unused]) == [unused]
