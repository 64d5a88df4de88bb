#!/usr/bin/env python3
"""Build the hosted site and the offline bundle, and check both.

    python3 scripts/build.py              site/ and dist/mind-in-mind.zip
    python3 scripts/build.py --site-only  site/ alone

The first run makes .venv and installs the locked requirements; later runs take seconds.
With SITE_URL=https://... in the environment the hosted pages name their own address.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environment import ROOT, ensure_environment

if __name__ == "__main__":
    ensure_environment()

sys.path.insert(0, str(ROOT / "hooks"))
from building import build_site
from publishing.bundle import write_bundle
from publishing.links import check_built_site

SITE = ROOT / "site"
OFFLINE = ROOT / "dist" / "offline"
BUNDLE = ROOT / "dist" / "mind-in-mind.zip"
FOLDER = "mind-in-mind"


def main(arguments: list[str]) -> int:
    """Build, check, and say what was made; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site-only", action="store_true", help="leave out the offline bundle")
    parser.add_argument("--name", default=FOLDER, help="name of the bundle and its folder")
    options = parser.parse_args(arguments)
    if not _built(SITE):
        return 1
    print(_described("Hosted site", SITE))
    if options.site_only:
        return 0
    bundle = BUNDLE.with_name(f"{options.name}.zip")
    if not _built(OFFLINE, offline=True):
        return 1
    count = write_bundle(OFFLINE, bundle, options.name)
    print(f"Offline bundle: {bundle} ({count} files, {_megabytes(bundle.stat().st_size)})")
    print(f"\nOpen {SITE / 'index.html'} through: python3 scripts/serve.py")
    print(f"Open the bundle: unzip it, then open {options.name}/index.html in any browser.")
    return 0


def _built(site: Path, *, offline: bool = False) -> bool:
    """Build one site; show what went wrong, if anything did, and tell whether all is well."""
    outcome = build_site(site, offline=offline, check=_wrong_with)
    if outcome.code:
        print("\n".join(outcome.problems), file=sys.stderr)
        count = len(outcome.problems)
        print(f"{site} is as it was: {count} problem(s) to mend, see above.", file=sys.stderr)
    return outcome.code == 0


def _wrong_with(site: Path) -> list[str]:
    """Check a finished site as a browser would meet it; give a line for each problem."""
    return [str(problem) for problem in check_built_site(site)]


def _described(name: str, site: Path) -> str:
    """Count what a built site holds."""
    pages = list(site.rglob("*.html"))
    occurrences = sum(p.read_text("utf-8").count('data-term="') for p in pages)
    terms = len(list((site / "glossary").glob("*/index.html")))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return (
        f"{name}: {site} ({len(pages)} pages, {terms} terms, {occurrences} links to terms, "
        f"{_megabytes(size)}, 0 warnings)"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
