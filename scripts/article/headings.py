"""Recognising headings in plain text, which marks them only by their look.

A heading is a short line on its own, without a final full stop, before prose. Capitals rank above
Title Case, and Title Case above sentence case.
"""

import re
from collections.abc import Callable
from enum import IntEnum
from itertools import groupby, zip_longest

from article.labels import is_back_label, is_metadata
from article.vocabulary import names
from prose.text import sentences

_LONGEST = 110
_TITLE_LONGEST = 200
_SMALL = names(
    "a an the and or nor but for so yet of in on at to by from with without as is vs vs. via "
    "per into over than if de la le les du des et en au aux un une und der die das von y el "
    "los"
)
_WORD = re.compile(r"[^\W\d_][\w’'.&/-]*|\d\S*")  # "What", "self-harm", "2nd"
# "2.1 Aims", "Chapter 3: Aims"
_NUMBERED = re.compile(r"(?:chapter |part |section )?(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+\S", re.I)
_NOT_A_START = re.compile(r"[\"“‘«(\[<{#*_=~|/\\@&%$+–—-]")  # the "“" of "“Yes,” she said"


Look = IntEnum("Look", "CAPITALS TITLE SENTENCE EITHER LABEL")
"""How a heading is written, from the highest rank to the lowest."""


Block = str | list[str]
"""HTML, or the lines of a paragraph that may still turn out to be a heading."""


def recognise(blocks: list[Block], line_of: Callable[[list[str]], str]) -> list[str]:
    """Find the title and the headings of a plain text.

    Args:
        blocks: What was read, plain paragraphs as lines and all else as HTML.
        line_of: Joins the lines of a paragraph.

    Returns:
        The blocks, with headings where the text has them; the title has level 1.
    """
    parts = _split(blocks)
    title = _title(parts)
    looks = [_look(part) for part in parts]
    if title:
        looks[0] = None
    levels = _levels(parts, _followed(looks))
    if title:
        levels[0] = 1
    return [
        part
        if isinstance(part, str)
        else "<{0}>{1}</{0}>".format(f"h{min(level, 6)}" if level else "p", line_of(part))
        for part, level in zip(parts, levels, strict=True)
    ]


def look_of(text: str) -> Look | None:
    """Say how a line would be written if it were a heading, or that it cannot be one."""
    if is_back_label(text):
        return Look.LABEL
    words = [word for word in _WORD.findall(text) if not word[0].isdigit()]
    if not words or len(words) > 14 or not _could_be_heading(text, words[0]):
        return None
    letters = [char for char in text if char.isalpha()]
    if all(char.isupper() for char in letters):
        return Look.CAPITALS if len(letters) > 4 or len(words) > 1 else Look.EITHER
    main = [word for word in words if word.lower() not in _SMALL]
    if len(main) <= 1 and len(words) <= 2:
        return Look.EITHER
    if not any(word[0].islower() for word in main):
        return Look.TITLE
    return Look.SENTENCE if text.endswith("?") or len(words) <= 8 else None


def _could_be_heading(text: str, first: str) -> bool:
    """Say whether a line is short, starts like a heading, and does not end like a sentence."""
    ended = text.endswith((".", ",", ":", ";", "…", "!", "\\")) or _parted(text)
    begun = not _NOT_A_START.match(text) and not (first[0].islower() and first[1:].islower())
    address = "://" in text or "@" in text
    return begun and not (ended or address or len(text) > _LONGEST or is_metadata(text))


def _parted(text: str) -> bool:
    """Say whether a line holds more than one sentence."""
    return "; " in text or len(sentences(text)) > 1


def _look(part: Block) -> Look | None:
    """Give the look of a paragraph of one line."""
    return look_of(part[0].strip()) if isinstance(part, list) and len(part) == 1 else None


def _split(blocks: list[Block]) -> list[Block]:
    """Set free headings that miss the blank line before or after them."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            out.append(block)
            continue
        held: list[str] = []
        for line, after in zip_longest(block, block[1:]):
            if len(block) > 1 and _stands_out(held, line, after, first=not out):
                out += filter(None, (held, [line]))
                held = []
            else:
                held.append(line)
        out += [held] if held else []
    return out


def _stands_out(held: list[str], line: str, after: str | None, first: bool) -> bool:
    """Say whether a line among others is a heading with a blank line missing."""
    text = line.strip()
    look = look_of(text)
    clear = look in {Look.CAPITALS, Look.TITLE, Look.LABEL}
    ends = (".", "!", "?", ":", "”", '"', "»", ")")
    if look is None or (held and not held[-1].rstrip().endswith(ends)):
        return False
    if after is None:
        return bool(held) and clear
    rest = after.strip()
    if rest[:1].islower() or not (rest[:1].isalnum() or rest[:1] in "\"“«'("):
        return False
    if look_of(rest) not in {None, Look.SENTENCE} and not is_metadata(rest):
        return False
    short = len(text) < 50 and (len(rest) > 1.5 * len(text) or first)
    return clear or (not held and short)


def _title(parts: list[Block]) -> bool:
    """Say whether the first line is the title."""
    first = parts[0] if parts else None
    if not isinstance(first, list) or len(first) > 1 or len(parts) == 1:
        return False
    text = first[0].strip()
    ended = text.endswith((".", ",", ":", ";")) and not text.endswith(("...", "etc."))
    words = bool(re.search(r"[^\W\d_]{2}", text)) and "://" not in text
    return words and not (ended or len(text) > _TITLE_LONGEST or _parted(text))


def _followed(looks: list[Look | None]) -> list[Look | None]:
    """Keep the candidates that stand before prose, at most two in a row."""
    out: list[Look | None] = []
    for none, group in groupby(looks, lambda look: look is None):
        held = list(group)
        last = len(out) + len(held) == len(looks)
        if not none and (len(held) > 2 or last):
            held = [look if look is Look.LABEL and not last else None for look in held]
        out += held
    return out


def _levels(parts: list[Block], looks: list[Look | None]) -> list[int]:
    """Turn looks into levels: 2 for sections, 3 and more below; 0 for what is no heading."""
    usual = Look.TITLE if Look.TITLE in looks else Look.SENTENCE
    resolved = [usual if look is Look.EITHER else look for look in looks]
    known = [look for look in resolved if look is not None and look is not Look.LABEL]
    ranks = sorted(set(known))
    ranks = ranks if known[:1] == ranks[:1] else []
    depths = [_number(part) if look else 0 for part, look in zip(parts, looks, strict=True)]
    numbered = sum(map(bool, depths)) > 1
    return [
        0
        if look is None
        else 1 + depth
        if numbered and depth and look is not Look.LABEL
        else 2 + (ranks.index(look) if look in ranks else 0)
        for look, depth in zip(resolved, depths, strict=True)
    ]


def _number(part: Block) -> int:
    """Give how deep a heading's own number says it is: 1 for "2. Aims", 2 for "2.1 Aims"."""
    found = _NUMBERED.match(part[0].strip()) if isinstance(part, list) else None
    return found[1].count(".") + 1 if found else 0
