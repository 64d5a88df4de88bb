"""Larger pictures: GLightbox with its measured defects mended."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "understand/what-is-mentalizing"


@pytest.fixture(params=["http", "file"])
def page(request, desktop, serve):
    if request.param == "http":
        desktop.goto(f"{serve(request.getfixturevalue('hosted_site'))}/{PAGE}/")
    else:
        desktop.goto((request.getfixturevalue("offline_site") / f"{PAGE}.html").as_uri())
    return desktop


def test_nothing_of_it_is_loaded_before_the_first_picture(page):
    assert page.locator("script[src*=glightbox], link[href*=glightbox]").count() == 0


def test_opens_named_with_the_picture_s_words_and_gives_the_focus_back(page):
    link = page.locator("a.glightbox").first
    alt = link.locator("img").get_attribute("alt")
    assert "open larger picture" in link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Larger picture")
    expect(dialog).to_be_visible()
    expect(dialog.locator("img")).to_have_attribute("alt", alt)
    expect(dialog.get_by_role("button", name="Close the picture")).to_be_focused()
    assert dialog.get_attribute("aria-modal") == "true"
    for _ in range(3):
        page.keyboard.press("Tab")
        # out to the browser's own buttons or round again, never to the page behind
        where = "document.activeElement.closest('#glightbox-body') ? 'in' : document.activeElement.tagName"
        assert page.evaluate(where) in {"in", "BODY"}
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert page.locator("body > [inert], body > [aria-hidden]").count() == 0


def test_opens_again(page):
    link = page.locator("a.glightbox").first
    for _ in range(2):
        link.click()
        page.get_by_role("dialog", name="Larger picture").wait_for()
        page.get_by_role("button", name="Close the picture").click()
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_it_is_a_link_to_the_picture(new_page, hosted_site, serve):
    page = new_page(java_script_enabled=False)
    page.goto(f"{serve(hosted_site)}/{PAGE}/")
    href = page.locator("a.glightbox").first.get_attribute("href")
    page.goto(f"{serve(hosted_site)}/{PAGE}/{href}")
    assert page.url.endswith(".svg")


def test_a_page_without_pictures_loads_nothing_of_it(desktop, hosted_site, serve):
    desktop.goto(f"{serve(hosted_site)}/help/get-help-now/")
    assert "lightbox" not in desktop.content()
