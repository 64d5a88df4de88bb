"""HTML into nodes: what a browser would show, in the few kinds of node that an article has.

What is left out is decided before (see ``choosing``) and taken off the tree; all the rest is kept.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from article.model import Content, Node, changed, nodes_in, text_of, tidy
from article.vocabulary import BLOCK_TAGS, BLOCKS, EMBEDDED, HEADINGS, STATES, names

_SIMPLE = {
    **{"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em"},
    **{"var": "em", "code": "code", "tt": "code", "samp": "code", **STATES},
    **{tag: tag for tag in ("u", "small", "kbd", "abbr", "bdo", "ruby", "rt", "rp")},
}
_KEPT = {
    **{"ol": names("start type reversed"), "li": names("value"), "details": names("open")},
    **{"admonition": names("class"), "abbr": names("title"), "bdo": names("dir")},
    **dict.fromkeys(("td", "th"), names("colspan rowspan scope")),
}
"""The attributes that an article keeps."""

# style="font-weight: bold", style="vertical-align: super"
_STYLES = {
    "b": re.compile(r"font-weight:\s*(?:bold|[6-9]00)"),
    "i": re.compile(r"font-style:\s*(?:italic|oblique)"),
    "del": re.compile(r"text-decoration(?:-line)?:[^;]*line-through"),
    "sup": re.compile(r"vertical-align:\s*super"),
    "sub": re.compile(r"vertical-align:\s*sub\b"),
}
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url")
_PARTED = names("table thead tbody tfoot tr ul ol dl")
# class="language-python", class="brush: js"
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:?|sourceCode)[-: ]+([\w+#.-]+)")
_ALIGN = re.compile(r"text-align:\s*(\w+)")  # style="text-align: center"
_STYLED = "a[href]:not(:empty), sup, sub, del, s, strike, ins, mark, q, img"
"""What makes code more than text whose white space counts."""

_PLACE = "place-of-a-link"
"""The element that is put where a link leads to."""

_NOTHING = Node("p")
"""A block that says nothing, but parts what stands before it and behind it."""

_DEEPEST = 90
"""How deep elements may stand in each other before what is below is read as text alone."""


def read_html(root: LexborNode) -> tuple[Node, ...]:
    """Read the content of an element as blocks.

    Args:
        root: The element, from which all that is left out has been taken.
    """
    _make_shallow(root)
    _mark_places(root)
    return _flow(root)


def parse(html: str) -> LexborNode:
    """Parse HTML as a browser does, whole pages and parts of them alike."""
    root = LexborHTMLParser(html).root
    assert root is not None  # the parser makes html, head and body of anything
    return root


def picture_source(attrs: Mapping[str, str | None]) -> str:
    """Give the address of a picture, which pages that load late keep elsewhere."""
    source = (attrs.get("src") or attrs.get("data") or "").strip()
    sizes = (attrs.get("data-srcset") or attrs.get("srcset") or "").split(", ")
    late = (*(attrs.get(name) or "" for name in _LAZY), *sizes[-1].split()[:1])
    if source.startswith(("javascript:", "about:")):
        return ""
    if source and not source.startswith("data:"):
        return source
    return next(filter(None, map(str.strip, late)), source)


def settle(root: LexborNode) -> None:
    """Write what an element's style says of its text, and what plays or is drawn, as elements."""
    for node in root.css(", ".join(_PARTED)):
        style = node.attributes.get("style")
        for child in node.iter() if style else ():
            child.attrs["style"] = f"{style}; {child.attributes.get('style') or ''}"
    for node in reversed(root.css("[style]")):  # what is within goes before what holds it
        style = node.attributes.get("style") or ""
        for tag in (tag for tag, pattern in _STYLES.items() if pattern.search(style)):
            if node.tag not in _PARTED and (node.tag not in BLOCK_TAGS or tag not in {"b", "i"}):
                styled = root.parser.create_node(tag)
                for child in list(node.iter(include_text=True)):
                    styled.insert_child(child, move=True)
                node.insert_child(styled, move=True)
    for node in root.css(", ".join(EMBEDDED)):  # what is within goes with what holds it
        attrs = node.attributes
        sources = (node, *node.css("source[src], embed[src]"))
        source = next(filter(None, (picture_source(n.attributes) for n in sources)), "")
        link = root.parser.create_node("a")
        link.attrs["href"], link.attrs["class"] = source, "carried"
        link.insert_child(attrs.get("title") or attrs.get("aria-label") or source)
        node.replace_with(link if source else "")
    for node in root.css("img"):
        node.attrs["src"] = picture_source(node.attributes)
    for node in root.css("svg"):
        title = node.css_first("title")
        picture = root.parser.create_node("img")
        picture.attrs["alt"] = node.attributes.get("aria-label") or (title.text() if title else "")
        drawn = node.html or ""
        if "xmlns=" not in drawn.partition(">")[0]:
            drawn = drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        picture.attrs["src"] = f"data:image/svg+xml,{quote(drawn)}"
        node.replace_with(picture)


