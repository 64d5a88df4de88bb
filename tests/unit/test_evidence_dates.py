"""Review dates, changes and the feed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evidences import CLAIM, build, data_folder, settings
from glossary_cards.diagnostics.problem import Severity, ordered
from mindinmind.evidence.citations import Findings
from mindinmind.evidence.data import EvidenceData
from mindinmind.evidence.pages import Change, feed_view, newest_first, read_changes
from mindinmind.evidence.review import due, in_words, read_review, today
from mindinmind.evidence.site import view_of
from mindinmind.templates import environment

NOW = date(2026, 11, 22)


def meta(reviewed=NOW, review_in="12 months", **more):
    return {"reviewed": reviewed, "review_in": review_in, **more}


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2026-11-22", "12 months", "2027-11-22"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2028-02-29", "12 months", "2029-02-28"),
        ("2026-11-22", "3 months", "2027-02-22"),
        ("2026-11-22", "1 month", "2026-12-22"),
    ],
)
def test_spans_are_added_by_the_calendar(start, span, expected):
    assert str(read_review(meta(date.fromisoformat(start), span)).due) == expected


@pytest.mark.parametrize(
    "front",
    [
        {},
        {"reviewed": "yesterday", "review_in": "12 months"},
        {"reviewed": NOW},
        meta(review_in="soon"),
        meta(review_in="9999999 years"),
        {"review_in": "12 months"},
    ],
)
def test_dates_that_cannot_be_read_are_none(front):
    assert read_review(front) is None


def test_reviewers_say_as_what_they_read():
    lived, clinician = ({"name": "A", "as": "lived experience"}, {"name": "B", "as": "clinician"})
    review = read_review(meta(reviewers=[lived]))
    assert (review.reviewers, review.by_clinician) == ((("A", "lived experience"),), False)
    assert read_review(meta(reviewers=[lived, clinician])).by_clinician
    assert read_review(meta(reviewers="me")).reviewers == ()
    assert read_review(meta(reviewers=["me"])).reviewers == ()


def test_due_pages_are_listed_oldest_first_with_their_state():
    pages = [
        ("soon.md", meta(date(2025, 12, 22))),
        ("later.md", meta(date(2025, 12, 23))),
        ("over.md", meta(date(2025, 11, 21))),
        ("old.md", meta(date(2025, 5, 26))),
        ("older.md", meta(date(2025, 5, 25))),
        ("none.md", {}),
    ]
    found = due(pages, NOW, release=True)
    assert [p.severity is Severity.ERROR for p in found] == [True, False, False, False]
    assert not [p for p in due(pages, NOW) if p.severity is Severity.ERROR]
    assert [f"{one.path}: {one.what}" for one in found] == [
        "older.md: this page was due for review on 25 May 2026",
        "old.md: this page was due for review on 26 May 2026",
        "over.md: this page was due for review on 21 November 2026",
        "soon.md: this page is due for review on 22 December 2026",
    ]


@pytest.mark.parametrize(("days", "said"), [(0, "is due"), (1, "was due")])
def test_a_page_is_due_on_its_day_and_was_the_day_after(days, said):
    page = "a.md", meta(date(2025, 11, 22))
    (problem,) = due([page], date(2026, 11, 22) + timedelta(days=days))
    assert problem.what.startswith(f"this page {said}")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_review_is_always_due_later_and_never_on_a_later_day_of_the_month(start, months):
    review = read_review(meta(start, f"{months} months"))
    assert review.due > start
    assert review.due.day <= start.day
    assert (review.due.year - start.year) * 12 + review.due.month - start.month == months


def test_the_day_is_the_clock_s_and_not_that_of_the_last_commit():
    before = datetime.now(UTC).date()
    for variables in ({}, {"SOURCE_DATE_EPOCH": "0"}, {"MIM_TODAY": "soon"}):
        assert before <= today(variables) <= datetime.now(UTC).date()
    assert today({"MIM_TODAY": "2031-01-02", "SOURCE_DATE_EPOCH": "0"}) == date(2031, 1, 2)
    assert in_words(date(2026, 2, 1)) == "1 February 2026"


PAGE = "---\ntitle: T\nreviewed: {}\nreview_in: 12 months\n---\n{}"


def test_an_old_page_stops_a_release_and_only_reminds_otherwise(tmp_path):
    data = data_folder(tmp_path, claims=CLAIM)
    said = "One.[^smith2020] {claim=C8}"
    pages = {"a.md": PAGE.format("2025-01-01", said), "b.md": PAGE.format("2025-11-01", said)}
    mend = "compare it with its sources, then set `reviewed` to the day you did"
    said = [
        f"docs/a.md: [review-due] this page was due for review on 1 January 2026; {mend}",
        f"docs/b.md: [review-due] this page was due for review on 1 November 2026; {mend}",
    ]
    for release in (False, True):
        built = build(data, pages, release=release)
        assert built.messages == said
        errors = [p.path for p in ordered(built.problems) if p.severity is Severity.ERROR]
        assert errors == (["docs/a.md"] if release else [])


def test_changes_that_say_too_little_are_left_out():
    right = {"date": NOW, "what": "More\n said."}
    wrong = [{"date": "2026-11-22"}, "new", {"date": "soon", "what": "x"}]
    found = read_changes("a/", "A", {"changes": [right, *wrong]})
    assert found == [Change(NOW, "a/", "A", "More said.")]
    assert read_changes("", "", {"changes": "yes"}) == []


TEMPLATES = environment()
CHANGES = [
    Change(date(2026, 11, 1), "b/", "Bee & <co>", "New ]]> & old."),
    Change(date(2026, 11, 22), "a/", "Ay", "First version."),
    Change(date(2026, 11, 22), "", "Home", "First version."),
]


def atom_feed(changes, name: str, url: str, feed: str) -> bytes:
    site = settings(Path(), site_name=name, site_url=url)
    template = TEMPLATES.get_template("partials/mim/evidence/feed.html")
    return template.render(feed_view(changes, site, feed)).encode()


@pytest.mark.parametrize("url", ["", "https://example.org/sub/"])
def test_the_feed_parses_and_has_what_atom_asks_for(url):
    feed = atom_feed(CHANGES, "Site & Co", url, "about/changes.xml")
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.title for entry in parsed.entries] == ["Ay", "Home", "Bee & <co>"]
    assert parsed.entries[2].summary == "New ]]> & old."
    root = etree.fromstring(feed)
    name = "{http://www.w3.org/2005/Atom}"
    for element in (root, *root.findall(f"{name}entry")):
        for child in ("id", "title", "updated"):
            assert len(element.findall(f"{name}{child}")) == 1
    ids = [one.text for one in root.iter(f"{name}id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(one.startswith("urn:uuid:") for one in ids)
    links = [one.get("href") for one in root.iter(f"{name}link")]
    if url:
        assert links[:2] == [
            "https://example.org/sub/about/changes.xml",
            "https://example.org/sub/a/",
        ]
    else:
        assert links == ["changes.xml", "../a/", "../", "../b/"]
    assert root.findtext(f"{name}updated") == "2026-11-22T00:00:00Z"
    assert root.findtext(f"{name}author/{name}name") == "Site & Co contributors"


def test_the_feed_is_the_same_in_any_order_and_empty_without_changes():
    feeds = {atom_feed(order, "S", "", "f.xml") for order in (CHANGES, CHANGES[::-1])}
    assert len(feeds) == 1
    assert not feedparser.parse(atom_feed([], "S", "", "f.xml")).bozo


def test_changes_are_grouped_by_day_newest_first():
    pages = [SimpleNamespace(changes=[change], findings=Findings()) for change in CHANGES]
    view = view_of(EvidenceData(), pages) | {
        "origin": "about/changes/",
        "feed": "about/changes.xml",
    }
    html = TEMPLATES.get_template("partials/mim/evidence/changes.html").render(view)
    assert html.index("22 November 2026") < html.index("1 November 2026")
    assert '<li><a href="../../">Home</a>: First version.</li>' in html
    assert 'href="../changes.xml"' in html
    assert [change.title for change in newest_first(CHANGES)] == ["Ay", "Home", "Bee & <co>"]
