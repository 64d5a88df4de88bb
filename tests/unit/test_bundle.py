"""The offline bundle: what is in it, what stays out, and where links to that lead."""

import hashlib
import random
import re
import zipfile

import html5lib
import pytest

from mindinmind.page.assets import shortest
from publishing.bundle import Edition, bundled, too_large, write_bundle
from publishing.links import check_built_site
from publishing.slim import slim
from sites import ROOT

PAGE = (
    '<html><head><title>Home - Mind in Mind</title><link rel="alternate" href="glossary/glossary.json">'
    '</head><body><a href="contributing/evidence.html#x">how</a> <a href="b/two.html">two</a> '
    '<a class="k" href="glossary/deck.apkg">cards</a> <a href="https://e.org/">out</a></body></html>'
)


@pytest.fixture
def site(tmp_path):
    files = {
        "index.html": PAGE,
        "b/two.html": '<title>x</title><a href="../contributing/index.html">c</a>',
        "contributing/evidence.html": "e", "contributing/index.html": "i", "glossary/deck.apkg": "d",
        "glossary/glossary.json": "{}", "assets/preview.png": "p", "assets/a.css": "c",
        "old.html": '<meta http-equiv="refresh" content="0; url=index.html">', "sitemap.xml": "s", "sitemap.xml.gz": "s", "404.html": "n", "search/words.js": "w",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    return tmp_path / "site"


def test_what_a_reader_offline_cannot_use_stays_out_and_no_link_to_it_is_left(site):
    files = bundled(site, Edition("2026.11.29"))
    assert list(files) == [
        "README.txt", "START-HERE.html", "site/assets/a.css", "site/b/two.html", "site/index.html",
        "site/search/words.js", "SHA256SUMS",
    ]  # fmt: skip
    page = files["site/index.html"].decode()
    assert "<span>how</span> <a href=b/two.html>two</a> <span>cards</span>" in page
    assert "glossary.json" not in page
    assert "<a href=https://e.org/>out</a>" in page


def test_where_the_address_is_known_those_links_lead_there_and_say_so(site):
    files = bundled(site, Edition("2026.11.29", online="https://example.org/mim/"))
    page = files["site/index.html"].decode()
    assert "<a href=https://example.org/mim/contributing/evidence/>how (online)</a>" in page
    assert "<a class=k href=https://example.org/mim/glossary/deck.apkg>cards (online)</a>" in page
    assert "=https://example.org/mim/contributing/>c (online)" in files["site/b/two.html"].decode()
    assert b"Newer copies: https://example.org/mim/" in files["README.txt"]


TELLING = re.compile(r"mind|mbt|bpd|borderline|mental|therap|harm", re.I)


def test_a_neutral_bundle_names_its_topic_nowhere_that_shows(site, tmp_path):
    more = {
        "glossary/index.html": '<title>Words</title><a href="bpd.html#x">BPD</a><img src="../assets/bpd.svg">',
        "glossary/bpd.html": '<title>BPD</title><a id="x" href="../therapy/a/mbt.html">x</a>',
        "therapy/a/mbt.html": '<title>MBT</title><a href="../../b/two.html">x</a><a href="../../index.html">x</a>'
        '<script src="../../search/words.js"></script>',
        "help/get-help-now.html": "<title>Self-harm</title>", "easier/index.html": "<title>Mind</title>",
        "assets/bpd.svg": "<svg/>", "search/t0.js": r'part("glossary/bpd.html#x\tBPD\nb/two.html\t2")',
    }  # fmt: skip
    for name, text in more.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    edition = Edition("2026.11.29", "https://mind.example/", neutral=True)
    made = write_bundle(site, tmp_path / "dist", edition)
    assert made.name == "reading-2026.11.29.zip"
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "read")
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    top = "reading-2026.11.29/"
    fronts = [texts[top + name] for name in ("START-HERE.html", "README.txt", "SHA256SUMS")]
    titles = [re.search("<title>.*?</title>", t)[0] for name, t in texts.items() if "html" in name]
    assert len(titles) == 8 and set(titles[1:]) == {"<title>Something to read</title>"}
    assert not TELLING.findall(" ".join([*texts, *titles, *fronts]))
    for address in re.findall(r'href="([^"]*)"', fronts[0]):
        assert (tmp_path / "read" / top / address).is_file()
    assert check_built_site(tmp_path / "read" / top / "site") == []
    pages = re.findall(r"([\w/-]+)\.html", texts[top + "site/search/t0.js"].replace(r"\n", " "))
    assert len(pages) == 2 and all(f"{top}site/{page}.html" in texts for page in pages)


