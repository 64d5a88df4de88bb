"""The book as EPUB 3: each page is a chapter, each word and source a note that pops up.

A book is a zip of pages with a list of them; its templates stand in templates/epub/. Equal sites
give equal bytes.
"""

import posixpath
import uuid
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from lxml import etree, html
from lxml.html import HtmlElement
from markupsafe import Markup

from publishing.bundle import TEMPLATES, Edition, filled
from publishing.chapters import Chapter, pictures, read_book
from publishing.files import put, zipped

_OPS = "http://www.idpf.org/2007/ops"
_PLAIN = "%/:=&?~#+!$,;'@()*[]-._"  # what stands in an address as it is
_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


def write_epub(root: Path, folder: Path, edition: Edition) -> Path:
    """Make the book.

    Args:
        root: The folder of a site that was built with file names instead of folder addresses.
        folder: Where the book belongs.
        edition: Which edition it is.

    Returns:
        The book, with a checksum beside it.
    """
    chapters = read_book(root, _place, edition)
    cover = f"cover{'-neutral' * edition.neutral}.png"
    shown = {source for chapter in chapters for source in _shown(chapter)}
    view = {
        "edition": edition,
        "up": "",
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, edition.folder).urn,
        "chapters": [(chapter.slug, _named(chapter.path)) for chapter in chapters],
        "parts": list(_contents(chapters)),
        "pictures": [(source, _KINDS[Path(source).suffix]) for source in sorted(shown)],
    }
    texts = {
        "META-INF/container.xml": filled("epub/container.xml.j2", view),
        "EPUB/content.opf": filled("epub/content.opf.j2", view),
        "EPUB/nav.xhtml": filled("epub/nav.xhtml.j2", {**view, "title": "Contents"}),
        "EPUB/cover.xhtml": filled("epub/cover.xhtml.j2", {**view, "title": "Cover"}),
        "EPUB/book.css": (TEMPLATES / "book.css").read_text("utf-8"),
        **{f"EPUB/{_named(c.path)}": _xhtml(c) for c in chapters},
    }
    files = {
        "mimetype": b"application/epub+zip",
        **{name: text.encode() for name, text in sorted(texts.items())},
        "EPUB/cover.png": (TEMPLATES / "epub" / cover).read_bytes(),
        **{f"EPUB/{source}": (root / source).read_bytes() for source in sorted(shown)},
    }
    return put(folder / f"{edition.folder}.epub", zipped(files))


def _shown(chapter: Chapter) -> Iterator[str]:
    """Give the pictures of a chapter, without what only browsers know about them."""
    for element, source in pictures(chapter):
        for name in ("loading", "decoding"):
            element.attrib.pop(name, None)
        yield source


def _contents(chapters: list[Chapter]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give each part of the menu, which may have no name, with its addresses and titles."""
    for part, group in groupby(chapters, lambda chapter: chapter.part):
        yield part, [(_named(one.path), one.title) for one in group]


def _place(here: Chapter, there: Chapter, part: str) -> str:
    path = posixpath.relpath(_named(there.path), posixpath.dirname(here.path) or ".")
    fragment = f"#{part}" if part else ""
    return fragment if fragment and here is there else path + fragment


def _xhtml(chapter: Chapter) -> str:
    """Write a chapter as the book holds it."""
    body = chapter.body
    if chapter.words:
        body.append(_words(chapter))
    for link in body.xpath(".//a[@href]"):
        link.set("href", quote(link.get("href"), safe=_PLAIN))
        if link.get("href").startswith("sms:"):  # books know no such address
            link.drop_tag()
            continue
        word = f"term-{link.get('data-term')}"
        if "footnote-ref" in link.get("class", ""):
            _mark(link, "noteref")
        elif "footnote-backref" in link.get("class", ""):
            _mark(link, "backlink")
        elif word in chapter.words:
            link.set("href", f"#{word}")
            _mark(link, "noteref")
    for section in body.xpath(".//*[contains(@class,'footnote') and self::div]"):
        _mark(section, "endnotes")
    body.tag = "main"
    text = etree.tostring(body, encoding="unicode", with_tail=False)
    up = "../" * chapter.path.count("/")
    return filled("epub/page.xhtml.j2", {"title": chapter.title, "up": up, "body": Markup(text)})


def _words(chapter: Chapter) -> HtmlElement:
    """Make a note of each word that the chapter explains, for readers to pop up."""
    section = html.fragment_fromstring("<section><h2>Words in this chapter</h2></section>")
    for key, word in chapter.words.items():
        note = html.fragment_fromstring(f'<aside id="{key}"><p></p></aside>')
        _mark(note, "footnote")
        for part, tail in ((word.find(".//dt"), ": "), (word.find(".//dd"), "")):
            if part is not None:
                part.tag, part.tail = "span", tail
                note[0].append(part)
        section.append(note)
    return section


def _mark(element: HtmlElement, kind: str) -> None:
    """Say what an element is, to readers of books and to screen readers."""
    etree.register_namespace("epub", _OPS)  # some readers know the name by this prefix only
    element.set(f"{{{_OPS}}}type", kind)
    element.set("role", f"doc-{kind}")


def _named(path: str) -> str:
    """Give a page's name in the book."""
    return path.removesuffix(".html") + ".xhtml"
