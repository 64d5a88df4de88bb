"""Checks of one page as its author wrote it: links to terms, abbreviations, the page's options.

They look at Markdown, since only there has every mistake a line and a column. A page without
mistakes is told from others at a glance: what is looked at closely is looked at slowly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mindinmind.glossary.languages import primary
from mindinmind.glossary.paths import composed
from mindinmind.glossary.placing import misplaced_page
from mindinmind.glossary.settings import with_severity
from mindinmind.glossary.site import SiteGlossary, SourcePage
from mindinmind.glossary.term_checks import no_such_term
from mindinmind.glossary.text import ABBREVIATION, visible
from mindinmind.problems import Problem, nearest, shown, without_quotes
from mindinmind.sources import lost_front_matter, may_be_lost, read_document

_CAPITALS = re.compile(r"[A-Z][a-z]?[A-Z]+")
_CODE_OR_COMMENT = re.compile(
    r"""^(`{3,}|~{3,}).*?^\1 | (`+)(?!`).*?(?<!`)\2(?!`) | <!--(?P<comment>.*?)-->
    | ^[ ]{0,3}<(?P<raw>pre|script|style|textarea)\b[^<>]*>.*?</(?P=raw)\s*>
    | (?<!\\)\\\[[^\[\]\n]*\](?=\()""",
    re.S | re.M | re.X,
)
_OPENS_BLOCK = re.compile(r"[*+-] |\d+[.)] |[!?]{3}|===|\[\^|: ")
_LINK = re.compile(
    r"""(?: \]\(\s* | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]* | \bhref=["']? )
        (?: <(?P<bracketed>[^<>\n]+\.md)[#>] | (?P<plain>[^\s()<>"'#]+\.md)(?=[\s)#"'>]|\Z) )""",
    re.M | re.X,
)
_MAYBE_OURS = re.compile(r"<!--\s*([gnt].*?)-->", re.S | re.I)
_HALF_CLOSED = re.compile(r"<!--\s*(?P<comment>terms\s*:\s*(?:on|off))\s*[-–—]?>", re.I)
_SWITCH = re.compile(r"terms\s*:\s*(on|off)", re.I)
_NEARLY_SWITCH = re.compile(r"(?P<name>\w+)\s*(?P<mark>[:=-]?)\s*(?P<state>.*)", re.S)
_NO_TERMS = re.compile(r"no[-_ ]terms?", re.I)
_STATES = frozenset("start stop end disable enable false true skip no yes".split())
_INDEX = "glossary: index"

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


@dataclass(frozen=True)
class _Close:
    """A page that is looked at closely.

    Attributes:
        site: The glossary.
        page: What is known of the page.
        path: Its file as problems name it.
        text: Its Markdown, code and comments blanked out, every place kept.
        comments: Offset and text of each comment outside code.
    """

    site: SiteGlossary
    page: SourcePage
    path: str
    text: str
    comments: list[tuple[int, str]]

    def problem(self, offset: int, rule: str, what: str, mend: str) -> Problem:
        """Make a problem at an offset of the text."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        return Problem(self.path, line, column, rule, what, mend)


def check_text(
    site: SiteGlossary, page: SourcePage, markdown: str, source: Callable[[], str]
) -> list[Problem]:
    """Check what an author wrote: links to terms, abbreviations, the page's own options.

    Args:
        site: The glossary.
        page: The page.
        markdown: Its Markdown without front matter.
        source: Gives the whole file; asked for only where there is a problem to place.
    """
    problems = [*_lost_options(site, page, markdown, source), *_options(site, page, source)]
    checks = _needed(site, page, markdown)
    if checks:
        close = _looked_at(site, page, markdown)
        found = [problem for check in checks for problem in check(close)]
        shift = source().count("\n") - markdown.count("\n") if found else 0
        problems += [replace(p, line=p.line + shift) for p in found]
    problems += misplaced_page(site, page, markdown, source)
    told = {problem.what for problem in problems}
    problems += [p for p in _unexplained_in_title(site, page, source) if p.what not in told]
    return with_severity(problems, site.settings)


def _needed(
    site: SiteGlossary, page: SourcePage, markdown: str
) -> list[Callable[[_Close], Iterator[Problem]]]:
    """Tell at a glance, which must be a quick one, what may be wrong with a page."""
    checks: list[Callable[[_Close], Iterator[Problem]]] = []
    folder = f"{site.settings.folder}/"
    may_link = folder in markdown or (page.path.startswith(folder) and ".md" in markdown)
    if may_link and any(_dead_slugs(site, page, markdown)):
        checks.append(_dead_links)
    if "<!--" in markdown and (
        any(map(_is_ours, _MAYBE_OURS.findall(markdown))) or _HALF_CLOSED.search(markdown)
    ):
        checks.append(_comments)
    if _may_be_unexplained(site, markdown) and any(
        not site.explains(name) for name in ABBREVIATION.findall(markdown)
    ):
        checks.append(_unexplained)
    return checks


def _may_be_unexplained(site: SiteGlossary, text: str) -> bool:
    """Tell whether capitals stand together in a text that are no term and not allowed."""
    names = set(_CAPITALS.findall(text))
    return any(map(site.is_suspect, names.difference(site.settings.abbreviations)))


def _looked_at(site: SiteGlossary, page: SourcePage, markdown: str) -> _Close:
    text, comments = without_code(markdown)
    return _Close(site, page, f"{site.docs_path}/{page.path}", text, comments)


def without_code(markdown: str) -> tuple[str, list[tuple[int, str]]]:
    """Blank out code and comments, keeping every place.

    Args:
        markdown: The text of a page.

    Returns:
        The text, and offset and text of each comment.
    """
    comments = []

    def blanked(match: re.Match[str]) -> str:
        if match["comment"] is not None:
            comments.append((match.start(), match["comment"].strip()))
        return _blank(match)

    if "\n    " in markdown:
        markdown = _without_indented_code(markdown)
    return _CODE_OR_COMMENT.sub(blanked, markdown), comments


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_indented_code(markdown: str) -> str:
    """Blank out what stands four spaces further in than the list or the box that it is in."""
    lines = markdown.split("\n")
    contents = [(-1, 0)]  # indents of the lines above, each with that of what stands in it
    after_blank, in_code = True, False
    for number, line in enumerate(lines):
        text = line.lstrip(" ")
        if not text.strip():
            after_blank = True
            continue
        indent = len(line) - len(text)
        in_code = in_code and indent >= contents[-1][1] + 4
        if after_blank and not in_code:
            while contents[-1][0] >= indent:
                contents.pop()
            in_code = indent >= contents[-1][1] + 4
        after_blank = False
        if in_code:
            lines[number] = " " * len(line)
            continue
        while contents[-1][0] >= indent:
            contents.pop()
        contents.append((indent, indent + 4 if _OPENS_BLOCK.match(text) else indent))
    return "\n".join(lines)


# -- links by hand -------------------------------------------------------------------------


def _dead_slugs(site: SiteGlossary, page: SourcePage, text: str) -> Iterator[tuple[int, str]]:
    """Find links to term files that do not exist: where each begins and what it names."""
    for match in _LINK.finditer(text):
        kind = "plain" if match["plain"] else "bracketed"
        slug = site.slug_of_source_link(page.path, match[kind])
        if slug is not None and not site.has_term(slug):
            yield match.start(kind), slug


def _dead_links(close: _Close) -> Iterator[Problem]:
    """Find an author's links to term files that do not exist."""
    for offset, slug in _dead_slugs(close.site, close.page, close.text):
        said = no_such_term(slug, close.site.near_slugs)
        yield close.problem(offset, "dead-term-link", *said)


# -- comments that switch -------------------------------------------------------------------


def _is_ours(comment: str) -> bool:
    """Tell whether a comment is one of the glossary's switches or was meant to be."""
    return bool(_state(comment)) or _is_nearly_index(comment)


def _state(comment: str) -> str:
    """Read a switch: ``on``, ``off``, ``?`` for one that cannot be read, empty for no switch."""
    comment = comment.strip()
    if right := _SWITCH.fullmatch(comment):
        return right[1].lower()
    if _NO_TERMS.fullmatch(comment):
        return "?"
    match = _NEARLY_SWITCH.fullmatch(comment)
    if not match or not nearest(match["name"].lower(), ["terms"], 0.85):
        return ""
    known = match["mark"] and match["state"].lower() in _STATES
    return "?" if known or _nearest_state(match["state"]) else ""


def _nearest_state(text: str) -> str:
    return nearest(text.lower(), ["off", "on"], 0.75)


def _meant(comment: str) -> str:
    """Tell which state a switch that cannot be read was to bring, if that is clear."""
    match = _NEARLY_SWITCH.fullmatch(comment)
    return (
        "off" if _NO_TERMS.fullmatch(comment) else _nearest_state(match["state"] if match else "")
    )


def _is_nearly_index(comment: str) -> bool:
    words = " ".join(re.findall(r"\w+", comment.lower()))
    return bool(nearest(words, ["glossary index"], 0.8))


def _comments(close: _Close) -> Iterator[Problem]:
    """Check that the glossary's comments can be read and do what they say."""
    half = [(match.start(), match) for match in _HALF_CLOSED.finditer(close.text)]
    for offset, comment in close.comments:  # one without an end goes on to that of the next
        if match := _HALF_CLOSED.match(f"<!-- {comment}"):
            half.append((offset, match))
    for offset, match in half:
        what = f"`{' '.join(match[0].split())}` has no end"
        yield close.problem(offset, "page-option", what, f"write `{_as_comment(match['comment'])}`")
    yield from _unread_switches(close)
    if not half:
        yield from _balance(close)


def _unread_switches(close: _Close) -> Iterator[Problem]:
    """Find comments that are misspelt, or that Markdown moves."""
    leading = None
    for offset, comment in close.comments:
        start = close.text.rfind("\n", 0, offset) + 1
        if _state(comment) == "?":
            yield close.problem(offset, "page-option", *_unreadable_switch(comment))
        elif _state(comment) and leading == start:
            what = f"`{_as_comment(comment)}` moves to the end of the page"
            mend = "put it on a line of its own: the line begins with another comment"
            yield close.problem(offset, "page-option", what, mend)
        if offset - start < 4 and not close.text[start:offset].strip():
            leading = start
        if close.site.is_index(close.page.path) and _is_nearly_index(comment) and comment != _INDEX:
            what = f"`{_as_comment(comment)}` does nothing"
            mend = f"did you mean `{_as_comment(_INDEX)}`?"
            yield close.problem(offset, "page-option", what, mend)


def _balance(close: _Close) -> Iterator[Problem]:
    """Check that what is off goes on again, misspelt switches taken as they were meant."""
    off_at: int | None = None
    for offset, comment in close.comments:
        state = _state(comment)
        if state == "?" and not (state := _meant(comment)):
            return
        if state and (state == "off") == (off_at is not None):
            if _state(comment) != "?":
                mend = f"take this `<!-- terms: {state} -->` out"
                yield close.problem(offset, "page-option", f"terms are {state} already here", mend)
        elif state:
            off_at = offset if state == "off" else None
    if off_at is not None:
        what = "terms are off from here to the end of the page"
        mend = (
            "write `<!-- terms: on -->` where they are to be linked again, or, for the whole "
            "page, `terms: false` in its front matter"
        )
        yield close.problem(off_at, "terms-left-off", what, mend)


def _unreadable_switch(comment: str) -> tuple[str, str]:
    """Say that a comment does nothing, and what was probably meant."""
    state = _meant(comment)
    mend = "write `<!-- terms: off -->` or `<!-- terms: on -->`"
    if state:
        mend = f"did you mean `<!-- terms: {state} -->`?"
    return f"`{_as_comment(comment)}` does nothing", mend


def _as_comment(text: str) -> str:
    return f"<!-- {' '.join(text.split())} -->"


# -- abbreviations --------------------------------------------------------------------------


def _unexplained(close: _Close) -> Iterator[Problem]:
    """Find abbreviations that nothing explains, each once a page."""
    seen = {name for pair in _EXPLAINED.findall(close.text) for name in pair}
    for offset, name in _unexplained_names(close.site, _plain_words(close)):
        if name not in seen:
            seen.add(name)
            yield close.problem(offset, "unexplained-abbreviation", *_not_explained(name))


def _unexplained_in_title(
    site: SiteGlossary, page: SourcePage, source: Callable[[], str]
) -> Iterator[Problem]:
    """Find abbreviations that nothing explains in the title that the front matter gives."""
    title = page.meta.get("title")
    if not isinstance(title, str) or not _may_be_unexplained(site, title):
        return
    document, _ = read_document(f"{site.docs_path}/{page.path}", source())
    if ("title",) in document.places:  # a term's page has its headword for a title
        for name in dict.fromkeys(name for _, name in _unexplained_names(site, title)):
            rule = "unexplained-abbreviation"
            yield document.problem(("title",), rule, *_not_explained(name))


def _not_explained(name: str) -> tuple[str, str]:
    what = f"no term explains the abbreviation `{name}`"
    return what, "write it out, add a term, or list it under `extra.glossary.abbreviations`"


def _unexplained_names(site: SiteGlossary, text: str) -> Iterator[tuple[int, str]]:
    """Find abbreviations that no term explains and no setting allows, addresses left out."""
    allowed = site.settings.abbreviations
    words: list[tuple[int, int]] | None = None
    for token in _TOKEN.finditer(text):
        if _ADDRESS.search(token[0]):
            continue
        for match in ABBREVIATION.finditer(text, *token.span()):
            name = match[0].removesuffix("s")
            whole = _COMPOUND.match(text, match.start())
            written = (match[0], name, whole[0] if whole else name)
            if _NUMERAL.fullmatch(name) or any(f in allowed or site.explains(f) for f in written):
                continue
            if words is None:
                words = _not_abbreviations(site, text)
            if not any(start <= match.start() < end for start, end in words):
                yield match.start(), name


def _not_abbreviations(site: SiteGlossary, text: str) -> list[tuple[int, int]]:
    """Find where capitals are only loud, and where they are a part of a longer term."""
    terms = [(match.start, match.end) for match in site.matcher.find(visible(text))]
    return terms + [match.span() for match in _SHOUTED.finditer(text)]


def _plain_words(close: _Close) -> str:
    """Blank out, keeping every place, all that is no text in the page's own language."""
    quiet = "|".join([_QUIET, *map(re.escape, close.site.settings.skip_elements)])
    own = primary(close.page.language)

    def without_foreign(match: re.Match[str]) -> str:
        return match[0] if primary(match["language"]) == own else _blank(match)

    text = re.sub(rf"<({quiet})\b[^<>]*>.*?</\1\s*>", _blank, close.text, flags=re.S | re.I)
    return _NO_WORDS.sub(_blank, _FOREIGN.sub(without_foreign, text))


# -- the page's own option ------------------------------------------------------------------


def _lost_options(
    site: SiteGlossary, page: SourcePage, markdown: str, source: Callable[[], str]
) -> Iterator[Problem]:
    """Say why the front matter of a page counts for nothing: MkDocs leaves it in the text."""
    if page.meta or not may_be_lost(markdown) or site.slug_of_source(page.path):
        return
    document, problems = read_document(f"{site.docs_path}/{page.path}", source())
    lost = lost_front_matter(document)
    yield from [*problems, lost] if lost else problems


def _options(site: SiteGlossary, page: SourcePage, source: Callable[[], str]) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option."""
    yield from _misspelt_options(site, page, source)
    if "terms" not in page.meta:
        return
    options: Any = page.meta["terms"]
    text = source()
    if (options is None or isinstance(options, bool)) and text.count("\nterms:") < 2:
        return
    document, problems = read_document(f"{site.docs_path}/{page.path}", text)
    yield from (p for p in problems if p.what.startswith("`terms`"))  # given twice
    if options is None or isinstance(options, bool):
        return
    skip = options.get("skip") if isinstance(options, dict) else None
    if not isinstance(skip, list) or set(options) != {"skip"}:
        mend = "write `terms: false`, or `terms: {skip: [bpd]}`"
        if isinstance(without_quotes(options), bool):
            mend = "take the quotation marks off"
        yield document.problem(("terms",), "page-option", f"`terms` is {shown(options)}", mend)
        return
    for index, slug in enumerate(skip):
        if not isinstance(slug, str) or not site.has_term(composed(slug)):
            mend = site.near_slugs.meant(str(slug), "use the file name of a term")
            what = f"there is no term {shown(slug)}"
            yield document.problem(("terms", "skip", index), "page-option", what, mend)


def _misspelt_options(
    site: SiteGlossary, page: SourcePage, source: Callable[[], str]
) -> Iterator[Problem]:
    """Find what was meant as the ``terms:`` option: a key much like it, with such a value."""
    for key, value in page.meta.items():
        if key == "skip" and page.meta.get("terms", key) is None:
            what, mend = (
                "`skip` stands beside `terms`, not below it",
                "begin the line with two spaces",
            )
        elif (
            isinstance(value, bool) or (isinstance(value, dict) and "skip" in value)
        ) and _is_nearly_terms(key):
            what, mend = f"`{key}` is not read", "did you mean `terms`?"
        else:
            continue
        if not site.slug_of_source(page.path):
            document, _ = read_document(f"{site.docs_path}/{page.path}", source())
            yield document.problem((key,), "page-option", what, mend)


def _is_nearly_terms(key: object) -> bool:
    if not isinstance(key, str) or key == "terms":
        return False
    name = key.lower()
    return sorted(name) == sorted("terms") or bool(nearest(name, ["terms"], 0.88))
