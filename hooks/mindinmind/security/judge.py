"""One judge of what readers see: the HTML that a page's Markdown became, against an allow-list.

What the list does not name is an error, so nobody has to think of every trick. Each finding is
looked up in the page's file, because that is where a contributor mends it.
"""

import html as entities
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from glossary_cards.diagnostics.problem import Problem, meant, nearest, shown
from glossary_cards.diagnostics.source import own_yaml
from glossary_cards.engine.tokens import VOID, Kind, Mark, attribute, attribute_names, marks
from mindinmind.security.addresses import SCHEME, address_fault
from mindinmind.security.leftovers import (
    BLOCK,
    CODE,
    FOREIGN,
    MARK,
    Leftover,
    leftovers,
    with_its_ids,
)
from mindinmind.security.written import TOO_DEEP, written_problems
from mindinmind.source import Source

RULE = "unsafe-html"
_LIST = Path(__file__).with_name("allowed.yml")
_FAULTS: dict[str, list[str]] = own_yaml(_LIST.with_name("faults.yml"))
_CLAIM = re.compile(r"c\d+")  # "c8"
_NOTES = re.compile(r"\d[\d, –-]*")  # "1", "1,2"
_HANDLER = re.compile(r"on\w+")  # "onclick"
_ADDRESSES = ("href", "src", "cite")
_READ_OUT = ("title", "alt", "aria-label")
# "{ .mim-say }", "class="mim-say"", "!!! note mim-say"
_MARKED = re.compile(
    r"\{[^{}\n]*\}|\bclass\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)|^ *[!?]{3}[^\"\n]*", re.I | re.M
)
_COLOUR = re.compile(r"hll|[a-z]{1,2}[a-z0-9]?(?:-[A-Z]\w*)*")  # "nt", "l-Scalar-Plain"
_ID = re.compile(r"[a-z0-9][a-z0-9:._-]*")  # "what-helps", "fnref:bateman2009"
_FRAME = ("mim-", "__")
# "www.nhs.uk/help", "https://nhs.uk"
_HOST = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#:]\S*)?", re.I)
_EMPTY_ALT = re.compile(
    r"(?:(?:an?|the|this|that|my|our|new|whatsapp|copy of|alt) )*"
    r"(?:image|picture|pic|photo|photograph|screen ?shot|diagram|graphic|icon|logo|figure|drawing"
    r"|scan|text|description|caption|untitled|unnamed|img|dsc|pxl)"
    r"(?: of| for| showing| goes)?(?: (?:it|this|that|them|him|her|me|us|here|above|below))?"
    r"(?:[\W\d_]|\bat\b|\b[ap]m\b)*|[\w-]+\.(?:png|jpe?g|svg|gif|webp)",
    re.I,
)  # "image", "A picture", "photo of it", "IMG_2041", "Screenshot 2026-11-30 at 9.15", "tree.png"
_UNREAD = frozenset("code kbd pre samp script style textarea title".split())
_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time var"
    " wbr".split()
)
# "<![CDATA[", "<?xml", and "<!--[if gte mso 9]>" of a word processor
_STRANGE = re.compile(r"<!--\[|<\?|<!(?!--)")
_PARTED = re.compile(r"\n[ \t]*\n")  # "one\n\nanother", which are two blocks
_TAG = re.compile(r"<[a-z!/?]", re.I)  # "<img", "</p"
_HTML_BOXES = "details", "div"
"""Elements that hold bare words only where somebody wrote HTML: Markdown puts paragraphs there."""
_BOXES = frozenset(["admonition", "details"])

_FROM_WORD = "this comes from Word"


