"""One judge of what readers see: the HTML that a page's Markdown became, against an allow-list.

What the list does not name is an error, so nobody has to think of every trick. Each finding is
looked up in the page's file, because that is where a contributor mends it.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, shown
from glossary_cards.engine.tokens import Kind, Mark, attribute, attribute_names, marks

RULE = "unsafe-html"
_LIST = Path(__file__).with_name("allowed.yml")
_HANDLER = re.compile(r"on\w+")  # "onclick"
# What a browser leaves out of an address before it looks at its scheme: "java\tscript:".
_IGNORED = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):|(?P<host>[/\\]{2})", re.I)  # "https:", "//x"
_ADDRESSES = ("href", "src", "cite")


@dataclass(frozen=True)
class Allowed:
    """What may stand in a page.

    Attributes:
        elements: The attributes of each element besides those of all.
        attributes: The attributes of every element.
        mends: What to do about an element, or about an attribute with ``=`` behind its name.
    """

    elements: Mapping[str, frozenset[str]]
    attributes: frozenset[str]
    mends: Mapping[str, str]


def read_allowed(file: Path = _LIST) -> Allowed:
    """Read the allow-list."""
    data: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    elements = {name: frozenset(more) for name, more in data["elements"].items()}
    return Allowed(elements, frozenset(data["attributes"]), data["mends"])


@dataclass
class Source:
    """A page's file, in which what its HTML holds is looked up in reading order.

    Attributes:
        path: The file as problems name it.
        text: The whole file.
    """

    path: str
    text: str
    told: Counter[str] = field(default_factory=Counter, init=False)

    @cached_property
    def texts(self) -> tuple[str, str]:
        """The file without its code and comments, where what is wrong seldom is, and whole."""
        return without_code(self.text)[0], self.text

    def problem(self, rule: str, what: str, mend: str, *needles: str) -> Problem:
        """Make an error where the file first holds one of some texts that it was not told of.

        Args:
            rule: The name of the check.
            what: What is wrong.
            mend: How to mend it.
            needles: Texts that may stand at the place, the surest first.
        """
        for needle in filter(None, needles):
            for text in self.texts:
                places = [place.start() for place in re.finditer(re.escape(needle), text)]
                if places:
                    start = places[min(self.told[needle], len(places) - 1)]
                    self.told[needle] += 1
                    line = text.count("\n", 0, start) + 1
                    column = start - text.rfind("\n", 0, start)
                    return Problem(self.path, line, column, rule, what, mend)
        return Problem(self.path, 0, 0, rule, what, mend)


def html_problems(html: str, source: Source, allowed: Allowed) -> Iterator[Problem]:
    """Judge the HTML of a page.

    Args:
        html: What its Markdown became, before any template.
        source: Its file.
        allowed: What may stand in it.
    """
    for mark in marks(html):
        if mark.kind not in (Kind.OPEN, Kind.RAW):
            continue
        tag = html[mark.start : mark.end]
        if mark.name not in allowed.elements:
            what = f"`<{mark.name}>` may not stand in a page"
            mend = allowed.mends.get(mark.name, "take it out; write it in Markdown")
            yield source.problem(RULE, what, mend, tag, tag.split(">")[0], f"<{mark.name}")
        elif mark.attributes:
            yield from _attribute_problems(mark, tag, source, allowed)


def _attribute_problems(
    mark: Mark, tag: str, source: Source, allowed: Allowed
) -> Iterator[Problem]:
    """Judge the attributes of an element that may stand in a page."""
    known = allowed.attributes | allowed.elements[mark.name]
    for name in attribute_names(mark.attributes):
        value = attribute(mark.attributes, name) or ""
        if name not in known:
            what = f"`{name}=` may not stand in a page"
            if _HANDLER.fullmatch(name):
                what = f"`{name}=` would run a script"
            mend = allowed.mends.get(f"{name}=", "take it out")
            yield source.problem(RULE, what, mend, tag, f"{name}={value}", f"{name}=", name)
        elif name in _ADDRESSES and (fault := address_fault(value)):
            yield source.problem(RULE, *fault, tag, value, entities.escape(value), tag[:20])


def address_fault(address: str) -> tuple[str, str] | None:
    """Say what is wrong with where an address leads, and how to mend it; nothing if all is well.

    Args:
        address: The address, decoded as a browser decodes it.
    """
    found = _SCHEME.match(_IGNORED.sub("", address))
    if not found or found["scheme"] == "https":
        return None
    scheme = (found["scheme"] or "//").lower()
    what = f"the address {shown(address)} begins with `{scheme}{':' if found['scheme'] else ''}`"
    mend = "link to a page of this site, or to an address that begins with `https://`"
    return what, mend
