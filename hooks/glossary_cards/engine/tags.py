"""Tags: what each mark of a page's source means to the reader.

That depends on the mark's source alone, so it is worked out once for all pages.
"""

import re
from enum import Enum
from typing import NamedTuple

from glossary_cards.engine.comments import switched
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import BLOCK, OBJECT
from glossary_cards.engine.tokens import VOID, Kind, Mark, attribute, read_mark
from glossary_cards.languages.chosen import primary

BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div "
    "dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot "
    "th thead tr ul".split()
)
_OBJECTS = frozenset(
    "audio button canvas datalist embed iframe img input math meter noscript object progress "
    "script select style svg template textarea video".split()
)
_ANNOTATIONS = frozenset("rp rt sup".split())
_CELLS = frozenset("p td th".split())
_ENDED_BY = {
    **dict.fromkeys(BLOCKS, frozenset({"p"})),
    "li": frozenset("p li".split()),
    **dict.fromkeys(("dt", "dd"), frozenset("p dt dd".split())),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("tbody", "tfoot"), _CELLS | frozenset("tr thead tbody".split())),
    **{name: frozenset({name}) for name in ("a", "button", "option")},
}
_FOOTNOTES = "footnote"
# <h2 id="what-helps">
_HEADING_WITH_ID = lazy(r'<(?P<name>h[1-6])(?P<attributes> id="(?P<id>[^"&<>]+)")>')

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

# Elements in which a link leads nowhere.
WITHOUT_LINKS = frozenset("button label option select svg math template".split())

# Why no term is linked in what nobody sees.
HIDDEN = "in a hidden element"

# Elements in which no term is linked.
SKIPPED_ELEMENTS = (
    HEADINGS
    | _OBJECTS
    | _ANNOTATIONS
    | frozenset("a abbr acronym code dfn kbd label pre samp summary var".split())
)

# Classes of elements in which no term is linked; ``filename`` is the title of a block of code.
SKIPPED_CLASSES = frozenset("admonition-title arithmatex filename mermaid no-terms".split())

# Source: WAI-ARIA 1.2, "Children Presentational", and the elements that are left alone.
_ROLES_WITHOUT_LINKS = frozenset(
    "button checkbox combobox heading img link math menuitem menuitemcheckbox menuitemradio meter "
    "option progressbar radio slider switch tab textbox".split()
)


class Rules(NamedTuple):
    """What is left alone on a page.

    Attributes:
        language: The page's language, such as ``en``; elements in another one are left alone.
        elements: Names of elements that are left alone.
        classes: Classes of elements that are left alone.
    """

    language: str = "en"
    elements: frozenset[str] = SKIPPED_ELEMENTS
    classes: frozenset[str] = SKIPPED_CLASSES


class Act(Enum):
    """What the reader does at a mark."""

    OPEN = "open"
    CLOSE = "close"
    SWITCH = "switch"
    NOTHING = "nothing"


class TextKind(Enum):
    """Whether the content of an element is part of the page's text."""

    KEPT = "kept"
    KEPT_ON_REQUEST = "kept on request"
    LEFT_OUT = "left out"


class Tag(NamedTuple):
    """What one mark of the source means to the reader.

    Attributes:
        name: The element's name, or what a comment switches to.
        act: What the reader does.
        shown: What stands for it in the page's text: nothing, a line break, or something that is
            no text.
        ends: Elements that end where this one starts, though nobody wrote their end tags.
        noted: Whether it is a heading, a link or the list of footnotes.
        reason: Why no term is linked in the element; empty where terms are.
        text: Whether its content is part of the page's text.
        attributes: The source of its attributes.
        value: Where a link to another page leads, or the id of a heading, decoded; empty for any
            other.
        foreign: The same as ``reason`` for its language alone, which an element inside may change;
            ``None`` where it names none.
    """

    name: str
    act: Act
    shown: str
    ends: frozenset[str]
    noted: bool
    reason: str
    text: TextKind
    attributes: str
    value: str
    foreign: str | None


