"""The Content-Security-Policy: nothing the site does breaks it, and it stops what it should."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WATCH = """window.violations = [];
document.addEventListener('securitypolicyviolation',
  e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"""
PATHS = (
    "index",
    "understand/what-is-mentalizing",
    "therapy/does-it-work",
    "help/get-help-now",
    "glossary/index",
    "glossary/bpd",
    "about/references",
    "about/claim-check",
    "all-pages",
)


def use_everything(page: Page) -> None:
    """Open what can be opened: a word's card, a larger picture, the search, the colours."""
    for selector in ("a.term", "a.footnote-ref"):
        if page.locator(selector).count():
            page.locator(selector).first.hover()
            page.wait_for_timeout(300)
            page.keyboard.press("Escape")
    if page.locator("a.glightbox").count():
        page.locator("a.glightbox").first.click()
        page.get_by_role("dialog", name="Larger picture").wait_for()
        page.wait_for_timeout(300)
        page.keyboard.press("Escape")
        page.locator("#glightbox-body").wait_for(state="detached")
    page.locator("#mim-search").click()
    page.get_by_role("searchbox", name="What are you looking for?").fill("shame")
    page.keyboard.press("Escape")
    page.locator("#mim-theme").click()


@pytest.mark.parametrize("kind", ["hosted", "offline"])
def test_nothing_the_site_does_breaks_its_policy(kind, desktop, serve, request):
    folder = request.getfixturevalue(f"{kind}_site")
    desktop.add_init_script(WATCH)
    for path in PATHS:
        if kind == "offline":
            desktop.goto((folder / f"{path}.html").as_uri())
        else:
            address = path.removesuffix("index")
            desktop.goto(f"{serve(folder)}/{address}" + ("/" if address == path else ""))
        use_everything(desktop)
        assert desktop.evaluate("window.violations") == [], path


def test_a_smuggled_script_does_not_run(desktop, hosted_site, serve):
    desktop.goto(serve(hosted_site))
    ran = desktop.evaluate(
        """() => { const s = document.createElement('script');
        s.textContent = 'window.smuggled = true'; document.body.append(s);
        return window.smuggled === true }"""
    )
    assert ran is False


def test_every_page_has_a_policy_and_hides_where_readers_come_from(hosted_site, offline_site):
    for folder in (hosted_site, offline_site):
        pages = [p for p in folder.rglob("*.html") if p.name != "leave.html"]
        assert len(pages) > 50
        for path in pages:
            text = path.read_text(encoding="utf-8")
            assert text.count('http-equiv="Content-Security-Policy"') == 1, path
            assert (
                "unsafe-" not in text.split("</head>")[0].split("Content-Security-Policy")[1][:600]
            )
            assert '<meta name="referrer" content="no-referrer">' in text, path
    headers = (hosted_site / "_headers").read_text(encoding="utf-8")
    assert "frame-ancestors 'none'" in headers


def test_stock_scripts_and_styles_are_not_shipped(hosted_site, offline_site):
    for folder in (hosted_site, offline_site):
        names = [p.name for p in folder.rglob("*") if p.is_file()]
        stock = ("bundle.", "workers", "lunr", "palette.", "main.")
        unwanted = [n for n in names if n.endswith(".map") or n.startswith(stock)]
        assert not [n for n in unwanted if n.endswith((".map", ".js", ".css"))]
        assert not {"drift.json", "search_index.json"} & set(names)
