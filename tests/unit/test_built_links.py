"""What a built page loads and links to is there, and nothing comes from another host."""

from __future__ import annotations

from pathlib import Path

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
