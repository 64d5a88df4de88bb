""" "Exit this page": works without JavaScript and offline; with it, Back does not return."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mindinmind.page.site import NEUTRAL

pytestmark = pytest.mark.browser

HELP = "help/get-help-now"


@pytest.fixture
def offline_help(offline_site):
    return (offline_site / f"{HELP}.html").as_uri()


def test_whoever_reads_can_leave_and_nobody_waits_for_a_page_to_glide(desktop, offline_site):
    for name in ("index", "help/get-help-now", "understand/what-is-mentalizing", "glossary/bpd"):
        desktop.goto((offline_site / f"{name}.html").as_uri())
        expect(desktop.get_by_role("link", name="Exit this page")).to_be_visible()
        glides = "getComputedStyle(document.documentElement).scrollBehavior"
        assert desktop.evaluate(glides) == "auto"


def test_hosted_it_is_a_plain_link_to_a_neutral_site(desktop, hosted_site, serve):
    desktop.goto(f"{serve(hosted_site)}/{HELP}/")
    link = desktop.locator("#mim-exit")
    assert link.get_attribute("href") == NEUTRAL
    assert "noreferrer" in link.get_attribute("rel")


def test_offline_it_leads_to_a_blank_page_without_scripts(new_page, offline_help):
    page = new_page(java_script_enabled=False)
    page.goto(offline_help)
    page.get_by_role("link", name="Exit this page").click()
    assert page.url.endswith("/leave.html")
    assert page.title() == "New tab"


def test_back_does_not_return_to_the_page(desktop, offline_site, offline_help):
    desktop.goto((offline_site / "index.html").as_uri())
    desktop.goto(offline_help)
    desktop.get_by_role("link", name="Exit this page").click()
    desktop.wait_for_url("**/leave.html")
    desktop.go_back()
    assert desktop.url.endswith("/index.html")


def test_shift_three_times_leaves(desktop, offline_help):
    desktop.goto(offline_help)
    for _ in range(3):
        desktop.keyboard.press("Shift")
    desktop.wait_for_url("**/leave.html")


def test_shift_for_capitals_does_not_leave(desktop, offline_help):
    desktop.goto(offline_help)
    for key in ("Shift", "A", "Shift", "B", "Shift"):
        desktop.keyboard.press(key)
    desktop.wait_for_timeout(200)
    assert desktop.url == offline_help


def test_shift_in_a_field_never_leaves(desktop, offline_help):
    desktop.goto(offline_help)
    desktop.locator("#mim-search").click()
    field = desktop.get_by_role("searchbox")
    field.focus()
    for _ in range(4):
        desktop.keyboard.press("Shift")
    expect(field).to_be_focused()
    assert desktop.url == offline_help


def test_a_page_out_of_the_browser_s_memory_is_readable_again(desktop, offline_help):
    desktop.goto(offline_help)
    desktop.evaluate("document.body.classList.add('mim-leaving')")
    expect(desktop.locator("h1")).to_be_hidden()
    desktop.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(desktop.locator("h1")).to_be_visible()


def test_it_is_big_enough_and_stays_in_view(phone, offline_help):
    phone.goto(offline_help)
    phone.evaluate("window.scrollTo(0, 1500)")
    link = phone.locator("#mim-exit")
    expect(link).to_be_in_viewport()
    assert link.bounding_box()["height"] >= 44


def test_on_a_phone_the_header_takes_two_rows(phone, offline_help):
    phone.goto(offline_help)
    middles = phone.locator(".mim-header :is(a, button):visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(r => Math.round((r.top + r.bottom) / 2))"
    )
    assert len(set(middles)) == 2
