"""What lies below docs/ as files: nothing there may lead out of the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from glossary_cards.diagnostics.problem import Problem


def links_below(docs: Path, shown: str) -> Iterator[Problem]:
    """Find symbolic links: what one leads to would be published, wherever on the machine it lies.

    Args:
        docs: The docs folder.
        shown: The folder as problems name it.
    """
    for folder, folders, files in os.walk(docs):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            if path.is_symlink():
                where = f"{shown}/{path.relative_to(docs).as_posix()}"
                what = "this is a symbolic link, and what it leads to would be published"
                mend = "put the file itself here, or take the link out"
                yield Problem(where, 0, 0, "symbolic-link", what, mend)
