"""Parting a paragraph into its sentences."""

import re

# the ". " of "It works. We know."
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*\s?[^\W_a-zà-ÿ])")
# the "Dr. " of "Dr. Lee", the "1. " of "1. Aims"
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Drs|Mr|Mrs|Ms|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|cf|al|Fig|No|Vol|pp|approx|ca|M|Mme"
    r"|Mlle)|^\d{1,2}(?:\.\d{1,2})*)\.\s+$"
)


def sentences(text: str) -> list[str]:
    """Part a text into sentences.

    Args:
        text: One paragraph.

    Returns:
        Its sentences, which joined by a space give all its words.
    """
    out: list[str] = []
    start = 0
    flat = " ".join(text.split())
    for match in _END.finditer(flat):
        if _NO_END.search(flat[start : match.end()]):
            continue
        out.append(flat[start : match.end()].strip())
        start = match.end()
    rest = flat[start:].strip()
    return [*out, rest] if rest else out
