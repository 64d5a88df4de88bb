"""What the elements of HTML mean to an article; the readers and the proof agree on this alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from article.model import names

BLOCK_TAGS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
)
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

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url")


def is_hidden(attrs: Mapping[str, str | None]) -> bool:
    """Say whether an element says that it is not shown."""
    return "hidden" in attrs or bool(_HIDDEN.search(attrs.get("style") or ""))


def picture_source(attrs: Mapping[str, str | None]) -> str:
    """Give the address of a picture, which pages that load late keep elsewhere."""
    source = (attrs.get("src") or attrs.get("data") or "").strip()
    if source.startswith(("javascript:", "about:")):
        return ""
    if source and not source.startswith("data:"):
        return source
    for name in _LAZY:
        if attrs.get(name):
            return str(attrs[name]).strip()
    several = (attrs.get("data-srcset") or attrs.get("srcset") or "").split(", ")
    return (several[-1].split() or [source])[0]
