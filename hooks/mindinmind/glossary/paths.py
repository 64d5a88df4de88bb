"""Addresses inside one site, all relative, so that it works under any path and from a file."""

from __future__ import annotations


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
