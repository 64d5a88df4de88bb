"""What the browser loads: one small stylesheet, one small script."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from glossary_cards.assets import shortened

_BLANK = r"(?:\s|/\*(?:[^*]|\*(?!/))*\*/)"  # a comment ends at its own "*/", whatever follows it
_CSS_PART = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
    rf"|(?P<empty>: ;)|{_BLANK}*;{_BLANK}*(?P<end>}}){_BLANK}*"
    rf"|{_BLANK}*(?P<mark>[{{}};,]){_BLANK}*|(?P<colon>:){_BLANK}+|{_BLANK}+",
    re.S,
)
_FOR_DRAWINGS = re.compile(r"--draw-[^;{}]*;")  # "--draw-sand: light-dark(#f6e9d8, #332a27);"


class Asset(NamedTuple):
    """A file that every page loads, named by what it holds: browsers may keep it for good."""

    name: str
    text: str


def styles_of(folder: Path, without: Collection[str], *more: str) -> str:
    """Join a folder's stylesheets in the order of their names, some left out, and others.

    The colours that only drawings use stay behind: pages show the drawings as pictures.
    """
    return compact_css(_FOR_DRAWINGS.sub("", "\n".join([*_texts(folder, "*.css", without), *more])))


def scripts_of(folder: Path, without: Collection[str], *more: str) -> str:
    """Join a folder's scripts in the order of their names, some left out, and others, compacted."""
    return "".join(shortened(text) for text in [*_texts(folder, "*.js", without), *more])


def named(kind: str, text: str) -> Asset:
    """Give what every page loads of a kind, ``css`` or ``js``."""
    return Asset(f"assets/mim.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{kind}", text)


def _texts(folder: Path, pattern: str, without: Collection[str]) -> list[str]:
    paths = (path for path in sorted(folder.glob(pattern)) if path.name not in without)
    return [path.read_text(encoding="utf-8") for path in paths]


def compact_css(text: str) -> str:
    """Take comments and needless white space out of a stylesheet; strings stay as they are."""

    def part(match: re.Match[str]) -> str:
        kept = match["string"] or match["empty"] or match["end"] or match["mark"]
        return kept or match["colon"] or " "

    return _CSS_PART.sub(part, text).strip()
