#!/usr/bin/env python3
"""Compare the known ways of finding many terms in a text, on this site's own pages.

    python3 tests/benchmarks/matcher_algorithms.py

Three ways: the tree of words that the site uses, one regular expression with all forms as
alternatives, and Aho-Corasick (the package pyahocorasick, where it is installed). Each gets the
same folded text and gives leftmost-longest matches between word boundaries; only the tree also
keeps the rules for hyphens, contractions, addresses and letter case.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(ROOT / "tests")]

import markdown
import synthetic_site

from glossaries import entries
from glossary_cards.diagnostics.source import read_document
from glossary_cards.engine.reading import PageReader
from glossary_cards.engine.text import Visible
from glossary_cards.engine.trie import Matcher

Find = Callable[[Visible], list[tuple[int, int]]]


def texts() -> list[Visible]:
    """Give the text of this site's own pages, as the annotator reads it."""
    converter = markdown.Markdown(extensions=["admonition", "attr_list", "tables", "toc"])
    found, reader = [], PageReader()
    for path in sorted((ROOT / "docs").rglob("*.md")):
        document, _ = read_document(path.name, path.read_text(encoding="utf-8"))
        found.append(reader.read(converter.reset().convert(document.body)).visible)
    return found


def forms(count: int) -> list[str]:
    """Give the glossary's own headwords, and made-up ones up to a number."""
    own = []
    for path in sorted((ROOT / "docs" / "glossary").glob("*.md")):
        document, _ = read_document(path.name, path.read_text(encoding="utf-8"))
        if "term" in document.meta:
            own.append(document.meta["term"].lower())
    return [*own, *(name.lower() for name in synthetic_site.terms(count))][:count]


def tree(names: list[str]) -> Find:
    """Build the tree of words."""
    matcher = Matcher(entries({f"t{i}": [name] for i, name in enumerate(names)}, "off"))
    return lambda text: [(m.start, m.end) for m in matcher.find(text)]


def alternation(names: list[str]) -> Find:
    """Build one regular expression, longest alternatives first."""
    ordered = sorted(names, key=len, reverse=True)
    gap = r"(?:\s+|-)"
    body = "|".join(gap.join(map(re.escape, re.split(r"[ -]", name))) for name in ordered)
    pattern = re.compile(rf"(?<![\w-])(?:{body})(?!\w)")
    return lambda text: [m.span() for m in pattern.finditer(text.folded)]


def aho_corasick(names: list[str]) -> Find:
    """Build an automaton; overlaps and boundaries are sorted out after it."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name.replace("-", " "), len(name))
    automaton.make_automaton()

    def find(text: Visible) -> list[tuple[int, int]]:
        folded = re.sub(r"[\s-]", " ", text.folded)
        spans = sorted(
            ((last - size + 1, last + 1) for last, size in automaton.iter(folded)),
            key=lambda span: (span[0], -span[1]),
        )
        found, reached = [], 0
        for start, end in spans:
            inside = (start and folded[start - 1].isalnum()) or folded[end : end + 1].isalnum()
            if start >= reached and not inside:
                found.append((start, end))
                reached = end
        return found

    return find


def main() -> int:
    pages = texts()
    ways = {"tree of words": tree, "one alternation": alternation}
    if importlib.util.find_spec("ahocorasick"):
        ways["Aho-Corasick"] = aho_corasick
    words = sum(len(page.folded.split()) for page in pages) / len(pages)
    print(
        f"{len(pages)} pages of this site, {words:.0f} words each; best of 5, ms a page (build, ms)"
    )
    counts = (80, 1000, 10000)
    print("| | " + " | ".join(f"{count} terms" for count in counts) + " |")
    print("| --- |" + " --- |" * len(counts))
    for name, make in ways.items():
        cells = []
        for count in counts:
            names = forms(count)
            started = time.perf_counter()
            find = make(names)
            built = time.perf_counter() - started
            best = min(timed(find, pages) for _ in range(5))
            cells.append(f"{best / len(pages) * 1000:.2f} ({built * 1000:.0f})")
        print(f"| {name} | " + " | ".join(cells) + " |")
    return 0


def timed(find: Find, pages: list[Visible]) -> float:
    started = time.perf_counter()
    for page in pages:
        find(page)
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
