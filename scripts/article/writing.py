"""Nodes into Markdown, written the way a person would write it where that is safe.

Whatever a writer of the article typed must not be taken for Markdown. What Markdown cannot say,
such as a raised figure or a cell over two rows, is written as HTML in it. Each page is rendered
and compared (see ``proof``); a block that does not come out as it was is written as HTML alone.
"""

import html as entities
import re
from collections.abc import Callable, Iterable, Mapping

import latex2mathml.converter

from article.model import Content, Node, nodes_in, text_of
from article.vocabulary import BLOCKS, HEADINGS

_SPECIAL = re.compile(r"[\\`*_\[\]{}]")  # the "*" of "5 * 3", the "_" of "a_b"
_ENTITY = re.compile(r"&(?=#\w|\w+;)")  # "&amp;", "&#60"
_START = re.compile(r"^(\s*(?:\d+(?=\.(?:\s|$)))?)([#+-]|(?<=\d)\.)")  # "# x", "- x", "1. x"
_CODED = re.compile(r"^(\s*)([>:=~]|[!?](?=[!?]{2}))")  # "> x", ": x", "!!! x"
_MARKS = {"strong": "**", "em": "*"}
_MANY = 400
"""More styled runs than this in one paragraph are written as HTML, which costs no more for each."""


Check = Callable[[str, tuple[Node, ...]], bool]
"""Says whether Markdown renders as the blocks it was written from."""


def escape(text: str) -> str:
    """Write text of one line so that Markdown takes none of it for a mark."""
    return _escape_start(_escape_inside(text))


def write_page(blocks: tuple[Node, ...], notes: Mapping[str, Node], holds: Check) -> str:
    """Write blocks as Markdown.

    Args:
        blocks: The blocks of a page.
        notes: The footnotes that they may refer to, by label.
        holds: Says whether Markdown renders as the blocks it was written from.

    Returns:
        Markdown, without a line break at the end.
    """
    parts = (*blocks, *notes_of(blocks, notes))
    return _joined(parts, _written(parts, holds))


def write_line(content: Content) -> str:
    """Write the text of one paragraph, heading or cell as Markdown, on one line."""
    return _inline(content).replace("  \n", "<br>")


def write_html(content: Content) -> str:
    """Write content as HTML: Markdown leaves it as it is."""
    return "".join(
        entities.escape(child, quote=False) if isinstance(child, str) else _html(child)
        for child in content
    )


def notes_of(blocks: tuple[Node, ...], notes: Mapping[str, Node]) -> list[Node]:
    """Give the footnotes that blocks refer to, and those that these refer to."""
    found: dict[str, Node] = {}
    waiting = list(blocks)
    for block in waiting:  # it grows while it is read
        for node in nodes_in([block]):
            label = node.attrs.get("id", "")
            if node.tag == "note" and label in notes and label not in found:
                found[label] = notes[label]
                waiting.append(notes[label])
    return list(found.values())


def _joined(blocks: tuple[Node, ...], texts: Iterable[str]) -> str:
    out: list[str] = []
    for above, block, text in zip((None, *blocks), blocks, texts, strict=False):
        if above and above.tag in {"ul", "ol"} and block.tag in {"ul", "ol", "pre"}:
            out.append("<!-- -->")
        out.append(text)
    return "\n\n".join(filter(None, out))


def _blocks(blocks: tuple[Node, ...]) -> str:
    return _joined(blocks, map(write_block, blocks))


def _written(blocks: tuple[Node, ...], holds: Check) -> list[str]:
    """Write each block, as HTML where it does not come out of Markdown as it was."""
    texts = [*map(write_block, blocks)]
    if holds(_joined(blocks, texts), blocks):
        return texts
    return [
        text if block.tag == "footnote" or holds(text, (block,)) else write_html((block,))
        for text, block in zip(texts, blocks, strict=True)
    ]


def write_block(block: Node) -> str:
    """Write one block as Markdown, or as HTML where Markdown has no way to say it."""
    writer = _WRITERS.get(block.tag)
    return writer(block) if writer else write_html((block,))


