"""Reads an article: bytes in, blocks out, and a clear problem when there is no article."""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from selectolax.lexbor import LexborNode

from article.choosing import choose
from article.containers import CONTAINERS, MAX_BYTES, Opened, Refused, decode, open_container
from article.hypertext import parse, read_html
from article.markdown import front_matter, html_of
from article.model import Node, words_in
from article.plain import read_plain, unprint
from article.structure import promote
from glossary_cards.diagnostics.problem import Problem

_Door = tuple[str, dict[str, str], list[str]]
"""HTML, what its file says of the article, and what was left out."""

FORMATS = {"text": "plain text", "markdown": "Markdown", "html": "HTML", **CONTAINERS}
"""The formats an article may have, and what people call them."""

_SUFFIXES = {
    **{".md": "markdown", ".markdown": "markdown", ".mdx": "markdown", ".html": "html"},
    **{".htm": "html", ".xhtml": "html"},
}
# "<!doctype html>", "<?xml version='1.0'?><html>", "<!-- a --><body>"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b",
    re.I | re.S,
)
_STOPWORDS = {
    "en": "the and of to that is with for are this as by it on",
    "fr": "le la les des une est et que dans pour qui sur avec par",
    "de": "der die das und ist nicht ein eine mit von den zu auf für",
    "es": "el los las una que es y en con por para del se",
    "it": "il che di è una per con non sono gli della nel",
    "nl": "de het een van en is dat niet met voor op zijn",
    "pt": "o os que uma não com para do da em é as",
}
_META = {
    **{"author": "author", "article:author": "author", "article:published_time": "published"},
    **{"article:modified_time": "updated", "date": "published", "og:site_name": "publisher"},
    **{"publisher": "publisher"},
}


@dataclass(frozen=True)
class Reading:
    """An article as it was read.

    Attributes:
        opened: What was in its file; its form is a key of ``FORMATS``.
        blocks: The article, in order, and its footnotes.
        html: What was chosen of it, for the proof.
        left_out: What was left out, a line each, for people.
        facts: What its front matter or its head says: title, author and so on.
        language: Its language, such as ``en``.
    """

    opened: Opened
    blocks: tuple[Node, ...]
    html: str = ""
    left_out: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    language: str = "en"

    @property
    def text(self) -> list[Node]:
        """The article without its footnotes."""
        return [block for block in self.blocks if block.tag != "footnote"]

    @property
    def notes(self) -> dict[str, Node]:
        """Its footnotes, by label."""
        return {block.attrs["id"]: block for block in self.blocks if block.tag == "footnote"}


def read_article(
    path: str, data: bytes, form: str = "", everything: bool = False
) -> Reading | Problem:
    """Read an article.

    Args:
        path: The file as problems name it; its ending says the format.
        data: All its bytes.
        form: A key of ``FORMATS`` when the ending is not to be believed.
        everything: Whether to keep what stands around the article of a web page.

    Returns:
        The article, or what is wrong with the file.
    """
    try:
        return _read(path, data, form, everything)
    except Refused as refused:
        return Problem(path, *refused.told)


def _read(path: str, data: bytes, form: str, everything: bool) -> Reading:
    if len(data) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES // 1_000_000} MB, the most an article may have"
        raise Refused("too-big", what, "split it, or leave out what is not text")
    opened = open_container(path, data, form) or decode(data)
    form = opened.form or form or guess_format(path, opened.text)
    html, facts, left = _DOORS.get(form, _from_html)(opened.text)
    opened = replace(opened, form=form, facts={**facts, **opened.facts})
    reading = _from_tree(parse(html), opened, left, everything)
    words = words_in(reading.text)
    if not any(char.isalnum() for word in words for char in word):
        what = "the file holds no text that a reader would see"
        raise Refused("empty", what, "put the text of the article in it")
    language = reading.facts.get("language", "") or guess_language(words)
    return replace(reading, language=re.split("[-_]", language.lower())[0] or "en")


