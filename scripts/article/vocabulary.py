"""The words of HTML, sorted by what they mean for an article.

What reads a page, what leaves parts of it out, what writes it and what proves it have to agree on
what a block is, what nobody sees and what changes the meaning of the words in it.
"""

import re

from glossary_cards.engine.tags import BLOCKS as BLOCKS_OF_HTML


def names(text: str) -> frozenset[str]:
    """Give the words of a text as a set: a long list of words reads best as one string."""
    return frozenset(text.split())


HEADINGS = names("h1 h2 h3 h4 h5 h6")
BLOCKS = HEADINGS | names(
    "p ul ol li blockquote pre table caption tr td th dl dt dd hr figure figcaption details "
    "summary admonition admonition-title footnote"
)
BLOCK_TAGS = BLOCKS_OF_HTML - {"col", "colgroup"}  # which hold nothing
UNSEEN = names(
    "script style template noscript title textarea select datalist noembed noframes button meta "
    "link base param canvas map"
)
"""Elements whose text no reader of an article sees."""

EMBEDDED = names("iframe video audio embed object")
"""What plays in a page: it is carried as a link to it."""

STATES = {
    **{tag: tag for tag in ("sup", "sub", "del", "ins", "q", "mark")},
    **{"s": "del", "strike": "del"},
}
"""Elements that change what their text says, and what each is called here."""

PROGRAM = re.compile(r"\s*(?:javascript|vbscript|data):", re.I)
"""Starts an address that runs and does not lead anywhere."""
