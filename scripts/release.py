#!/usr/bin/env python3
"""Say what a release lacks: a version that all places agree on, and a list of what changed.

python3 scripts/release.py v1.2.0
"""

import re
import sys
from pathlib import Path

from environment import ROOT

_PLACES = {
    "VERSION": r"^(\S+)$",
    "CITATION.cff": r"^version: (\S+)$",
    "CHANGELOG.md": r"^## (\d\S*)",
}
"""Where the version stands; the first place that fits is the newest."""


def lacking(tag: str, root: Path) -> list[str]:
    """Give a line for each place that does not say this version, and for each unlisted page."""
    wanted, found = tag.removeprefix("v"), []
    for name, form in _PLACES.items():
        said = re.search(form, (root / name).read_text(encoding="utf-8"), re.M)
        if not said or said[1] != wanted:
            has = f"says {said[1]}" if said else "says no version"
            found.append(f"{name}: [release] it {has}, and the tag {tag}; write {wanted}")
    docs, listed = root / "docs", (root / "docs/_data/addresses.txt").read_text("utf-8").split()
    for page in sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")):
        if page not in listed:
            found.append(f"docs/{page}: [release] its address is not in addresses.txt; add it")
    return found


if __name__ == "__main__":
    problems = lacking(sys.argv[1] if len(sys.argv) == 2 else "", ROOT)
    print("\n".join(problems) or "A release can be made.")
    raise SystemExit(1 if problems else 0)
