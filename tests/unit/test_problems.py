"""Problems: one line each, whatever a contributor's values hold."""

import logging
from datetime import date

import pytest

from glossary_cards.diagnostics import problem as problem_module
from glossary_cards.diagnostics.problem import (
    Problem,
    Severity,
    as_github,
    asked,
    log_all,
    meant,
    ordered,
    shown,
)


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


def test_a_problem_is_one_line():
    problem = Problem("a.md", 2, 1, "rule", "`a\nb` is\u2028wrong", "mend\r\nit")
    assert str(problem) == "a.md:2:1: [rule] `a b` is wrong; mend it"
    assert (
        as_github([problem]) == "::error file=a.md,line=2,col=1,title=rule::`a b` is wrong; mend it"
    )


def test_a_name_that_may_be_meant_is_asked_for():
    assert meant("trsut", ["bpd", "trust"], "write one") == "did you mean `trust`?"
    assert asked("trust.md", "write one") == "did you mean `trust.md`?"
    assert meant("xylem", ["trust"], "write one") == "write one"
    assert meant("trsut", ["trust"], "write one", cutoff=0.9) == "write one"


def test_wrong_names_by_the_hundred_cost_no_more_than_a_few(monkeypatch):
    looked, nearest = [], problem_module.nearest
    monkeypatch.setattr(problem_module, "nearest", lambda *a: looked.append(a[0]) or nearest(*a))
    near = problem_module.nearest_of(["word 1"], 0.5)
    said = [near(f"word {n // 2}") for n in range(1000)]
    assert len(looked) == 20
    assert said[:40] == ["word 1"] * 40, "the same name is looked for once"
    assert set(said[40:]) == {""}


def test_problems_are_logged_in_order_each_at_its_level(caplog):
    problems = [
        Problem("b.md", 1, 1, "rule", "b is odd", "mend it", Severity.WARNING),
        Problem("a.md", 1, 1, "rule", "a is wrong", "mend it"),
    ]
    with caplog.at_level(logging.INFO):
        log_all(problems, logging.getLogger("test"))
        log_all(problems[:1], logging.getLogger("test"), logging.WARNING)
    assert [(r.levelname, r.getMessage()[:4]) for r in caplog.records] == [
        ("ERROR", "a.md"), ("INFO", "b.md"), ("WARNING", "b.md"),
    ]  # fmt: skip


def test_github_reads_signs_of_a_path_as_they_are():
    problem = Problem("docs/a,b:c.md", 1, 2, "rule", "what, is: wrong", "mend")
    assert as_github([problem]) == (
        "::error file=docs/a%2Cb%3Ac.md,line=1,col=2,title=rule::what, is: wrong; mend"
    )


def test_the_order_of_problems_does_not_depend_on_chance():
    problems = [Problem("a.md", 1, 1, "rule", "what", mend) for mend in "dbca"]
    assert [p.mend for p in ordered(problems)] == list("abcd")
