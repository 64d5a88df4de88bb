"""The architecture page names files: each is there, so that a newcomer is never sent astray."""

from __future__ import annotations

import re

from sites import ROOT


def test_every_file_that_the_page_sends_a_newcomer_to_is_there():
    text = (ROOT / "docs/contributing/architecture.md").read_text("utf-8")
    table = text.partition("## Where to begin")[2].partition("\n## ")[0]
    named = [
        name for name in re.findall(r"`([^`]+)`", table) if "/" in name or name.endswith(".yml")
    ]
    assert len(named) >= 15
    for name in named:
        path = ROOT / name
        assert any(path.iterdir()) if path.is_dir() else path.read_text("utf-8"), name


def test_every_room_that_the_page_draws_is_there():
    text = (ROOT / "docs/contributing/architecture.md").read_text("utf-8")
    drawing = text.partition("## The rooms")[2].partition("\n## ")[0]
    rooms = re.findall(r"^    ((?:hooks|scripts|overrides|tests|docs)/[\w/]*)", drawing, re.M)
    below = {"glossary_cards": [], "mindinmind": []}
    room = ""
    for line in drawing.splitlines():
        if top := re.match(r"    hooks/(\w+)/", line):
            room = top[1]
        elif line.startswith("    ") and not line.startswith("     "):
            room = ""
        elif room and (part := re.match(r"        (\w+)(/?) ", line)):
            below[room].append(part[1] + (part[2] or ".py"))
    assert rooms
    assert all((ROOT / name).is_dir() for name in rooms)
    for package, parts in below.items():
        for part in parts:
            assert (ROOT / "hooks" / package / part).exists(), part
