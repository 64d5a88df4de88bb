"""Markdown into HTML, by markdown-it with the dialect's common additions.

What the additions mean in HTML is read by ``hypertext``; here stands only what no plugin does.
"""

from __future__ import annotations

import html as entities
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from article.tags import fence_title
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_document

RAISED = re.compile(
    r"(?<!~)~(?P<sub>[^\s~]+)~(?!~)|(?<!\^)\^(?P<sup>[^\s^]+)\^(?!\^)"  # H~2~O, 10^9^
    r"|(?<![\w=])==(?=\S)(?P<mark>[^=\n]+)(?<=\S)==(?![\w=])"  # ==marked==
    r"|(?<![\w+])\+\+(?=\S)(?P<ins>[^+\n]+)(?<=\S)\+\+(?![\w+])"  # ++inserted++
)
"""Marks for states that CommonMark does not have."""

_TOML = re.compile(r"\+\+\+\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_TAG = re.compile(r"<([A-Za-z][\w-]*)>")
_NEVER_CLOSED = frozenset("p li dt dd tr td th br hr img wbr input option thead tbody col".split())
_NOTE = re.compile(r"^( {0,3})\[(\^[^\]\s]+)\]:", re.M)


def html_of(source: str) -> str:
    """Render Markdown for reading.

    Args:
        source: Markdown without front matter, as ``with_all_notes`` gives it.

    Returns:
        HTML in which footnotes carry their labels and code its title.
    """
    return with_literal_tags(str(_ENGINE.render(source, {})))


def front_matter(path: str, text: str) -> tuple[dict[str, str], str] | Problem:
    """Part front matter, YAML or TOML, from an article.

    Args:
        path: The file as problems name it.
        text: The whole text.

    Returns:
        The plain values it says, under the names used here, and the rest; or what is wrong with it.
    """
    meta: dict[str, object]
    toml = _TOML.match(text)
    if toml:
        try:
            meta, body = tomllib.loads(toml[1]), text[toml.end() :]
        except tomllib.TOMLDecodeError as error:
            return Problem(path, 1, 1, "front-matter", str(error), "mend the lines between the +++")
    else:
        document, problems = read_document(path, text)
        if problems:
            return problems[0]
        meta, body = document.meta, document.body
    known = {"lang": "language", "date": "published", "lastmod": "updated", "site": "publisher"}
    facts = {
        known.get(key.lower(), key.lower()): str(value)
        for key, value in meta.items()
        if isinstance(key, str) and isinstance(value, str | int | float | date)
    }
    return facts, body


def with_all_notes(source: str) -> str:
    """Make footnotes that nothing refers to plain text, since every parser drops them."""

    def mark(match: re.Match[str]) -> str:
        return match[0] if source.count(f"[{match[2]}]") > 1 else f"{match[1]}\\[{match[2]}]:"

    return _NOTE.sub(mark, source)


def with_literal_tags(html: str) -> str:
    """Show what only looks like a tag, such as ``<your-name>``, as the text it was meant to be."""

    def show(match: re.Match[str]) -> str:
        name = match[1].lower()
        real = name in _NEVER_CLOSED or f"</{name}" in lower
        return match[0] if real else f"&lt;{match[1]}&gt;"

    lower = html.lower()
    return _TAG.sub(show, html)


def _engine() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin).use(admon_plugin)
    md.use(gfm_autolink_plugin).use(anchors_plugin, max_level=6)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.add_render_rule("text", _text)
    md.add_render_rule("fence", _fence)
    md.add_render_rule("footnote_ref", _note_mark)
    md.add_render_rule("footnote_open", _note_open)
    md.add_render_rule("footnote_anchor", lambda *_: "")
    return md


def _text(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "".join(
        f"<{state}>{entities.escape(part)}</{state}>" if state else entities.escape(part)
        for state, part in states_in(tokens[index].content)
    )


def states_in(text: str) -> Iterator[tuple[str, str]]:
    """Part a text at the marks of ``RAISED``: each piece with its state, empty for none."""
    at = 0
    for match in RAISED.finditer(text):
        yield "", text[at : match.start()]
        yield str(match.lastgroup), match[str(match.lastgroup)]
        at = match.end()
    yield "", text[at:]


def _fence(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Write fenced code with its language and title: ```` ```python title="x.py" ````."""
    token = tokens[index]
    language = re.match(r"\{?\.?([\w+#-]+)(?=[\s},]|$)", token.info.strip())
    title = fence_title(token.info)
    name = f' class="language-{language[1]}"' if language else ""
    shown = f' data-title="{entities.escape(title)}"' if title else ""
    return f"<pre{shown}><code{name}>{entities.escape(token.content)}</code></pre>\n"


def _note_mark(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<sup class="footnote-ref" data-label="{_label(tokens[index])}"><a></a></sup>'


def _note_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li class="footnote-item" data-label="{_label(tokens[index])}">'


def _label(token: Token) -> str:
    return entities.escape(str(token.meta.get("label") or f"note-{token.meta['id'] + 1}"))


_ENGINE = _engine()
