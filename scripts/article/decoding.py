"""From the bytes of a file to text, or one clear problem."""

import re
from contextlib import suppress

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
    return Opened("", "", text, told=notes, encoding=encoding)


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
