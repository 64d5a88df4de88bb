"""What the glossary adds to a site: lists of words, places of use, search, data in pages."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from sites import ROOT, term

BPD = term(
    "borderline personality disorder",
    "A pattern of feelings, see [trust](trust.md#why) and [home](../index.md).",
    "Longer text on BPD and trust.\n\n## Why\n\nMore on trust.\n",
    abbreviation="BPD",
    forms=["emotionally unstable personality disorder", "EUPD"],
    see=["trust"],
    misspellings=["boderline"],
)
TRUST = term("trust", "Relying on *others*.", "## Why {#why}\n\nBecause.\n")
HOME = """# Home

First BPD, then BPD & &lt;more&gt;, and trust.

## One

Again BPD in one, and BPD.

### Deeper

BPD once more.

## Two

Trust alone.
"""
SITE = {
    "docs/index.md": HOME,
    "docs/deep/down/page.md": "# Down\n\nBPD down here.\n",
    "docs/glossary/bpd.md": BPD,
    "docs/glossary/trust.md": TRUST,
}
_LINK = re.compile(r'<a class="term" href="([^"]+)" data-term="([^"]+)">([^<]+)</a>')


def links(html):
    return [f"{slug}:{text}" for _, slug, text in _LINK.findall(html)]


def glossary(**settings):
    return {"extra": {"glossary": {"exports": [], **settings}}}


def words(html):
    return html[html.index('<section class="words-on-this-page"') :]


def test_each_section_links_its_first_mentions(site):
    assert links(site(SITE).page()) == ["bpd:BPD", "trust:trust", "bpd:BPD", "trust:Trust"]


@pytest.mark.parametrize(("occurrences", "count"), [("section", 4), ("page", 2), ("all", 7)])
def test_occurrences(occurrences, count, site):
    assert len(links(site(SITE, glossary(occurrences=occurrences)).page())) == count


def test_words_on_this_page(site):
    built = site(SITE)
    listed = words(built.page())
    assert re.findall(r'<div id="(term-[^"]+)">', listed) == ["term-bpd", "term-trust"]
    assert '<a href="glossary/bpd/">Borderline personality disorder</a>' in listed
    assert "<dd>Relying on <em>others</em>.</dd>" in listed
    assert 'see <a href="glossary/trust/#why">trust</a> and <a href="./">home</a>' in listed
    down = words(built.page("deep/down/page/index.html"))
    assert 'see <a href="../../../glossary/trust/#why">trust</a> and <a href="../../../' in down
    assert "term-trust" not in down
    assert not re.search("<h[1-6]", listed)


def test_a_page_without_terms_has_no_list(site):
    assert "words-on-this-page" not in site({"docs/index.md": "# Home\n"}).page()


def test_a_terms_page(site):
    page = site(SITE).page("glossary/bpd/index.html")
    assert '<h1 id="borderline-personality-disorder">Borderline personality disorder</h1>' in page
    assert "emotionally unstable personality disorder, EUPD, BPD</dd>" in page
    assert '<strong>See also:</strong> <a class="term" data-term="trust" href="../trust/">' in page
    assert "bpd:BPD" not in links(page), "no term links to itself"
    assert "trust:trust" in links(page)
    used = page[
        page.index('<section class="term-used') : page.index("</section>", page.index("term-used"))
    ]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', used) == [
        ("../../", "Home"), ("../../#one", "One"), ("../../deep/down/page/", "Down"),
    ]  # fmt: skip
    assert "First <mark>BPD</mark>, then BPD &amp; &lt;more&gt;, and trust." in used
    assert "Again <mark>BPD</mark> in one, and BPD." in used


def test_only_the_first_pages_that_use_a_term_are_quoted(site):
    pages = {f"docs/p{i}.md": f"# P{i}\n\nWarmth.\n\n## Two\n\nMore warmth.\n" for i in range(40)}
    built = site({"docs/index.md": "# Home\n", "docs/glossary/warmth.md": term("warmth", "A kind tone.")} | pages)  # fmt: skip
    page = built.page("glossary/warmth/index.html")
    quoted, _, more = page.partition('<details class="term-used__more">')
    assert "More <mark>warmth</mark>." in quoted
    assert (
        '<li><a href="../../p9/">P9</a><ul><li><a href="../../p9/#two">Two</a></li></ul></li>'
        in more
    )
    assert "<mark>" not in more


def test_what_a_hook_adds_once_all_pages_are_read_is_found_as_well(site):
    late = """