def _make_shallow(root: LexborNode) -> None:
    """Make text of what stands deeper than any article means it."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            node.replace_with(f" {node.text(separator=' ')} ")
        else:
            waiting += [(child, depth + 1) for child in node.iter()]


def _mark_places(root: LexborNode) -> None:
    """Put an anchor before the first text of each place that a link leads to."""
    links = (_attrs(node).get("href", "") for node in root.css("a[href*='#']:not(:empty)"))
    targets = {unquote(href.partition("#")[2]) for href in links} - {""}
    whole: set[int] = set()  # what is in code and formulas, which are read as they are
    for held in root.css("pre, math, .math") if targets else ():
        if held.mem_id not in whole and held.css_first(_STYLED) is None:
            whole |= {part.mem_id for part in held.traverse(include_text=True)}
    waiting: list[str] = []
    for node in list(root.traverse(include_text=True)) if targets else ():
        found = targets & {_attrs(node).get("id", ""), _attrs(node).get("name", "")}
        targets -= found
        waiting += sorted(found)
        shown = (node.text_content or "").strip() if node.tag == "-text" else node.tag in _SINGLE
        if shown and node.mem_id not in whole:
            for name in waiting:
                anchor = root.parser.create_node(_PLACE)
                anchor.attrs["id"] = name
                node.insert_before(anchor, move=True)
            waiting.clear()


def _flow(node: LexborNode) -> tuple[Node, ...]:
    """Read what is in an element as blocks."""
    return tuple(_flowed(_read(node)))


def _read(node: LexborNode) -> Content:
    """Read what is in an element as it stands: text, inline elements and blocks."""
    out: list[Node | str] = []
    for part in node.iter(include_text=True):
        if part.tag == "-text":
            out.append(part.text_content or "")
        else:
            out += (_block(part) or (_NOTHING,)) if part.tag in BLOCK_TAGS else _inline(part)
    return tuple(out)


def _block(node: LexborNode) -> tuple[Node, ...]:
    """Read one block element."""
    classes = _attrs(node).get("class", "").split()
    kind = next((name for name in classes if name in _CLASSES), node.tag or "")
    if kind in _READERS:
        return _READERS[kind](node)
    blocks = _flow(node)
    shape = _SHAPES.get(kind)
    return (Node(kind, shape(blocks), _kept(node, kind)),) if shape and blocks else blocks


def _heading(node: LexborNode) -> tuple[Node, ...]:
    """Read a heading, which is one line and has an address where a link leads to it."""
    content = tidy(_flat(_read(node)))
    if not text_of(content).strip():
        return tuple(_paragraphs(content))
    anchor = [n for n in nodes_in(content) if n.tag == "anchor"][:1]
    attrs = {"id": anchor[0].attrs["id"]} if anchor else {}

    def one_line(part: Node | str) -> Content:
        return () if part in anchor else (" ",) if part == Node("br") else (part,)

    return (Node(node.tag or "", tidy(changed(content, one_line)), attrs),)


def _code(node: LexborNode) -> tuple[Node, ...]:
    """Read text whose white space counts."""
    if node.css_first(_STYLED) is not None:
        return (Node("pre", tuple(_flat(_read(node)))),)
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    text = node.text().strip("\n")
    held = " ".join(_attrs(n).get("class", "") for n in [node, *node.css("code")[:1]])
    language = _LANGUAGE.search(held)
    attrs = {"lang": language[1] if language else "", "title": _attrs(node).get("data-title")}
    said = {name: value for name, value in attrs.items() if value}
    return (Node("pre", (text,), said),) if text.strip() else ()


def _list(node: LexborNode) -> tuple[Node, ...]:
    """Read a list; what stands outside its items joins the item before."""
    items: list[Node] = []
    for own, group in groupby(_read(node), _is_item):
        held = [*group]
        found = tuple(held if own else _flowed(held))
        if items and found and not own:
            items[-1] = replace(items[-1], children=(*items[-1].children, *found))
        elif own:
            items += (item for item in found if isinstance(item, Node) and item.children)
        elif found:
            items.append(Node("li", found))
    tag = "ol" if node.tag == "ol" else "ul"
    attrs = {name: v for name, v in _kept(node, tag).items() if (name, v) != ("type", "1")}
    if any(child.css_first("p") is not None for child in node.iter()):
        attrs["loose"] = ""
    return (Node(tag, tuple(items), attrs),) if items else ()


def _table(node: LexborNode) -> tuple[Node, ...]:
    """Read a table; one that only lays out a page becomes the blocks in its cells."""
    rows = [[c for c in tr.iter() if c.tag in {"td", "th"}] for tr in node.css("tr")]
    if lays_out(node) or sum(map(len, rows)) <= 1:
        return _flow(node)
    captions = (_unwrapped(_flow(part)) for part in node.css("caption"))
    out = [Node("caption", content) for content in captions if content]
    out += [Node("tr", tuple(map(_cell, cells))) for cells in rows if cells]
    full = text_of(out).strip() or any(n.tag in {"img", "box"} for n in nodes_in(out))
    return (Node("table", tuple(out)),) if full else ()


def _cell(node: LexborNode) -> Node:
    attrs = {name: v for name, v in _kept(node, node.tag or "").items() if v not in {"", "1"}}
    styled = _ALIGN.search(_attrs(node).get("style", ""))
    align = (_attrs(node).get("align") or (styled[1] if styled else "")).lower()
    attrs |= {"align": align} if align in {"left", "center", "right"} else {}
    return Node(node.tag or "td", _unwrapped(_flow(node)), attrs)


def _definitions(node: LexborNode) -> tuple[Node, ...]:
    """Read a list of definitions; one that does not start with a word becomes plain blocks."""
    parts = [
        part
        for child in node.iter(include_text=True)
        for part in (child.iter(include_text=True) if child.tag == "div" else (child,))
        if part.tag in {"dt", "dd"} or (part.text() or "").strip()
    ]
    tags = [part.tag or "" for part in parts]
    if not {*tags} <= {"dt", "dd"} or tags[:1] != ["dt"] or tags[-1] != "dd":
        return _flow(node)
    contents = (_unwrapped(_flow(part)) for part in parts)
    out = tuple(Node(tag, held) for tag, held in zip(tags, contents, strict=True) if held)
    return (Node("dl", out),) if out else ()


def _section(node: LexborNode) -> tuple[Node, ...]:
    """Read a section; the one below a text holds its notes with their labels."""
    labels = [
        (_attrs(i).get("id", "").removeprefix("fn:"), i) for i in node.css("li.footnote-item")
    ]
    notes = tuple(Node("footnote", _flow(item), {"id": label}) for label, item in labels)
    return notes or _flow(node)


def _attrs(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _kept(node: LexborNode, kind: str) -> dict[str, str]:
    """Give those of an element's attributes that an article keeps."""
    return {name: value for name, value in _attrs(node).items() if name in _KEPT.get(kind, ())}


