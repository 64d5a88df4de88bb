"""Addresses inside one site, all relative, so that it works under any path and from a file."""

from __future__ import annotations

import posixpath


def relative_url(target: str, base: str) -> str:
    """Give a link from one page to another.

    Args:
        target: Address of the page linked to, relative to the site's root.
        base: Address of the page that links, likewise.

    Returns:
        A relative address, never empty; one of a folder ends with ``/``.
    """
    folder = base if base.endswith("/") or not base else posixpath.dirname(base)
    relative = posixpath.relpath("/" + target, "/" + folder)
    if (target.endswith("/") or not target) and not relative.endswith("/"):
        relative += "/"
    return relative
