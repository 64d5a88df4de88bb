"""Relative addresses inside the site."""

from __future__ import annotations

import posixpath


def relative(target: str, origin: str) -> str:
    """Give the address of one page or file as seen from another.

    Args:
        target: Where to, from the site's root: ``about/references/#bateman2009``.
        origin: The page that links, from the site's root: ``therapy/does-it-work/``.

    Returns:
        A relative address, right under any sub-path and over ``file://``.
    """
    path, hash_mark, anchor = target.partition("#")
    folder = origin if origin.endswith("/") else posixpath.dirname(origin)
    path = "" if path in (".", "./") else path
    folder = "" if folder in (".", "./") else folder
    if path == origin and hash_mark:
        return f"#{anchor}"
    found = posixpath.relpath(path or ".", folder or ".")
    if (path.endswith("/") or not path) and not found.endswith("/"):
        found += "/"
    return found + hash_mark + anchor
