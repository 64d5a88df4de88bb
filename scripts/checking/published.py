"""Addresses that were published and are no longer on their list, and lists that went.

A page that got another name, and whose line in ``addresses.txt`` was replaced, looks like a new
page: only git knows that somebody may have kept the old address.
"""

import subprocess
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_data, read_file
from mindinmind.page.redirects import ADDRESSES, REDIRECTS

_LISTS = "docs/_data"


def lost_addresses(root: Path) -> Iterator[Problem]:
    """Find published pages that neither exist nor lead on, and are not listed either.

    Args:
        root: The project's root; where git knows nothing of it, nothing is found.
    """
    listed = read_file(ADDRESSES, root / ADDRESSES)[0].split()
    redirects = read_data(REDIRECTS, root / REDIRECTS)[0] or {}
    since = _git(root, "merge-base", "HEAD", "origin/main").strip() or "HEAD"
    for page in _git(root, "show", f"{since}:./{ADDRESSES}").split():
        if page not in listed and page not in redirects and not (root / "docs" / page).exists():
            what = f"`{page}` was published, and its line is gone"
            mend = f"put the line back, and write into {REDIRECTS} which page has its words"
            place = ADDRESSES, max(bisect(listed, page), 1), 1
            wrong = (f"redirects-file docs/{page}",)
            yield Problem(*place, "moved-page", what, mend, about=f"docs/{page}", because_of=wrong)


def lost_lists(root: Path) -> Iterator[Problem]:
    """Find files of data that git knows and that are gone: without them nobody looks."""
    gone = _git(root, "diff", "--name-only", "--relative", "--diff-filter=D", "HEAD", "--", _LISTS)
    for name in gone.split():
        if name.count("/") == _LISTS.count("/") + 1:  # what a drawing shows may go with it
            what = "this file is missing, or cannot be opened"
            yield Problem(name, 0, 0, "missing-file", what, "put it back")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        said = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    except OSError:  # a copy of the project, on a machine without git
        return ""
    return said.stdout
