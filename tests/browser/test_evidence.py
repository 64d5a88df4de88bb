"""Copying a citation and narrowing down the references, in a real Chromium, from disk and served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evidences import JONES, ROOT, SMITH, build, data_folder

pytestmark = pytest.mark.browser

PAGES = {
    "index.md": "---\ntitle: Home\naudience: [person]\nreviewed: 2026-11-22\nreview_in: 12 months\n---\n"
    "One.[^smith2020] {claim=C8}\n\n<!-- evidence: references -->\n",
    "about/claim-check.md": "<!-- evidence: claim-check -->",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write one page with everything that has a script."""
    built = build(data_folder(tmp_path, [SMITH, JONES]), PAGES)
    out = tmp_path / "site"
    assets, scripts = ROOT / "overrides" / "assets", ("load.js", "larger.js")
    for part in ("evidence", "on-demand"):
        shutil.copytree(assets / part, out / "assets" / part)
    for script in scripts:
        shutil.copy(assets / "javascripts" / script, out / "assets")
    addresses = (*scripts, "on-demand/mim-references.js")
    tags = "".join(f'<script src="assets/{name}" defer></script>' for name in addresses)
    css = f'<link rel="stylesheet" href="assets/evidence/evidence.css">{tags}'
    head = f'<meta charset="utf-8"><title>T</title>{css}{built.evidence.head("index.md")}'
    page = f'<!doctype html><html lang="en"><head>{head}</head><body>{built.html["index.md"]}'
    (out / "index.html").write_text(page, encoding="utf-8")
    return out


def test_a_citation_is_copied_where_the_browser_allows_it(folder, serve, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(serve(folder))
    page.click(".mim-cite summary")
    page.click("text=Copy APA")
    page.wait_for_selector("text=Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Site contributors. (2026, November 22). Home. Site."


def test_the_text_is_selected_where_copying_is_not_allowed(folder, new_page):
    page = new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto((folder / "index.html").as_uri())
    page.click(".mim-cite summary")
    page.click("text=Copy Vancouver")
    assert page.inner_text(".mim-cite__said").startswith("The text is selected.")
    assert page.evaluate("String(getSelection())") == "Site contributors. Site. 2026. Home."


def test_references_can_be_narrowed_down_and_all_are_there_without_the_script(folder, new_page):
    page = new_page()
    page.goto((folder / "index.html").as_uri())
    shown = page.locator(".mim-references li:visible")
    assert shown.count() == 2
    page.click("text=Book (1)")
    assert shown.count() == 1
    assert page.inner_text(".mim-filter__said") == "1 of 2 sources shown"
    assert page.get_attribute("text=Book (1)", "aria-pressed") == "true"
    page.evaluate("location.hash = '#smith2020'")
    page.wait_for_function(
        "document.querySelectorAll('.mim-references li:not([hidden])').length === 2"
    )

    plain = new_page(java_script_enabled=False)
    plain.goto((folder / "index.html").as_uri())
    assert plain.locator(".mim-references li:visible").count() == 2
    assert not plain.is_visible(".mim-filter")
    plain.click(".mim-cite summary")
    assert plain.is_visible("#cite-apa")
    assert not plain.is_visible("text=Copy APA")


def test_buttons_are_large_enough_to_touch(folder, new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto((folder / "index.html").as_uri())
    page.click(".mim-cite summary")
    for button in page.locator("button:visible").all():
        assert button.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_badge_s_card_says_what_it_means(desktop, hosted_site, serve):
    desktop.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    badge = desktop.locator("main p .mim-sure").first
    badge.hover()
    meaning = desktop.locator(f"#{badge.get_attribute('data-peek')} dd").inner_text()
    expect(desktop.locator(".peek-card")).to_contain_text(meaning)


def test_a_source_is_found_where_its_address_says(phone, hosted_site, serve):
    """The list is longer than a hundred screens, and what an address names must still be exact."""
    sources = f"{serve(hosted_site)}/about/references/"
    phone.goto(sources)
    names = phone.locator(".mim-references li").evaluate_all("all => all.map(one => one.id)")
    for name in (names[len(names) // 2], names[-1]):
        phone.goto("about:blank")
        phone.goto(f"{sources}#{name}")
        expect(phone.locator(".mim-references li:target")).to_be_in_viewport(timeout=10_000)
