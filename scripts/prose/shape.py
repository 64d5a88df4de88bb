"""Headings, pictures, links, percentages and capitals."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, Severity
from mindinmind.page.drawings import ALONE
from prose.language import SPEECH
from prose.pages import FOR_ALL, Page, Reader
from prose.text import Block, Kind

_ABBREVIATIONS = "docs/_data/abbreviations.yml"
_HEADING_END = re.compile(r"\A[^\n]*")  # "{#what-helps}"
_QUOTE = re.compile(r"(?<!\d)\"")  # the mark of "so", not of 5'4"
_REFUSED = "leftover", "unsafe-html", "unclosed"
_SENTENCE = 8
"""Words of a paragraph from which it is no label."""
_PERCENT = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:%|per\s?cent\b)")  # "49.4 %", "40 per cent"
# "in 10", "in every 10", "in three"
_IN_N = re.compile(r"\bin(?: every)? \d+\b|\bin (?:ten|a hundred|two|three|four|five)\b", re.I)
_SHOUT = re.compile(r"\b[A-Z]{2,}\b")  # "NEVER", "BPD"
_SMALL_WORDS = frozenset(
    "ALL ALWAYS AND ANY ARE BUT CAN DO DONT EVER MUST NEVER NO NOT NOW ONE ONLY OR VERY WILL YES"
    " YOU YOUR".split()
)
# "self-harming", "suicidal", "wants to die", "end my life"
_PAIN = re.compile(
    r"\b(?:self-harm\w*|suicid\w*|want(?:s|ed)? to die|wish(?:es|ed)? to die"
    r"|end(?:s|ed|ing)? (?:my|your|their|his|her) (?:own )?life"
    r"|kill(?:s|ed|ing)? \w+sel(?:f|ves))\b",
    re.I,
)
# "](../help/get-help-now.md", and that page itself
_HELP = re.compile(r"(?:\]\([^)\s]*|^docs/[\w/-]*/)get-help(?:-now)?\.md")
# ![](../assets/diagrams/session.svg)
_DRAWN = re.compile(r"!\[[^\]]*\]\((?P<address>[^)\s]*assets/diagrams/[\w-]+\.svg)")


def heading_problems(page: Page) -> Iterator[Problem]:
    """Check that a page has one first-level heading, its title, and skips no level."""
    headings = [block for block in page.blocks if block.kind is Kind.HEADING]
    title = page.document.meta.get("title")
    if not page.is_term:
        yield from _first_heading(page, headings, str(title or ""))
    for before, after in pairwise(headings):
        place = after.offsets[0]
        if after.level == 1:
            what, mend = "a second first-level heading", "start it with `##`"
            mend = "take one of the two out" if after.text == headings[0].text else mend
            yield replace(page.problem(place, "heading", what, mend), about="a second title")
        elif after.level <= before.level and not _between(page, before, after):
            what = f"nothing stands below the heading “{before.text}”"
            mend = "write what it promises, or take it out"
            found = page.problem(before.offsets[0], "heading", what, mend, "leftover")
            yield replace(found, because_of=(*found.because_of, f"id {found.path}"))
        elif after.level > before.level + 1:
            what = f"the heading “{after.text}” skips a level, from {before.level} to {after.level}"
            mend = f"start it with `{'#' * (before.level + 1)}`"
            yield page.problem(place, "heading", what, mend)


def _between(page: Page, before: Block, after: Block) -> str:
    """Give what the file has between two headings; a picture or a comment is no word."""
    text = page.document.body[before.offsets[-1] + 1 : after.offsets[0]]
    return _HEADING_END.sub("", text).strip("# \n")


def _first_heading(page: Page, headings: list[Block], title: str) -> Iterator[Problem]:
    if not headings or headings[0].level != 1:
        place = headings[0].offsets[0] if headings else 0
        mend = f"start the page with `# {title or 'Title'}`"
        yield page.problem(place, "heading", "the page does not start with its title", mend)
    elif title and headings[0].text != title:
        what = f"the first heading “{headings[0].text}” is not the title “{title}”"
        found = page.problem(headings[0].offsets[0], "heading", what, "make the two the same")
        line = f"{found.path}:{page.document.place('title')[0]}"
        causes = "unsafe-html", "front-matter", "hidden-sign", "look-alike"
        yield replace(found, because_of=tuple(f"{rule} {line}" for rule in causes))


def drawing_problems(page: Page) -> Iterator[Problem]:
    """Check that each drawing, which brings its own words, stands on a line of its own."""
    body = page.document.body
    body = without_code(body)[0] if _DRAWN.search(body) else ""
    alone = {drawing.start() for drawing in ALONE.finditer(body)}
    for picture in _DRAWN.finditer(body):
        if picture.start() not in alone:
            mend = f"write `![]({picture['address']})` and nothing else on its line"
            what = "a drawing brings its own words"
            yield page.problem(picture.start(), "picture", what, mend, "dead-link", "unsafe-html")


def figure_problems(page: Page) -> Iterator[Problem]:
    """Find percentages on a reader's page without "in n" beside them."""
    if page.reader not in FOR_ALL:
        return
    for block in page.blocks:
        if block.kind is Kind.ALT or _IN_N.search(block.text):
            continue
        for match in _PERCENT.finditer(SPEECH.sub(_blank, block.text)):
            what = f"“{match[0]}” stands alone"
            mend = "write it as “about 7 in 10”, or put that beside it"
            offset = block.offsets[match.start()]
            yield page.problem(offset, "percentage", what, mend, "figure-without-citation")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def cut_problems(page: Page) -> Iterator[Problem]:
    """Find paragraphs that lost their end, and quotations that lost their other half."""
    if page.reader is Reader.DEVELOPER:
        return
    for block, after in zip_longest(page.blocks, page.blocks[1:]):
        text, last = block.text, block.offsets[-1]
        ends = page.document.body[last + 1 : last + 2].strip()  # the "]" of a link
        is_long = block.kind is Kind.PARAGRAPH and len(text.split()) >= _SENTENCE
        leads_on = after and after.kind is Kind.ITEM  # to the items that end its sentence
        if is_long and not (ends or leads_on) and (text[-1].isalnum() or text[-1] == ","):
            what, mend = "this paragraph has no stop at its end", "write what is missing, or a stop"
            causes = page.problem(block.offsets[0], "", what, mend, *_REFUSED).because_of
            found = page.problem(last, "cut-off", what, mend)
            yield replace(found, severity=Severity.WARNING, because_of=causes)
        quotes = [match.start() for match in _QUOTE.finditer(text)]
        goes_on = after and after.text[:1] in '"“'  # in the next paragraph
        if not goes_on and (len(quotes) % 2 or text.count("“") > text.count("”")):
            what = "a quotation begins or ends here, and its other half is missing"
            mend = "write a quotation mark where it ends"
            place = block.offsets[max([*quotes, text.rfind("“")])]
            yield page.problem(place, "cut-off", what, mend, *_REFUSED)


