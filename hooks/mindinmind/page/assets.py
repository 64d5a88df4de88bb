"""What the browser loads: one small stylesheet, one small script, one compact search index."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import unescape
from pathlib import Path
from typing import Any

_BLANK = r"(?:\s|/\*.*?\*/)"
_CSS_PART = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
    rf"|{_BLANK}*;{_BLANK}*(?P<end>}}){_BLANK}*"
    rf"|{_BLANK}*(?P<mark>[{{}};,]){_BLANK}*|(?P<colon>:){_BLANK}+|{_BLANK}+",
    re.S,
)
_NOT_WORDS = ("#sources-for-this-page", "#where-used", "#words-on-this-page")
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


def search_entries(index: str) -> list[dict[str, str]]:
    """Give the entries of MkDocs' search index as small objects for our search.

    Args:
        index: The text of ``search_index.json``.

    Returns:
        For each entry its address ``u``, title ``t``, words ``w``, and for a section the title
        ``p`` of its page, in the order of the index. Lists that repeat what other pages say
        are left out.
    """
    docs: list[dict[str, Any]] = json.loads(index)["docs"]
    titles = {d["location"]: _words(d["title"]) for d in docs if "#" not in d["location"]}
    entries = []
    for doc in docs:
        if doc["location"].endswith(_NOT_WORDS):
            continue
        entry = {"u": doc["location"], "t": _words(doc["title"]), "w": _words(doc["text"])}
        page, _, section = doc["location"].partition("#")
        if section and titles.get(page):
            entry["p"] = titles[page]
        entries.append(entry)
    return entries


def search_script(index: str) -> str:
    """Give the search index as a script, which a page can load from a folder as well."""
    data = json.dumps(search_entries(index), ensure_ascii=False, separators=(",", ":"))
    safe = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.mimSearchIndex={safe};\n"


def _words(html: str) -> str:
    """Give the text of a piece of the index."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
