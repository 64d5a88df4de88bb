"""Score sheets: how they are read and shown, and that our own hold what we promise."""

from datetime import date
from pathlib import Path

import pytest

from glossary_cards.diagnostics.source import read_document
from mindinmind.scores.sheets import (
    RATED,
    READINGS,
    Instrument,
    Rating,
    Reading,
    Sheet,
    read_folder,
    read_instruments,
    read_sheet,
    stale_problems,
)
from mindinmind.scores.tables import results_table, sheet_tables

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "docs" / "_data" / "scores"
SHEETS = sorted(path for path in DATA.glob("*.yml") if path.stem != "instruments")
TREATMENT = {
    "how-mbt-works",
    "does-it-work",
    "medicines-and-other-therapies",
    "is-mbt-right-for-you",
}
KEY_PAGES = {
    "bpd-with-hope", "is-mbt-right-for-you", "how-mbt-works", "family-and-friends",
    "students-and-clinicians", "does-it-work",
}  # fmt: skip

TOOLS = {
    "discern": Instrument("discern", "DISCERN", "1 to 5", {1: "Clear?", 2: "Fair?"}),
    "act": Instrument("act", "Act", "0 or 1", {20: "Names a step", 24: "Shows a sum"}),
}
GOOD = """\
page: a.md
readings:
  - date: 2026-11-22
    how: From the text.
    discern: {1: [5, "Says so at once"], 2: [4, "Both sides told"]}
    act: {20: [1, "Three steps"], 24: [null, "No sum"]}
  - date: 2026-11-23
    how: From the page.
    discern: {1: [4, "Comes a little late"], 2: [5, "Both sides told"]}
    act: {20: [1, "Three steps"], 24: [null, "No sum"]}
"""


def own_tools():
    tools, problems = read_instruments(
        "instruments.yml", (DATA / "instruments.yml").read_text("utf-8")
    )
    assert not problems
    return tools


def problems_of(text):
    return [str(problem) for problem in read_sheet("s.yml", text, TOOLS)[1]]


