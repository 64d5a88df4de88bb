"""What the glossary writes into pages: addresses, names of places, letters, and texts for readers."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest

from sites import term

SITE = {
    "docs/index.md": "# Home\n\nTrust and hope.\n",
    "docs/glossary/trust.md": term("trust", "Relying on others."),
    "docs/glossary/hope.md": term("hope", "Looking forward."),
}


def ids(html):
    return re.findall(r'\sid="([^"]*)"', html)


def settings(**given):
    return {"extra": {"glossary": {"exports": [], **given}}}


def test_the_card_s_delay_is_a_setting_and_a_wrong_one_is_told(site):
    assert "data-peek-delay" not in site(SITE).page()
    assert 'data-peek-delay="600"' in site(SITE, settings(delay=600)).page()
    (problem,) = site(SITE, settings(delay="slow")).problems
    assert "write a number from 0 to 5000, without a unit" in problem


# -- links in definitions -------------------------------------------------------------------------


@pytest.mark.parametrize("folders", [True, False])
def test_links_of_a_definition_lead_to_files_and_to_its_own_page(folders, site):
    definition = (
        "See [form](../files/a%20form.pdf), [own](#more), [out](https://example.org/?a=1&b=2#a)."
    )
    files = {
        "docs/a/b/c.md": "# C\n\nTrust.\n",
        "docs/files/a form.pdf": b"%PDF",
        "docs/glossary/trust.md": term("trust", definition, "## More\n\nText.\n"),
    }
    built = site(files, {"use_directory_urls": folders})
    up, own = ("../../../", "glossary/trust/") if folders else ("../../", "glossary/trust.html")
    page = built.page(f"a/b/c{'/index' if folders else ''}.html")
    assert f'<a href="{up}files/a%20form.pdf">form</a>' in page
    assert f'<a href="{up}{own}#more">own</a>' in page
    assert '<a href="https://example.org/?a=1&amp;b=2#a">out</a>' in page
    index = built.page("glossary/index.html")
    assert f'<a href="../{own}#more">own</a>' in index
    assert '<a href="../files/a%20form.pdf">form</a>' in index


@pytest.mark.parametrize("href", ['"../index.md"', "'../index.md'", "../index.md"])
def test_a_link_of_a_definition_is_made_right_however_it_is_quoted(href, site):
    definition = f"Read <a href={href}>this</a> first."
    files = {"docs/deep/a.md": "On trust.", "docs/glossary/trust.md": term("trust", definition)}
    page = site(files).page("deep/a/index.html").replace("'", '"')
    assert re.search(r'Read <a href="\.\./\.\./(?:\./)?">this</a> first', page)


@pytest.mark.parametrize("maths", [r"\(x^2\)", r"\(a_1 * b_1\)"])
def test_maths_in_a_definition_keeps_its_backslashes(maths, site):
    files = {**SITE, "docs/glossary/trust.md": term("trust", f"As *sure* as {maths} & more.")}
    arithmatex = {"markdown_extensions": [{"pymdownx.arithmatex": {"generic": True}}]}
    built = site(files, arithmatex)
    for page in ("index.html", "glossary/index.html", "glossary/trust/index.html"):
        found = re.findall(r'class="arithmatex">([^<]*)<', built.page(page))
        assert found and set(found) == {maths}, page
    assert not built.problems


@pytest.mark.parametrize(
    ("name", "in_mid_sentence"),
    [("case-control study", "case-control study"), ("Bowlby", None), ("PTSD", None), ("pH", None)],
)
def test_the_card_knows_how_a_word_is_written_in_mid_sentence(name, in_mid_sentence, site):
    page = site({"docs/index.md": f"The {name}.", "docs/glossary/x.md": term(name)}).page()
    assert re.findall('<dt data-name="([^"]*)">', page) == ([name] if in_mid_sentence else [])


# -- the A to Z -----------------------------------------------------------------------------------


def test_each_letter_has_one_place(site):
    names = ["3D", "~tilde", "€STR", "ilk", "ışık", "jam", "über", "Ubuntu", "zoo"]
    files = {f"docs/glossary/t{n}.md": term(name) for n, name in enumerate(names)}
    page = site(files).page("glossary/index.html")
    letters = re.findall(r'<h2 id="letter-([^"]+)">', page)
    assert letters == ["0-9", "i", "j", "u", "z"]
    assert re.findall(r'href="#letter-([^"]+)"', page) == letters
    assert len(ids(page)) == len(set(ids(page)))
    assert re.findall(r'<div id="t(\d)"', page) == ["0", "1", "2", "3", "4", "5", "6", "7", "8"]


def test_no_two_things_on_the_a_to_z_have_one_name(site):
    taken = ["glossary", "glossary-filter", "glossary-downloads", "letter-t", "words-on-this-page"]
    files = {f"docs/glossary/{name}.md": term(f"t{n}") for n, name in enumerate(taken)}
    built = site({**SITE, **files}, settings(exports=["json"]))
    page = built.page("glossary/index.html")
    assert len(ids(page)) == len(set(ids(page)))
    for name in re.findall(r'(?:for|aria-labelledby|href="#)=?"?([\w-]+)"', page):
        assert name in ids(page)
    assert '<h2 id="letter-t_1">' in page
    assert '<a href="#letter-t_1">T</a>' in page


def test_the_a_to_z_is_no_place_of_use(site):
    files = {
        "docs/index.md": "# Home\n",
        "docs/glossary/index.md": "# Words\n\nAll about trust.\n",
        "docs/glossary/trust.md": term("trust"),
    }
    built = site(files, {"plugins": ["search"]})
    assert [line.partition("] ")[2] for line in built.problems] == [
        "`trust` is mentioned but never linked; "
        "use it in a sentence, too: headings, links, code and the A to Z are left alone"
    ]
    assert "Where this word is used" not in built.page("glossary/trust/index.html")
    assert "words-on-this-page" not in built.page("search/search_index.json")
    assert "words-on-this-page" not in built.page("glossary/index.html").replace("-page__also", "")


def test_a_definition_may_hold_any_text(site):
    files = {**SITE, "docs/glossary/trust.md": term("trust", "Write `{data}`, or &#123;term}.")}
    built = site(files, settings(exports=["json"]))
    assert "{data}" in built.page("glossary/index.html")
    assert 'href="../glossary/glossary.json"' in built.page("glossary/index.html")


# -- texts for readers ----------------------------------------------------------------------------

FRENCH = {
    "words_title": "Mots", "more": "Plus sur {term}", "close": "Fermer", "source": "Référence",
    "all_sources": "Toutes", "switch": "Expliquer « | »", "found_none": "Rien", "found_one": "1 mot",
    "found_more": "{count} mots", "downloads": {"json": "Tout & plus", "schema": "Le schéma"},
    "draft": "Brouillon", "index_link": "Tous les mots", "find_title": "Chercher",
    "jumps_title": "De A à Z", "downloads_title": "Télécharger", "used_title": "Où",
    "title": "Lexique", "exports": ["json"], "language": "fr",
}  # fmt: skip


def test_every_text_can_be_translated(site):
    files = {**SITE, "docs/glossary/hope.md": term("hope", "Espérer.", draft=True)}
    built = site(files, {"extra": {"glossary": FRENCH}})
    listed = "Plus sur {term}|Fermer|Référence|Toutes|Expliquer « / »"
    assert f'data-peek-labels="{listed}"' in built.page()
    index = built.page("glossary/index.html")
    assert 'data-none="Rien" data-one="1 mot" data-more="{count} mots"' in index
    assert "</a>: Tout &amp; plus</li>" in index
    assert "</a>: Le schéma</li>" in index
    hope = built.page("glossary/hope/index.html")
    assert '<h1 id="hope">Hope</h1>\n<p class="term-draft no-terms">Brouillon</p>' in hope
    for name in ("index.html", "glossary/index.html", "glossary/hope/index.html"):
        shown = re.sub(r"<script.*?</script>|<[^>]*>", " ", built.page(name), flags=re.S)
        assert not re.search(r"\b(?:[Ww]ords?|Draft|Where|All|About|about|Find)\b", shown), name


@pytest.mark.parametrize("name", ["downloads", "checks"])
@pytest.mark.parametrize("given", [["json"], "json", {"pdf": "A book"}, 1])
def test_a_mapping_that_is_none_is_reported(name, given, site):
    built = site(SITE, settings(**{name: given}))
    assert len(built.problems) == 1
    assert "[setting]" in built.problems[0]


def test_the_usual_texts_are_not_repeated_on_every_page(site):
    assert "data-peek-labels" not in site(SITE).page()


# -- signs that mean something in Markdown or HTML ------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C#", "C#"),
        ("F # #", "F # #"),
        ("C*-algebra and W*-algebra", "C*-algebra and W*-algebra"),
        ("x < y", "X &lt; y"),
        ("R&D", "R&amp;D"),
        ("snake_case_name", "Snake_case_name"),
        ("set {x}", "Set {x}"),
        ("a [b] d", "A [b] d"),
        ("C++", "C++"),
    ],
)
def test_a_headword_is_shown_as_it_is_written(name, shown, site):
    files = {"docs/glossary/x.md": term(name), "docs/glossary/y.md": term("other", see=["x"])}
    built = site(files)
    page = built.page("glossary/x/index.html")
    assert re.search("<h1[^>]*>(.*)</h1>", page)[1] == shown
    assert f"<title>{shown}</title>" in page
    assert f">{shown}</a>" in built.page("glossary/y/index.html")


def heads(built, name):
    return built.page(name).partition("</head>")[0]


def test_what_stands_in_the_head_is_valid(site):
    files = {
        "docs/index.md": "# Q & A\n\nThe x < y.\n",
        "docs/glossary/x.md": term("x < y", 'Relying "on" others & <b>more</b>.'),
    }
    built = site(files, {"theme": {"name": "material"}, **settings(exports=["json"])})
    head = heads(built, "glossary/x/index.html")
    assert '<meta name="description" content="Relying &quot;on&quot; others &amp; more.">' in head
    assert "<title>X &lt; y - Test</title>" in head
    assert '<a href="../../">Q &amp; A</a>' in built.page("glossary/x/index.html")
    data = json.loads(built.page("glossary/glossary.json"))["terms"][0]
    assert data["used_on"][0]["title"] == "Q & A"


def test_data_in_a_page_is_not_run_as_a_script_on_each_visit(site):
    built = site(SITE, {"theme": {"name": "material", "features": ["navigation.instant"]}})
    for name in ("glossary/trust/index.html", "glossary/index.html"):
        head, body = built.page(name).split("</head>")
        assert head.count("application/ld+json") == 1
        assert "application/ld+json" not in body
    assert "application/ld+json" not in built.page()


def test_a_theme_may_leave_the_end_of_the_head_out(site, tmp_path):
    theme = tmp_path / "short"
    theme.mkdir()
    (theme / "main.html").write_text("<title>x</title>{{ page.content }}", encoding="utf-8")
    built = site(SITE, {"theme": {"name": None, "custom_dir": str(theme)}})
    assert "application/ld+json" in built.page("glossary/trust/index.html")


# -- references -----------------------------------------------------------------------------------

BOOKS = [
    {
        "id": "b2016",
        "author": [
            {"family": "Bateman", "given": "Anthony W."},
            {"family": "Fonagy", "given": "Peter"},
        ],
        "issued": {"date-parts": [[2016, 1]]},
        "title": "A guide & <more>?",
        "publisher": "OUP",
        "DOI": "10.1/x",
    },
    {
        "id": "nice",
        "title": "A guideline",
        "issued": {"date-parts": [[2009]]},
        "URL": "https://nice.org.uk",
    },
    {"id": "many", "author": [{"literal": f"Group {n}"} for n in "ABCD"], "title": "All"},
    {"id": "bare"},
]


def test_references_are_listed_where_the_site_does_not_cite(site):
    keys = [book["id"] for book in BOOKS]
    files = {"docs/glossary/x.md": term("xylem", references=keys), "books.json": json.dumps(BOOKS)}
    page = site(files, settings(bibliography="books.json")).page("glossary/x/index.html")
    assert "<strong>References:</strong>" in page
    listed = page[page.index("References:") : page.index("</ul>", page.index("References:"))]
    assert re.findall("<li>(.*)</li>", listed) == [
        "Bateman, A. W. &amp; Fonagy, P. (2016). A guide &amp; &lt;more&gt;? OUP. https://doi.org/10.1/x",
        "A guideline (2009). https://nice.org.uk",
        "Group A et al. All.",
        "bare",
    ]


def test_an_entry_that_cannot_be_read_harms_no_other(site):
    books = [
        {"title": "No id"},
        {"id": "odd", "author": 1},
        {"id": "undated", "title": "Undated", "issued": {"date-parts": []}},
        {"id": "empty", "title": "Empty", "issued": {"date-parts": [[]]}},
        {"id": "b", "title": "A book"},
    ]
    keys = ["odd", "undated", "empty", "b"]
    files = {"docs/glossary/x.md": term("xylem", references=keys), "books.json": json.dumps(books)}
    built = site(files, settings(bibliography="books.json"))
    page = built.page("glossary/x/index.html")
    listed = page[page.index("References:") : page.index("</ul>", page.index("References:"))]
    assert re.findall("<li>(.*)</li>", listed) == ["odd", "Undated.", "Empty.", "A book."]
    assert [line for line in built.problems if line.startswith("ERROR")] == [
        "ERROR: books.json:1:2: [bibliography] entry 1 has no `id`; add one, or leave the whole entry out"
    ]


@pytest.mark.parametrize("books", [None, "[", '{"a": 1}', '[{"id": "b2016", "author": 1}]'])
def test_without_a_readable_bibliography_the_keys_are_listed(books, site):
    files = {"docs/glossary/x.md": term("xylem", references=["b2016"])}
    given = {} if books is None else {"bibliography": "books.json"}
    page = site({**files, **({"books.json": books} if books else {})}, settings(**given))
    assert "<li>b2016</li>" in page.page("glossary/x/index.html")


def test_a_site_that_cites_has_no_second_list(site):
    files = {
        "docs/glossary/x.md": term("xylem", "Tubes.", "[^b2016]: A book.\n", references=["b2016"])
    }
    page = site(files, settings(cite=True, bibliography="books.json")).page("glossary/x/index.html")
    assert "term-references" not in page
    assert 'class="footnote-ref"' in page


# -- other scripts and languages ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["विश्वास", "cafe\u0301", "café", "ใจ", "心"])
def test_a_file_may_be_named_in_any_script(name, site):
    files = {
        "docs/index.md": f"# Home\n\nTrust. [By hand](glossary/{name}.md).\n\n## Two\n\nTrust.\n",
        f"docs/glossary/{name}.md": term("trust"),
        "docs/glossary/b.md": term("bond", see=["café" if "caf" in name else name]),
    }
    built = site(files)
    assert [line for line in built.problems if line.startswith("ERROR")] == []
    page = built.page()
    assert page.count('class="term"') == 3
    assert len(set(re.findall('data-term="([^"]+)"', page))) == 1


@pytest.mark.parametrize("written", ["cafe\u0301", "caf\u00e9"])
@pytest.mark.parametrize("stored", ["cafe\u0301", "caf\u00e9"])
def test_a_name_may_be_written_with_other_characters_than_its_file_has(stored, written, site):
    files = {
        "docs/index.md": f"---\nterms: {{skip: [{written}]}}\n---\n# Home\n\nTrust and bonds.\n",
        f"docs/glossary/{stored}.md": term("trust"),
        "docs/glossary/b.md": term("bond", f"Some [trust]({written}.md).", see=[written]),
    }
    built = site(files)
    assert [line for line in built.problems if line.startswith("ERROR")] == []
    assert set(re.findall('data-term="([^"]+)"', built.page())) == {"b"}
    assert f'<a href="glossary/{quote(stored)}/">trust</a>' in built.page(), "links are resolved"


def test_only_latin_words_get_english_plurals(site):
    files = {
        "docs/index.md": "# Home\n\nДоверие, довериеs.\n\n## B\n\nNaïvetés, C-words.\n",
        "docs/glossary/a.md": term("доверие"),
        "docs/glossary/b.md": term("naïveté"),
        "docs/glossary/c.md": term("c-word"),
        "docs/glossary/d.md": term("x < y"),
    }
    built = site(files, settings(exports=["json"]))
    assert re.findall('data-term="(.)">', built.page()) == ["a", "b", "c"]
    forms = {
        entry["slug"]: [form["text"] for form in entry["forms"]]
        for entry in json.loads(built.page("glossary/glossary.json"))["terms"]
    }
    assert forms == {
        "a": ["доверие"], "b": ["naïveté", "naïvetés"], "c": ["c-word", "c-words"], "d": ["x < y"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", 'lang="en" dir="ltr"'),
        ("ar", 'lang="ar" dir="rtl"'),
        ("pa-Arab", 'lang="pa-Arab" dir="rtl"'),
    ],
)
def test_a_list_in_another_language_than_its_page_says_how_it_is_written(
    language, attributes, site
):
    files = {**SITE, "docs/index.md": "---\nlang: fa\n---\n# Home\n\nTrust.\n"}
    page = site(files, settings(language=language)).page()
    assert f'<section class="words-on-this-page" {attributes}' in page


@pytest.mark.parametrize("theme", [{"name": "material"}, {"name": "mkdocs"}])
def test_the_search_index_keeps_words_apart(theme, site):
    files = {"docs/glossary/x.md": term("trust", forms=["trusting"], pronunciation="tr-ust")}
    built = site(files, {"theme": theme, "plugins": ["search"]})
    text = " ".join(e["text"] for e in json.loads(built.page("search/search_index.json"))["docs"])
    text = re.sub("<[^>]*>", "", text)
    assert re.search(r"Say it\s+tr-ust\s+Also written\s+trusting", text)
