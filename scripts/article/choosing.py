"""Choosing the article of a web page: which elements are left out, and why.

Nothing disappears unseen: every letter of the page is either kept or counted among what was left
out, and ``proof`` compares both with the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from article.model import names
from article.tags import EMBEDDED, UNSEEN, picture_source

_OUT = names("nav footer")
_ROLES_OUT = names("navigation banner complementary search contentinfo dialog alert menu")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SIGNS = names("headerlink footnote-back anchor-link mw-editsection sr-only visually-hidden")


@dataclass(frozen=True)
class Choice:
    """What of a page is the article.

    Attributes:
        kept: From which letter to which the page is kept; a picture counts as one letter.
        size: How many letters the page has in all.
        left_out: Why something was left out, and what it said.
    """

    kept: list[tuple[int, int]]
    size: int
    left_out: list[tuple[str, str]]


def choose(root: LexborNode, everything: bool = False) -> Choice:
    """Take off a page's tree what is not its article.

    Args:
        root: The whole page; what is left out is removed from it.
        everything: Whether to keep all that a reader can see.

    Returns:
        What was kept and what was left out.
    """
    reasons = {node.mem_id: why for node, why in _unseen(root)}
    if not everything:
        reasons |= _around(root, reasons)
    kept: list[tuple[int, int]] = []
    texts: dict[str, list[str]] = {}
    size = 0
    for text, why in _pieces(root, reasons):
        length = len("".join(text.split()))
        if why:
            texts.setdefault(why, []).append(text)
        elif kept and kept[-1][1] == size:
            kept[-1] = (kept[-1][0], size + length)
        else:
            kept.append((size, size + length))
        size += length
    for node in [n for n in root.traverse() if n.mem_id in reasons]:
        node.decompose()
    return Choice(kept, size, [(why, " ".join(" ".join(t).split())) for why, t in texts.items()])


def _unseen(root: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Give what no reader sees."""
    for node in root.traverse():
        tag, attrs = node.tag or "", node.attributes
        if tag in UNSEEN:
            yield node, "unseen"
        elif "hidden" in attrs or (attrs.get("style") and _HIDDEN.search(attrs["style"] or "")):
            yield node, "hidden"
        elif tag in {"img", "iframe"} and {attrs.get("width"), attrs.get("height")} & {"0", "1"}:
            yield node, "counting pictures"
        elif tag == "input" and attrs.get("type") != "checkbox":
            yield node, "form"
        elif tag == "svg" and not _drawing(node):
            yield node, "icons"


def _drawing(node: LexborNode) -> bool:
    """Say whether a drawing in the page says something."""
    named = node.attributes.get("aria-label") or node.css_first("title") is not None
    return bool(named and node.attributes.get("aria-hidden") != "true")


def _pieces(root: LexborNode, reasons: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Give every piece of text and every picture, with why it is left out; empty for kept."""
    waiting: list[tuple[LexborNode, str]] = [(root, "")]
    while waiting:
        node, why = waiting.pop()
        tag = node.tag or ""
        why = why or reasons.get(node.mem_id, "")
        if tag == "-text":
            yield node.text_content or "", why
        elif tag in {"img", "svg"} or (tag == "input" and node.attributes.get("type") == "checkbox"):
            yield "\ufffc", why
        elif tag in EMBEDDED:
            if picture_source(node.attributes):
                yield "\ufffc", why
        elif tag not in UNSEEN:
            waiting.extend((child, why) for child in reversed(list(node.iter(include_text=True))))


def _around(root: LexborNode, unseen: dict[int, str]) -> dict[int, str]:
    """Say what stands around the article."""
    reasons: dict[int, str] = {}
    for node in root.traverse():
        role = (node.attributes.get("role") or "").lower()
        classes = set((node.attributes.get("class") or "").split())
        if node.tag in _OUT or role in _ROLES_OUT:
            reasons[node.mem_id] = "menus"
        elif classes & _SIGNS or (node.attributes.get("aria-hidden") == "true"):
            reasons[node.mem_id] = "signs"
    return reasons
