"""Choosing the article of a web page: which elements are left out, and why.

Nothing disappears unseen: whatever is taken off the page is counted among what was left out.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from readability import Document
from readability.readability import Unparseable
from selectolax.lexbor import LexborNode

from article.hypertext import lays_out, parse, picture_source, settle
from article.vocabulary import BLOCK_TAGS, UNSEEN, names

_OUT = names("nav footer")
_ROLES_OUT = names("navigation banner complementary search contentinfo dialog alert menu")
# class="related-posts", id="sidebar"
_BESIDE = re.compile(
    r"comment|share|social|related|sidebar|promo|newsletter|subscri|footer|\bnav|menu|\bads?\b|advert"
    r"|widget|recommend|popular|sponsor|breadcrumb|signup|toolbar|pagination|taboola|outbrain|player|playlist|likes|translate",
    re.I,
)
_WORD = re.compile(r"\w+")  # "trust"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)  # style="display: none"
_CONTENT = names("figure table blockquote pre h1 h2 h3 h4 h5 h6 p")
_BOXES = names("div section aside header form center")
_REFERENCES = re.compile(r"ref|note|cit|biblio|source|hatnote", re.I)  # class="reflist"
_FEWEST = 60
"""With fewer words than this, readability's choice is no better than a guess."""
_SIGNS = names("headerlink footnote-back anchor-link mw-editsection sr-only visually-hidden")
_Found = Iterator[tuple[LexborNode, str]]


def choose(root: LexborNode, everything: bool = False) -> list[tuple[str, str]]:
    """Take off a page's tree what is not its article.

    Args:
        root: The whole page; what is left out is removed from it.
        everything: Whether to keep all that a reader can see.

    Returns:
        Why something was left out, and what it said.
    """
    out: dict[str, list[str]] = {}
    for step in [_unseen] if everything else [_unseen, _menus, _around]:
        for node, why in reversed(list(step(root))):  # what is within goes before what holds it
            text = node.text(separator=" ")
            if why:
                out.setdefault(why, []).insert(0, text)
            parts_words = node.tag in BLOCK_TAGS or node.css_first(", ".join(BLOCK_TAGS))
            if node.tag not in UNSEEN and (parts_words or re.search(r"\s", text)):
                node.insert_before(" ")
            node.decompose()
    settle(root)
    return [(why, " ".join(" ".join(some).split())) for why, some in out.items()]


def _unseen(root: LexborNode) -> _Found:
    """Give what no reader sees."""
    for node in root.traverse():
        tag, attrs = node.tag or "", node.attributes
        if tag in UNSEEN and getattr(node.parent, "tag", "") != "svg":
            yield node, ""
        elif "hidden" in attrs or _HIDDEN.search(attrs.get("style") or ""):
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
    small = any(re.fullmatch(r"\d\d?(?:\.\d+)?(?:px)?", size) for size in sizes)
    return bool(named and not small and node.attributes.get("aria-hidden") != "true")


def _menus(root: LexborNode) -> _Found:
    """Give what says itself that it is no part of an article."""
    for node in root.traverse():
        role = (node.attributes.get("role") or "").lower()
        sign = _SIGNS & set((node.attributes.get("class") or "").split())
        unread = node.attributes.get("aria-hidden") == "true" and node.tag != "img"
        menu = node.tag in _OUT or role in _ROLES_OUT
        if (menu or sign or unread) and node.css_first("main, article") is None:
            yield node, "menus" if menu else "signs"  # one that holds the article was not closed


