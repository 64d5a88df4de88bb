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
