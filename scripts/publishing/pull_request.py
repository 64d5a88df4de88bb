"""What a pull request changes, in plain words: one comment, which is written anew each time.

    python3 scripts/publishing/pull_request.py scope BASE            code=true, or code=false
    python3 scripts/publishing/pull_request.py facts BASE            the facts, as JSON
    python3 scripts/publishing/pull_request.py comment FACTS.json    the comment, as Markdown

``facts`` runs beside a contributor's code and can be made to say anything. ``comment`` runs where a
comment can be written, with the code of the main branch; it takes facts as data and trusts no word
of them: nothing in them can be markup, a link, or a name that somebody is called by. The workflow
``comment.yml`` puts what it says into the pull request.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# "docs/index.md", "reviews/2026.md", "README.md", "LICENSE"
_WORDS = re.compile(r"(docs|reviews|\.github/(ISSUE_TEMPLATE|images))/.+|[^/]+\.md|LICENSE.*")
_MENU = re.compile(r"[+-] +- (?:[^:]+:|(?:[^:]+: )?[\w/-]+\.md)")
"""A line of the menu that comes or goes, as git shows it: ``+      - family/sleep.md``."""
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]}]+")  # [the page](https://example.org/a)
_PUBLISHED = ("docs", "overrides/assets")
_MOST = 40
_STATES = {"A": "new", "M": "changed", "D": "gone", "R": "moved", "T": "changed"}


def is_code(paths: Iterable[str]) -> bool:
    """Tell whether a change needs the tests: whether it changes more than words, data and menu."""
    return not all(_WORDS.fullmatch(path) for path in paths)


def facts(base: str, root: Path, problems: list[dict[str, Any]]) -> dict[str, Any]:
    """Say what changed since a commit.

    Args:
        base: The commit.
        root: The checkout.
        problems: What check.py says, as it gives it with ``--format json``.
    """
    changes = _changes(base, root)
    pages = [
        {"path": new, "was": old if old != new else "", "state": _STATES.get(state, "changed")}
        for state, old, new in changes
        if new.startswith("docs/") and new.endswith(".md")
    ]
    addresses: set[str] = set()
    for state, old, new in changes:
        if new.startswith("docs/") and state != "D":
            now = set(_ADDRESS.findall(_text(root, "HEAD", new)))
            addresses |= now.difference(_ADDRESS.findall(_text(root, base, old)))
    ids = [
        {item["id"] for item in json.loads(_text(root, at, "docs/_data/references.json") or "[]")}
        for at in (base, "HEAD")
    ]
    return {
        "pages": pages,
        "links": sorted(addresses),
        "references": sorted(ids[1] - ids[0]),
        "problems": [p for p in problems if p["severity"] == "error"],
        "size": [_size(root, base), _size(root, "HEAD")],
        "bundle": sum(path.stat().st_size for path in root.glob("dist/*.zip")),
    }


def comment(found: Mapping[str, Any], bundle: str = "") -> str:
    """Give the comment; what it quotes is code, which no host reads as markup.

    Args:
        found: What :func:`facts` gave, perhaps with a contributor's own words in it.
        bundle: The address of the built copy.
    """
    pages = [_page(page) for page in found["pages"]]
    wrong = [
        f"{_code(p['path'])}{_line(p)}: {_code(p['what'])}. To mend it: {_code(p['mend'])}"
        for p in found["problems"]
    ]
    before, after = (int(size) for size in found["size"])
    parts = [
        "### What this changes",
        "",
        *_listed("Pages", pages),
        *_listed("Other sites that it newly leads to", map(_code, found["links"])),
        *_listed("New references", map(_code, found["references"])),
        *_listed("Left to mend", wrong),
    ]
    if not wrong:
        parts += ["**Nothing is left to mend.**", ""]
    change = f"pages, pictures, styles and scripts by {(after - before) / 1000:+,.1f} kB"
    whole = f"; the offline copy has {int(found['bundle']) / 1000:,.0f} kB" * bool(found["bundle"])
    parts += [f"**Size:** this changes {change}{whole}.", ""]
    if bundle:
        parts += [f"[The site as it would be]({bundle}): unzip it and open `START-HERE.html`.", ""]
    return "\n".join(parts)


def _page(page: Mapping[str, Any]) -> str:
    was = f" from {_code(page['was'])}" if page["was"] else ""
    state = page["state"] if page["state"] in _STATES.values() else "changed"
    return f"{_code(page['path'])}: {state}{was}"


def _line(problem: Mapping[str, Any]) -> str:
    return f", line {int(problem['line'])}" if problem["line"] else ""


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    shown = [f"- {line}" for line in lines]
    more = [f"- and {len(shown) - _MOST} more"] if len(shown) > _MOST else []
    return [f"**{title}**", "", *shown[:_MOST], *more, ""] if shown else []


def _code(text: object) -> str:
    """Quote foreign words as code; a backtick in them cannot end it."""
    return f"`{' '.join(str(text).replace('`', '´').split())[:300]}`"


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    result = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    return result.stdout


def _changes(base: str, root: Path) -> list[tuple[str, str, str]]:
    """Give state, old path and new path of each changed file."""
    found = []
    for line in _git(root, "diff", "--name-status", "-M", base, "HEAD").splitlines():
        state, *paths = line.split("\t")
        found.append((state[0], paths[0], paths[-1]))
    return found


def _only_menu(base: str, root: Path) -> bool:
    """Tell whether lines of the menu are all that changed in mkdocs.yml."""
    shown = _git(root, "diff", "-U0", base, "HEAD", "--", "mkdocs.yml").splitlines()
    return all(_MENU.fullmatch(line) for line in shown if re.match(r"[+-](?![+-]{2} )", line))


def _text(root: Path, commit: str, path: str) -> str:
    if not path.endswith((".md", ".yml", ".json")):
        return ""
    return _git(root, "show", f"{commit}:{path}")


def _size(root: Path, commit: str) -> int:
    # 100644 blob 4bd0a1... 2311<TAB>docs/index.md
    lines = _git(root, "ls-tree", "-rl", commit, *_PUBLISHED).splitlines()
    return sum(int(line.split()[3]) for line in lines if "\tdocs/_data/" not in line)


def main(arguments: list[str], root: Path = Path()) -> int:
    """Print what is asked for; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["scope", "facts", "comment"])
    parser.add_argument("source", help="the commit to compare with, or the file")
    parser.add_argument("--problems", type=Path, help="what check.py --format json gave")
    parser.add_argument("--bundle", default="", help="the address of the built copy")
    options = parser.parse_args(arguments)
    if options.what in ("scope", "facts"):
        since = _git(root, "merge-base", options.source, "HEAD").strip() or options.source
    if options.what == "scope":
        changed = {path for _, *both in _changes(since, root) for path in both}
        if _only_menu(since, root):
            changed.discard("mkdocs.yml")
        print(f"code={str(is_code(changed)).lower()}")
    elif options.what == "facts":
        problems = json.loads(options.problems.read_text("utf-8")) if options.problems else []
        print(json.dumps(facts(since, root, problems), indent=1))
    else:
        print(comment(json.loads(Path(options.source).read_text("utf-8")), options.bundle))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
