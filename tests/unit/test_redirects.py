"""Moved pages: the old address leads to the new one, and none moves unnoticed."""

from __future__ import annotations

import re

import pytest

import check
from sites import ROOT

CONFIG = {
    "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
    "hooks": [str(ROOT / "hooks/page.py")],
}
PAGES = {"docs/new/a.md": "# A\n\nText.\n", "docs/b.md": "# B\n\nText.\n"}
LIST = "docs/_data/addresses.txt"
MOVES = "docs/_data/redirects.yml"


@pytest.mark.parametrize("folders", [True, False])
def test_an_old_address_leads_on(folders, site):
    files = {
        **PAGES,
        LIST: "b.md\nindex.md\nnew/a.md\nold/deep/a.md\n",
        MOVES: "old/deep/a.md: new/a.md\n",
    }
    built = site(files, {**CONFIG, "use_directory_urls": folders}, strict=True)
    assert built.code == 0, built.log
    old = "old/deep/a/index.html" if folders else "old/deep/a.html"
    (address,) = set(re.findall(r'(?:url=|href=")([^"]+)"', built.page(old)))
    assert address == ("../../../new/a/" if folders else "../../new/a.html")
    target = (built.site / old).parent / address
    assert (target / "index.html" if folders else target).is_file()


@pytest.mark.parametrize(
    ("moves", "listed", "said"),
    [
        ("", "b.md index.md new/a.md gone.md", [
            f"{LIST}:4:1: [moved-page] `gone.md` was published, and is gone; write into {MOVES} which page has its words: "
            "`gone.md: other/page.md` (error)"
        ]),
        ("", "b.md index.md gone.md", [
            f"{LIST}:3:1: [moved-page] `gone.md` was published, and is gone; write into {MOVES} which page has its words: "
            "`gone.md: new/a.md` (error)"
        ]),
        ("", "b.md index.md new/a/", [
            f"{LIST}:3:1: [moved-page] `new/a/` is no file; did you mean `new/a.md`? (error)"
        ]),
        ("gone.md: new/aa.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] `new/aa.md` is no page; did you mean `new/a.md`? (error)"
        ]),
        ("b.md: new/a.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] the page `b.md` is still there; take the line or the page out (error)"
        ]),
        ("/x/: b.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] `/x/` was no page; write its file below docs/: `family/sleep.md` (error)"
        ]),
        ("- b.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] this is no list of pages; write a line such as `old/page.md: new/page.md` (error)"
        ]),
        ("# none yet\n", "index.md new/a.md", [
            f"docs/b.md: [unlisted-page] this address is not on the list of those published; add it to {LIST} (warning)"
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(moves, listed, said, tmp_path, capsys):
    from sites import write_site

    files = {**PAGES, LIST: listed.replace(" ", "\n"), MOVES: moves}
    code = check.main([], write_site(tmp_path, files, CONFIG))
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "-page]" in line or "redirects-file]" in line] == said
    assert code == ("(error)" in said[0])
