"""Larger pictures: really larger, moved and zoomed by keyboard and pointer, closed without a trace."""

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


def opened(page):
    """Open the first picture by keyboard; give its link and the dialog."""
    link = page.locator("a.glightbox").first
    link.scroll_into_view_if_needed()
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Larger picture")
    expect(dialog).to_be_visible()
    return link, dialog


def test_it_fills_the_window_named_with_the_picture_s_words(page):
    small = page.locator("a.glightbox img").first.bounding_box()
    link, dialog = opened(page)
    assert "open larger picture" in link.inner_text()
    picture = dialog.locator("img")
    expect(picture).to_have_attribute("alt", link.locator("img").get_attribute("alt"))
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    assert picture.bounding_box()["width"] >= 1.4 * small["width"]


def test_keys_zoom_and_move_it(page):
    _, dialog = opened(page)
    picture, view = dialog.locator("img"), dialog.locator(".mim-larger__view")
    before = picture.bounding_box()["width"]
    page.keyboard.press("+")
    assert picture.bounding_box()["width"] > 1.3 * before
    top = view.evaluate("e => e.scrollTop")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "top => document.querySelector('.mim-larger__view').scrollTop > top", arg=top
    )
    page.keyboard.press("0")
    box = picture.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800 + 1
    page.keyboard.press("-")
    assert picture.bounding_box()["width"] == box["width"], "never smaller than the whole"


def test_buttons_do_the_same_and_the_focus_stays_in_it(page):
    link, dialog = opened(page)
    before = dialog.locator("img").bounding_box()["width"]
    dialog.get_by_role("button", name="Larger").click()
    assert dialog.locator("img").bounding_box()["width"] > before
    for _ in range(8):
        page.keyboard.press("Tab")
        # out to the browser's own buttons or round again, never to the page behind
        where = "document.activeElement.closest('dialog') ? 'in' : document.activeElement.tagName"
        assert page.evaluate(where) in {"in", "BODY"}
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_escape_closes_and_it_opens_again(page):
    for _ in range(2):
        link, dialog = opened(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(link).to_be_focused()


def test_without_scripts_it_is_a_link_to_the_picture(new_page, hosted_site, serve):
    page = new_page(java_script_enabled=False)
    page.goto(f"{serve(hosted_site)}/{PAGE}/")
    href = page.locator("a.glightbox").first.get_attribute("href")
    page.goto(f"{serve(hosted_site)}/{PAGE}/{href}")
    assert page.url.endswith(".svg")


def test_a_browser_without_dialogs_follows_the_link(new_page, hosted_site, serve):
    page = new_page()
    page.add_init_script("delete window.HTMLDialogElement")
    page.goto(f"{serve(hosted_site)}/{PAGE}/")
    page.locator("a.glightbox").first.click()
    page.wait_for_url("**/*.svg")


def test_a_page_loads_nothing_of_the_plugin(hosted_site):
    page = (hosted_site / PAGE / "index.html").read_text(encoding="utf-8")
    assert "glightbox.min" not in page