@dataclass(frozen=True)
class Allowed:
    """What may stand in a page.

    Attributes:
        elements: The attributes of each element besides those of all.
        attributes: The attributes of every element.
        classes: The classes that a page may use.
        sheets: Pages that print as one sheet, and the classes that only they may use.
        made: The classes that may come of its Markdown, though nobody may write them.
        ids: Ids of the site's frame, which no page may take.
        comments: The first words of comments that do something.
        mends: What to do about an element, or about an attribute with ``=`` behind its name.
    """

    elements: Mapping[str, frozenset[str]]
    attributes: frozenset[str]
    classes: frozenset[str]
    sheets: Mapping[str, str]
    made: frozenset[str]
    ids: frozenset[str]
    comments: frozenset[str]
    mends: Mapping[str, str]


def read_allowed(file: Path = _LIST) -> Allowed:
    """Read the allow-list."""
    data: Any = own_yaml(file)
    elements = {name: frozenset(more) for name, more in data["elements"].items()}
    classes, made = (frozenset(" ".join(data[k]).split()) for k in ("classes", "made"))
    ids, comments = (frozenset(data[k].split()) for k in ("ids", "comments"))
    attributes, sheets, mends = frozenset(data["attributes"]), data["sheets"], data["mends"]
    return Allowed(elements, attributes, classes, sheets, made, ids, comments, mends)


Lists = tuple[Allowed, list[Leftover], Mapping[str, str], Collection[str] | None]
"""What may stand in a page, the words that nobody should read, all pages by their titles, and the
other sites that pages may lead to; nothing where they may lead anywhere."""


@dataclass
class Element:
    """An element that is open: its tag, and what it has held so far."""

    name: str
    tag: str
    attributes: Mapping[str, str]
    text: str = ""
    children: list[str] = field(default_factory=list)


def judged(path: str, text: str, html: str, meta: Mapping[str, Any], lists: Lists) -> list[Problem]:
    """Say what is wrong with one page.

    Args:
        path: Its file as problems name it.
        text: The whole file.
        html: What its Markdown became.
        meta: Its front matter.
        lists: What it is judged by.
    """
    above = (f"front-matter {path}:1",)  # whose lines are read as words
    source = Source(path, text)
    problems = [replace(problem, because_of=above) for problem in written_problems(source)]
    if too_deep := [problem for problem in problems if problem.what == TOO_DEEP][:1]:
        return too_deep
    if meta or not text.startswith("---"):  # else the lines above it are broken, and stand in it
        allowed, kinds, titles, hosts = lists
        is_english = meta.get("lang", "en") == "en"
        kinds = [kind for kind in kinds if is_english or not kind.english]
        judge = Judge(source, allowed, kinds, titles, hosts)
        judge.told.update((problem.rule, problem.line) for problem in problems)
        judge.read_front_matter(meta)
        judge.read(html, "develop" not in str(meta.get("audience")))  # or a name much like it
        problems += judge.problems
    return problems


