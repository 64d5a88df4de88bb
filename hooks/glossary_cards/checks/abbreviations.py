"""Checks of the abbreviations that pages use: a term, or a setting, has to know each.

Each is told of once for a whole site, where it stands first, with its places counted. Capitals
that name a file, stand for something to fill in, or only shout are no abbreviation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from glossary_cards.checks.written_page import WrittenPage, blank, blanked, pairs
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.text import ABBREVIATION, visible
from glossary_cards.languages.chosen import primary
from glossary_cards.site import SiteGlossary

_CAPITALS = re.compile(r"[A-Z][a-z]?[A-Z]+")
_QUIET = "abbr|code|dfn|kbd|math|pre|samp|script|style|svg|template|textarea|var"
_NO_WORDS = re.compile(
    r"""</?[a-z][^<>]*> | \[\^[^\]]*\] | \{[^{}\n]*\} | &\#?\w+;
    | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\) | (?<=\])\[[^\]\n]*\]
    | ^[ ]{0,3}\*?\[(?!\^)[^\]\n]+\]:[^\n]* | \$(?!\s)[^$\n]*(?<!\s)\$(?!\d)""",
    re.M | re.I | re.X,
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
    "OK NO NOT YES NOW STOP HELP CALL MUST NEVER ALWAYS ONLY PLEASE NOTE READ"
    " README TODO FIXME NOTICE INDEX".split()
)
"""English words that stand in capitals alone, for emphasis, and names of files."""

_PLACEHOLDER = re.compile(r"(?:YY|YYYY|MM|DD|HH|SS|(.)\1+)+")  # "YYYYMMDD", "XXX"
_LONG = 5
_RULE = "unexplained-abbreviation"


def unexplained_abbreviations(written: WrittenPage) -> Iterator[Problem]:
    """Find abbreviations that nothing explains, in every place where they stand.

    Args:
        written: The page.
    """
    if not written.site.has_terms:
        return  # that none is there is told of, and nothing could be explained
    for offset, name in _unexplained_in_text(written):
        yield written.problem(offset, _RULE, *_not_explained(name))
    for name in _unexplained_in_title(written):
        yield written.document.problem(("title",), _RULE, *_not_explained(name))


def told_once(problems: Iterable[Problem], pages: Callable[[], Iterable[str]]) -> list[Problem]:
    """Tell of each abbreviation once, with its places counted.

    Args:
        problems: All problems of a site.
        pages: Gives the HTML of its pages, in which a word that only shouts has small letters, too.
    """
    found: dict[str, list[Problem]] = {}
    rest = []
    for problem in problems:
        if problem.rule == _RULE:
            found.setdefault(problem.what, []).append(problem)
        else:
            rest.append(problem)
    names = {what: what.split("`")[1] for what in found}
    long = {name.lower() for name in names.values() if len(name) >= _LONG}
    said = {w for html in (pages() if long else ()) for w in long if re.search(rf"\b{w}\b", html)}
    for what, same in found.items():
        if names[what].lower() not in said:
            count = f" ({len(same)} places)" if len(same) > 1 else ""
            rest.append(replace(min(same), what=f"{what}{count}"))
    return rest


def _unexplained_in_text(written: WrittenPage) -> Iterator[tuple[int, str]]:
    """Find each place of an abbreviation in the page's text, and what it is."""
    site, markdown = written.site, written.markdown
    if not _may_be_unexplained(site, markdown) or not any(
        not site.explains(name) for name in ABBREVIATION.findall(markdown)
    ):
        return
    explained = {name for pair in _EXPLAINED.findall(written.text) for name in pair}
    for offset, name in _unexplained_names(site, _plain_words(written)):
        if name not in explained:
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
            if any(p.fullmatch(name) for p in (_NUMERAL, _PLACEHOLDER)) or name in _WORDS:
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
    opener = re.compile(
        rf"""<(?P<quiet>{quiet})\b[^<>]*> | (?P<maths>\$\$|\\\(|\\\[)
        | <(?P<foreign>[a-z][\w-]*)\b[^<>]*?\slang=["']?(?P<language>[\w-]+)[^<>]*>""",
        re.I | re.X,
    )
    own = primary(written.page.language)

    def closer(found: re.Match[str]) -> str:
        if found["maths"]:
            return re.escape(_MATHS_END[found["maths"]])
        if found["foreign"] and primary(found["language"]) == own:
            return ""  # it is over where it begins
        return rf"</{re.escape(found['quiet'] or found['foreign'])}\s*>"

    lost = re.compile(rf"(?:[^\n]*\n){{{written.lost_lines}}}")
    text = lost.sub(blanked, written.text, count=1)
    spans = [(found.start(), end) for found, _, end in pairs(text, opener, closer)]
    return _NO_WORDS.sub(blanked, blank(text, spans))


_MATHS_END = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
