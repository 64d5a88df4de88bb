"""Every mistake of the table is one line: in its file, at its place, with a mend that helps."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml
from mkdocs.commands import build

import check
from sites import ROOT

HERE = ROOT / "tests" / "mistakes"
SHARED = ("*.schema.json", "language.yml", "words.txt", "abbreviations.yml", "outside_hosts.yml")


def rows() -> list[tuple[str, str, list[str]]]:
    found = []
    for group in yaml.safe_load((HERE / "table.yml").read_text("utf-8")):
        for how in ("add", "change", "new"):
            found += [(group.get("file") or row[0], how, row) for row in group.get(how, ())]
    return found


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: Any) -> Path:
    root = tmp_path_factory.mktemp("mistakes")
    shutil.copytree(HERE / "site", root, dirs_exist_ok=True)
    for pattern in SHARED:
        for file in (ROOT / "docs" / "_data").glob(pattern):
            shutil.copy(file, root / "docs" / "_data")
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("HOOKS", str(ROOT / "hooks")).replace("THEME", str(ROOT / "overrides"))
    (root / "mkdocs.yml").write_text(config, "utf-8")
    return root


def changed(text: str, how: str, change: str) -> tuple[str, int, int]:
    """Give the changed text, and the first and last line that changed."""
    if how == "new":
        return change, 0, change.count("\n") + 1
    if how == "add":
        at = (
            text.index(
                "\n\n", text.index("\n# ") + 3 + text[text.index("\n# ") + 3 :].index("\n\n") + 2
            )
            + 2
        )
        return f"{text[:at]}{change}\n\n{text[at:]}", *lines(text, at, change)
    old, _, new = change.partition(" => ")
    if new[:1] == new[-1:] == "'":
        new = new[1:-1]
    at = text.index(old)
    return text.replace(old, new, 1), *lines(text, at, new)


def lines(text: str, at: int, new: str) -> tuple[int, int]:
    first = text.count("\n", 0, at) + 1
    return first, first + new.count("\n")


def test_the_small_site_is_sound(small_site):
    assert [str(problem) for problem in check.found_problems(small_site / "mkdocs.yml")] == []


def test_nothing_comes_of_what_is_as_it_should_be(small_site):
    (right,) = [g for g in yaml.safe_load((HERE / "table.yml").read_text("utf-8")) if "right" in g]
    page = small_site / right["file"]
    before = page.read_text("utf-8")
    page.write_text("\n\n".join([before, "## More of it", *right["right"], ""]), "utf-8")
    try:
        found = check.found_problems(small_site / "mkdocs.yml", [right["file"]])
    finally:
        page.write_text(before, "utf-8")
    of_the_whole = "choppy", "reading-grade"
    assert [str(problem) for problem in found if problem.rule not in of_the_whole] == []


def test_pages_are_read_where_what_was_read_is_remembered(small_site, monkeypatch):
    """Remembered takes the place of this function; one bound before would read all pages anew."""
    asked = Mock(wraps=build._populate_page)
    monkeypatch.setattr(build, "_populate_page", asked)
    check.found_problems(small_site / "mkdocs.yml")
    assert asked.called


def test_one_file_of_data_is_checked_alone(small_site, capsys):
    claims, page = (small_site / "docs" / name for name in ("_data/claims.yml", "index.md"))
    before = claims.read_text("utf-8"), page.read_text("utf-8")
    claims.write_text(before[0].replace("verdict: supported", "verdict: suported"), "utf-8")
    page.write_text(before[1] + "\nA word word twice.\n", "utf-8")
    try:
        code = check.main([str(claims)], small_site / "mkdocs.yml")
    finally:
        claims.write_text(before[0], "utf-8")
        page.write_text(before[1], "utf-8")
    said = capsys.readouterr().out.splitlines()
    assert (code, said[-1]) == (1, "1 errors, 0 warnings")
    assert said[0].startswith("docs/_data/claims.yml:")


@pytest.mark.parametrize(
    ("file", "how", "row"), rows(), ids=lambda v: v[0] if isinstance(v, list) else None
)
def test_a_mistake_is_one_line_at_its_place_with_its_mend(file, how, row, small_site):
    _, change, rule, mend, *where = (*row,)
    path = small_site / file
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    text, first, last = changed((before or b"").decode(), how, change)
    path.write_text(text, "utf-8")
    only = [file] if how == "add" and file.endswith(".md") else []
    try:
        found = check.found_problems(small_site / "mkdocs.yml", only)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    said = [str(problem) for problem in found]
    assert len(found) == 1, said
    assert (found[0].path, found[0].rule) == (file, rule), said
    assert mend in found[0].said, said
    assert found[0].line or "placed" not in where, said
    low, high = (0 if "above" in where else first - 1), (999 if "below" in where else last + 1)
    assert not found[0].line or low <= found[0].line <= high, (said, first, last)
