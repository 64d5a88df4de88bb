"""Choosing the article of a web page: which elements are left out, and why.

Nothing disappears unseen: every letter of the page is either kept or counted among what was left
out, and ``proof`` compares both with the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from readability import Document
from readability.readability import Unparseable
from selectolax.lexbor import LexborNode

from article.hypertext import carried_source, lays_out, parse
from article.model import names
from article.tags import BLOCK_TAGS, EMBEDDED, UNSEEN, is_hidden, picture_source

_OUT = names("nav footer")
_ROLES_OUT = names("navigation banner complementary search contentinfo dialog alert menu")
_BESIDE = re.compile(
    r"comment|share|social|related|sidebar|promo|newsletter|subscri|footer|\bnav|menu|\bads?\b|advert"
    r"|widget|recommend|popular|sponsor|breadcrumb|signup|toolbar|pagination|taboola|outbrain|player|playlist|likes|translate",
    re.I,
)
_WORD = re.compile(r"\w+")
_HOLDERS = names("html body div section article main form center td")
_CONTENT = names("figure table blockquote pre h1 h2 h3 h4 h5 h6 p")
_BOXES = names("div section aside")
_REFERENCES = re.compile(r"ref|note|cit|biblio|source|hatnote", re.I)
_FEWEST = 60
"""With fewer words than this, readability's choice is no better than a guess."""
_SIGNS = names("headerlink footnote-back anchor-link mw-editsection sr-only visually-hidden")


@dataclass(frozen=True)
class Choice:
    """What of a page is the article.

    Attributes:
        kept: For each letter of the page, 1 when it is kept and 0 when not; a picture counts as
            one letter.
        left_out: Why something was left out, and what it said.
    """

    kept: bytes
    left_out: list[tuple[str, str]]


def choose(root: LexborNode, html: str, everything: bool = False) -> Choice:
    """Take off a page's tree what is not its article.

    Args:
        root: The whole page; what is left out is removed from it.
        html: The page as it came.
        everything: Whether to keep all that a reader can see.

    Returns:
        What was kept and what was left out.
    """
    reasons = {node.mem_id: why for node, why in _unseen(root)}
    if not everything:
        reasons |= _around(root, html, reasons)
    kept = bytearray()
    texts: dict[str, list[str]] = {}
    for text, why in _pieces(root, reasons):
        kept += bytes([not why]) * len("".join(text.split()))
        if why:
            texts.setdefault(why, []).append(text)
    for node in [n for n in root.traverse() if n.mem_id in reasons]:
        apart = node.tag not in UNSEEN and (_parts_words(node) or re.search(r"\s", node.text()))
        if apart and node.parent is not None:
            node.insert_before(" ")
        node.decompose()
    left_out = [(why, " ".join(" ".join(some).split())) for why, some in texts.items()]
    return Choice(bytes(kept), left_out)


def _parts_words(node: LexborNode) -> bool:
    """Say whether an element begins a new line, itself or within."""
    return node.tag in BLOCK_TAGS or node.css_first(", ".join(BLOCK_TAGS)) is not None


