"""The words an article explains: abbreviations it expands and words it defines.

Abbreviations are found by the method of Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003. Definitions
are found by the few ways in which articles say them: "X is the ability to ...", "X refers to ...",
"X, or the ... ,".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from article.model import Node, lines_of, names, text_of
from article.sentences import sentences

MAX_WORDS = 40
"""The longest definition a term may have."""

_BRACKET = re.compile(r"\(([^()]{1,80})\)")
_SHORT = re.compile(r"[^\W_][\w&/.’'-]{0,8}[\w.]?(?: [^\W_][\w&/.-]{0,6})?$")
_KIND = (
    "ability|abilities|act|action|activity|approach|belief|branch|capacity|capability|class|"
    "concept|condition|difficulty|disorder|disease|experience|fear|feeling|field|form|group|habit|"
    "idea|inability|kind|lack|loss|means|measure|method|name|pattern|practice|process|quality|"
    "range|reaction|science|set|skill|sort|state|study|style|system|technique|tendency|term|"
    "theory|therapy|tool|treatment|type|use|way|word"
)
_COPULA = (
    rf"(?:is|are) (?=(?:an?|the|one's|your) (?:[\w-]+ ){{0,3}}(?:{_KIND})s?\b)"
    r"|refers? to (?=\w)|(?:is|are) defined as "
    r"|(?:means|denotes) (?=(?:an?|the|being|having|\w+ing)\b)"
    r"|est (?=(?:la|le|l[’']|une?) ?(?:[\w-]+ ){0,2}"
    r"(?:capacité|aptitude|fait|forme|méthode|état|"
    r"processus|action|trouble|manière|science|tendance|pratique|étude)\b)"
    r"|désigne(?:nt)? (?=\w)|consiste à "
)
_ELISION = re.compile(r"^[LlDd][’'](?=\w)")
_ARTICLE = r"(?:(?:The (?:word|term) |Le (?:mot|terme) )|(?:The|A|An|La|Le|Une?|Les) |L[’'])?"
_TERM = r"[\"“«*]?\s?(?P<term>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,4}?)\s?[\"”»*]?"
_ASIDE = r"(?: \([^()]*\))?,? "
_DEFINES = re.compile(rf"^{_ARTICLE}{_TERM}{_ASIDE}(?:{_COPULA})(?P<meaning>.+)$", re.I)
_IS_A = r"(?:is|are|est|sont) (?=(?:an?|the|une?|la|le|l[’'])\b)"
_SAYS_WHAT = re.compile(
    rf"^{_ARTICLE}[\"“«]?\s?(?P<term>[^\"“«»”()]{{3,100}}?)\s?[\"”»]?{_ASIDE}{_IS_A}(?P<meaning>.+)$",
    re.I,
)
_CALLED = re.compile(
    r"^(?P<meaning>(?:The|An?|La|Le) .{10,200}?) (?:is|are|est) "
    r"(?:called|known as|termed|appelée?|nommée?) "
    r"[\"“«]?\s?(?P<term>[\w’'-]+(?: [\w’'-]+){0,2}?)\s?[\"”»]?[.,;]",
    re.I,
)
_OR = re.compile(
    r"(?:^|[^,\w] ?|\w )(?P<term>[^\W\d_][\w-]{4,}), (?:or|ou) "
    r"(?P<meaning>(?:the|an?|la|le|l[’']|une?) ?[^,;:.()]{8,120}),",
    re.I,
)
_NO_TERM = names(
    "it this that these those there here he she they we you i one what which who such some "
    "many most all each his her its their our your my no other another both first second last "
    "next main key goal aim reason result problem question answer idea point way thing "
    "example il elle ce cela c’est c'est on nous vous ils elles qui cette ces"
)
_SUFFIXES = ("e", "es", "ed", "ing", "ation", "ations", "er", "ers", "s")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the article and the page it stands on."""

    text: str
    page: str


@dataclass(frozen=True)
class Draft:
    """A term as the article gives it.

    Attributes:
        term: The headword.
        definition: The article's own words, or empty when it says none.
        abbreviation: Its abbreviation, or empty.
        forms: Other spellings that the article uses.
        quote: The sentence that explains it.
        page: The page that sentence is on.
    """

    term: str
    definition: str
    abbreviation: str
    forms: tuple[str, ...]
    quote: str
    page: str


