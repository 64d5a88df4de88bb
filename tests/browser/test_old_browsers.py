"""Old browsers, simulated by taking away what they lack: the whole page, and what it does still works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# No popover (before 2024), no dialog (2022), no observer, no :focus-visible and :has in selectors.
OLD = """
delete HTMLElement.prototype.showPopover
delete HTMLElement.prototype.popover
for (const name of ['show', 'showModal', 'close']) delete HTMLDialogElement.prototype[name]
delete window.HTMLDialogElement
delete window.IntersectionObserver
for (const name of ['matches', 'closest', 'querySelector', 'querySelectorAll'])
  for (const type of [Element, Document].filter(t => t.prototype[name])) {
    const own = type.prototype[name]
    type.prototype[name] = function (selector) {
      if (/:has\\(/.test(selector)) throw new SyntaxError(selector)
      return own.call(this, selector)
    }
  }
"""


@pytest.fixture
def old(new_page, hosted_site, serve) -> Page:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    page.add_init_script(OLD)
    page.goto(f"{serve(hosted_site)}/understand/what-is-mentalizing/")
    return page


def test_menu_sections_and_card_work(old):
    old.get_by_role("button", name="Menu", exact=True).tap()
    expect(old.get_by_role("navigation", name="Pages")).to_be_visible()
    old.keyboard.press("Escape")
    old.get_by_text("On this page", exact=True).first.tap()
    expect(old.locator(".mim-contents a").first).to_be_visible()
    word = old.locator("main p a.term").first
    word.scroll_into_view_if_needed()
    word.tap()
    expect(old.locator(".peek-card")).to_be_in_viewport()


def test_the_larger_picture_is_a_link(old):
    old.locator("a.glightbox").first.tap()
    old.wait_for_url("**/*.svg")


def test_search_still_finds(old):
    old.get_by_role("button", name="Search", exact=True).tap()
    old.get_by_role("searchbox").fill("mentalizing")
    expect(old.locator(".mim-search ol a").first).to_be_visible()
    old.keyboard.press("Escape")
    expect(old.locator(".mim-search")).to_be_hidden()
    expect(old.get_by_role("button", name="Search", exact=True)).to_be_focused()
