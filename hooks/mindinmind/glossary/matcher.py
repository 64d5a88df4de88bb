"""The matcher: finds the forms of all terms in a text, in one pass.

Forms are kept in a tree of words. The text is read word by word; where a word starts a form, the
tree is followed as far as the text goes along, and the longest form wins. The cost of a text thus
depends on its length and not on the number of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from mindinmind.glossary.forms import Form
from mindinmind.glossary.text import (
    ASCII_WORD,
    BLOCK,
    OBJECT,
    Visible,
    fold,
    is_word_character,
    keep_case,
    words,
)

_SEPARATOR = re.compile(r" +|-")
_GAP = re.compile(r"\s+|-|")
_TOKEN_END = re.compile(rf"[\s()\[\]{{}}<>\",;{OBJECT}{BLOCK}]|\Z")
_PLAIN_BEFORE = frozenset(("", " ", "\n", "(", OBJECT, BLOCK))
_PLAIN_AFTER = frozenset(("", " ", "\n", ",", ")", OBJECT, BLOCK))
_IDENTIFIER = re.compile(r"@|://|_|\\|\.[^\W_]|\A[/~.]")
_CONTRACTION = 2
_SPACED = {code: " " for code in range(128) if not ASCII_WORD.match(chr(code))}


class Match(NamedTuple):
    """A form found in a text: whose it is, which, and where."""

    slug: str
    form: Form
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as the matcher knows it.

    Attributes:
        slug: The term it belongs to.
        form: The form.
        not_before: Folded words that must not follow.
        not_after: Folded words that must not stand before.
    """

    slug: str
    form: Form
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Node:
    entries: list[tuple[str | None, Entry]] = field(default_factory=list)
    children: dict[str, _Node] = field(default_factory=dict)


class Matcher:
    """Finds the forms of terms in texts; built once, used for every page."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Build the tree.

        Args:
            entries: The forms; where two are equal the earlier wins.
        """
        self._first: dict[str, _Node] = {}
        symbols = set()
        for entry in entries:
            first, *rest = _steps(fold(entry.form.text)) or ("",)
            if not first:
                continue
            if not is_word_character(first[0]):
                symbols.add(first)
            node = self._first.setdefault(first, _Node())
            for step in rest:
                node = node.children.setdefault(step, _Node())
            exact = _canonical(keep_case(entry.form.text)) if entry.form.exact else None
            node.entries.append((exact, entry))
            # An exact form is asked before one that matches in any case.
            node.entries.sort(key=lambda pair: pair[0] is None)
        self._symbols = re.compile("|".join(map(re.escape, sorted(symbols)))) if symbols else None

    def find(self, text: Visible) -> list[Match]:
        """Find every form in a text, leftmost first, longest first, without overlap.

        Args:
            text: The text, made comparable.

        Returns:
            The matches in order; offsets are those of the comparable text.
        """
        found: list[Match] = []
        reached = 0
        word = words(text.folded)
        for start, end in self._starts(text.folded, word):
            if start < reached:
                continue
            match = self._longest(text, start, end, word)
            if match is not None:
                found.append(match)
                reached = match.end
        return found

    def _starts(self, folded: str, word: re.Pattern[str]) -> list[tuple[int, int]]:
        """Give each place at which a form could start: where its first atom stands.

        Nearly all words of a text start no form, so all are asked about before any is looked for.
        """
        names = folded.translate(_SPACED).split() if word is ASCII_WORD else word.findall(folded)
        places, reached = [], 0
        for name in filter(self._first.__contains__, names):
            start, reached = _place_of(name, folded, reached, word)
            places.append((start, reached))
        if self._symbols is not None:
            places += [match.span() for match in self._symbols.finditer(folded)]
            places.sort()
        return places

    def _longest(self, text: Visible, start: int, end: int, word: re.Pattern[str]) -> Match | None:
        """Follow the tree from its first word and give the longest form that may stand here."""
        node = self._first[text.folded[start:end]]
        candidates = [(node, end)]
        while node.children:
            atom = _next_atom(text.folded, end, word)
            if atom is None:
                break
            gap, name, end = atom
            following = node.children.get(gap + name)
            if following is None and gap == "-":
                following = node.children.get(" " + name)
            if following is None:
                break
            node = following
            candidates.append((node, end))
        for node, end in reversed(candidates):
            for exact, entry in node.entries:
                if exact is not None and not _has_case(text.cased[start:end], exact):
                    continue
                if _may_stand(entry, text.folded, start, end, word):
                    return Match(entry.slug, entry.form, start, end)
        return None


