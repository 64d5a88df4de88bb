"""What the tests of the whole site share: its pages, axe, and one visit that measures everything.

A page is loaded once for each width; colours, text size and spacing are switched while it is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from playwright.sync_api import Browser, CDPSession, Page, Route

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN_AXE = """only => axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false})
  .then(result => result.violations.flatMap(v => v.nodes.map(n =>
    `${v.id}: ${n.target.join(' ')}: ${n.failureSummary.replace(/\\s+/g, ' ').slice(0, 240)}`)))"""

LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
DARK: dict[str, Any] = {"color_scheme": "dark", "forced_colors": "none"}
FORCED: dict[str, Any] = {"color_scheme": "light", "forced_colors": "active"}

NOTE_POLICY = """window.mimBroken = [];
document.addEventListener('securitypolicyviolation',
  e => window.mimBroken.push(e.violatedDirective + ' ' + e.blockedURI))"""

# Every element whose right or left edge is out of the window, outside a box that scrolls.
TOO_WIDE = """(scrolling = '.mim-table, pre, .mim-hidden') => {
  const root = document.documentElement, width = root.clientWidth
  if (root.scrollWidth <= width) return []
  const out = [...document.body.querySelectorAll('*')].filter(e => {
    const box = e.getBoundingClientRect()
    return box.width && box.right > width + 1 && !e.closest(scrolling)
  })
  return [`${root.scrollWidth} px wide: ` + (out.slice(0, 3).map(e =>
    e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).join('; ') || 'unknown')]
}"""
NO_STYLES = (
    "() => document.querySelectorAll('style, link[rel=stylesheet]').forEach(e => e.remove())"
)
# https://www.w3.org/TR/WCAG22/#text-spacing
TEXT_SPACING = """on => {
  const sheet = new CSSStyleSheet()
  if (on) sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
# Targets that are no part of a sentence are at least 24 px either way; the site's own tools 44.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].flatMap(e => {
  if (!e.checkVisibility({visibilityProperty: true})) return []
  const style = getComputedStyle(e), box = e.getBoundingClientRect()
  if (style.display === 'inline' || style.clipPath !== 'none') return []
  const least = e.matches('.mim-help, .mim-button') ? 44 : 24
  if (Math.min(box.width, box.height) >= least - 0.01) return []
  const parent = e.parentElement.cloneNode(true)
  parent.querySelectorAll('a').forEach(link => link.remove())
  const inSentence = style.display === 'inline-block' && /\\w/.test(parent.textContent)
  if (inSentence && box.height >= 24 - 0.01) return []
  return [`${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 30)}" ` +
    `${box.width.toFixed(1)} x ${box.height.toFixed(1)}`]
})"""
# The contrast of every text in <main>, from computed colours; backgrounds are plain colours here.
WEAK_TEXT = """least => {
  const read = text => {
    const parts = text.match(/[\\d.]+/g).map(Number)
    const scale = text.startsWith('color(') ? 255 : 1
    return [parts[0] * scale, parts[1] * scale, parts[2] * scale, parts[3] ?? 1]
  }
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]))
  const light = colour => colour.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = e => {
    if (!e) return [255, 255, 255]
    const colour = read(getComputedStyle(e).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(e.parentElement))
  }
  const weak = new Map()
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement
    if (!texts.currentNode.data.trim() || !e.checkVisibility({opacityProperty: true})) continue
    if (e.closest('script, style, svg')) continue
    const under = behind(e), ink = over(read(getComputedStyle(e).color), under)
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05)
    if (ratio < least) weak.set(`${e.tagName}.${e.className} ${ratio.toFixed(2)}:1`, 1)
  }
  return [...weak.keys()]
}"""
# The first sentence after the title, the frame's own lines aside, when it is not whole in the window.
FIRST_SENTENCE = """() => {
  const main = document.querySelector('main'), title = main.querySelector('h1')
  const frame = '.mim-facts, .mim-content-note, .mim-summary, .mim-contents, h1'
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, text =>
    !text.data.trim() || text.parentElement.closest(frame) ||
    !(title.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) ? 3 : 1)
  const range = document.createRange()
  const block = texts.nextNode()?.parentElement.closest('p, li, dd, dt, h2, td, div')
  if (!block) return ['nothing follows the title']
  range.setStartBefore(texts.currentNode)
  let end
  do {
    const text = texts.currentNode, stop = text.data.search(/[.?!:](\\s|$)/)
    if (!block.contains(text)) break
    end = [text, stop < 0 ? text.data.length : stop + 1]
    if (stop >= 0) break
  } while (texts.nextNode())
  range.setEnd(...end)
  const { top, bottom } = range.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight ? [] : [`${range} from ${top} to ${bottom} px`]
}"""
KEPT = """() => [
  ...(document.cookie ? ['cookie: ' + document.cookie] : []),
  ...Object.keys(sessionStorage).map(key => 'sessionStorage: ' + key),
  ...Object.keys(localStorage).filter(key => !['mim.theme', 'mim.known', 'peek'].includes(key))
    .map(key => 'localStorage: ' + key)]"""


@dataclass
class Findings:
    """What a visit to many pages found, by check; ``pages`` counts them."""

    pages: int = 0
    by_check: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, check: str, page: str, found: list[str]) -> None:
        """Note what a check found on a page."""
        self.by_check[check] += [f"{page}: {what}" for what in found]

    def assert_none(self, check: str) -> None:
        """Fail with the first things found by a check."""
        found = self.by_check[check]
        assert self.pages > 100, "the whole site was to be visited"
        assert not found, f"{len(found)} found, such as\n" + "\n".join(found[:20])


def page_paths(folder: Path) -> list[str]:
    """Give every page of a built site, by its path.

    The blank page of the exit is none, and an old address that leads on (test_redirects.py) neither.
    """
    paths = sorted(path for path in folder.rglob("*.html") if path.name != "leave.html")
    return [
        path.relative_to(folder).as_posix()
        for path in paths
        if 'http-equiv="refresh"' not in path.read_text("utf-8")[:600]
    ]


def address(base: str, path: str) -> str:
    """Give the address at which a host serves a page."""
    return f"{base}/{path.removesuffix('index.html')}"


def run_axe(page: Page, only: object = TAGS) -> list[str]:
    """Give what axe finds wrong on a page as it stands."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, only)
    return found