class _Page:
    """The words of a page, and which of them readability chose or are links."""

    def __init__(self, root: LexborNode) -> None:
        words: list[str] = []
        linked: list[bool] = []
        self.spans: dict[int, tuple[int, int]] = {}
        waiting: list[tuple[LexborNode, bool] | tuple[int, int]] = [(root, False)]
        while waiting:
            node, link = waiting.pop()
            if isinstance(node, int):
                self.spans[node] = (int(link), len(words))
            elif node.tag == "-text":
                found = _WORD.findall(node.text_content or "")
                words += found
                linked += [bool(link)] * len(found)
            else:
                href = (node.attributes.get("href") or "") if node.tag == "a" else ""
                link = link or bool(href and not href.startswith(("mailto:", "tel:")))
                waiting.append((node.mem_id, len(words)))
                waiting += [(c, bool(link)) for c in reversed(list(node.iter(include_text=True)))]
        chosen = _chosen(root.html or "")
        votes = [False] * len(words)
        for at in range(len(words) - 2):
            if " ".join(words[at : at + 3]) in chosen:
                votes[at : at + 3] = [True] * 3
        self.votes, self.links = (list(accumulate(some, initial=0)) for some in (votes, linked))

    def first(self, node: LexborNode) -> int:
        """Give the place of an element's first word among all words of the page."""
        return self.spans[node.mem_id][0]

    def measure(self, node: LexborNode) -> tuple[int, int, int]:
        """Count an element's words, those that readability chose, and those in links."""
        start, end = self.spans[node.mem_id]
        voted, linked = (some[end] - some[start] for some in (self.votes, self.links))
        return end - start, voted, linked

    def edge(self, node: LexborNode, end: int) -> int:
        """Give where the first or the last part of the chosen text begins."""
        while True:
            measured = [(p, *self.measure(p)) for p in _parts(node)]
            chosen = [p for p, words, voted, _ in measured if voted > 0.2 * words]
            if not chosen:
                return self.first(node)
            node = chosen[end]


def _chosen(html: str) -> set[str]:
    """Give the runs of three words in what readability takes for the article."""
    try:
        summary = Document(html).summary(html_partial=True)
    except Unparseable:
        return set()
    words = _WORD.findall(parse(summary or "<p>").text(separator=" "))
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def _parts(node: LexborNode) -> Iterator[LexborNode]:
    """Give the blocks next below an element."""
    waiting = [*node.iter()][::-1]
    while waiting:
        child = waiting.pop()
        if child.tag in BLOCK_TAGS:
            yield child
        else:
            waiting += [*child.iter()][::-1]


def _around(root: LexborNode) -> _Found:
    """Ask readability for the article's text and give what stands around that, and among it."""
    page = _Page(root)
    _, total, _ = page.measure(root)
    if total < _FEWEST:
        yield from ((node, "beside the article") for node in root.css("aside"))
        return
    first, last = (page.edge(root, end) for end in (0, -1))
    waiting = [root]
    while waiting:
        for part in _parts(waiting.pop()):
            words, voted, linked = page.measure(part)
            content = part.tag in _CONTENT
            names_ = " ".join(filter(None, (part.attributes.get("class"), part.id)))
            named = not content and bool(_BESIDE.search(names_))
            dense = linked > 0.6 * words and words > 2 and not content and part.tag != "li"
            if (voted > 0.2 * words or voted > _FEWEST) and not (named and dense):
                if part.tag != "table" or lays_out(part):
                    waiting.append(part)
            elif words or part.css_first("iframe") is not None:
                boxed = part.tag in _BOXES and not _REFERENCES.search(names_)
                outside = boxed and not first <= page.first(part) <= last
                if named or dense or (outside and not _leads(page, part, first)):
                    yield part, "beside the article"
                elif outside:
                    yield from ((n, "beside the article") for n in part.css("ul, ol, form"))


def _leads(page: _Page, part: LexborNode, first: int) -> bool:
    """Say whether a part holds the title, or stands before the text and is its lead."""
    words, _, linked = page.measure(part)
    prose = words >= 15 and part.css_first("p") and not part.css_first("li, form")
    lead = prose and linked < 0.1 * words and page.first(part) < first
    return words < 200 and bool(lead or part.tag == "h1" or part.css_first("h1"))
