"""From the bytes of a file to text, or one clear problem."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from glossary_cards.diagnostics.problem import Problem

MAX_BYTES = 5_000_000
"""The largest article that is read: some 800,000 words."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_SAVE = "save the article as plain text (.txt), Markdown (.md) or HTML (.html) and try again"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_LATIN_PUNCTUATION = frozenset("‘’“”–—…•«»°§©®™€£¿¡·\u00a0")


@dataclass(frozen=True)
class Decoded:
    r"""The text of a file.

    Attributes:
        text: The text, with ``\n`` line ends and no byte order mark.
        encoding: What it was read as, for people.
        notes: What the reader ought to know about the reading.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(path: str, data: bytes) -> Decoded | Problem:
    """Read the bytes of an article as text.

    Args:
        path: The file as problems name it.
        data: All its bytes.

    Returns:
        The text, or what is wrong with the file.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return Problem(path, 1, 1, "not-text", f"this is {name}, not text", _SAVE)
    found = _by_mark(path, data) or _unmarked(path, data)
    if isinstance(found, Problem):
        return found
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = re.sub(r"[\x0b\u2028\u2029]", "\n", text)
    if not text.strip() or not any(char.isalnum() for char in text):
        what = "the file is empty" if not text.strip() else "the file holds no words"
        return Problem(path, 1, 1, "empty", what, "put the text of the article in it")
    control = _CONTROLS.search(text)
    if control:
        what = f"a control character (U+{ord(control.group()):04X}) is no text"
        return _at(path, text[: control.start()], "not-text", what, _SAVE)
    return Decoded(text, found.encoding, found.notes)


def _by_mark(path: str, data: bytes) -> Decoded | Problem | None:
    """Read a file that starts with a byte order mark."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), f"{name} with a byte order mark")
            except UnicodeDecodeError as error:
                before = data[len(mark) : len(mark) + error.start].decode(codec, "ignore")
                what = f"the file says it is {name}, and from here on it is not"
                return _at(path, before, "encoding", what, "save it as UTF-8")
    return None


def _unmarked(path: str, data: bytes) -> Decoded | Problem:
    """Read a file without a byte order mark: UTF-8, what HTML declares, or Windows-1252."""
    zero = data.find(b"\0")
    if zero >= 0:
        utf16 = data.count(b"\0", 0, 2000) * 3 > len(data[:2000])
        what = "this looks like UTF-16 without a byte order mark" if utf16 else "this is not text"
        mend = "save the file as UTF-8" if utf16 else _SAVE
        before = data[:zero].decode("utf-8", "replace")
        rule = "encoding" if utf16 else "not-text"
        return _at(path, before, rule, what, mend)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        bad, start = data[error.start], error.start
    declared = _CHARSET.search(data[:2000])
    text = _as_windows(data) if declared is None else _as_declared(data, declared[1].decode())
    if text is not None:
        name = "Windows-1252" if declared is None else declared[1].decode()
        note = (
            f"the file is not UTF-8; it was read as {name}: look at its accents and quotation marks"
        )
        return Decoded(text, name, (note,))
    before = data[:start].decode("utf-8", "replace")
    what = f"the byte 0x{bad:02X} here is not UTF-8, and the file does not look like Windows-1252"
    return _at(path, before, "encoding", what, "save the file as UTF-8")


def _as_declared(data: bytes, name: str) -> str | None:
    """Decode by the character set an HTML page declares; browsers read Latin-1 as Windows-1252."""
    name = "cp1252" if name.lower() in {"iso-8859-1", "latin1", "us-ascii", "utf-8"} else name
    try:
        return data.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeDecodeError):
        return None


def _as_windows(data: bytes) -> str | None:
    """Decode as Windows-1252, if what comes out is plausible Western text."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    high = [char for char in text if ord(char) > 127]
    letters = sum(char.isalpha() for char in high)
    if letters > 0.2 * sum(char.isalpha() for char in text):
        return None
    strange = [
        char
        for char in high
        if char not in _LATIN_PUNCTUATION and unicodedata.category(char) not in {"Ll", "Lu"}
    ]
    return None if len(strange) * 4 > len(high) else text


def _at(path: str, before: str, rule: str, what: str, mend: str) -> Problem:
    """Make a problem right after some text."""
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Problem(path, line, column, rule, what, mend)
