"""What a screen reader meets on five pages, kept as text: a change is seen, and read.

The pages are a small site of their own, so that no right change of the site's words is a failure.
``--update-golden`` writes the files anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from evidences import data_folder
from sites import ROOT, build_here, term, write_site

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[1] / "golden" / "accessibility"
SILENT = {"StaticText", "InlineTextBox", "generic", "none", "LineBreak", "ListMarker", "LabelText"}
STATES = ("level", "expanded", "pressed", "hasPopup", "roledescription")
MOST_STOPS = 12

HEAD = """---
title: {title}
description: About {title}.
audience: [person, family]
summary: [One., Two., Three.]
reviewed: 2026-11-22
review_in: 12 months
reviewers: []
changes: [{{date: 2026-11-22, what: First version.}}]
{more}---
# {title}

"""
ARTICLE = """A pause helps.[^smith2020]{claim=C8} It is a pause.

## One

| When | What | Why |
|---|---|---|
| Monday | Rest | It helps[^jones2021] |

![Two people](../assets/two.svg)

## Two

??? note "In words"
    Two people.

See [elsewhere](https://example.org/).

## Three

Text.
"""
HOME = """Told today? Take a breath.

<div class="mim-doors" markdown>
<div class="mim-door" markdown>
## I am new

- [A pause](article/pause.md)
</div>
</div>
"""
CRISIS = """pages:
  help/get-help-now.md: [emergency card]
anywhere: []
places:
  - place: Someland
    first: 1
    emergency: ["999"]
    emergency_source: https://some.example/999
    lines: []
"""
FILES = {
    "docs/index.md": HEAD.format(title="Home", more="") + HOME,
    "docs/article/pause.md": HEAD.format(title="A pause", more="") + ARTICLE,
    "docs/help/get-help-now.md": HEAD.format(title="Help", more="")
    + "<!-- emergency card -->\n\nYou matter.\n",
    "docs/glossary/pause.md": term("pause", "A short stop.", "Like a red light.\n", see=["rest"]),
    "docs/glossary/rest.md": term("rest", "A long pause.", "Like a night.\n"),
    "docs/assets/two.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>',
    "docs/_data/crisis_lines.yml": CRISIS,
}
PAGES = {
    "home": "",
    "article": "article/pause/",
    "help": "help/get-help-now/",
    "word": "glossary/pause/",
    "words": "glossary/",
}


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("accessibility")
    data_folder(root / "docs")
    write_site(
        root,
        FILES,
        {
            "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
            "plugins": ["search", "glightbox"],
            "hooks": [str(ROOT / f"hooks/{hook}.py") for hook in ("glossary", "evidence", "page", "security")],
            "markdown_extensions": [
                "attr_list", "footnotes", "md_in_html", "tables", {"toc": {"permalink": True}}, "pymdownx.details",
            ],
            "exclude_docs": "/_data/",
        },
    )  # fmt: skip
    built = build_here(root)
    assert built.code == 0, built.log
    return built.site


def tree(page: Page) -> str:
    """Give the accessibility tree, one node a line: role, name and the states that are read out."""
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in found}
    lines: list[str] = []

    def walk(node: dict[str, Any], depth: int) -> None:
        role = node.get("role", {}).get("value", "")
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        heard = not node.get("ignored") and role not in SILENT
        if heard:
            given = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
            states = [
                f"{state}={given[state]}" for state in STATES if given.get(state) not in (None, "")
            ]
            lines.append("  " * depth + " ".join([role, repr(name[:70]) if name else "-", *states]))
        for child in node.get("childIds", []):
            if child in nodes:
                walk(nodes[child], depth + heard)

    walk(found[0], 0)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_what_is_read_out_is_what_it_was(name, desktop, small_site, serve, golden):
    desktop.goto(f"{serve(small_site)}/{PAGES[name]}")
    golden(GOLDEN / f"{name}.txt", tree(desktop))


def test_few_stops_stand_between_the_skip_link_and_the_text(desktop, small_site, serve):
    desktop.goto(f"{serve(small_site)}/{PAGES['article']}")
    stops = 0
    while not desktop.evaluate("!!document.activeElement.closest('main')"):
        desktop.keyboard.press("Tab")
        stops += 1
    assert stops <= MOST_STOPS
