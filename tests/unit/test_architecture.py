"""The architecture page names files: each is there, so that a newcomer is never sent astray."""

from __future__ import annotations

import ast
import io
import re
import tokenize

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


_PATTERN = re.compile(r"\b(?:re\.compile|lazy)\(")  # "lazy(r\"a\")"

CODE = [p for room in ("hooks", "scripts") for p in sorted((ROOT / room).rglob("*.py"))]


def test_each_pattern_has_an_example_beside_it():
    lacking = []
    for path in CODE:
        source = path.read_text("utf-8")
        lines = ["", *source.split("\n"), ""]
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and _PATTERN.search(ast.unparse(node)):
                own = "\n".join(lines[node.lineno : node.end_lineno + 1]) + "\n"
                tokens = tokenize.generate_tokens(io.StringIO(own).readline)
                told = any(token.type == tokenize.COMMENT for token in tokens)
                above, below = lines[node.lineno - 1], lines[node.end_lineno + 1]
                if not (told or above.startswith("#") or below.startswith('"""')):
                    lacking.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert lacking == []


def test_a_function_fits_on_a_screen_and_a_hook_says_what_happens_in_fifteen_lines():
    long = []
    for path in CODE:
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            told = (ast.get_docstring(node, clean=False) or "").count("\n") + 1
            if node.end_lineno - node.lineno - told >= 40:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        if path.parent == ROOT / "hooks":
            below = path.read_text("utf-8").split("\n")[tree.body[0].end_lineno :]
            if len(list(filter(str.strip, below))) > 15:
                long.append(path.name)
    assert long == []
