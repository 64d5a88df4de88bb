"""Axe in every state that a page can be in: open menu, search, card, picture, print, no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sitewide import run_axe, without_scripts

pytestmark = pytest.mark.browser

PAGE = "understand/what-is-mentalizing/"
SIZES = {"wide": (1280, 800), "narrow": (320, 640)}
WAYS = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]


@pytest.fixture(params=WAYS, ids=" ".join)
def page(request, new_page, hosted_site, serve) -> Page:
    size, scheme = request.param
    width, height = SIZES[size]
    page = new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto(f"{serve(hosted_site)}/{PAGE}")
    return page


def test_menu_open(page):
    if page.locator("#mim-menu-button").is_visible():
        page.locator("#mim-menu-button").click()
    for summary in page.locator("#mim-menu details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    assert run_axe(page) == []


@pytest.mark.parametrize("typed", ["mentalizing", "suicide", "qqqqzzzz", ""])
def test_search(page, typed):
    page.locator("#mim-search").click()
    page.get_by_role("searchbox").fill(typed)
    if typed:
        page.locator(".mim-search ol a").first.wait_for()
    assert run_axe(page) == []


@pytest.mark.parametrize("selector", ["main p a.term", "main a.footnote-ref"])
def test_card_open(page, selector):
    page.locator(selector).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".peek-card")).to_be_visible()
    assert run_axe(page) == []


def test_picture_open(page):
    page.locator("a.glightbox").first.click()
    expect(page.get_by_role("dialog", name="Larger picture")).to_be_visible()
    assert run_axe(page) == []


def test_everything_unfolded(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert run_axe(page) == []


@pytest.mark.parametrize("path", [PAGE, "help/get-help-now/", "therapy/crisis-plan/", "glossary/"])
def test_on_paper(desktop, hosted_site, serve, path):
    desktop.goto(f"{serve(hosted_site)}/{path}")
    desktop.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desktop.emulate_media(media="print", color_scheme="light")
    # Nobody taps on paper. A sheet is alone on it, with a title of its own below the page's.
    alone = desktop.locator(".mim-sheet").count() > 0
    let_be = ("target-size:", "page-has-heading-one:") if alone else ("target-size:",)
    assert [one for one in run_axe(desktop) if not one.startswith(let_be)] == []


@pytest.mark.parametrize("path", ["", PAGE, "help/get-help-now/", "glossary/", "404.html"])
def test_without_scripts(new_page, hosted_site, serve, path):
    page = new_page(viewport={"width": 320, "height": 640})
    page.route("**/*", without_scripts)
    page.goto(f"{serve(hosted_site)}/{path}")
    assert page.evaluate("document.documentElement.className") == ""
    assert run_axe(page) == []


# Words that stand on two lines though no hyphen parts them.
TORN = """() => [...document.querySelectorAll("td, th")].flatMap(cell => {
    const torn = [], texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (texts.nextNode())
        for (const { 0: word, index } of texts.currentNode.data.matchAll(/\\p{L}+/gu)) {
            const range = document.createRange()
            range.setStart(texts.currentNode, index)
            range.setEnd(texts.currentNode, index + word.length)
            if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) torn.push(word)
        }
    return torn
})"""


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_in_a_table_is_torn_in_two(width, new_page, hosted_site, serve):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{serve(hosted_site)}/therapy/medicines-and-other-therapies/")
    assert page.evaluate(TORN) == []
