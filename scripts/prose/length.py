"""Sentences, paragraphs and pages that ask too much of a tired reader."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pyphen import Pyphen

from glossary_cards.diagnostics.problem import Problem
from prose.pages import FOR_ALL, LIMITS, Page, Reader
from prose.text import Block, Kind, plain_text, sentences

GRADE = 8
"""Years of school that a page for readers may ask for: a tripwire, and no promise to anybody."""

DEFINITION_GRADE = 7
"""The same for a definition, which is met in the middle of other reading."""
FEWEST = 10
"""Words from which a grade says something of a page."""
SHORT, MANY = 6, 30
"""Words of a short sentence; sentences in paragraphs from which a page has a rhythm."""

_RUNNING = (Kind.PARAGRAPH, Kind.ITEM)
_SPOKEN = (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.CELL, Kind.CAPTION, Kind.HEADING)


def mean_sentence(page: list[Block]) -> float:
    """Give the mean number of words of a page's sentences in paragraphs and lists.

    Headings, table cells and dialogue are left out: they are short and would flatter the page.
    """
    counts = [s.words for block in page if block.kind in _RUNNING for s in sentences(block.text)]
    return sum(counts) / len(counts) if counts else 0.0


def length_problems(page: Page) -> Iterator[Problem]:
    """Find sentences and paragraphs over the limits of the page's readers.

    Args:
        page: The page.

    Yields:
        One problem for each sentence or paragraph that is too long, and one when the page's
        sentences are too long on average.
    """
    limits = LIMITS.get(page.reader)
    if not limits:
        return
    for block in page.blocks:
        found = sentences(block.text) if block.kind in _SPOKEN else []
        for sentence in found:
            if sentence.words > limits.longest:
                what = f"this sentence has {sentence.words} words, over {limits.longest}"
                mend = "cut it in two, or leave something out"
                yield page.problem(block.offsets[sentence.start], "long-sentence", what, mend)
        if block.kind is Kind.PARAGRAPH and 0 < limits.paragraph < len(found):
            what = f"this paragraph has {len(found)} sentences, over {limits.paragraph}"
            mend = "start a new paragraph, or make a list of it"
            yield page.problem(block.offsets[0], "long-paragraph", what, mend)
    mean = mean_sentence(page.blocks)
    if mean > limits.mean:
        what = f"sentences here have {mean:.1f} words on average, over {limits.mean:g}"
        path, line = page.document.path, page.document.body_line
        mend = "shorten the longest of them"
        yield Problem(path, line, 0, "long-sentences", what, mend)
    yield from _marching(page)


def _marching(page: Page) -> Iterator[Problem]:
    """Say when more than a third of a page's sentences are short: read aloud, it marches."""
    if page.reader is not Reader.EVERYONE or page.document.path.startswith("docs/easier/"):
        return
    running = [block for block in page.blocks if block.kind is Kind.PARAGRAPH]
    short = [found.words <= SHORT for block in running for found in sentences(block.text)]
    if len(short) >= MANY and sum(short) > len(short) / 3:
        what = f"{sum(short)} of {len(short)} sentences have {SHORT} words or fewer"
        path, line = page.document.path, page.document.body_line
        yield Problem(
            path, line, 0, "choppy", what, "read it aloud, and join what belongs together"
        )


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
        yield Problem(page.document.path, page.document.body_line, 0, "reading-grade", what, mend)
    grade = reading_grade(str(page.document.meta.get("definition") or ""))
    if page.is_term and grade > DEFINITION_GRADE:
        what = f"the definition reads at grade {grade:.1f}, over {DEFINITION_GRADE}"
        found = page.document.problem(("definition",), "reading-grade", what, mend)
        rules = "definition-markup", "long-definition", "missing-definition"
        yield replace(found, because_of=tuple(f"{rule} {found.path}" for rule in rules))
