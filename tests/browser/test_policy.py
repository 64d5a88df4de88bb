"""The Content-Security-Policy: nothing the site does breaks it, and it stops what it should."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from engines import opened
from playwright.sync_api import Page
from sitewide import page_paths

pytestmark = pytest.mark.browser

WATCH = """window.violations = [];
document.addEventListener('securitypolicyviolation',
  e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"""
PARTS = (
    "glightbox",
    "mim-steps",
    'class="term',
    "footnote-ref",
    "mim-country",
    "<details",
    "mim-exit",
)
POLICY = re.compile(r'Content-Security-Policy" content="([^"]+)')


def one_of_each(folder: Path) -> list[str]:
    """Give a page of each make; those with the same policy and the same parts do the same."""
    makes: dict[object, str] = {}
    for path in page_paths(folder):
        html = (folder / path).read_text("utf-8")
        makes.setdefault((POLICY.findall(html)[0], *(part in html for part in PARTS)), path)
    return list(makes.values())


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


SMUGGLED = """<script>window.ran = 'script'</script>
<script type="module">window.ran = 'module'</script>
<script src="data:text/javascript,window.ran='data'"></script>
<img src="missing.png" alt="" onerror="window.ran = 'handler'">
<svg onload="window.ran = 'svg'"></svg>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<form action="javascript:window.ran='form'"><button id="smuggled-form">x</button></form>
<a id="smuggled-link" href="javascript:window.ran='link'">x</a>"""


@pytest.mark.parametrize("kind", ["hosted", "offline"])
@pytest.mark.parametrize("engine", ["chromium", pytest.param("firefox", marks=pytest.mark.nightly)])
def test_what_is_smuggled_into_a_built_page_does_not_run(
    kind, engine, playwright, serve, request, tmp_path
):
    folder = tmp_path / "site"
    shutil.copytree(request.getfixturevalue(f"{kind}_site"), folder)
    page = folder / "index.html"
    html = page.read_text("utf-8")
    page.write_text(html.replace("</main>", f"{SMUGGLED}</main>", 1), "utf-8")
    with opened(engine, playwright) as browser:
        browser.goto(serve(folder) if kind == "hosted" else page.as_uri())
        assert browser.run("document.querySelectorAll('#smuggled-link').length") == 1
        for name in ("link", "form"):
            browser.run(f"document.getElementById('smuggled-{name}').click()")
        browser.run(
            """void (s => { s.textContent = "window.ran = 'made'"; document.body.append(s) })
            (document.createElement('script'))"""
        )
        browser.page.wait_for_timeout(500)
        assert browser.run("window.ran ?? ''") == ""


@pytest.mark.parametrize("kind", ["hosted", "offline"])
@pytest.mark.parametrize("engine", ["chromium", pytest.param("firefox", marks=pytest.mark.nightly)])
@pytest.mark.parametrize("scripts", [True, False])
def test_no_state_of_a_page_breaks_its_policy(kind, engine, scripts, playwright, serve, request):
    """Every page in one state: test_site_states.py and test_site_bundle.py."""
    folder = request.getfixturevalue(f"{kind}_site")
    root = serve(folder) if kind == "hosted" else folder.as_uri()
    with opened(engine, playwright) as browser:
        page = browser.page.context.browser.new_page(java_script_enabled=scripts)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.add_init_script(WATCH)
        for path in one_of_each(folder):
            page.goto(f"{root}/{path}")
            if scripts:
                use_everything(page)
            for media in ("print", "screen"):
                page.emulate_media(media=media, color_scheme="dark")
            found = page.evaluate("window.violations") if scripts else []
            found += [text for text in said if "content security policy" in text.lower()]
            assert found == [], path


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
