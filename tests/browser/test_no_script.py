"""Without JavaScript the whole site can be read, found and printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_page):
    return new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})


def test_help_is_one_activation_away_from_every_kind_of_page(page, hosted_site, serve):
    base = serve(hosted_site)
    for path in ("", "therapy/how-mbt-works/", "glossary/", "all-pages/", "404.html"):
        page.goto(f"{base}/{path}")
        page.get_by_role("link", name="Get help now").first.click()
        expect(page.locator('a[href^="tel:"]').first).to_be_visible()


def test_every_page_of_the_menu_is_reachable(page, hosted_site, serve):
    page.goto(serve(hosted_site))
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="All pages").first.click()
    links = page.get_by_role("navigation", name="All pages").get_by_role("link")
    assert links.count() > 20
    links.filter(has_text="How MBT works").first.click()
    expect(page.locator("h1")).to_have_text("How MBT works")


def test_offline_pages_lead_to_each_other(page, bundled_site):
    page.goto((bundled_site / "index.html").as_uri())
    page.get_by_role("link", name="All pages").first.click()
    assert page.url.endswith("/all-pages.html")
    page.get_by_role("link", name="Get help now").first.click()
    expect(page.locator(".mim-emergency")).to_be_visible()


def test_print_shows_the_help_lines_and_hides_the_tools(desktop, hosted_site, serve):
    desktop.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    desktop.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desktop.emulate_media(media="print")
    expect(desktop.locator(".mim-help-box")).to_be_visible()
    expect(desktop.locator(".mim-printed")).to_contain_text("/therapy/how-mbt-works/")
    expect(desktop.locator(".mim-printed")).to_contain_text("Last checked")
    expect(desktop.locator(".mim-menu")).to_be_hidden()
    folded = desktop.locator(".mim-page details:not([open])")
    assert folded.evaluate_all("all => all.every(e => e.closest('.mim-contents, .mim-cite'))")
    desktop.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert desktop.locator("main details[open]:not(.mim-contents *)").count() == 0


def test_an_overdue_page_says_so_even_in_an_old_copy(desktop, hosted_site, serve):
    desktop.clock.install(time="2030-01-01")
    desktop.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    expect(desktop.locator(".mim-overdue")).to_contain_text("overdue")
