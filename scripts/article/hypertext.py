"""HTML into nodes: what a browser would show, in the few kinds of node that an article has.

What is left out is decided before (see ``choosing``) and taken off the tree; all the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from article.model import (
    BLOCK_TAGS,
    EMBEDDED,
    HEADINGS,
    STATES,
    Content,
    Node,
    names,
    nodes_in,
    text_of,
    tidy,
)

_SIMPLE = {
    **{"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em"},
    **{"var": "em", "code": "code", "tt": "code", "samp": "code", **STATES},
    **{tag: tag for tag in ("u", "small", "kbd", "abbr", "bdo", "ruby", "rt", "rp")},
}
_KEPT_ATTRS = {"abbr": ("title",), "bdo": ("dir",)}
_STYLES = {
    "b": re.compile(r"font-weight:\s*(?:bold|[6-9]00)"),
    "i": re.compile(r"font-style:\s*(?:italic|oblique)"),
    "del": re.compile(r"text-decoration(?:-line)?:[^;]*line-through"),
    "sup": re.compile(r"vertical-align:\s*super"),
    "sub": re.compile(r"vertical-align:\s*sub\b"),
}
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url")
_PARTED = names("table thead tbody tfoot tr ul ol dl")
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:?|sourceCode)[-: ]+([\w+#.-]+)")
_ALIGN = re.compile(r"text-align:\s*(\w+)")
_Wraps = tuple[partial[Node], ...]
"""What elements around something mean for the text in it, innermost first."""

_DEEPEST = 90
"""How deep elements may stand in each other before what is below is read as text alone."""


def read_html(root: LexborNode) -> tuple[tuple[Node, ...], dict[str, tuple[Node, ...]]]:
    """Read the content of an element.

    Args:
        root: The element, from which all that is left out has been taken.

    Returns:
        Its blocks, and its footnotes by their labels.
    """
    reader = _Reader(root)
    blocks = reader.flow(root, 0)
    return tuple(blocks), reader.notes


def parse(html: str) -> LexborNode:
    """Parse HTML as a browser does, whole pages and parts of them alike."""
    root = LexborHTMLParser(html).root
    assert root is not None  # the parser makes html, head and body of anything
    return root


def picture_source(attrs: Mapping[str, str | None]) -> str:
    """Give the address of a picture, which pages that load late keep elsewhere."""
    source = (attrs.get("src") or attrs.get("data") or "").strip()
    if source.startswith(("javascript:", "about:")):
        return ""
    if source and not source.startswith("data:"):
        return source
    for name in _LAZY:
        if attrs.get(name):
            return str(attrs[name]).strip()
    several = (attrs.get("data-srcset") or attrs.get("srcset") or "").split(", ")
    return (several[-1].split() or [source])[0]


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
    playing = root.css(", ".join(EMBEDDED))
    within = {n.mem_id for node in playing for n in node.css("embed, object, video") if n != node}
    for node in (node for node in playing if node.mem_id not in within):
        attrs = node.attributes
        inner = node.css("source[src], embed[src]") if node.tag != "iframe" else []
        source = next(filter(None, (picture_source(n.attributes) for n in (node, *inner))), "")
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


class _Reader:
    """Reads one page; holds the places that links lead to and the footnotes found so far."""

    def __init__(self, root: LexborNode) -> None:
        self.notes: dict[str, tuple[Node, ...]] = {}
        self.targets = {
            unquote((a.attributes.get("href") or "").partition("#")[2])
            for a in root.css("a[href*='#']:not(:empty)")
        } - {""}
        self.pending: list[Node] = []
        self.holders = set(_holders(root))
        self.around: _Wraps = ()

    def flow(self, node: LexborNode, depth: int) -> list[Node]:
        """Read what is in an element; text between blocks makes paragraphs."""
        if depth > _DEEPEST:
            return list(self._paragraphs([node.text(separator=" ")]))
        return self._flow(self._parts(node, depth + 1), depth + 1)

    def _flow(self, parts: Iterable[tuple[LexborNode, _Wraps]], depth: int) -> list[Node]:
        out: list[Node] = []
        run: list[Node | str] = []
        outer = self.around
        for child, wraps in parts:
            if child.tag in BLOCK_TAGS:
                out.extend(self._paragraphs(run))
                run.clear()
                self._anchor(child)
                self.around = (*wraps, *outer)
                out.extend(self._block(child, depth))
                self.around = outer
            else:
                run += (_wrapped((part,), wraps)[0] for part in self.inline(child, depth))
        return [*out, *self._paragraphs(run)]

    def _parts(
        self, node: LexborNode, depth: int, wraps: _Wraps = ()
    ) -> Iterator[tuple[LexborNode, _Wraps]]:
        """Give what is in an element, and below inline elements that hold blocks.

        With each goes what those mean, innermost first, such as a link around a heading.
        """
        for child in node.iter(include_text=True):
            if child.mem_id in self.holders and child.tag not in BLOCK_TAGS and depth <= _DEEPEST:
                self._anchor(child)
                yield from self._parts(child, depth + 1, (*self._wraps(child), *wraps))
            else:
                yield child, wraps

    def inline(self, node: LexborNode, depth: int) -> list[Node | str]:
        """Read text or an inline element."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            anchors, self.pending = (self.pending, []) if text.strip() else ([], self.pending)
            return [*anchors, text]
        self._anchor(node)
        special = self._special(node, tag)
        if special is not None:
            anchors, self.pending = self.pending, []
            return [*anchors, *special]
        if depth > _DEEPEST:
            return [node.text(separator=" ")]
        inside = self._inside(node, depth)
        if self.pending and text_of(inside).strip():
            inside, self.pending = [*self.pending, *inside], []
        return list(_wrapped(tuple(inside), self._wraps(node)))

    def _inside(self, node: LexborNode, depth: int) -> list[Node | str]:
        """Read all that is in an element as one line."""
        out: list[Node | str] = []
        for child in node.iter(include_text=True):
            gap = [" "] * (child.tag in BLOCK_TAGS)
            out += [*gap, *self.inline(child, depth + 1), *gap]
        return out

    def _special(self, node: LexborNode, tag: str) -> list[Node | str] | None:
        """Read an inline element that is more than style around text."""
        attrs = {name: value or "" for name, value in node.attributes.items()}
        classes = attrs.get("class", "").split()
        if tag == "br":
            return [Node("br")]
        if tag == "img":
            return [_picture(node, attrs)]
        if tag == "math" or "math" in classes:
            kind = "display" if {"block", "amsmath"} & set(classes) else "inline"
            math = {"html": node.html or ""} if tag == "math" else {"tex": node.text(), "as": kind}
            return [Node("math", (" ".join(node.text().split()),), math)]
        if "footnote-ref" in classes and attrs.get("id", "").startswith("fnref:"):
            return [Node("note", (), {"id": attrs["id"].removeprefix("fnref:")})]
        if tag == "input" and attrs.get("type") == "checkbox":
            return [Node("box", (), {"checked": "x" if "checked" in attrs else ""})]
        return None

    def _wraps(self, node: LexborNode) -> _Wraps:
        """Say what an inline element means for the text in it, innermost first."""
        tag = node.tag or ""
        attrs = {name: value or "" for name, value in node.attributes.items()}
        wraps = []
        if tag in _SIMPLE:
            kept = {name: attrs[name] for name in _KEPT_ATTRS.get(tag, ()) if attrs.get(name)}
            wraps.append(partial(_node, _SIMPLE[tag], kept))
        if tag == "a" and (href := attrs.get("href", "").strip()):
            link = {"title": attrs["title"]} if attrs.get("title") else {}
            link |= {"class": "carried"} if attrs.get("class") == "carried" else {}
            wraps.append(partial(_node, "a", {"href": href, **link}))
        return tuple(wraps)

    def _anchor(self, node: LexborNode) -> None:
        """Note the place where an element stands, if a link leads to it."""
        for name in {node.attributes.get("id"), node.attributes.get("name")} - {None, ""}:
            if name in self.targets:
                self.targets.discard(name)
                self.pending.append(Node("anchor", (), {"id": name or ""}))

    def _paragraphs(self, run: Iterable[Node | str]) -> Iterator[Node]:
        """Make paragraphs of a run of text; two line breaks in a row part them."""
        held: list[Node | str] = []
        breaks = 0
        for part in [*run, Node("br"), Node("br")]:
            if isinstance(part, Node) and part.tag == "br":
                breaks += 1
                held.append(part)
                if breaks == 2:
                    content = tidy(held)
                    held = []
                    if content:
                        anchors, self.pending = self.pending, []
                        yield Node("p", (*anchors, *_wrapped(content, self.around)))
            else:
                breaks = breaks if isinstance(part, str) and not part.strip() else 0
                held.append(part)

    def _block(self, node: LexborNode, depth: int) -> list[Node]:  # noqa: PLR0911
        """Read one block element."""
        tag = node.tag or ""
        classes = (node.attributes.get("class") or "").split()
        read = _READERS.get(tag)
        if read is not None:
            return read(self, node, depth)
        if tag == "hr":
            return [] if "footnotes-sep" in classes else [Node("hr")]
        if tag == "section" and node.css_first("li.footnote-item") is not None:
            return self._footnotes(node, depth)
        if "math" in classes:
            return [Node("p", tuple(self.inline(node, depth)))]
        blocks = self.flow(node, depth)
        if tag in {"blockquote", "figcaption", "summary"} or "admonition-title" in classes:
            name = "title" if "admonition-title" in classes else tag
            inside = tuple(blocks) if tag == "blockquote" else _unwrapped(blocks)
            return [Node(name, inside)] if blocks else []
        if tag in {"figure", "details"} or "admonition" in classes:
            name = tag if tag != "div" else "admonition"
            kind = " ".join(c for c in classes if c not in {"admonition", "is-collapsible"})
            opened = {"open": ""} if "open" in node.attributes else {}
            attrs = {"kind": kind} if name == "admonition" else opened
            return [Node(name, _bare_pictures(blocks), attrs)] if blocks else []
        return blocks

    def _heading(self, node: LexborNode, depth: int) -> list[Node]:
        """Read a heading, which is one line and has an address where a link leads to it."""
        inside = self._inside(node, depth)
        attrs = {"id": self.pending.pop(0).attrs["id"]} if self.pending else {}
        content = tidy(" " if isinstance(c, Node) and c.tag == "br" else c for c in inside)
        anchors = [n for n in nodes_in(content) if n.tag == "anchor"]
        if anchors and not attrs:
            attrs = {"id": anchors[0].attrs["id"]}
            content = tidy(c for c in content if c is not anchors[0])
        if not text_of(content).strip():
            return list(self._paragraphs(content))
        return [Node(node.tag or "", _wrapped(content, self.around), attrs)]

    def _code(self, node: LexborNode, depth: int) -> list[Node]:
        """Read text whose white space counts."""
        styled = "a[href]:not(:empty), sup, sub, del, s, strike, ins, mark, q, img"
        around = tuple(w for w in self.around if w.args[0] in {"a", *STATES.values()})
        if around or node.css_first(styled) is not None:
            return [Node("pre", _wrapped(tuple(self._inside(node, depth)), around))]
        text = _pre(node).strip("\n")
        inner = node.css_first("code")
        held = " ".join((n.attributes.get("class") or "") for n in (node, inner) if n is not None)
        language = _LANGUAGE.search(held)
        attrs = {"lang": language[1]} if language else {}
        title = node.attributes.get("data-title")
        attrs |= {"title": title} if title else {}
        return [Node("pre", (text,), attrs)] if text.strip() else []

    def _list(self, node: LexborNode, depth: int) -> list[Node]:
        """Read a list; what stands outside its items joins the item before."""
        items: list[Node] = []
        parts = self._parts(node, depth)
        for own, group in groupby(parts, lambda p: p[0].mem_id if p[0].tag == "li" else 0):
            attrs = {}
            if own:
                item, wraps = next(group)
                self._anchor(item)
                outer, self.around = self.around, (*wraps, *self.around)
                blocks = self.flow(item, depth + 1)
                self.around = outer
                attrs = _kept(item, "value")
            else:
                blocks = self._flow(group, depth + 1)
            if blocks and (own or not items):
                items.append(Node("li", tuple(blocks), attrs))
            elif blocks:
                items[-1] = Node("li", (*items[-1].children, *blocks), items[-1].attrs)
        tag = "ol" if node.tag == "ol" else "ul"
        attrs = _kept(node, "start", "type", "reversed") if tag == "ol" else {}
        attrs = {name: value for name, value in attrs.items() if (name, value) != ("type", "1")}
        if any(child.css_first("p") is not None for child in node.iter()):
            attrs["loose"] = ""
        return [Node(tag, tuple(items), attrs)] if items else []

    def _table(self, node: LexborNode, depth: int) -> list[Node]:
        """Read a table; one that only lays out a page becomes the blocks in its cells."""
        rows = node.css("tr")
        cells = sum(child.tag in {"td", "th"} for tr in rows for child in tr.iter())
        if lays_out(node) or cells <= 1:
            return self.flow(node, depth)
        out: list[Node] = []
        for caption in node.css("caption"):
            content = _unwrapped(self.flow(caption, depth + 1))
            out += [Node("caption", content)] if content else []
        for number, tr in enumerate(rows):
            self._anchor(tr)
            kids = [child for child in tr.iter() if child.tag in {"td", "th"}]
            head = number == 0 and all(child.tag == "th" for child in kids)
            row = tuple(self._cell(child, depth + 1) for child in kids)
            if row:
                out.append(Node("tr", row, {"head": ""} if head else {}))
        full = text_of(out).strip() or any(n.tag in {"img", "box"} for n in nodes_in(out))
        return [Node("table", tuple(out))] if full else []

    def _cell(self, node: LexborNode, depth: int) -> Node:
        self._anchor(node)
        spans = _kept(node, "colspan", "rowspan", "scope").items()
        attrs = {name: value for name, value in spans if value not in {"", "1"}}
        styled = _ALIGN.search(node.attributes.get("style") or "")
        align = (node.attributes.get("align") or (styled[1] if styled else "")).lower()
        attrs |= {"align": align} if align in {"left", "center", "right"} else {}
        return Node(node.tag or "td", _unwrapped(self.flow(node, depth)), attrs)

    def _definitions(self, node: LexborNode, depth: int) -> list[Node]:
        """Read a list of definitions; one that does not start with a word becomes plain blocks."""
        parts = [
            part
            for child in node.iter(include_text=True)
            for part in (child.iter(include_text=True) if child.tag == "div" else (child,))
            if part.tag in {"dt", "dd"} or (part.text() or "").strip()
        ]
        tags = [part.tag or "" for part in parts]
        if not {*tags} <= {"dt", "dd"} or tags[:1] != ["dt"] or tags[-1] != "dd":
            return self.flow(node, depth)
        out: list[Node] = []
        for part, tag in zip(parts, tags, strict=True):
            self._anchor(part)
            content = _unwrapped(self.flow(part, depth + 1))
            out += [Node(tag, content)] if content else []
        return [Node("dl", tuple(out))] if out else []

    def _footnotes(self, node: LexborNode, depth: int) -> list[Node]:
        """Keep the notes below a text by their labels."""
        for item in node.css("li.footnote-item"):
            label = (item.attributes.get("id") or "").removeprefix("fn:")
            self.notes[label] = tuple(self.flow(item, depth))
        return []