def find_terms(pages: Iterable[tuple[str, tuple[Node, ...]]], known: Iterable[str]) -> list[Draft]:
    """Find every abbreviation the article expands and every word it defines.

    Args:
        pages: The blocks of each page, by file name, in order.
        known: Phrases that the article is about, such as its title.

    Returns:
        A draft for each, in the order of the article.
    """
    pages = list(pages)
    held = [
        Sentence(sentence, page)
        for page, blocks in pages
        for block in blocks
        if not block.level and block.tag != "pre"
        for line in lines_of(block)
        for sentence in sentences(line)
    ]
    drafts: dict[str, Draft] = {}
    for sentence in held:
        for short, long in abbreviations(sentence.text):
            _add_abbreviation(drafts, short, long, sentence, held)
    about = {name.casefold() for name in (*known, *(d.term for d in drafts.values()))}
    for sentence in held:
        for term, meaning in definitions(sentence.text, about):
            _add_definition(drafts, term, meaning, sentence, held)
    for page, blocks in pages:
        for block in blocks:
            if block.tag == "dl":
                _add_pairs(drafts, block, page, held)
    words = _vocabulary(held)
    return [replace(draft, forms=_forms(draft, words)) for draft in drafts.values()]


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Find abbreviations and their expansions in a sentence.

    Args:
        text: The sentence.

    Yields:
        Short form and long form, for "long form (SF)" and "SF (long form)".
    """
    for bracket in _BRACKET.finditer(text):
        inside = re.split(r"[;,] ", bracket[1])[0].strip(" \"“”'")
        before = text[: bracket.start()].rstrip(' "”»')
        if _is_short(inside):
            words = before.split()
            room = min(len(_letters(inside)) + 5, len(_letters(inside)) * 2)
            long = best_long_form(inside, " ".join(words[-room:]))
            if long:
                yield _singular(inside, long)
        elif len(inside.split()) > 1:
            short = before.split()[-1].strip('"“«') if before.split() else ""
            long = best_long_form(short, inside) if _is_short(short) and short.isupper() else ""
            if long and len(long) == len(inside):
                yield _singular(short, long)


def best_long_form(short: str, text: str) -> str:
    """Find the shortest end of a text whose letters spell an abbreviation.

    Args:
        short: The abbreviation.
        text: The words before it.

    Returns:
        The long form, or nothing when the text does not spell it.
    """
    folded = _folded(text)
    at = len(text)
    for index in range(len(short) - 1, -1, -1):
        char = _folded(short[index])
        if not char.isalnum():
            continue
        at -= 1
        while at >= 0 and (
            folded[at] != char or (index == 0 and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
    start = text.rfind(" ", 0, at + 1) + 1
    long = _ELISION.sub("", text[start:].lstrip("\"“«'(‘"))
    words = long.lower().split()
    letters = _letters(short)
    too_long = len(words) > min(len(letters) + 5, len(letters) * 2)
    if too_long or len(long) <= len(short) + 1 or short.lower() in words:
        return ""
    return long


def definitions(text: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Find what a sentence defines.

    Args:
        text: The sentence.
        known: Words, in lower case, that "X is a ..." defines too: of other words it says little.

    Yields:
        The word and what it means, in the sentence's own words.
    """
    for found in filter(None, (_DEFINES.match(text), _CALLED.match(text))):
        if _may_be_term(found["term"]):
            yield found["term"].strip(" '’"), found["meaning"]
            return
    match = _SAYS_WHAT.match(text)
    if match and match["term"].casefold() in known:
        yield match["term"], match["meaning"]
        return
    either = _OR.search(text)
    if either and either["term"].lower() not in _NO_TERM:
        yield either["term"], either["meaning"]


def clip(meaning: str) -> str:
    """Make a definition of the words that say one: a capital, a full stop, not too long."""
    words = meaning.strip().split()
    text = " ".join(words)
    if len(words) > MAX_WORDS:
        text = " ".join(words[: MAX_WORDS - 1])
        cut = max(text.rfind(", "), text.rfind("; "), text.rfind(" – "))
        text = text[:cut] if cut > len(text) // 2 else text
        text = text.rstrip(",;:") + " ..."
    text = text.rstrip(" ,;:")
    if not text.endswith((".", "!", "?", "…")):
        text += "."
    return text[:1].upper() + text[1:]


