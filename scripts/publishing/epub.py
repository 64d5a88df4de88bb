"""The book as EPUB 3: each page is a chapter, each word and source a note that pops up.

Equal sites give equal bytes: the library's own dates and the zip's are those of the version.
"""

from __future__ import annotations

import posixpath
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from ebooklib import epub
from lxml import etree, html
from lxml.html import HtmlElement

from publishing.bundle import TEMPLATES, Edition
from publishing.chapters import Chapter, pictures, read_chapters, relink
from publishing.files import put, zipped

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" href="{up}book.css"/></head>
<body>{body}</body>
</html>
"""  # noqa: E501
_OPS = "http://www.idpf.org/2007/ops"
_PLAIN = "%/:=&?~#+!$,;'@()*[]-._"  # what stands in an address as it is
_ACCESS = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual"],
    "accessibilityFeature": [
        "alternativeText", "longDescription", "readingOrder", "structuralNavigation",
        "tableOfContents",
    ],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": [
        "All pictures have a description in words beside them. Words and sources are notes."
    ],
}  # fmt: skip


def write_epub(root: Path, folder: Path, edition: Edition) -> Path:
    """Make the book.

    Args:
        root: The folder of a site that was built with file names instead of folder addresses.
        folder: Where the book belongs.
        edition: Which edition it is.

    Returns:
        The book, with a checksum beside it.
    """
    target = folder / f"{edition.folder}.epub"
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "book.epub"
        epub.write_epub(str(made), _book(root, edition), {"mtime": edition.date})
        with zipfile.ZipFile(made) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    package = files["EPUB/content.opf"]
    files["EPUB/content.opf"] = package.replace(b"<package ", b'<package xml:lang="en" ', 1)
    files = {"mimetype": files.pop("mimetype"), **dict(sorted(files.items()))}
    return put(target, zipped(files))


def _book(root: Path, edition: Edition) -> epub.EpubBook:
    chapters = read_chapters(root)
    known = {chapter.path for chapter in chapters}
    book = epub.EpubBook()
    book.set_identifier(uuid.uuid5(uuid.NAMESPACE_URL, edition.folder).urn)
    book.set_title(edition.title)
    book.set_language("en")
    book.add_metadata("DC", "rights", "CC BY 4.0")
    book.add_metadata("DC", "date", edition.made)
    for name, values in _ACCESS.items():
        for value in values:
            book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    style = (TEMPLATES / "book.css").read_bytes()
    book.add_item(epub.EpubItem("style", "book.css", "text/css", style))
    seen: set[str] = set()
    items = []
    for chapter in chapters:
        for picture, source in pictures(chapter):
            for name in ("loading", "decoding"):
                picture.attrib.pop(name, None)
            if source not in seen:
                kind = "image/svg+xml" if source.endswith(".svg") else "image/png"
                content = (root / source).read_bytes()
                book.add_item(epub.EpubItem(f"picture-{len(seen)}", source, kind, content))
                seen.add(source)
        item = epub.EpubItem(
            chapter.slug,
            _named(chapter.path),
            "application/xhtml+xml",
            _xhtml(chapter, known, edition).encode(),
        )
        book.add_item(item)
        items.append((chapter, item))
    navigation = epub.EpubNav(title="Contents")
    book.add_item(navigation)
    book.add_item(epub.EpubNcx())  # the contents as older readers want them
    book.spine = [navigation, *(item for _, item in items)]
    book.toc = list(_contents(chapters))
    return book


def _contents(chapters: list[Chapter]) -> Iterator[object]:
    """Give the contents by part of the menu."""
    for part, group in groupby(chapters, lambda chapter: chapter.part):
        links = [epub.Link(_named(one.path), one.title, one.slug) for one in group]
        if part:
            yield epub.Section(part, links[0].href), links
        else:
            yield from links


def _xhtml(chapter: Chapter, known: set[str], edition: Edition) -> str:
    """Write a chapter as the book holds it."""
    here = posixpath.dirname(chapter.path)

    def leads(page: str, part: str) -> str:
        path = "" if page == chapter.path else posixpath.relpath(_named(page), here or ".")
        return f"{path}#{part}" if part else path or posixpath.basename(_named(page))

    body = chapter.body
    if chapter.words:
        body.append(_words(chapter))
    relink(chapter, leads, known, edition.online)
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
    return _PAGE.format(title=escape(chapter.title), up=up, body=text)


def _words(chapter: Chapter) -> HtmlElement:
    """Make a note of each word that the chapter explains, for readers to pop up."""
    section = html.fragment_fromstring("<section><h2>Words in this chapter</h2></section>")
    for key, word in chapter.words.items():
        note = html.fragment_fromstring(f'<aside id="{key}"><p></p></aside>')
        _mark(note, "footnote")
        for part in (word.find(".//dt"), word.find(".//dd")):
            if part is not None:
                part.tag = "span"
                part.tail = " "
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
