"""A walk by keyboard: every stop seen, in the page's order, outlined, never covered, never a trap."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = ("", "understand/what-is-mentalizing/", "glossary/", "help/get-help-now/")
SIZES = {"wide": (1280, 720), "narrow": (360, 640)}

# Numbers every stop that Tab should reach, in the page's order, and gives their names.
NUMBER = """() => {
  const stops = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
      && !e.closest('[inert], dialog:not([open])'))
  stops.forEach((e, i) => { e.mimStop = i })
  return stops.map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`)
}"""
# What is wrong with the stop that has the focus, and stays wrong: not outlined, out of the window,
# or covered. A busy machine scrolls to it, or closes the card of the stop before, a moment later.
LOOK = """async () => {
  const look = () => {
    const e = document.activeElement
    if (!e || e === document.body) return {stop: null, wrong: []}
    const style = getComputedStyle(e), wrong = []
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
      wrong.push(`outline ${style.outlineWidth} ${style.outlineStyle}`)
    const seen = [...e.getClientRects()].some(box => [0.5, 0.1, 0.9].some(part => {
      const at = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2)
      return at && (e.contains(at) || at.contains(e) && at !== document.body
        && at !== document.documentElement && !at.matches('main, article'))
    }))
    if (!seen) wrong.push('covered or out of the window')
    return {stop: e.mimStop ?? null, wrong, name: e.tagName + '.' + e.className + ' ' +
      e.textContent.trim().slice(0, 30)}
  }
  const end = performance.now() + 3000
  let found = look()
  while (found.wrong.length && performance.now() < end) {
    await new Promise(requestAnimationFrame)
    found = look()
  }
  return found
}"""


@pytest.fixture(params=list(SIZES))
def page(request, new_page) -> Page:
    width, height = SIZES[request.param]
    return new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")


def walk(page: Page, key: str, most: int) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the page; give what every stop looked like."""
    steps = []
    for _ in range(most):
        page.keyboard.press(key)
        step = page.evaluate(LOOK)
        if step["stop"] is None and not step["wrong"]:
            break
        steps.append(step)
    return steps


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_is_reached_in_order_outlined_and_uncovered(page, hosted_site, serve, path):
    page.goto(f"{serve(hosted_site)}/{path}")
    names = page.evaluate(NUMBER)
    assert len(names) > 20
    steps = walk(page, "Tab", len(names) + 5)
    assert [step["stop"] for step in steps] == list(range(len(names))), "order, a gap, or a trap"
    assert not [(step["name"], step["wrong"]) for step in steps if step["wrong"]]
    assert steps[0]["name"].startswith("A.mim-skip")
    assert steps[1]["name"].startswith("A.mim-help")


@pytest.mark.parametrize("path", PAGES)
def test_nor_is_anything_covered_on_the_way_back(page, hosted_site, serve, path):
    page.goto(f"{serve(hosted_site)}/{path}")
    names = page.evaluate(NUMBER)
    steps = walk(page, "Shift+Tab", len(names) + 5)
    assert [step["stop"] for step in steps] == list(reversed(range(len(names))))
    assert not [(step["name"], step["wrong"]) for step in steps if step["wrong"]]


def test_the_skip_link_leads_past_header_and_menu(page, hosted_site, serve):
    page.goto(f"{serve(hosted_site)}/{PAGES[1]}")
    page.keyboard.press("Tab")
    expect(page.locator(".mim-skip")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_escape_closes_one_thing_and_stays(page, hosted_site, serve):
    page.goto(f"{serve(hosted_site)}/{PAGES[1]}")
    where = page.url
    term = page.locator("main p a.term").first
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card = page.locator(".peek-card")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(term).to_be_focused()
    picture = page.locator("a.glightbox").first
    picture.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Larger picture").wait_for()
    page.keyboard.press("Escape")
    expect(picture).to_be_focused()
    page.locator("#mim-search").focus()
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").fill("shame")
    page.keyboard.press("Escape")
    expect(page.locator("#mim-search")).to_be_focused()
    assert page.url == where


@pytest.mark.parametrize("path", PAGES)
def test_single_keys_do_nothing(desktop, hosted_site, serve, path):
    desktop.goto(f"{serve(hosted_site)}/{path}")
    desktop.evaluate(
        "new MutationObserver(() => { window.mimChanged = true })"
        ".observe(document, {subtree: true, childList: true, attributes: true})"
    )
    where = desktop.url
    for key in "abcdefghijklmnopqrstuvwxyz0123456789.,/?:;'-=[]":
        desktop.keyboard.press(key)
    desktop.wait_for_timeout(400)
    assert desktop.url == where
    assert desktop.evaluate("window.mimChanged") is None
    assert desktop.evaluate("document.activeElement === document.body")
