"""The site on Material's own page, by one setting: our parts are there, and work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sitewide import NOTE_POLICY, run_axe

from building import build_site

pytestmark = pytest.mark.browser

PAGES = ("", "therapy/how-mbt-works/", "help/get-help-now/", "glossary/mbt/")


@pytest.fixture(scope="module")
def material_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("material") / "site"
    os.environ["MIM_PAGE"] = "material"
    try:
        outcome = build_site(folder, offline=False)
    finally:
        del os.environ["MIM_PAGE"]
    assert outcome.code == 0, outcome.messages
    yield folder


@pytest.fixture
def base(material_site, serve) -> str:
    return serve(material_site)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_policy_is_kept(path, desktop: Page, base):
    desktop.add_init_script(NOTE_POLICY)
    desktop.goto(f"{base}/{path}")
    assert desktop.evaluate("window.mimBroken") == []
    theirs = "aria-dialog-name: .md-search:"  # Material's own, in the version that is pinned
    assert [found for found in run_axe(desktop) if not found.startswith(theirs)] == []


def test_help_exit_badges_dates_and_cards_are_in_place(desktop: Page, base):
    desktop.goto(f"{base}/therapy/does-it-work/")
    expect(desktop.get_by_role("link", name="Get help now").first).to_be_visible()
    expect(desktop.get_by_role("link", name="Exit this page")).to_be_visible()
    expect(desktop.locator(".mim-facts")).to_contain_text("Checked")
    expect(desktop.locator(".mim-help-box a[href^='tel:']").first).to_be_visible()
    desktop.locator("main p a.term").first.hover()
    expect(desktop.locator(".peek-card")).to_be_visible()
    desktop.keyboard.press("Escape")
    desktop.locator("main .mim-sure").first.hover()
    expect(desktop.locator(".peek-card")).to_contain_text("How sure")


def test_its_search_finds_a_page(desktop: Page, base):
    desktop.goto(base)
    desktop.locator("input[name=query]").fill("mentalizing")
    expect(desktop.locator(".md-search-result__link").first).to_be_visible()


def test_a_picture_is_shown_larger(desktop: Page, base):
    desktop.goto(f"{base}/understand/what-is-mentalizing/")
    desktop.locator("a.glightbox").first.click()
    expect(desktop.get_by_role("dialog", name="Larger picture")).to_be_visible()