class Judge:
    """Judges one page.

    Attributes:
        problems: What is wrong with it.
        told: What was told: the rule, and a line or what is wrong.
    """

    _strong, _bold, _last = "", "", ""

    def __init__(
        self,
        source: Source,
        allowed: Allowed,
        kinds: list[Leftover],
        titles: Mapping[str, str] = MappingProxyType({}),
        hosts: Collection[str] | None = None,
    ) -> None:
        self._source, self._allowed, self._kinds = source, allowed, kinds
        self._titles, self._hosts = titles, hosts
        self._hidden = [kind for kind in kinds if kind.rule == "hidden-sign"]
        marked = " ".join(_MARKED.findall(entities.unescape(source.texts[0])))
        self._classes = allowed.classes | (allowed.made - {*re.findall(r"[\w-]+", marked)})
        if source.path.endswith(tuple(allowed.sheets["pages"].split())):
            self._classes |= {*allowed.sheets["classes"].split()}
        self._open: list[Element] = []
        self._ids: set[str] = set()
        self._words: list[str] = []
        self.problems: list[Problem] = []
        self.told: set[tuple[str, str | int]] = set()

    def read(self, html: str, is_for_readers: bool = True) -> None:
        """Read what the page's Markdown became, before any template.

        Args:
            html: The HTML.
            is_for_readers: Whether code may be a slip, because the page has none.
        """
        self._is_for_readers = is_for_readers
        reached = 0
        for mark in marks(html):
            self._text(html[reached : mark.start])
            tag, reached = html[mark.start : mark.end], mark.end
            if mark.kind in (Kind.OPEN, Kind.RAW):
                self._start(mark, tag)
            elif mark.kind is Kind.CLOSE:
                self._end(mark.name)
            elif _STRANGE.match(tag):
                self._say("strange markup", tag, tag[:9], tag=tag[:9])
            elif mark.kind is Kind.COMMENT and is_for_readers:
                self._judge_comment(mark.name, tag)
        self._text(html[reached:])
        for element in reversed(self._open):
            self._unclosed(element)
        if any(problem.rule == "unclosed" for problem in self.problems):
            return  # what stands in such an element is printed as it was written
        for one in leftovers("".join(self._words), self._kinds):
            text = one.text.strip(f"{BLOCK}{MARK} \n")
            if "\n" not in text and self._is_escaped(one.context[max(one.context.find(text), 0) :]):
                continue  # no list is meant that has a backslash before each of its lines
            context = one.context.strip(BLOCK)
            named = context.replace("\xa0", "&nbsp;")
            places = context, named, text, entities.escape(text, quote=False)
            words = text.split("\n")[0], max(text.split(MARK), key=len), *text.split()[:1]
            self._add(one.kind.rule, one.what, one.mend, *places, *words)

    def read_front_matter(self, meta: Mapping[str, Any]) -> None:
        """Judge the texts of the page's front matter, which templates print as they are.

        Args:
            meta: The front matter; that of a term has checks of its own.
        """
        values: list[Any] = [] if "term" in meta else [meta]
        for value in values:
            values += [*value.values()] if isinstance(value, dict) else []
            values += value if isinstance(value, list) else []
        texts = [value for value in values if isinstance(value, str)]
        whole = BLOCK.join(["", *texts, ""])  # one look for all: few pages have any
        has_some = FOREIGN.search(whole) or next(leftovers(whole, self._kinds), None)
        for value in texts:
            if _TAG.search(value):
                self._say("markup above", value, value.split("<")[0])
                continue
            for one in leftovers(f"{BLOCK}{value}", self._kinds) if has_some else ():
                mend = one.mend.replace("leave an empty line before it, and ", "")
                self._add(one.kind.rule, one.what, mend, one.text.strip(BLOCK), value)

    def _add(self, rule: str, what: str, mend: str, *needles: str) -> None:
        """Note a problem; one line of the file has each rule once, and one draft is one problem."""
        if len(self.problems) >= _MOST_TOLD:
            return
        found = self._source.problem(rule, what, mend, *needles)
        found = replace(found, because_of=_causes(found))
        places = [(rule, _DRAFT if what.endswith(_DRAFT) else found.line or what)]
        places.append((rule, f"{what} above line {found.line}"))
        if not self.told.intersection(places):
            self.problems.append(found)
        elif rule == RULE and (told := self._with(found)):
            self.problems[told[0]] = told[1]
        self.told |= {places[0], (rule, f"{what} above line {found.line + 1}")}

    def _say(self, fault: str, *needles: str, **found: str) -> None:
        """Note a problem of which ``faults.yml`` tells."""
        rule, *said = _FAULTS[fault]
        self._add(rule, *(words.format(**found) for words in said), *needles)

    def _with(self, found: Problem) -> tuple[int, Problem] | None:
        """Give the problem of the same line, telling of this one as well, unless it does."""
        for number, one in enumerate(self.problems):
            is_told = found.what in one.what or _FROM_WORD in one.what
            if (one.rule, one.line) == (RULE, found.line) and not is_told:
                return (number, one.also(found)) if one.what.count(", and ") < _TOGETHER else None
        return None

    def _text(self, raw: str) -> None:
        if not raw:
            return
        text = entities.unescape(raw)
        for element in self._open[-_NEAREST:]:
            element.text += text
        names = {element.name for element in self._open[-_NEAREST:]}
        in_link = "a" in names and _HOST.fullmatch(text.strip())
        in_other = any(e.attributes.get("lang", "en") != "en" for e in self._open[-_NEAREST:])
        is_unread = names & _UNREAD or in_link or in_other or self._is_raw(text)
        self._words.append(CODE if is_unread else text)

    def _is_raw(self, text: str) -> bool:
        """Tell whether Markdown left a part of the page as it was, because it stands in HTML."""
        in_html = self._open and self._open[-1].name in _HTML_BOXES
        parted = text.strip() and (in_html or _PARTED.search(text))
        if not parted or not next(leftovers(f"{BLOCK}{text}{BLOCK}", self._kinds), None):
            return False
        if self._open:
            name, tag = self._open[-1].name, self._open[-1].tag
            self._say("raw", tag, f"<{name}", name=name)
        return bool(self._open or self.problems)

    def _start(self, mark: Mark, tag: str) -> None:
        name, allowed = mark.name, self._allowed
        self._words.append(MARK if name in _INLINE else CODE if name in VOID else BLOCK)
        if self._open:
            self._open[-1].children.append(name)
        if name == "p" and self._bold:  # before a list it is the list's name
            self._say("bold line", f"**{self._bold}**", self._bold, words=self._bold)
        self._bold = "" if name not in _INLINE else self._bold
        if name not in allowed.elements:
            what = f"`<{name}>` may not stand in a page"
            mend = allowed.mends.get(name, "take it out; write it in Markdown")
            if ":" in name:  # "<o:p>"
                what, mend = _FROM_WORD, allowed.mends["word"]
            self._add(RULE, what, mend, tag, tag.split(">", maxsplit=1)[0], f"<{name}")
        attributes = _read(mark.attributes)
        if name in allowed.elements:
            self._judge_attributes(name, attributes, tag)
        if name == "img":
            self._judge_picture(attributes.get("src", ""), attributes.get("alt", "").strip(), tag)
        elif name == "br" and self._open and self._open[-1].children[-3:] == ["br"] * 3:
            self._say("pushed apart", f"{tag}{tag}{tag}", tag)
        is_open = mark.kind is Kind.OPEN and name not in VOID and name in allowed.elements
        if is_open and len(self._open) < _DEEPEST:
            self._open.append(Element(name, tag, attributes))

    def _end(self, name: str) -> None:
        self._words.append(MARK if name in _INLINE else BLOCK)
        if name not in (element.name for element in self._open):
            if name in self._allowed.elements:
                self._say("stray end", f"</{name}>", name=name)
            return
        while self._open:
            element = self._open.pop()
            if element.name == name:
                self._judge_whole(element)
                return
            self._unclosed(element)

    def _unclosed(self, element: Element) -> None:
        self._say("no end", element.tag, f"<{element.name}", name=element.name)

    def _is_escaped(self, words: str) -> bool:
        """Tell whether the file has a backslash before these words, which are meant so."""
        first = "".join(words.split()[:1])
        wanted = r"\\" + r"\\?".join(map(re.escape, first))
        return bool(first and re.search(wanted, self._source.text))

    def _judge_comment(self, said: str, tag: str) -> None:
        """Judge a comment, which nobody sees and everybody gets."""
        first = re.split(r"\W", said.strip(), maxsplit=1)[0].lower()
        if first not in self._allowed.comments:
            what = f"the comment {shown(' '.join(said.split()))} is hidden, and published"
            mend = "say it on the page or in your proposal, and take it out"
            self._add(RULE, what, meant(first, self._allowed.comments, mend, 0.8), tag)

    def _judge_whole(self, element: Element) -> None:
        """Judge an element now that its end is reached."""
        words = " ".join(element.text.split())
        if element.name == "a" and "href" not in element.attributes:
            return  # an anchor
        if element.name == "a" and not words and not element.children:
            empty = _NO_LABEL.search(self._source.texts[0])
            self._say("link without words", element.tag, empty[0] if empty else "")
        elif element.name == "a":
            self._judge_link(words, element.attributes.get("href", ""), element.tag)
        elif element.name == "p" and element.children == ["strong"] and words == self._strong:
            is_alone = _HOLDERS.isdisjoint(one.name for one in self._open)
            self._bold = words if is_alone and words[-1:] not in ".,;:!…" else ""
        elif element.name == "strong":
            self._strong = words
        elif element.name == "sup" and _NOTES.fullmatch(words) and not element.children:
            self._say("number", f"<sup>{words}", words, words=words)
        elif _HEADING.fullmatch(element.name) and self._is_again(element.attributes.get("id", "")):
            heading = f"# {words.rstrip('¶ ')}"
            self._source.told[heading] = self._source.told[heading] or 1  # the second of the two
            self._say("same heading", heading, words.rstrip("¶ "))
        elif words[:-1] and _NUMBERED.fullmatch(element.attributes.get("id", "")):  # without its ¶
            self._say("heading without letters", words.rstrip("¶ "))
        elif _BOXES.intersection(_classes(element)) or element.name == "details":
            if len(element.children) == 1 and words == self._last:
                kind = next((k for k in _classes(element) if k not in _BOXES), "")
                marked = (f"{mark}{kind}" for mark in ("!!! ", "??? ", "???+ ", "!!!"))
                self._say("empty box", f'"{words}"', *marked, words, words=words)
        elif element.name == "pre" and self._is_for_readers:
            first = element.text.strip().split("\n")[0]
            fenced = f"```\n{first}", f"}}\n{first}", "```" if len(first) < _FEW_SIGNS else ""
            self._say("code", *fenced, first)
        self._last = words

    def _is_again(self, value: str) -> bool:
        """Tell whether the id of a heading is another's, which Markdown numbers: ``how_1``."""
        base = _AGAIN.sub("", value)
        return (f"{value}_1" if base == value else base) in self._ids

    def _judge_attributes(self, element: str, attributes: Mapping[str, str], tag: str) -> None:
        """Judge the attributes of an element that may stand in a page."""
        allowed = self._allowed
        for name, value in attributes.items():
            if name not in allowed.attributes | allowed.elements[element]:
                self._judge_unknown(name, value, tag)
            elif name == "src" and _WEB.match(value):
                continue  # a picture, of which more is said
            elif name in _ADDRESSES and (fault := address_fault(value)):
                self._add(fault[0], *fault[1:], tag, f"]({value}", value, entities.escape(value))
            elif name in _READ_OUT:
                self._judge_read_out(name, value, tag)
            elif name == "class" and (odd := {*value.split()} - self._classes):
                strange = next(one for one in value.split() if one in odd)
                # Words have colours in a box of code.
                in_code = any("highlight" in _classes(e) for e in self._open)
                if element != "span" or not in_code or not _COLOUR.fullmatch(strange):
                    what = f"the class `{strange}` may not stand in a page"
                    mend = meant(strange, allowed.classes, allowed.mends["class="], 0.85)
                    if strange.startswith("Mso"):
                        what, mend = _FROM_WORD, allowed.mends["word"]
                    kind, _, more = value.removeprefix("admonition ").partition(" ")
                    if value.startswith("admonition ") or element == "details":
                        what, mend = f"there is no box `{strange}`", allowed.mends["box"]
                        is_title = f'{kind} {more} "' not in self._source.text.lower()
                        if more and is_title and kind in allowed.classes:
                            what = f"the words “{more}” beside `{kind}` are not printed"
                            mend = allowed.mends["title of a box"]
                    self._add(RULE, what, mend, tag, f"{kind} {more}".strip(), strange)
            elif name == "id" and (element != "a" or "href" in attributes):
                self._judge_id(value, tag)
            elif name == "id":
                self._say("anchor", tag, id=value)

    def _judge_read_out(self, name: str, value: str, tag: str) -> None:
        """Judge the words of an attribute that are shown or read out."""
        if _TAG.search(value):
            self._say("markup in an attribute", tag, value, name=name)
        if value.isascii() and value.isprintable():
            return  # no sign is hidden in it
        for one in leftovers(f"{BLOCK}{value}", self._hidden):
            self._add(one.kind.rule, one.what, one.kind.mend, value, tag, one.text.strip(BLOCK))

    def _judge_unknown(self, name: str, value: str, tag: str) -> None:
        what = f"`{name}=` may not stand in a page"
        if _HANDLER.fullmatch(name):
            what = f"`{name}=` would run a script"
        mend = self._allowed.mends.get(f"{name}=", "take it out")
        if nearest(name[:5], ("claim",), 0.7) or _CLAIM.fullmatch(name):  # "clam=C8", "claim C8"
            what = "this is no claim mark, and no badge comes of it"
            mend = with_its_ids("write `{claim=C8}`", tag)
        needles = (
            f'{name}="{value}"',
            f", {name}}}",
            f"{name.lstrip('_')}={value}",
            f"{name}=",
            name,
        )
        self._add(RULE, what, mend, tag, *needles)

    def _judge_id(self, value: str, tag: str) -> None:
        needles, fault = (f"{{#{value}", f'id="{value}"', tag, value), ""
        if value in self._ids:
            fault = "id twice"
            for needle in needles:
                self._source.told[needle] = 1
        elif value in self._allowed.ids or value.startswith(_FRAME):
            fault = "id of the frame"
        elif not _ID.fullmatch(value) and not _NUMBERED.fullmatch(value):
            fault = "id of a script"
        self._ids.add(value)
        if fault:
            self._say(fault, *needles, value=shown(value))

    def _judge_picture(self, src: str, alt: str, tag: str) -> None:
        if _WEB.match(src):
            self._say("picture of another site", tag, src)
        is_drawn = _DRAWN.search(src)  # and brings its own where it is written as Markdown
        if not alt and (not is_drawn or tag in self._source.text):
            fault = "drawing in HTML" if is_drawn else "picture without words"
            self._say(fault, f"![]({src}", tag, src, src.rpartition("/")[2])
        elif alt and (_EMPTY_ALT.fullmatch(alt) or len(alt) < _SHORTEST_ALT):
            self._say("picture with a bare word", tag, f"![{alt}]", alt, alt=alt)

    def _judge_link(self, words: str, href: str, tag: str) -> None:
        as_html = [tag] if tag in self._source.text else []
        needles = *as_html, f"[{words}]({href}", tag, words and f"[{words}]", href, words
        page = self._titles.get(words.casefold(), "") if " " in words else ""
        is_ours = href[:1] not in ("", "#") and not SCHEME.match(href)
        if as_html and is_ours:
            self._say("link in HTML", *needles, tag=tag)
        if href == "#":
            self._say("link to nowhere", *needles, words=words)
        if words[:1] + words[-1:] == "[]":
            self._say("link in brackets", *needles, words=words)
        if _PICTURE.search(href) and words:
            self._say("link to a picture", *needles)
        if words.lower().rstrip(".") in _EMPTY_LABELS:
            self._say("link that says nothing", *needles, words=words)
        if page and is_ours and not _is_page(page, href):
            self._say("link named after another page", *needles, words=words, page=page)
        if fault := self._fault_away(words, href, page):
            host, led = urlsplit(href).hostname or "", _HOST.fullmatch(href)
            self._say(
                fault, *needles, words=words, href=href, host=host, led=led[1] if led else href
            )

    def _fault_away(self, words: str, href: str, page: str) -> str:
        """Say what is wrong with a link to another site; a page of ours may have its words."""
        if not href.lower().startswith("https:") or address_fault(href.partition("?")[0]):
            return ""
        led, named = _HOST.fullmatch(href), _HOST.fullmatch(words)
        if page:
            return "link named after a page of ours"
        if named and (not led or named[1].lower() != led[1].lower()):
            return "link named after another host"
        if words.startswith(("https://", "http://")):
            return "link named by its address"
        is_known = self._hosts is None or urlsplit(href).hostname in self._hosts
        return "" if is_known or not self._is_for_readers else "link to a site nobody read"


