"""The words an article explains: abbreviations it expands and words it defines.

Abbreviations are found by the method of Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003. Definitions
are taken only from sentences whose form says that they define: "X refers to ...", "By X we mean
...", "X is a therapy that ...". A sentence that merely tells something of a word is none.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from article.model import Node, lines_of, text_of
from article.vocabulary import names
from prose.text import sentences

MAX_WORDS = 40
"""The longest definition a term may have."""

_INNER = re.compile(r"(?<=[\w,;:] )[^\W\d_][\w-]*")  # the "is" and "a" of "Trust is a feeling"
_LEFT_OUT = names("and of for the in")
_OPENING = re.compile(r"[\"“«'(‘]*(?:[LlDd][’'](?=\w))?")  # the "l’" of "l’apnée"
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]")  # "(BPD)", "[BPD]"
# "BPD", "C-PTSD", "MBT I"
_SHORT = re.compile(r"[^\W_][\w&/.’'-]{0,8}[\w.]?(?: [^\W_][\w&/.-]{0,6})?$")
_KIND = (
    "ability|act|action|approach|belief|branch|capacity|condition|difficulty|disorder|disease|"
    "experience|fear|feeling|form|group|habit|inability|kind|lack|loss|measure|method|name|"
    "pattern|practice|process|quality|range|reaction|science|set|skill|sort|state|study|style|"
    "system|technique|tendency|term|theory|therapy|tool|treatment|type|use|way|word|capacité|aptitude|fait|forme|"
    "méthode|état|processus|trouble|manière|tendance|pratique|étude"
)
_COPULA = (
    r"(?:is|are|est|sont) (?=(?:l[’']|(?:an?|the|la|le|une?) )"
    rf"(?:(?!(?:of|to|under|in|on|for|by) )[\w-]+ ){{0,3}}(?:{_KIND})s?\b)"
    r"|refers? to (?=\w)|(?:is|are) defined as "
    r"|is (?=(?:when|where) )|(?:is|are) the (?:term|word|name) for "
    r"|(?:means|denotes|describes) (?=(?:an?|the|being|having|\w+ing)\b)"
    r"|désigne(?:nt)? (?=\w)|consiste à "
)
_ARTICLE = r"(?:(?:The (?:word|term) |Le (?:mot|terme) )|(?:The|An?|La|Le|Une?|Les) |L[’'])?"
_TERM = r"[\"“«*]?\s?(?P<term>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,3}?)\s?[\"”»*]?"
_ASIDE = r"(?: [(\[][^()\[\]]*[)\]])?,? "
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^{_ARTICLE}{_TERM}{_ASIDE}(?:{_COPULA})(?P<meaning>.+)$",  # X refers to ...
        rf"^By {_TERM},? (?:we|I) mean,? (?P<meaning>.+)$",  # By X we mean ...
        rf"^(?P<meaning>(?:The|An?|La|Le)(?: [^\s:;]+){{3,30}}?)(?<! which) (?:is|are|est) "
        r"(?:called|known as|termed|appelée?|nommée?) (?:an? |the |une? )?"
        rf"{_TERM}[.,;]",  # A ... is called X.
        rf"^{_ARTICLE}(?P<term>[^\W\d_][\w-]{{4,}}), (?:or|ou) "
        r"(?P<meaning>(?:the|an?|la|le|l[’']|une?) ?[^,;:.()]{8,120}),",  # The X, or the ..., is
    )
)
# "Trust is a feeling of safety."
_IS_A = re.compile(
    rf"^{_ARTICLE}[\"“«]?\s?(?P<term>[^\"“«»”()]{{3,60}}?)\s?[\"”»]?{_ASIDE}"
    r"(?:is|are|est|sont) (?=(?:an?|the|une?|la|le|l[’'])\b)(?P<meaning>.+)$",
    re.I,
)
# "Trust: a feeling", "Trust – a feeling"
_LISTED = re.compile(
    r"^(?P<term>[^\W\d_][\w ’'-]{1,40}?)(?:: | [–—-] |\t| {2,})(?P<meaning>(?!\S+: )\S.+)$"
)
# "Glossary", "Key words"
_LIST_HEAD = re.compile(
    r"glossary|word ?list|key (?:words|terms)|definitions|vocabulary|lexique", re.I
)
_NO_TERM = names(
    "it this that these those there here he she they we you i one what which who such some many "
    "most all each his her its their our your my no other another both first second last next "
    "main key goal aim reason result problem question answer idea point way thing example if when "
    "as in on at for from by with not but and or nor so then also paper section chapter table "
    "figure study report article page author people everyone anyone nothing something is are was "
    "how why where because while after before whereas firstly secondly finally however therefore "
    "although using unlike exception case number often please note "
    "itself themselves primary difference il elle ce cela c’est c'est on nous vous ils elles "
    "qui cette ces today now part book guide team"
)
_NO_MEANING = re.compile(  # "a very good idea", "the answer", "its use", "the way we do this"
    r"(?:(?:an?|the|one of the|une?|le|la)?\s*(?:[\w-]+ ){0,2}"
    r"(?:good|great|bad|best|better|worst|main|major|key|important|useful|popular|big|biggest|huge|nice|fun|fine|core|"
    r"perfect|real|serious|significant|preferred|recommended|ideal|accurate|strong|broad|challenge|easy|hard|"
    r"award-\w+|must|most|powerful|ongoing|guide|alternative|term that|\w{3,}est \w+)\b"
    r"|(?:an?|the|une?|le|la)?\s*"
    r"(?:common|problem|matter|question|result|reason|example|part|bit|lot|number|variety|same|first|second|third|"
    r"last|next|only|right|wrong|case|point|opposite|difference|subject|focus|aim|goal|cause|latter|"
    r"former|rest|answer|start|end)\b"
    r"|(?:an?|the) (?:(?!that|which|wh\w+)[\w-]+ ){1,3}(?:has|have|had|is|are|was|were|will|must)\b"
    r"|the [\w-]+['’]s\b"
    r"|(?:another|something|anything|its|their|his|her|our|your|my|how|where (?:the term|we|you))\b"
    r"|.*(?:\b(?:this|these|above|below|following|I|me|we|we['’]\w+|because)\b"
    r"|(?<!such) as \w+(?: \w+)?\.?$))",
    re.I,
)
# "The label describes "
_THING = re.compile(r"(?:The|This) (?!term|word)[\w -]+? (?:means|denotes|describes) ", re.I)
# "MBT stands for mentalization-based treatment"
_STANDS_FOR = re.compile(
    r"(?P<short>[A-Z]\S{1,8}),? (?:stands|(?:is )?short) for (?P<long>[^,.;:(]+)"
)


@dataclass(frozen=True)
class Draft:
    """A term as the article gives it.

    Attributes:
        term: The headword.
        definition: The article's own words, or empty when it says none.
        abbreviation: Its abbreviation, or empty.
        quote: The sentence that explains it.
        page: The page that sentence is on.
    """

    term: str
    definition: str
    abbreviation: str
    quote: str
    page: str


def find_terms(pages: Iterable[tuple[str, tuple[Node, ...]]], known: Iterable[str]) -> list[Draft]:
    """Find every abbreviation the article expands and every word it defines.

    Args:
        pages: The blocks of each page, by file name, in order.
        known: Phrases that the article is about, such as its title.

    Returns:
        A draft for each; of several definitions of one word the first.
    """
    held = [(line, page, listed) for page, blocks in pages for line, listed in _lines(blocks)]
    inner = frozenset(_INNER.findall(" ".join(line for line, *_ in held)))
    said = [
        (sentence.text, page, listed)
        for line, page, listed in held
        for sentence in sentences(" ".join(line.split()))
    ]
    drafts: dict[str, Draft] = {}
    for sentence, page, _ in said:
        for short, long in abbreviations(sentence):
            drafts.setdefault(_key(long), Draft(_usual(long, inner), "", short, sentence, page))
    about = {name.casefold() for name in (*known, *(d.term for d in drafts.values()))}
    by_short = {_key(draft.abbreviation): key for key, draft in drafts.items()}
    for sentence, page, listed in said:
        for term, meaning in filter(
            None, [(listed and _listed(sentence)) or _defined(sentence, about)]
        ):
            key = by_short.get(_key(term), _key(term))
            old = drafts.get(key, Draft(_usual(term, inner), "", "", sentence, page))
            new = replace(old, definition=_tidy(meaning), quote=sentence, page=page)
            drafts[key] = old if old.definition else new
    return [*drafts.values()]


def _lines(blocks: tuple[Node, ...]) -> Iterator[tuple[str, bool]]:
    """Give the lines that may explain a word, and whether they stand in a list of words."""
    listed = False
    for block in blocks:
        if block.level:
            listed = bool(_LIST_HEAD.search(text_of(block.children)))
        elif block.tag == "dl":
            parts = [
                (part.tag, " ".join(text_of(part).split()))
                for part in block.children
                if isinstance(part, Node)
            ]
            for (tag, term), (other, text) in pairwise(parts):
                if (tag, other) == ("dt", "dd"):
                    yield f"{term.rstrip(' :')}: {text}", True
        elif block.tag != "pre":
            yield from ((line, listed) for line in lines_of(block))


def _listed(sentence: str) -> tuple[str, str] | None:
    """Read an entry of a list of words."""
    match = _LISTED.match(sentence)
    is_entry = match and len(match["term"].split()) <= 5 and _may_be_term(match["term"])
    return (match["term"], match["meaning"]) if match and is_entry else None


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Find abbreviations and their expansions in a sentence.

    Args:
        text: The sentence.

    Yields:
        Short form and long form, for "long form (SF)" and "SF (long form)".
    """
    for stands in _STANDS_FOR.finditer(text):
        if _is_short(stands["short"]):
            yield stands["short"], stands["long"].strip()
    for bracket in _BRACKET.finditer(text):
        inside = re.split(r"[;,] ", bracket[1])[0].strip(" \"“”'")
        before = text[: bracket.start()].rstrip(' "”»').split()
        if _is_short(inside):
            room = min(len(_letters(inside)) + 5, len(_letters(inside)) * 2)
            if long := _long_form(inside, before[-room:]):
                yield inside, long
        elif before and _is_short(short := before[-1].strip('"“«')) and short.isupper():
            yield from [(short, inside)] if _long_form(short, inside.split()) == inside else []


