"""Checks of the abbreviations that pages use: a term, or a setting, has to know each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from glossary_cards.checks.written_page import WrittenPage, blanked
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.text import ABBREVIATION, visible
from glossary_cards.languages.chosen import primary
from glossary_cards.site import SiteGlossary

_CAPITALS = re.compile(r"[A-Z][a-z]?[A-Z]+")
_QUIET = "abbr|code|dfn|kbd|math|pre|samp|script|style|svg|template|textarea|var"
_FOREIGN = re.compile(
    r"<([a-z][\w-]*)\b[^<>]*?\slang=[\"']?(?P<language>[\w-]+)[^<>]*>.*?</\1\s*>", re.S | re.I
)
_NO_WORDS = re.compile(
    r"""</?[a-z][^<>]*> | \[\^[^\]]*\] | \{[^{}\n]*\} | &\#?\w+;
    | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\) | (?<=\])\[[^\]\n]*\]
    | ^[ ]{0,3}\*?\[(?!\^)[^\]\n]+\]:[^\n]*
    | \$\$.*?\$\$ | \$(?!\s)[^$\n]*(?<!\s)\$(?!\d) | \\\(.*?\\\) | \\\[.*?\\\]""",
    re.S | re.M | re.I | re.X,
)
_EXPLAINED = re.compile(r"<abbr\b[^<>]*>([^<>]+)</abbr|^[ ]{0,3}\*\[([^\]\n]+)\]:", re.M | re.I)
_TOKEN = re.compile(r"[^\s()\[\]<>\"'“”‘’|*,;]+")
_ADDRESS = re.compile(r"://|[@_]|\.\w|:[\w/\\]|\A[/#.~]")
_COMPOUND = re.compile(r"\w+(?:-\w+)*")
_NUMERAL = re.compile(r"[IVX]{2,}|[IVXLCDM]{4,}")
_SHOUTED = re.compile(
    r"(?<![\w'’-])[A-Z][A-Z'’]+(?::? (?:[AI] )?[A-Z][A-Z'’]+)+(?![\w-])|\*\*[A-Z]+\*\*|__[A-Z]+__"
)
_NO_VOWEL = re.compile(r"[^AEIOUY]+")
_SHORT_WORDS = frozenset(
    "AM AN AS AT BE BY DO GO HA HE HI IF IN IS IT ME MY NO OF OH ON OR OX SO TO UP US WE".split()
)
"""English words of two letters, which a run of capitals holds where it is emphasis."""

_WORDS = frozenset(
    "OK NO NOT YES NOW STOP HELP CALL MUST NEVER ALWAYS ONLY PLEASE NOTE READ".split()
)
"""English words that stand in capitals alone, for emphasis, and need no explanation."""


def unexplained_abbreviations(written: WrittenPage) -> Iterator[Problem]:
    """Find abbreviations that nothing explains, each once a page.

    Args:
        written: The page.
    """
    if not written.site.has_terms:
        return  # that none is there is told of, and nothing could be explained
    told = set()
    for offset, name in _unexplained_in_text(written):
        told.add(name)
        yield written.problem(offset, "unexplained-abbreviation", *_not_explained(name))
    for name in _unexplained_in_title(written):
        if name not in told:
            rule = "unexplained-abbreviation"
            yield written.document.problem(("title",), rule, *_not_explained(name))


def _unexplained_in_text(written: WrittenPage) -> Iterator[tuple[int, str]]:
    """Find the first place of each abbreviation in the page's text, and what it is."""
    site, markdown = written.site, written.markdown
    if not _may_be_unexplained(site, markdown) or not any(
        not site.explains(name) for name in ABBREVIATION.findall(markdown)
    ):
        return
    seen = {name for pair in _EXPLAINED.findall(written.text) for name in pair}
    for offset, name in _unexplained_names(site, _plain_words(written)):
        if name not in seen:
            seen.add(name)
            yield offset, name


def _unexplained_in_title(written: WrittenPage) -> Iterator[str]:
    """Find the abbreviations in the title that the front matter gives."""
    title = written.page.meta.get("title")
    if not isinstance(title, str) or not _may_be_unexplained(written.site, title):
        return
    if ("title",) in written.document.places:  # a hook may have given the page its title
        yield from dict.fromkeys(name for _, name in _unexplained_names(written.site, title))


def _may_be_unexplained(site: SiteGlossary, text: str) -> bool:
    """Tell whether capitals stand together in a text that are no term and not allowed."""
    names = set(_CAPITALS.findall(text))
    return any(map(site.is_suspect, names.difference(site.settings.abbreviations)))


def _not_explained(name: str) -> tuple[str, str]:
    what = f"no term explains the abbreviation `{name}`"
    return what, "write it out, add a term, or list it under `extra.glossary.abbreviations`"


def _unexplained_names(site: SiteGlossary, text: str) -> Iterator[tuple[int, str]]:
    """Find abbreviations that no term explains and no setting allows, addresses left out."""
    allowed = site.settings.abbreviations
    is_other: Callable[[int], bool] | None = None
    for token in _TOKEN.finditer(text):
        if _ADDRESS.search(token[0]):
            continue
        for match in ABBREVIATION.finditer(text, *token.span()):
            name = match[0].removesuffix("s")
            whole = _COMPOUND.match(text, match.start())
            written = (match[0], name, whole[0] if whole else name)
            if _NUMERAL.fullmatch(name) or name in _WORDS:
                continue
            if any(f in allowed or site.explains(f) for f in written):
                continue
            is_other = is_other or _no_abbreviation(site, text)
            if not is_other(match.start()):
                yield match.start(), name


def _no_abbreviation(site: SiteGlossary, text: str) -> Callable[[int], bool]:
    """Give what tells of a place whether capitals there are only loud, or a part of a term."""
    spans = [(match.start, match.end) for match in site.matcher.find(visible(text))]
    spans += [span for match in _SHOUTED.finditer(text) for span in _loud(match)]
    spans.sort()
    starts = [start for start, _ in spans]
    furthest = list(accumulate((end for _, end in spans), max, initial=0))
    return lambda place: place < furthest[bisect_right(starts, place)]


def _loud(shouted: re.Match[str]) -> list[tuple[int, int]]:
    """Give the words of a run of capitals that are only loud: not "NHS UK", nor "NHS" in it.

    No English word of more than one letter is without a vowel, and few have two letters.
    """
    words = list(re.finditer(r"[A-Z'’]{2,}", shouted[0]))
    if len(words) == 1:
        return [shouted.span()]
    loud = [word for word in words if not _NO_VOWEL.fullmatch(word[0])]
    if all(_is_hardly_a_word(word[0]) for word in loud):
        return []
    first = shouted.start()
    return [(first + word.start(), first + word.end()) for word in loud]


def _is_hardly_a_word(word: str) -> bool:
    return len(word) == 2 and word not in _SHORT_WORDS


def _plain_words(written: WrittenPage) -> str:
    """Blank out, keeping every place, all that is no text in the page's own language."""
    quiet = "|".join([_QUIET, *map(re.escape, written.site.settings.skip_elements)])
    own = primary(written.page.language)

    def without_foreign(match: re.Match[str]) -> str:
        return match[0] if primary(match["language"]) == own else blanked(match)

    lost = re.compile(rf"(?:[^\n]*\n){{{written.lost_lines}}}")
    text = lost.sub(blanked, written.text, count=1)
    text = re.sub(rf"<({quiet})\b[^<>]*>.*?</\1\s*>", blanked, text, flags=re.S | re.I)
    return _NO_WORDS.sub(blanked, _FOREIGN.sub(without_foreign, text))
