"""The matcher: finds the forms of all terms in a text, in one pass.

Forms are kept in a trie of words. The text is read word by word; where a word starts a form, the
trie is followed as far as the text goes along, and the longest form wins. The cost of a text thus
depends on its length and not on the number of terms.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from glossary_cards.engine import text as texts
from glossary_cards.engine.forms import Entry, Form
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import BLOCK, OBJECT, Visible, is_word_character, keep_case
from glossary_cards.languages.language import Language

_GAP = lazy(r"\s+|-|")  # " ", "-", or nothing
_PLAIN_BEFORE = frozenset(("", " ", "\n", "(", OBJECT, BLOCK))
_PLAIN_AFTER = frozenset(("", " ", "\n", ",", ")", OBJECT, BLOCK))
# the "@" of "ask@bpd.org", "://", the "." of "bpd.pdf"
_IDENTIFIER = lazy(r"@|://|_|\\|(?<!\.)\.[^\W_]|\A(?:~|\.{0,2}/|\.(?!\.))")
# "do not " before "trust": "not"
_WORD_BEFORE = lazy(rf"([^\s\-{OBJECT}{BLOCK}]+)(?:\s+|-)\Z")
# "IN NO EVENT", before the last word
_SHOUTED_BEFORE = lazy(r"([^\W\d_]{2,})[\s\u2010-\u2013-]+\Z")
_SHOUTED_AFTER = lazy(r"[\s\u2010-\u2013-]+([^\W\d_]{2,})")  # " EVENT" behind "IN NO"
# What French and Italian write before a word without a space: "l'empathie", "dell'io".
_ELISION = lazy(
    r"(?<![\w'])(?:[cdjlmnst]|(?:jus|lors|pres|puis|quoi)?qu|(?:a|de|ne|da|su|co|que|be)ll|un|quest)'\Z"
)

_ENDS_TOKEN = rf"\s()\[\]{{}}<>\",;{OBJECT}{BLOCK}"
_ENDS_TOKEN_TOO = "،؛؟۔।॥‹›\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_LONGEST_WORD = 60
_STARTS_NO_WORD = frozenset("._@")
_LETTERS_THAT_ARE_WORDS = frozenset("ai")
_CONTRACTION = 2
_LONGEST_ELISION = 8
_SPACED = {code: " " for code in range(128) if not texts.ASCII_WORD.match(chr(code))}


@cache
def _token_end(is_ascii: bool) -> re.Pattern[str]:
    """Give the pattern of what ends a token: " ", "(", "。", "不"; beyond ASCII it is large."""
    if is_ascii:
        return re.compile(rf"[{_ENDS_TOKEN}]")
    return re.compile(rf"[{_ENDS_TOKEN}{_ENDS_TOKEN_TOO}]|{texts.LETTER_OF_SPACELESS_SCRIPT}")


class Match(NamedTuple):
    """A form found in a text: whose it is, which, and where."""

    slug: str
    form: Form
    start: int
    end: int


class _Node:
    """A place in the tree: the forms that end here, and the steps that lead on."""

    __slots__ = ("children", "entries")

    def __init__(self) -> None:
        self.entries: list[tuple[str | None, Entry]] = []
        self.children: dict[str, _Node] = {}


class Matcher:
    """Finds the forms of terms in texts; built once, used for every page."""

    def __init__(self, entries: Iterable[Entry], language: Language | None = None) -> None:
        """Build the tree.

        Args:
            entries: The forms; where two are equal the earlier wins. One of no term, such as a
                longer name that holds a term's word, is found and kept to itself.
            language: Finds words inside words: base forms, and what clings to them.
        """
        self._language = language or Language()
        self._stems = self._language.stems()
        self._first: dict[str, _Node] = {}
        symbols = set()
        for entry in entries:
            first, *rest = _steps(texts.fold(entry.form.text)) or ("",)
            if not first:
                continue
            if not is_word_character(first[0]):
                symbols.add(first)
            node = self._first.setdefault(first, _Node())
            for step in rest:
                node = node.children.setdefault(step, _Node())
            exact = _canonical(keep_case(entry.form.text)).lstrip() if entry.form.exact else None
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
        word = texts.word_pattern_for(text.folded)
        surroundings = _Surroundings(text.folded, word, self._language.after_apostrophe)
        for start, end in self._starts(text, word):
            if start < reached:
                continue
            match = self._longest(text, start, end, surroundings)
            if match is not None:
                reached = match.end
                if match.slug:
                    found.append(match)
        return found

    def _starts(self, text: Visible, word: re.Pattern[str]) -> list[tuple[int, int]]:
        """Give each place at which a form could start: where its first atom stands.

        Nearly all words of a text start no form, so all are asked about before any is looked for.
        """
        folded = text.folded
        if self._stems is not None:
            spans = (match.span() for match in word.finditer(folded))
            places = [span for span in spans if any(self._first_nodes(text, *span))]
        elif word is texts.ASCII_WORD:
            places, reached = [], 0
            spaced = f" {folded.translate(_SPACED)} "
            for name in filter(self._first.__contains__, spaced.split()):
                start = spaced.find(f" {name} ", reached)
                reached = start + len(name)
                places.append((start, reached))
        else:
            places = [m.span() for m in word.finditer(folded) if m[0] in self._first]
        if self._symbols is not None:
            places += [match.span() for match in self._symbols.finditer(folded)]
            places.sort()
        return places

    def _first_nodes(self, text: Visible, start: int, end: int) -> Iterator[tuple[_Node, int, int]]:
        """Give where a word leads in the tree, and which part of it: the whole, or a stem."""
        node = self._first.get(text.folded[start:end])
        if node is not None:
            yield node, start, end
        for stem in self._stems(text.cased[start:end]) if self._stems else ():
            node = self._first.get(stem.name)
            if node is not None:
                yield node, start + stem.start, start + stem.end

    def _longest(
        self, text: Visible, start: int, end: int, surroundings: "_Surroundings"
    ) -> Match | None:
        """Follow the tree from its first word and give the longest form that may stand here."""
        best: Match | None = None
        word = surroundings.word
        for node, first, last in self._first_nodes(text, start, end):
            for found, inside, outside in reversed(self._path(text, word, node, last, end)):
                span = first, inside, start, outside
                match = self._allowed(text, found, span, surroundings)
                if match is not None:
                    best = match if best is None or match.end > best.end else best
                    break
        return best

    def _path(
        self, text: Visible, word: re.Pattern[str], node: _Node, last: int, end: int
    ) -> list[tuple[_Node, int, int]]:
        """Follow the tree from a word that ends at ``end``, of which a form takes up to ``last``.

        Returns:
            Each node on the way, with where a form that ends there ends, and where its word does.
        """
        path = [(node, last, end)]
        while node.children and last == end:
            atom = _next_atom(text.folded, end, word)
            if atom is None:
                break
            gap, name, end = atom
            following, last = node.children.get(gap + name), end
            if following is None and gap == "-":
                following = node.children.get(" " + name)
            if following is None and self._stems is not None:
                start = end - len(name)
                for stem in self._stems(text.cased[start:end]):
                    child = node.children.get(f" {stem.name}") if gap and not stem.start else None
                    if child is not None:
                        following, last = child, start + stem.end
                        break
            if following is None:
                break
            node = following
            path.append((node, last, end))
        return path

    def _allowed(
        self, text: Visible, node: _Node, span: tuple[int, int, int, int], around: "_Surroundings"
    ) -> Match | None:
        """Give the form of a node that may be linked; ``span`` is its own, then its words'."""
        first, last, start, end = span
        words = text.cased[first:last]
        for exact, entry in node.entries:
            if not _has_case(words, exact) if exact is not None else _is_shouted(text, first, last):
                continue
            if around.allow(entry, start, end):
                return Match(entry.slug, entry.form, first, last)
        return None


