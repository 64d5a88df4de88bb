"""Every page of the built site on the narrowest phone: axe, reflow, targets, contrast, quiet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sitewide import (
    FIRST_SENTENCE,
    NO_STYLES,
    SMALL_TARGETS,
    TEXT_SPACING,
    TOO_WIDE,
    Findings,
    axe_in_all_colours,
    text_size,
    visit_all,
)

pytestmark = pytest.mark.browser

UNFOLD = "document.querySelectorAll('article details').forEach((fold) => { fold.open = true; })"


def measure(page: Page, path: str, findings: Findings) -> None:
    """Measure one page."""
    page.set_viewport_size({"width": 360, "height": 740})
    findings.add("first sentence", path, page.evaluate(FIRST_SENTENCE))
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(UNFOLD)
    for check, found in axe_in_all_colours(page, path, is_phone=True).items():
        findings.add(check, path, found)
    findings.add("targets", path, page.evaluate(SMALL_TARGETS))
    findings.add("reflow", path, page.evaluate(TOO_WIDE))
    page.evaluate(TEXT_SPACING, True)
    findings.add("reflow with text spacing", path, page.evaluate(TOO_WIDE))
    page.evaluate(TEXT_SPACING, False)
    session = page.context.new_cdp_session(page)
    with text_size(session, 32):
        findings.add("reflow at twice the text size", path, page.evaluate(TOO_WIDE))
    session.detach()
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate(NO_STYLES)
    findings.add("reflow without styles", path, page.evaluate(TOO_WIDE, ":not(*)"))


@pytest.fixture(scope="module")
def findings(browser, hosted_site, serve) -> Findings:
    return visit_all(browser, hosted_site, serve(hosted_site), 320, measure)


@pytest.mark.parametrize("colours", ["light", "dark", "forced colours"])
def test_axe_finds_nothing(findings, colours):
    findings.assert_none(f"axe in {colours}")


@pytest.mark.parametrize(
    "how", ["", " with text spacing", " at twice the text size", " without styles"]
)
def test_nothing_scrolls_sideways(findings, how):
    findings.assert_none(f"reflow{how}")


def test_targets_are_large_enough(findings):
    findings.assert_none("targets")


def test_the_first_sentence_stands_whole_in_the_first_screen(findings):
    findings.assert_none("first sentence")


@pytest.mark.parametrize("check", ["other hosts", "console", "policy", "kept"])
def test_pages_ask_nobody_say_nothing_and_keep_nothing(findings, check):
    findings.assert_none(check)


def test_a_card_that_asks_has_no_colon_after_it(new_page, offline_site):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto((offline_site / "therapy/other-versions.html").as_uri())
    told = page.locator("[data-label]").evaluate_all(
        "(cells) => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert any(content.endswith('helps? "') for content in told), told
    assert all(content.endswith((': "', '? "')) and "?:" not in content for content in told), told


def test_sources_and_words_are_folded_on_a_phone_and_open_for_a_link_to_one(new_page, offline_site):
    address = (offline_site / "therapy/how-mbt-works.html").as_uri()
    lists = ".mim-sources ol, .words-on-this-page dl"
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(address)
    assert not [one for one in page.locator(lists).all() if one.is_visible()]
    titles = page.locator(".mim-sources h2, .words-on-this-page__title")
    assert all(title.is_visible() for title in titles.all())
    page.get_by_text("Show all").last.press("Enter")
    assert page.locator(".words-on-this-page dl").is_visible()
    page.evaluate("location.hash = document.querySelector('.mim-sources li').id")
    page.locator(".mim-sources li").first.wait_for(state="visible")
    source = page.locator(".mim-sources li").last.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{address}#{source}")
    expect(page.locator(".mim-sources li").last).to_be_in_viewport()


@pytest.mark.parametrize(
    "how", [{}, {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}]
)
def test_sources_and_words_stand_open_on_a_desk_and_without_a_script(new_page, offline_site, how):
    page = new_page(**how)
    page.goto((offline_site / "therapy/how-mbt-works.html").as_uri())
    assert all(
        one.is_visible() for one in page.locator(".mim-sources ol, .words-on-this-page dl").all()
    )