def _inline(node: LexborNode) -> Content:
    """Read an inline element: a thing by itself, or what it means for all that is in it."""
    tag, attrs = node.tag or "", _attrs(node)
    classes = attrs.get("class", "").split()
    if tag == "math" or "math" in classes:
        return (_formula(node, classes),)
    if "footnote-ref" in classes and attrs.get("id", "").startswith("fnref:"):
        return (Node("note", (), {"id": attrs["id"].removeprefix("fnref:")}),)
    if tag in _SINGLE:
        return (_SINGLE[tag](attrs),)
    if tag == "a" and attrs.get("href", "").strip():
        kept = {"title": attrs.get("title"), "class": attrs.get("class") == "carried" and "carried"}
        link = {"href": attrs["href"].strip(), **{n: str(v) for n, v in kept.items() if v}}
        return _around(_read(node), Node("a", (), link))
    if tag in _SIMPLE:
        return _around(_read(node), Node(_SIMPLE[tag], (), _kept(node, tag)))
    return _read(node)


def _formula(node: LexborNode, classes: list[str]) -> Node:
    kind = "display" if {"block", "amsmath"} & set(classes) else "inline"
    attrs = {"html": node.html or ""} if node.tag == "math" else {"tex": node.text(), "as": kind}
    return Node("math", (" ".join(node.text().split()),), attrs)