def _steps(folded: str) -> list[str]:
    """Split a folded form into the steps that lead to it in the tree.

    A step is an atom (a word, or one other character) with the gap before it: nothing, a space
    (which stands for a hyphen, too), or a hyphen. Only a hyphen beside a letter that is a word by
    itself is kept: "MBT-I" is not the "MBT I" of "after MBT I felt better".
    """
    word = texts.word_pattern_for(folded)
    steps: list[str] = []
    position, before = 0, ""
    while (atom := _next_atom(folded.strip(), position, word)) is not None:
        gap, name, position = atom
        kept = gap == "-" and not _LETTERS_THAT_ARE_WORDS.isdisjoint((before, name))
        before_it = "-" if kept else " " if gap else ""
        steps.append(before_it + name if steps else name)  # the hyphen of "-ism" is no part of it
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


def _is_shouted(text: Visible, start: int, end: int) -> bool:
    """Tell whether words stand in capitals among others that do: "IN NO EVENT" names no event."""
    cased = text.cased
    if not cased[start:end].isupper() or end - start < _CONTRACTION:
        return False
    before = _SHOUTED_BEFORE.search(cased, max(0, start - _LONGEST_WORD), start)
    after = _SHOUTED_AFTER.match(cased, end)
    return any(found is not None and found[1].isupper() for found in (before, after))


