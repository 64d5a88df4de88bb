#!/usr/bin/env python3
r"""Store a text's runs of eight words as salted hashes, so that the checks can tell if we copy it.

    python3 scripts/hash_shingles.py article.txt --to tests/data/other_shingles.txt \
        --title "Its title" --about "The article ..."
    python3 scripts/hash_shingles.py notes.md --quotations --to tests/data/notes_shingles.txt

The text itself is never stored. Lines that quote the title are credit and are left out. A file
that is there already guards a text, and is never overwritten.
"""

import secrets
import sys
from pathlib import Path

from environment import command_line, ensure_environment

if __name__ == "__main__":
    ensure_environment()

from prose.shingles import make_shingles, quotations, write_shingles


def main(arguments: list[str]) -> int:
    """Read the text, write the hashes, and say how many there are."""
    parser = command_line(__doc__)
    parser.add_argument("text", type=Path, help="the text, as UTF-8")
    parser.add_argument("--title", action="append", default=[], help="a title that may be quoted")
    parser.add_argument("--quotations", action="store_true", help="only what stands in quotes")
    parser.add_argument("--about", default="A text that our pages may not copy.")
    parser.add_argument("--to", type=Path, required=True, help="a file that is not there yet")
    options = parser.parse_args(arguments)
    if options.to.exists():
        print(f"{options.to} guards another text; name a new file with --to", file=sys.stderr)
        return 1
    text = options.text.read_text("utf-8")
    texts = quotations(text) if options.quotations else [text]
    shingles = make_shingles(texts, secrets.token_hex(16), options.title)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    with options.to.open("x", encoding="utf-8", newline="\n") as file:
        file.write(write_shingles(shingles, options.about))
    print(f"{options.to}: {len(shingles.hashes)} runs of eight words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
