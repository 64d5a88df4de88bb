"""The practice goes one sentence a screen, and a list without scripts; sheets fit the paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PRACTICE = "therapy/pause-practice"
SHEETS = {"pause-card": 1, "first-appointment-questions": 1, "crisis-plan": 2}
"""How many pages each sheet may take."""
HALF_A4 = 148.5 / 25.4 * 96
"""Of a sheet's height, in CSS pixels."""


def test_the_practice_goes_step_by_step_with_the_keyboard(phone, offline_site):
    phone.goto((offline_site / f"{PRACTICE}.html").as_uri())
    steps = phone.locator(".mim-steps li")
    count = steps.count()
    assert [steps.nth(i).is_visible() for i in range(count)] == [True] + [False] * (count - 1)
    expect(phone.get_by_text(f"Step 1 of {count}")).to_be_visible()
    after = phone.get_by_role("button", name="Next")
    after.focus()
    for number in range(1, count):
        phone.keyboard.press("Enter")
        expect(steps.nth(number)).to_be_visible()
        expect(steps.nth(number - 1)).to_be_hidden()
    phone.keyboard.press("Enter")  # the button now says "Start again", and has kept the focus
    expect(steps.first).to_be_visible()
    phone.get_by_role("button", name="Back").press("Enter")  # there is nothing before the first
    expect(steps.first).to_be_visible()
    phone.get_by_role("button", name="Show all the steps").click()
    expect(steps.last).to_be_visible()
    phone.get_by_role("button", name="One step at a time").click()
    expect(steps.last).to_be_hidden()


def test_the_practice_says_each_step_to_a_screen_reader_and_keeps_nothing(
    desktop, hosted_site, serve
):
    desktop.goto(f"{serve(hosted_site)}/{PRACTICE}/")
    spoken = desktop.locator(".mim-steps ol")
    expect(spoken).to_have_attribute("aria-live", "polite")
    first = spoken.inner_text()
    desktop.get_by_role("button", name="Next").click()
    assert spoken.inner_text() != first
    kept = desktop.evaluate(
        "[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"
    )
    desktop.reload()
    assert spoken.inner_text() == first
    assert desktop.evaluate("location.hash") == ""
    assert kept == [[], [], ""]


def test_without_scripts_and_on_paper_the_practice_is_a_list(new_page, desktop, offline_site):
    address = (offline_site / f"{PRACTICE}.html").as_uri()
    plain = new_page(java_script_enabled=False)
    plain.goto(address)
    assert all(step.is_visible() for step in plain.locator(".mim-steps li").all())
    expect(plain.locator(".mim-steps button")).to_have_count(0)
    desktop.goto(address)
    desktop.emulate_media(media="print")
    assert all(step.is_visible() for step in desktop.locator(".mim-steps li").all())
    expect(desktop.locator(".mim-steps__controls")).to_be_hidden()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_sheet_fits_the_paper_it_promises(desktop, offline_site, paper):
    for name, pages in SHEETS.items():
        desktop.goto((offline_site / "therapy" / f"{name}.html").as_uri())
        printed = desktop.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == pages, name
        desktop.emulate_media(media="print")
        assert desktop.locator(".mim-sheet .mim-write").count(), name
        expect(desktop.locator(".mim-help-box")).to_be_hidden()
        if name == "pause-card":
            sheet = desktop.locator(".mim-sheet")
            assert sheet.bounding_box()["height"] <= HALF_A4
            assert sheet.evaluate("it => it.scrollHeight <= it.clientHeight")
        desktop.emulate_media(media="null")
