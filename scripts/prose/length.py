"""Sentences, paragraphs and pages that ask too much of a tired reader."""

import re
from collections.abc import Iterator
from functools import cache

from pyphen import Pyphen

from glossary_cards.diagnostics.problem import Problem
from prose.pages import FOR_ALL, Page, Reader
from prose.text import Kind, plain_text, sentences

GRADE = 8
"""Years of school that a page for readers may ask for: a tripwire, and no promise to anybody."""

DEFINITION_GRADE = 7
"""The same for a definition, which is met in the middle of other reading."""
FEWEST = 10
"""Words from which a grade says something of a page."""
LONGEST, LONGEST_FOR_EXPERTS = 25, 35
"""Words in a sentence."""
PARAGRAPH = 5
"""Sentences in a paragraph that all may have to read."""
SHORT, MANY = 6, 30
"""Words of a short sentence; sentences in paragraphs from which a page has a rhythm."""

_SPOKEN = (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.CELL, Kind.CAPTION, Kind.HEADING)


def length_problems(page: Page) -> Iterator[Problem]:
    """Find sentences and paragraphs over the limits of the page's readers.

    Args:
        page: The page.

    Yields:
        One problem for each sentence or paragraph that is too long, and one when too many
        sentences are short.
    """
    if page.reader is Reader.DEVELOPER:
        return
    longest = LONGEST if page.reader in FOR_ALL else LONGEST_FOR_EXPERTS
    for block in page.blocks:
        found = sentences(block.text) if block.kind in _SPOKEN else []
        for sentence in found:
            if sentence.words > longest:
                what = f"this sentence has {sentence.words} words, over {longest}"
                mend = "cut it in two, or leave something out"
                start, causes = block.offsets[sentence.start], ("leftover", "unknown-source")
                yield page.problem(start, "long-sentence", what, mend, *causes)
        if block.kind is Kind.PARAGRAPH and page.reader in FOR_ALL and len(found) > PARAGRAPH:
            what = f"this paragraph has {len(found)} sentences, over {PARAGRAPH}"
            mend = "start a new paragraph, or make a list of it"
            yield page.problem(block.offsets[0], "long-paragraph", what, mend)
    yield from _marching(page)


def _marching(page: Page) -> Iterator[Problem]:
    """Say when more than a third of a page's sentences are short: read aloud, it marches."""
    if page.reader is not Reader.EVERYONE or page.document.path.startswith("docs/easier/"):
        return
    running = [block for block in page.blocks if block.kind is Kind.PARAGRAPH]
    short = [found.words <= SHORT for block in running for found in sentences(block.text)]
    if len(short) >= MANY and sum(short) > len(short) / 3:
        what = f"{sum(short)} of {len(short)} sentences have {SHORT} words or fewer"
        yield page.whole("choppy", what, "read it aloud, and join what belongs together")


def reading_grade(text: str) -> float:
    """Give the years of school that a text asks for, by the formula of Flesch and Kincaid.

    Source: Kincaid and others, 1975, "Derivation of new readability formulas". Sentences of one or
    two words are left out of the count, because labels would flatter a page.
    """
    words = re.sub(r"[^\w\s']", "", text.lower()).split()
    pieces = re.findall(r"\b[^.!?]+[.!?]*", text)
    count = max(1, sum(len(piece.split()) > 2 for piece in pieces))
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return round(0.39 * len(words) / count + 11.8 * syllables / len(words) - 15.59, 1)


@cache
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")


def grade_problems(page: Page) -> Iterator[Problem]:
    """Say when words for readers need more years of school than they may (Flesch-Kincaid)."""
    if page.reader not in FOR_ALL:
        return
    mend = "use shorter words and sentences where it is hardest"
    text = plain_text(page.blocks)
    grade = reading_grade(text) if len(text.split()) >= FEWEST else 0.0
    if grade > GRADE:
        what = f"this page reads at grade {grade:.1f}, over {GRADE}"
        yield page.whole("reading-grade", what, mend)
    grade = reading_grade(str(page.document.meta.get("definition") or ""))
    if page.is_term and grade > DEFINITION_GRADE:
        what = f"the definition reads at grade {grade:.1f}, over {DEFINITION_GRADE}"
        rules = "definition-markup", "long-definition", "missing-definition"
        causes = tuple(f"{rule} {page.document.path}" for rule in rules)
        yield page.document.problem(("definition",), "reading-grade", what, mend, because_of=causes)
