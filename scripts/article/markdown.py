"""Markdown into HTML, by markdown-it with the dialect's common additions.

What the additions mean in HTML is read by ``hypertext``; here stands only what no plugin does.
"""

import html as entities
import re
import tomllib
from collections.abc import Callable
from datetime import date

import mdurl
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from article.containers import Refused
from glossary_cards.diagnostics.source import read_document

_STATES = re.compile(
    r"(?<!~)~(?P<sub>[^\s~]+)~(?!~)|(?<!\^)\^(?P<sup>[^\s^]+)\^(?!\^)"  # H~2~O, 10^9^
    r"|(?<![\w=])==(?=\S)(?P<mark>[^=\n]+)(?<=\S)==(?![\w=])"  # ==marked==
    r"|(?<![\w+])\+\+(?=\S)(?P<ins>[^+\n]+)(?<=\S)\+\+(?![\w+])"  # ++inserted++
)
"""Marks for states that CommonMark does not have."""

_FORMULA = re.compile(  # $x^2$ or $$x$$, not "$5 or $6"
    r"\$\$(?P<double>[^$`\n]+)\$\$|\$(?!\s)(?P<single>[A-Za-z]|[^$`\n]*[\\^_={}][^$`\n]*)(?<!\s)\$(?!\w)"
)
_TOML = re.compile(r"\+\+\+\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)  # "+++\ntitle = 'A'\n+++\n"
_TAG = re.compile(r"<([A-Za-z][\w-]*)>")  # "<your-name>"
_NEVER_CLOSED = frozenset("p li dt dd tr td th br hr img wbr input option thead tbody col".split())
_TAB = re.compile(r'^( *)===(?= ".*"\n+\1    )', re.M)  # === "Windows", and indented text below
_SIGN = "!!! \ue000"
"""Stands for the sign of a tab, so that it is read as a note."""

# title="x.py", filename=x.py
_TITLE = re.compile(r"\b(?:title|filename|name)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_NO_COMMENT = re.compile(r"<(?=\?|!(?!--)|!--(?!.*?-->))", re.S)  # "<!A", "<?x", "<!--" unclosed
# "[^1]: A note.", also in a list or a quotation
_NOTE = re.compile(r"^( {0,3}(?:(?:[-*+>]|\d+[.)])[ \t]*)*)\[(\^[^\]\s]+)\]:", re.M)


def html_of(source: str) -> str:
    """Render Markdown for reading.

    Args:
        source: Markdown without front matter.

    Returns:
        HTML in which footnotes carry their labels and code its title.
    """

    def mark(match: re.Match[str]) -> str:  # a note that nothing refers to would be dropped
        return match[0] if source.count(f"[{match[2]}]") > 1 else f"{match[1]}\\[{match[2]}]:"

    source = _TAB.sub(rf"\1{_SIGN}", _NOTE.sub(mark, source))
    html = str(_ENGINE.render(source, {}))
    return _with_literal_tags(html.replace(_SIGN, "==="))


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part front matter, YAML or TOML, from an article.

    Args:
        text: The whole text.

    Returns:
        The plain values it says, under the names used here, and the rest.

    Raises:
        Refused: When it is broken.
    """
    meta: dict[str, object]
    toml = _TOML.match(text)
    if toml:
        try:
            meta, body = tomllib.loads(toml[1]), text[toml.end() :]
        except tomllib.TOMLDecodeError as error:
            mend = "mend the lines between the +++"
            raise Refused("front-matter", str(error), mend) from None
    else:
        document, problems = read_document("", text)
        for first in problems[:1]:
            raise Refused(first.rule, first.what, first.mend, first.line, first.column)
        meta, body = document.meta, document.body
    known = {"lang": "language", "date": "published", "lastmod": "updated", "site": "publisher"}
    facts = {
        known.get(key.lower(), key.lower()): str(value)
        for key, value in meta.items()
        if isinstance(key, str) and isinstance(value, str | int | float | date)
    }
    return facts, body


def _with_literal_tags(html: str) -> str:
    """Show what only looks like a tag, such as ``<your-name>``, as the text it was meant to be."""

    def show(match: re.Match[str]) -> str:
        name = match[1].lower()
        real = name in _NEVER_CLOSED or f"</{name}" in lower
        return match[0] if real else f"&lt;{match[1]}&gt;"

    lower = html.lower()
    return _TAG.sub(show, _NO_COMMENT.sub("&lt;", html))


def _engine() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    md.enable(["table", "strikethrough"])
    # Every address is a link, for ``placing`` sees to those that run programs; names of hosts stay.
    md.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    md.normalizeLink = mdurl.encode  # type: ignore[assignment]
    md.use(footnote_plugin, inline=False).use(deflist_plugin).use(tasklists_plugin)
    md.use(gfm_autolink_plugin).use(anchors_plugin, max_level=6).use(admon_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    md.inline.ruler.at("math_inline", _formula)
    for name, write in _RULES.items():
        md.add_render_rule(name, _rule(write))
    return md


def _formula(state: StateInline, silent: bool) -> bool:
    """Read a formula between dollar signs, and leave two sums of money alone."""
    match = _FORMULA.match(state.src, state.pos)
    before = state.src[state.pos - 1 : state.pos]
    if not match or before.isalnum() or (before in {"$", "\\"} and before):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = match["double"] or match["single"]
    state.pos = match.end()
    return True


def _rule(write: Callable[[Token], str]) -> Callable[..., str]:
    """Make a rule of markdown-it of a function that needs the token alone."""
    return lambda _self, tokens, index, _options, _env: write(tokens[index])


def _text(token: Token) -> str:
    return _STATES.sub(
        lambda m: f"<{m.lastgroup}>{m[m.lastgroup or 0]}</{m.lastgroup}>",
        entities.escape(token.content),
    )


def _fence(token: Token) -> str:
    """Write fenced code with its language and title: ```` ```python title="x.py" ````."""
    language = re.match(r"\{?\.?([\w+#-]+)(?=[\s},]|$)", token.info.strip())
    title = next(filter(None, found.groups()), "") if (found := _TITLE.search(token.info)) else ""
    name = f' class="language-{language[1]}"' if language else ""
    shown = f' data-title="{entities.escape(title)}"' if title else ""
    return f"<pre{shown}><code{name}>{entities.escape(token.content)}</code></pre>\n"


def _box(token: Token) -> str:
    """Begin or end a note set apart (``!!! note``), or one that a tap opens (``??? note``)."""
    closed = token.markup.startswith("?")
    if token.nesting == -1:
        return "</details>\n" if closed else "</div>\n"
    if closed:
        return "<details open>" if token.markup.endswith("+") else "<details>"
    classes = entities.escape(str(token.attrs["class"]).replace(_SIGN[-1], "tab"))
    return f'<div class="{classes}">'


def _label(token: Token) -> str:
    return entities.escape(str(token.meta.get("label") or f"note-{token.meta['id'] + 1}"))


_RULES: dict[str, Callable[[Token], str]] = {
    "text": _text,
    "fence": _fence,
    "admonition_open": _box,
    "admonition_close": _box,
    "footnote_ref": lambda t: f'<sup class="footnote-ref" id="fnref:{_label(t)}"><a></a></sup>',
    "footnote_open": lambda t: f'<li class="footnote-item" id="fn:{_label(t)}">',
    "footnote_anchor": lambda _: "",
    "footnote_block_open": lambda _: '<section class="footnotes">',  # without a line above it
}
_ENGINE = _engine()
