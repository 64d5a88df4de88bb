#!/usr/bin/env python3
"""Measure the whole product beside stock Material and its peers, in one run.

    python3 tests/benchmarks/build_speed.py --pages 30 200 1000     the first build, and after one edit
    python3 tests/benchmarks/build_speed.py --served 200            from saving to what is served
    python3 tests/benchmarks/build_speed.py --served                the same, of this site itself
    python3 tests/benchmarks/build_speed.py --count                 instructions of a small build
    python3 tests/benchmarks/build_speed.py --record                the same, kept for the nightly test

All variants are built at the same time, so that a busy machine slows all alike. Given are CPU
seconds: all, and those of the process that somebody waits for, while a second one works beside it;
on two idle cores that is the time that passes. "Plain" is ``mkdocs build``, the whole product is
what ``scripts/build.py`` runs for one site. Before the second build one page has changed. Zensical
and Hugo take part where they are on the PATH.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(ROOT / "scripts")]

import synthetic_site
from glossary_speed import BUILD, COUNTER, ENVIRONMENT, NOT_IN_NAV, finished

WHOLE = (
    "plugins: [search, glightbox]\n"
    "hooks: [hooks/glossary.py, hooks/evidence.py, hooks/page.py, hooks/search.py, hooks/security.py]\n"
)
HUGO = (
    'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
    "[markup.goldmark.renderer]\nunsafe = true\n"
)
LAYOUT = (
    "<!doctype html><title>{{ .Title }}</title><nav>{{ range .Site.RegularPages }}"
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ .Content }}'
)
OURS = "plain", "whole product"
DATA = {
    "claims.yml": "\n  why: ",
    "crisis_lines.yml": "who: Anyone",
    "references.json": '"title": "',
    "outside_hosts.yml": "{who: ",
}
"""This site's own data files, and behind what something is added to each."""
KEPT = ROOT / "tests/data/instructions.txt"
"""Of how many times stock's instructions a small build took, when somebody last kept it."""
ONCE = ["mkdocs.yml", "site", ".cache/remembered.sqlite", "site", "2"]
# Says at its end how much its own process has worked, without the second.
TIMED = (
    "import atexit, sys, time\n"
    "atexit.register(lambda: open('waited', 'w').write(str(time.process_time())))\n"
    "from serving.once import main\nmain(sys.argv[1:])"
)
COMMANDS = {
    "stock": BUILD,
    "plain": BUILD,
    "whole product": [sys.executable, "-c", TIMED, *ONCE],
    "zensical 0.0.73": ["zensical", "build"],
    "hugo": ["hugo", "--quiet"],
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="*", default=[200])
    parser.add_argument("--terms", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--served", type=int, nargs="?", const=0, help="pages; none: this site")
    parser.add_argument("--count", action="store_true", help="count instructions, with Valgrind")
    parser.add_argument("--record", action="store_true", help="count, and keep the number")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.count or options.record:
            names = "stock", "whole product"
            roots = [prepare(Path(folder) / name.split()[0], name, 8, 8) for name in names]
            stock, whole = map(instructions, roots)
            print(f"stock {stock:,}, whole product {whole:,}\n{whole / stock:.4f}")
            if options.record:
                KEPT.write_text(f"{whole / stock:.4f}\n", "utf-8")
        elif options.served is not None:
            report_served(Path(folder) / "site", options.served, options.terms)
        else:
            report_builds(Path(folder), options)
    return 0


def menu(pages: int) -> str:
    """Write a menu of parts, each of five chapters with ten pages."""
    names = ["index.md", *(f"page-{number}.md" for number in range(1, pages))]
    chapters = [{f"Chapter {at}": names[at : at + 10]} for at in range(0, pages, 10)]
    parts = [{f"Part {at}": chapters[at : at + 5]} for at in range(0, len(chapters), 5)]
    return f"nav: {json.dumps(parts)}\n"


def prepare(root: Path, variant: str, pages: int, terms: int) -> Path:
    """Write the site of one variant; all have the same pages."""
    config = menu(pages) + NOT_IN_NAV + (WHOLE if variant in OURS else "plugins: [search]\n")
    synthetic_site.write_site(root, pages, terms, config, composed=variant not in OURS)
    if variant in OURS:
        shutil.copytree(ROOT / "hooks", root / "hooks")
        shutil.copytree(ROOT / "overrides", root / "overrides")
        (root / "docs/_data").mkdir()
        for name, empty in (("references.json", "[]"), ("claims.yml", "{}")):
            (root / "docs/_data" / name).write_text(empty, "utf-8")
            schema = f"docs/_data/{name.partition('.')[0]}.schema.json"
            shutil.copy(ROOT / schema, root / schema)
        text = (root / "mkdocs.yml").read_text("utf-8")
        text = text.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
        (root / "mkdocs.yml").write_text(text.replace("tables, toc]", "tables, toc, md_in_html]"))
    elif variant == "hugo":
        (root / "docs").rename(root / "content")
        for index in (root / "content").rglob("index.md"):  # else all beside it is part of it
            index.rename(index.with_name("_index.md"))
        (root / "hugo.toml").write_text(HUGO, "utf-8")
        (root / "layouts/_default").mkdir(parents=True)
        for name in ("single", "list"):
            (root / f"layouts/_default/{name}.html").write_text(LAYOUT, "utf-8")
    return root


def report_builds(folder: Path, options: argparse.Namespace) -> None:
    """Print what each variant costs, the first time and after one edit: the median of all rounds."""
    names = [name for name, command in COMMANDS.items() if shutil.which(command[0])]
    print("| pages | variant | CPU s | waited for | of stock | after one edit | of stock | MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for pages in options.pages:
        rounds = []
        for number in range(options.rounds):
            root = folder / f"{pages}-{number}"
            rounds.append(one_round({n: prepare(root / n, n, pages, options.terms) for n in names}))
            shutil.rmtree(root)
        for name in names:
            rows = [row[name] for row in rounds]
            shown = [statistics.median(row[n] for row in rows) for n in range(len(rows[0]))]
            numbers = " | ".join(f"{number:.2f}" for number in shown[:-1])
            print(f"| {pages} | {name} | {numbers} | {shown[-1]:.0f} |", flush=True)


def one_round(roots: dict[str, Path]) -> dict[str, tuple[float, ...]]:
    """Build all variants at once, and again after one page has changed; give a row for each."""
    first = built(roots)
    for root in roots.values():
        grow(next(root.glob("*/page-3.md")), "\n\nMore of it.\n")
    again = built(roots)
    return {
        name: (
            *(all_of, waited, waited / first["stock"][1]),
            *(again[name][1], again[name][1] / again["stock"][1], memory),
        )
        for name, (all_of, waited, memory) in first.items()
    }


def built(roots: dict[str, Path]) -> dict[str, tuple[float, float, float]]:
    """Build sites at once; give CPU seconds, those that somebody waits for, and MiB."""
    running = {}
    for name, root in roots.items():
        (root / "waited").unlink(missing_ok=True)
        running[name] = subprocess.Popen(
            COMMANDS[name],
            cwd=root,
            env=ENVIRONMENT | {"PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT / 'hooks'}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what it says could fill a pipe
        )
    costs = {}
    for name, process in running.items():
        cost, note = finished(process), roots[name] / "waited"
        waited = float(note.read_text()) if note.exists() else cost.seconds
        costs[name] = cost.seconds, waited, cost.memory
    return costs


def report_served(root: Path, pages: int, terms: int) -> None:
    """Print what it costs to serve a change of each kind, best of three."""
    from mkdocs.config import load_config

    from serving.live import LiveSite
    from serving.remembered import Remembered

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    page, term, address = "docs/page-3.md", "docs/glossary/term-3.md", "page-3/index.html"
    data = {"search.yml": "little: [a"}
    if pages:
        prepare(root, "whole product", pages, terms)
        for name in ("search.schema.json", "search.yml"):
            shutil.copy(ROOT / "docs/_data" / name, root / "docs/_data")
    else:
        for name in ("docs", "hooks", "overrides", "tests/data"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        page, term = "docs/therapy/a-session.md", "docs/glossary/attachment.md"
        address, data = "therapy/a-session/index.html", data | DATA
    config, out = str(root / "mkdocs.yml"), tempfile.mkdtemp(dir=root.parent)
    live = LiveSite(
        root, lambda: load_config(config, site_dir=out, strict=False), Remembered(setattr)
    )
    live.read()
    live.content(address)
    stylesheet, docs = "overrides/assets/stylesheets/40-page.css", root / "docs"
    kinds: dict[str, Callable[[int], object]] = {
        "page": lambda _: grow(root / page, "\n\nMore of it.\n"),
        "term": lambda _: grow(root / term, "\n\nMore of it.\n"),
        **{name: partial(edit, docs / "_data" / name, before) for name, before in data.items()},
        "template": lambda _: grow(root / "overrides/partials/mim/footer.html", "<!-- more -->"),
        "stylesheet": lambda _: grow(root / stylesheet, ".more{color:red}"),
        "new page": lambda n: (docs / f"new-{n}.md").write_text("# New\n\nWords.\n", "utf-8"),
        "page renamed": lambda n: (docs / f"new-{n}.md").rename(docs / f"moved-{n}.md"),
        "page deleted": lambda n: (docs / f"moved-{n}.md").unlink(),
    }
    print("| what is saved | CPU s until it is served |\n| --- | --- |")
    for kind, save in kinds.items():
        best = float("inf")
        for number in range(3):
            save(number)
            started = time.process_time()
            live.read()
            assert live.content(address)
            best = min(best, time.process_time() - started)
        print(f"| {kind} | {best:.2f} |", flush=True)


def edit(path: Path, before: str, number: int) -> None:
    """Put a number behind the first place where a text stands in a file."""
    path.write_text(path.read_text("utf-8").replace(before, f"{before}{number}", 1), "utf-8")


def grow(path: Path, more: str) -> None:
    """Add words to the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(more)


def instructions(root: Path) -> int:
    """Count the instructions of a build, the modules compiled before."""
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": "0"}
    subprocess.run(BUILD, cwd=root, env=environment, check=True, capture_output=True)
    command = [*COUNTER, f"--cachegrind-out-file={root / 'instructions'}", *BUILD]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return int((root / "instructions").read_text("utf-8").rpartition("summary:")[2])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
