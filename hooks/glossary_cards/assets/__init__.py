"""The card's script and styles, and the A to Z's: readable sources, of which pages load less.

What is shipped is the source without comments and indentation, so that a comment costs nobody a
byte. Our own files only: no string here holds ``/*``, and no text of a script runs over lines.
"""

import re
from pathlib import Path

from glossary_cards.engine.lazy import lazy

# Where pages load them from.
FOLDER = "assets/glossary-cards"

SCRIPTS = (f"{FOLDER}/card.js",)
STYLES = (f"{FOLDER}/card.css", f"{FOLDER}/glossary.css")
FILTER = f"{FOLDER}/filter.js"

_COMMENT = lazy(r"/\*.*?\*/|^\s*//[^\n]*$", re.S | re.M)  # `/* why */`, `  // why`


def shipped(name: str) -> str:
    """Give a file as pages load it.

    Args:
        name: One of the names above.
    """
    return shortened(Path(__file__).with_name(name.rpartition("/")[2]).read_text(encoding="utf-8"))


def shortened(source: str) -> str:
    """Take whole-line comments and indentation out of a source of ours."""
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(filter(None, lines)) + "\n"
