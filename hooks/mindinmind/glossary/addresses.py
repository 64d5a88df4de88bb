"""Addresses of files: two sources that would be written to one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mindinmind.glossary.site import SiteGlossary
from mindinmind.problems import Problem


def has_index(site: SiteGlossary, addresses: Mapping[str, str]) -> bool:
    """Tell whether a site has its own A to Z, or another page where it would stand.

    Args:
        site: The glossary.
        addresses: Where each source file is written to, by its path.
    """
    written = f"{site.settings.folder}/index.html"
    return any(site.is_index(path) or to == written for path, to in addresses.items())


def same_addresses(site: SiteGlossary, addresses: Mapping[str, str]) -> list[Problem]:
    """Find sources that would overwrite a term's page or the A to Z.

    Args:
        site: The glossary.
        addresses: Where each source file is written to, by its path.
    """
    folder = site.settings.folder
    inside = [path for path, to in addresses.items() if to.startswith(f"{folder}/")]
    own = {addresses[path]: path for path in inside if site.slug_of_source(path)}
    own[f"{folder}/index.html"] = next(filter(site.is_index, inside), f"{folder}/index.md")
    others = (path for path in inside if own.get(addresses[path], path) != path)
    return list(_problems(site, ((path, own[addresses[path]]) for path in others)))


def _problems(site: SiteGlossary, clashes: Iterable[tuple[str, str]]) -> Iterable[Problem]:
    for path, own in clashes:
        what = f"this file has the address of {site.docs_path}/{own}"
        mend = "move its text there, or give it another name"
        yield Problem(f"{site.docs_path}/{path}", 0, 0, "same-address", what, mend)
