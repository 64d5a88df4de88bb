"""The seven recipes of CONTRIBUTING, each followed word by word on a copy of the project: all green."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from sites import ROOT

RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TODAY = "2026-11-29"
CLOCK = {"SOURCE_DATE_EPOCH": "1795910400"}


def blocks(number: int) -> list[str]:
    """The code blocks of a recipe, as somebody would copy them."""
    recipe = re.split(r"^## (?=\d\. |How |For )", RECIPES, flags=re.M)
    (text,) = [part for part in recipe if part.startswith(f"{number}. ")]
    return re.findall(r"^```\w+\n(.*?)^```$", text, re.M | re.S)


def named(number: int, form: str) -> str:
    """The first name in a recipe that has a form."""
    return re.search(form, RECIPES[RECIPES.index(f"\n## {number}. ") :])[0]


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def add(root: Path, name: str, text: str) -> None:
    """Add a new page to the project, and its address to the list."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    addresses = root / "docs/_data/addresses.txt"
    addresses.write_text(addresses.read_text("utf-8") + name.removeprefix("docs/") + "\n")


def a_page(root: Path) -> str:
    """Any page for families, whatever it is called."""
    pages = sorted(root.glob("docs/family/*.md"))
    return next(
        f"docs/family/{p.name}" for p in pages if "\naudience: [family]\n" in p.read_text("utf-8")
    )


def change_a_sentence(root: Path) -> None:
    page = a_page(root)
    text = (root / page).read_text("utf-8")
    edit(root, page, re.search(r"^reviewed: .*$", text, re.M)[0], f"reviewed: {TODAY}")
    edit(root, page, "changes:\n", blocks(1)[0])
    (root / page).write_text(
        (root / page).read_text("utf-8").rstrip()
        + "\n\nYou can come back to this page whenever you like.\n"
    )


def add_a_caveat(root: Path) -> None:
    entry, sentence = blocks(2)
    references = root / "docs/_data/references.json"
    text = references.read_text("utf-8").rstrip().removesuffix("]").rstrip()
    references.write_text(f"{text},\n{entry}]\n", "utf-8")
    page = a_page(root)
    (root / page).write_text((root / page).read_text("utf-8") + f"\n{sentence}", "utf-8")


def add_a_word(root: Path) -> None:
    add(root, named(3, r"docs/glossary/[\w-]+\.md"), blocks(3)[0])


def add_a_crisis_line(root: Path) -> None:
    lines = root / "docs/_data/crisis_lines.yml"
    text = lines.read_text("utf-8")
    # The last line of the last country that has any: its name, and whatever is further in.
    entry = re.findall(r"^      - name: .*\n(?:        .*\n)+", text, re.M)[-1]
    copied = re.sub(r"name: .*", "name: A line of the test's own", entry).replace(
        "        lead: true\n", ""
    )
    copied = re.sub(r"read_on: .*", f"read_on: {TODAY}", copied)
    lines.write_text(text.replace(entry, entry + copied), "utf-8")


def add_a_page(root: Path) -> None:
    name = named(5, r"docs/family/[\w-]+\.md")
    add(root, name, blocks(5)[0])
    menu = (root / "mkdocs.yml").read_text("utf-8")
    last = re.findall(r"^ +- family/.*$", menu, re.M)[-1]
    edit(root, "mkdocs.yml", last, f"{last}\n      - {name.removeprefix('docs/')}")


def add_a_picture(root: Path) -> None:
    credit, shown = blocks(6)
    path = root / "docs" / credit.partition(":")[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (400, 300), "#ddeeff").save(path)
    credits = root / "docs/_data/pictures.yml"
    credits.write_text(credits.read_text("utf-8") + credit, "utf-8")
    page = a_page(root)
    (root / page).write_text((root / page).read_text("utf-8") + f"\n{shown}", "utf-8")


def translate_a_page(root: Path) -> None:
    name = named(7, r"docs/\w\w/[\w-]+\.md")
    add(root, name, blocks(7)[0])
    edit(
        root,
        "mkdocs.yml",
        "\n  - About:\n",
        f"\n  - Deutsch:\n      - {name.removeprefix('docs/')}\n  - About:\n",
    )


CHANGES = [
    change_a_sentence, add_a_caveat, add_a_word, add_a_crisis_line, add_a_page, add_a_picture,
    translate_a_page,
]  # fmt: skip


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A copy of the project with all seven changes."""
    root = tmp_path_factory.mktemp("contributor")
    kept = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in kept.stdout.splitlines():
        if not name.startswith(("tests/", "reviews/", ".github/")) or name.startswith(
            "tests/data/"
        ):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_file():
                shutil.copy(ROOT / name, root / name)
    if (ROOT / ".cache").is_dir():
        shutil.copytree(ROOT / ".cache", root / ".cache")
    for change in CHANGES:
        change(root)
    return root


def test_the_checks_are_green(changed, monkeypatch):
    import check

    errors = [str(p) for p in check.found_problems(changed / "mkdocs.yml") if p.severity == "error"]
    assert errors == []


def test_the_site_builds(changed):
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-q",
        "-d",
        str(changed / "site"),
    ]
    import os

    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **CLOCK}
    result = subprocess.run(
        command, cwd=changed, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    site = changed / "site"
    word = named(3, r"docs/glossary/[\w-]+\.md").removeprefix("docs/").removesuffix(".md")
    assert (site / word / "index.html").is_file()
    german = (
        site
        / named(7, r"docs/\w\w/[\w-]+\.md").removeprefix("docs/").removesuffix(".md")
        / "index.html"
    ).read_text("utf-8")
    assert '<html lang="de"' in german
    assert "A line of the test&#39;s own" in (site / "help/get-help-now/index.html").read_text(
        "utf-8"
    ).replace("'", "&#39;")


def test_there_are_seven_recipes_each_a_screen():
    recipes = [
        part
        for part in re.split(r"^## (?=\d\. |How |For )", RECIPES, flags=re.M)
        if re.match(r"\d", part)
    ]
    assert [int(part[0]) for part in recipes] == [1, 2, 3, 4, 5, 6, 7]
    assert max(part.count("\n") for part in recipes) <= 50