def _place_of(name: str, folded: str, reached: int, word: re.Pattern[str]) -> tuple[int, int]:
    """Give where a word, known to stand somewhere after a place, stands first as a whole word."""
    start = folded.find(name, reached)
    while True:
        end = start + len(name)
        match = word.match(folded, start)
        whole = match is not None and match.end() == end
        if whole and not (start and _joined(folded[start - 1], folded[start])):
            return start, end
        start = folded.find(name, start + 1)


def _steps(folded: str) -> list[str]:
    """Split a folded form into the steps that lead to it in the tree.

    A step is an atom (a word, or one other character) with the gap before it: nothing, a space
    (which stands for a hyphen, too), or a hyphen. Only a hyphen beside a single letter is kept:
    "MBT-I" is not the "MBT I" of "after MBT I felt better".
    """
    word = words(folded)
    steps: list[str] = []
    position, before = 0, ""
    while (atom := _next_atom(folded.strip(), position, word)) is not None:
        gap, name, position = atom
        single = any(len(part) == 1 and part.isalpha() for part in (before, name))
        steps.append(("-" if gap == "-" and single else " " if gap else "") + name)
        before = name
    return steps


def _next_atom(folded: str, position: int, word: re.Pattern[str]) -> tuple[str, str, int] | None:
    """Give the gap and the atom that follow a place, and where the atom ends."""
    gap = _GAP.match(folded, position)
    start = gap.end() if gap else position
    if start >= len(folded):
        return None
    match = word.match(folded, start)
    end = match.end() if match else start + 1
    kind = "" if start == position else "-" if folded[position] == "-" else " "
    return kind, folded[start:end], end


def _has_case(text: str, exact: str) -> bool:
    """Tell whether a text has a form's own letter case; a sentence may begin with it."""
    if text == exact:
        return True
    found = _canonical(text)
    return found == exact or (found[1:] == exact[1:] and exact[0].islower() and found[0].isupper())


def _canonical(text: str) -> str:
    """Write every gap as one space, so that texts that are equal to a reader are equal."""
    return re.sub(r"\s+|-", " ", text)


def _may_stand(entry: Entry, folded: str, start: int, end: int, word: re.Pattern[str]) -> bool:
    """Tell whether the form may be linked here, by what stands round it."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    narrowed = entry.not_before or entry.not_after
    if before in _PLAIN_BEFORE and after in _PLAIN_AFTER and not narrowed:
        return True
    if before and not _may_follow(folded, start, end, before):
        return False
    if after and not _may_precede(folded, end, after, word):
        return False
    if narrowed and _is_narrowed(entry, folded, start, end, word):
        return False
    return not _in_identifier(folded, start, end)


def _may_follow(folded: str, start: int, end: int, before: str) -> bool:
    """Tell whether a form may start after this character: not after a prefix's hyphen."""
    if is_word_character(before):
        # Only a script without spaces, or a form that starts with a symbol, comes here.
        return not _joined(before, folded[start])
    if before in "-'" and start > 1 and is_word_character(folded[start - 2]):
        return before == "'" and end - start > _CONTRACTION
    return True


def _may_precede(folded: str, end: int, after: str, word: re.Pattern[str]) -> bool:
    """Tell whether a form may end before this character: not inside a contraction."""
    if is_word_character(after):
        return not _joined(folded[end - 1], after)
    if after != "'":
        return True
    tail = word.match(folded, end + 1)
    return tail is None or tail[0] == "s"


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    if not (is_word_character(left) and is_word_character(right)):
        return False
    match = words(left + right).match(left + right)
    return match is not None and match.end() == len(left + right)


def _is_narrowed(entry: Entry, folded: str, start: int, end: int, word: re.Pattern[str]) -> bool:
    """Tell whether the term's own lists forbid the neighbouring words."""
    following = word.match(folded, _GAP.match(folded, end).end())  # type: ignore[union-attr]
    if following and following[0] in entry.not_before:
        return True
    left = _SEPARATOR.split(folded[max(0, start - 60) : start].rstrip(" -"))
    return bool(left) and left[-1].strip("\"'([,.;:") in entry.not_after


def _in_identifier(folded: str, start: int, end: int) -> bool:
    """Tell whether the form is part of an address, a file name or an identifier."""
    left = start
    while left > 0 and not _TOKEN_END.match(folded[left - 1]):
        left -= 1
    right = _TOKEN_END.search(folded, end)
    tail = folded[end : right.start() if right else len(folded)]
    return bool(_IDENTIFIER.search(f"{folded[left:start]}x{tail}"))
