"""Checks of the abbreviations that pages use: a term, or a setting, has to know each.

They are found in the text as a reader sees it, where a term could be linked. Each is told of once
for a whole site, where it stands first, with its places counted. Capitals that name a file, stand
for something to fill in, or only shout are no abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import cache
from typing import TYPE_CHECKING

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import place_of, read_document
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.reading import PageText
from glossary_cards.engine.text import ABBREVIATION, BLOCK, OBJECT

if TYPE_CHECKING:
    from glossary_cards.site import SiteGlossary

# "(NHS)," gives "NHS"; "nhs.uk/NHS" stays one
_TOKEN = lazy(rf"[^\s()\[\]<>\"'“”‘’|*,;{OBJECT}{BLOCK}]+")
# "nhs.uk/NHS" is one token, and an address; of "(NHS)" only the word is.
_ADDRESS = lazy(r"://|[@_]|\.\w|:[\w/\\]|\A[/#.~]")
_COMPOUND = lazy(r"\w+(?:-\w+)*")  # "MBT-I"
_NUMERAL = lazy(r"[IVX]{2,}|[IVXLCDM]{4,}")  # "XIV"
# "DO NOT WAIT", "STOP: I AM HERE"
_SHOUTED = lazy(r"(?<![\w'’-])[A-Z][A-Z'’]+(?::? (?:[AI] )?[A-Z][A-Z'’]+)+(?![\w-])")
_LOUD_WORD = lazy(r"[A-Z'’]{2,}")  # each of "IN NO EVENT"
_VOWEL = lazy(r"[AEIOUY]")  # the "A" of "WAIT"; "NHS" has none
# English words of two letters, which a run of capitals holds where it is emphasis.
_SHORT_WORDS = frozenset(
    "AM AN AS AT BE BY DO GO HA HE HI IF IN IS IT ME MY NO OF OH ON OR OX SO TO UP US WE".split()
)

# English words that stand in capitals alone, for emphasis, and names of files.
_WORDS = frozenset(
    "OK NO NOT YES NOW STOP HELP CALL MUST NEVER ALWAYS ONLY PLEASE NOTE READ"
    " README TODO FIXME NOTICE INDEX".split()
)

_PLACEHOLDER = lazy(r"(?:YY|YYYY|MM|DD|HH|SS|(.)\1+)+")  # "YYYYMMDD", "XXX"
_LONG = 5
_RULE = "unexplained-abbreviation"


def unexplained_in(page: PageText, site: SiteGlossary) -> list[str]:
    """Give the abbreviations on a page that no term explains and no setting allows.

    Args:
        page: What a reader sees.
        site: The glossary; one without terms could explain nothing, and tells of that.

    Returns:
        A name for each place; addresses, and what the author explains with ``abbr``, left out.
    """
    text = page.visible.cased
    if not site.slugs or all(map(site.explains, set(ABBREVIATION.findall(text)))):
        return []
    found: list[str] = []
    explained: set[str] = set()
    no_name = cache(lambda: _no_abbreviations(page, site))  # slow, and seldom asked
    for token in _TOKEN.finditer(text):
        if token[0].islower() or _ADDRESS.search(token[0]):
            continue
        for match in ABBREVIATION.finditer(text, *token.span()):
            name, why_not = match[0].removesuffix("s"), page.reason(*match.span())
            if "<abbr>" in why_not:
                explained.add(name)
            elif why_not or _is_known(text, match, name, site):
                continue
            elif match.start() not in no_name():
                found.append(name)
    return [name for name in found if name not in explained]


def unexplained_abbreviations(
    site: SiteGlossary, source: Callable[[str], str]
) -> Iterator[Problem]:
    """Tell of each abbreviation once, with its places counted.

    Args:
        site: The glossary, with every page read.
        source: Gives the file of a page by its path.
    """
    places: dict[str, list[str]] = {}
    for path, names in sorted(site.usage.unexplained.items()):
        for name in names:
            places.setdefault(name, []).append(path)
    # A longer word that pages have in small letters, too, only shouts.
    long = {name.lower() for name in places if len(name) >= _LONG}
    texts = [use.html for use in site.usage.by_page.values()] if long else []
    said = {w for w in long if any(w in html and re.search(rf"\b{w}\b", html) for html in texts)}
    for name, paths in places.items():
        if name.lower() not in said:
            document, _ = read_document(site.shown(paths[0]), source(paths[0]))
            text = without_code(document.in_place)[0]
            first = re.search(rf"(?<![\w-]){name}s?(?!\w)", text)
            place = place_of(text, first.start()) if first else (0, 0)
            count = f" ({len(paths)} places)" if len(paths) > 1 else ""
            what = f"no term explains the abbreviation `{name}`{count}"
            setting = site.config_file.named("abbreviations")
            mend = f"write it out, add a term, or list it under `{setting}`"
            # Its lines stand in the page, or a word in capitals is told of as such, or its source,
            # which cannot be read, explains it.
            broken = f"front-matter {document.path}", f"capitals {document.path}:{place[0]}"
            causes = *broken, "bibliography"
            yield Problem(document.path, *place, _RULE, what, mend, because_of=causes)


def _is_known(text: str, match: re.Match[str], name: str, site: SiteGlossary) -> bool:
    """Tell whether capitals are a form of a term, allowed, a number, or to be filled in."""
    whole = _COMPOUND.match(text, match.start())
    written = (match[0], name, whole[0] if whole else name)
    return (
        name in _WORDS
        or any(pattern.fullmatch(name) for pattern in (_NUMERAL, _PLACEHOLDER))
        or any(form in site.settings.abbreviations or site.explains(form) for form in written)
    )


def _no_abbreviations(page: PageText, site: SiteGlossary) -> Set[int]:
    """Give the places where capitals are only loud, or a part of a term."""
    spans = [(match.start, match.end) for match in site.matcher.find(page.visible)]
    for run in _SHOUTED.finditer(page.visible.cased):
        spans += _loud(run)
    return {place for span in spans for place in range(*span)}


def _loud(run: re.Match[str]) -> list[tuple[int, int]]:
    """Give the words of a run of capitals that are only loud: not "NHS UK", nor "NHS" in it.

    No English word of more than one letter is without a vowel, and few have two letters.
    """
    words = [word for word in _LOUD_WORD.finditer(run[0]) if _VOWEL.search(word[0])]
    if all(len(word[0]) == 2 and word[0] not in _SHORT_WORDS for word in words):
        return []
    return [(run.start() + word.start(), run.start() + word.end()) for word in words]
