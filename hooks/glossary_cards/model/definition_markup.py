"""The markup of definitions: what they may hold, and what is wrong with the rest."""

import re
from collections.abc import Iterator

from glossary_cards.engine.tokens import VOID, Kind, Mark, attribute, attribute_names

INLINE = frozenset("a abbr b bdi br cite code em i kbd mark q s small span strong sub sup".split())
"""The elements that a definition may hold."""

ATTRIBUTES = frozenset("href title lang dir class cite".split())
"""The attributes that they may have."""

_KEEP = "keep it to one paragraph of plain words, *emphasis* and links"
# "https://a.org", "mailto:a@b.org", "trust.md", "/a:b"; not "javascript:x"
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*\Z|[^:]*[/?#])", re.I)
_UNKNOWN = (
    re.compile(  # | a | b |, ``` or !!! at the start of a line; [^key]; { #id .class key=value }
        r"^\s*(?:\||```|~~~|!!!|\?\?\?)|\[\^[^\]]*\]|\{\s*(?:[:#.]|[\w-]+\s*=)[^{}]*\}", re.M
    )
)
"""What some Markdown extensions know and a card does not, so that readers would see it."""


def markup_faults(source: str, found: list[Mark]) -> Iterator[tuple[str, str]]:
    """Find what a definition must not hold: block markup, and anything that could run.

    Args:
        source: Its Markdown.
        found: The marks of its HTML.

    Yields:
        What is wrong and how to mend it.
    """
    strange = [mark for mark in found if not _may_stand(mark)]
    # Of blocks in blocks the outermost is named; most of them make paragraphs, too.
    first = next((mark for mark in strange if mark.name != "p"), next(iter(strange), None))
    if written := _UNKNOWN.search(source):
        yield f"the definition holds `{written[0].strip()}`, which a card does not know", _KEEP
    elif first:
        name = f"<{first.name}>" if first.kind in (Kind.OPEN, Kind.RAW) else "a comment"
        yield f"the definition holds {name}, which is more than words in one line", _KEEP
    half = _half_element(found)
    if half and not strange:
        yield f"the definition holds half a <{half}> element", "write both tags, or none"
    for mark in found:
        if mark.kind in (Kind.OPEN, Kind.RAW) and mark is not first:  # that goes as a whole
            # A tag without its partner may be none: "a<b and c>d".
            yield from _attributes(mark, are_words=mark.name == half)


def _may_stand(mark: Mark) -> bool:
    return mark.kind is Kind.CLOSE or (mark.kind is Kind.OPEN and mark.name in INLINE)


def _half_element(found: list[Mark]) -> str:
    """Give the name of a tag without its partner; empty where each has one."""
    opened: list[str] = []
    for mark in found:
        if mark.kind is Kind.OPEN and mark.name not in VOID:
            opened.append(mark.name)
        elif mark.kind is Kind.CLOSE and (not opened or opened.pop() != mark.name):
            return mark.name
    return opened[-1] if opened else ""


def _attributes(mark: Mark, are_words: bool) -> Iterator[tuple[str, str]]:
    """Find attributes that could run, lead somewhere unsafe, or change the page.

    Args:
        mark: The tag.
        are_words: Whether those that only change the page are likely to be words of a sentence.
    """
    for name in attribute_names(mark.attributes):
        if name.startswith("on"):
            yield f"the definition holds an event handler (`{name}`)", "take it out"
        elif name not in ATTRIBUTES and mark.name in INLINE and not are_words:
            yield f"the definition sets `{name}`, which may upset a page", "take it out"
    for name in ("href", "src", "cite"):
        address = attribute(mark.attributes, name)
        if address and not _SAFE_ADDRESS.match(re.sub(r"[\x00-\x20]", "", address)):
            said = " ".join(address.split())
            yield f"the definition links to `{said}`", "link to a page or an https address"
