"""The words an article explains: abbreviations it expands and words it defines.

Abbreviations are found by the method of Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003. Definitions
are taken only from sentences whose form says that they define: "X refers to ...", "By X we mean
...", "X is a therapy that ...". A sentence that merely tells something of a word is none.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace

from article.model import Node, lines_of, names, text_of
from article.sentences import sentences

MAX_WORDS = 40
"""The longest definition a term may have."""

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
        A draft for each, in the order of the article.
    """
    held = [(line, page, listed) for page, blocks in pages for line, listed in _lines(blocks)]
    found = _Found(" ".join(line for line, *_ in held))
    said = [(s, page, listed) for line, page, listed in held for s in sentences(line)]
    for sentence, page, _ in said:
        for short, long in abbreviations(sentence):
            found.add(Draft(found.usual(long), "", short, sentence, page))
    about = {name.casefold() for name in (*known, *(d.term for d in found.drafts.values()))}
    for sentence, page, listed in said:
        pair = _listed(sentence) if listed else None
        for term, meaning in [pair] if pair else definitions(sentence, about):
            found.add(Draft(found.usual(term), clip(meaning), "", sentence, page))
    return [*found.drafts.values()]


def _lines(blocks: tuple[Node, ...]) -> Iterator[tuple[str, bool]]:
    """Give the lines that may explain a word, and whether they stand in a list of words."""
    listed = False
    for block in blocks:
        if block.level:
            listed = bool(_LIST_HEAD.search(text_of(block.children)))
        elif block.tag == "dl":
            term = ""
            for part in block.children:
                text = " ".join(text_of(part).split())
                if isinstance(part, Node) and part.tag == "dt":
                    term = text.rstrip(" :")
                elif term:
                    yield f"{term}: {text}", True
                    term = ""
        elif block.tag != "pre":
            yield from ((line, listed) for line in lines_of(block))


def _listed(sentence: str) -> tuple[str, str] | None:
    """Read an entry of a list of words."""
    match = _LISTED.match(sentence)
    if match and len(match["term"].split()) <= 5 and len(match["meaning"].split()) > 1:
        return (match["term"], match["meaning"]) if _may_be_term(match["term"]) else None
    return None


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
    """Find the end of a text whose letters spell an abbreviation.

    Args:
        short: The abbreviation.
        text: The words before it.

    Returns:
        The long form: the words whose first letters spell it, else the shortest end that holds
        its letters; nothing when the text does not spell it.
    """
    words = text.split()
    for count in range(len(short), min(len(words), len(short) + 3) + 1):
        some = words[-count:]
        first = "".join(w[0] for w in some if w.lower() not in {"and", "of", "for", "the", "in"})
        if _folded(first) == _folded(_letters(short)):
            return " ".join(some).lstrip("\"“«'(‘")
    initial, *rest = list(_folded(_letters(short)) or " ")
    spelt = f"(.*(?<![^\\W_])){initial}" + "".join(f"[^{char}]*{char}" for char in rest)
    match = re.match(spelt, _folded(text))
    if not match:
        return ""
    long = text[text.rfind(" ", 0, match.end(1) + 1) + 1 :].lstrip("\"“«'(‘")
    long = re.sub(r"^[LlDd][’'](?=\w)", "", long)
    parts, letters = long.lower().split(), _letters(short)
    too_long = len(parts) > min(len(letters) + 5, len(letters) * 2)
    return "" if too_long or len(long) <= len(short) + 1 or short.lower() in parts else long


def definitions(text: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Find what a sentence defines.

    Args:
        text: The sentence.
        known: Words, in lower case, that "X is a ..." defines too: of other words it says little.

    Yields:
        The word and what it means, in the sentence's own words.
    """
    for match in filter(None, (form.search(text) for form in _FORMS)):
        said = _THING.match(text)  # "The label describes the wine": a thing that says something
        if _may_be_term(match["term"]) and not (said or _NO_MEANING.match(match["meaning"])):
            yield match["term"].strip(" '’"), match["meaning"]
            return
    match_ = _IS_A.match(text)
    if match_ and match_["term"].casefold() in known and not _NO_MEANING.match(match_["meaning"]):
        yield match_["term"], match_["meaning"]


def clip(meaning: str) -> str:
    """Make a definition of the words that say one: a capital, a full stop, not too long."""
    words = re.sub(r"\[\d+\]", "", meaning).split()
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
    words = re.split(r"[\s'’]+", term.lower())
    return len(term) > 2 and not any(word in _NO_TERM or word == "s" for word in words)


def _key(term: str) -> str:
    return re.sub(r"[\W_]+", " ", term.casefold()).strip()


@dataclass
class _Found:
    """The drafts so far, by key; every name of a draft leads to its key.

    Attributes:
        text: All sentences, to see how a word is usually written.
    """

    text: str
    drafts: dict[str, Draft] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inner = frozenset(re.findall(r"(?<=[\w,;:] )[^\W\d_][\w-]*", self.text))

    def add(self, draft: Draft) -> None:
        """Note a draft, or what it adds to one that is there: the first definition stays."""
        names_ = [*filter(None, map(_key, (draft.term, draft.abbreviation)))]
        key = next((self.named[name] for name in names_ if name in self.named), names_[0])
        old = self.drafts.setdefault(key, draft)
        if draft.definition and not old.definition:
            self.drafts[key] = replace(draft, term=old.term, abbreviation=old.abbreviation)
        for name in names_:
            self.named.setdefault(name, key)

    def usual(self, term: str) -> str:
        """Write a term without its capital, unless the article keeps it within a sentence."""
        first, *rest = term.split(" ")
        lower = first[:1].lower() + first[1:]
        name = first in self.inner and lower not in self.inner
        if name or first[1:2].isupper() or any(word[:1].isupper() for word in rest):
            return term
        return " ".join([lower, *rest])
