#!/usr/bin/env python3
"""Measure what evidence adds to a build, beside stock Material, in one run.

    python3 tests/benchmarks/evidence_speed.py                 1,000 pages x 20 citations
    python3 tests/benchmarks/evidence_speed.py --pages 200 --rounds 3

All variants show the same references in the same places. Stock pages carry each note written out
by hand, as text with a link, the way footnotes want them; ours cite by key. With dates in its
front matter a page also gets a box and five files to cite it, data for machines and a picture, so
"everything" stands beside stock pages with the same front matter; it is built once with an empty
cache and once more. The variants take turns, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks")]

import synthetic_site
from glossary_speed import Cost, build

from mindinmind.data_files import read_checked
from mindinmind.evidence.references import load_references
from mindinmind.evidence.styles import format_all

DATA = ROOT / "docs" / "_data"
CONFIG = """site_name: Speed
theme: {name: material, font: false%s}
plugins: [search]
exclude_docs: /_data/
markdown_extensions: [admonition, attr_list, footnotes, tables, toc]
"""
FRONT = """---
title: Page {number}
description: Page {number} of a site that only measures speed.
audience: [person]
reviewed: 2026-11-22
review_in: 12 months
changes:
  - {{date: 2026-11-22, what: First version.}}
---
"""
BASES = {
    "stock": "stock",
    "citations": "stock",
    "stock with dates": "stock with dates",
    "everything, first": "stock with dates",
    "everything, again": "stock with dates",
}
VARIANTS = tuple(BASES)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--citations", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args(arguments)
    costs: dict[str, list[Cost]] = {name: [] for name in VARIANTS}
    with tempfile.TemporaryDirectory() as folder:
        roots = {
            name: prepare(Path(folder) / name.partition(",")[0], name, options)
            for name in VARIANTS[:-1]
        }
        roots[VARIANTS[-1]] = roots[VARIANTS[-2]]
        for number in range(options.rounds):
            shutil.rmtree(roots[VARIANTS[-1]] / ".cache", ignore_errors=True)
            for name in VARIANTS:
                costs[name] += [cost for _, cost in build([roots[name]], number)]
    print(f"{options.pages} pages x {options.citations} citations, {options.rounds} rounds")
    print("| variant | CPU s | ratio to stock | peak MiB |\n| --- | --- | --- | --- |")
    for name, built in costs.items():
        ratios = [c.seconds / s.seconds for c, s in zip(built, costs[BASES[name]], strict=True)]
        seconds = statistics.median(cost.seconds for cost in built)
        memory = statistics.median(cost.memory for cost in built)
        print(f"| {name} | {seconds:.1f} | {statistics.median(ratios):.3f} | {memory:.0f} |")
    return 0


def prepare(root: Path, variant: str, options: argparse.Namespace) -> Path:
    """Write the site of one variant."""
    docs = root / "docs"
    docs.mkdir(parents=True)
    name = "references.json"
    references, _ = load_references(read_checked(f"docs/_data/{name}", DATA / name))
    formatted = format_all([one.csl for one in references.values()])
    notes = {
        key: formatted[key].text.replace(one.address, f"<{one.address}>" if one.address else "")
        for key, one in references.items()
    }
    names = synthetic_site.terms(100)
    for number in range(options.pages):
        page, cited = with_citations(number, names, list(references), options.citations)
        if variant.startswith("stock"):
            page += "\n\n" + "\n".join(f"[^{key}]: {notes[key]}" for key in cited)
        if BASES[variant] != "stock":
            page = FRONT.format(number=number) + page
        name = "index.md" if number == 0 else f"page-{number}.md"
        (docs / name).write_text(page + "\n", encoding="utf-8")
    config = CONFIG % ("" if variant.startswith("stock") else ", custom_dir: overrides")
    if not variant.startswith("stock"):
        shutil.copytree(ROOT / "hooks", root / "hooks")
        for part in ("assets/evidence", "partials/mim/evidence"):
            shutil.copytree(ROOT / "overrides" / part, root / "overrides" / part)
        shutil.copytree(DATA, docs / "_data")
        (docs / "_data" / "claims.yml").write_text("{}\n", encoding="utf-8")
        config += "hooks: [hooks/evidence.py]\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return root


def with_citations(
    number: int, names: list[str], keys: list[str], count: int
) -> tuple[str, list[str]]:
    """Give a page that cites sources at the ends of sentences, and what it cites."""
    chance = random.Random(number)
    page = synthetic_site.page(number, names).replace("page-0.md", "index.md")
    cited = chance.sample(keys, count)
    pieces = page.split(".\n\n")
    for key in cited:
        place = chance.randrange(len(pieces) - 1)
        pieces[place] += f"[^{key}]" if "[^" in pieces[place] else f" x[^{key}]"
    return ".\n\n".join(pieces), cited


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
