"""Where a page's file holds what is wrong in its HTML."""

from __future__ import annotations

from mindinmind.source import Source


def place(text: str, *needles: str) -> tuple[int, int]:
    problem = Source("docs/x.md", text).problem("rule", "what", "mend", *needles)
    return problem.line, problem.column


def test_what_stands_nowhere_has_no_place():
    assert place("Some words.\n", "others") == (0, 0)


def test_the_surest_text_that_there_is_gives_the_place():
    assert place("One.\n\nTwo words.\n", "three", "", "two", "one") == (3, 1)


def test_a_line_of_the_page_may_be_broken_in_the_file():
    assert place("Here are\n    two   words.\n", "are two words") == (1, 6)


def test_a_space_of_another_kind_is_found():
    assert place("A\u00a0b", "\u00a0") == (1, 2)


def test_code_and_comments_come_last():
    assert place("`x`\n\n<!-- x -->\n\nx\n", "x") == (5, 1)
    assert place("`x`\n", "x") == (1, 2)


def test_each_problem_has_the_next_place_and_the_last_is_told_again():
    source = Source("docs/x.md", "x\nx\nx\n")
    found = [source.problem("rule", "what", "mend", "x") for _ in range(4)]
    assert [problem.line for problem in found] == [1, 2, 3, 3]