def capital_problems(page: Page, abbreviations: Collection[str]) -> Iterator[Problem]:
    """Find words in capitals that are no abbreviation.

    Args:
        page: The page.
        abbreviations: Those of the glossary and of the settings.

    Yields:
        One problem for each place. Of words with two or three letters only small everyday words
        count, since short names are many.
    """
    if page.reader is Reader.DEVELOPER:
        return
    for block in page.blocks:
        found = [
            match
            for match in _SHOUT.finditer(block.text)
            if match[0] not in abbreviations and (len(match[0]) > 3 or match[0] in _SMALL_WORDS)
        ]
        if found:  # those of one sentence or heading are told together
            what = f"{' and '.join(f'“{match[0]}”' for match in found)} is all in capitals"
            mend = f"write it small, or add it to the abbreviations in {_ABBREVIATIONS}"
            problem = page.problem(block.offsets[found[0].start()], "capitals", what, mend)
            yield replace(problem, because_of=(f"words-file {_ABBREVIATIONS}",))


def pain_problems(page: Page) -> Iterator[Problem]:
    """Check that a page which speaks of self-harm or suicide says so at its top, and links to help.

    Args:
        page: The page; a glossary entry has no room for a note at its top.
    """
    spoken = ((block, _PAIN.search(block.text)) for block in page.blocks)
    block, match = next(((block, match) for block, match in spoken if match), (None, None))
    is_help = _HELP.match(page.document.path)
    if block is None or match is None or is_help or page.reader is Reader.DEVELOPER:
        return
    lacks = {}
    if not page.is_term and not page.document.meta.get("content_note"):
        mend = "add one neutral sentence, and `skip_to` with the heading after that part"
        lacks["content-note"] = "has no `content_note`", mend
    if not _HELP.search(page.document.body):
        mend = "link to help/get-help-now.md near that part"
        lacks["help-link"] = "does not link to help", mend
    if lacks:  # told in one line
        whats, mends = zip(*lacks.values(), strict=True)
        what = f"the page speaks of “{match[0]}” and {' and '.join(whats)}"
        place = block.offsets[match.start()]
        found = page.problem(place, min(lacks), what, "; ".join(mends), "language")
        causes = f"front-matter {found.path}", f"link-text {found.path}"
        yield replace(found, because_of=(*found.because_of, *causes))
