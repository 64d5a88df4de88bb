"""The theme's own files: templates, styles and scripts that cannot be read, or load something.

They are looked at as text. What a browser makes of them, the browser tests see.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

import minify
from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from glossary_cards.diagnostics.problem import Problem, meant
from glossary_cards.diagnostics.source import place_of, read_file
from glossary_cards.engine.tokens import VOID
from prose.spelling import Speller

FOLDER, RULE = "overrides", "theme"
_OURS = "partials/mim/"
"""Where templates lie that no other theme has."""
_CURLY = re.compile(
    r"<[a-z][^<>]*=[\"“]?[^\"<>]*[“”](?=\s+[\w:-]+=|\s*/?>)"
)  # "<a class="mim-brand”>"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)  # "/* so it is */", "/* and never ends"
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")  # the "„" of `quotes: "„"`
# "@import", "url(https://x.test/a.gif)"
_LOADS = re.compile(r"@import\b|\burl\(\s*[\"']?(?:[a-z]+:(?<!data:)|//)", re.I)
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.S)  # "{% if a %}", "{{ b }}"
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+(?<!/)>"
)  # "<a href="b">", "</a>"; not "<path d="M0"/>"
_INNER = re.compile(r"\([^()]*\)")  # the "(0, 1px)" of "max(0, 1px)"
_RULE = re.compile(r"\{[^{}]*\}")  # "{ margin: 0 }"
_PART = re.compile(r"([^;{}]*)[;}]")  # "margin: 0;"
_PROPERTY = re.compile(r"(--[\w-]+|-?[a-z]+(?:-[a-z]+)*)\s*:", re.I)  # "margin:", "--gap:"
_NUMBER = re.compile(r"\d+")  # the "3" and "4" of "3 and column 4"
_SPELLER = Speller(
    frozenset(
        "backface bidi cx cy dasharray dashoffset linecap linejoin miterlimit moz overscroll resize"
        " scrollbar src webkit".split()
    )
)
"""Knows the words of properties: those that are English, and these."""
_ESCAPE = re.compile(r"\\[0-9a-f]", re.I)  # the "\72" of "u\72l(", which is "url("


_Fault = tuple[int, str, str]  # where in the text, what is wrong, and how to mend it


def theme_problems(root: Path) -> Iterator[Problem]:
    """Find what keeps templates and scripts from being read, and style sheets from being whole.

    Args:
        root: The project's root; one without a theme of its own has no problem with it.
    """
    folder = root / FOLDER
    known = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    kinds: dict[str, Callable[[str], Iterator[_Fault]]]
    kinds = {".html": partial(_template, known=known), ".css": _style, ".js": _script}
    for path in sorted(folder.rglob("*")):
        if find := kinds.get(path.suffix):
            name = path.relative_to(root).as_posix()
            text = read_file(name, path)[0]
            for at, what, mend in find(text):
                yield Problem(name, *place_of(text, at), RULE, what, mend)


def _script(text: str) -> Iterator[_Fault]:
    try:
        minify.string("text/javascript", text)
    except minify.MinifyError as error:
        said, _, place = str(error).partition(" on line ")
        line, column = map(int, _NUMBER.findall(place)[:2])
        mend = "mend this line, or end what is open above it"
        yield _start(text, line) + column - 1, f"this script cannot be read: {said}", mend


def _template(text: str, known: Collection[str]) -> Iterator[_Fault]:
    try:
        asked = [*find_referenced_templates(Environment().parse(text))]
    except TemplateSyntaxError as error:
        what = f"this template cannot be read: {str(error.message).rstrip('.')}"
        mend = "mend this line, or end what is open above it, as in `{% endif %}`"
        yield _start(text, error.lineno), what, mend
        return
    if curly := _CURLY.search(text):
        what, mend = "a curly quotation mark stands in a tag", "write a straight one"
        yield curly.end() - 1, what, mend
        return
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(_CODE.sub(_blank, text)):
        inner = next((one for one in reversed(opened) if one["name"] == tag["name"]), None)
        if not tag["end"]:
            opened += [tag] if tag["name"] not in VOID else []
        elif inner:
            opened.remove(inner)
        else:
            yield tag.start(), f"`{tag[0]}` {_NEVER_BEGAN}", _TAKE_OUT
    for tag in opened[:1]:
        yield tag.start(), f"`<{tag['name']}>` is never closed", f"write `</{tag['name']}>`"
    for one in asked:
        if one and one.startswith(_OURS) and one not in known:
            mend = meant(one, known, "name one that lies there", 0.8)
            yield text.find(one), f"there is no template `{one}`", mend


_NEVER_BEGAN, _TAKE_OUT = "ends what never began", "take it out, or write where it begins"


def _style(text: str) -> Iterator[_Fault]:
    for comment in _COMMENT.finditer(text):
        if "/*" in comment[0][2:] or not comment[0].endswith("*/"):
            what, mend = "this comment has no end, and what follows is lost", "end it with `*/`"
            yield comment.start(), what, mend
            return
    text = _COMMENT.sub(_blank, text)
    plain = _TEXT.sub(_blank, text)
    if loads := _LOADS.search(text) or _ESCAPE.search(plain):
        mend = "take it out; a page loads our own files"
        yield loads.start(), f"`{loads[0]}` would load something", mend
    if (brace := _all_gone(_RULE, plain).find("}")) >= 0:
        yield brace, f"`}}` {_NEVER_BEGAN}", _TAKE_OUT
    elif (brace := _all_gone(_RULE, plain).find("{")) >= 0:
        what = "`{` is never closed, and the rules below it are lost"
        yield brace, what, "write `}` where it ends"
    else:
        yield from _declarations(_all_gone(_INNER, plain))


def _declarations(text: str) -> Iterator[_Fault]:
    """Find misspelt properties, and declarations that run into one another."""
    for part in _PART.finditer(text):
        said, at = part[1].strip(), part.end(1) - len(part[1].lstrip())
        found = _PROPERTY.match(said)
        if not said or said[0] == "@":
            continue
        if not found or said.count(":") > 1:
            mend = "write each as `name: value;`, with `:` and `;`"
            yield at, f"`{' '.join(said.split())}` is not read", mend
        elif not _is_english(found[1]):
            right = filter(_is_english, {one[1] for one in _PROPERTY.finditer(text)})
            mend = meant(found[1], right, "write one that CSS has")
            yield at, f"there is no property `{found[1]}`", mend


def _is_english(name: str) -> bool:
    words = filter(None, name.lower().split("-"))
    return name.startswith("--") or all(map(_SPELLER.knows, words))


def _start(text: str, line: int) -> int:
    """Give where a line begins."""
    return len("".join(text.splitlines(keepends=True)[: line - 1]))


def _all_gone(pattern: re.Pattern[str], text: str) -> str:
    """Blank what a pattern finds, and what it finds then."""
    while (shorter := pattern.sub(_blank, text)) != text:
        text = shorter
    return text


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
