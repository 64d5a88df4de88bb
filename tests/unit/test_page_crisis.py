"""The crisis lines: the data file, its age, what templates make of it, and numbers typed in pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from glossary_cards.diagnostics.problem import Severity
from mindinmind.data_files import checked
from mindinmind.page import crisis
from mindinmind.page.typed_numbers import typed_numbers
from mindinmind.templates import environment

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/_data/crisis_lines.schema.json").read_text(encoding="utf-8"))
GOOD = """pages:
  help.md: [crisis lines]
anywhere:
  - {name: Find One, web: "https://find.example/", who: Anyone, source: "https://find.example/a",
     source_by: service, source_date: not shown, read_on: 2026-11-22, read_how: stored copy}
places:
  - place: Someland
    first: 1
    emergency: ["999", {number: "15", who: ambulance}]
    emergency_note: Press 55 if you cannot speak.
    emergency_source: https://some.example/999
    lines:
      - name: Listeners
        number: 116 123
        tel: "116123"
        text: HELLO
        text_to: "50808"
        hours: 24 hours a day
        who: Anyone
        cost: Free
        lead: true
        source: https://listeners.example/contact
        source_by: service
        source_date: 2025-09
        read_on: 2026-11-22
        read_how: stored copy
      - name: Safe at Home
        for: abuse
        number: "1800"
        tel: "1800"
        hours: 9am to 5pm
        who: Anyone
        source: https://safe.example/contact
        source_by: other
        source_date: not shown
        also: [https://other.example/safe]
        read_on: 2026-11-22
        read_how: stored copy
  - place: Elsewhere
    emergency: ["000"]
    emergency_source: https://else.example/000
"""


def load(text: str) -> tuple[crisis.CrisisLines, list[str]]:
    """Read a data file whose site has one page; the problems as lines."""
    lines, problems = crisis.load(checked("f.yml", text, SCHEMA, crisis.RULE), ["help.md"])
    return lines, list(map(str, problems))


def rendered(marker: str, text: str = GOOD) -> str:
    """Give the HTML of a marker as our theme makes it."""
    return crisis.rendered(load(text)[0], environment())[marker]


def test_the_head_of_the_data_file_explains_every_key():
    head = (ROOT / "docs" / crisis.FILE).read_text(encoding="utf-8").split("\npages:")[0]
    for kind in ("place", "line"):
        for key in SCHEMA["$defs"][kind]["properties"]:
            assert re.search(rf"^# +(?:\w+, )?{key}\b", head, re.M), key


def test_a_sound_file_has_no_problems_and_is_read_from_a_to_z():
    lines, problems = load(GOOD)
    assert problems == []
    assert [place.name for place in lines.places] == ["Elsewhere", "Someland"]
    assert lines.places[1].emergency[1] == crisis.Emergency("15", "ambulance")
    assert [place.lead and place.lead.name for place in lines.places] == [None, "Listeners"]
    assert lines.numbers == {"999", "15", "000", "116123", "50808", "1800"}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('tel: "116123"', 'tel: "116124"', 15, "`number` and `tel` differ"),
        ('tel: "116123"', 'tel: "+49116124"', 15, "`number` and `tel` differ"),
        ('tel: "116123"', "tel: 116123", 15, "`tel` is read as a number; put it in"),
        ('tel: "116123"', "tel: 0116123", 15, "`tel` is read as a number; put it in"),
        ('tel: "116123"', 'tel: "116 123"', 15, "`tel` is `116 123`, which is not in the usual form"),
        ('tel: "116123"', "tel: one", 15, "`tel` is `one`"),
        ('        tel: "116123"\n', "", 13, "`tel` is missing"),
        ("tel:", "tle:", 15, "`tle` is not a known key; did you mean `tel`?"),
        ("        hours: 24 hours a day\n", "", 13, "`hours` is missing; write when somebody answers"),
        ("hours: 24 hours a day", "hours:", 18, "`hours` is empty"),
        ("hours: 24 hours a day", "hours: see their site", 18, "write the hours that the page gives"),
        ('number: "1800"\n        tel: "1800"\n        hours: 9am to 5pm', "web: https://safe.example/\n        chat: https://safe.example/", 27,
         "`hours` is missing; write when somebody answers"),
        ("https://other.example/safe", "https://safe.example/b", 36, "pages of one site; add a page by"),
        ("        source_date: 2025-09\n", "", 13, "`source_date` is missing"),
        ("source_date: 2025-09", "source_date: lately", 24, "write the day that the page shows"),
        ("read_on: 2026-11-22\n        read_how: stored copy\n      - name: Safe",
         "read_on: 2027-03-01\n        read_how: stored copy\n      - name: Safe", 25, "in the future"),
        ("        text_to: \"50808\"\n", "", 13, "`text_to` is missing"),
        ('text_to: "50808"', 'text_to: "508 08"', 17, "a phone cannot send to this `text_to`; add `sms:`"),
        ("https://listeners.example/contact", "http://listeners.example/contact", 22, "from https:// on"),
        ("https://listeners.example/contact", "https://listeners.example/", 22, "the page itself"),
        ("        also: [https://other.example/safe]\n", "", 27, "`also` is missing; add a second page"),
        ("        lead: true\n", "", 7, "Someland has no line with `lead: true`"),
        ("for: abuse", "lead: true", 28, "Someland has 2 lines with `lead`"),
        ("        for: abuse\n", "        for: abuse\n        lead: true\n", 29, "this line cannot lead"),
        ("lead: true", "lead: yes", 0, ""),
        ("lead: true", "leed: true", 21, "did you mean `lead`?"),
        ("source_by: other", "source_by: me", 34, "use one of: service, authority, other"),
        ("for: abuse", "for: women", 28, "use one of: young, abuse, deaf"),
        ('emergency: ["000"]', "emergency: [000]", 40, "`emergency` is read as a number; put it in"),
        ('emergency: ["000"]', 'emergency: "000"', 40, "`emergency` is not a list; write it as a list"),
        ('    emergency: ["000"]\n', "", 39, "Elsewhere: `emergency` is missing"),
        ('emergency: ["000"]', "emergency: []", 40, "`emergency` is empty"),
        ("place: Elsewhere", "place: someland", 39, "someland stands here twice"),
        ("name: Safe at Home", "name: Listeners", 12, "Listeners stands here 2 times"),
        ("help.md: [crisis lines]", "help.md: [crisis line]", 2, "did you mean `crisis lines`?"),
        ("help.md:", "halp.md:", 2, "there is no page `halp.md`; did you mean `help.md`?"),
        ("help.md: [crisis lines]", "help.md: crisis lines", 2, "not a list; write the markers as a list"),
        ("anywhere:\n", "anywhere: []\nnowhere:\n", 3, "`anywhere` is empty"),
        ("web: \"https://find.example/\", ", "", 4, "there is no way to reach it"),
        ("who: Anyone\n        cost", "wo: Anyone\n        cost", 19, "did you mean `who`?"),
        ("      - name: Listeners", "      - naem: Listeners", 13, "did you mean `name`?"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_line_at_its_place(old, new, line, said):
    assert GOOD.count(old) >= 1
    lines, problems = load(GOOD.replace(old, new, 1))
    if not said:
        assert problems == []
        return
    first = [problem for problem in problems if "nowhere" not in problem]
    assert len(first) == 1, problems
    assert first[0].startswith(f"f.yml:{line}:"), first
    assert said in first[0]
    assert "schema" not in first[0]
    assert lines.pages or "page" in first[0] or "list" in first[0]


@pytest.mark.parametrize(
    "text",
    ["", "places", "[]", "places:\n  - Someland\n", "places: {}\n", "a: [b", "places: [{}]\n"],
)
def test_a_file_of_another_form_is_a_problem_and_no_crash(text):
    lines, problems = load(text)
    assert lines.places == ()
    assert problems


def _paths(value, keys=()):
    """Give the path of every value of the data."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, each in inside:
        yield (*keys, key)
        yield from _paths(each, (*keys, key))


@pytest.mark.parametrize("other", [None, 5, "x", True, [], {}, [None], {"a": 1}])
def test_whatever_stands_in_a_place_is_one_problem_or_none(other):
    for keys in _paths(yaml.safe_load(GOOD)):
        data = yaml.safe_load(GOOD)
        holder = data
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = other
        _, problems = load(yaml.safe_dump(data, sort_keys=False))
        most = 9 if (isinstance(other, dict | list) and len(keys) < 3) or len(keys) == 4 else 2
        assert len(problems) <= most, (keys, problems)
        assert "Traceback" not in str(problems)


def test_a_line_that_is_wrong_is_left_out_and_the_rest_stays():
    lines, problems = load(GOOD.replace('tel: "1800"', 'tel: "1801"'))
    assert len(problems) == 1
    wrong = GOOD.replace("        for: abuse\n", "").replace('tel: "116123"', "tel: one")
    assert len(load(wrong)[1]) == 1, "that the line was to lead is no second mistake"
    assert [line.name for line in lines.places[1].lines] == ["Listeners"]


def test_what_is_wrong_in_one_entry_leaves_the_others():
    lines, problems = load(GOOD.replace('tel: "1800"', "tel: one"))
    assert len(problems) == 1
    assert [[line.name for line in place.lines] for place in lines.places] == [[], ["Listeners"]]
    safe = "      - name: Safe at Home\n"
    lines, problems = load(GOOD.replace(safe, f"      - nonsense\n{safe}"))
    assert len(problems) == 1
    assert [line.name for line in lines.places[1].lines] == ["Listeners", "Safe at Home"]
    lines, problems = load(GOOD.replace("https://else.example/000", "nowhere"))
    assert len(problems) == 1
    assert [(place.name, len(place.lines)) for place in lines.places] == [("Someland", 2)]


def test_a_country_with_lines_for_some_people_alone_needs_none_to_lead():
    start, end = GOOD.index("      - name: Listeners"), GOOD.index("      - name: Safe")
    lines, problems = load(GOOD[:start] + GOOD[end:])
    assert problems == []
    assert lines.places[1].lead is None


@pytest.mark.parametrize(
    ("days", "release", "expected"),
    [
        (90, True, []),
        (91, True, [Severity.WARNING]),
        (180, True, [Severity.WARNING]),
        (181, False, [Severity.WARNING]),
        (181, True, [Severity.ERROR]),
    ],
)
def test_old_numbers_warn_and_then_stop_a_release(days, release, expected):
    lines = load(GOOD)[0]
    lines = replace(
        lines, anywhere=(), places=(replace(lines.places[1], lines=lines.places[1].lines[:1]),)
    )
    today = date(2026, 11, 22) + timedelta(days=days)
    found = crisis.age_problems("f.yml", lines, today, release)
    assert [p.severity for p in found] == expected
    assert all("Listeners (Someland)" in p.what and p.line == 25 for p in found)


@pytest.mark.parametrize(("count", "said"), [(3, "C (Someland)"), (4, "C (Someland), ...")])
def test_of_many_old_numbers_three_are_named(count, said):
    lines = load(GOOD)[0]
    old = [replace(lines.places[1].lines[0], name=name) for name in "ABCD"[:count]]
    lines = replace(lines, anywhere=(), places=(replace(lines.places[1], lines=tuple(old)),))
    (found,) = crisis.age_problems("f.yml", lines, date(2027, 11, 22), False)
    assert found.what.endswith(said)


def test_lines_that_were_read_on_one_day_are_told_together():
    lines = load(GOOD)[0]
    read = zip("ABC", ("2026-11-20", "2026-11-22", "2026-11-20"), strict=True)
    old = [replace(lines.places[1].lines[0], name=name, read_on=day) for name, day in read]
    lines = replace(lines, anywhere=(), places=(replace(lines.places[1], lines=tuple(old)),))
    found = crisis.age_problems("f.yml", lines, date(2027, 11, 22), False)
    assert [p.what.partition(": ")[2] for p in found] == [
        "A (Someland), C (Someland)",
        "B (Someland)",
    ]


@pytest.mark.parametrize(
    ("number", "tel"),
    [("+254 722 178 177", "+254722178177"), ("0800 111 0111", "+498001110111"), ("988", "988")],
)
def test_a_link_dials_what_is_recorded_and_nothing_else(number, tel):
    text = GOOD.replace("number: 116 123", f'number: "{number}"').replace('"116123"', f'"{tel}"')
    assert load(text)[1] == []
    assert f'href="tel:{tel}">Call {number}</a>' in rendered("crisis lines", text)


def test_a_country_is_three_elements_side_by_side_with_the_emergency_first():
    html = rendered("crisis lines")
    start = html.index('<h3 class="mim-country" id="someland">Someland</h3>')
    part = html[start : html.index("<h3", start + 1)]
    assert part.count("<p ") == part.count("<ul ") == 1
    order = ['"tel:999"', "(ambulance)", "Press 55", "24 hours a day. Free.", '"tel:116123"',
             'href="sms:50808">Text HELLO to 50808', "Safe at Home"]  # fmt: skip
    assert [part.index(each) for each in order] == sorted(part.index(each) for each in order)
    assert "2025" not in html, "a source's date stands on the page of sources"


def test_an_address_without_hours_never_reads_as_always():
    far = '        number: "1800"\n        tel: "1800"\n        hours: 9am to 5pm\n'
    text = GOOD.replace(far, "        web: https://safe.example/\n")
    assert load(text)[1] == []
    html = rendered("crisis lines", text)
    shown = html[html.index("Safe at Home") :]
    assert shown.index("When it answers: see its page.") < shown.index("Open safe.example")


def test_a_site_has_the_file_or_none(tmp_path):
    assert crisis.read(tmp_path, date(2026, 11, 22), False, []) == (crisis.CrisisLines(), [])
    (tmp_path / "_data").mkdir()
    (tmp_path / crisis.FILE).write_text(GOOD, encoding="utf-8")
    (tmp_path / crisis.FILE).with_suffix(".schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    lines, problems = crisis.read(tmp_path, date(2027, 11, 22), True, ["help.md"])
    assert lines.places == load(GOOD)[0].places
    assert [p.path for p in problems] == [f"{tmp_path.name}/{crisis.FILE}"]


def test_a_country_without_a_line_of_its_own_shows_a_way_that_works_anywhere():
    html = rendered("crisis lines")
    assert "find.example" in html[: html.index("Someland")]


def test_every_country_can_be_jumped_to_and_every_line_has_its_source():
    jump, lines, sources = map(rendered, ("crisis countries", "crisis lines", "crisis sources"))
    for name in ("elsewhere", "someland", "another-country"):
        assert f'href="#{name}"' in jump
        assert f'id="{name}"' in lines
    assert "own page, dated 2025-09" in sources
    assert "Read on 22 November 2026: stored copy" in sources
    assert "checked" not in sources.lower()


def test_the_card_and_the_lines_for_abuse_show_only_what_belongs_there():
    card, abuse = rendered("emergency card"), rendered("abuse lines")
    assert "Someland" in card
    assert "Elsewhere" not in card
    assert "Safe at Home" in abuse
    assert "Listeners" not in abuse


def test_what_a_template_prints_is_escaped():
    html = rendered("crisis lines", GOOD.replace("who: Anyone", 'who: "A & B"', 1).replace(
        "name: Listeners", 'name: "3 < 4"'))  # fmt: skip
    assert "3 < 4" not in html
    assert "3 &lt; 4" in html
    assert "A &amp; B" in html


NUMBERS = frozenset({"116123", "988", "999", "1717", "50808", "08000684141"})


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Call 999 now.", 6),
        ("Ring 988.", 6),
        ("Try 116 123 today.", 5),
        ("Try 116123.", 5),
        ("Try 50808.", 5),
        ("On 0800 068 4141 you", 4),
        ("Write +44 20 7946 0000.", 7),
        ("In the US 1-800-555-0100.", 11),
        ("[call](tel:5550100)", 12),
        ("text to 85258", 9),
        ("calling 111 or 999", 9),
        ("The number is 988, day and night.", 15),
        ("NHS 111 can help.", 5),
        ("Dial 999 (free).", 6),
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
        "From 12 to 18 months; 1717, 1999 and 2001.",
        "```\nCall 999\n```",
        '- A sample:\n\n    ```html\n    <a href="tel:+441234567890">\n    ```',
        'A link such as `<a href="tel:+441234567890">` opens the phone.',
        "ISBN 978-0-19-968037-5",
        "as number 300 of the list",
        "Reference number 300, and house number 1200.",
        "We call 300 people a year. They text 120 words. NHS 2020 report.",
    ],
)
def test_other_numbers_are_let_be(text):
    assert typed_numbers("docs/x.md", text, NUMBERS) == []
