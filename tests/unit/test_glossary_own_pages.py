"""What the glossary writes into pages: addresses, names of places, letters, and texts for readers."""

from __future__ import annotations

import re

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
    assert "<code>{data}</code>" in built.page("glossary/index.html")
    assert 'href="../glossary/glossary.json"' in built.page("glossary/index.html")