def _is_page(page: str, href: str) -> bool:
    """Tell whether an address may be that of a page, by its name."""
    led_to, path = PurePosixPath(href.partition("#")[0].lower()).stem, PurePosixPath(page)
    is_index = path.stem == "index"
    return led_to in (path.stem, *((path.parent.name, ".", "..", "") if is_index else ()))


_EMPTY_LABELS = frozenset(
    ["here", "click here", "this", "this page", "this link", "link", "more", "read more", "page"]
)
_WEB = re.compile(r"(?:https?:)?//", re.I)  # "https://", "//"
_PICTURE = re.compile(r"^(?!https?:).*\.(?:svg|png|jpe?g|webp)$", re.I)  # "../assets/tree.svg"
# Pictures whose words stand beside them: "assets/diagrams/session.svg", "assets/easier/stop.svg"
_DRAWN = re.compile(r"assets/(?:diagrams|easier)/[\w-]+\.svg$")
_SHORTEST_ALT, _FEW_SIGNS = 5, 4


@lru_cache(4_000)
def _read(source: str) -> Mapping[str, str]:
    """Read a tag's attributes, without those that others tell of; pages repeat their tags."""
    # As they are written: "Claim=" is no mark.
    told = [name for name in _TOLD_ELSEWHERE if f" {name}" in f" {source}"]
    names = (name for name in attribute_names(source) if name not in told)
    return {name: attribute(source, name) or "" for name in names}


