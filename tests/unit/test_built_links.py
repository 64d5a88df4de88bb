"""What a built page loads and links to is there, and nothing comes from another host."""

from __future__ import annotations

from pathlib import Path

import pytest

from publishing.links import check_built_site


def said(folder: Path, html: str) -> list[str]:
    (folder / "index.html").write_text(html, encoding="utf-8")
    return [str(problem) for problem in check_built_site(folder)]


def test_both_sizes_of_a_picture_are_there_and_our_own(tmp_path: Path):
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    page = (
        '<picture><source media="(min-width: 48em)" srcset="{}"><img alt="" src="a.svg"></picture>'
    )
    assert said(tmp_path, page.format("a.svg")) == []
    assert said(tmp_path, page.format("a-wide.svg")) == [
        "index.html:1: [dead-link] `a-wide.svg` is not in the site; "
        "mend the address or add the file"
    ]
    assert said(tmp_path, page.format("https://e.example/a.svg")) == [
        "index.html:1: [outside-request] the page loads `https://e.example/a.svg` from another host; "
        "keep a copy in the site"
    ]


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ('<a href="#here">x</a><p id="here">y</p>', ""),
        ('<a href="#he%72e">x</a><p id="here">y</p>', ""),
        ('<a href="#old">x</a><a name="old">y</a>', ""),
        ('<a href="#old">x</a><p name="old">y</p>', "[dead-anchor]"),
        ('\n<a href="#gone">x</a>', ":2: [dead-anchor] the link `#gone` names a part"),
        ('<a href="b/">x</a><a href="b/#there">y</a><a href="b/?q=1">z</a>', ""),
        ('<a href="b/#gone">x</a>', "`b/index.html` does not have"),
        ('<a href="c/">x</a>', "[dead-link] the link `c/` arrives nowhere"),
        ('<a href=".">x</a><a href="./">x</a><a href="b/..">y</a>', ""),
        ('<a href="/b/">x</a>', ""),
        ('<a href="/c/">x</a>', "[dead-link]"),
        ('<a href="mailto:a@b.example">x</a><a href="//b.example/">y</a><a>z</a>', ""),
        ('<link rel="canonical" href="https://e.example/"><link rel="next" href="c/">', ""),
        ('<link rel="stylesheet" href="gone.css">', "[dead-link] `gone.css` is not in the site"),
        ('<link href="//e.example/a.css">', "[outside-request]"),
        ('<script src="https://e.example/a.js"></script>', "[outside-request]"),
        ('<img alt="" src="data:image/gif;base64,R0lGOD">', ""),
    ],
)
def test_each_link_arrives_and_each_file_is_our_own(html, wrong, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_text('<p id="there">x</p>', encoding="utf-8")
    problems = said(tmp_path, html)
    assert len(problems) == bool(wrong), problems
    assert wrong in "".join(problems)


def test_links_from_the_root_are_let_be_on_the_page_for_lost_readers_alone(tmp_path: Path):
    (tmp_path / "404.html").write_text('<a href="/sub/path/">x</a>', encoding="utf-8")
    assert said(tmp_path, "") == []
    (tmp_path / "404.html").write_text('<a href="sub/path/">x</a>', encoding="utf-8")
    assert len(said(tmp_path, "")) == 1


@pytest.mark.parametrize(
    ("css", "wrong"),
    [
        ("a{background:url(b.svg)} b{c:url(#d)} e{f:url(data:x)}", ""),
        ("\na{background:url( 'https://e.example/b.svg' )}", "https://e.example/b.svg"),
        ("\n@import '//e.example/b.css';", "//e.example/b.css"),
    ],
)
def test_a_stylesheet_loads_nothing_from_another_host(css, wrong, tmp_path):
    (tmp_path / "a.css").write_text(css, encoding="utf-8")
    problems = said(tmp_path, "")
    assert len(problems) == bool(wrong)
    if wrong:
        assert problems[0].startswith(f"a.css:2: [outside-request] the stylesheet loads `{wrong}`")
