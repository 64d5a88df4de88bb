"""Addresses inside one site, all relative, so that it works under any path and from a file."""

from __future__ import annotations

import posixpath

TERMS = "glossary"
"""The folder of the term files where a site names no other."""


def is_term_file(path: str, folder: str = TERMS) -> bool:
    """Tell whether a source file is that of a term, whatever stands in it.

    Args:
        path: The file.
        folder: The folder of the term files, from where the path starts.
    """
    where, name = posixpath.split(path)
    return where == folder and name.endswith(".md") and name != "index.md"


def relative_url(target: str, base: str) -> str:
    """Give a link from one page to another.

    Args:
        target: Address of the page linked to, relative to the site's root.
        base: Address of the page that links, likewise.

    Returns:
        A relative address, never empty; by way of the site's root, for it is worked out for
        every link of every page.
    """
    return "../" * base.count("/") + target or "./"
