#!/usr/bin/env python3
"""Start a new word of the glossary: a well-formed file that you fill in.

    python3 scripts/new_term.py "secure base"
    python3 scripts/new_term.py "secure base" --abbreviation SB

It writes docs/glossary/secure-base.md. It never replaces a file, nor starts a word that another
file of the glossary has already.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

sys.path.insert(0, str(ROOT / "hooks"))

if TYPE_CHECKING:
    from glossary_cards.diagnostics.problem import Problem
    from glossary_cards.model.term import Term

DRAFT = """---
term: {term}
definition: >-
  {definition}
forms: []
abbreviation: {abbreviation}
see: []
references: []
draft: true
---

Explain it here at more length, with an example. Use short sentences.
"""


def main(arguments: list[str], glossary: Path = ROOT / "docs" / "glossary") -> int:
    """Write the file; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("word", help="the word, as readers will see it")
    parser.add_argument("--abbreviation", default="", help="such as BPD")
    options = parser.parse_args(arguments)
    word = " ".join(options.word.split())
    slug = slug_of(word)
    if not slug:
        fail(f"`{options.word}` holds no letter; give a word.")
    if len(slug) > LONGEST:
        fail(f"`{word[:LONGEST]}…` is too long for a file's name; give at most {LONGEST} letters.")
    path = glossary / f"{slug}.md"
    if path.exists():
        fail(f"{shown(path)} exists already; edit it, or choose another word.")
    parts = {"term": quoted(word), "abbreviation": quoted(options.abbreviation) or "~"}
    if why := _why_not(slug, DRAFT.format(**parts, definition="What it means."), glossary):
        fail(why)
    from glossary_cards.model.definition import TO_WRITE  # noqa: PLC0415  # needs the environment

    text = DRAFT.format(**parts, definition=TO_WRITE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"Written: {shown(path)}")
    print("Next: write the definition, take out `draft: true`, use the word on a page,")
    print("and run python3 scripts/check.py to see whether all is well.")
    return 0


def _why_not(slug: str, text: str, glossary: Path) -> str:
    """Say why a term cannot be: signs that no word has, or another term has the word already."""
    from glossary_cards.diagnostics.source import read_document, read_file  # noqa: PLC0415
    from glossary_cards.engine.text import visible  # noqa: PLC0415
    from glossary_cards.engine.trie import Matcher  # noqa: PLC0415  # needs the environment
    from glossary_cards.model.settings import Settings  # noqa: PLC0415
    from glossary_cards.model.term_files import read_term  # noqa: PLC0415
    from glossary_cards.pages.paths import TERMS  # noqa: PLC0415
    from glossary_cards.pages.paths import slug_of as slug_of_file  # noqa: PLC0415

    def read(slug: str, text: str) -> tuple[Term | None, list[Problem]]:
        document, broken = read_document(f"{slug}.md", text)
        term, wrong = read_term(slug, document, Settings())
        return term, [*broken, *wrong]

    term, problems = read(slug, text)
    if problems or term is None:
        return f"This cannot be a word of the glossary: {problems[0].what}; {problems[0].mend}."
    files = [path for path in sorted(glossary.glob("*.md")) if slug_of_file(f"{TERMS}/{path.name}")]
    others = [read(path.stem, read_file(path.name, path)[0])[0] for path in files]
    matcher = Matcher(entry for other in others if other for entry in other.entries())
    for form in term.forms:
        for match in matcher.find(visible(form.text)):
            if match.end - match.start == len(form.text):
                where = shown(glossary / f"{match.slug}.md")
                return (
                    f"`{form.text}` belongs to {where} already; edit that, or choose another word."
                )
    return ""


def slug_of(word: str) -> str:
    """Make a file name of a word: small letters without accents, digits and hyphens.

    Args:
        word: Any text; letters of other scripts are kept.
    """
    decomposed = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")


def quoted(text: str) -> str:
    """Write a text so that YAML reads it as that text; plain where that is safe."""
    if (
        re.fullmatch(r"[^\W\d_][\w'’-]*(?: [\w'’-]+)*|", text)
        and text.lower() not in _READ_AS_OTHER
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


LONGEST = 80
_READ_AS_OTHER = frozenset("y n yes no on off true false null".split())


def shown(path: Path) -> str:
    """Give a path as the project names it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
