"""HTML into blocks: the article of a page, without what stands around it.

Nothing disappears unseen: every piece of text of the page is either kept or listed among what was
left out, and ``checking`` proves that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from article.blocks import (
    Block,
    Code,
    Definitions,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    text_of,
    tidy,
    words_in,
)
from article.tree import Node, parse
from article.wordlists import names

LEFT_OUT = names(
    "script style noscript template nav aside form button iframe svg math canvas video audio "
    "select textarea object map dialog head title"
)
"""Elements whose text is not the article's."""

_BLOCKS = names(
    "address article blockquote body center details dd div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table tbody "
    "td tfoot th thead tr ul html menu dir caption legend picture"
)
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_ROLES_OUT = names("navigation banner complementary search contentinfo dialog alert form menu")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"]+|mailto:[^\s<>\"]+)", re.I)


@dataclass(frozen=True)
class Piece:
    """A piece of the page's text, in order, and why it was left out; empty when it was kept."""

    text: str
    why: str = ""


@dataclass(frozen=True)
class Hypertext:
    """What a page held.

    Attributes:
        blocks: The article.
        pieces: Every piece of the page's text, kept or not.
        pictures: How many pictures were left out.
        facts: What the page's head says: title, author, published, language, url.
    """

    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    pictures: int
    facts: dict[str, str]


def read_html(html: str) -> Hypertext:
    """Find and read the article of an HTML page.

    Args:
        html: The whole page, or a part of one.

    Returns:
        The article as blocks, and everything that was left out.
    """
    root = parse(html)
    main = _main(root)
    blocks = list(_blocks(main))
    facts = _facts(root)
    titled = any(isinstance(block, Heading) and block.level == 1 for block in blocks)
    title = tidy([Span(facts.get("title", ""))])
    used = bool(title) and not titled and not _first_is_title(blocks, title)
    outside = "" if main is root else "outside the article"
    pieces = tuple(_pieces(root, main, outside, used))
    if used and next(piece.text for piece in pieces if not piece.why) == facts["title"]:
        blocks.insert(0, Heading(1, title))
    elif used:
        pieces = tuple(_pieces(root, main, outside, False))
    pictures = sum(node.tag in {"img", "picture", "svg"} for node in main.elements())
    return Hypertext(tuple(blocks), pieces, pictures, facts)


def read_inline(html: str) -> Line:
    """Read HTML that holds one paragraph, such as a Markdown renderer gives."""
    return tidy(_spans(parse(html), Span("")))


def _first_is_title(blocks: list[Block], title: Line) -> bool:
    """Say whether the first block repeats the title of the page's head."""
    first = blocks[0] if blocks else None
    return isinstance(first, Heading) and text_of(first.line) in text_of(title)


def _main(root: Node) -> Node:
    """Choose the element that holds the article."""
    nodes = [node for node in root.elements() if not _reason(node)]
    articles = [node for node in nodes if node.tag == "article"]
    mains = [node for node in nodes if node.tag == "main" or node.attributes.get("role") == "main"]
    around = mains[0] if len(mains) == 1 else next((n for n in nodes if n.tag == "body"), root)
    if not articles:
        return around
    size = {id(node): len(node.text().split()) for node in articles}
    best = max(articles, key=lambda node: size[id(node)])
    others = sum(
        size[id(node)] for node in articles if node is not best and not _inside(node, best)
    )
    has_heading = any(node.tag == "h1" for node in best.elements())
    titled_outside = not has_heading and any(node.tag == "h1" for node in around.elements())
    if titled_outside or size[id(best)] < 2 * others:
        return around
    return best


def _inside(node: Node, other: Node) -> bool:
    return any(inner is node for inner in other.elements())


def _reason(node: Node) -> str:
    """Say why an element is left out, or nothing."""
    if node.tag in LEFT_OUT:
        return node.tag
    role = node.attributes.get("role", "").lower()
    if role in _ROLES_OUT:
        return f"role {role}"
    hidden = "hidden" in node.attributes or node.attributes.get("aria-hidden") == "true"
    if hidden or _HIDDEN.search(node.attributes.get("style", "")):
        return "hidden"
    return ""


