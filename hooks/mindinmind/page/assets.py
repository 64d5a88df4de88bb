"""What the browser loads: one small stylesheet, one small script."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_BLANK = r"(?:\s|/\*.*?\*/)"
_CSS_PART = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
    rf"|{_BLANK}*;{_BLANK}*(?P<end>}}){_BLANK}*"
    rf"|{_BLANK}*(?P<mark>[{{}};,]){_BLANK}*|(?P<colon>:){_BLANK}+|{_BLANK}+",
    re.S,
)
_SCRIPT_COMMENT = re.compile(r"^[ \t]*//[^\n]*$", re.M)


def joined_styles(folder: Path) -> str:
    """Join a folder's stylesheets in the order of their names, compacted."""
    parts = (p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.css")))
    return compact_css("\n".join(parts)) + "\n"


def joined_scripts(folder: Path, without: Collection[str]) -> str:
    """Join a folder's scripts in the order of their names, compacted, some left out."""
    paths = (p for p in sorted(folder.glob("*.js")) if p.name not in without)
    return "".join(compact_script(p.read_text(encoding="utf-8")) for p in paths)


def compact_css(text: str) -> str:
    """Take comments and needless white space out of a stylesheet; strings stay as they are."""

    def part(match: re.Match[str]) -> str:
        return match["string"] or match["end"] or match["mark"] or match["colon"] or " "

    return _CSS_PART.sub(part, text).strip()


def compact_script(text: str) -> str:
    """Take whole-line comments and indentation out of a script that has no template literals."""
    lines = (line.strip() for line in _SCRIPT_COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
