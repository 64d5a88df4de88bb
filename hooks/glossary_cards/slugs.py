"""Slugs: file names made of words, which are the ends of addresses. It needs nothing but Python."""

import re
import unicodedata


def slug_for(word: str) -> str:
    """Make a file name of a word: small letters without accents, digits and hyphens.

    Args:
        word: Any text; letters of other scripts are kept.
    """
    decomposed = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")
