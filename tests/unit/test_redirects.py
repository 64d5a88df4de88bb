"""Moved pages: the old address leads to the new one, and none moves unnoticed."""

from __future__ import annotations

import re
import subprocess

import pytest

import check
from checking.published import lost_addresses, lost_lists
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
            "`gone.md: other/page.md`, and mend what names it: other pages, data, the menu (error)"
        ]),
        ("", "b.md index.md gone.md", [
            f"{LIST}:3:1: [moved-page] `gone.md` was published, and is gone; write into {MOVES} which page has its words: "
            "`gone.md: new/a.md`, and mend what names it: other pages, data, the menu (error)"
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
        ("b.md: old.md\n", "b.md index.md new/a.md old.md", [
            f"{MOVES}:1:1: [redirects-file] the page `b.md` is still there; write it the other way round: `old.md: b.md` (error)"
        ]),
        ("", "docs/b.md index.md new/a.md", [
            f"{LIST}:1:1: [moved-page] `docs/b.md` begins with `docs/`; write what follows it (error)"
        ]),
        ("/x/: b.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] `/x/` was no page; write its file below docs/: `family/sleep.md` (error)"
        ]),
        ("gone.md: new/\u200ba.md\n", "b.md index.md new/a.md", [
            f"{MOVES}:1:1: [redirects-file] an invisible sign hides here; delete the word and type it anew (error)"
        ]),
        ("", "b\u200b.md b.md index.md new/a.md", [
            f"{LIST}:1:1: [moved-page] an invisible sign hides here; delete the word and type it anew (error)"
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


def test_a_page_that_went_is_told_once_and_what_names_it_is_silent(tmp_path, capsys):
    from sites import write_site

    said_of_it = "# B\n\n[One](gone.md), [two](gone.md#a), [three](other.md).\n"
    files = {**PAGES, "docs/b.md": said_of_it, LIST: "b.md\ngone.md\nnew/a.md\n", MOVES: "# none\n"}
    settings = {**CONFIG, "nav": ["b.md", "gone.md", "new/a.md"]}
    check.main([], write_site(tmp_path, files, settings))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("]")[0] for line in lines if ": [" in line] == [
        f"{LIST}:2:1: [moved-page",
        "docs/b.md:3:43: [dead-link",
    ]


def test_a_link_to_a_page_that_moved_is_told_where_it_went(tmp_path, capsys):
    from sites import write_site

    files = {
        **PAGES,
        "docs/b.md": "# B\n\n[One](old/a.md), [two](old/a.md#b).\n",
        MOVES: "old/a.md: new/a.md\n",
    }
    check.main([], write_site(tmp_path, files, CONFIG))
    said = capsys.readouterr().out
    assert "did you mean `new/a.md`?" in said
    assert "did you mean `new/a.md#b`?" in said


def test_a_list_that_went_is_told(tmp_path):
    (tmp_path / "docs/_data/diagrams").mkdir(parents=True)
    for name in ("words.txt", "diagrams/wave.yml"):
        (tmp_path / "docs/_data" / name).write_text("wave\n")
    who = "-c", "user.name=A", "-c", "user.email=a@b.test"
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "One"]):
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    assert list(lost_lists(tmp_path)) == []
    for name in ("words.txt", "diagrams/wave.yml"):
        (tmp_path / "docs/_data" / name).unlink()
    assert [problem.path for problem in lost_lists(tmp_path)] == ["docs/_data/words.txt"]


def test_a_line_that_was_replaced_is_remembered_by_git(tmp_path):
    from sites import write_site

    write_site(
        tmp_path, {**PAGES, LIST: "b.md\ngone.md\nnew/a.md\n", MOVES: "old.md: b.md\n"}, CONFIG
    )

    def git(*arguments):
        who = "-c", "user.name=A", "-c", "user.email=a@b.test"
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    assert list(lost_addresses(tmp_path)) == [], "no repository"
    git("init")
    git("add", ".")
    git("commit", "-m", "One")
    assert list(lost_addresses(tmp_path)) == [], "nothing changed"
    (tmp_path / LIST).write_text("b.md\nnew/a.md\n", "utf-8")
    (problem,) = lost_addresses(tmp_path)
    assert str(problem).startswith(
        f"{LIST}:1:1: [moved-page] `gone.md` was published, and its line"
    )
    (tmp_path / MOVES).write_text("gone.md: b.md\n", "utf-8")
    assert list(lost_addresses(tmp_path)) == [], "it leads on"
