"""Markers in pages: what is filled in, and what only looks as if it were."""

from __future__ import annotations

import pytest

from mindinmind.page.markers import OTHERS, fill, marker_problems

PARTS = {"emergency card": "CARD", "crisis lines": "LINES"}


def judged(text: str, needed: tuple[str, ...] = ()) -> list[str]:
    """Give the problems of a page whose Markdown leaves comments as they are."""
    html, found = fill(text, PARTS)
    missing = [name for name in needed if name not in found]
    return [str(p) for p in marker_problems("docs/p.md", text, html, PARTS, missing)]


def test_a_marker_is_filled_in_and_the_page_is_sound():
    text = "# T\n\n<!-- crisis lines -->\n"
    assert fill(text, PARTS) == ("# T\n\nLINES\n", {"crisis lines"})
    assert judged(text, ("crisis lines",)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "<!-- crisis line -->",
        "<!--crisis lines-->",
        "<!-- crisis  lines -->",
        "<!-- Crisis Lines -->",
        "<!-- crises lines -->",
        "<!-- crisis-lines -->",
        "<!-- crisis lines: -->",
        "<!-- crisis numbers -->",
        "<!-- crisis\nlines -->",
    ],
)
@pytest.mark.parametrize("needed", [(), ("crisis lines",)])
def test_a_misspelt_marker_is_one_error_with_the_right_one(wrong, needed):
    problems = judged(f"# T\n\nWords.\n\n{wrong}\n", needed)
    assert len(problems) == 1
    shown = " ".join(wrong.split())
    assert problems[0].startswith(f"docs/p.md:5:1: [marker] `{shown}` is no marker")
    assert problems[0].endswith("did you mean `<!-- crisis lines -->`?")


@pytest.mark.parametrize(
    "wrong", ["<!- crisis lines ->", "<!-- crisis lines --", "<! crisis line>"]
)
def test_a_marker_that_is_no_comment_is_found_where_the_page_needs_it(wrong):
    [problem] = judged(f"# T\n\n{wrong}\n", ("crisis lines",))
    assert problem.startswith("docs/p.md:3:1: [marker] this page must hold `<!-- crisis lines -->`")


@pytest.mark.parametrize(
    "line",
    ["Look: <!-- crisis lines -->", "<!-- crisis lines --> here", "<p><!-- crisis lines --></p>"],
)
def test_a_marker_among_other_words_is_an_error_and_is_told_once(line):
    [problem] = judged(f"# T\n\n{line}\n", ("crisis lines",))
    assert problem.startswith("docs/p.md:3:")
    assert "`<!-- crisis lines -->` stands among other words, or twice, and shows" in problem
    assert "write it on a line of its own" in problem


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<!-- crisis lines -->\n\n<!-- crisis lines -->\n", 3),
        ("<!-- crisis lines -->\n\nLook: <!-- crisis lines -->\n\nMore.\n", 3),
        ("Look: <!-- crisis lines -->\n\n<!-- crisis lines -->\n", 1),
    ],
)
def test_of_two_markers_the_one_that_shows_nothing_is_named(text, line):
    [problem] = judged(text, ("crisis lines",))
    assert problem.startswith(f"docs/p.md:{line}:")


def test_a_marker_is_filled_in_once_whatever_signs_it_stands_for():
    html, found = fill("<!-- a -->\n\n<!-- a -->\n", {"a": r"\1 \g<0>"})
    assert (html, found) == ("\\1 \\g<0>\n\n<!-- a -->\n", {"a"})


def test_a_page_that_holds_nothing_of_what_it_must_is_an_error_for_each():
    problems = judged("# T\n\nWords.", ("emergency card", "crisis lines"))
    assert [p.split("`")[1] for p in problems] == [
        "<!-- emergency card -->",
        "<!-- crisis lines -->",
    ]


def test_a_note_of_more_words_than_a_marker_has_is_let_be():
    assert judged("<!-- put the crisis lines in here -->") == []
    assert len(judged("<!-- the crisis lines go here -->")) == 1


def test_a_marker_that_another_hook_wrote_is_told_at_the_top_of_the_page():
    [problem] = marker_problems("docs/p.md", "# T\n", "<!-- crisis line -->", PARTS, [])
    assert (problem.line, problem.column) == (1, 1)


def test_the_markers_of_others_are_known_and_notes_are_let_be():
    sound = "<!-- evidence: changes -->\n<!-- terms: off -->\n<!-- wording: off: why -->\n"
    assert judged(f"{sound}<!-- TODO: ask a clinician about the lines -->\n<!-- draft -->") == []
    [problem] = judged("<!-- evidnce: changes -->")
    assert "`<!-- evidence: changes -->`" in problem


@pytest.mark.parametrize("wrong", ["claim-chek", "Changes", "everything", "q" * 40])
def test_what_evidence_cannot_fill_in_is_told_whatever_it_is_called(wrong):
    [problem] = judged(f"# T\n\n<!-- evidence: {wrong} -->\n")
    assert problem.startswith("docs/p.md:3:1: [marker]")
    assert problem.endswith(tuple(f"did you mean `<!-- {name} -->`?" for name in OTHERS))
