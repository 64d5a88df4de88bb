"""Every page of the built site on a desk: axe, contrast, and nothing asked of anybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from sitewide import (
    DARK,
    FIRST_SENTENCE,
    LIGHT,
    SMALL_TARGETS,
    WEAK_TEXT,
    Findings,
    axe_in_all_colours,
    visit_all,
)

pytestmark = pytest.mark.browser


def measure(page: Page, path: str, findings: Findings) -> None:
    """Measure one page."""
    findings.add("first sentence", path, page.evaluate(FIRST_SENTENCE))
    for check, found in axe_in_all_colours(page, path, is_phone=False).items():
        findings.add(check, path, found)
    for name, media in (("light", LIGHT), ("dark", DARK)):
        page.emulate_media(**media)
        findings.add(f"contrast in {name}", path, page.evaluate(WEAK_TEXT, 7))
    page.emulate_media(**LIGHT)
    findings.add("targets", path, page.evaluate(SMALL_TARGETS))


@pytest.fixture(scope="module")
def findings(browser, hosted_site, serve) -> Findings:
    return visit_all(browser, hosted_site, serve(hosted_site), 1280, measure)


@pytest.mark.parametrize("colours", ["light", "dark", "forced colours"])
def test_axe_finds_nothing(findings, colours):
    findings.assert_none(f"axe in {colours}")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_text_stands_out_seven_to_one(findings, colours):
    findings.assert_none(f"contrast in {colours}")


def test_targets_are_large_enough(findings):
    findings.assert_none("targets")


def test_the_first_sentence_stands_whole_in_the_first_screen(findings):
    findings.assert_none("first sentence")


@pytest.mark.parametrize("check", ["other hosts", "console", "policy", "kept"])
def test_pages_ask_nobody_say_nothing_and_keep_nothing(findings, check):
    findings.assert_none(check)
