"""The menu below 1024 px: a real button, nothing hidden in reach of the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone: Page, hosted_site: Path, serve: Callable[[Path], str]) -> Page:
    phone.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    return phone


def test_the_button_opens_and_closes_and_says_so(page):
    button = page.get_by_role("button", name="Menu", exact=True)
    menu = page.get_by_role("navigation", name="Pages")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    button.tap()
    expect(menu).to_be_hidden()


def test_escape_closes_and_gives_the_focus_back(page):
    button = page.get_by_role("button", name="Menu", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#mim-menu') !== null")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()


def test_nothing_in_the_closed_menu_takes_the_focus(page):
    page.get_by_role("button", name="Menu", exact=True).focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#mim-menu') === null")


def test_tabbing_out_of_the_menu_closes_it(page):
    page.get_by_role("button", name="Menu", exact=True).tap()
    page.evaluate(
        "Array.from(document.querySelectorAll('#mim-menu a, #mim-menu summary'))"
        ".filter(e => e.checkVisibility()).pop().focus()"
    )
    page.keyboard.press("Tab")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()


def test_the_menu_shows_where_we_are(page):
    page.get_by_role("button", name="Menu", exact=True).tap()
    current = page.locator("#mim-menu [aria-current=page]")
    expect(current).to_be_visible()
    expect(current).to_have_count(1)


def test_help_comes_first_and_is_big_enough(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "mim-skip"
    page.keyboard.press("Tab")
    help_link = page.get_by_role("link", name="Get help now").first
    expect(help_link).to_be_focused()
    for name in ("mim-help", "mim-menu-button"):
        box = page.locator(f".{name}").bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_wide_windows_show_the_menu_without_a_button(desktop, hosted_site, serve):
    desktop.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    expect(desktop.get_by_role("navigation", name="Pages")).to_be_visible()
    expect(desktop.locator("#mim-menu-button")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_header_takes_two_rows_at_most(new_page, hosted_site, serve, width):
    page = new_page(viewport={"width": width, "height": 740})
    page.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    rows = "new Set(Array.from(document.querySelectorAll('.mim-header :is(a, button)'))"
    rows += ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
    rows += ".map(box => Math.round((box.top + box.bottom) / 20))).size"
    assert page.evaluate(rows) <= 2
    assert page.locator(".mim-header").bounding_box()["height"] < 120