def _long_form(short: str, words: list[str]) -> str:
    """Find the end of a text whose letters spell an abbreviation.

    Args:
        short: The abbreviation.
        words: The words before it.

    Returns:
        The long form: the words whose first letters spell it, else the shortest end that holds
        its letters; nothing when the text does not spell it.
    """
    letters = _folded(_letters(short))
    for count in range(len(short), min(len(words), len(short) + 3) + 1):
        first = (w[0] for w in words[-count:] if w.lower() not in _LEFT_OUT)
        if _folded("".join(first)) == letters:
            return _OPENING.sub("", " ".join(words[-count:]), count=1)
    text = " ".join(words)
    rest = "".join(f"[^{char}]*{char}" for char in letters[1:])
    match = re.match(f"(.*(?<![^\\W_])){letters[0]}{rest}", _folded(text))
    start = text.rfind(" ", 0, match.end(1) + 1) + 1 if match else len(text)
    long = _OPENING.sub("", text[start:], count=1)
    return long if len(long) > len(short) + 1 and short.lower() not in long.lower().split() else ""


def _defined(text: str, known: Container[str]) -> tuple[str, str] | None:
    """Give the word that a sentence defines and what it means, in the sentence's own words.

    Args:
        text: The sentence.
        known: Words, in lower case, that "X is a ..." defines too: of other words it says little.
    """
    said = _THING.match(text)  # "The label describes the wine": a thing that says something
    for match in filter(None, (form.search(text) for form in (*_FORMS, _IS_A))):
        term = match["term"].strip(" '’")
        is_term = term.casefold() in known if match.re is _IS_A else not said and _may_be_term(term)
        if is_term and not _NO_MEANING.match(match["meaning"]):
            return term, match["meaning"]
    return None


