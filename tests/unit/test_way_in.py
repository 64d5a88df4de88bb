"""The way from a page to its own file and to a report: there when the host is known, else absent."""

from __future__ import annotations

import pytest

from mindinmind.page.repository import Repository
from sites import ROOT, term

SITE = {
    "docs/one/a.md": "# A\n\nText.\n",
    "docs/glossary/trust.md": term("trust"),
    "made.py": (
        "from mkdocs.structure.files import File\n\n"
        "def on_files(files, config):\n"
        "    files.append(File.generated(config, 'made.md', content='# Made'))\n"
    ),
}
CONFIG = {
    "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
    "hooks": ["made.py", *(str(ROOT / f"hooks/{name}.py") for name in ("glossary", "page"))],
}


@pytest.mark.parametrize(
    ("url", "edit", "report"),
    [
        (
            "https://github.com/a/b",
            "https://github.com/a/b/edit/main/docs/",
            "https://github.com/a/b/issues/new?template=unclear.yml&amp;page=",
        ),
        (
            "https://gitlab.example.org/g/a/b/",
            "https://gitlab.example.org/g/a/b/-/edit/main/docs/",
            "https://gitlab.example.org/g/a/b/-/issues/new?issue[title]=",
        ),
        (
            "https://codeberg.org/a/b",
            "https://codeberg.org/a/b/_edit/main/docs/",
            "https://codeberg.org/a/b/issues/new?title=",
        ),
    ],
)
def test_every_page_leads_to_its_file_and_to_a_report(url, edit, report, site):
    built = site(SITE, {**CONFIG, "repo_url": url, "edit_uri": ""}, strict=True)
    assert built.code == 0, built.log
    for page, source in (("one/a", "one/a.md"), ("glossary/trust", "glossary/trust.md")):
        html = built.page(f"{page}/index.html")
        assert f'href="{edit}{source}"' in html
        assert f'href="{report}{source.replace("/", "%2F")}"' in html
    made = built.page("made/index.html")  # a page without a file is reported, and cannot be edited
    assert "Report a mistake" in made
    assert "Mend this page" not in made


def test_a_branch_of_another_name_is_named_once(site):
    own = {**CONFIG, "repo_url": "https://github.com/a/b", "edit_uri": "edit/trunk/docs/"}
    html = site(SITE, own, strict=True).page("one/a/index.html")
    assert 'href="https://github.com/a/b/edit/trunk/docs/one/a.md"' in html


@pytest.mark.parametrize(
    "config",
    [{"repo_url": ""}, {"repo_url": "https://github.com/a/b", "use_directory_urls": False}],
)
def test_without_an_address_and_in_the_bundle_the_links_are_absent(config, site):
    built = site(SITE, {**CONFIG, "edit_uri": "", **config}, strict=True)
    assert built.code == 0, built.log
    assert not [
        name
        for name, data in built.bytes_by_path().items()
        if b"mim-mend" in data and name.endswith(".html")
    ]


def test_a_host_that_only_sounds_like_another_is_no_such_host():
    assert Repository("https://notgithub.org/a").edit_uri == "_edit/main/docs/"
