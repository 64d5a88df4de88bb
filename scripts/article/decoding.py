"""From the bytes of a file to text, or one clear problem."""

import codecs
import re

from charset_normalizer import from_bytes

from article.containers import Opened, Refused

MAX_BYTES = 5_000_000
"""The largest article that is read: some 800,000 words."""

_MAGIC = (
    (b"PK\x03\x04", "a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a Rich Text file"),
)
_SAVE = "save the article as plain text (.txt), Markdown (.md) or HTML (.html) and try again"
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_WESTERN = re.compile(
    r"[\x00-\x7f‘’“”–—…•«»°§©®™€£¿¡·×\u00a0àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ]*"
)
_NOTHING = re.compile("[\x7f\ufeff]")  # a deleted letter, a byte order mark within
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
    return Opened("", "", text, told=notes, encoding=encoding)


def _text(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Read bytes as UTF-8, as what they declare, or as what they look like most."""
    for codec in (_wide(data), "utf-8-sig", _declared(data)):
        try:
            return data.decode(codec), "UTF-8" if codec == "utf-8-sig" else codec, ()
        except (UnicodeDecodeError, LookupError):
            continue
    text, name = data.decode("cp1252", "replace"), "cp1252"
    best = None if _WESTERN.fullmatch(text) else from_bytes(data).best()
    if best:
        text, name = str(best), best.encoding.replace("_", "-")
    note = f"the file is not UTF-8; it was read as {name}: look at its accents and quotation marks"
    return text.removeprefix("\ufeff"), name, () if name.startswith("utf") else (note,)


def _wide(data: bytes) -> str:
    """Say which form of UTF-16 or UTF-32 data has, by its mark or by where its zeros stand."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-32" if data.startswith(codecs.BOM_UTF32_LE) else "utf-16"
    zeros = [data[at:400:2].count(0) * 5 > len(data[at:400:2]) * 3 for at in (0, 1)]
    return "utf-16-be" if zeros == [True, False] else "utf-16-le" if zeros == [False, True] else ""


def _declared(data: bytes) -> str:
    """Give the character set that HTML declares; browsers widen Latin-1."""
    found = _DECLARED.search(data[:2000])
    name = found[1].decode().lower() if found else "none"
    return "cp1252" if name in {"iso-8859-1", "latin1", "us-ascii"} else name
