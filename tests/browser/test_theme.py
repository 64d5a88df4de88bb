"""The colours: one button that says which are on, kept where the browser allows it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(251, 247, 240)", "rgb(29, 25, 22)"


def test_the_button_walks_through_the_choices_and_says_each(desktop, hosted_site, serve):
    desktop.goto(serve(hosted_site))
    button = desktop.locator("#mim-theme")
    for words, colour in (("auto", LIGHT), ("light", LIGHT), ("dark", DARK), ("auto", LIGHT)):
        expect(button).to_have_text(f"Colours: {words}")
        assert desktop.evaluate(BACKGROUND) == colour
        button.click()


def test_auto_follows_the_system(new_page, hosted_site, serve):
    page = new_page(color_scheme="dark")
    page.goto(serve(hosted_site))
    assert page.evaluate(BACKGROUND) == DARK
    page.locator("#mim-theme").click()
    assert page.evaluate(BACKGROUND) == LIGHT


def test_the_choice_is_there_before_the_first_paint(desktop, hosted_site, serve):
    desktop.goto(serve(hosted_site))
    desktop.locator("#mim-theme").click()
    desktop.locator("#mim-theme").click()
    assert desktop.evaluate("Object.keys(localStorage)") == ["mim.theme"]
    desktop.route("**/mim.*.js", lambda route: route.abort())
    desktop.reload()
    assert desktop.evaluate(BACKGROUND) == DARK


def test_auto_leaves_nothing_behind(desktop, hosted_site, serve):
    desktop.goto(serve(hosted_site))
    for _ in range(3):
        desktop.locator("#mim-theme").click()
    assert desktop.evaluate("localStorage.length") == 0


def test_a_browser_that_keeps_nothing_still_changes_colours(desktop, hosted_site, serve):
    desktop.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    desktop.goto(serve(hosted_site))
    desktop.locator("#mim-theme").click()
    desktop.locator("#mim-theme").click()
    assert desktop.evaluate(BACKGROUND) == DARK
