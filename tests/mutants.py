#!/usr/bin/env python3
"""Random mutants: change the code in one small place, and see whether a test notices.

    python tests/mutants.py 20 hooks/glossary_cards/engine/trie.py -- tests/unit/test_glossary_matcher.py

It makes that many mutants of each file, runs the named tests on each, and prints those that survive.
No file is changed: each mutant lives in a process of its own, forked from one that has loaded the
libraries. A survivor is either a test that is missing, or code that says the same in another way:
look at it. `--seed N` chooses others.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401  # slow to load, as are the next four: here each mutant has them
import jsonschema  # noqa: F401
import lxml.html  # noqa: F401
import markdown  # noqa: F401
import mkdocs.config  # noqa: F401
import pytest

_LONGEST = 300  # seconds

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


def places(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give each node that can be mutated: its number in a walk, and how."""
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
            yield number, "compare"
        elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
            yield number, "operator"
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
            yield number, "constant"
        elif isinstance(node, ast.If | ast.IfExp):
            yield number, "condition"
        elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
            yield number, "return"


def mutated(source: str, number: int, how: str) -> tuple[str, int, str]:
    """Give the source with one node changed, the line of that, and what it was and became."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[number]
    before = _first_line(node)
    if how == "compare":
        node.ops[0] = SWAPPED[type(node.ops[0])]()
    elif how == "operator":
        node.op = SWAPPED[type(node.op)]()
    elif how == "constant":
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif how == "condition":
        node.test = ast.UnaryOp(ast.Not(), node.test)
    else:
        node.value = ast.Constant(None)
    text = ast.unparse(ast.fix_missing_locations(tree))
    return text, node.lineno, f"`{before}` became `{_first_line(node)}`"


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0]


class Instead(MetaPathFinder, Loader):
    """Gives one module another text than its file has."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.name = ".".join(path.with_suffix("").parts[1:])  # "glossary_cards.engine.trie"

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return ModuleSpec(name, self, origin=str(self.path)) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path.resolve())
        exec(compile(self.text, self.path, "exec"), module.__dict__)


def survives(path: Path, text: str, tests: list[str]) -> bool:
    """Tell whether the tests are green with this text instead of the file's."""
    process = get_context("fork").Process(target=_test, args=(Instead(path, text), tests))
    process.start()
    process.join(_LONGEST)
    process.kill()
    return process.exitcode == 0


def _test(instead: Instead, tests: list[str]) -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.meta_path.insert(0, instead)
    os._exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]))


def main() -> int:
    """Make the mutants and print the survivors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", type=int)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments, tests = sys.argv[1:], []
    if "--" in arguments:
        arguments, tests = (
            arguments[: arguments.index("--")],
            arguments[arguments.index("--") + 1 :],
        )
    options = parser.parse_args(arguments)
    chosen, made, alive = random.Random(options.seed), 0, 0
    for path in options.files:
        source = path.read_text(encoding="utf-8")
        if not survives(path, source, tests):
            print(f"{path}: the tests are red as it is")
            return 1
        found = list(places(ast.parse(source)))
        for number, how in chosen.sample(found, min(options.number, len(found))):
            text, line, change = mutated(source, number, how)
            made += 1
            if survives(path, text, tests):
                alive += 1
                said = source.splitlines()[line - 1].strip()
                print(f"{path}:{line}: the mutant survives: {change}, in {said}", flush=True)
    print(f"{made - alive} of {made} killed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
