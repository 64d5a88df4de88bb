"""Reads an article: bytes in, blocks out, and a clear problem when there is no article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from article.blocks import Block, words_in
from article.decoding import decode
from article.headings import promote, recognise
from article.hypertext import Piece, read_html
from article.inline import inline_reader, take_marks
from article.textual import Lines, read_text, settle, usual_width
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_document

FORMATS = {"text": "plain text", "markdown": "Markdown", "html": "HTML"}
"""The formats an article may have, and what people call them."""

_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
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


@dataclass(frozen=True)
class Reading:
    """An article as it was read.

    Attributes:
        format: ``text``, ``markdown`` or ``html``.
        encoding: What its bytes were read as.
        blocks: The article, in order.
        source: Its text as decoded.
        pieces: For HTML, each piece of the page's text, kept or left out.
        left_out: What was left out, a line each, for people.
        notes: What else the reader of the report ought to know.
        facts: What its front matter or its head says: title, author and so on.
        language: Its language, such as ``en``.
    """

    format: str
    encoding: str
    blocks: tuple[Block, ...]
    source: str
    pieces: tuple[Piece, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    language: str = "en"


def read_article(path: str, data: bytes, form: str = "") -> Reading | Problem:
    """Read an article.

    Args:
        path: The file as problems name it; its ending says the format.
        data: All its bytes.
        form: ``text``, ``markdown`` or ``html`` when the ending is not to be believed.

    Returns:
        The article, or what is wrong with the file.
    """
    decoded = decode(path, data)
    if isinstance(decoded, Problem):
        return decoded
    text = decoded.text
    form = form or guess_format(path, text)
    reading: Reading | Problem
    if form == "markdown":
        reading = _from_markdown(path, text)
    else:
        reading = _from_html(text) if form == "html" else _from_text(text)
    if isinstance(reading, Problem):
        return reading
    words = words_in(reading.blocks)
    if not words:
        what = "the file holds no text that a reader would see"
        return Problem(path, 1, 1, "empty", what, "put the text of the article in it")
    language = reading.facts.get("language", "") or guess_language(words)
    return Reading(
        form,
        decoded.encoding,
        reading.blocks,
        text,
        reading.pieces,
        reading.left_out,
        decoded.notes + reading.notes,
        reading.facts,
        language.lower().replace("_", "-").split("-")[0] or "en",
    )


def guess_format(path: str, text: str) -> str:
    """Say which format a file has, by its ending and its first lines."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _HTML_START.match(text):
        return "html"
    headings = len(re.findall(r"^#{1,6} \S", text, re.M))
    return (
        "markdown" if headings > 1 and re.search(r"\]\(https?:|\*\*\w|^- ", text, re.M) else "text"
    )


def guess_language(words: list[str]) -> str:
    """Guess the language of an article from its commonest words; English when unsure."""
    sample = [word.lower().strip('.,;:!?()«»"“”') for word in words[:3000]]
    score = {
        language: sum(map(frozenset(stopwords.split()).__contains__, sample))
        for language, stopwords in _STOPWORDS.items()
    }
    best = max(score, key=lambda language: score[language])
    return best if score[best] > 0.05 * len(sample) and score[best] > 1.2 * score["en"] else "en"


def _from_text(text: str) -> Reading:
    width = usual_width(text.split("\n"))
    return Reading("text", "", tuple(recognise(read_text(text), width)), text)


def _from_markdown(path: str, text: str) -> Reading | Problem:
    document, problems = read_document(path, text)
    if problems:
        return problems[0]
    body, links, comments = take_marks(document.body)
    blocks = promote(settle(list[Block | Lines](read_text(body, inline_reader(links))), 0))
    facts = _front_facts(document.meta)
    left = []
    if comments:
        left.append(f"{comments} comment{'s' * (comments > 1)}")
    if document.meta:
        left.append("the front matter, which goes to the page about the source")
    pictures = len(re.findall(r"!\[[^\]]*\]\(", body))
    if pictures:
        left.append(_pictures(pictures))
    return Reading("markdown", "", tuple(blocks), text, left_out=tuple(left), facts=facts)


def _front_facts(meta: dict[str, object]) -> dict[str, str]:
    """Take the plain values of an article's own front matter."""
    names = {"lang": "language", "date": "published", "lastmod": "updated", "site": "publisher"}
    return {
        names.get(key.lower(), key.lower()): str(value)
        for key, value in meta.items()
        if isinstance(key, str) and isinstance(value, str | int | float | date)
    }


def _from_html(text: str) -> Reading:
    page = read_html(text)
    left: list[str] = []
    reasons: dict[str, list[str]] = {}
    for piece in page.pieces:
        if piece.why:
            reasons.setdefault(piece.why, []).append(piece.text)
    for why, texts in reasons.items():
        words = " ".join(texts).split()
        shown = " ".join(words[:6]) + (" ..." if len(words) > 6 else "")
        name = why if why in {"hidden", "outside the article"} or " " in why else f"<{why}>"
        count = f"{len(words)} word{'s' * (len(words) != 1)}"
        left.append(f"{name}: {count}" + ("" if why in {"script", "style"} else f' ("{shown}")'))
    if page.pictures:
        left.append(_pictures(page.pictures))
    blocks = tuple(promote(list(page.blocks)))
    return Reading("html", "", blocks, text, page.pieces, tuple(left), (), page.facts)


def _pictures(count: int) -> str:
    return f"{count} picture{'s' * (count > 1)}: add them by hand if they may be used"
