"""What a screen reader meets on five pages, kept as text: a change is seen, and read.

``--update-golden`` writes the files anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from sites import build_apart

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[1] / "golden" / "accessibility"
SITE = Path(__file__).parents[1] / "data" / "small_site"
SILENT = {"StaticText", "InlineTextBox", "generic", "none", "LineBreak", "ListMarker", "LabelText"}


def tree(page: Page) -> str:
    """Give the accessibility tree, one node a line: role, name and the states that are read out."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    lines: list[str] = []

    def walk(node: dict, depth: int) -> None:
        role = node.get("role", {}).get("value", "")
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        heard = not node.get("ignored") and role not in SILENT
        if heard:
            said = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
            states = [f"{key}={said[key]}" for key in ("level", "expanded", "pressed") if key in said]
            lines.append(" ".join(filter(None, ["  " * depth + role, repr(name[:70]) if name else "", *states])))
        for child in node.get("childIds", []):
            if child in nodes:
                walk(nodes[child], depth + heard)

    walk(next(iter(nodes.values())), 0)
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """Pages whose words never change, with this site's hooks and theme."""
    import shutil

    root = tmp_path_factory.mktemp("accessibility")
    shutil.copytree(SITE, root, dirs_exist_ok=True)
