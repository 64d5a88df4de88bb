#!/usr/bin/env python3
"""List the licence of all that the site is built and tested with; refuse one that nobody knows.

python3 scripts/licences.py
"""

import re
import sys
from importlib.metadata import Distribution, distributions

from environment import ensure_environment

if __name__ == "__main__":
    ensure_environment()

_KNOWN = re.compile(  # "MIT License", "BSD-3-Clause"
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|LGPL|Lesser General|Unlicense"
    r"|HPND|CC0|Zlib",
    re.I,
)
"""Licences under which we may build with something, and hand on what we built."""


def licence(package: Distribution) -> str:
    """Give the licence that a package names, in the shortest of the ways in which it may."""
    about = package.metadata
    classifiers = about.get_all("Classifier") or []
    named = (
        about.get_all("License-Expression")
        or [line.rpartition(":: ")[2] for line in classifiers if line.startswith("License ::")]
        or about.get_all("License")
        or ["unknown"]
    )
    return "; ".join(named).strip().splitlines()[0][:80]


def main() -> int:
    """Print the list; give the exit code."""
    found = {one.name: one for one in distributions()}
    told = {name: licence(package) for name, package in sorted(found.items())}
    unknown = [name for name, named in told.items() if not _KNOWN.search(named)]
    for name, named in told.items():
        print(f"{name} {found[name].version}: {named}")
    for name in unknown:
        print(f"{name}: look at its licence, and leave it out or add it here", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
