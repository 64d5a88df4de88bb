"""Templates of Material that ours stand in for: a change there asks for a look here."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import material

ROOT = Path(__file__).parents[2]
OVERRIDES = ROOT / "overrides"
THEIRS = Path(material.__file__).parent / "templates"
DRIFT = json.loads((ROOT / "tests/data/drift.json").read_text(encoding="utf-8"))
TEMPLATE_SUFFIXES = {".html", ".xml"}


def test_the_templates_we_replace_are_as_we_last_saw_them():
    changed = [
        name
        for name, entry in DRIFT["replaced"].items()
        if hashlib.sha256((THEIRS / name).read_bytes()).hexdigest() != entry["sha256"]
    ]
    assert not changed, (
        f"Material changed {changed}: compare with ours, then renew tests/data/drift.json"
    )


def test_every_template_that_stands_in_for_one_of_material_s_is_listed():
    ours = {
        path.relative_to(OVERRIDES).as_posix()
        for path in OVERRIDES.rglob("*")
        if path.suffix in TEMPLATE_SUFFIXES
    }
    shadowing = {name for name in ours if (THEIRS / name).exists()}
    assert shadowing <= set(DRIFT["replaced"])


def test_our_page_keeps_the_block_names_that_other_templates_fill():
    blocks = r"{%-? *block (\w+)"
    theirs = set(re.findall(blocks, (THEIRS / "base.html").read_text(encoding="utf-8")))
    ours = set(
        re.findall(blocks, (OVERRIDES / "partials/mim/document.html").read_text(encoding="utf-8"))
    )
    assert ours <= theirs
    assert {"htmltitle", "styles", "extrahead", "content", "scripts"} <= ours
