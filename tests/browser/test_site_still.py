"""What readers ask for in their system is kept: no motion; and nothing they type is remembered."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect
from sitewide import KEPT

pytestmark = pytest.mark.browser

PAGE = "understand/what-is-mentalizing"
LONGEST = """() => {
  const seconds = text => Math.max(...text.split(',').map(parseFloat))
  const css = [...document.querySelectorAll('*')].map(e => {
    const style = getComputedStyle(e)
    const moves = style.animationName === 'none' ? 0 : seconds(style.animationDuration)
    return Math.max(moves, seconds(style.transitionDuration), 0)
  })
  const running = document.getAnimations().map(a => a.effect.getComputedTiming().endTime / 1000)
  return Math.max(0, ...css, ...running)
}"""


def open_everything(page: Page) -> None:
    """Open card, picture, search and menu, one after the other; measure in each."""
    term = page.locator("main p a.term").first
    term.scroll_into_view_if_needed()
    term.hover()
    expect(page.locator(".peek-card")).to_be_visible()
    assert page.evaluate(LONGEST) <= 0.01
    page.keyboard.press("Escape")
    page.locator("a.glightbox").first.click()
    page.get_by_role("dialog", name="Larger picture").wait_for()
    assert page.evaluate(LONGEST) <= 0.01
    page.keyboard.press("Escape")
    expect(page.locator(".mim-larger")).to_have_count(0)
    page.locator("#mim-search").click()
    page.get_by_role("searchbox").fill("shame")
    page.locator(".mim-search ol a").first.wait_for()
    assert page.evaluate(LONGEST) <= 0.01
    page.keyboard.press("Escape")


def test_nothing_moves_for_readers_who_asked_for_stillness(new_page, hosted_site, serve):
    page = new_page(reduced_motion="reduce")
    page.goto(f"{serve(hosted_site)}/{PAGE}/")
    assert page.evaluate(LONGEST) <= 0.01
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    open_everything(page)


@pytest.mark.parametrize("kind", ["hosted", "offline"])
def test_using_everything_leaves_two_choices_and_no_words(kind, request, new_page, serve):
    folder = request.getfixturevalue(f"{kind}_site")
    page = new_page(reduced_motion="reduce")
    page.goto(
        f"{serve(folder)}/{PAGE}/" if kind == "hosted" else (folder / f"{PAGE}.html").as_uri()
    )
    open_everything(page)
    page.locator("#mim-theme").click()
    page.locator(".peek-switch").first.click()
    page.locator("#mim-search").click()
    page.get_by_role("searchbox").fill("shame")
    page.locator(".mim-search ol a").first.click()
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == []
    assert page.context.cookies() == []
    assert sorted(page.evaluate("Object.keys(localStorage)")) == ["mim.theme", "peek"]
    history = page.evaluate("performance.getEntriesByType('resource').map(e => e.name).join(' ')")
    assert "shame" not in f"{page.url} {history} {page.evaluate('document.referrer')}".replace(
        "/shame", ""
    )
    assert "?" not in page.url


JUMPED = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(sum), 500)
})"""


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
@pytest.mark.parametrize("address", ["", "therapy/pause-practice/", "404.html"])
def test_nothing_jumps_while_styles_and_scripts_come(new_page, hosted_site, serve, address, size):
    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page = new_page(viewport=dict(zip(("width", "height"), size, strict=True)))
    page.route("**/assets/**", late)
    page.goto(f"{serve(hosted_site)}/{address}")
    assert page.evaluate(JUMPED) < 0.02