def _pieces(node: Node, main: Node, why: str, title: bool) -> Iterator[Piece]:
    """Give every piece of text below a node, with why it is left out."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield Piece(child, why)
            continue
        reason = _reason(child)
        if child is main:
            yield from _pieces(child, main, reason if node is main else "", title)
        elif child.tag == "title" and title:
            yield Piece(" ".join(child.text().split()))
            title = False
        elif why == "outside the article" or not why:
            yield from _pieces(child, main, reason or why, title)
        else:
            yield from _pieces(child, main, why, title)
        if child.tag == "head":
            title = False


def _facts(root: Node) -> dict[str, str]:
    """Read what the page's head says of the article."""
    names = {
        "author": "author",
        "article:author": "author",
        "article:published_time": "published",
        "article:modified_time": "updated",
        "date": "published",
        "og:site_name": "publisher",
        "publisher": "publisher",
    }
    facts: dict[str, str] = {}
    if root.attributes.get("lang"):
        facts["language"] = root.attributes["lang"]
    for node in root.elements():
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        content = " ".join(node.attributes.get("content", "").split())
        if node.tag == "meta" and name.lower() in names and content:
            facts.setdefault(names[name.lower()], content)
        elif node.tag == "link" and node.attributes.get("rel", "").lower() == "canonical":
            facts.setdefault("url", node.attributes.get("href", ""))
        elif node.tag == "title" and node.text().strip():
            facts.setdefault("title", " ".join(node.text().split()))
    return facts


def _blocks(node: Node) -> Iterator[Block]:
    """Give the blocks of an element; text between them makes paragraphs."""
    held: list[Span] = []
    for part in _parts(node):
        if isinstance(part, Span):
            held.append(part)
            continue
        yield from _paragraphs(held)
        held = []
        yield from _block(part)
    yield from _paragraphs(held)


def _parts(node: Node, style: Span | None = None) -> Iterator[Span | Node]:
    """Give the text of an element as spans, and the block elements among it."""
    style = style or Span("")
    for child in node.children:
        if isinstance(child, str):
            yield replace(style, text=re.sub(r"[ \t\n\r\f]+", " ", child))
        elif _reason(child):
            continue
        elif child.tag == "br":
            yield replace(style, text="\n")
        elif child.tag in _BLOCKS:
            yield child
        else:
            yield from _parts(child, _styled(style, child))


def _spans(node: Node, style: Span) -> Iterator[Span]:
    """Give all text of an element, blocks in it flattened."""
    for part in _parts(node, style):
        if isinstance(part, Span):
            yield part
        else:
            yield replace(style, text=" ")
            yield from _spans(part, style)
            yield replace(style, text=" ")


def _styled(style: Span, node: Node) -> Span:
    """Add what an inline element means to a style."""
    if node.tag in _BOLD:
        return replace(style, bold=True)
    if node.tag in _ITALIC:
        return replace(style, italic=True)
    if node.tag in _CODE:
        return replace(style, code=True)
    href = node.attributes.get("href", "").strip()
    if node.tag == "a" and _ADDRESS.fullmatch(href):
        return replace(style, href=href)
    return style


def _paragraphs(spans: list[Span]) -> Iterator[Block]:
    """Make paragraphs of spans; two breaks in a row part them."""
    held: list[Span] = []
    breaks = 0
    for span in [*spans, Span("\n"), Span("\n")]:
        if span.text == "\n":
            breaks += 1
            if breaks == 2:
                line = tidy(held)
                held = []
                if line:
                    yield Paragraph(line)
            else:
                held.append(span)
        else:
            breaks = breaks if not span.text.strip() else 0
            held.append(span)


