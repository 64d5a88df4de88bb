#!/usr/bin/env python3
"""Measure what the glossary adds to a build, beside stock Material and its peers, in one run.

    python3 tests/benchmarks/glossary_speed.py                     1,000 pages x 1,000 terms
    python3 tests/benchmarks/glossary_speed.py --pages 200 --rounds 3
    python3 tests/benchmarks/glossary_speed.py --count             instructions instead of seconds
    python3 tests/benchmarks/glossary_speed.py --scaling           10 to 10,000 terms, 1x to 4x text

Prints CPU seconds and ratios to stock; every variant builds the same pages, the term files
included. Stock and ours are built at the same time, and change cores from round to round, so that
a busy machine slows both alike; the peers take their turns alone. Instructions are the same on a
busy machine as on a quiet one, but it takes Valgrind, and an hour, to count them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(ROOT / "tests")]

import synthetic_site

NOT_IN_NAV = "not_in_nav: |\n  /glossary/*.md\nstrict: false\n"
LIMIT = 900
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
# Modules may be kept compiled, as on any machine where a site is built more than once.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
COUNTER = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--branch-sim=no"]


@dataclass(frozen=True)
class Cost:
    """What one build cost: CPU seconds and the most memory, in MiB."""

    seconds: float
    memory: float


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--terms", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="also ezglossary and Material's abbr")
    parser.add_argument("--count", action="store_true", help="count instructions, with Valgrind")
    parser.add_argument("--scaling", action="store_true", help="only the engine, by terms and text")
    options = parser.parse_args(arguments)
    if options.scaling:
        scaling()
        return 0
    variants = ["stock", "ours"] + (["ezglossary", "abbr"] if options.peers else [])
    with tempfile.TemporaryDirectory() as folder:
        roots = {name: prepare(Path(folder) / name, name, options) for name in variants}
        if options.count:
            report_counts(dict(counted(list(roots.values()))))
            return 0
        costs: dict[str, list[Cost]] = {name: [] for name in variants}
        for number in range(options.rounds):
            for names in (["stock", "ours"], *([name] for name in variants[2:])):
                for name, cost in build([roots[name] for name in names], number):
                    costs[name].append(cost)
    report(costs, options)
    return 0


def prepare(root: Path, variant: str, options: argparse.Namespace) -> Path:
    """Write the site of one variant; all have the same pages."""
    plugins = "plugins: [search]\n"
    extra = ""
    if variant == "ours":
        extra = "hooks: [hooks/glossary.py]\nextra: {glossary: {exports: [json, skos, tbx]}}\n"
    elif variant == "ezglossary":
        plugins = "plugins: [search, ezglossary]\n"
    elif variant == "abbr":
        extra = "  - abbr\n  - pymdownx.snippets:\n      auto_append: [includes/abbreviations.md]\n"
        plugins = ""
    config = NOT_IN_NAV + plugins + extra
    synthetic_site.write_site(
        root, options.pages, options.terms, NOT_IN_NAV, composed=variant != "ours"
    )
    names = synthetic_site.terms(options.terms)
    if variant == "abbr":
        (root / "includes").mkdir()
        lines = "\n".join(f"*[{n}]: A word that stands for something else." for n in names)
        (root / "includes" / "abbreviations.md").write_text(lines, encoding="utf-8")
        text = (
            (root / "mkdocs.yml")
            .read_text(encoding="utf-8")
            .replace(
                "markdown_extensions: [admonition, attr_list, footnotes, tables, toc]\n"
                + NOT_IN_NAV,
                "plugins: [search]\n"
                + NOT_IN_NAV
                + "markdown_extensions:\n  - admonition\n  - attr_list\n  - footnotes\n  - tables\n  - toc\n"
                + extra,
            )
        )
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        return root
    if variant == "ezglossary":
        mark_by_hand(root, names)
    if variant == "ours":
        shutil.copytree(ROOT / "hooks", root / "hooks")
        shutil.copytree(ROOT / "overrides", root / "overrides")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(config.removeprefix(NOT_IN_NAV))
    return root


def mark_by_hand(root: Path, names: list[str]) -> None:
    """Mark every mention as ezglossary wants it; it links nothing by itself."""
    wanted = set(names)
    for path in (root / "docs").glob("*.md"):
        words = path.read_text(encoding="utf-8").split(" ")
        marked = [f"<glossary:{w}>" if w in wanted else w for w in words]
        path.write_text(" ".join(marked), encoding="utf-8")
    entries = "\n\n".join(
        f"glossary:{n}\n:   A word that stands for something else." for n in names
    )
    (root / "docs" / "glossary" / "index.md").write_text(f"# Glossary\n\n{entries}\n", "utf-8")


def build(roots: list[Path], first_core: int) -> Iterator[tuple[str, Cost]]:
    """Build sites at the same time, each in a process of its own; give each one's cost.

    Args:
        roots: The folders of the sites; their names are those of the variants.
        first_core: Which core the first is built on; the next is built on the next.
    """
    running = []
    for number, root in enumerate(roots):
        process = subprocess.Popen(
            BUILD, cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if hasattr(os, "sched_setaffinity"):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(process.pid, {cores[(first_core + number) % len(cores)]})
        running.append((root.name, process))
    for name, process in running:
        yield name, finished(process)


def finished(process: subprocess.Popen[bytes]) -> Cost:
    """Wait for a build and give what it cost; without end where it takes too long."""
    started = time.monotonic()
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() - started > LIMIT:
            process.kill()
            os.wait4(process.pid, 0)
            return Cost(float("inf"), 0)
        time.sleep(0.1)
    if status:
        raise SystemExit(process.stderr.read().decode() if process.stderr else "build failed")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def counted(roots: list[Path]) -> Iterator[tuple[str, int]]:
    """Build sites, all at the same time, and give how many instructions each took.

    Source: the manual of Valgrind, "Cachegrind": the line ``summary:`` ends its file.

    Args:
        roots: The folders of the sites; their names are those of the variants.
    """
    for _ in build(roots, 0):
        pass  # once before, so that Python has compiled every module
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": "0"}
    running = []
    for root in roots:
        found = root / "instructions"
        command = [*COUNTER, f"--cachegrind-out-file={found}", *BUILD]
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        running.append((root.name, found, process))
    for name, found, process in running:
        said = process.communicate()[1]
        if process.returncode:
            raise SystemExit(said.decode())
        yield name, int(found.read_text(encoding="utf-8").rpartition("summary:")[2])


def report_counts(counts: dict[str, int]) -> None:
    """Print one line a variant, with the ratio to stock."""
    print("| variant | instructions, millions | ratio to stock |\n| --- | --- | --- |")
    for name, count in counts.items():
        print(f"| {name} | {count / 1e6:,.0f} | {count / counts['stock']:.4f} |")


def report(costs: dict[str, list[Cost]], options: argparse.Namespace) -> None:
    """Print one line a variant, with the ratio to stock of each round's own pair."""
    print(
        f"{options.pages} pages x {options.terms} terms, {options.rounds} rounds, {sys.version.split()[0]}"
    )
    print("| variant | CPU s | ratio to stock | of each round | peak MiB |")
    print("| --- | --- | --- | --- | --- |")
    for name, built in costs.items():
        ratios = [c.seconds / s.seconds for c, s in zip(built, costs["stock"], strict=True)]
        seconds = statistics.median(c.seconds for c in built)
        memory = statistics.median(c.memory for c in built)
        rounds = ", ".join(f"{ratio:.3f}" for ratio in ratios)
        print(
            f"| {name} | {seconds:.1f} | {statistics.median(ratios):.3f} | {rounds} | {memory:.0f} |"
        )


def scaling() -> None:
    """Print the engine's milliseconds a page by the number of terms and by the length of text."""
    import markdown

    from glossaries import entries
    from glossary_cards.engine.annotate import Request, annotate
    from glossary_cards.engine.trie import Matcher

    converter = markdown.Markdown(extensions=["admonition", "attr_list", "tables", "toc"])
    print("| terms | words a page | ms a page | links a page |\n| --- | --- | --- | --- |")
    for count, words in (
        (10, 800),
        (100, 800),
        (1000, 800),
        (10000, 800),
        (1000, 1600),
        (1000, 3200),
    ):
        names = synthetic_site.terms(count)
        matcher = Matcher(entries({f"t{i}": [name] for i, name in enumerate(names)}))
        request = Request(matcher, "<a class=term data-term={}>".format)
        pages = [converter.reset().convert(synthetic_site.page(i, names, words)) for i in range(5)]
        best, links = float("inf"), 0
        for _ in range(40):
            started = time.perf_counter()
            links = sum(len(annotate(page, request).occurrences) for page in pages)
            best = min(best, time.perf_counter() - started)
        print(f"| {count} | {words} | {best / len(pages) * 1000:.2f} | {links / len(pages):.0f} |")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
