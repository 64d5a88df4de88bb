"""Text as a reader sees it: folding for comparison, and words in any script.

Matching never looks at raw characters. It looks at a :class:`Visible` text, in which letter case,
kinds of white space, of hyphens and of apostrophes, Unicode composition, entities and invisible
characters no longer differ, and which still knows where each character came from.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from glossary_cards.engine.lazy import lazy

# Stands for something in the text that is not text: an image, a code span, a link.
OBJECT = "\0"

# Stands between two blocks of text, such as two paragraphs. HTML allows neither character.
BLOCK = "\1"

_SPACES = "\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u2028\u2029\u202f\u205f\u3000"
_SAME = {
    **dict.fromkeys("\u2010\u2011\u2013", "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("\u2019\u02bc", "'"),
}
_FOLDED = {**_SAME, **dict.fromkeys("“”„‟‘‚«»", '"'), "—": ";", "…": ";"}
# Raised digits are no part of a word ("BPD²"): each becomes a sign of its own that no text holds.
_FOLDED |= {sign: chr(0xE000 + number) for number, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_IGNORED = (
    "\u00ad\u034f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u061c\u0640\u064b-\u0652\u0670\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
_ENTITY = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?"
_ENTITY_OR_INVISIBLE = lazy(rf"{_ENTITY}|[{_IGNORED}]")  # "&nbsp;", "&#39;", a soft hyphen
_CODED = lazy(f"[&{_IGNORED}]")  # the "&" of "&amp;", a soft hyphen
_INVISIBLE = lazy(f"[{_IGNORED}]+")  # a soft hyphen, a zero-width joiner


# An abbreviation as texts have it: two to six capitals, perhaps with a plural s ("PhDs").
#
# It begins with what it begins with: most letters of a text are then passed over at once.
ABBREVIATION = lazy(r"[A-Z](?<![\w-].)(?:[a-z]?[A-Z]{2,6}|[A-Z]{1,5})s?(?!\w)")


def abbreviations_in(text: str) -> set[str]:
    """Give the abbreviations that a text holds, each without the s of its plural."""
    return {name.removesuffix("s") for name in ABBREVIATION.findall(text)}


class Visible(NamedTuple):
    """A text made comparable, with the way back to the text it was made from.

    Attributes:
        cased: The text as a reader sees it.
        folded: The same with every difference that does not count removed, that of letter case
            too; as long as ``cased``, character by character.
        starts: For each character the offset in the source where it starts; ``None`` when
            every character stands at its own offset.
        ends: Likewise, where it ends.
    """

    cased: str
    folded: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of a span of this text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def visible(text: str) -> Visible:
    """Make a piece of HTML text comparable.

    Args:
        text: Text between tags, entities undecoded.

    Returns:
        The comparable text; its offsets lead back into ``text``.
    """
    return _decoded(text) if _is_coded(text) else _comparable(text)


def decoded_text(pieces: list[str]) -> tuple[Visible, dict[int, Visible]]:
    """Make the text of a page, cut into pieces, comparable as a whole.

    Args:
        pieces: The pieces of HTML text; those that are coded are replaced by what they show.

    Returns:
        The text of all pieces, and by its number each piece that was replaced, for the way back.
    """
    text = "".join(pieces)
    if not _is_coded(text):
        return _comparable(text), {}
    decoded = {number: _decoded(piece) for number, piece in enumerate(pieces) if _is_coded(piece)}
    for number, piece in decoded.items():
        pieces[number] = piece.cased
    return _comparable("".join(pieces)), decoded


def fold(text: str) -> str:
    """Fold plain text (no entities) for comparison: the form that two equal texts share."""
    return _comparable(_composed(text)).folded


def keep_case(text: str) -> str:
    """Fold plain text like :func:`fold`, but keep its letter case and its punctuation."""
    text = _composed(text)
    for sign in _SAME.keys() & set(text):
        text = text.replace(sign, _SAME[sign])
    return text.replace("ς", "σ")


def lower(text: str) -> str:
    """Give the text in lower case, never changing its length."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.replace("ς", "σ")


