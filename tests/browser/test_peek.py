"""The card that explains a word or shows a source, in a real Chromium, over HTTP and from a folder."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from glossary_cards.assets import shipped

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
REPO = HERE.parents[1]
BUDGET = 3.5 * 1000
DELAY = 120  # data-peek-delay of the page
GRACE = 300

# An old browser: no top layer. Taken away before the page's own scripts run.
NO_POPOVER = "delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.popover"
WAYS = {"platform": "", "no popover": NO_POPOVER}

# Notes in the page when the card came and went.
WATCH = """() => { window.times = {}
  const note = (name) => { times[name] = performance.now() }
  new MutationObserver(() => note(document.querySelector('.peek-card') ? 'opened' : 'closed'))
    .observe(document.body, { childList: true }) }"""


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, serve: Callable[[Path], str]) -> str:
    """The page's address, once from a server and once from the file system."""
    page = HERE / "peek_page.html"
    if request.param == "file":
        return page.as_uri()
    return f"{serve(REPO)}/{page.relative_to(REPO).as_posix()}"


@pytest.fixture(params=list(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    """A script that takes platform features away, or leaves them."""
    return WAYS[request.param]


def open_with(page: Page, address: str, setting: str) -> None:
    """Open the page with another setting in place of its delay."""
    text = (HERE / "peek_page.html").read_text(encoding="utf-8")
    body = text.replace('data-peek-delay="120"', setting)
    assert body != text
    page.route(
        "**/peek_page.html", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    page.goto(address)


def card(page: Page) -> Locator:
    return page.locator(".peek-card")


def rect(locator: Locator) -> dict[str, float]:
    return locator.evaluate("(e) => e.getBoundingClientRect().toJSON()")


def focus_by_key(page: Page, selector: str) -> None:
    """Focus as the keyboard does: from the stop before, with Tab."""
    page.evaluate(
        """(selector) => {
          const stops = [...document.querySelectorAll('a[href],button')]
          stops[stops.indexOf(document.querySelector(selector)) - 1].focus({ preventScroll: true })
        }""",
        selector,
    )
    page.keyboard.press("Tab")
    expect(page.locator(selector)).to_be_focused()


def open_by_key(page: Page, selector: str) -> Locator:
    focus_by_key(page, selector)
    expect(card(page)).to_be_visible()
    return card(page)


def wait_for_rest(page: Page) -> None:
    """Wait until nothing scrolls: a busy machine scrolls to the focus after the card has opened."""
    page.evaluate(
        """() => new Promise(done => {
          let timer = setTimeout(done, 200)
          addEventListener('scroll', () => { clearTimeout(timer); timer = setTimeout(done, 500) }, true)
        })"""
    )
    expect(card(page)).to_be_visible()


def assert_inside_window(page: Page) -> None:
    wait_for_rest(page)
    box = rect(card(page))
    size = page.evaluate("({w: document.documentElement.clientWidth, h: innerHeight})")
    assert box["left"] >= 0, box
    assert box["top"] >= 0, box
    assert box["right"] <= size["w"] + 0.5, (box, size)
    assert box["bottom"] <= size["h"] + 0.5, (box, size)
    on_top = """(e) => { const r = e.getBoundingClientRect();
      return [[2, 20], [r.width - 3, 20], [r.width / 2, r.height - 3]]
        .every(([x, y]) => e.contains(document.elementFromPoint(r.left + x, r.top + y))) }"""
    assert card(page).evaluate(on_top), "something covers the card"


def assert_apart(first: dict[str, float], second: dict[str, float]) -> None:
    assert first["bottom"] <= second["top"] or first["top"] >= second["bottom"], (first, second)


def test_script_and_style_are_small() -> None:
    sizes = [
        len(gzip.compress(shipped(name).encode(), 9, mtime=0)) for name in ("card.js", "card.css")
    ]
    assert sum(sizes) <= BUDGET, sizes


@contextmanager
def stopped_clock(page: Page) -> Iterator[None]:
    """Open a page whose timers run only when `page.clock.run_for` says so: no test waits on the machine."""
    page.clock.install(time=0)
    yield
    page.clock.pause_at(3_600_000)


def test_script_needs_nothing_from_outside() -> None:
    script = shipped("card.js")
    assert not re.search(r"\b(import|export|fetch|XMLHttpRequest|eval)\b|https?:", script)


class TestPointer:
    def test_opens_after_the_delay_and_shows_the_definition(
        self, desktop: Page, address: str
    ) -> None:
        with stopped_clock(desktop):
            desktop.goto(address)
        desktop.hover("#one")
        desktop.clock.run_for(DELAY - 1)
        expect(card(desktop)).to_have_count(0)
        desktop.clock.run_for(1)
        expect(card(desktop)).to_be_visible()
        expect(card(desktop)).to_contain_text("Borderline personality disorder (BPD)")
        expect(card(desktop)).to_contain_text("fast and strong")
        expect(card(desktop).locator("em")).to_have_count(1)
        expect(card(desktop).locator("b")).to_have_count(0)
        more = card(desktop).get_by_role("link", name="More about Borderline personality disorder")
        assert more.get_attribute("href") == desktop.locator("#one").evaluate("(e) => e.href")

    def test_delay_is_a_setting(self, desktop: Page, address: str) -> None:
        with stopped_clock(desktop):
            open_with(desktop, address, 'data-peek-delay="900"')
        desktop.hover("#one")
        desktop.clock.run_for(899)
        expect(card(desktop)).to_have_count(0)
        desktop.clock.run_for(1)
        expect(card(desktop)).to_be_visible()

    def test_passing_over_a_term_opens_nothing(self, desktop: Page, address: str) -> None:
        with stopped_clock(desktop):
            open_with(desktop, address, 'data-peek-delay="900"')
        desktop.hover("#one")
        desktop.clock.run_for(899)
        desktop.hover("h1")
        desktop.clock.run_for(900 + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_stays_while_the_pointer_is_on_term_or_card(self, desktop: Page, address: str) -> None:
        with stopped_clock(desktop):
            desktop.goto(address)
        desktop.hover("#two")
        desktop.clock.run_for(DELAY)
        expect(card(desktop)).to_be_visible()
        desktop.hover("#part")
        desktop.clock.run_for(GRACE + 200)
        expect(card(desktop)).to_be_visible()
        box = rect(card(desktop))
        desktop.mouse.move(box["left"] + 40, box["top"] + 30, steps=8)
        desktop.clock.run_for(GRACE + 200)
        expect(card(desktop)).to_be_visible()
        desktop.mouse.move(5, 700)
        desktop.clock.run_for(GRACE - 1)
        expect(card(desktop)).to_be_visible()
        desktop.clock.run_for(1)
        expect(card(desktop)).to_have_count(0)

    def test_only_one_is_open(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.hover("#edge")
        expect(card(desktop)).to_contain_text("BPD")
        expect(desktop.locator("#edge")).to_have_attribute("aria-expanded", "true")
        expect(card(desktop)).to_have_count(1)
        expect(desktop.locator("[aria-expanded=true]")).to_have_count(1)

    def test_escape_closes_what_the_pointer_opened(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        desktop.keyboard.press("Escape")
        expect(card(desktop)).to_have_count(0)
        desktop.wait_for_timeout(DELAY + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_scrolling_closes(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        desktop.mouse.wheel(0, 400)
        expect(card(desktop)).to_have_count(0)

    def test_click_follows_the_link(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        desktop.click("#one")
        expect(desktop).to_have_title("The word’s own page")

    def test_link_in_the_card_is_followed(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#one")
        card(desktop).get_by_role("link", name="More about").click()
        expect(desktop).to_have_title("The word’s own page")

    def test_close_control(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#one")
        card(desktop).get_by_role("button", name="Close").click()
        expect(card(desktop)).to_have_count(0)


class TestKeyboard:
    def test_focus_opens_and_leaving_closes(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.keyboard.press("Tab")
        expect(desktop.locator("#two")).to_be_focused()
        expect(card(desktop)).to_contain_text("Mentalizing")
        desktop.keyboard.press("Tab")
        expect(desktop.locator("#plain")).to_be_focused()
        expect(card(desktop)).to_have_count(0)

    def test_stays_while_focus_stays(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        box = rect(open_by_key(desktop, "#one"))
        desktop.mouse.move(box["left"] + 40, box["top"] + 30)
        desktop.mouse.move(5, 700)
        desktop.wait_for_timeout(GRACE + 200)
        expect(card(desktop)).to_be_visible()

    def test_escape_closes_and_leaves_focus(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.keyboard.press("Escape")
        expect(card(desktop)).to_have_count(0)
        expect(desktop.locator("#one")).to_be_focused()
        desktop.wait_for_timeout(DELAY + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_escape_inside_the_card_gives_focus_back(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one").get_by_role("link").focus()
        desktop.wait_for_timeout(GRACE + 200)
        expect(card(desktop)).to_be_visible()
        desktop.keyboard.press("Escape")
        expect(card(desktop)).to_have_count(0)
        expect(desktop.locator("#one")).to_be_focused()
        desktop.wait_for_timeout(DELAY + 200)
        expect(card(desktop)).to_have_count(0)

    def test_enter_follows_the_link(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.keyboard.press("Enter")
        expect(desktop).to_have_title("The word’s own page")

    def test_focus_that_scrolls_the_page_still_opens(self, desktop: Page, address: str) -> None:
        open_with(desktop, address, 'data-peek-delay="600"')
        desktop.add_style_tag(content="html { scroll-behavior: smooth }")
        open_by_key(desktop, "#deep")
        assert_inside_window(desktop)
        assert desktop.evaluate("scrollY") > 0

    def test_scrolling_to_what_has_focus_only_delays(self, desktop: Page, address: str) -> None:
        """A slow device may still scroll to the word when the card is already open."""
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.evaluate(WATCH)
        desktop.evaluate("scrollBy(0, 5)")
        desktop.wait_for_function("times.closed < times.opened")
        expect(card(desktop)).to_be_visible()

    def test_scrolling_to_the_next_stop_does_not_bring_the_card_back(
        self, desktop: Page, address: str
    ) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#deep")
        wait_for_rest(desktop)
        before = desktop.evaluate("scrollY")
        desktop.keyboard.press("Tab")
        expect(desktop.locator("#term-bpd a")).to_be_focused()
        desktop.wait_for_function("(before) => scrollY > before", arg=before)
        desktop.wait_for_timeout(DELAY + GRACE + 200)
        expect(card(desktop)).to_have_count(0)

    def test_scrolling_by_hand_closes_for_good(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.mouse.move(5, 400)
        desktop.mouse.wheel(0, 100)
        expect(card(desktop)).to_have_count(0)
        desktop.wait_for_timeout(DELAY + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_scrolling_by_key_closes_for_good(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.keyboard.press("PageDown")
        expect(card(desktop)).to_have_count(0)
        desktop.wait_for_timeout(DELAY + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_scrolling_by_key_before_the_card_opens_lets_it_stay_away(
        self, desktop: Page, address: str
    ) -> None:
        """Else it opens for a word that is out of sight, and so is the card."""
        open_with(desktop, address, 'data-peek-delay="500"')
        focus_by_key(desktop, "#one")
        desktop.keyboard.press("PageDown")
        desktop.wait_for_function("scrollY > 0")
        desktop.wait_for_timeout(500 + GRACE + 200)
        expect(card(desktop)).to_have_count(0)

    def test_pointer_that_leaves_another_word_does_not_keep_the_card_from_opening(
        self, desktop: Page, address: str
    ) -> None:
        open_with(desktop, address, 'data-peek-delay="500"')
        desktop.hover("#two")
        expect(card(desktop)).to_be_visible()
        focus_by_key(desktop, "#one")
        desktop.mouse.move(5, 700)
        expect(card(desktop)).to_contain_text("Borderline personality disorder")

    def test_word_scrolled_under_a_resting_pointer_does_not_take_the_card(
        self, desktop: Page, address: str
    ) -> None:
        """The word that Tab came to is what the reader looks at."""
        open_with(desktop, address, 'data-peek-delay="500"')
        desktop.evaluate(
            """() => document.querySelector('#deep').insertAdjacentHTML('beforebegin',
                 '<a class="term" id="near" href="peek_more.html" data-term="mentalizing">near</a> ')"""
        )
        open_by_key(desktop, "#deep")
        wait_for_rest(desktop)
        box = rect(desktop.locator("#near"))
        desktop.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        expect(card(desktop)).to_have_count(0)
        desktop.mouse.move(box["left"] + 5, box["top"] + 10)
        open_by_key(desktop, "#deep")
        wait_for_rest(desktop)
        assert desktop.locator("#near").evaluate("(e) => e.matches(':hover')")
        expect(desktop.locator("#deep")).to_have_attribute("aria-expanded", "true")

    def test_arrow_keys_reach_the_end_of_a_long_text(self, new_page: Any, address: str) -> None:
        page = new_page(viewport={"width": 320, "height": 256})
        page.goto(address)
        open_by_key(page, "#cell")
        for _ in range(40):
            page.keyboard.press("ArrowDown")
        expect(card(page)).to_be_visible()
        assert card(page).evaluate("(e) => e.scrollTop + e.clientHeight >= e.scrollHeight - 1")

    def test_button_toggles(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        focus_by_key(desktop, "#ask")
        expect(card(desktop)).to_contain_text("one small study")
        expect(card(desktop).get_by_role("link")).to_have_count(0)
        desktop.keyboard.press("Enter")
        expect(card(desktop)).to_have_count(0)
        desktop.keyboard.press("Enter")
        expect(card(desktop)).to_be_visible()

    def test_focus_ring_of_a_term(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        focus_by_key(desktop, "#one")
        style = "(e) => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
        kind, width = desktop.locator("#one").evaluate(style)
        assert kind == "solid"
        assert width >= 2


class TestTouch:
    def test_first_tap_opens_a_sheet(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        expect(phone).to_have_title("A page with terms")
        box = rect(card(phone))
        assert box["height"] <= 0.4 * 740 + 0.5
        assert box["left"] == 0
        assert box["width"] == 360
        assert abs(box["bottom"] - 740) < 1
        assert_inside_window(phone)

    def test_long_text_scrolls_inside_the_sheet(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#cell")
        assert rect(card(phone))["height"] <= 0.4 * 740 + 0.5
        assert card(phone).evaluate("(e) => e.scrollHeight > e.clientHeight")
        card(phone).evaluate("(e) => e.scrollTo(0, 1000)")
        phone.wait_for_timeout(200)
        expect(card(phone)).to_be_visible()
        expect(card(phone).get_by_role("link", name="More about Long words")).to_be_in_viewport()
        expect(card(phone).get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)

    def test_more_about_goes_to_the_page(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        card(phone).get_by_role("link", name="More about").tap()
        expect(phone).to_have_title("The word’s own page")

    def test_close_control_and_target_sizes(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        close = card(phone).get_by_role("button", name="Close")
        assert min(rect(close)["width"], rect(close)["height"]) >= 44
        assert rect(card(phone).get_by_role("link"))["height"] >= 24
        close.tap()
        expect(card(phone)).to_have_count(0)
        expect(phone.locator("#one")).to_be_focused()
        phone.wait_for_timeout(DELAY + 200)
        expect(card(phone)).to_have_count(0)

    def test_focus_goes_to_the_card_so_that_a_screen_reader_finds_it(
        self, phone: Page, address: str
    ) -> None:
        phone.goto(address)
        phone.tap("#one")
        expect(
            phone.get_by_role("dialog", name="Borderline personality disorder (BPD)")
        ).to_be_focused()

    def test_tap_outside_closes(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        phone.tap("h1")
        expect(card(phone)).to_have_count(0)

    def test_second_tap_closes_and_does_not_leave_the_page(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        phone.tap("#one")
        expect(card(phone)).to_have_count(0)
        expect(phone).to_have_title("A page with terms")

    def test_tap_on_another_term_changes_the_sheet(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        phone.tap("#two")
        expect(card(phone)).to_contain_text("Mentalizing")
        expect(card(phone)).to_have_count(1)

    def test_scrolling_the_page_closes(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        phone.evaluate("scrollTo(0, 300)")
        expect(card(phone)).to_have_count(0)

    def test_tab_away_from_a_tapped_word_does_not_bring_its_card_back(
        self, new_page: Any, address: str
    ) -> None:
        """A touch screen with keys: what was tapped last stays hovered for the browser."""
        page = new_page(has_touch=True)
        page.goto(address)
        page.tap("#two")
        expect(card(page)).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.wait_for_function("scrollY > 0")
        page.wait_for_timeout(DELAY + GRACE + 500)
        expect(card(page)).to_have_count(0)

    def test_handlers_of_the_page_do_not_see_the_tap(self, phone: Page, address: str) -> None:
        """A theme that loads pages itself listens for clicks on the body."""
        phone.goto(address)
        phone.evaluate(
            "document.body.addEventListener('click', () => { document.title = 'taken' })"
        )
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        expect(phone).to_have_title("A page with terms")

    def test_word_without_definition_is_a_link(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap("#lost")
        expect(phone).to_have_title("The word’s own page")

    def test_tablet_gets_a_card_with_close_control(self, new_page: Any, address: str) -> None:
        page = new_page(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True)
        page.goto(address)
        page.tap("#edge")
        expect(card(page)).to_be_visible()
        assert_inside_window(page)
        assert_apart(rect(card(page)), rect(page.locator("#edge")))
        expect(card(page).get_by_role("button", name="Close")).to_be_visible()


class TestPlace:
    """Never clipped, with a top layer and without. A place is the same over HTTP and from a folder."""

    @pytest.fixture
    def address(self) -> str:
        """The page's address in the file system."""
        return (HERE / "peek_page.html").as_uri()

    @pytest.mark.parametrize("selector", ["#one", "#cite", "#cell", "#edge", "#deep"])
    @pytest.mark.parametrize("size", [(1280, 800), (700, 500), (740, 360)])
    def test_inside_the_window_and_beside_the_word(
        self, new_page: Any, address: str, way: str, selector: str, size: tuple[int, int]
    ) -> None:
        page = new_page(viewport={"width": size[0], "height": size[1]})
        page.add_init_script(way)
        page.goto(address)
        open_by_key(page, selector)
        assert_inside_window(page)
        assert_apart(rect(card(page)), rect(page.locator(selector)))

    @pytest.mark.parametrize(("scroll", "above"), [("start", False), ("end", True)])
    def test_flips_sides(
        self, desktop: Page, address: str, way: str, scroll: str, above: bool
    ) -> None:
        desktop.add_init_script(way)
        desktop.goto(address)
        desktop.add_style_tag(content="#deep { scroll-margin: 60px 0 20px }")
        desktop.locator("#deep").evaluate(f"(e) => e.scrollIntoView({{block: '{scroll}'}})")
        desktop.wait_for_timeout(100)
        desktop.hover("#deep")
        expect(card(desktop)).to_be_visible()
        assert_inside_window(desktop)
        assert (rect(card(desktop))["bottom"] <= rect(desktop.locator("#deep"))["top"]) is above

    def test_not_clipped_by_a_table_scroller(self, new_page: Any, address: str, way: str) -> None:
        page = new_page(viewport={"width": 700, "height": 700})
        page.add_init_script(way)
        page.goto(address)
        open_by_key(page, "#cell")
        assert_inside_window(page)
        assert rect(card(page))["height"] > rect(page.locator("#scroller"))["height"]

    @pytest.mark.parametrize("by", ["key", "wheel"])
    def test_scrolling_the_table_closes_for_good(
        self, new_page: Any, address: str, by: str
    ) -> None:
        """By hand: after Tab, a script's scrolling is taken for the way to what has focus."""
        page = new_page(viewport={"width": 700, "height": 700})
        page.goto(address)
        open_by_key(page, "#cell")
        wait_for_rest(page)
        if by == "key":
            page.keyboard.press("ArrowRight")
        else:
            box = rect(page.locator("#scroller"))
            page.mouse.move(box["left"] + 10, box["top"] + 10)
            page.mouse.wheel(30, 0)
        expect(card(page)).to_have_count(0)
        page.wait_for_timeout(DELAY + GRACE)
        expect(card(page)).to_have_count(0)
        assert page.locator("#scroller").evaluate("(e) => e.scrollLeft") > 0

    def test_over_the_sticky_header(self, desktop: Page, address: str, way: str) -> None:
        desktop.add_init_script(way)
        desktop.goto(address)
        desktop.add_style_tag(content="header { height: 300px }")
        desktop.locator("#deep").evaluate(
            "(e) => scrollTo(0, scrollY + e.getBoundingClientRect().top - 720)"
        )
        desktop.wait_for_timeout(100)
        open_by_key(desktop, "#deep")
        assert_inside_window(desktop)

    def test_right_to_left(self, desktop: Page, address: str, way: str) -> None:
        desktop.add_init_script(way)
        desktop.goto(address)
        desktop.evaluate("document.documentElement.dir = 'rtl'")
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        assert_inside_window(desktop)
        assert_apart(rect(card(desktop)), rect(desktop.locator("#one")))
        assert card(desktop).evaluate("(e) => getComputedStyle(e).direction") == "rtl"
        close = rect(card(desktop).get_by_role("button"))
        assert close["left"] < rect(card(desktop))["left"] + 60, (
            "the close control is on the reader's end side"
        )

    @pytest.mark.parametrize("selector", ["#one", "#cell", "#deep"])
    def test_zoom_of_400_percent(
        self, new_page: Any, address: str, way: str, selector: str
    ) -> None:
        page = new_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)
        page.add_init_script(way)
        page.goto(address)
        open_by_key(page, selector)
        assert_inside_window(page)
        assert rect(card(page))["height"] <= 0.4 * 256 + 0.5
        assert_apart(rect(card(page)), rect(page.locator(selector)))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    @pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
    def test_text_of_200_percent(
        self, new_page: Any, address: str, way: str, size: tuple[int, int]
    ) -> None:
        page = new_page(viewport={"width": size[0], "height": size[1]})
        page.add_init_script(way)
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% }")
        open_by_key(page, "#one")
        assert_inside_window(page)
        assert card(page).evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") >= 32
        assert card(page).evaluate("(e) => e.scrollWidth <= e.clientWidth")

    def test_text_spacing_loses_nothing(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
        )
        phone.tap("#one")
        expect(card(phone)).to_be_visible()
        assert card(phone).evaluate("(e) => e.scrollWidth <= e.clientWidth")

    def test_window_that_changes_size_closes(self, desktop: Page, address: str, way: str) -> None:
        desktop.add_init_script(way)
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.set_viewport_size({"width": 600, "height": 600})
        expect(card(desktop)).to_have_count(0)
        open_by_key(desktop, "#two")
        assert_inside_window(desktop)

    def test_nothing_on_the_page_moves(self, desktop: Page, address: str, way: str) -> None:
        desktop.add_init_script(way)
        desktop.goto(address)
        desktop.evaluate(
            """() => { window.shift = 0; new PerformanceObserver((list) =>
                 list.getEntries().forEach((entry) => { window.shift += entry.value }))
               .observe({ type: 'layout-shift', buffered: true }) }"""
        )
        places = "[...document.querySelectorAll('main *')].map((e) => e.getBoundingClientRect().toJSON())"
        before = desktop.evaluate(places)
        for selector in ("#one", "#cell", "#cite"):
            desktop.hover(selector)
            expect(card(desktop)).to_be_visible()
            assert desktop.evaluate(places) == before
            desktop.keyboard.press("Escape")
        desktop.wait_for_timeout(100)
        assert desktop.evaluate("window.shift") == 0


LUMINANCE = """(e) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const paint = (...colours) => {
    canvas.clearRect(0, 0, 1, 1)
    colours.forEach((colour) => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) })
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b
  }
  const back = []
  for (let up = e; up; up = up.parentElement) back.unshift(getComputedStyle(up).backgroundColor)
  back.unshift('Canvas')
  const style = getComputedStyle(e)
  const ratio = (front) => {
    const [low, high] = [paint(...back), paint(...back, front)].sort((a, b) => a - b)
    return (high + .05) / (low + .05)
  }
  return { text: ratio(style.color), line: ratio(style.textDecorationColor) }
}"""

MATERIAL = {
    "light": ":root { --md-default-fg-color: hsla(0, 0%, 0%, .87); --md-default-bg-color: #fff }",
    "dark": ":root { --md-default-fg-color: hsla(225, 15%, 90%, .82); --md-default-bg-color: hsla(225, 15%, 14%, 1) }"
    "body { background: var(--md-default-bg-color); color: var(--md-default-fg-color) }",
}


class TestLook:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("themed", [False, True])
    def test_contrast(self, new_page: Any, address: str, scheme: str, themed: bool) -> None:
        page = new_page(color_scheme=scheme, reduced_motion="reduce")
        page.goto(address)
        if themed:
            page.add_style_tag(content=MATERIAL[scheme])
        open_by_key(page, "#one")
        for part in card(page).locator("p, div, a, button").all():
            assert part.evaluate(LUMINANCE)["text"] >= 7
        for part in page.locator(".words-on-this-page :is(p, dt, dt a, dd, button)").all():
            assert part.evaluate(LUMINANCE)["text"] >= 7
        for term in page.locator("#one, #two").all():
            assert term.evaluate(LUMINANCE)["line"] >= 3
            assert term.evaluate(LUMINANCE)["text"] >= 7

    def test_terms_and_links_look_different(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        style = "(e) => getComputedStyle(e).textDecorationStyle + ' ' + getComputedStyle(e).textDecorationLine"
        assert desktop.locator("#one").evaluate(style) == "dotted underline"
        assert desktop.locator("#plain").evaluate(style) == "solid underline"

    def test_card_is_readable(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        size, height = card(desktop).evaluate(
            "(e) => [parseFloat(getComputedStyle(e).fontSize), parseFloat(getComputedStyle(e).lineHeight)]"
        )
        assert size >= 16
        assert height / size >= 1.5

    def test_forced_colours(self, new_page: Any, address: str) -> None:
        page = new_page(forced_colors="active")
        page.goto(address)
        open_by_key(page, "#one")
        style = card(page).evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.borderStyle, s.borderColor, s.backgroundColor] }"
        )
        assert style[0] == "solid"
        assert style[1] != style[2]
        assert (
            page.locator("#two").evaluate("(e) => getComputedStyle(e).textDecorationStyle")
            == "dotted"
        )
        switch = page.locator(".peek-switch")
        shape = "(e) => getComputedStyle(e, '::before').borderWidth"
        on = switch.evaluate(shape)
        switch.click()
        page.wait_for_timeout(300)
        assert switch.evaluate(shape) != on, "the state of the switch shows without colour"

    def test_reduced_motion(self, new_page: Any, address: str) -> None:
        page = new_page(reduced_motion="reduce")
        page.goto(address)
        open_by_key(page, "#one")
        assert page.evaluate("document.getAnimations().length") == 0
        assert card(page).evaluate("(e) => getComputedStyle(e).animationName") == "none"

    def test_print(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.emulate_media(media="print")
        expect(card(desktop)).to_be_hidden()
        expect(desktop.locator(".peek-switch")).to_be_hidden()
        words = desktop.locator(".words-on-this-page")
        expect(words).to_be_visible()
        assert rect(words)["top"] > rect(desktop.locator("#deep"))["bottom"]

    def test_switch_keeps_its_shape_in_a_theme_that_sizes_by_the_border(
        self, desktop: Page, address: str
    ) -> None:
        desktop.goto(address)
        width = "(e) => { const s = getComputedStyle(e, '::before'); return s.paddingInline + s.borderInlineWidth }"
        plain = desktop.locator(".peek-switch").evaluate(width)
        size = "() => document.querySelector('.peek-switch').getBoundingClientRect().width"
        before = desktop.evaluate(size)
        desktop.add_style_tag(content="*, ::before { box-sizing: border-box }")
        assert desktop.locator(".peek-switch").evaluate(width) == plain
        assert abs(desktop.evaluate(size) - before) < 1

    def test_words_list_has_targets_of_24_px(self, phone: Page, address: str) -> None:
        phone.goto(address)
        for target in phone.locator(".words-on-this-page :is(a, button)").all():
            assert rect(target)["height"] >= 24
        assert rect(phone.locator(".peek-switch"))["height"] >= 44


class TestNames:
    def accessible(self, page: Page, selector: str) -> dict[str, Any]:
        session = page.context.new_cdp_session(page)
        node = session.send(
            "DOM.querySelector",
            {"nodeId": session.send("DOM.getDocument")["root"]["nodeId"], "selector": selector},
        )
        tree = session.send("Accessibility.getPartialAXTree", {**node, "fetchRelatives": False})
        found = tree["nodes"][0]
        states = {p["name"]: p["value"].get("value") for p in found.get("properties", [])}
        return {
            "role": found["role"]["value"],
            "name": found.get("name", {}).get("value", ""),
            "description": found.get("description", {}).get("value", ""),
            "expanded": states.get("expanded"),
        }

    def test_definition_is_no_name_and_no_description_at_rest(
        self, desktop: Page, address: str
    ) -> None:
        desktop.goto(address)
        expected = {"role": "link", "name": "BPD", "description": "", "expanded": False}
        assert self.accessible(desktop, "#one") == expected
        assert self.accessible(desktop, "#cite")["description"] == ""
        expect(desktop.locator("[title]:not(.footnote-backref), [aria-describedby]")).to_have_count(
            0
        )

    def test_described_only_while_open(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        now = self.accessible(desktop, "#one")
        assert now["name"] == "BPD"
        assert now["expanded"] is True
        assert now["description"].startswith("Feelings that come fast and strong")
        expect(card(desktop)).to_have_role("dialog")
        expect(card(desktop)).to_have_accessible_name("Borderline personality disorder (BPD)")
        desktop.keyboard.press("Escape")
        assert self.accessible(desktop, "#one")["description"] == ""
        assert self.accessible(desktop, "#one")["expanded"] is False

    def test_word_without_definition_promises_nothing(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        expect(desktop.locator("#lost")).not_to_have_attribute("aria-expanded", re.compile(".*"))

    def test_no_identifier_twice(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        ids = desktop.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))

    def test_without_script_terms_are_plain_links(self, new_page: Any, address: str) -> None:
        page = new_page(java_script_enabled=False)
        page.goto(address)
        expect(page.locator("[aria-expanded], .peek-switch")).to_have_count(0)
        page.click("#one")
        expect(page).to_have_title("The word’s own page")


class TestCitation:
    def test_shows_the_source_without_its_back_link(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#cite")
        expect(card(desktop)).to_have_accessible_name("Source 1")
        expect(card(desktop)).to_contain_text("Smith A. (2020). A study of one thing.")
        expect(card(desktop).locator(".footnote-backref")).to_have_count(0)
        expect(desktop.locator("li .footnote-backref")).to_have_count(1)
        card(desktop).get_by_role("link", name="All sources").click()
        expect(desktop).to_have_url(re.compile("#fn:smith2020$"))
        expect(card(desktop)).to_have_count(0)

    def test_a_heading_with_the_same_name_is_not_shown(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', '<h2 id=term-bpd>Term BPD</h2>')"
        )
        desktop.hover("#one")
        expect(card(desktop)).to_contain_text("fast and strong")

    def test_anything_with_data_peek(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.hover("#sure")
        expect(card(desktop)).to_have_accessible_name("low")
        expect(card(desktop)).to_contain_text("one small study")

    def test_labels_can_be_translated(self, desktop: Page, address: str) -> None:
        open_with(desktop, address, 'data-peek-labels="Zu {term} mehr|Zu|Quelle|Zur Liste|Worte"')
        desktop.hover("#two")
        expect(card(desktop)).to_contain_text("Zu Mentalizing mehr")
        desktop.hover("#cite")
        expect(card(desktop)).to_have_accessible_name("Quelle 1")
        expect(card(desktop).get_by_role("link", name="Zur Liste")).to_be_visible()
        expect(card(desktop).get_by_role("button", name="Zu")).to_be_visible()
        expect(desktop.locator(".peek-switch")).to_have_text("Worte")


class TestSwitch:
    def test_off_everywhere_and_on_again(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        switch = desktop.locator(".peek-switch")
        expect(switch).to_have_attribute("aria-pressed", "true")
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "false")
        expect(desktop.locator("html")).to_have_class(re.compile("peek-off"))
        assert desktop.evaluate("localStorage.getItem('peek')") == "off"
        desktop.reload()
        expect(desktop.locator(".peek-switch")).to_have_attribute("aria-pressed", "false")
        expect(desktop.locator("[aria-expanded]")).to_have_count(0)
        desktop.mouse.move(5, 700)
        assert (
            desktop.locator("#one").evaluate("(e) => getComputedStyle(e).textDecorationLine")
            == "none"
        )
        desktop.hover("#one")
        desktop.wait_for_timeout(DELAY + 300)
        expect(card(desktop)).to_have_count(0)
        desktop.locator(".peek-switch").click()
        expect(desktop.locator("#one")).to_have_attribute("aria-expanded", "false")
        desktop.reload()
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        assert desktop.evaluate("Object.keys(localStorage)") in ([], ["peek"])

    def test_off_by_key_takes_the_card_away_that_the_pointer_holds(
        self, desktop: Page, address: str
    ) -> None:
        desktop.goto(address)
        desktop.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', '<button data-peek-switch hidden>Terms</button>')"
        )
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        desktop.get_by_role("button", name="Terms").focus()
        desktop.keyboard.press("Space")
        expect(card(desktop)).to_have_count(0)
        expect(desktop.locator("[aria-describedby]")).to_have_count(0)

    def test_off_by_key_before_the_card_opens(self, desktop: Page, address: str) -> None:
        open_with(desktop, address, 'data-peek-delay="500"')
        desktop.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', '<button data-peek-switch hidden>Terms</button>')"
        )
        desktop.get_by_role("button", name="Terms").focus()
        desktop.hover("#one")
        desktop.keyboard.press("Space")
        desktop.wait_for_timeout(500 + GRACE)
        expect(card(desktop)).to_have_count(0)

    def test_off_leaves_links_to_tap(self, phone: Page, address: str) -> None:
        phone.goto(address)
        phone.tap(".peek-switch")
        phone.tap("#one")
        expect(phone).to_have_title("The word’s own page")

    def test_any_switch_on_the_page_works(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        desktop.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', '<button data-peek-switch hidden>Terms</button>')"
        )
        own = desktop.get_by_role("button", name="Terms")
        expect(own).to_be_visible()
        own.click()
        expect(own).to_have_attribute("aria-pressed", "false")
        expect(desktop.locator(".peek-switch")).to_have_attribute("aria-pressed", "false")

    def test_storage_that_fails_is_harmless(self, desktop: Page, address: str) -> None:
        desktop.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
        )
        desktop.goto(address)
        desktop.hover("#one")
        expect(card(desktop)).to_be_visible()
        desktop.locator(".peek-switch").click()
        expect(desktop.locator("html")).to_have_class(re.compile("peek-off"))
        desktop.locator(".peek-switch").click()
        expect(desktop.locator("html")).not_to_have_class(re.compile("peek-off"))


class TestLife:
    def test_content_that_is_replaced(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.evaluate(
            "{ const main = document.querySelector('main'); main.replaceWith(main.cloneNode(true)) }"
        )
        expect(card(desktop)).to_have_count(0)
        expect(desktop.locator("#one")).to_have_attribute("aria-expanded", "false")
        desktop.hover("#two")
        expect(card(desktop)).to_contain_text("Mentalizing")

    def test_word_that_goes_before_its_card_opens(self, desktop: Page, address: str) -> None:
        open_with(desktop, address, 'data-peek-delay="500"')
        desktop.hover("#one")
        desktop.evaluate("document.querySelector('main').innerHTML = '<h1>Another page</h1>'")
        desktop.wait_for_timeout(700)
        expect(card(desktop)).to_have_count(0)

    def test_body_that_is_replaced(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        open_by_key(desktop, "#one")
        desktop.evaluate(
            """{ const copy = new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html')
                 copy.querySelectorAll('.peek-card, .peek-switch').forEach((e) => e.remove())
                 copy.querySelectorAll('[aria-expanded]').forEach((e) => e.removeAttribute('aria-expanded'))
                 document.body.replaceWith(document.adoptNode(copy.body)) }"""
        )
        expect(card(desktop)).to_have_count(0)
        expect(desktop.locator("#one")).to_have_attribute("aria-expanded", "false")
        expect(desktop.locator(".peek-switch")).to_have_count(1)
        open_by_key(desktop, "#two")
        expect(card(desktop)).to_contain_text("Mentalizing")

    def test_nothing_leaks(self, desktop: Page, address: str) -> None:
        desktop.goto(address)
        session = desktop.context.new_cdp_session(desktop)

        def cycle(times: int) -> None:
            desktop.evaluate(
                """async (times) => {
                  const ask = document.querySelector('#ask')
                  for (let i = 0; i < times; i++) {
                    ask.click()
                    if (!document.querySelector('.peek-card')) throw Error('not open')
                    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
                    if (document.querySelector('.peek-card')) throw Error('not closed')
                    if (i % 20 == 0) await new Promise(requestAnimationFrame)
                  }
                }""",
                times,
            )

        def counts() -> tuple[int, int, int]:
            session.send("HeapProfiler.collectGarbage")
            desktop.wait_for_timeout(100)
            session.send("HeapProfiler.collectGarbage")
            found = session.send("Memory.getDOMCounters")
            elements = desktop.evaluate("document.querySelectorAll('*').length")
            return elements, found["nodes"], found["jsEventListeners"]

        cycle(5)
        before = counts()
        cycle(200)
        after = counts()
        assert after[0] == before[0]
        assert after[1] <= before[1] + 5, (before, after)
        assert after[2] <= before[2], (before, after)