def test_a_good_sheet_is_read():
    sheet, problems = read_sheet("s.yml", GOOD, TOOLS)
    assert not problems
    assert sheet.page == "a.md"
    assert [r.scores("discern") for r in sheet.readings] == [[5, 4], [4, 5]]
    assert sheet.readings[0].share("act") == 100
    assert sheet.readings[0].ratings["act"][24] == Rating(None, "No sum")
    assert sheet.readings[0].share("absent") == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[5, \"Says so at once\"]", "[3, \"Says so at once\"]",
         "s.yml:5:15: [scores] DISCERN item 1 is 3, under 4; rework the page, then read it again"),
        ("[5, \"Says so at once\"]", "[6, \"Says so at once\"]",
         "s.yml:5:15: [scores] DISCERN item 1 has the score 6; use 1 to 5"),
        ("[5, \"Says so at once\"]", "[5, \"Yes\"]",
         "s.yml:5:15: [scores] DISCERN item 1 gives no reason; say in a few words what in the page it is"),
        (', 2: [4, "Both sides told"]', "",
         "s.yml:5:5: [scores] DISCERN item 2 is not rated; rate it, or give `null` and say why it does not apply"),
        ('2: [4, "Both', '3: [4, "Other"], 2: [4, "Both',
         "s.yml:5:5: [scores] DISCERN has no item 3; rate it, or give `null` and say why it does not apply"),
        ("20: [1,", "20: [0,",
         "s.yml:6:5: [scores] Act is 0 in 100, under 90; rework the page, then read it again"),
        ("date: 2026-11-22", "date: soon",
         "s.yml:3:5: [scores] this reading has no date; write `date: 2026-11-22`"),
        ("page: a.md", "side: a.md",
         "s.yml:1:1: [scores] the sheet has no `page` or no `readings`; copy the form of another"),
        ("readings:", "readings: [",
         "s.yml:2:11: [front-matter]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(old, new, message):
    assert old in GOOD
    assert any(problem.startswith(message) for problem in problems_of(GOOD.replace(old, new, 1)))


def test_one_reading_is_not_enough():
    one = GOOD[: GOOD.index("  - date: 2026-11-23")]
    assert problems_of(one) == [
        "s.yml:2:1: [scores] the page was read 1 time, and 2 are needed; "
        "read it again without looking at the first scores"
    ]


def test_a_reading_older_than_the_page_is_stale():
    sheet, _ = read_sheet("s.yml", GOOD, TOOLS)
    assert [str(p) for p in stale_problems(sheet, date(2026, 11, 23))] == [
        "s.yml:1:1: [scores] reading 1 is of 2026-11-22, and the page was checked on 2026-11-23; "
        "read the page again and score it anew"
    ]
    assert not list(stale_problems(sheet, date(2026, 11, 22)))


def test_tables_show_both_readings():
    sheet, _ = read_sheet("s.yml", GOOD, TOOLS)
    assert results_table([sheet], {"a.md": "A"}, "../", "scores/").splitlines()[2] == (
        "| [A](../a.md)<br>[Item by item: A](scores/a.md) | 4, 4.5<br>4, 4.5 | not used | "
        "1 of 1<br>1 of 1 | not used |"
    )
    shown = sheet_tables(sheet, TOOLS)
    assert "**First reading**, 22 November 2026. From the text." in shown
    assert "| 1. Clear? | **5.** Says so at once | **4.** Comes a little late |" in shown
    assert "| 24. Shows a sum | **does not apply.** No sum | **does not apply.** No sum |" in shown


def test_a_tool_that_was_not_used_has_no_table():
    reading = Reading(
        date(2026, 1, 1), "So.", {"act": {20: Rating(1, "a b"), 24: Rating(1, "a b")}}
    )
    assert "## DISCERN" not in sheet_tables(Sheet("s.yml", "a.md", [reading]), TOOLS)


# Our own sheets -----------------------------------------------------------------------------------


def test_the_tools_have_all_their_items():
    items = {name: len(tool.items) for name, tool in own_tools().items()}
    assert items == {RATED: 16, "understand": 17, "act": 7, "cci": 20}


def test_each_page_that_we_promise_is_scored():
    assert {path.stem for path in SHEETS} == TREATMENT | KEY_PAGES
    for path in SHEETS:
        assert (ROOT / "docs" / "about" / "scores" / f"{path.stem}.md").exists()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_our_scores_hold_and_are_not_older_than_the_page(path):
    sheet, problems = read_sheet(path.name, path.read_text("utf-8"), own_tools())
    assert not problems
    page = ROOT / "docs" / sheet.page
    document, _ = read_document(sheet.page, page.read_text("utf-8"))
    assert not list(stale_problems(sheet, document.meta["reviewed"]))
    used = {RATED} if path.stem in TREATMENT else set()
    used |= {"understand", "act", "cci"} if path.stem in KEY_PAGES else set()
    assert len(sheet.readings) >= READINGS
    assert all(set(reading.ratings) == used for reading in sheet.readings)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_second_reading_was_not_copied_from_the_first(path):
    first, second = read_sheet(path.name, path.read_text("utf-8"), own_tools())[0].readings
    pairs = [
        (ratings[item].why, second.ratings[tool][item].why)
        for tool, ratings in first.ratings.items()
        for item in ratings
    ]
    same = [one for one, other in pairs if one == other]
    assert len(same) <= len(pairs) / 5


# A folder with mistakes ---------------------------------------------------------------------------


def test_a_folder_is_read_whole_whatever_is_in_it(tmp_path):
    (tmp_path / "instruments.yml").write_text(
        "discern: {name: DISCERN, scale: 1 to 5, items: {1: Clear?}}\n", "utf-8"
    )
    good = 'page: a.md\nreadings:\n  - {date: 2026-11-22, discern: {1: [5, "At once"]}}\n'
    sheets = {
        "broken": "page: [",
        "flat": "page: a.md\nreadings: 5\n",
        "empty": "page: a.md\nreadings:\n  - {date: 2026-11-22, discern: {1: 5}}\n",
        "good": good + good.splitlines()[2] + "\n",
    }
    for name, text in sheets.items():
        (tmp_path / f"{name}.yml").write_text(text, "utf-8")
    (tmp_path / "latin.yml").write_bytes(b"page: \xe9\n")
    tools, found, problems = read_folder("s", tmp_path)
    assert set(found) == {"empty", "good"}
    assert [(problem.path, problem.what) for problem in problems][:3] == [
        ("s/broken.yml", "the bracket here is opened and never closed"),
        ("s/empty.yml", "DISCERN has an item without a score and a reason"),
        ("s/empty.yml", "DISCERN item 1 is not rated"),
    ]
    assert [p.what for p in problems if p.path == "s/flat.yml"] == [
        "`readings` is no list of readings"
    ]
    assert [p.rule for p in problems if p.path == "s/latin.yml"] == ["encoding"]
    assert "not rated" in sheet_tables(found["empty"], tools)
    assert "not rated" in results_table([found["empty"]], {"a.md": "A"}, "", "")


@pytest.mark.parametrize("text", ["a: [", "a: 5", "a: {name: A}", "- a", ""])
def test_tools_that_cannot_be_read_give_one_problem(tmp_path, text):
    (tmp_path / "instruments.yml").write_text(text, "utf-8")
    (tmp_path / "a.yml").write_text(GOOD, "utf-8")
    tools, sheets, problems = read_folder("s", tmp_path)
    assert (tools, sheets, len(problems)) == ({}, {}, 1)
