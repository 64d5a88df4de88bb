"""Search: named, announced, reachable by Tab, forgiving, private, and the same from a folder."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from mindinmind.data_files import checked
from mindinmind.search.index import index_parts, sections_of
from mindinmind.search.lexicon import load_lexicon
from sites import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(params=["http", "file"])
def page(request: pytest.FixtureRequest, phone: Page, serve: Callable[[Path], str]) -> Page:
    if request.param == "http":
        folder = request.getfixturevalue("hosted_site")
        phone.goto(f"{serve(folder)}/therapy/how-mbt-works/")
    else:
        folder = request.getfixturevalue("offline_site")
        phone.goto((folder / "therapy" / "how-mbt-works.html").as_uri())
    return phone


def search(page: Page, words: str) -> Locator:
    """Open the dialog and type; give the links of the results."""
    dialog = page.get_by_role("dialog", name="Search this site")
    if not dialog.is_visible():
        page.get_by_role("button", name="Search").first.click()
    page.get_by_role("searchbox").fill(words)
    return dialog.locator("ol a")


def test_parts_are_loaded_only_when_somebody_searches_and_only_those_needed(page):
    scripts = "[...document.querySelectorAll('script[src*=\"/search/\"]')].map(s => s.src)"
    assert page.evaluate(scripts) == []
    search(page, "mentalizing").first.wait_for()
    loaded = [src.rsplit("/", 1)[1] for src in page.evaluate(scripts)]
    assert {"words.js", "lexicon.js"} <= set(loaded)
    assert len(loaded) == len(set(loaded)) < 20


def test_the_count_is_announced_and_results_are_reached_by_tab(page):
    links = search(page, "mentalizing")
    links.first.wait_for()
    expect(page.get_by_role("status")).to_have_text(f"{links.count()} results")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mentalzation", "what-is-mentalizing"),
        ("mentalisation", "what-is-mentalizing"),
        ("bordeline", "bpd"),
        ("first appointmnt", "first-appointment-questions"),
        ("family", "family-and-friends"),
        ("evidence", "does-it-work"),
        ("pause", "pause-card"),
    ],
)
def test_misspelt_and_partial_words_find_the_page(page, typed, expected):
    links = search(page, typed)
    links.first.wait_for()
    found = [link.get_attribute("href") for link in links.all()[:6]]
    assert any(expected in href for href in found), found


@pytest.mark.parametrize(
    "typed",
    [
        "alien self",
        "Alien selves",
        "marked mirroring",
        "EUPD",
        "Mentalized affectivity",
        "References",
    ],
)
def test_a_word_of_the_glossary_comes_first_when_it_is_typed_as_it_is_called(page, typed):
    links = search(page, typed)
    links.first.wait_for()
    assert typed.lower().split()[0] in links.first.get_attribute("href")


def test_a_word_typed_as_two_finds_what_the_one_word_finds(page):
    found = []
    for typed in ("border line", "", "borderline"):
        links = search(page, typed)
        if typed:
            links.first.wait_for()
            found.append(links.evaluate_all("links => links.map(link => link.href)"))
        else:
            expect(links).to_have_count(0)
    assert found[0] == found[1] != []


@pytest.mark.parametrize("typed", ["suicide", "kill myself", "overdose", "self-harm", "self harm"])
def test_crisis_words_put_help_first(page, typed):
    links = search(page, typed)
    expect(links.first).to_have_text("Get help now")
    expect(page.get_by_role("status")).to_contain_text("You matter")
    expect(page.get_by_role("status")).not_to_contain_text("Nothing found")


def test_who_looks_for_a_way_to_die_is_shown_help_and_nothing_else(page):
    links = search(page, "painless way to die")
    expect(links).to_have_text(["Get help now"])
    expect(page.get_by_role("status")).to_have_text("You matter. Please talk to someone now.")


def test_help_is_one_tap_away_whatever_is_typed(page):
    dialog = page.get_by_role("dialog", name="Search this site")
    search(page, "hope").first.wait_for()
    dialog.get_by_role("link", name="Get help now", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help now")


def test_whoever_asks_what_no_page_is_about_is_told_so(page):
    search(page, "pineapple pizza recipe").first.wait_for()
    expect(page.get_by_role("status")).to_contain_text("No page is about just this")
    search(page, "borderline personality disorder").first.wait_for()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ results$"))


def test_the_country_list_answers_nothing_but_a_country_or_a_line(page):
    links = search(page, "free 24 hours ambulance every day")
    links.first.wait_for()
    assert "#norway" not in " ".join(link.get_attribute("href") for link in links.all())


def test_nothing_found_offers_help_first_then_the_lists(page):
    links = search(page, "qqqqzzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(links).to_have_text(["Get help now", "A to Z of words", "All pages"])


LEXICON = """heavy:
  - {points: 12, words: [alpha, "@kin"]}
  - {points: 9, words: [alpha beta]}
  - {points: -6, words: [gamma]}
