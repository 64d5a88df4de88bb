"""A word that a reader knows is no longer marked: on every page, on this device, until undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "about/hover-these-words/"


def test_a_known_word_is_text_again_everywhere_until_undone(desktop, hosted_site, serve):
    base = serve(hosted_site)
    desktop.goto(f"{base}/{PAGE}")
    word = desktop.locator("main p a.term").first
    slug = word.get_attribute("data-term")
    word.hover()
    desktop.get_by_role("button", name="I know this word").click()
    expect(desktop.locator(".peek-card")).to_have_count(0)
    known = desktop.locator(f"main p a.term-known[data-term={slug}]").first
    expect(known).to_be_focused()
    assert known.get_attribute("aria-expanded") is None
    assert known.get_attribute("href")

    desktop.goto(f"{base}/therapy/how-mbt-works/")
    desktop.goto(f"{base}/{PAGE}")
    expect(desktop.locator(f"main p a.term-known[data-term={slug}]").first).to_be_visible()
    expect(desktop.locator("main p a.term").first).to_have_css("text-decoration-style", "dotted")

    desktop.get_by_role("button", name="Mark the words I know again").click()
    expect(desktop.locator("a.term-known")).to_have_count(0)
    desktop.mouse.move(0, 0)
    desktop.locator(f"main p a.term[data-term={slug}]").first.hover()
    expect(desktop.locator(".peek-card")).to_be_visible()
    assert desktop.evaluate("localStorage.getItem('mim.known')") is None


def test_a_browser_that_keeps_nothing_forgets_at_the_next_page(new_page, hosted_site, serve):
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw Error('no') }})"
    )
    page.goto(f"{serve(hosted_site)}/{PAGE}")
    page.locator("main p a.term").first.hover()
    page.get_by_role("button", name="I know this word").click()
    expect(page.locator("a.term-known").first).to_be_visible()
