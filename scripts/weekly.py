#!/usr/bin/env python3
"""Look once a week at what changes without us: other sites, DOIs, reviews and crisis lines.

    python3 scripts/weekly.py             prints what is to do, as Markdown
    python3 scripts/weekly.py --offline   leaves out what needs the network

Exit code 1: there is something to do.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from environment import ROOT, command_line, ensure_environment

if __name__ == "__main__":
    ensure_environment()

from check import due_pages, found_problems
from glossary_cards.diagnostics.problem import Severity

RESOLVER = "https://doi.org/api/handles/"
"""Says whether a DOI leads anywhere, without asking the publisher. Source: doi.org, "Proxy"."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]}]+")  # [the page](https://example.org/a)
_GONE = (404, 410)
# "https://example.org/a", "http://localhost:8000/"
_MADE_UP = re.compile(r"https?://([\w.]*example\.(org|com)|127\.0\.0\.1|localhost)\b")


def addresses(docs: Path) -> dict[str, list[str]]:
    """Give every address of another site, with the files that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(docs.rglob("*")):
        if path.suffix in (".md", ".yml") and "contributing" not in path.parts:
            named = _ADDRESS.findall(path.read_text(encoding="utf-8"))
            for address in {one.rstrip(".,;:").partition("#")[0] for one in named}:
                found[address].append(path.name)
    return {address: files for address, files in found.items() if not _MADE_UP.match(address)}


def dois(references: Path) -> dict[str, list[str]]:
    """Give every DOI, with the references that have it."""
    items = json.loads(references.read_text(encoding="utf-8"))
    return {item["DOI"]: [item["id"]] for item in items if "DOI" in item}


def gone(address: str) -> str:
    """Say why an address leads nowhere; a site that answers, but not to a program, is there."""
    request = Request(address, headers={"User-Agent": "mind-in-mind-links", "Accept": "*/*"})
    try:
        with urlopen(request, timeout=30):
            return ""
    except HTTPError as error:
        return f"answers {error.code}" if error.code in _GONE else ""
    except (URLError, OSError, ValueError) as error:
        return f"does not answer ({getattr(error, 'reason', error)})"


def to_mend(named: Mapping[str, Iterable[str]], before: str = "") -> list[str]:
    """Ask for all addresses, some at a time; give a line for each that is gone."""
    with ThreadPoolExecutor(8) as pool:
        why = pool.map(gone, [before + quote(a, safe="/:?&=#%+@~,;!$'()*") for a in named])
    return [f"`{a}` {w} ({', '.join(named[a])})" for a, w in zip(named, why, strict=True) if w]


def main(arguments: list[str], root: Path = ROOT, resolver: str = RESOLVER) -> int:
    """Print what is to do; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("--offline", action="store_true", help="ask no other site")
    options = parser.parse_args(arguments)
    problems = found_problems(root / "mkdocs.yml")
    parts = {
        "Reviews that are due": [str(page) for page in due_pages(root / "docs")],
        "What the checks say": [str(p) for p in problems if p.severity is Severity.WARNING],
    }
    if not options.offline:
        parts["Other sites"] = to_mend(addresses(root / "docs"))
        parts["DOIs"] = to_mend(dois(root / "docs/_data/references.json"), resolver)
    for title, lines in parts.items():
        print(f"### {title}\n")
        print("\n".join(f"- {line}" for line in lines) or "Nothing to do.", end="\n\n")
    return 1 if any(parts.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
