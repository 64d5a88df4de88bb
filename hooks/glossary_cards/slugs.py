"""Slugs: file names made of words, which are the ends of addresses. It needs nothing but Python."""

import re
import unicodedata


def bare(text: str) -> str:
    """Take the accents off the letters of a text, as a dictionary does to sort its words."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c))


def slug_for(word: str) -> str:
    """Make a file name of a word: small letters without accents, digits and hyphens.

    Args:
        word: Any text; letters of other scripts are kept, with their marks.
    """
    plain = word.casefold().replace("œ", "oe").replace("ø", "o")
    bare = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", plain))
    letters = unicodedata.normalize("NFC", bare)
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in letters)
    return re.sub("-+", "-", kept).strip("-")
