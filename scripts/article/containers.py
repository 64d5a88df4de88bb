"""From the bytes of a file to its text: Word, PDF, EPUB, saved web pages, and text itself.

Each is opened by a library that is kept by others and becomes HTML or plain text, which the readers
of those read.
"""

import email
import email.policy
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import unquote

import mammoth
import pypdf
from charset_normalizer import from_bytes
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

CONTAINERS = {"docx": "Word", "pdf": "PDF", "epub": "EPUB", "mhtml": "a saved web page"}
"""Formats that are opened here, and what people call them."""

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RAISED = {"superscript": "sup", "subscript": "sub"}
_WORD_STYLES = "u => u\nstrike => s\np[style-name='Title'] => h1:fresh"


@dataclass(frozen=True)
class Opened:
    """What was in a file.

    Attributes:
        form: The format of the file; empty for plain bytes, whose name and look say it.
        text: The text: HTML, but for a PDF file and for plain bytes.
        facts: What the file says of the article.
        files: Pictures in it, by their address in the text.
        told: What the reader of the report ought to know.
        words: All words of the file by another way than the library's, or nothing.
        encoding: What its bytes were read as; empty for a package.
    """

    form: str
    text: str
    facts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    words: str = ""
    encoding: str = ""


class Refused(Exception):  # noqa: N818  # no error of ours: the reason, to be shown
    """Why a file is no article: the rule, what is wrong, the mend, the line and the column."""

    def __init__(self, rule: str, what: str, mend: str, line: int = 1, column: int = 1) -> None:
        super().__init__(what)
        self.told = (line, column, rule, what, mend)


def open_container(path: str, data: bytes, form: str) -> Opened | None:
    """Open a file that is a package.

    Args:
        path: The file as problems name it; its ending says the format.
        data: All its bytes.
        form: The format, when the ending is not to be believed.

    Returns:
        What was in it, or nothing when it is text itself.

    Raises:
        Refused: When it cannot be opened.
    """
    suffix = PurePath(path).suffix.lower().lstrip(".")
    form = form or ("mhtml" if suffix == "mht" else suffix)
    if data.startswith(b"%PDF-"):
        form = "pdf"
    if form not in CONTAINERS:
        return None
    try:
        return _OPENERS[form](data)
    except Refused:
        raise
    except Exception as error:  # damaged files raise whatever the libraries meet first
        why = " ".join(str(error).split())[:80]
        what = f"this file of {CONTAINERS[form]} cannot be opened ({why})"
        raise Refused("not-text", what, "save it again, or as HTML, and try that") from None


def _open_word(data: bytes) -> Opened:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    styles = "\n".join([_WORD_STYLES, *_states_of_styles(data)])
    html = mammoth.convert_to_html(io.BytesIO(data), style_map=styles).value
    # Words of formulas, which the library leaves out, are among them: the proof names those.
    words = " ".join(n.text or "" for n in etree.fromstring(xml).iter(f"{_WORD}t", f"{_MATH}t"))
    return Opened("docx", f"<body>{html}</body>", words=words)


def _states_of_styles(data: bytes) -> Iterator[str]:
    """Say which named styles raise, lower or strike out their text: the library asks for that."""
    held = zipfile.ZipFile(io.BytesIO(data))
    found = "word/styles.xml" in held.namelist()
    for style in etree.fromstring(held.read("word/styles.xml")) if found else ():
        name = style.get(f"{_WORD}styleId", "")
        raised = style.xpath("string(*/*[local-name()='vertAlign']/@*)")
        struck = style.xpath("boolean(*/*[local-name()='strike'][not(@*='0' or @*='false')])")
        state = "s" if struck else _RAISED.get(raised)
        if state and re.fullmatch(r"(?!.*(?i:footnote|endnote))\w+", name):  # notes have their own
            yield f"r.{name} => {state}"


def _open_pdf(data: bytes) -> Opened:
    pdf = pypdf.PdfReader(io.BytesIO(data))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise Refused("locked", "this PDF file is locked by a password", "save it without one")
    text = "\n\f".join(page.extract_text() for page in pdf.pages)
    if not text.strip():
        what = "this PDF file holds pictures of text and no text"
        raise Refused("not-text", what, "have a program recognise its text first")
    told = ("only the text of a PDF file is read: compare tables and pictures with it",)
    return Opened("pdf", text, told=told)


def _open_mhtml(data: bytes) -> Opened:
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = list(message.walk())
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Refused("empty", "it holds no web page", "save the page again")
    files: dict[str, bytes] = {}
    for part in parts:
        content = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(content, bytes):
            for name in (part["Content-Location"], f"cid:{str(part['Content-ID']).strip('<>')}"):
                files[str(name)] = content
    base = str(page["Content-Location"] or message["Snapshot-Content-Location"] or "")
    facts = {"base": base} if base.startswith("http") else {}
    return Opened("mhtml", str(page.get_content()), facts, files)