def axe_in_all_colours(page: Page, path: str, *, is_phone: bool) -> dict[str, list[str]]:
    """Give what axe finds: every rule in light, those about colours in the other two.

    Colours differ little with the width and pages of words have one template, so one such page in
    five stands for the others: on a desk in other colours, and for words also in light.
    """
    found = {}
    is_word = path.startswith("glossary/") and path != "glossary/index.html"
    is_sample = crc32(path.encode()) % 5 == 0
    schemes = [("light", LIGHT, TAGS)] if is_phone or is_sample or not is_word else []
    if is_sample or (is_phone and not is_word):
        schemes += [("dark", DARK, COLOUR_RULES), ("forced colours", FORCED, COLOUR_RULES)]
    for name, media, rules in schemes:
        page.emulate_media(**media)
        found[f"axe in {name}"] = run_axe(page, rules)
    page.emulate_media(**LIGHT)
    return found


def without_scripts(route: Route) -> None:
    """Serve a page as a browser without JavaScript would have it, so that axe can still run."""
    if route.request.resource_type == "script":
        route.abort()
    elif route.request.resource_type == "document":
        response = route.fetch()
        body = response.text().split("<script>", 1)
        route.fulfill(response=response, body=body[0] + body[1].split("</script>", 1)[1])
    else:
        route.continue_()


@contextmanager
def text_size(session: CDPSession, pixels: int) -> Iterator[None]:
    """Set the browser's text size, as a reader does in its settings."""
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels - 3}})
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


def visit_all(
    browser: Browser, folder: Path, base: str, width: int, measure: Callable[..., None]
) -> Findings:
    """Open every page once in a window of a width; note what goes wrong and what `measure` finds.

    ``measure`` gets the page, its path and the findings. Requests to other hosts, messages in the
    console, violations of the policy and anything stored are noted on every page.
    """
    findings = Findings()
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    context.add_init_script(NOTE_POLICY)
    page = context.new_page()
    now = ""

    def asked(url: str) -> None:
        if urlsplit(url).hostname not in {"127.0.0.1", None}:
            findings.add("other hosts", now, [url])

    def said(kind: str, text: str) -> None:
        expected = now == "404.html" and "status of 404" in text
        if kind in {"error", "warning"} and not expected:
            findings.add("console", now, [text])

    page.on("request", lambda request: asked(request.url))
    page.on("console", lambda message: said(message.type, message.text))
    page.on("pageerror", lambda error: findings.add("console", now, [str(error)]))
    for now in page_paths(folder):
        page.goto(address(base, now))
        measure(page, now, findings)
        findings.add("policy", now, page.evaluate("window.mimBroken"))
        findings.add("kept", now, page.evaluate(KEPT))
        findings.pages += 1
    findings.add("kept", "the browser", [cookie["name"] for cookie in context.cookies()])
    context.close()
    return findings
