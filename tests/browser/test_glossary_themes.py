"""The glossary's own pages in themes that are not ours, at the width of a small phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sites import build_apart, term, write_site

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FILES = {
    "docs/index.md": f"# Home\n\nOn trust, and streets. A {LONG}.\n",
    "docs/glossary/trust.md": term("trust", "Relying.", forms=["Straße", "אָמוֹן"]),
    "docs/glossary/long.md": term(LONG, f"As {LONG[5:]} is.", forms=[f"{LONG}xyz"]),
}
THEMES = {
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
    "material": {"name": "material", "font": False},
}
# What is wider than it has room for; the themes' own headings and menus are not ours.
WIDE = """() => [...document.querySelectorAll(
    '.glossary-filter *, .glossary-jumps *, .glossary-letter *, .term-used *, .term-facts *, .words-on-this-page *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1).length"""


@pytest.fixture(scope="module", params=THEMES)
def site(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param)
    # The script of the theme "mkdocs" fails on a site without search, with or without a glossary.
    write_site(root, FILES, {"theme": THEMES[request.param], "plugins": ["search"]})
    assert build_apart(root).code == 0
    return root / "site"


@pytest.fixture
def narrow(new_page):
    return new_page(viewport={"width": 320, "height": 800})


@pytest.mark.parametrize("path", ["", "glossary/", "glossary/long/"])
def test_a_long_word_stays_in_the_window(path, site, narrow, serve):
    narrow.goto(f"{serve(site)}/{path}")
    assert narrow.evaluate(WIDE) == 0


def test_letters_stand_side_by_side_without_bullets(site, narrow, serve):
    narrow.goto(f"{serve(site)}/glossary/")
    expect(narrow.locator(".glossary-jumps li")).to_have_count(2)
    first, second = (item.bounding_box() for item in narrow.locator(".glossary-jumps li").all())
    assert first["y"] == second["y"]
    assert (
        narrow.locator(".glossary-jumps li").first.evaluate(
            "item => getComputedStyle(item).listStyleType"
        )
        == "none"
    )


def test_no_gap_stands_round_the_word_in_its_line(site, narrow, serve):
    narrow.goto(f"{serve(site)}/glossary/trust/")
    style = narrow.locator(".term-used mark").evaluate(
        "word => [getComputedStyle(word).paddingLeft, getComputedStyle(word).fontStyle]"
    )
    assert style == ["0px", "normal"]


@pytest.mark.parametrize("typed", ["TRUST", "strasse", "STRASSE", "אמון", "tru st", "T.r.u.s.t."])
def test_the_filter_compares_letters_as_readers_do(typed, site, narrow, serve):
    narrow.goto(f"{serve(site)}/glossary/")
    narrow.get_by_label("Find a word").fill(typed)
    expect(narrow.get_by_role("status")).to_have_text("1 word")
    expect(narrow.locator("#trust")).to_be_visible()


def test_the_card_has_the_size_of_the_text(site, new_page, serve):
    page = new_page(viewport={"width": 1200, "height": 800})
    page.goto(serve(site))
    page.hover('a.term[data-term="trust"]')
    expect(page.locator(".peek-card")).to_be_visible()
    sizes = page.evaluate(
        "() => ['a.term', '.peek-card'].map(css => getComputedStyle(document.querySelector(css)).fontSize)"
    )
    assert sizes[0] == sizes[1]


def test_a_word_that_comes_under_a_resting_pointer_opens_nothing(site, new_page, serve):
    page = new_page(viewport={"width": 1200, "height": 800})
    page.goto(serve(site))
    term = page.locator('a.term[data-term="trust"]')
    page.evaluate("document.body.style.minHeight = '3000px'")
    page.evaluate("scrollTo(0, 40)")
    box = term.bounding_box()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(box["x"] + 3, box["y"] + 5)
    page.wait_for_timeout(500)
    expect(page.locator(".peek-card")).to_have_count(0)
    page.evaluate("scrollTo(0, 40)")
    page.wait_for_timeout(1000)
    assert term.evaluate("word => word.matches(':hover')"), "it lies under the pointer"
    expect(page.locator(".peek-card")).to_have_count(0)
    page.mouse.move(box["x"] + 5, box["y"] + 6)
    expect(page.locator(".peek-card")).to_be_visible()