kinds: {kin: [delta]}
harmless: [{why: a name, say: [alpha ... park]}]
spelled: [[alpha, alfa]]
"""


def test_points_of_words_put_help_first_unless_others_speak_against_it(phone, offline_site):
    schema = json.loads((ROOT / "docs/_data/search.schema.json").read_text("utf-8"))
    lexicon, problems = load_lexicon(checked("s.yml", LEXICON, schema), [])
    assert problems == []
    words = "alpha beta gamma delta park one two three four"
    parts = dict(index_parts(sections_of([{"location": "a/", "title": "A", "text": words}])))
    phone.goto((offline_site / "index.html").as_uri())
    search(phone, "hope").first.wait_for()
    made = parts | {"lexicon": lexicon.as_json({})}
    find = """async ([parts, queries]) => {
        const find = mimSearchEngine(async (name) => parts[name]);
        const all = [];
        for (const query of queries) all.push((await find(query)).help);
        return all;
    }"""
    first = ["alpha delta", "alfa beta", "alpha beta one two", "alpha delta gamma"]
    later = ["alpha", "delta", "beta", "beta alpha", "alpha one two three", "alpha gamma"]
    later += ["alpha park", "alpha one park", "alpha delta one two three one two four"]
    found = phone.evaluate(find, [made, first + later])
    assert found == [True] * len(first) + [False] * len(later)


def test_a_part_that_does_not_come_is_said_and_help_is_still_there(page):
    if page.url.startswith("file:"):
        pytest.skip("what a folder holds always comes")
    page.route("**/search/words.js", lambda route: route.abort())
    links = search(page, "mentalizing")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    expect(links.first).to_have_text("Get help now")


FIND = """async (queries) => {
    const root = document.querySelector('script[src*="search-engine"]').src.replace(/assets.*/, "");
    const parts = new Map();
    window.mimSearchPart = (name, text) => parts.get(name).done(text);
    const load = (name) => {
        if (!parts.has(name)) {
            const part = {};
            part.text = new Promise((resolve) => { part.done = resolve; });
            parts.set(name, part);
            const script = document.createElement("script");
            script.src = `${root}search/${name}.js`;
            document.head.append(script);
        }
        return parts.get(name).text;
    };
    const find = window.mimSearchEngine(load);
    const all = [];
    for (const query of queries) {
        const { help, hits } = await find(query);
        all.push([help, hits.map((hit) => hit.url)]);
    }
    return all;
}"""


def test_what_people_type_leads_to_help_or_to_the_page_that_answers(phone, offline_site):
    """tests/data/search.tsv: help first for all who may be in danger, the page for the others."""
    rows = [
        line.split("\t")
        for line in (ROOT / "tests/data/search.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    phone.goto((offline_site / "index.html").as_uri())
    search(phone, "hope").first.wait_for()
    queries = [query for query, _ in rows]
    answers = dict(zip(queries, phone.evaluate(FIND, queries), strict=True))
    unsafe, alarmed, lost = [], [], []
    for query, expected in rows:
        help_first, urls = answers[query]
        pages = ["help/get-help-now"] * help_first + [url.partition(".html")[0] for url in urls]
        if expected == "HELP":
            unsafe += [] if help_first else [query]
            continue
        alarmed += [query] if help_first else []
        folders = ("glossary", "easier", "about")
        wanted = {page + "/index" * (page in folders) for page in expected.split("|")}
        lost += [] if expected == "-" or wanted & set(pages[:3]) else [query]
    others = sum(expected != "HELP" for _, expected in rows)
    assert unsafe == []
    assert len(alarmed) <= 0.05 * others, alarmed
    assert len(lost) <= 0.1 * others, lost


def test_a_search_asks_for_little_before_its_first_result(phone, hosted_site, serve):
    phone.goto(f"{serve(hosted_site)}/")
    search(phone, "medication side effects").first.wait_for()
    asked = phone.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).filter((n) => /search/.test(n))"
    )
    packed = sum(
        len(gzip.compress((hosted_site / urlsplit(url).path.lstrip("/")).read_bytes()))
        for url in asked
    )
    assert packed <= 100_000, f"{packed} bytes before the first result"


def test_the_words_stay_out_of_every_address_and_store(page):
    links = search(page, "shame")
    links.first.wait_for()
    page.keyboard.press("Enter")
    assert "shame" not in page.url
    links.first.click()
    page.wait_for_load_state()
    assert "?" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""


def test_a_result_leads_to_its_page(page):
    links = search(page, "crisis plan")
    links.first.wait_for()
    target = links.first.get_attribute("href")
    links.first.click()
    page.wait_for_load_state()
    assert page.url == target
    expect(page.locator("h1")).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(page):
    search(page, "bpd").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".mim-search")).to_be_hidden()
    expect(page.get_by_role("button", name="Search").first).to_be_focused()


def test_a_click_beside_it_closes_and_one_on_it_does_not(page):
    links = search(page, "bpd")
    links.first.wait_for()
    page.get_by_role("status").click()
    page.keyboard.press("Tab")
    expect(page.locator(".mim-search :focus")).to_have_count(1)
    page.mouse.click(2, 2)
    expect(links.first).to_be_hidden()
    expect(page.get_by_role("button", name="Search").first).to_be_focused()


def test_the_gesture_back_of_a_phone_closes_it_and_stays_on_the_page(page):
    page.evaluate("void (CloseWatcher = class extends CloseWatcher { self = window.back = this })")
    links, where = search(page, "bpd"), page.url
    links.first.wait_for()
    page.evaluate("back.requestClose()")
    expect(links.first).to_be_hidden()
    expect(page.get_by_role("button", name="Search").first).to_be_focused()
    assert page.url == where


def test_tab_goes_round_in_it(page):
    links = search(page, "bpd")
    links.last.wait_for()
    dialog = page.get_by_role("dialog", name="Search this site")
    first = dialog.get_by_role("link", name="Get help now", exact=True).first
    for back, start, end in (("", links.last, first), ("Shift+", first, links.last)):
        start.focus()
        page.keyboard.press(f"{back}Tab")
        expect(end).to_be_focused()
    page.locator(".mim-skip").focus()  # as from the window's own bar
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_what_is_behind_it_is_not_there_for_screen_readers_and_does_not_scroll(page):
    search(page, "bpd").first.wait_for()
    expect(page.get_by_role("main")).to_have_count(0)
    expect(page.get_by_role("button", name="Search", exact=True)).to_have_count(0)
    for where in ((200, 60), (2, 500)):
        page.mouse.move(*where)
        page.mouse.wheel(0, 900)
    page.locator("#mim-search-input").focus()
    page.keyboard.press("PageDown")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 0
    page.emulate_media(media="print")
    expect(page.locator(".mim-search")).to_be_hidden()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("main")).to_have_count(1)


def test_a_page_is_not_styled_anew_when_it_opens_or_closes(browser, desktop, hosted_site, serve):
    """That takes a slow phone a tenth of a second on a long page, while which it answers nothing."""
    desktop.goto(f"{serve(hosted_site)}/about/references/")
    search(desktop, "").first.wait_for(state="detached")
    desktop.keyboard.press("Escape")
    desktop.wait_for_timeout(300)
    browser.start_tracing(page=desktop, categories=["devtools.timeline"])
    desktop.locator("#mim-search").click()
    expect(desktop.get_by_role("searchbox")).to_be_focused()
    desktop.keyboard.press("Escape")
    expect(desktop.locator(".mim-search")).to_be_hidden()
    desktop.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [e["args"]["elementCount"] for e in events if e["name"] == "UpdateLayoutTree"]
    assert 0 < max(styled) < 100


def test_no_single_key_does_anything(page):
    before = page.url
    for key in "fsnpabcz123.,/":
        page.keyboard.press(key)
    expect(page.locator(".mim-search")).to_be_hidden()
    assert page.url == before