def _open_epub(data: bytes) -> Opened:
    """Join the chapters of a book in the order of reading."""
    book = zipfile.ZipFile(io.BytesIO(data))
    (opf,) = etree.fromstring(book.read("META-INF/container.xml")).xpath("(//@full-path)[1]")
    package = etree.fromstring(book.read(opf))
    items = {item.get("id"): item.attrib for item in package.iterfind(".//{*}item")}
    read = [items.get(item.get("idref"), {}) for item in package.iterfind(".//{*}itemref")]
    chapters = [
        _beside(opf, item["href"])
        for item in read
        if item and "nav" not in item.get("properties", "").split()
    ]
    named = {"title": "title", "author": "creator", "language": "language"}
    facts = {name: package.findtext(f".//{{*}}{tag}", "").strip() for name, tag in named.items()}
    text = "".join(_chapter(book.read(name).decode("utf-8"), name, chapters) for name in chapters)
    files = {name: book.read(name) for name in book.namelist() if not name.endswith("/")}
    return Opened("epub", f"<body>{text}</body>", facts, files)


def _beside(name: str, address: str) -> str:
    """Give the name of a file of a book by its address in another one."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))


def _chapter(html: str, name: str, chapters: list[str]) -> str:
    """Give a chapter's content with its links leading to places in the one page."""
    html = re.sub(r"<(title|script|a|div|span|p|i|b|td|th)(\s[^<>]*)?/>", r"<\1\2></\1>", html)
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    for node in body.css("a[href], img[src], image"):
        key = "src" if node.tag == "img" else "href"
        address = node.attributes.get(key) or ""
        place, _, fragment = address.partition("#")
        whole = _beside(name, place)
        if ":" in place:
            continue
        if node.tag != "a":
            node.attrs[key] = whole
        elif not place or whole in chapters:
            node.attrs[key] = f"#{fragment or chapters.index(whole)}"
    return f'<section id="{chapters.index(name)}">{body.inner_html}</section>'


_OPENERS: dict[str, Callable[[bytes], Opened]] = {
    "docx": _open_word,
    "pdf": _open_pdf,
    "mhtml": _open_mhtml,
    "epub": _open_epub,
}


MAX_BYTES = 5_000_000
"""The largest article that is read: some 800,000 words."""

_MAGIC = (
    (b"PK\x03\x04", "a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a Rich Text file"),
)
_SAVE = "save the article as Word (.docx), HTML (.html), Markdown (.md) or plain text (.txt)"
# "Café – “open”"
_WESTERN = re.compile(
    r"[\x00-\x7f‘’“”–—…•«»°§©®™€£¿¡·×\u00a0àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ]*"
)
_NOTHING = re.compile("[\x7f\ufeff]")  # a deleted letter, a byte order mark within
# a bell, a form of no letter
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")


def decode(data: bytes) -> Opened:
    r"""Read the bytes of an article as text.

    Args:
        data: All its bytes.

    Returns:
        The text, with ``\n`` line ends and no byte order mark, what it was read as and what the
        reader ought to know of that.

    Raises:
        Refused: When they are no text.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise Refused("not-text", f"this is {name}, not text", _SAVE)
    text, encoding, notes = _text(data)
    text = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", _NOTHING.sub("", text))
    if not any(char.isalnum() for char in text):
        what = "the file is empty" if not text.strip() else "the file holds no words"
        raise Refused("empty", what, "put the text of the article in it")
    control = _CONTROLS.search(text)
    if control:
        before = text[: control.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        if len(_CONTROLS.findall(text)) * 500 >= len(text):
            what = f"a control character (U+{ord(control.group()):04X}) is no text"
            raise Refused("not-text", what, _SAVE, line, column)
        first = f"(the first in line {line})"
        notes += (f"control characters, which nobody sees, are left out {first}",)
        text = _CONTROLS.sub("", text)
    return Opened("", text, told=notes, encoding=encoding)


def _text(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Read bytes as UTF-8, or as what they declare or look like most."""
    is_wide = b"\0" in data  # UTF-16 and UTF-32 are full of them
    with suppress(UnicodeDecodeError):
        if not is_wide:
            return data.decode("utf-8-sig"), "UTF-8", ()
    text, name = data.decode("cp1252", "replace"), "cp1252"
    best = from_bytes(data).best() if is_wide or not _WESTERN.fullmatch(text) else None
    if best:
        text, name = str(best), best.encoding.replace("_", "-")
    note = f"the file is not UTF-8; it was read as {name}: look at its accents and quotation marks"
    return text.removeprefix("\ufeff"), name, () if name.startswith("utf") else (note,)