def _heading(block: Node) -> str:
    """Write a heading; each ``#`` outside code is escaped, where it may be taken for the end."""
    marks = r"`[^`]*`|(?<![\\&])#(?![^\s()]*>\))"  # "`#[x]`" stays, "C#" becomes "C\#"
    line = write_line(block.children)
    line = re.sub(marks, lambda m: m[0] if m[0][0] == "`" else r"\#", line)
    address = f" {{ #{block.attrs['id']} }}" if block.attrs.get("id") else ""
    return f"{'#' * block.level} {line}{address}"


def _paragraph(block: Node) -> str:
    formula = [getattr(child, "tag", "") for child in block.children] == ["math"]
    if formula or len(block.children) > _MANY:
        return write_html((block,))
    return "  \n".join(_escape_start(line) for line in _inline(block.children).split("  \n"))


def _quote(block: Node) -> str:
    inner = _blocks(_as_blocks(block.children))
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _code(block: Node) -> str:
    """Write code; its fence is longer than any in it."""
    text = text_of(block.children)
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    title = block.attrs.get("title", "").replace('"', "&quot;")
    language = block.attrs.get("lang") or ("text" if title else "")
    info = language + (f' title="{title}"' if title else "")
    return f"{fence}{info}\n{text}\n{fence}"


def _list(block: Node) -> str:
    """Write a list; what follows in an item is set in by four spaces."""
    plain = set(block.attrs) <= {"start", "loose"} and block.attrs.get("start", "1").isdigit()
    if not plain or any(item.attrs for item in _inner(block)):
        return write_html((block,))
    items = [_as_blocks(item.children) for item in _inner(block)]
    tags = [[inner.tag for inner in item] for item in items]
    tight = all({*some} <= {"p", "ul", "ol"} and some.count("p") <= 1 for some in tags)
    loose = "loose" in block.attrs or not tight
    out = []
    for number, item in enumerate(items, start=int(block.attrs.get("start", "1"))):
        mark = f"{number}. " if block.tag == "ol" else "- "
        inner = _blocks(item) if loose else "\n".join(map(write_block, item))
        out.append(mark.ljust(4) + _set_in(inner))
    return ("\n\n" if loose else "\n").join(out)


def _set_in(text: str) -> str:
    """Set in all lines but the first by four spaces."""
    return re.sub(r"\n(?!\n)", "\n    ", text).rstrip()


def _table(block: Node) -> str:
    """Write a table with one row of header cells in Markdown, and any other in HTML."""
    cells = [_inner(row) for row in _inner(block)]
    tags = [[cell.tag for cell in row] for row in cells]
    regular = tags == [["td" if at else "th"] * len(cells[0]) for at in range(len(cells))]
    attrs = {name for row in cells for cell in row for name in cell.attrs}
    held = {node.tag for row in cells for node in nodes_in(row)} - {"th", "td"}
    if not regular or attrs - {"align"} or held & BLOCKS:
        return write_html((block,))
    lines = [[write_line(cell.children) or " " for cell in row] for row in cells]
    rules = {"left": ":---", "center": ":---:", "right": "---:"}
    lines.insert(1, [rules.get(cell.attrs.get("align", ""), "---") for cell in cells[0]])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _definitions(block: Node) -> str:
    out = ""
    for child in _inner(block):
        if child.tag == "dt":
            out += f"\n\n{_escape_start(write_line(child.children))}"
        else:
            blocks = _as_blocks(child.children)
            out += "\n" * (2 if len(blocks) > 1 else 1) + ":   "
            out += _set_in(_blocks(blocks))
    return out.strip()


