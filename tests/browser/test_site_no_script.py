"""Without JavaScript every page can be read, its words looked up, and help is one link away."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from playwright.sync_api import expect
from sitewide import address, page_paths

pytestmark = pytest.mark.browser


class Plain(HTMLParser):
    """Reads from a page what matters to readers without scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.help: list[str] = []
        self.terms: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.hidden: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if "id" in given:
            self.ids.add(given["id"])
        if "mim-help" in classes:
            self.help.append(given.get("href", ""))
        if tag == "a" and "term" in classes:
            self.terms.append((given.get("data-term", ""), given.get("href", "")))
        if tag in {"p", "section", "article", "main", "h1", "h2"} and "hidden" in given:
            self.hidden.append(f"{tag} {given.get('class', '')}")
        self.headings += tag == "h1"


def test_every_page_has_its_words_and_its_way_to_help(hosted_site):
    for path in page_paths(hosted_site):
        page = Plain()
        page.feed((hosted_site / path).read_text(encoding="utf-8"))
        assert len(page.help) == 1, path
        assert page.headings == 1, path
        assert not page.hidden, path
        for term, href in page.terms:
            # a link of its own; the word's meaning stands at the end of this page as well
            assert href and not href.startswith("javascript"), (path, term)
            assert f"term-{term}" in page.ids, (path, term)


def test_every_page_shows_its_text_and_help_leads_to_numbers(new_page, hosted_site, serve):
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    base = serve(hosted_site)
    paths = [p for p in page_paths(hosted_site) if not p.startswith("glossary/") or "bpd" in p]
    for path in paths:
        page.goto(address(base, path))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".mim-help")).to_be_visible()
        expect(page.get_by_role("link", name="All pages").first).to_be_visible()
        assert page.get_by_role("button").count() == 0, path
        assert len(page.locator("main").inner_text()) > 100, path
    page.locator(".mim-help").click()
    expect(page.locator('a[href^="tel:"]').first).to_be_visible()


def test_a_word_is_a_link_and_its_meaning_stands_on_the_page(new_page, hosted_site, serve):
    page = new_page(java_script_enabled=False)
    page.goto(f"{serve(hosted_site)}/therapy/how-mbt-works/")
    word = page.locator("main p a.term").first
    meaning = page.locator(f"#term-{word.get_attribute('data-term')}")
    expect(meaning).to_be_visible()
    title = meaning.locator("dt a").inner_text()
    word.click()
    expect(page.locator("h1")).to_contain_text(title)
