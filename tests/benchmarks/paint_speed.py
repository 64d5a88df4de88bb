#!/usr/bin/env python3
"""Measure how soon a page shows its first words, and how long the search keeps a slow phone busy.

    python3 tests/benchmarks/paint_speed.py                        some pages of the built site, five rounds
    python3 tests/benchmarks/paint_speed.py --search               the longest task of opening, typing, closing
    python3 tests/benchmarks/paint_speed.py --search --site old --site new     of two builds in turns
    python3 tests/benchmarks/paint_speed.py --site site --rounds 9 therapy/how-mbt-works/ help/get-help-now/

A phone on slow 3G (400 ms, 50 kB a second) with its processor slowed four times, and nothing kept
from earlier visits. The page by hand has the article's text, its links, tables and pictures; its
markup has no class, it has a dozen lines of style and no script. Menu, search, cards and words
explained are ours alone. Both are compressed alike and take turns, so that a busy machine slows both.
With ``--search`` nothing is by hand: the longest task of the main thread is told, while a press opens
the search, a query is typed letter by letter and Escape closes it. Only its own processor time
counts, at a quarter of the speed: on a busy machine a task stands still for what is not its fault.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "",
    "therapy/how-mbt-works/",
    "help/get-help-now/",
    "understand/myths-and-facts/",
    "glossary/bpd/",
]
SEARCHED = [*PAGES[:3], "about/references/", "about/claim-check/", "glossary/"]
TYPED = "my partner"
BY_HAND = "by-hand.html"
FURNITURE = (
    ".mim-contents, .mim-cite, .words-on-this-page, .mim-help-box, .mim-permalink, .mim-hidden,"
    " button, script, style"
)
KEPT = frozenset(
    "href src srcset media width height alt loading id lang open colspan rowspan".split()
)
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ margin: auto; max-width: 40rem; padding: 1rem; font: 112.5%/1.6 system-ui, sans-serif; color: #222; background: #fffdf8 }}
h1, h2, h3 {{ line-height: 1.25; font-family: Georgia, serif }}
a {{ color: #0f4f4c }}
img {{ max-width: 100%; height: auto }}
table {{ border-collapse: collapse }}
th, td {{ border-bottom: 1px solid #ccc; padding: .4rem; text-align: left; vertical-align: top }}
</style>
<body>
<p><a href="{home}">Mind in Mind</a></p>
{article}
"""
COMMAND = os.environ.get("MIM_CHROMIUM") or shutil.which("chromium")
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
PAINTED = """() => new Promise(told => new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (e.name === "first-contentful-paint") told(e.startTime);
}).observe({type: "paint", buffered: true}))"""


class Compressed(SimpleHTTPRequestHandler):
    """Serves files compressed, as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        content = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "pages", nargs="*", help="addresses below the site, such as help/get-help-now/"
    )
    parser.add_argument("--site", type=Path, action="append", help="a built site; else ours")
    parser.add_argument("--search", action="store_true", help="the search instead of first words")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    sites = options.site or [ROOT / "site"]
    if options.search:
        search_table(options.pages or SEARCHED, {str(s): served(s) for s in sites}, options.rounds)
        return 0
    pages = options.pages or PAGES
    with TemporaryDirectory() as folder:
        site = Path(shutil.copytree(sites[0], Path(folder) / "site"))
        for page in pages:
            text = (site / page / "index.html").read_text("utf-8")
            (site / page / BY_HAND).write_text(by_hand(text), encoding="utf-8")
        table(pages, served(site), options.rounds)
    return 0


def served(site: Path) -> str:
    """Serve a site until this ends; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def by_hand(html: str) -> str:
    """Write a built page as somebody would by hand."""
    tree = LexborHTMLParser(html)
    title, article = tree.css_first("title"), tree.css_first("article")
    home = tree.css_first("a.mim-brand")
    for furniture in article.css(FURNITURE):
        furniture.decompose()
    for node in article.css("*"):
        for name in set(node.attributes) - KEPT:
            del node.attrs[name]
    article.unwrap_tags(["span", "section", "div"])
    return PAGE.format(title=title.text(), home=home.attrs["href"], article=article.html)


def table(pages: list[str], base: str, rounds: int) -> None:
    """Print the medians of each page, and of all of them."""
    ratios = []
    print("| page | by hand, ms | ours, ms | ratio |\n| --- | --- | --- | --- |")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=COMMAND)
        for page in pages:
            times: dict[str, list[float]] = {BY_HAND: [], "": []}
            for _ in range(rounds):
                for name, seen in times.items():
                    seen.append(first_paint(browser, f"{base}{page}{name}"))
            theirs, ours = (statistics.median(seen) for seen in times.values())
            ratios.append(ours / theirs)
            print(
                f"| {page or 'home'} | {theirs:.0f} | {ours:.0f} | {ratios[-1]:.2f} |", flush=True
            )
        browser.close()
    print(f"| median | | | {statistics.median(ratios):.2f} |")


def first_paint(browser: Browser, url: str) -> float:
    """Give the milliseconds from asking for a page to its first words, on a slow phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="commit")
    took = float(page.evaluate(PAINTED))
    context.close()
    return took


def search_table(pages: list[str], bases: dict[str, str], rounds: int) -> None:
    """Print the longest tasks of each page: the median of all rounds, and the worst."""
    print(
        "| page | site | opening, ms | typing, ms | closing, ms |\n| --- | --- | --- | --- | --- |"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=COMMAND)
        for page in pages:
            seen = [
                {name: longest_tasks(browser, base + page) for name, base in bases.items()}
                for _ in range(rounds)
            ]
            for name in bases:
                phases = zip(*(row[name] for row in seen), strict=True)
                told = " | ".join(f"{statistics.median(p):.0f} ({max(p):.0f})" for p in phases)
                print(f"| {page or 'home'} | {name} | {told} |", flush=True)
        browser.close()


def longest_tasks(browser: Browser, url: str) -> list[float]:
    """Give the milliseconds of the longest task while the search opens, is typed in, and closes."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    page.goto(url)
    page.wait_for_timeout(500)
    page.locator("#mim-search").hover()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def pressed() -> None:
        page.mouse.down()
        page.wait_for_timeout(80)
        page.mouse.up()

    acts = (
        pressed,
        lambda: page.keyboard.type(TYPED, delay=120),
        lambda: page.keyboard.press("Escape"),
    )
    longest = [longest_task(browser, page, act) for act in acts]
    context.close()
    return longest


def longest_task(browser: Browser, page: Page, act: Callable[[], object]) -> float:
    """Give the milliseconds of processor time that the longest task took while something was done."""
    browser.start_tracing(page=page, categories=["toplevel"])
    act()
    page.wait_for_timeout(1500)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    names = [e for e in events if e["name"] == "thread_name"]
    main = {(e["pid"], e["tid"]) for e in names if e["args"]["name"] == "CrRendererMain"}
    tasks = (e for e in events if (e["pid"], e["tid"]) in main and "RunTask" in e["name"])
    return max(e.get("tdur", 0) for e in tasks) / 1000


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
