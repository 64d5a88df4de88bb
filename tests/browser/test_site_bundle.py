"""The zip for readers without a network: unzipped and opened from its folder, it does all it should."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sitewide import NOTE_POLICY, page_paths

from publishing.bundle import Edition
from publishing.links import check_built_site, read_page
from publishing.single_file import write_single_file

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(bundled_site) -> Path:
    return bundled_site


@pytest.fixture
def home(desktop, folder) -> Page:
    desktop.add_init_script(NOTE_POLICY)
    desktop.goto((folder / "index.html").as_uri())
    return desktop


def search(page: Page, words: str) -> list[str]:
    """Give the addresses that a search finds."""
    if not page.locator(".mim-search").is_visible():
        page.locator("#mim-search").click()
    page.get_by_role("searchbox").fill(words)
    page.locator(".mim-search ol a").first.wait_for()
    return [link.get_attribute("href") for link in page.locator(".mim-search ol a").all()]


def test_one_zip_with_one_folder(bundle, folder):
    names = zipfile.ZipFile(bundle).namelist()
    assert {name.split("/")[0] for name in names} == {"mind-in-mind-2026.11.29"}
    assert {path.name for path in folder.parent.iterdir()} == {
        "START-HERE.html", "README.txt", "SHA256SUMS", "site",
    }  # fmt: skip


def test_the_start_page_leads_to_help_and_says_how_old_the_copy_is(desktop, folder):
    desktop.add_init_script(NOTE_POLICY)
    desktop.clock.install(time="2027-03-15T12:00:00")
    desktop.goto((folder.parent / "START-HERE.html").as_uri())
    expect(desktop.get_by_text("This copy is 3 months old.")).to_be_visible()
    assert desktop.title() == "Start here"
    desktop.get_by_role("link", name="Get help now").click()
    expect(desktop.locator('main a[href^="tel:"]').first).to_be_visible()
    assert desktop.evaluate("window.mimBroken") == []


def test_every_link_arrives_and_nothing_is_loaded_from_elsewhere(folder):
    assert len(page_paths(folder)) > 100
    assert check_built_site(folder) == []
    for path in page_paths(folder):
        for link, line in read_page(path, (folder / path).read_text(encoding="utf-8")).links:
            address = link.split("#")[0]
            if address and ":" not in address:
                # a folder would open as a list of files
                assert ((folder / path).parent / address).is_file(), f"{path}:{line}: {link}"


def test_the_menu_leads_through_the_site(home):
    menu = home.get_by_role("navigation", name="Pages")
    menu.get_by_text("Just been told", exact=True).click()
    menu.get_by_role("link", name="BPD, explained").or_(
        menu.locator("a[href*=bpd-with-hope]")
    ).click()
    expect(home.locator("h1")).to_be_visible()
    assert home.url.endswith("/understand/bpd-with-hope.html")
    home.locator(".mim-neighbours a[rel=next]").click()
    expect(home.locator("h1")).to_be_visible()
    assert not home.url.endswith("/bpd-with-hope.html")
    home.locator(".mim-brand").click()
    assert home.url.endswith("/site/index.html")
    assert home.evaluate("window.mimBroken") == []


def test_bpd_is_explained_by_mouse_and_keyboard(home, folder):
    home.goto((folder / "understand/bpd-and-mentalizing.html").as_uri())
    word = home.locator('article > p a[data-term="bpd"]', has_text="BPD").first
    card = home.locator(".peek-card")
    word.hover()
    expect(card).to_contain_text("Borderline personality disorder")
    home.keyboard.press("Escape")
    expect(card).to_have_count(0)
    home.mouse.move(0, 0)
    for _ in range(120):
        home.keyboard.press("Tab")
        if word.evaluate("e => e === document.activeElement"):
            break
    expect(word).to_be_focused()
    expect(card).to_contain_text("Borderline personality disorder")
    home.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(word).to_be_focused()


def test_bpd_is_explained_by_a_tap(phone, folder):
    phone.goto((folder / "understand/bpd-and-mentalizing.html").as_uri())
    phone.locator('article > p a[data-term="bpd"]', has_text="BPD").first.tap()
    expect(phone.locator(".peek-card")).to_contain_text("Borderline personality disorder")
    assert phone.url.endswith("/bpd-and-mentalizing.html")
    phone.get_by_role("button", name="Close").tap()
    expect(phone.locator(".peek-card")).to_have_count(0)


@pytest.mark.parametrize("typed", ["EUPD", "bordeline", "borderline personality disorder"])
def test_the_search_finds_pages_about_bpd(home, typed):
    found = search(home, typed)
    assert any("bpd" in address for address in found[:5]), found[:5]
    home.locator(".mim-search ol a").first.click()
    expect(home.locator("h1")).to_be_visible()
    assert home.url.split("#")[0] == found[0].split("#")[0]


def test_colours_stay_on_the_next_page(home):
    for _ in range(2):
        home.locator("#mim-theme").click()
    dark = home.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    home.locator("main a[href$='.html']").first.click()
    expect(home.locator("#mim-theme")).to_have_text("Colours: dark")
    assert dark == home.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")


def test_a_picture_opens_larger(home, folder):
    home.goto((folder / "understand/what-is-mentalizing.html").as_uri())
    link = home.locator("a.glightbox").first
    link.scroll_into_view_if_needed()
    link.click()
    picture = home.get_by_role("dialog", name="Larger picture").locator("img")
    expect(picture).to_be_visible()
    home.wait_for_function("document.querySelector('dialog[open] img')?.naturalWidth > 0")
    home.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_help_is_one_click_away_and_every_page_opens(home, folder):
    home.locator(".mim-help").click()
    assert home.url.endswith("/help/get-help-now.html")
    expect(home.locator('.mim-emergency a[href^="tel:"]').first).to_be_visible()
    said: list[str] = []
    home.on("console", lambda message: said.append(f"{home.url}: {message.text}"))
    for path in page_paths(folder):
        home.goto((folder / path).as_uri())
        assert home.locator("h1").count() == 1, path
        assert home.evaluate("window.mimBroken") == [], path
        own = "get-help" if path.startswith("easier/") else "get-help-now"
        assert home.locator(".mim-help").get_attribute("href").endswith(f"{own}.html"), path
    assert said == []


def test_the_single_file_shows_one_page_at_a_time_and_needs_no_script(
    new_page, offline_site, tmp_path
):
    file = write_single_file(offline_site, tmp_path, Edition("2026.11.29"))
    pages = sum(one.stat().st_size for one in offline_site.rglob("*.html"))
    assert file.stat().st_size < 0.75 * pages, "what all pages share stands there once"
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.add_init_script(NOTE_POLICY)
    page.goto(file.as_uri())
    page.get_by_role("link", name="What is mentalizing?", exact=True).tap()
    assert page.locator(".one-page:visible").count() == 1
    page.locator(".one-page:visible a.term").first.tap()
    expect(page.locator(".peek-card")).to_contain_text("behind what people do")
    page.keyboard.press("Escape")
    page.get_by_role("searchbox").fill("self harm")
    page.locator("#one-results a").first.tap()
    expect(page.locator(".one-page:visible h1")).to_contain_text("Self-harm")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Get help now").first.tap()
    expect(page.locator('.one-page:visible a[href^="tel:"]').first).to_be_visible()
    assert page.evaluate("window.mimBroken") == []
    plain = new_page(java_script_enabled=False)
    plain.goto(file.as_uri())
    assert plain.locator(".one-page:visible").count() > 100
    plain.get_by_role("link", name="What is mentalizing?", exact=True).first.click()
    expect(plain.locator("#understand-what-is-mentalizing h1")).to_be_in_viewport()