def _composed(text: str) -> str:
    """Give plain text in composed letters, without what is invisible."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def _is_coded(text: str) -> bool:
    """Tell whether a text shows other characters than those it holds: entities, split letters."""
    if text.isascii():
        return "&" in text
    return bool(_CODED.search(text)) or not unicodedata.is_normalized("NFC", text)


def _comparable(text: str) -> Visible:
    """Fold a text whose every character stands for itself, each to one character.

    Quotation marks and dashes become ASCII ones: what is ASCII as a whole is read twice as fast.
    """
    if text.isascii():
        return Visible(text, text.lower())
    folded = lower(text)
    for sign in _FOLDED.keys() & set(folded):
        folded = folded.replace(sign, _FOLDED[sign])
    return Visible(text, folded)


def _decoded(text: str) -> Visible:
    """Decode entities and drop invisible characters; compose letters where any is split."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    reached = 0
    for match in _ENTITY_OR_INVISIBLE.finditer(text):
        first, last = match.span()
        said = html.unescape(match[0])
        if said == match[0] and said[0] == "&":
            continue  # no entity: the "&A;" of "Q&A; more"
        said = _INVISIBLE.sub("", said)
        shown += (text[reached:first], said)
        starts += (*range(reached, first), *([first] * len(said)))
        ends += (*range(reached + 1, first + 1), *([last] * len(said)))
        reached = last
    shown.append(text[reached:])
    starts += range(reached, len(text))
    ends += range(reached + 1, len(text) + 1)
    whole = "".join(shown)
    if not unicodedata.is_normalized("NFC", whole):
        whole, starts, ends = _composed_in_place(whole, starts, ends)
    return Visible(whole, _comparable(whole).folded, starts, ends)


def _composed_in_place(
    text: str, starts: list[int], ends: list[int]
) -> tuple[str, list[int], list[int]]:
    """Compose split letters; each then stands where the first and the last of its parts did."""
    composed: list[str] = []
    starts_then: list[int] = []
    ends_then: list[int] = []
    # What may become one letter: one with its marks, or the parts of a Hangul one.
    for cluster in re.finditer(f".[{_mark_ranges()}\u1160-\u11ff]*", text, re.S):
        letters, (first, end) = unicodedata.normalize("NFC", cluster[0]), cluster.span()
        composed.append(letters)
        starts_then += [starts[first]] * len(letters)
        ends_then += [ends[end - 1]] * len(letters)
    return "".join(composed), starts_then, ends_then


# A word of ASCII text.
ASCII_WORD = re.compile(r"[A-Za-z0-9_]+")

_LETTERS = lazy(r"\w+")  # "naïve"
# "ж", "信"; not "é", "→", "✓": marks, and scripts without spaces, are beyond those
_BEYOND = lazy("[^\0-\u02ff\u2100-\u2bff]")
_SPACELESS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a"
    "\u1780-\u17b3\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


@cache
def word_pattern() -> re.Pattern[str]:
    """Give the pattern of one word in any script.

    A word is a run of letters, digits, underscores and the marks that belong to them. In scripts
    that put no space between words (Han, Hiragana, Thai, Lao, Khmer, Myanmar) every letter with
    its marks counts as a word, as the default rules have it.

    Source: Unicode Standard Annex 29, "Unicode Text Segmentation", section 4.1.
    """
    marks = _mark_ranges()
    return re.compile(f"[{_SPACELESS}][{marks}]*|(?:(?![{_SPACELESS}])[\\w{marks}])+")


def word_pattern_for(text: str) -> re.Pattern[str]:
    """Give the fastest word pattern that serves for this text."""
    if text.isascii():
        return ASCII_WORD
    needs_care = _BEYOND.search(text) and _needs_care().search(text)  # whose pattern takes long
    return word_pattern() if needs_care else _LETTERS


@cache
def _needs_care() -> re.Pattern[str]:
    """Give the pattern of what a run of letters reads wrongly.

    That is marks, and scripts without spaces; of the higher planes everything, for a class with
    many ranges there is slow.
    """
    classes = re.sub("[\U00010000-\U0010ffff]-.", "", _SPACELESS + _mark_ranges())
    return re.compile(f"[{classes}\U00010000-\U0010ffff]")


# Matches a letter of a script that puts no space between words.
LETTER_OF_SPACELESS_SCRIPT = f"[{_SPACELESS}]"


def spliced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Give a text with others put into it.

    Args:
        text: Any text.
        edits: From where, to where, and what stands there then. None overlap; those of one place
            stand there in their order.
    """
    pieces, reached = list[str](), 0
    for start, end, other in sorted(edits, key=itemgetter(0)):
        pieces += (text[reached:start], other)
        reached = end
    return "".join([*pieces, text[reached:]])


def is_word_character(character: str) -> bool:
    """Tell whether a character belongs to a word."""
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


@cache
def _mark_ranges() -> str:
    """Give all combining marks as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