def guess_format(path: str, text: str) -> str:
    """Say which format a file has, by its ending and its first lines."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _HTML_START.match(text):
        return "html"
    headings = len(re.findall(r"^#{1,6} \S", text, re.M))
    alone = len(re.findall(r"(?:\A|\n\n)#{1,6} \S.*(?=\n\n)", text))
    marks = re.search(r"\]\(https?:|\*\*\w|^- |^```", text, re.M)
    return "markdown" if alone > 1 or (headings > 1 and marks) else "text"


def guess_language(words: list[str]) -> str:
    """Guess the language of an article from its commonest words; English when unsure."""
    sample = [word.lower().strip('.,;:!?()«»"“”') for word in words[:3000]]
    score = {
        language: sum(map(frozenset(stopwords.split()).__contains__, sample))
        for language, stopwords in _STOPWORDS.items()
    }
    best = max(score, key=lambda language: score[language])
    return best if score[best] > 0.05 * len(sample) and score[best] > 1.2 * score["en"] else "en"


def _from_text(text: str) -> _Door:
    lines, removed = unprint(text)
    left = (
        f'page marks: {len(removed)} lines (line {at}: "{mark[:50]}" and so on)'
        for at, mark in removed.items()
    )
    return read_plain(lines), {}, [*left][:1]


def _from_markdown(text: str) -> _Door:
    facts, body = front_matter(text)
    comments = len(re.findall(r"<!--.*?-->", body, re.S))
    left = [f"{comments} comment{'s' * (comments > 1)}"] if comments else []
    left += ["the front matter, which goes to the page about the source"] if facts else []
    return html_of(body), facts, left


def _from_html(text: str) -> _Door:
    return text, {}, []


_DOORS = {"text": _from_text, "pdf": _from_text, "markdown": _from_markdown}


def _from_tree(root: LexborNode, opened: Opened, left: list[str], everything: bool) -> Reading:
    """Read a page, and keep what was chosen of it for the proof."""
    facts = {**_facts(root), **opened.facts}
    whole = everything or opened.form not in {"html", "mhtml"}
    left += [
        f'{why}: {len(text.split())} words ("{" ".join(text.split()[:6])} ...")'
        for why, text in choose(root, whole)
        if any(char.isalnum() for char in text)
    ]
    html = root.html or ""
    blocks = read_html(root)
    titled = _titled(list(blocks), facts) if opened.form != "markdown" else blocks
    return Reading(opened, tuple(promote(titled)), html, tuple(left), facts)


def _facts(root: LexborNode) -> dict[str, str]:
    """Read what the page's head says of the article."""
    facts: dict[str, str] = {}
    for node in root.css("html[lang], meta[content], link[rel=canonical], base[href], title"):
        attrs = {name: (value or "").strip() for name, value in node.attributes.items()}
        name = (attrs.get("name") or attrs.get("property") or "").lower()
        if node.tag == "html":
            facts["language"] = attrs["lang"]
        elif node.tag == "meta" and name in _META:
            facts.setdefault(_META[name], " ".join(attrs["content"].split()))
        elif node.tag == "link":
            facts.setdefault("url", attrs.get("href", ""))
        elif node.tag == "base":
            facts.setdefault("base", attrs["href"])
        elif node.tag == "title" and node.text().strip():
            facts.setdefault("title", " ".join(node.text().split()))
    return {name: value for name, value in facts.items() if value}


def _titled(blocks: list[Node], facts: dict[str, str]) -> list[Node]:
    """Forget the title of the page's head where the text has one of its own."""
    shown = " ".join(words_in(blocks[:1]))
    if sum(block.level == 1 for block in blocks) == 1:
        facts.pop("title", None)
    elif blocks and blocks[0].level and "title" in facts and shown in facts["title"]:
        del facts["title"]
        rest = min((b.level for b in blocks[1:] if b.level), default=6)
        if blocks[0].level <= rest:
            return [Node("h1", blocks[0].children, blocks[0].attrs), *blocks[1:]]
    return blocks