def on_env(env, config, files):
    home = files.get_file_from_path("index.md").page
    home.content += "<p>At last EUPD.</p>"
    return env
"""
    files = {"docs/index.md": "# Home\n\nTrust.\n", "docs/a.md": "# A\n\nBPD.\n", "late.py": late}
    glossary_first = {"hooks": [str(ROOT / "hooks/glossary.py"), "late.py"]}
    built = site({**SITE, **files}, glossary_first)
    assert links(built.page()) == ["trust:Trust", "bpd:EUPD"]
    used = built.page("glossary/bpd/index.html").partition('<section class="term-used')[2]
    assert re.findall(r'<li><a href="([^"]+)">', used) == [
        "../../",
        "../../a/",
        "../../deep/down/page/",
    ]
    assert "At last <mark>EUPD</mark>." in used


def test_a_list_of_related_terms_is_no_use(site):
    body = "Longer text.\n\n## Why\n\nBecause [others](hope.md) help.\n"
    files = {
        "docs/index.md": "# Home\n\nGrace.\n",
        "docs/glossary/grace.md": term("grace", "A kind act.", body, see=["trust", "hope"]),
        "docs/glossary/trust.md": term("trust", "Relying."),
        "docs/glossary/hope.md": term("hope", "Looking forward."),
    }
    built = site(files, glossary(exports=["json"], see_title="L'une & l'autre"))
    grace = built.page("glossary/grace/index.html")
    assert "term-trust" in words(grace), "the link has its tooltip"
    assert "term-used" not in built.page("glossary/trust/index.html")
    hope = built.page("glossary/hope/index.html")
    assert "<mark>others</mark>" in hope, "a link in the text is a use"
    assert "autre" not in hope
    uses = {
        t["slug"]: t["used_on"] for t in json.loads(built.page("glossary/glossary.json"))["terms"]
    }
    assert [len(uses[slug]) for slug in ("grace", "hope", "trust")] == [1, 1, 0]
    assert [line for line in built.problems if "unused-term" in line] == [
        "INFO: docs/glossary/trust.md:2:1: [unused-term] no page uses `trust` yet; use it on a page next, add the "
        "form that pages use, or delete the file"
    ]


def test_a_page_whose_title_is_empty_is_called_as_its_file(site):
    files = {**SITE, "docs/notes.md": "---\ntitle:\n---\nTrust.\n"}
    assert '<a href="../../notes/">notes</a>' in site(files).page("glossary/trust/index.html")


def test_the_index(site):
    page = site(SITE).page("glossary/index.html")
    assert re.findall(r'<a href="(#letter-.)">', page) == ["#letter-b", "#letter-t"]
    assert re.findall(r'<h2 id="(letter-.)">', page) == ["letter-b", "letter-t"]
    entry = page[page.index('<div id="bpd"') : page.index("</div>", page.index('<div id="bpd"'))]
    assert "eupd" in entry
    assert "boderline" in entry
    assert "A pattern of feelings" in entry
    assert '<script src="../assets/glossary-cards/filter.js" defer></script>' in page


def test_the_index_goes_where_the_author_wants_it(site):
    files = {
        **SITE,
        "docs/glossary/index.md": "# Words\n\nBefore.\n\n<!-- glossary: index -->\n\nAfter.\n",
    }
    page = site(files).page("glossary/index.html")
    assert page.index("Before.") < page.index('id="letter-b"') < page.index("After.")


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("terms: false", []),
        ("terms: {skip: [bpd]}", ["trust:trust", "trust:Trust"]),
        ("terms: {skip: [bpd, trust]}", []),
        ("terms: {once: [bpd]}", ["bpd:BPD", "trust:trust", "trust:Trust"]),
        ("terms: {once: [trust], skip: [bpd]}", ["trust:trust"]),
        ("terms: true", ["bpd:BPD", "trust:trust", "bpd:BPD", "trust:Trust"]),
    ],
)
def test_a_page_opts_out(option, expected, site):
    page = site({**SITE, "docs/index.md": f"---\n{option}\n---\n{HOME}"}).page()
    assert links(page) == expected
    assert ("words-on-this-page" in page) == bool(expected)


def test_skipping_more_elements_and_classes(site):
    text = "# Home\n\n> BPD\n\n*BPD*\n{ .quiet }\n\ntrust\n"
    config = glossary(skip_elements=["blockquote"], skip_classes=["quiet"])
    assert links(site({**SITE, "docs/index.md": text}, config).page()) == ["trust:trust"]


@pytest.mark.parametrize(
    "link",
    ["glossary/trust.md", "glossary/trust.md#why", "./glossary/trust.md"],
)
def test_links_by_hand(link, site):
    page = site(
        {**SITE, "docs/index.md": f"# Home\n\nWhat [we rely on]({link}), and trust.\n"}
    ).page()
    assert page.count('class="term"') == 1, "the link by hand is the first mention"
    assert 'class="term" data-term="trust" href="glossary/trust/' in page
    assert 'id="term-trust"' in page


def entries(built):
    return json.loads(built.page("search/search_index.json"))["docs"]


def test_search_finds_pages_by_every_form(site):
    built = site(SITE, {"plugins": ["search"]})
    found = {e["location"] for e in entries(built) if "EUPD" in e["text"]}
    heading = "glossary/bpd/#borderline-personality-disorder"
    assert found == {"glossary/bpd/", heading, "", "deep/down/page/"}
    assert not [e for e in entries(built) if "words-on-this-page" in e["location"]]
    assert {e["location"] for e in entries(built) if "boderline" in e["text"]} == {"glossary/bpd/"}


def test_the_search_index_holds_the_text_once_and_clean(site):
    built = site(SITE, {"plugins": ["search"]})
    by_place = {e["location"]: e for e in entries(built)}
    assert "First BPD, then BPD & <more>, and trust." in unescape(by_place[""]["text"])
    assert by_place["#one"]["text"].split() == "Again BPD in one, and BPD.".split()
    defined = {
        e["location"].partition("#")[0] for e in by_place.values() if "Relying on" in e["text"]
    }
    assert defined == {"glossary/trust/"}, "a definition is found on its own page alone"
    assert not any(re.search("data-term|glossary:|class=", e["text"]) for e in by_place.values())
    assert all(e["location"].partition("#")[2] == "" or
               f'id="{e["location"].partition("#")[2]}"' in built.page(f"{e['location'].partition('#')[0]}index.html")
               for e in by_place.values())  # fmt: skip


def test_material_search_index(site):
    config = {"theme": {"name": "material"}, "plugins": ["search"]}
    built = site(SITE, config)
    found = [e for e in entries(built) if "EUPD" in e["text"]]
    assert {e["location"] for e in found} >= {"glossary/bpd/", ""}
    defined = {e["location"].partition("#")[0] for e in entries(built) if "Relying on" in e["text"]}
    assert defined == {"glossary/trust/"}


def test_addresses_without_folders(site):
    built = site(SITE, {"use_directory_urls": False})
    assert 'href="glossary/bpd.html" data-term="bpd"' in built.page()
    assert 'href="../../glossary/bpd.html" data-term="bpd"' in built.page("deep/down/page.html")
    term_page = built.page("glossary/bpd.html")
    assert '<a href="../index.html#one">One</a>' in term_page
    assert 'data-term="trust" href="trust.html"' in term_page
    assert '<a href="../glossary/bpd.html">' in built.page("glossary/index.html")
    assert 'src="../assets/glossary-cards/filter.js"' in built.page("glossary/index.html")


def test_a_site_under_a_path(site):
    built = site(SITE, {"site_url": "https://example.org/a/b/", **glossary(exports=["json"])})
    for name, content in built.bytes_by_path().items():
        if name.endswith(".html"):
            text = re.sub(r"<script type=.application/ld.json.*?</script>", "", content.decode())
            assert not re.search(r'(?:href|src)="(?:/|https?:)', text), name
    data = json.loads(built.page("glossary/glossary.json"))
    assert data["terms"][0]["url"] == "https://example.org/a/b/glossary/bpd/"


def test_every_link_leads_somewhere(site):
    built = site(SITE, {"plugins": ["search"], **glossary(exports=["json", "skos", "tbx"])})
    files = built.bytes_by_path()
    for name, content in files.items():
        if not name.endswith(".html") or name == "404.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"]+)"', content.decode()):
            path, _, anchor = address.partition("#")
            target = (built.site / name).parent / path if path else built.site / name
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (name, address)
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), (name, address)


def test_a_page_in_another_language(site):
    files = {
        **SITE,
        "docs/fr.md": "---\nlang: fr\n---\n# Début\n\nLe BPD, l’été naïf — « trust ».\n\n"
        '<p lang="en">BPD</p>\n',
        "docs/glossary/ete.md": term("été", "Une saison."),
    }
    page = site(files).page("fr/index.html")
    assert links(page) == ["bpd:BPD", "ete:été", "trust:trust"], "the English part is left alone"
    assert '<section class="words-on-this-page" lang="en"' in page


def test_a_site_in_another_language(site):
    files = {
        "docs/index.md": "# Начало\n\nМентализация и ментализации, нементализация. Café, CAFÉ.\n",
        "docs/glossary/mentalizacija.md": term(
            "ментализация", "Понимание.", forms=["ментализации"]
        ),
        "docs/glossary/cafe.md": term("café", "Le lieu."),
    }
    config = {
        "theme": {**site_theme(), "language": "ru"},
        **glossary(language="ru", words_title="Слова"),
    }
    page = site(files, config).page()
    assert links(page) == ["mentalizacija:Ментализация", "cafe:Café"]
    assert 'aria-label="Слова"' in page
    assert "lang=" not in words(page)


@pytest.mark.parametrize(
    ("theme", "named", "terms"),
    [
        ({"language": "he"}, {}, "he"),
        ({"locale": "pt_BR"}, {}, "pt-BR"),
        ({"language": "he"}, {"language": "en-GB"}, "en-GB"),
        ({"language": "he"}, {"language": "english"}, "en"),
        ({"language": "our own"}, {}, "en"),
        ({}, {}, "en"),
    ],
)
def test_terms_are_in_the_language_of_the_site_unless_it_says_otherwise(theme, named, terms, site):
    files = {
        "docs/index.md": "# Home\n\nWords, word.\n",
        "docs/glossary/word.md": term("word", "A sign."),
    }
    config = {"theme": {**site_theme(), **theme}, **glossary(exports=["json"], **named)}
    built = site(files, config)
    page, data = built.page(), json.loads(built.page("glossary/glossary.json"))
    assert data["language"] == terms
    assert links(page) == (["word:Words"] if terms.startswith(("en", "pt")) else ["word:word"])
    says_so = 'lang="en' in words(page)
    assert says_so == (terms.startswith("en") and theme != {})


def site_theme():
    from sites import THEME

    return {"name": None, "custom_dir": str(THEME), "locale": "en"}


def test_json_ld(site):
    built = site(SITE, {"site_url": "https://example.org/"})

    def data(name):
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.page(name))
        return [json.loads(text) for text in found]

    (index,) = data("glossary/index.html")
    assert (index["@type"], len(index["hasDefinedTerm"])) == ("DefinedTermSet", 2)
    (page,) = data("glossary/bpd/index.html")
    assert page["@type"] == "DefinedTerm"
    assert page["@id"] == "https://example.org/glossary/bpd/"
    assert page["inDefinedTermSet"] == index["@id"] == "https://example.org/glossary/"
    assert "EUPD" in page["alternateName"]
    assert data("index.html") == []


def test_json_ld_cannot_end_its_script(site):
    files = {**SITE, "docs/glossary/x.md": term("x-ray", "Not `</script><!--<script>` at all.")}
    page = site(files).page("glossary/x/index.html")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(text)["description"] == "Not </script><!--<script> at all."


def test_a_draft_says_so(site):
    page = site({**SITE, "docs/glossary/x.md": term("xylem", "Tubes.", draft=True)}).page(
        "glossary/x/index.html"
    )
    assert '<h1 id="xylem">Xylem</h1>\n<p class="term-draft no-terms">Draft</p>' in page


def test_everything_else_is_as_without_the_glossary(site):
    """Without its links, its list and its assets a page is what MkDocs makes of it alone."""
    page = site(SITE, glossary(assets=False)).page()
    page = re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", page)
    page = re.sub(r'\n<section class="words-on-this-page".*?</section>\n', "", page, flags=re.S)
    assert page == site(SITE, {"hooks": []}).page()