class KnownTags(dict[str, Tag]):
    """What the marks of one site's pages mean, by their source; worked out where one is new."""

    def __init__(self, rules: Rules) -> None:
        """Know none yet.

        Args:
            rules: What is left alone on the pages.
        """
        super().__init__()
        self._rules = rules

    def __missing__(self, source: str) -> Tag:
        """Work out what a mark means, and keep that for the next time."""
        heading = _HEADING_WITH_ID.fullmatch(source)
        tag = self._heading(heading) if heading else self._worked_out(source)
        self[source] = tag
        return tag

    def _heading(self, found: re.Match[str]) -> Tag:
        """Work out what a heading means: nearly each tag of one is new, for its id."""
        model = self[f'<{found["name"]} id="">']
        return model._replace(attributes=found["attributes"], value=found["id"])

    def _worked_out(self, source: str) -> Tag:
        """Work out what a mark means from its source."""
        mark = read_mark(source)
        name, act, reason, ends = mark.name, Act.NOTHING, "", frozenset[str]()
        if mark.kind is Kind.OPEN and name not in VOID and not _closes_itself(mark):
            act, reason = Act.OPEN, self._why_skipped(mark)
            ends = _ENDED_BY.get(name, ends)
        elif mark.kind is Kind.CLOSE:
            act = Act.CLOSE
        elif mark.kind is Kind.COMMENT and (switch := switched(mark.name)):
            name, act = switch, Act.SWITCH
        value = _value_of(mark)
        is_noted = name in HEADINGS or name == "a" or bool(value)
        return Tag(
            name=name,
            act=act,
            shown=_shown(mark, act),
            ends=ends,
            noted=is_noted and act is not Act.NOTHING,
            reason=reason,
            text=_text_of(name, reason) if reason else TextKind.KEPT,
            attributes=mark.attributes,
            value=value,
            foreign=self._why_foreign(mark),
        )

    def _why_skipped(self, mark: Mark) -> str:
        """Say why no term is linked in an element; empty where terms are."""
        if _is_hidden(mark):
            return HIDDEN
        if mark.name in self._rules.elements:
            return "in a heading" if mark.name in HEADINGS else f"inside <{mark.name}>"
        for name in (attribute(mark.attributes, "class") or "").split():
            if name in self._rules.classes:
                return f"inside .{name}"
        return _why_unreachable(mark.attributes)

    def _why_foreign(self, mark: Mark) -> str | None:
        """Say why an element's language keeps terms out; ``None`` where it names no language."""
        language = attribute(mark.attributes, "lang") or attribute(mark.attributes, "xml:lang")
        if not language or mark.kind is not Kind.OPEN:
            return None
        own = primary(language) == primary(self._rules.language)
        return "" if own else f"in another language ({language})"


def _is_hidden(mark: Mark) -> bool:
    """Tell whether nobody sees an element; what a browser's search may open counts as seen."""
    hidden = attribute(mark.attributes, "hidden")
    return hidden is not None and hidden.lower() != "until-found"


def _why_unreachable(attributes: str) -> str:
    """Say why not everybody could reach a link in an element; empty where all could."""
    if attribute(attributes, "inert") is not None or attribute(attributes, "aria-hidden") == "true":
        return "inside what is out of some readers' reach"
    role = attribute(attributes, "role") or ""
    return f"inside a {role}" if role.lower() in _ROLES_WITHOUT_LINKS else ""


def _value_of(mark: Mark) -> str:
    """Give what the reader asks of a tag: a link's address, a heading's id, "footnote"."""
    if mark.name == "a":
        address = attribute(mark.attributes, "href") or ""
        return "" if address.startswith("#") else address
    if mark.name in HEADINGS:
        return attribute(mark.attributes, "id") or ""
    is_list = mark.kind is Kind.OPEN and mark.name in ("div", "section")
    classes = (attribute(mark.attributes, "class") or "").split() if is_list else ()
    return _FOOTNOTES if _FOOTNOTES in classes or "footnotes" in classes else ""


def _shown(mark: Mark, act: Act) -> str:
    """Say what stands for a mark in the text."""
    if mark.kind is Kind.RAW or act is Act.SWITCH:
        return OBJECT
    if mark.kind not in (Kind.OPEN, Kind.CLOSE):
        return ""
    if mark.name in BLOCKS:
        return BLOCK
    if mark.name == "br":
        return "\n"
    return OBJECT if mark.name in _OBJECTS else ""


def _text_of(name: str, reason: str) -> TextKind:
    """Say whether the text of an element without links is heard: inline words are."""
    if name in _OBJECTS or name in _ANNOTATIONS or reason == HIDDEN:
        return TextKind.LEFT_OUT
    return TextKind.KEPT_ON_REQUEST if name in BLOCKS else TextKind.KEPT


def _closes_itself(mark: Mark) -> bool:
    """Tell whether a tag is a whole drawing or formula, the only elements that may be so short."""
    return mark.name in ("svg", "math") and mark.attributes.rstrip().endswith("/")
