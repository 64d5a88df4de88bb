"""The theme's own files: templates, styles and scripts that cannot be read, or load something.

They are looked at as text. What a browser makes of them, the browser tests see.
"""

import re
from collections.abc import Iterator
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
_PART = re.compile(r"([^;{}]*)[;}]")  # "margin: 0;"
_PROPERTY = re.compile(r"(--[\w-]+|-?[a-z]+(?:-[a-z]+)*)\s*:", re.I)  # "margin:", "--gap:"
_AT = re.compile(r" on line (\d+) and column (\d+)\s.*", re.S)  # " on line 3 and column 4\n 3: };"
_SPELLER = Speller(
    frozenset(
        "backface bidi cx cy dasharray dashoffset linecap linejoin miterlimit moz overscroll resize"
        " scrollbar src webkit".split()
    )
)
"""Knows the words of properties: those that are English, and these."""
_ESCAPE = re.compile(r"\\[0-9a-f]", re.I)  # the "\72" of "u\72l(", which is "url("


def theme_problems(root: Path) -> Iterator[Problem]:
    """Find what keeps a template from being read, and a style sheet from being whole.

    Args:
        root: The project's root; one without a theme of its own has no problem with it.
    """
    for path in sorted((root / FOLDER).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".html":
            yield from _template(root / FOLDER, name, read_file(name, path)[0])
        elif path.suffix == ".css":
            yield from _style(name, read_file(name, path)[0])
        elif path.suffix == ".js":
            yield from _script(name, read_file(name, path)[0])


def _script(name: str, text: str) -> Iterator[Problem]:
    try:
        minify.string("text/javascript", text)
    except minify.MinifyError as error:
        what, place = f"this script cannot be read: {_AT.sub('', str(error))}", (0, 0)
        if at := _AT.search(str(error)):
            place = int(at[1]), int(at[2])
        mend = "mend this line, or end what is open above it"
        yield Problem(name, *place, RULE, what, mend)


def _template(folder: Path, name: str, text: str) -> Iterator[Problem]:
    try:
        asked = [*find_referenced_templates(Environment().parse(text))]
    except TemplateSyntaxError as error:
        what = f"this template cannot be read: {str(error.message).rstrip('.')}"
        mend = "mend this line, or end what is open above it, as in `{% endif %}`"
        yield Problem(name, error.lineno, 0, RULE, what, mend)
        return
    if curly := _CURLY.search(text):
        what, mend = "a curly quotation mark stands in a tag", "write a straight one"
        yield Problem(name, *place_of(text, curly.end() - 1), RULE, what, mend)
        return
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(_CODE.sub(_blank, text)):
        if not tag["end"]:
            opened += [tag] if tag["name"] not in VOID else []
        elif inner := next((one for one in reversed(opened) if one["name"] == tag["name"]), None):
            opened.remove(inner)
        else:
            what, mend = (
                f"`{tag[0]}` ends what never began",
                "take it out, or write where it begins",
            )
            yield Problem(name, *place_of(text, tag.start()), RULE, what, mend)
    for tag in opened[:1]:
        what, mend = f"`<{tag['name']}>` is never closed", f"write `</{tag['name']}>` where it ends"
        yield Problem(name, *place_of(text, tag.start()), RULE, what, mend)
    known = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    for one in asked:
        if one and one.startswith(_OURS) and one not in known:
            mend = meant(one, known, "name one that lies there", 0.8)
            place = place_of(text, text.find(one))
            yield Problem(name, *place, RULE, f"there is no template `{one}`", mend)


def _style(name: str, text: str) -> Iterator[Problem]:
    for comment in _COMMENT.finditer(text):
        if "/*" in comment[0][2:] or not comment[0].endswith("*/"):
            what, mend = "this comment has no end, and what follows is lost", "end it with `*/`"
            yield Problem(name, *place_of(text, comment.start()), RULE, what, mend)
            return
    text = _COMMENT.sub(_blank, text)
    plain = _TEXT.sub(_blank, text)
    if loads := _LOADS.search(text) or _ESCAPE.search(plain):
        what, mend = f"`{loads[0]}` would load something", "take it out; a page loads our own files"
        yield Problem(name, *place_of(text, loads.start()), RULE, what, mend)
    opened: list[int] = []
    for brace in re.finditer(r"[{}]", plain):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            what, mend = "`}` ends what never began", "take it out, or write where it begins"
            yield Problem(name, *place_of(plain, brace.start()), RULE, what, mend)
            return
    if opened:
        what, mend = (
            "`{` is never closed, and the rules below it are lost",
            "write `}` where it ends",
        )
        yield Problem(name, *place_of(plain, opened[0]), RULE, what, mend)
        return
    yield from _declarations(name, plain)


def _declarations(name: str, text: str) -> Iterator[Problem]:
    """Find misspelt properties, and declarations that run into one another."""
    while (shorter := _INNER.sub(lambda found: " " * len(found[0]), text)) != text:
        text = shorter
    names = {found[1] for found in _PROPERTY.finditer(text)}
    for part in _PART.finditer(text):
        said, at = part[1].strip(), part.end(1) - len(part[1].lstrip())
        if not said or said[0] == "@":
            continue
        place = place_of(text, at)
        found = _PROPERTY.match(said)
        if not found or said.count(":") > 1:
            what = f"`{' '.join(said.split())}` is not read"
            yield Problem(
                name, *place, RULE, what, "write each as `name: value;`, with `:` and `;`"
            )
        elif not _is_english(found[1]):
            right = [one for one in names if _is_english(one)]
            mend = meant(found[1], right, "write one that CSS has")
            yield Problem(name, *place, RULE, f"there is no property `{found[1]}`", mend)


def _is_english(name: str) -> bool:
    words = filter(None, name.lower().split("-"))
    return name.startswith("--") or all(map(_SPELLER.knows, words))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