def test_each_shape_of_a_drawing_keeps_its_colours(site):
    drawn = ROOT / "docs/assets/diagrams/session.svg"
    (site / "b/a.svg").write_bytes(drawn.read_bytes())
    small = bundled(site, Edition("1"))["site/b/a.svg"].decode()

    def colours(svg):
        svg = re.sub(r"#(\w)(\w)(\w)\}", r"#\1\1\2\2\3\3}", svg)  # #fff is #ffffff
        rules = [re.findall(r"\.([\w-]+)\{(\w+:#\w+)\}", part) for part in svg.split("@media")]
        means = {name: [dict(part)[name] for part in rules] for name, _ in rules[0]}
        return [[means[name] for name in used.split()] for used in re.findall('class="(.*?)"', svg)]

    assert colours(small) == colours(drawn.read_text("utf-8"))
    assert "<desc" not in small and len(small) < drawn.stat().st_size


def test_a_drawing_keeps_its_title_and_its_page_describes_it(site):
    (site / "b/a.svg").write_text(
        '<svg aria-labelledby="a b"><title id="a">A</title>\n<desc id="b">B\nC</desc>\n<path/></svg>'
    )
    bundle = bundled(site, Edition("2026.11.29"))
    assert bundle["site/b/a.svg"] == b"<svg><title>A</title><path/></svg>"


def test_a_bundle_that_is_larger_than_promised_is_told_with_what_is_largest(site, tmp_path):
    assert too_large(write_bundle(site, tmp_path, Edition("2026.11.29"))) == ""
    (site / "b/noise.woff2").write_bytes(random.Random(1).randbytes(1_200_000))
    told = too_large(write_bundle(site, tmp_path, Edition("2026.11.29")))
    assert told.startswith("mind-in-mind-2026.11.29.zip:1") and "[bundle-size]" in told
    assert "most are in site/b/noise.woff2" in told


def test_a_page_loses_what_nobody_offline_can_use_and_keeps_the_rest():
    page = (
        '<meta name="referrer" content="x"><p>a <b>b</b> <i>c</i></p>\n<p class="mim-printed">Printed from X'
        '<span data-mim-address></span>.</p>\n<picture><source srcset="../assets/diagrams/a-wide.svg"><img src="a.svg" loading="lazy" decoding="async">'
        '</picture><details class="mim-cite no-terms"><dl></dl></details><section class="term-used no-terms"><ul>\n'
        '<li><a href="a.html">A</a><ul><li><a href="a.html#b">B</a></li></ul></li>\n</ul></section>'
        '<ul><li><a href="c.html">C</a><ul><li>D</li></ul></li></ul>'
        '<sup id="fnref2:abc"><a href="#fn:abc">1</a></sup><sup><a href="#fn:d-e">2</a></sup><i id="fn:abc"></i>'
        '<a href="https://a.b/c">https://a.b/10.1/<wbr>23</a><span>Read. Cited on: <a href="c.html">C</a></span>'
        '<dl><dt data-name="urge"><a href="u.html">Urge</a></dt><dt data-name="u"><a href="u.html">Urge</a></dl>'
    )
    assert slim(page) == (
        "<p>a <b>b</b> <i>c</i></p><picture><img src=a.svg></picture>"
        '<section class="term-used no-terms"><ul><li><a href=a.html>A</a></ul></section>'
        "<ul><li><a href=c.html>C</a><ul><li>D</ul></ul>"
        "<sup id=fnref2:1><a href=#fn:1>1</a></sup><sup><a href=#fn:2>2</a></sup><i id=fn:1></i>"
        "<a href=https://a.b/c>https://a.b/10.1/<wbr>23</a><span>Read.</span>"
        "<dl><dt><a href=u.html>Urge</a><dt data-name=u><a href=u.html>Urge</a></dl>"
    )
    assert slim("<p>a\n  b</p><pre>a\n  b</pre>") == "<p>a\nb<pre>a\n  b</pre>"
    assert slim("<p>MIT. This site sets no cookies and counts nobody.</p>") == "<p>MIT."
    broken = "<p>A page</p><script>a b (</script>"
    assert slim(broken) == broken


