"""A site's files: the menu, addresses that clash, files left out, and other plugins' ways to read."""

from __future__ import annotations

import json
import shutil

import pytest

from sites import ROOT, build_apart, term, write_site

TRUST = term("trust", "Relying on others.", see=["hope"])
HOPE = term("hope", "Looking forward.")
SITE = {
    "docs/index.md": "# Home\n\nTrust and hope.\n",
    "docs/glossary/trust.md": TRUST,
    "docs/glossary/hope.md": HOPE,
}
BUILT_IN = {"theme": {"name": "mkdocs"}}
STRICT_MENU = {"validation": {"nav": {"omitted_files": "warn"}}}


# -- the menu -------------------------------------------------------------------------------------


def test_without_a_menu_of_its_own_a_site_lists_the_a_to_z_and_no_terms(site):
    page = site(SITE, BUILT_IN).page()
    listed = page[: page.index('role="main"')]
    assert 'href="glossary/"' in listed
    assert "glossary/trust/" not in listed


def test_a_menu_need_not_list_the_terms(site):
    built = site(SITE, {**BUILT_IN, **STRICT_MENU, "nav": [{"Home": "index.md"}]}, strict=True)
    assert built.code == 0, built.log
    assert 'href="glossary/trust/"' in built.page()


def test_a_menu_may_list_a_term_and_the_a_to_z(site):
    nav = [{"Home": "index.md"}, {"Words": "glossary/index.md"}, {"On trust": "glossary/trust.md"}]
    built = site(SITE, {**BUILT_IN, **STRICT_MENU, "nav": nav}, strict=True)
    assert built.code == 0, built.log
    listed = built.page()
    listed = listed[: listed.index('role="main"')]
    assert 'href="glossary/trust/"' in listed
    assert "On trust" in listed
    assert 'href="glossary/"' in listed


@pytest.mark.parametrize("folders", [True, False])
def test_a_terms_page_links_the_a_to_z(folders, site):
    extra = {"extra": {"glossary": {"exports": [], "index_link": "Alle <Wörter>"}}}
    built = site(SITE, {**extra, "use_directory_urls": folders, "plugins": ["search"]})
    page = built.page(f"glossary/trust{'/index' if folders else ''}.html")
    address = "../../glossary/" if folders else "../glossary/index.html"
    assert f'<a href="{address}">Alle &lt;Wörter&gt;</a>' in page
    assert "Alle" not in built.page("search/search_index.json")


# -- files that are left out ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("_drafts/envy", {"exclude_docs": "_drafts/"}),
        ("new/envy", {"draft_docs": "glossary/new/"}),
        ("envy", {"draft_docs": "glossary/envy.md"}),
    ],
)
def test_files_that_are_left_out_are_not_looked_at(name, config, site):
    files = {
        **SITE,
        f"docs/glossary/{name}.md": term("envy", "It hurts."),
        "docs/a.md": "# A\n\nEnvy.",
    }
    built = site(files, config, strict=True)
    assert built.code == 0, built.log
    assert "term-envy" not in built.page("a/index.html")


# -- two files for one address --------------------------------------------------------------------


def test_a_page_where_the_a_to_z_would_stand_is_kept(site):
    built = site(
        {**SITE, "docs/glossary.md": "# Our own words\n\nMine.\n"}, {"plugins": ["search"]}
    )
    assert "Our own words" in built.page("glossary/index.html")
    assert built.problems == []
    places = [
        entry["location"] for entry in json.loads(built.page("search/search_index.json"))["docs"]
    ]
    assert places.count("glossary/") == 1


def test_addresses_without_folders_do_not_clash(site):
    files = {**SITE, "docs/glossary.md": "# Our own words\n\nMine.\n"}
    built = site(files, {"use_directory_urls": False}, strict=True)
    assert built.code == 0, built.log
    assert "Our own words" in built.page("glossary.html")
    assert 'id="letter-t"' in built.page("glossary/index.html")


def test_a_readme_is_the_index(site):
    built = site({**SITE, "docs/glossary/README.md": "# Words we use\n\nBefore.\n"}, strict=True)
    assert built.code == 0, built.log
    page = built.page("glossary/index.html")
    assert "Words we use" in page
    assert 'id="letter-t"' in page
    assert '"DefinedTermSet"' in page


# -- reading pages --------------------------------------------------------------------------------

READER = """
from mkdocs.plugins import get_plugin_logger
def on_page_read_source(page, config):
    return page.file.content_string.replace("PLACE", "trust")
"""


def test_another_plugin_may_read_the_pages(site, tmp_path):
    (tmp_path / "reader.py").write_text(READER, encoding="utf-8")
    hooks = [str(tmp_path / "reader.py"), str(ROOT / "hooks" / "glossary.py")]
    files = {**SITE, "docs/index.md": "# Home\n\nOn PLACE and hope.\n"}
    built = site(files, {"hooks": hooks}, strict=True)
    assert built.code == 0, built.log
    assert "multiple" not in " ".join(built.log).lower()
    assert 'data-term="trust"' in built.page()


def test_pages_in_another_encoding_are_reported_and_shown_as_far_as_they_go(site):
    latin = "# Café\n\nTrust.\n".encode("latin-1")
    files = {**SITE, "docs/a.md": latin, "docs/b.md": latin}
    built = site(files, {"draft_docs": "b.md"})
    assert [line.partition(": [")[0] for line in built.problems] == ["ERROR: docs/a.md:1:6"]
    assert 'data-term="trust"' in built.page("a/index.html")


# -- all of the folders copied --------------------------------------------------------------------


@pytest.mark.parametrize("theme", [{"name": "material"}, {"name": "mkdocs"}])
def test_a_site_may_copy_all_of_overrides(theme, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    own = {**theme, "custom_dir": "overrides"}
    write_site(
        tmp_path, SITE, {"theme": own, "hooks": ["hooks/glossary.py"], "plugins": ["search"]}
    )
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=skipped)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    built = build_apart(tmp_path, "--strict")
    assert built.code == 0, built.log
    assert 'data-term="trust"' in built.page()
    plain = tmp_path / "plain"
    write_site(
        plain,
        SITE,
        {"theme": theme, "hooks": [str(ROOT / "hooks" / "glossary.py")], "plugins": ["search"]},
    )
    assert build_apart(plain).page().replace("\r", "") == built.page()
    assert (built.site / "404.html").is_file()
