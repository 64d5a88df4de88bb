"""One cause, one problem."""

from __future__ import annotations

from dataclasses import replace

from glossary_cards.diagnostics.problem import Problem, Severity
from mindinmind.root_causes import without_consequences
from mindinmind.security.judge import Judge, read_allowed
from mindinmind.security.leftovers import read_leftovers
from mindinmind.source import Source


def problem(path, line, rule):
    return Problem(path, line, 1, rule, f"what {rule}", "mend")


def test_a_term_in_the_wrong_place_is_told_of_alone():
    misplaced = problem("docs/words/a.md", 2, "misplaced-term")
    others = [problem("docs/words/a.md", line, "heading") for line in (2, 5)]
    elsewhere = problem("docs/b.md", 2, "heading")
    assert without_consequences([*others, misplaced, elsewhere]) == [misplaced, elsewhere]


def test_what_a_problem_explains_is_silent():
    option = problem("docs/a.md", 2, "page-option")
    unknown = replace(problem("docs/a.md", 2, "b"), because_of=("page-option docs/a.md:2",))
    below = replace(problem("docs/a.md", 3, "b"), because_of=("page-option docs/a.md:3",))
    other = problem("docs/a.md", 2, "c")
    assert without_consequences([unknown, option, below]) == [option, below]
    assert without_consequences([unknown, other]) == [unknown, other]


def test_what_is_asked_of_a_sound_file_is_told_when_nothing_else_in_it_fails():
    unlisted, wrong = problem("docs/a.md", 0, "unlisted-page"), problem("docs/a.md", 2, "heading")
    elsewhere = problem("docs/b.md", 0, "unlisted-page")
    assert without_consequences([unlisted, wrong, elsewhere]) == [wrong, elsewhere]
    advice = replace(wrong, severity=Severity.WARNING)
    asked = replace(unlisted, severity=Severity.WARNING)
    assert without_consequences([asked, advice]) == [asked, advice]


def test_a_broken_entry_explains_what_speaks_of_it_and_a_broken_file_all():
    of_a = replace(problem("x.md", 1, "unknown"), because_of=("data-file *", "data-file a"))
    for about, left in (("a", 1), ("*", 1), ("b", 2)):
        broken = replace(problem("x.yml", 1, "data-file"), about=about)
        assert len(without_consequences([broken, of_a])) == left


def test_what_two_hooks_say_of_one_place_is_told_once():
    assert (
        len(without_consequences([problem("a", 1, "x"), replace(problem("a", 1, "x"), rule="y")]))
        == 1
    )


def test_a_name_that_went_is_told_once_with_all_its_places():
    gone = [
        replace(problem(f"docs/{page}.md", line, "unknown-claim"), about=name)
        for page, line, name in (("a", 3, "C1"), ("b", 3, "C1"), ("b", 5, "C2"), ("c", 3, "C1"))
    ]
    beside = replace(problem("docs/d.md", 9, "dead-link"), because_of=("unknown-claim C1",))
    first, other = without_consequences([beside, *gone])
    assert (first.path, first.what) == (
        "docs/a.md",
        "what unknown-claim (also at docs/b.md:3, docs/c.md:3)",
    )
    assert other.about == "C2"
    assert without_consequences([first, other]) == [first, other]


def test_what_a_refused_field_swallows_is_silent():
    """A drawing that Markdown put away stands nowhere in the file."""
    judge = Judge(Source("docs/x.md", "# A\n\n<textarea>\n"), read_allowed(), read_leftovers())
    judge.read("<h1>A</h1><textarea></textarea>![Three panels](../a.svg)")
    assert [problem.rule for problem in judge.problems] == ["unsafe-html", "leftover"]
    assert [one.rule for one in without_consequences(judge.problems)] == ["unsafe-html"]
