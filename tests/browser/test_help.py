"""Get help now, as a frightened person on a phone finds it: without JavaScript, and on paper."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PAGES = ("help/get-help-now", "easier/get-help")
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


@pytest.fixture(params=PAGES)
def help_page(request, new_page, offline_site):
    page = new_page(**PHONE)
    page.goto((offline_site / f"{request.param}.html").as_uri())
    return page


def countries(page):
    """Give the ids of the countries that the page can jump to."""
    links = page.locator("#countries a")
    return [links.nth(index).get_attribute("href")[1:] for index in range(links.count())]


def test_what_to_say_and_an_emergency_number_are_in_the_first_screen(help_page):
    say, call = help_page.locator(".mim-say"), help_page.locator('.mim-emergency a[href^="tel:"]')
    said, called = say.bounding_box(), call.first.bounding_box()
    assert said["y"] < called["y"]
    elsewhere = help_page.locator('.mim-emergency a[href="#countries"]').bounding_box()
    for box in (called, elsewhere):
        assert box["y"] + box["height"] <= PHONE["viewport"]["height"]


def test_each_country_is_one_tap_away_and_shows_whom_to_call(help_page):
    html = help_page.content()
    ids = re.findall(r'class="mim-country" id="([^"]+)"', html)
    assert countries(help_page) == ids
    for part in re.split(r'(?=<h3 class="mim-country")', html)[1:-1]:
        emergency, lines = part.index("Emergency:"), part.index('class="mim-lines')
        assert part.index('href="tel:') < lines, "the emergency number comes first"
        assert emergency < lines < part.index("<strong>"), part[:60]
    help_page.locator("#countries a").last.click()
    heading = help_page.locator(f"#{ids[-1]}")
    heading.scroll_into_view_if_needed()
    assert heading.bounding_box()["y"] < PHONE["viewport"]["height"]
    assert help_page.locator(".mim-country:visible").count() == 1, "the others are out of the way"
    assert help_page.locator(".mim-country:visible + p + ul").is_visible()
    help_page.get_by_role("link", name="Find another country").last.click()
    assert help_page.locator(".mim-country:visible").count() == len(ids)


def test_whoever_is_to_be_tapped_is_big_enough(help_page):
    small = []
    for link in help_page.locator("#countries a, .mim-emergency__numbers a, .mim-lines a").all():
        box = link.bounding_box()
        if min(box["height"], box["width"]) < 44:
            small.append((link.inner_text(), box))
    assert small == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_country_that_was_chosen_prints_on_one_sheet(new_page, offline_site, path, paper):
    page = new_page(java_script_enabled=False)
    address = (offline_site / f"{path}.html").as_uri()
    page.goto(address)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    for country in countries(page):
        page.goto("about:blank")
        page.goto(f"{address}#{country}")
        page.emulate_media(media="print")
        heading = page.locator(f"#{country}")
        assert page.locator(".mim-country:visible").count() == 1
        assert heading.is_visible()
        assert page.locator(".mim-say").is_visible()
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, margin=margin))
        assert len(sheets) == 1, country


# For each number of the box at a page's foot: is the word that says what it is for to be seen?
UNNAMED = """() => {
  const heads = [...document.querySelectorAll(".mim-help-box__places thead th")]
  const cells = [...document.querySelectorAll(".mim-help-box__places tbody td")]
  return cells.filter((cell) => {
    const head = heads[cell.cellIndex], above = head.getBoundingClientRect()
    if (!cell.textContent) return above.height < 9 && cell.getClientRects().length
    const itself = getComputedStyle(cell, "::before").content.includes(head.textContent)
    return !itself && (above.height < 9 || Math.abs(above.left - cell.getBoundingClientRect().left) > 1)
  }).map((cell) => cell.parentNode.textContent)
}"""


@pytest.mark.parametrize("width", [320, 360, 430, 800])
def test_each_number_at_the_foot_says_what_it_is_for(new_page, offline_site, width):
    page = new_page(viewport={"width": width, "height": 740}, java_script_enabled=False)
    page.goto((offline_site / "easier/index.html").as_uri())
    assert page.locator(".mim-help-box__places tbody td").count()
    assert page.evaluate(UNNAMED) == []
