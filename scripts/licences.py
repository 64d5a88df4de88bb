#!/usr/bin/env python3
"""List the licence of everything that the site is built with, and refuse one that nobody knows.

python3 scripts/licences.py
"""

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from environment import ROOT, ensure_environment

if __name__ == "__main__":
    ensure_environment()

_KNOWN = re.compile(  # "MIT License", "BSD-3-Clause"
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|LGPL|Lesser General|Unlicense"
    r"|HPND|CC0|Zlib",
    re.I,
)
"""Licences under which we may build with something, and hand on what we built."""
_LOCKED = re.compile(r"^([\w.-]+)==", re.M)  # mkdocs==1.6.1 \


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


def main(requirements: Path = ROOT / "requirements.txt") -> int:
    """Print the list; give the exit code."""
    wanted = {_bare(name) for name in _LOCKED.findall(requirements.read_text(encoding="utf-8"))}
    found = {_bare(one.name): one for one in distributions() if _bare(one.name) in wanted}
    unknown = []
    for name, package in sorted(found.items()):
        told = licence(package)
        print(f"{name} {package.version}: {told}")
        unknown += [] if _KNOWN.search(told) else [name]
    for name in unknown:
        print(f"{name}: look at its licence, and leave it out or add it here", file=sys.stderr)
    return 1 if unknown else 0


def _bare(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    raise SystemExit(main())