def _folded(text: str) -> str:
    """Give letters without case and accents, one for one."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] for char in text)


def _letters(short: str) -> str:
    return "".join(char for char in short if char.isalnum())


def _is_short(text: str) -> bool:
    """Say whether a text can be an abbreviation: two to ten letters with a capital among them."""
    letters = _letters(text)
    return (
        2 <= len(letters) <= 10
        and len(text.split()) <= 2
        and bool(_SHORT.match(text))
        and sum(char.isupper() for char in text) > (0 if len(letters) < 3 else 1)
        and not letters.isdigit()
    )


def _singular(short: str, long: str) -> tuple[str, str]:
    """Take the plural off both: "SSRIs", "selective serotonin reuptake inhibitors"."""
    if short.endswith("s") and short[:-1].isupper() and long.endswith("s"):
        return short[:-1], long[:-1]
    return short, long


def _may_be_term(term: str) -> bool:
    words = term.lower().split()
    return (
        words[0] not in _NO_TERM
        and words[-1] not in _NO_TERM
        and len(term) > 2
        and not any(
            word in {"and", "which", "that", "who", "if", "when", "is", "are"} for word in words
        )
    )


def _usual(term: str, held: list[Sentence]) -> str:
    """Write a term without its capital when the article does so within a sentence."""
    if term[1:2].isupper() or not term[:1].isupper():
        return term
    lower = term[:1].lower() + term[1:]
    pattern = re.compile(rf"(?<![\w-]){re.escape(lower)}(?![\w])")
    if any(pattern.search(sentence.text) for sentence in held):
        return lower
    inner = re.compile(rf"(?<=[\w,;:] ){re.escape(term)}(?!\w)")
    named = any(inner.search(sentence.text) for sentence in held)
    return term if named or any(word[:1].isupper() for word in term.split()[1:]) else lower


def _key(term: str) -> str:
    return re.sub(r"[\W_]+", " ", term.casefold()).strip()


def _add_abbreviation(
    drafts: dict[str, Draft], short: str, long: str, sentence: Sentence, held: list[Sentence]
) -> None:
    """Note an abbreviation; a second expansion of it becomes another form."""
    known = drafts.get(_key(long))
    if known and known.abbreviation == short:
        return
    term = _usual(long, held)
    for key, draft in drafts.items():
        if draft.abbreviation == short:
            if _key(term) != key and term not in draft.forms:
                drafts[key] = replace(draft, forms=(*draft.forms, term))
            return
    if _key(term) not in drafts:
        drafts[_key(term)] = Draft(term, "", short, (), sentence.text, sentence.page)


def _add_definition(
    drafts: dict[str, Draft], term: str, meaning: str, sentence: Sentence, held: list[Sentence]
) -> None:
    """Note a definition; the first one of a word stays."""
    key = _key(term)
    for known, draft in drafts.items():
        if key in {known, _key(draft.abbreviation), *map(_key, draft.forms)} or _kin(key, known):
            if not draft.definition:
                drafts[known] = replace(
                    draft, definition=clip(meaning), quote=sentence.text, page=sentence.page
                )
            return
    drafts[key] = Draft(_usual(term, held), clip(meaning), "", (), sentence.text, sentence.page)


def _stem(term: str) -> str:
    return re.sub(r"(?:ations?|ing|ed|es?|ers?|s)$", "", term)


def _kin(one: str, other: str) -> bool:
    """Say whether two single words are forms of one, as "mentalize" and "mentalization" are."""
    stem = _stem(one)
    return " " not in one + other and len(stem) >= 6 and stem == _stem(other)


def _add_pairs(drafts: dict[str, Draft], block: Node, page: str, held: list[Sentence]) -> None:
    """Note the words of a list of definitions."""
    term = ""
    for child in block.children:
        assert isinstance(child, Node)
        text = " ".join(text_of(child.children).split())
        if child.tag == "dt":
            term = text.rstrip(" :")
        elif 0 < len(term.split()) <= 6:
            _add_definition(drafts, term, text, Sentence(f"{term}: {text}", page), held)
            term = ""


def _vocabulary(held: list[Sentence]) -> set[str]:
    return {word.lower() for s in held for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", s.text)}


def _forms(draft: Draft, words: set[str]) -> tuple[str, ...]:
    """Give other spellings that the article itself uses: the same stem with another ending."""
    own = [draft.term.lower(), *map(str.lower, draft.forms)]
    stem = _stem(draft.term.lower())
    found: list[str] = []
    if " " not in draft.term and len(stem) >= 6 and stem != draft.term.lower():
        found = sorted(stem + end for end in _SUFFIXES if stem + end in words)
    return (*draft.forms, *(form for form in found if form not in own))
