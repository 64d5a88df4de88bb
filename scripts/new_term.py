#!/usr/bin/env python3
"""Start a new word of the glossary: a well-formed file that you fill in.

    python3 scripts/new_term.py "secure base"
    python3 scripts/new_term.py "secure base" --abbreviation SB

It writes docs/glossary/secure-base.md and never replaces a file.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from pathlib import Path

from environment import ROOT, fail

DRAFT = """---
term: {term}
definition: >-
  Say here in one or two plain sentences what it means, in at most 40 words.
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
    path = glossary / f"{slug}.md"
    if path.exists():
        fail(f"{shown(path)} exists already; edit it, or choose another word.")
    text = DRAFT.format(term=quoted(word), abbreviation=quoted(options.abbreviation) or "~")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"Written: {shown(path)}")
    print("Next: write the definition, take out `draft: true`, use the word on a page,")
    print("and run python3 scripts/check.py to see whether all is well.")
    return 0


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


_READ_AS_OTHER = frozenset("y n yes no on off true false null".split())


def shown(path: Path) -> str:
    """Give a path as the project names it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