def _details(block: Node) -> str:
    """Write what opens at a tap, or a note apart from the text."""
    head = next((c for c in _inner(block) if c.tag in {"summary", "admonition-title"}), None)
    rest = tuple(c for c in _inner(block) if c is not head)
    if block.tag == "admonition":
        kinds = block.attrs["class"].split()
        kind = " ".join(c for c in kinds if c != "admonition") or "note"
        title = text_of(head.children).replace('"', "&quot;") if head else ""
        inner = _blocks(rest).replace("\n", "\n    ")
        return f'!!! {kind} "{title}"\n    {inner}'.rstrip()
    summary = f"<summary>{write_html(head.children)}</summary>\n\n" if head else ""
    opened = " open" if "open" in block.attrs else ""
    return f'<details markdown="1"{opened}>\n{summary}{_blocks(rest)}\n\n</details>'


def _footnote(block: Node) -> str:
    inner = _blocks(_as_blocks(block.children))
    return f"[^{block.attrs['id']}]: " + _set_in(inner)


_WRITERS: dict[str, Callable[[Node], str]] = {
    **dict.fromkeys(HEADINGS, _heading),
    **{"p": _paragraph, "blockquote": _quote, "pre": _code, "ul": _list, "ol": _list},
    **{"table": _table, "dl": _definitions, "hr": lambda _: "---", "footnote": _footnote},
    **{"details": _details, "admonition": _details},
}


def _inner(node: Node) -> tuple[Node, ...]:
    """Give the nodes right in a node."""
    return tuple(child for child in node.children if isinstance(child, Node))


def _as_blocks(content: Content) -> tuple[Node, ...]:
    """Give content as blocks."""
    blocks = _inner(Node("", content))
    return blocks if any(b.tag in BLOCKS for b in blocks) else (Node("p", content),)


def _inline(content: Content) -> str:
    """Write text with its style, which depends on the letters around it."""
    out, before = list[str](), ""
    for at, child in enumerate(content):
        following = next(iter(text_of(content[at + 1 : at + 2])), "")
        if isinstance(child, str):
            out.append(_escape_inside(child))
            before = child[-1:] or before
        else:
            out.append(_styled(child, before, following))
            before = text_of(child)[-1:] or before
    return "".join(out)


def _styled(node: Node, before: str, after: str) -> str:  # noqa: PLR0911 (one for each kind)
    """Write one inline node."""
    text = text_of(node.children)
    match node.tag:
        case "br":
            return "  \n"
        case "note":
            return f"[^{node.attrs['id']}]"
        case "box":
            return "[x] " if node.attrs["checked"] else "[ ] "
        case "a":
            return _link(node)
        case "img":
            return _picture(node)
        case "code" if text.strip() and not re.search(r"[`\\|\n]|&#", text) and not _inner(node):
            return f"`{text.strip()}`"
    mark = _MARKS.get(node.tag)
    free = not re.match(r"\w", before) and not re.match(r"\w", after)
    if mark and free and text == text.strip() and text and not _inner(node):
        return f"{mark}{_escape_inside(text)}{mark}"
    return _html(node, _inline)


def _link(node: Node) -> str:
    href = _address(node.attrs["href"])
    title = _attribute(node.attrs.get("title", ""))
    carried = "{ .carried }" if node.attrs.get("class") else ""
    if "inside" not in node.attrs and not re.match(r"[a-z][a-z0-9+.-]*:|#", href, re.I):
        return _html(node, _inline)
    return f"[{_inline(node.children)}](<{href}>" + (f' "{title}"' if title else "") + f"){carried}"


def _picture(node: Node) -> str:
    alt, src, title = (node.attrs.get(name, "") for name in ("alt", "src", "title"))
    plain = set(node.attrs) <= {"alt", "src", "inside"} and not title
    if not plain or "inside" not in node.attrs or re.search(r"[^\w .,;:'’()%/-]", alt):
        return _html(node)
    return f"![{alt}](<{src}>)"


def _address(href: str) -> str:
    """Write an address so that neither Markdown nor a browser takes part of it for a mark."""
    for char, code in (("\\", "%5C"), ("`", "%60"), ("<", "%3C"), (">", "%3E"), (" ", "%20")):
        href = href.replace(char, code)
    return href