def _classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


_TOLD_ELSEWHERE = ("claim", "markdown")
"""What Markdown leaves where there is no such claim, or where an element is not closed."""
_NUMBERED = re.compile(r"_\d+")  # what Markdown calls a heading such as "## 你好"
_AGAIN = re.compile(r"(?<=.)_\d+$")  # the end of "what-helps_1"
_HEADING = re.compile(r"h[1-6]")  # "h2"
_NO_LABEL = re.compile(r"(?<!!)\[\s*\]\([^)\n]*\)")  # "[](../help/get-help-now.md)"
_HOLDERS = frozenset(["td", "th", "li", "div", "dd"])
_MOST_TOLD, _NEAREST, _DEEPEST, _TOGETHER = 100, 8, 200, 2
"""How much is looked at of a page that somebody made in order to keep us busy."""
_DRAFT = "the draft's own text"


_FOLLOWS = {
    "link-text": "file,moved-page",  # the page of that name has another, or went
    "picture": "dead-link {line}",
    "placeholder": "missing-definition {path}",
    "shown-as-code": "empty-box {path}",  # the second half of a box that does not know its lines
    # No source is known where the bibliography cannot be read; and the line below `summary:` is
    # read as text.
    "leftover": "bibliography,references-file *,unclosed {path},front-matter {line},"
    "front-matter {above}",
}
"""By what problems of a rule are explained, besides what is refused in their line."""


def _causes(found: Problem) -> tuple[str, ...]:
    """Say what explains a problem: what is refused in its line, or has a check of its own."""
    line, above = (f"{found.path}:{found.line - lines}" for lines in (0, 1))
    causes = f"{RULE} {{line}},typed-number {{line}},front-matter {{path}}:1,heading a second title"
    if found.rule == RULE:
        causes = "definition-markup {path},typed-number {line},marker {line},page-option {line}"
    elif found.rule in _FOLLOWS:
        causes += f",{_FOLLOWS[found.rule]}"
        if found.rule == "leftover" and not found.line:  # and something refused ends above it
            causes += f",{RULE} {{path}}"
    names = causes.format(path=found.path, line=line, above=above).split(",")
    return "diagram-data", *names  # whose words stand in the page
