"""Addresses that are there twice: two files for one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary


def has_index(site: SiteGlossary, addresses: Mapping[str, str], home: str) -> bool:
    """Tell whether a site has its own A to Z, or another page where it would stand.

    Args:
        site: The glossary.
        addresses: Where each source file is written to, by its path.
        home: The address of the glossary's pages.
    """
    written = f"{home}index.html"
    return any(site.is_index(path) or to == written for path, to in addresses.items())


def same_addresses(site: SiteGlossary, addresses: Mapping[str, str], home: str) -> list[Problem]:
    """Find sources that would overwrite a term's page or the A to Z.

    Args:
        site: The glossary.
        addresses: Where each source file is written to, by its path.
        home: The address of the glossary's pages.
    """
    inside = [path for path, to in addresses.items() if to.startswith(home)]
    own = {addresses[path]: path for path in inside if site.slug_of_source(path)}
    index = f"{site.settings.folder}/index.md"
    own[f"{home}index.html"] = next(filter(site.is_index, inside), index)
    others = (path for path in inside if own.get(addresses[path], path) != path)
    return list(_problems(site, ((path, own[addresses[path]]) for path in others)))


def _problems(site: SiteGlossary, clashes: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for path, own in clashes:
        what = f"this file has the address of {site.shown(own)}"
        mend = "move its text there, or give it another name"
        yield Problem(site.shown(path), 0, 0, "same-address", what, mend)