def _tidy(meaning: str) -> str:
    """Begin a definition with a capital and end it with a stop; one that is too long is none."""
    text = " ".join(re.sub(r"\[\d+\]", "", meaning).split()).rstrip(" ,;:")
    text += "" if text.endswith((".", "!", "?", "…")) else "."
    return text[:1].upper() + text[1:] if len(text.split()) <= MAX_WORDS else ""


def _folded(text: str) -> str:
    """Give letters without case and accents, one for one."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] for char in text)


def _letters(short: str) -> str:
    return "".join(filter(str.isalnum, short))


def _is_short(text: str) -> bool:
    """Say whether a text can be an abbreviation: two to ten letters with a capital among them."""
    letters = _letters(text)
    capitals = sum(map(str.isupper, text))
    sized = 2 <= len(letters) <= 10 and not letters.isdigit()
    return sized and bool(_SHORT.match(text)) and capitals > (len(letters) > 2)


def _may_be_term(term: str) -> bool:
    words = re.split(r"[\s'’]+", term.lower())
    return len(term) > 2 and not any(word in _NO_TERM or word == "s" for word in words)


def _key(term: str) -> str:
    return re.sub(r"[\W_]+", " ", term.casefold()).strip()


def _usual(term: str, inner: Container[str]) -> str:
    """Write a term without its capital, unless the article keeps it within a sentence."""
    first, *rest = term.split(" ")
    lower = first[:1].lower() + first[1:]
    name = first in inner and lower not in inner
    kept = name or first[1:2].isupper() or any(word[:1].isupper() for word in rest)
    return term if kept else " ".join([lower, *rest])
