"""Addresses that are there twice: two files for one place, two parts of a page with one id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.pages.places_of_use import USED_ID
from glossary_cards.pages.words_list import WORDS_ID
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import PageUse


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


def same_ids(site: SiteGlossary, source: Callable[[str], str]) -> list[Problem]:
    """Find headings whose id is that of a part which the glossary adds to the page.

    Args:
        site: The glossary, with every page read.
        source: Gives the text of a page's file by its path; asked for only where ids clash.
    """
    problems: list[Problem] = []
    for use in site.usage.by_page.values():
        html = use.html
        if 'id="term-' in html or WORDS_ID in html or USED_ID in html:
            problems += _clashes(site, use, source)
    return problems


def _clashes(site: SiteGlossary, use: PageUse, source: Callable[[str], str]) -> Iterator[Problem]:
    slugs, path = use.slugs, use.page.path
    ours = [WORDS_ID, *(f"term-{slug}" for slug in slugs)] if slugs else []
    if site.slug_of_source(path):
        ours.append(USED_ID)
    for name in ours:
        if f' id="{name}"' in use.html:
            line = _line_with_id(source(path), name)
            what = f"the glossary needs the id `{name}`, which this heading has"
            mend = "choose other words for it, or another id"
            yield Problem(site.shown(path), line, 1 if line else 0, "same-id", what, mend)


def _line_with_id(text: str, name: str) -> int:
    """Find the line that gives a part of a page its id; 0 where none seems to."""
    for number, line in enumerate(text.splitlines(), 1):
        words = "-".join(re.findall(r"\w+", line.lower()))
        if words == name or re.search(rf"[#\"']{re.escape(name)}[\s}}\"']", line):
            return number
    return 0
