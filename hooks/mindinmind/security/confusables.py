"""Names that look right and are not: an invisible sign, a letter of another alphabet.

Nobody can mend such a name by looking at it, so a problem asks whether the known one was meant.
"""

import re
import unicodedata

_CURLY = re.compile("[“”„‟«»‘’‚‹›]")  # the "“" of "“term“"
# a soft hyphen, a mark that turns the direction of writing
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_WIDE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # a no-break space
_LIKE = {
    **{"a": "\u0430\u03b1", "b": "\u0432", "c": "\u0441", "d": "\u0501", "e": "\u0435\u03b5"},
    **{"h": "\u04bb", "i": "\u0456\u03b9", "j": "\u0458", "k": "\u043a\u03ba", "l": "\u04cf"},
    **{"m": "\u043c", "n": "\u03b7", "o": "\u043e\u03bf", "p": "\u0440\u03c1", "s": "\u0455"},
    **{"t": "\u0442\u03c4", "u": "\u03c5", "v": "\u03bd\u0475", "x": "\u0445\u03c7"},
    **{"y": "\u0443\u03b3", "q": "\u051b", "w": "\u051d\u03c9"},
}
"""Letters of the Cyrillic and the Greek alphabet, by the Latin ones that they look like."""

_LATIN = str.maketrans({letter: latin for latin, letters in _LIKE.items() for letter in letters})


def as_seen(name: str) -> str:
    """Give a name as its writer sees it: in Latin letters, without what cannot be seen.

    Args:
        name: The name as it stands in a file.

    Returns:
        The name in one Unicode form and in small letters, without quotation marks of another kind
        and without spaces round it.
    """
    if not name.isascii():
        name = _WIDE_SPACE.sub(" ", _CURLY.sub("", _INVISIBLE.sub("", name)))
        name = unicodedata.normalize("NFKC", name).lower().translate(_LATIN)
    return name.lower().strip()
