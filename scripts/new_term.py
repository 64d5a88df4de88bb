#!/usr/bin/env python3
"""Start a new word of the glossary: a well-formed file that you fill in.

    python3 scripts/new_term.py "secure base"
    python3 scripts/new_term.py "secure base" --abbreviation SB

It writes docs/glossary/secure-base.md. It never replaces a file, nor starts a word that another
file of the glossary has already.
"""

import sys
from pathlib import Path

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

from glossary_cards.drafting import Refused, draft
from glossary_cards.slugs import slug_for
from starting import add_address, is_reserved


def main(arguments: list[str], glossary: Path = ROOT / "docs" / "glossary") -> int:
    """Write the file; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("word", nargs="+", help="the word, as readers will see it")
    parser.add_argument("--abbreviation", default="", help="such as BPD")
    options = parser.parse_args(arguments)
    word = " ".join(options.word)
    if is_reserved(slug_for(word)):
        fail(f"Windows keeps the name `{word}` for itself; write more, such as `{word} (meaning)`.")
    try:
        path = draft(word, options.abbreviation, glossary)
    except Refused as why:
        fail(str(why).replace(f"{ROOT.as_posix()}/", ""))
    add_address(glossary.parent.parent, f"{glossary.name}/{path.name}")
    print(f"Written: {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")
    print("Next: write the definition, take out `draft: true`, use the word on a page,")
    print("and run python3 scripts/check.py to see whether all is well.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
