"""The core journeys in Chromium, Firefox and WebKit, from a folder, as a reader offline has it.

On a developer's computer a missing engine is skipped and said; in CI, on Linux, it fails.
"""

from __future__ import annotations

import pytest
from engines import FOUND, Engine, opened, until

from sites import go_without

pytestmark = pytest.mark.browser
CARD = "document.querySelector('.peek-card')"
INSIDE = f"(r => r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth)({CARD}.getBoundingClientRect())"
TERM = "main p a.term[aria-expanded]"


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request, playwright):
    if not FOUND[request.param]:
        go_without(request.param)
    with opened(request.param, playwright) as running:
        yield running


@pytest.fixture
def page(engine: Engine, bundled_site) -> Engine:
    engine.goto((bundled_site / "understand" / "bpd-and-mentalizing.html").as_uri())
    until(engine, f"document.querySelector('{TERM}')")
    return engine


def test_a_page_is_read(page):
    assert page.run("document.querySelectorAll('h1').length") == 1
    assert page.run("document.documentElement.scrollWidth <= innerWidth + 1")
    assert page.run("document.querySelector('a.mim-help').getBoundingClientRect().height >= 24")


def test_a_word_looks_like_the_text_and_is_dotted(page):
    style = f"getComputedStyle(document.querySelector('{TERM}'))"
    assert page.run(f"{style}.textDecorationStyle") == "dotted"
    assert page.run(f"{style}.color === getComputedStyle(document.querySelector('main p')).color")


def test_a_card_opens_by_hover_and_closes_by_escape(page):
    page.point(TERM)
    until(page, CARD)
    assert page.run(INSIDE)
    page.press("Escape")
    until(page, f"!{CARD}")


def test_a_card_opens_by_keyboard_inside_the_window_after_scrolling(page):
    page.run("(scrollTo(0, 600), 1)")
    page.run(f"(document.querySelector('{TERM}').scrollIntoView({{block: 'start'}}), 1)")
    page.run(
        "(e => { const stop = document.createElement('span'); stop.tabIndex = 0; e.before(stop);"
        f" stop.focus({{preventScroll: true}}); return 1 }})(document.querySelector('{TERM}'))"
    )
    page.press("Tab")
    until(page, f"document.activeElement.matches('{TERM}')")
    until(page, CARD)
    assert page.run(INSIDE)
    page.press("Escape")
    until(page, f"!{CARD}")
    assert page.run(f"document.activeElement.matches('{TERM}')"), "the focus stays where it was"


def test_the_search_puts_help_first(page):
    page.run("(document.querySelector('#mim-search').click(), 1)")
    until(page, "document.activeElement.type === 'search'")
    for letter in "suicidal":
        page.press(letter)
    until(page, "document.querySelector('.mim-search__results a')")
    until(page, "document.querySelector('.mim-search__results a').textContent === 'Get help now'")
    for _ in range(2):  # to the only button, and over the first stop to the last one
        page.press("Tab")
    assert page.run("!!document.activeElement.closest('.mim-search')"), "the focus stays in"
    page.press("Escape")
    until(page, "document.querySelector('.mim-search').hidden")
    until(page, "document.activeElement.id === 'mim-search'")


def test_the_colours_can_be_chosen(page):
    before = page.run("getComputedStyle(document.documentElement).backgroundColor")
    seen = set()
    for _ in range(3):
        page.run("(document.querySelector('#mim-theme').click(), 1)")
        seen.add(page.run("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(seen | {before}) == 2


def test_a_picture_is_shown_larger_than_in_the_text(page):
    size = "(i => i.getBoundingClientRect().width * i.getBoundingClientRect().height)"
    inline = page.run(f"{size}(document.querySelector('a.glightbox img'))")
    page.run("(document.querySelector('a.glightbox').click(), 1)")
    until(page, "document.querySelector('dialog[open] img')?.complete")
    until(page, f"{size}(document.querySelector('dialog[open] img')) >= {inline}")
    page.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")


def test_help_is_one_step_away_and_its_numbers_dial(page):
    page.run("(setTimeout(() => document.querySelector('a.mim-help').click()), 1)")
    until(page, "location.href.endsWith('help/get-help-now.html')")
    until(page, "document.querySelector('main a[href^=\"tel:\"]')")


def test_a_page_on_danger_can_be_left_at_once(page, bundled_site):
    page.goto((bundled_site / "help" / "get-help-now.html").as_uri())
    page.run("(setTimeout(() => document.querySelector('#mim-exit').click()), 1)")
    until(page, "location.href.endsWith('leave.html')")
    assert page.run("document.body.textContent.trim()") == ""