_READERS: dict[str, Callable[[_Reader, LexborNode, int], list[Node]]] = {
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Reader._list),
    **dict.fromkeys(HEADINGS, _Reader._heading),
    **{"pre": _Reader._code, "table": _Reader._table, "dl": _Reader._definitions},
}


def _kept(node: LexborNode, *names: str) -> dict[str, str]:
    """Give those of an element's attributes that an article keeps."""
    return {name: node.attributes.get(name) or "" for name in names if name in node.attributes}


def _node(tag: str, attrs: dict[str, str], children: Content) -> Node:
    return Node(tag, children, attrs)


def _holders(root: LexborNode) -> Iterator[int]:
    """Give the inline elements that hold blocks."""
    seen: set[int] = set()
    for node in root.css(", ".join(sorted(BLOCK_TAGS))):
        above = node.parent
        while above is not None and above.tag not in BLOCK_TAGS and above.mem_id not in seen:
            seen.add(above.mem_id)
            yield above.mem_id
            above = above.parent


def _wrapped(content: Content, wraps: _Wraps) -> Content:
    """Put what is around text around it."""
    empty = all(
        (isinstance(c, str) and not c.strip()) or getattr(c, "tag", "") == "br" for c in content
    )
    for wrap in () if empty else wraps:
        content = (wrap(content),)
    return content


