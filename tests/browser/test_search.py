"""Search: named, announced, reachable by Tab, forgiving, private, and the same from a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["http", "file"])
def page(request: pytest.FixtureRequest, phone: Page, serve: Callable[[Path], str]) -> Page:
    if request.param == "http":
        folder = request.getfixturevalue("hosted_site")
        phone.goto(f"{serve(folder)}/therapy/how-mbt-works/")
    else:
        folder = request.getfixturevalue("offline_site")
        phone.goto((folder / "therapy" / "how-mbt-works.html").as_uri())
    return phone


def search(page: Page, words: str) -> Locator:
    """Open the dialog and type; give the links of the results."""
    dialog = page.get_by_role("dialog", name="Search this site")
    if not dialog.is_visible():
        page.get_by_role("button", name="Search").first.click()
    page.get_by_role("searchbox").fill(words)
    return dialog.locator("ol a")


def test_the_index_is_loaded_only_when_somebody_searches(page):
    loaded = (
        "performance.getEntriesByType('resource').filter(e => /search_index/.test(e.name)).length"
    )
    scripts = "document.querySelectorAll('script[src*=search_index]').length"
    assert page.evaluate(loaded) + page.evaluate(scripts) == 0
    search(page, "mentalizing").first.wait_for()
    assert page.evaluate(scripts) == 1


def test_the_count_is_announced_and_results_are_reached_by_tab(page):
    links = search(page, "mentalizing")
    links.first.wait_for()
    expect(page.get_by_role("status")).to_have_text(f"{links.count()} results")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mentalzation", "what-is-mentalizing"),
        ("mentalisation", "what-is-mentalizing"),
        ("bordeline", "bpd"),
        ("first appointmnt", "first-appointment-questions"),
        ("family", "family-and-friends"),
        ("evidence", "does-it-work"),
        ("pause", "pause-card"),
    ],
)
def test_misspelt_and_partial_words_find_the_page(page, typed, expected):
    links = search(page, typed)
    links.first.wait_for()
    found = [link.get_attribute("href") for link in links.all()[:6]]
    assert any(expected in href for href in found), found


def test_a_word_typed_as_two_finds_what_the_one_word_finds(page):
    found = [
        search(page, typed).evaluate_all("links => links.map(link => link.href)")
        for typed in ("border line", "borderline")
    ]
    assert found[0] == found[1] != []


@pytest.mark.parametrize("typed", ["suicide", "kill myself", "overdose", "self-harm", "self harm"])
def test_crisis_words_put_help_first(page, typed):
    links = search(page, typed)
    expect(links.first).to_have_text("Get help now")
    expect(page.get_by_role("status")).to_contain_text("Get help now comes first")


def test_nothing_found_offers_the_a_to_z_and_help(page):
    links = search(page, "qqqqzzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(links).to_have_text(["A to Z of words", "All pages", "Get help now"])


def test_the_words_stay_out_of_every_address_and_store(page):
    links = search(page, "shame")
    links.first.wait_for()
    page.keyboard.press("Enter")
    assert "shame" not in page.url
    links.first.click()
    page.wait_for_load_state()
    assert "?" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""


def test_a_result_leads_to_its_page(page):
    links = search(page, "crisis plan")
    links.first.wait_for()
    target = links.first.get_attribute("href")
    links.first.click()
    page.wait_for_load_state()
    assert page.url == target
    expect(page.locator("h1")).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(page):
    search(page, "bpd").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="Search").first).to_be_focused()


def test_no_single_key_does_anything(page):
    before = page.url
    for key in "fsnpabcz123.,/":
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url == before