def _has_case(text: str, exact: str) -> bool:
    """Tell whether a text has a form's own letter case; a sentence may begin with it."""
    if text == exact:
        return True
    found = _canonical(text)
    return found == exact or (found[1:] == exact[1:] and exact[0].islower() and found[0].isupper())


def _canonical(text: str) -> str:
    """Write every gap as one space, so that texts that are equal to a reader are equal."""
    return re.sub(r"\s+|-", " ", keep_case(text))


def _is_spaceless(word: str) -> bool:
    """Tell whether a word is of a script that puts no space between words."""
    return re.match(texts.LETTER_OF_SPACELESS_SCRIPT, word) is not None


def _last_word(text: str) -> str:
    """Give the word that a text without white space ends with; empty where it ends with a sign."""
    start = len(text)
    while start and (is_word_character(text[start - 1]) or text[start - 1] == "'"):
        start -= 1
    return text[start:].lstrip("'")


class _Surroundings:
    """What stands round the forms of one text: it says where a form may be a term."""

    def __init__(self, folded: str, word: re.Pattern[str], any_ending: bool) -> None:
        self.folded = folded
        self.word = word
        self.any_ending = any_ending  # whether any may follow an apostrophe
        self._token = 0, 0  # the last unbroken run of characters that was looked at
        self._signs = 0, 0  # where the signs of an identifier start and end in it

    def allow(self, entry: Entry, start: int, end: int) -> bool:
        """Tell whether a form may be linked here."""
        before, after = self.folded[start - 1 : start], self.folded[end : end + 1]
        narrowed = entry.not_before or entry.not_after
        if before in _PLAIN_BEFORE and after in _PLAIN_AFTER and not narrowed:
            return True
        if before and not self._may_follow(before, start, end):
            return False
        if after and not self._may_precede(after, end):
            return False
        if narrowed and self._is_narrowed(entry, start, end):
            return False
        return not self._in_identifier(start, end)

    def _may_follow(self, before: str, start: int, end: int) -> bool:
        """Tell whether a form may start after this character: not after a prefix's hyphen."""
        folded = self.folded
        if is_word_character(before):
            # Only a script without spaces, or a form that starts with a symbol, comes here.
            return folded[start] not in _STARTS_NO_WORD
        if before in "-'" and start > 1 and is_word_character(folded[start - 2]):
            if before == "-" or end - start <= _CONTRACTION:
                return False
            elided = _ELISION.search(folded, max(0, start - _LONGEST_ELISION), start)
            return elided is not None
        return True

    def _may_precede(self, after: str, end: int) -> bool:
        """Tell whether a form may end before this character: not inside a contraction."""
        if after != "'":
            return True
        tail = self.word.match(self.folded, end + 1)
        return tail is None or tail[0] == "s" or self.any_ending

    def _is_narrowed(self, entry: Entry, start: int, end: int) -> bool:
        """Tell whether the term's own lists forbid the neighbouring words."""
        folded = self.folded
        # Where no spaces part words, the signs beside the form are compared: 不 in 不信任.
        if any(folded.startswith(w, end) and _is_spaceless(w) for w in entry.not_before):
            return True
        if any(folded.endswith(w, 0, start) and _is_spaceless(w) for w in entry.not_after):
            return True
        gap = _GAP.match(folded, end)
        following = self.word.match(folded, gap.end()) if gap else None
        if following and following[0] in entry.not_before:
            return True
        before = _WORD_BEFORE.search(folded, max(0, start - _LONGEST_WORD), start)
        return before is not None and _last_word(before[1]) in entry.not_after

    def _in_identifier(self, start: int, end: int) -> bool:
        """Tell whether a form is part of an address, a file name or an identifier."""
        if not (self._token[0] <= start and end <= self._token[1]):
            self._read_token(start, end)
        first, last = self._signs
        return first < start or last > end

    def _read_token(self, start: int, end: int) -> None:
        """Find the run round a form that holds no white space, and the signs in it."""
        left = start
        token_end = _token_end(self.folded.isascii())
        while left > 0 and not token_end.match(self.folded, left - 1):
            left -= 1
        ending = token_end.search(self.folded, end)
        right = ending.start() if ending else len(self.folded)
        self._token = left, right
        # A slice, for the pattern asks what a token begins with.
        spans = [m.span() for m in _IDENTIFIER.finditer(self.folded[left:right])]
        self._signs = (left + spans[0][0], left + spans[-1][1]) if spans else (right, left)