def _picture(attrs: Mapping[str, str]) -> Node:
    alt = " ".join(attrs.get("alt", "").split())
    more = {name: attrs.get(name, "") for name in ("title", "width", "height")}.items()
    kept = {name: value for name, value in more if value.isdigit() or (name == "title" and value)}
    return Node("img", (), {"src": attrs.get("src", ""), "alt": alt, **kept})


_SINGLE: dict[str, Callable[[dict[str, str]], Node]] = {
    "br": lambda _: Node("br"),
    "img": _picture,
    "input": lambda attrs: Node("box", (), {"checked": " checked" if "checked" in attrs else ""}),
    _PLACE: lambda attrs: Node("anchor", (), attrs),
}


def _is_block(part: Node | str) -> bool:
    return isinstance(part, Node) and part.tag in BLOCKS


def _is_item(part: Node | str) -> bool:
    return isinstance(part, Node) and part.tag == "li"


def _around(content: Content, meaning: Node) -> Content:
    """Put what an element means around the text in it, and around that of each block in it."""
    out: list[Node | str] = []
    for block, group in groupby(content, _is_block):
        some = tuple(group)
        if block:
            out += (_within(part, meaning) for part in some if isinstance(part, Node))
        elif any(
            not part.isspace() if isinstance(part, str) else part.tag != "br" for part in some
        ):
            out.append(replace(meaning, children=some))
        else:
            out += some
    return tuple(out)


def _within(block: Node, meaning: Node) -> Node:
    if block.tag == "pre" and meaning.tag not in {"a", *STATES.values()}:
        return block  # code is bold enough
    return replace(block, children=_around(block.children, meaning))


def _flowed(content: Iterable[Node | str]) -> Iterator[Node]:
    """Make paragraphs of what stands between blocks; an item outside of a list is no block."""
    run: list[Node | str] = []
    for part in [*content, _NOTHING]:
        if isinstance(part, Node) and part.tag in BLOCKS:
            yield from _paragraphs(run)
            run.clear()
            yield from _flowed(part.children) if part.tag == "li" else (part,) * (part != _NOTHING)
        else:
            run.append(part)


def _paragraphs(run: Iterable[Node | str]) -> Iterator[Node]:
    """Make paragraphs of a run of text; two line breaks in a row part them."""
    held: list[Node | str] = []
    breaks = 0
    for part in [*run, Node("br"), Node("br")]:
        held.append(part)
        if part == Node("br"):
            breaks += 1
            if breaks == 2:
                content, held = tidy(held), []
                yield from [Node("p", content)] if content else []
        elif isinstance(part, Node) or part.strip():
            breaks = 0


def _flat(content: Content) -> Iterator[Node | str]:
    """Give blocks as the text in them, for what is one line."""
    for part in content:
        if isinstance(part, Node) and part.tag in BLOCKS:
            yield from (" ", *_flat(part.children), " ")
        else:
            yield part


def _unwrapped(blocks: tuple[Node, ...]) -> Content:
    """Give one paragraph as its text, and anything else as blocks."""
    return blocks[0].children if len(blocks) == 1 and blocks[0].tag == "p" else blocks


def _bare_pictures(blocks: tuple[Node, ...]) -> Content:
    """Free pictures from paragraphs that hold nothing else."""
    out: list[Node | str] = []
    for block in blocks:
        bare = block.tag == "p" and not text_of(block).strip()
        out += [*([" "] if bare and out else []), *(block.children if bare else (block,))]
    return tuple(out)


_READERS: dict[str, Callable[[LexborNode], tuple[Node, ...]]] = {
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    **dict.fromkeys(HEADINGS, _heading),
    **{"pre": _code, "table": _table, "dl": _definitions, "section": _section},
    **{"math": lambda node: (Node("p", _inline(node)),), "hr": lambda _: (Node("hr"),)},
}
_SHAPES: dict[str, Callable[[tuple[Node, ...]], Content]] = {
    **dict.fromkeys(("li", "blockquote"), tuple),
    **dict.fromkeys(("figcaption", "summary", "admonition-title"), _unwrapped),
    **dict.fromkeys(("figure", "details", "admonition"), _bare_pictures),
}
"""How the content of other blocks stands in them."""

_CLASSES = names("math admonition admonition-title")
"""Classes that say more of an element than its tag does."""


def lays_out(table: LexborNode) -> bool:
    """Say whether a table only puts the parts of a page side by side."""
    role = table.attributes.get("role") in {"presentation", "none"}
    return role or table.css_first("table table, h1, h2, h3, form") is not None
