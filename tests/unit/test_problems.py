"""Problems: one line each, whatever a contributor's values hold."""

from datetime import date

import pytest

from mindinmind.problems import Problem, as_github, ordered, shown, without_quotes


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "empty"), ("", "empty"), ("a b", "`a b`"), (12, "`12`"), (False, "`false`"),
        ("no", '`"no"`'), ("12", '`"12"`'), ("12:30", '`"12:30"`'), ("a: b", "`a: b`"),
        ([1, "a"], '`[1, "a"]`'), (date(2026, 1, 2), '`"2026-01-02"`'), ("a\nb\u2028 c", "`a b c`"),
        ("word " * 20, f"`{'word ' * 11}word…`"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_a_contributor_would_write_it(value, said):
    assert shown(value) == said


def test_quotation_marks_make_the_difference():
    assert without_quotes("no") is False
    assert without_quotes("40") == 40
    assert without_quotes("word") == "word"
    assert without_quotes("[a]") == "[a]"
    assert without_quotes(["no"]) == ["no"]


def test_a_problem_is_one_line():
    problem = Problem("a.md", 2, 1, "rule", "`a\nb` is\u2028wrong", "mend\r\nit")
    assert str(problem) == "a.md:2:1: [rule] `a b` is wrong; mend it"
    assert (
        as_github([problem]) == "::error file=a.md,line=2,col=1,title=rule::`a b` is wrong; mend it"
    )


def test_github_reads_signs_of_a_path_as_they_are():
    problem = Problem("docs/a,b:c.md", 1, 2, "rule", "what, is: wrong", "mend")
    assert as_github([problem]) == (
        "::error file=docs/a%2Cb%3Ac.md,line=1,col=2,title=rule::what, is: wrong; mend"
    )


def test_the_order_of_problems_does_not_depend_on_chance():
    problems = [Problem("a.md", 1, 1, "rule", "what", mend) for mend in "dbca"]
    assert [p.mend for p in ordered(problems)] == list("abcd")