def _html(node: Node, within: Callable[[Content], str] = write_html) -> str:
    """Write one node as HTML, and what is within it as HTML or as Markdown."""
    tag, attrs = node.tag, dict(node.attrs)
    if tag in {"math", "pre"}:
        return _math_html(node) if tag == "math" else _code_html(node)
    if tag in _TEMPLATES:
        escaped = {name: entities.escape(value) for name, value in attrs.items()}
        return _TEMPLATES[tag].format(write_html(node.children), **escaped)
    if tag in {"a", "img"} and attrs.pop("inside", None) is not None:
        href = "href" if tag == "a" else "src"
        attrs[href] = re.sub(r"\.md(?=#|$)", ".html", attrs[href])
    if "align" in attrs:
        attrs["style"] = f"text-align: {attrs.pop('align')}"
    shown = "".join(
        f' {name}="{_attribute(value)}"' if value or name in {"alt", "src"} else f" {name}"
        for name, value in attrs.items()
        if name != "loose"
    )
    if tag == "img":
        return f'<img{shown} loading="lazy">'
    alone = tag == "li" and [child.tag for child in _as_blocks(node.children)] == ["p"]
    content = _as_blocks(node.children)[0].children if alone else node.children
    return f"<{tag}{shown}>{within(content)}</{tag}>"


def _attribute(value: str) -> str:
    """Write a value so that neither HTML nor Markdown takes part of it for a mark."""
    return entities.escape(value).replace("`", "&#96;").replace("\\", "&#92;")


def _math_html(node: Node) -> str:
    """Write a formula as MathML, which browsers show without any script."""
    if "html" in node.attrs:
        return f'<span class="math">{_coded(node.attrs["html"])}</span>'
    tex = node.attrs["tex"].strip()
    try:
        made = latex2mathml.converter.convert(tex, display=node.attrs.get("as", "inline"))
    except Exception:  # the library raises errors of many kinds for what it does not know
        return f'<code class="math" data-tex="{entities.escape(tex)}">{_plain(tex)}</code>'
    return f'<span class="math" data-tex="{_plain(tex)}">{_coded(made)}</span>'


def _coded(html: str) -> str:
    """Write the text between tags so that Markdown leaves it alone."""
    return re.sub(r">([^<]+)<", lambda m: f">{_plain(entities.unescape(m[1]))}<", html)


def _plain(text: str) -> str:
    return re.sub(r"[!-/:-@\[-`{-~]", lambda m: f"&#{ord(m.group())};", text)


def _code_html(node: Node) -> str:
    if _inner(node):
        return f"<pre>{write_html(node.children)}</pre>"
    language, title = (entities.escape(node.attrs.get(name, "")) for name in ("lang", "title"))
    name = f' class="language-{language}"' if language else ""
    head = f'<span class="filename">{title}</span>' if title else ""
    code = entities.escape(text_of(node.children))
    return f'<div class="highlight">{head}<pre><code{name}>{code}</code></pre></div>'


_TEMPLATES = {
    **{"br": "<br>", "hr": "<hr>", "anchor": '<span id="{id}"></span>'},
    "box": '<input type="checkbox" disabled{checked}> ',
    "note": '<sup id="fnref:{id}"><a href="#fn:{id}">{id}</a></sup>',
    "footnote": '<div class="footnote"><ol><li id="fn:{id}">{0}</li></ol></div>',
    "admonition-title": "<p><strong>{0}</strong></p>",
    "admonition": "<blockquote>{0}</blockquote>",
}
"""What is no element of HTML: ``{0}`` stands for what is in it."""


def _escape_inside(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    text = _SPECIAL.sub(lambda m: "\\" + m.group(), text)
    return text.replace("<", "&lt;").replace("|", "&#124;")


def _escape_start(text: str) -> str:
    """Escape what is a mark only at the start of a line."""
    text = _CODED.sub(lambda m: f"{m[1]}&#{ord(m[2])};", text)
    return _START.sub(r"\1\\\2", text)
