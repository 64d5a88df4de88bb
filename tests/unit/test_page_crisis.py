"""The crisis lines: the data file, its age, what is made of it, and numbers typed in pages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from glossary_cards.diagnostics.problem import Severity
from mindinmind.page import crisis
from mindinmind.page.typed_numbers import typed_numbers

FILE = Path(__file__).parents[2] / "docs" / "_data" / "crisis_lines.yml"
GOOD = """places:
  - place: Someland
    emergency: ["999"]
    lines:
      - {name: Listeners, number: 116 123, tel: "116123", hours: "", who: Anyone, cost: Free,
         source: "", status: V, verified_on: 2026-11-22, checked_how: "read, not dialled",
         lead: true}
"""


def test_the_project_s_own_file_is_sound():
    places, problems = crisis.load_places("f.yml", FILE.read_text(encoding="utf-8"))
    assert problems == []
    assert [p.name for p in places][:2] == ["United States", "Canada"]
    assert sum(len(p.lines) for p in places) == 22
    text = crisis.render_lines(places)
    assert "press 3" not in text.lower()
    assert "have not dialled" in text


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("116123", "116124"), "`number` and `tel` differ"),
        (("status: V", "status: M-med"), "status `M-med`"),
        (("who: Anyone, ", ""), "no `who`"),
        (("verified_on: 2026-11-22", "verified_on: soon"), "no date"),
        (("lead: true", "leed: true"), "unknown key `leed`"),
    ],
)
def test_a_wrong_line_is_named_with_its_place(change, what):
    places, problems = crisis.load_places("f.yml", GOOD.replace(*change))
    assert [(p.line, p.column, p.rule) for p in problems] == [(5, 9, "crisis-line")]
    assert what in problems[0].what
    assert places[0].lines == ()


@pytest.mark.parametrize(
    ("days", "release", "expected"),
    [
        (90, True, []),
        (91, True, [Severity.WARNING]),
        (181, False, [Severity.WARNING]),
        (181, True, [Severity.ERROR]),
    ],
)
def test_old_numbers_warn_and_then_stop_a_release(days, release, expected):
    places, _ = crisis.load_places("f.yml", GOOD)
    today = date(2026, 11, 22) + timedelta(days=days)
    found = crisis.age_problems("f.yml", places, today, release)
    assert [p.severity for p in found] == expected


def test_the_help_box_has_emergency_first_and_links_that_dial():
    places, _ = crisis.load_places("f.yml", GOOD)
    box = crisis.render_box(places, "../help/")
    assert box.index("tel:999") < box.index("tel:116123") < box.index("../help/")


def test_a_line_whose_name_is_a_question_gets_no_colon_as_well():
    places, _ = crisis.load_places("f.yml", GOOD.replace("Listeners", "Need to talk?"))
    box = crisis.render_box(places, "../help/")
    assert "Need to talk? <a" in box
    assert "?:" not in box


def test_the_emergency_card_leads_nowhere_but_to_a_number():
    places, _ = crisis.load_places("f.yml", GOOD)
    card = crisis.render_card(places)
    assert card.count("<a ") == card.count('href="tel:') == 1


NUMBERS = frozenset({"116123", "988", "999", "08000684141"})


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Call 999 now.", 6),
        ("Ring 988.", 6),
        ("Try 116 123 today.", 5),
        ("Try 116123.", 5),
        ("On 0800 068 4141 you", 4),
        ("Write +44 20 7946 0000.", 7),
        ("In the US 1-800-555-0100.", 11),
        ("[call](tel:5550100)", 12),
        ("text to 85258", 9),
    ],
)
def test_a_typed_number_is_an_error_at_its_place(text, column):
    found = typed_numbers("docs/x.md", f"# T\n\n{text}\n", NUMBERS)
    assert {(p.line, p.column) for p in found} == {(3, column)}
    assert str(found[0]).startswith(f"docs/x.md:3:{column}: [typed-number] ")


@pytest.mark.parametrize(
    "text",
    [
        "reviewed: 2026-11-22",
        "About 290 people over 16 years, 78 in every 100.",
        "https://doi.org/10.1176/appi.ajp.158.1.36 and 10.1001/jama.2023.0589",
        "In 988 of 1,200 people, p = 0.0001, 2009-2014, pages 1355-1364.",
        "From 12 to 18 months; 1999 and 2001.",
        "```\nCall 999\n```",
        "ISBN 978-0-19-968037-5",
    ],
)
def test_other_numbers_are_let_be(text):
    assert typed_numbers("docs/x.md", text, NUMBERS) == []


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("places:\n  - Someland\n", (2, 5), "this place has no `place: name`"),
        ("places:\n  - {place: A, lines: 5}\n", (2, 5), "A: `lines` is not a list"),
        ("places:\n  - {place: A, emergency: 999}\n", (2, 5), "A: `emergency` is not a list"),
        ("places:\n  - {place: A, lines: [x]}\n", (2, 24), "this line is not `key: value` pairs"),
    ],
)
def test_a_place_of_another_form_is_a_problem_and_no_crash(text, place, what):
    _, problems = crisis.load_places("f.yml", text)
    assert [(p.line, p.column, p.what) for p in problems] == [(*place, what)]


def test_a_day_may_carry_a_time_and_an_empty_value_shows_nothing():
    text = GOOD.replace("2026-11-22", "2026-11-22 10:00:00").replace('hours: ""', "hours:")
    places, problems = crisis.load_places("f.yml", text)
    assert problems == []
    assert crisis.age_problems("f.yml", places, date(2026, 11, 23), False) == []
    assert "None" not in crisis.render_lines(places)


def test_the_line_that_leads_can_be_dialled():
    text = GOOD.replace('number: 116 123, tel: "116123"', "web: https://example.org/")
    _, problems = crisis.load_places("f.yml", text)
    assert [p.what for p in problems] == ["Listeners leads, and has no number"]


@pytest.mark.parametrize(
    ("number", "tel"),
    [
        ("+254 722 178 177", "+254722178177"),
        ("0800 111 0111", "+498001110111"),
        ("988", "988"),
        ("116 123", "116123"),
    ],
)
def test_a_link_dials_what_is_recorded_and_nothing_else(number, tel):
    text = GOOD.replace("number: 116 123", f'number: "{number}"').replace('"116123"', f'"{tel}"')
    places, problems = crisis.load_places("f.yml", text)
    assert problems == []
    for html in (crisis.render_lines(places), crisis.render_box(places, "h/")):
        assert f'href="tel:{tel}">{number}</a>' in html


@pytest.mark.parametrize(
    ("number", "tel", "what"),
    [
        ("116 123", "116 123", "`tel` is no number"),
        ("116 123", "", "`tel` is no number"),
        ("116 123", "one", "`tel` is no number"),
        ("+254 722 178 177", "254722178177", "`number` and `tel` differ"),
        ("116 123", "+44116124", "`number` and `tel` differ"),
    ],
)
def test_a_number_that_would_not_be_dialled_is_an_error(number, tel, what):
    text = GOOD.replace("number: 116 123", f'number: "{number}"').replace('"116123"', f'"{tel}"')
    _, [problem] = crisis.load_places("f.yml", text)
    assert what in problem.what