def _unseen(root: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Give what no reader sees."""
    for node in root.traverse():
        tag, attrs = node.tag or "", node.attributes
        if tag in UNSEEN:
            yield node, "unseen"
        elif is_hidden(attrs):
            yield node, "hidden"
        elif tag == "img" and not picture_source(attrs):
            yield node, "pictures without an address"
        elif tag in {"img", "iframe"} and {attrs.get("width"), attrs.get("height")} & {"0", "1"}:
            yield node, "counting pictures"
        elif tag == "input" and attrs.get("type") != "checkbox":
            yield node, "form"
        elif tag == "svg" and not _drawing(node):
            yield node, "icons"


def _drawing(node: LexborNode) -> bool:
    """Say whether a drawing in the page says something."""
    named = node.attributes.get("aria-label") or node.css_first("title") is not None
    sizes = [node.attributes.get(name) or "" for name in ("width", "height")]
    if any(re.fullmatch(r"\d\d?(?:\.\d+)?(?:px)?", size) for size in sizes):
        return False
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
        elif tag in {"img", "svg"} or (
            tag == "input" and node.attributes.get("type") == "checkbox"
        ):
            yield "\ufffc", why
        elif tag in EMBEDDED:
            if carried_source(node):
                yield "\ufffc", why
        elif tag not in UNSEEN:
            waiting.extend((child, why) for child in reversed(list(node.iter(include_text=True))))


def _around(root: LexborNode, html: str, unseen: Collection[int]) -> dict[int, str]:
    """Say what stands around the article."""
    reasons: dict[int, str] = {}
    for node in root.traverse():
        role = (node.attributes.get("role") or "").lower()
        classes = set((node.attributes.get("class") or "").split())
        if node.css_first("main, article") is not None:  # a menu that nobody closed
            continue
        if node.tag in _OUT or role in _ROLES_OUT:
            reasons[node.mem_id] = "menus"
        elif classes & _SIGNS or (
            node.attributes.get("aria-hidden") == "true" and node.tag != "img"
        ):
            reasons[node.mem_id] = "signs"
    return reasons | _unvoted(root, html, {*unseen, *reasons})


@dataclass
class _Part:
    """An element of a page, and what of it is in the text that readability chose.

    Attributes:
        words: How many words it has.
        voted: How many of them readability chose.
        linked: How many of them are links.
        first: The place of its first word among all words of the page.
    """

    node: LexborNode
    words: int = 0
    voted: int = 0
    linked: int = 0
    first: int = 0
    above: _Part | None = None
    parts: list[_Part] = field(default_factory=list)


def _unvoted(root: LexborNode, html: str, out: Collection[int]) -> dict[int, str]:
    """Ask readability for the article's text and leave out what stands around that."""
    chosen = _chosen(html)
    page = _measured(root, chosen, out)
    if page.voted < _FEWEST:
        return {node.mem_id: "beside the article" for node in root.css("aside")}
    main = page
    while True:
        inner = next((p for p in main.parts if p.voted >= 0.9 * page.voted), None)
        if inner is None or inner.node.tag not in _HOLDERS:
            break
        main = inner
    reasons = {}
    part = main
    while part.above is not None:
        for sibling in part.above.parts:
            if sibling is not part and not _belongs(sibling):
                reasons[sibling.node.mem_id] = "outside the article"
        part = part.above
    for inner in _trimmed(main):
        reasons[inner.node.mem_id] = "beside the article"
    return reasons


def _headed(part: _Part) -> bool:
    return part.node.tag == "h1" or part.node.css_first("h1") is not None


def _belongs(sibling: _Part) -> bool:
    """Say whether what stands beside the article's element is part of it, such as its title."""
    prose = sibling.node.tag in _CONTENT and sibling.linked < 0.4 * sibling.words
    return prose or sibling.voted > 0.5 * sibling.words or (_headed(sibling) and sibling.words < 60)


def _trimmed(main: _Part) -> Iterator[_Part]:
    """Give what in the article's element is not its text."""
    waiting = list(main.parts)
    first, last = (_edge(main, end) for end in (0, -1))
    while waiting:
        part = waiting.pop()
        names_ = " ".join(filter(None, (part.node.attributes.get("class"), part.node.id)))
        content = part.node.tag in _CONTENT or part.node.tag == "li"
        named = part.node.tag not in _CONTENT and bool(_BESIDE.search(names_))
        dense = part.linked > 0.6 * part.words and part.words > 2 and not content
        chosen = part.voted > 0.2 * part.words or part.voted > _FEWEST
        if chosen and not (named and dense):
            whole = part.node.tag == "table" and not lays_out(part.node)
            waiting.extend([] if whole else part.parts)
        elif part.words or part.node.css_first("img") is not None:
            among = part.above is not None and sum(p.voted > 0 for p in part.above.parts) > 2
            boxed = part.node.tag in _BOXES and not _REFERENCES.search(names_)
            around = (part.first > last or part.first < first) and (boxed or not among)
            if named or dense or (around and part.words and not _headed(part)):
                yield part


def _edge(part: _Part, end: int) -> int:
    """Give where the first or the last part of the chosen text begins."""
    voted = [p for p in part.parts if p.voted > 0.2 * p.words]
    return _edge(voted[end], end) if voted else part.first


def _chosen(html: str) -> set[str]:
    """Give the runs of three words in what readability takes for the article."""
    try:
        summary = Document(html).summary(html_partial=True)
    except Unparseable:
        return set()
    words = _WORD.findall(parse(summary or "<p>").text(separator=" "))
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def _measured(root: LexborNode, chosen: set[str], out: Collection[int]) -> _Part:
    """Measure every element of a page."""
    said: list[tuple[str, _Part, bool]] = []
    top = _Part(root)
    waiting: list[tuple[LexborNode, _Part, bool]] = [(root, top, False)]
    while waiting:
        node, part, linked = waiting.pop()
        if node.tag == "-text":
            said += [(word, part, linked) for word in _WORD.findall(node.text_content or "")]
            continue
        if node.mem_id in out:
            continue
        if node.tag in BLOCK_TAGS and node is not root:
            part.parts.append(_Part(node, above=part, first=len(said)))
            part = part.parts[-1]
        href = (node.attributes.get("href") or "") if node.tag == "a" else ""
        linked = linked or bool(href and not href.startswith(("mailto:", "tel:")))
        waiting.extend((c, part, linked) for c in reversed(list(node.iter(include_text=True))))
    words = [word for word, *_ in said]
    voted = [False] * len(words)
    for at in range(len(words) - 2):
        if " ".join(words[at : at + 3]) in chosen:
            voted[at : at + 3] = [True] * 3
    for vote, (_, owner, linked) in zip(voted, said, strict=True):
        above: _Part | None = owner
        while above is not None:
            above.words += 1
            above.voted += vote
            above.linked += linked
            above = above.above
    return top