def _block(node: Node) -> Iterator[Block]:
    """Read one block element."""
    tag = node.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        line = tidy(
            replace(span, text=span.text.replace("\n", " ")) for span in _spans(node, Span(""))
        )
        if line:
            yield Heading(int(tag[1]), line)
    elif tag == "hr":
        yield Rule()
    elif tag in {"ul", "ol", "menu", "dir"}:
        yield from _list(node)
    elif tag == "blockquote":
        inner = tuple(_blocks(node))
        if words_in(inner):
            yield Quote(inner)
    elif tag == "pre":
        text = _pre(node).strip("\n")
        if text.strip():
            yield Code(text)
    elif tag == "table":
        yield from _table(node)
    elif tag == "dl":
        yield from _definitions(node)
    else:
        yield from _blocks(node)


def _pre(node: Node) -> str:
    """Give the text of preformatted text, its breaks kept."""
    out = ""
    for child in node.children:
        if isinstance(child, str):
            out += child
        elif child.tag == "br":
            out += "\n"
        elif not _reason(child):
            out += _pre(child)
    return out


def _list(node: Node) -> Iterator[Block]:
    """Read a list; text and lists that stand outside its items join the item before."""
    items: list[list[Block]] = []
    loose: list[Node | str] = []
    for child in [*node.children, Node("li")]:
        if not isinstance(child, Node) or child.tag != "li":
            loose.append(child)
            continue
        between: list[Block] = [
            b for b in _blocks(Node("div", {}, loose)) if not isinstance(b, Rule)
        ]
        loose = []
        if between and items:
            items[-1].extend(between)
        elif between:
            items.append(between)
        items.append([] if _reason(child) else list(_blocks(child)))
    full = tuple(tuple(item) for item in items if words_in(item))
    start = node.attributes.get("start", "1")
    if full:
        yield Items(
            node.tag == "ol", full, int(start) if re.fullmatch(r"[1-9]\d{0,3}", start) else 1
        )


def _table(node: Node) -> Iterator[Block]:
    """Read a table; one that only lays out a page becomes the blocks in its cells."""
    rows: list[list[Node]] = []
    for part in node.elements():
        if part.tag == "tr":
            rows.append([c for c in part.children if isinstance(c, Node) and c.tag in {"td", "th"}])
    inner = {n.tag for n in node.elements()}
    strays = any(isinstance(child, str) and child.strip() for child in node.children)
    if inner & {"table", "h1", "h2", "h3", "ul", "ol", "pre", "blockquote"} or strays:
        yield from _blocks(node)
        return
    for part in node.elements():
        if part.tag == "caption" and not _reason(part):
            yield from _blocks(part)
    if any(_reason(n) for n in node.elements() if n.tag in {"tr", "td", "th"}) or not any(rows):
        rows = [[c for c in row if not _reason(c)] for row in rows]
    lines = [
        tuple(
            tidy(replace(s, text=s.text.replace("\n", " ")) for s in _spans(c, Span("")))
            for c in row
        )
        for row in rows
    ]
    headed = bool(rows) and bool(rows[0]) and all(cell.tag == "th" for cell in rows[0])
    body = tuple(line for line in lines[1 if headed else 0 :] if any(line))
    if headed or body:
        yield Table(lines[0] if headed else (), body)


def _definitions(node: Node) -> Iterator[Block]:
    """Read a list of definitions; one that does not go word, meaning becomes plain blocks."""
    parts = [c for c in node.elements() if c.tag in {"dt", "dd"}]
    simple = all(
        not ({n.tag for n in part.elements()} & (_BLOCKS - {"p", "div"})) for part in parts
    )
    stray = any(isinstance(c, str) and c.strip() for c in node.children)
    pairs: list[tuple[Line, list[Line]]] = []
    for part in parts:
        line = tidy(_spans(part, Span("")))
        if not line:
            continue
        if part.tag == "dt" and (not pairs or pairs[-1][1]):
            pairs.append((line, []))
        elif part.tag == "dd" and pairs:
            pairs[-1][1].append(line)
        else:
            simple = False
    if simple and not stray and pairs and all(meanings for _, meanings in pairs):
        yield Definitions(tuple((word, tuple(meanings)) for word, meanings in pairs))
    else:
        yield from _blocks(node)