def _unwrapped(blocks: list[Node]) -> Content:
    """Give one paragraph as its text, and anything else as blocks."""
    return blocks[0].children if len(blocks) == 1 and blocks[0].tag == "p" else tuple(blocks)


def _bare_pictures(blocks: list[Node]) -> Content:
    """Free pictures from paragraphs that hold nothing else."""
    out: list[Node | str] = []
    for block in blocks:
        bare = block.tag == "p" and not text_of(block).strip()
        out += [*([" "] if bare and out else []), *(block.children if bare else (block,))]
    return tuple(out)


def _picture(node: LexborNode, attrs: dict[str, str]) -> Node:
    """Read a picture."""
    alt = " ".join(attrs.get("alt", "").split())
    more = _kept(node, "title", "width", "height").items()
    kept = {name: value for name, value in more if value.isdigit() or (name == "title" and value)}
    return Node("img", (), {"src": attrs.get("src", ""), "alt": alt, **kept})


def lays_out(table: LexborNode) -> bool:
    """Say whether a table only puts the parts of a page side by side."""
    role = table.attributes.get("role") in {"presentation", "none"}
    return role or table.css_first("table table, h1, h2, h3, form") is not None


def _pre(node: LexborNode) -> str:
    """Give the text of preformatted text, its breaks kept."""
    return "".join(
        "\n" if part.tag == "br" else (part.text_content or "") if part.tag == "-text" else ""
        for part in node.traverse(include_text=True)
    )