def test_a_words_page_names_its_sources_and_leaves_the_rest_to_the_list():
    at = '<a href="https://doi.org/10.1/2">https://doi.org/10.1/2</a></span>'
    article = f"<span>A, B. (2019). Of minds. <i>Brain</i>, <i>15</i>, 3–5. {at}"
    book = f"<span>A, B. (2019). <i>Of minds</i>. {at}"
    word = '<p class="term-index"></p>'
    assert slim(word + article + book).count("Of minds") == 2
    assert "Brain" not in slim(word + article)
    assert "Brain" in slim(article)


def test_the_kind_and_the_address_of_a_source_stand_in_the_list_of_all_sources_alone():
    at = '<span>A. Retrieved May 1, 2026, from <a href="https://a.b/c">https://a.b/c</a></span>'
    heading = "<h2>Sources for this page</h2>"
    assert slim(heading + at) == "<h2>Sources (addresses: see About)</h2><span>A.</span>"
    assert ">https://a.b/c<" in slim(f'<ol><li data-kind="trial">{at}</ol>')
    facts = '<span class="mim-kind">Trial</span> <span class="mim-free">Free to read</span>'
    source = f"<p><span>A, B. (2019).</span> {facts}"
    assert slim(source) == "<p><span>A, B. (2019).</span>"
    assert "Trial" in slim(f'<ol><li data-kind="trial">{source}</ol>')


PAGES = sorted((ROOT / "tests/golden").rglob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_parser_reads_the_same_in_fewer_bytes(path):
    # Comments go, and scripts are made shorter, too.
    page = re.sub("<!--.*?-->|<(script|style).*?</\\1>", "", path.read_text("utf-8"), flags=re.S)
    page = page.replace('checked="checked"', "checked")
    small = shortest(page, "html")
    assert len(small) <= len(page)
    assert tree(small) == tree(page)


def tree(page):
    """Give what a browser makes of a page; white space at an end of a text does not show."""
    walker = html5lib.getTreeWalker("etree")
    tokens = walker(html5lib.parse(page, namespaceHTMLElements=False))
    kept = [
        {**t, "data": t["data"].strip() if t["type"] == "Characters" else t.get("data")}
        for t in tokens
        if t["type"] != "SpaceCharacters"
    ]
    return [token for token in kept if token["type"] != "Characters" or token["data"]]


def test_checksums_hold_inside_and_beside_and_equal_sites_give_equal_bytes(site, tmp_path):
    first = write_bundle(site, tmp_path / "a", Edition("2026.11.29"))
    again = write_bundle(site, tmp_path / "b", Edition("2026.11.29"))
    assert first.read_bytes() == again.read_bytes()
    said = first.with_name(f"{first.name}.sha256").read_text()
    assert said == f"{hashlib.sha256(first.read_bytes()).hexdigest()}  {first.name}\n"
    files = bundled(site, Edition("2026.11.29"))
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert not list(first.parent.glob("*.part"))


def test_the_links_at_the_foot_stand_on_the_home_page_alone():
    foot = '<nav aria-label="About this site"><ul><li>Privacy</ul></nav>'
    assert "Privacy" not in slim(f"<p>A</p>{foot}")
    assert "Privacy" in slim(f'<section class="mim-doors"></section>{foot}')
