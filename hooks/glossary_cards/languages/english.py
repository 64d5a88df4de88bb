"""English: the regular and the common irregular plurals, and the -ise/-ize pair of a spelling.

A plural of a phrase is that of its head: "theories of mind", "passers-by".
"""

import re
from collections.abc import Iterator

from glossary_cards.engine.lazy import lazy

_IZE = lazy(  # "mentalise", "organization", "analyse"; not "rise"
    r"(?<=[a-zA-Z]{3})(?:[iy][sz](?=(?:e|ed|es|er|ers|ing)\b)"
    r"|i[sz](?=(?:ings|able|ation|ations|ational)\b))"
)
_OTHER = {"is": "iz", "iz": "is", "ys": "yz", "yz": "ys"}
_LETTER = r"a-zA-Z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f"
_LATIN = lazy(  # a noun or a phrase whose last word is in Latin letters: "C++ course"
    rf"(?:[\w\s'’.,&/()+#\u2010-\u2013-]*[\s\u2010-\u2013-])?[{_LETTER}\d'’.&/]*[{_LETTER}]"
)
_NO_PLURALS = ("ias", "vas", "las", "lens", "ss", "us")  # "bias"; not "thoughts"
_SIBILANTS = ("s", "x", "z", "ch", "sh")  # "box", "approach"
_HARD = ("garch", "iarch", "narch", "rarch", "epoch", "stomach", "tech")  # "stomachs"
_HEAD_OF_PHRASE = lazy(  # "theory" of "theory of mind", "passer" of "passer-by"
    r"^(.*?\w)((?: (?:of|in|for|with) |-(?:of|in)-).+|(?<=er)-(?:by|on|up)|-in-law)$"
)
_BY = ("standby", "stand-by", "layby", "lay-by")  # "standbys", which are no "standbies"
_IRREGULAR = dict(
    pair.split("/")
    for pair in """
    woman/women man/men child/children person/people foot/feet tooth/teeth goose/geese mouse/mice
    louse/lice ox/oxen die/dice life/lives wife/wives knife/knives self/selves shelf/shelves
    half/halves calf/calves leaf/leaves loaf/loaves wolf/wolves thief/thieves elf/elves
    scarf/scarves datum/data bacterium/bacteria medium/media criterion/criteria
    phenomenon/phenomena stimulus/stimuli alumnus/alumni nucleus/nuclei bacillus/bacilli
    curriculum/curricula memorandum/memoranda erratum/errata ovum/ova stratum/strata
    vertebra/vertebrae alga/algae larva/larvae index/indices matrix/matrices vertex/vertices
    appendix/appendices codex/codices hero/heroes potato/potatoes tomato/tomatoes echo/echoes
    veto/vetoes schema/schemata stigma/stigmata sheep/sheep series/series species/species
    aircraft/aircraft
    """.split()
)
_ALSO_REGULAR = frozenset("medium index matrix appendix schema stigma scarf memorandum".split())
_PARTED = lazy(r"(.*?)(\w+)$", re.S)  # "case", "woman"
# "humans", "shamans"
_NO_MAN = ("human", "german", "roman", "talisman", "shaman", "ottoman", "norman")


def english_variants(text: str) -> Iterator[str]:
    """Make the -ise/-ize partner of a spelling, and the plurals of both.

    Args:
        text: A word or a phrase; plurals of what ends in no Latin letter are not made.
    """
    partner = _IZE.sub(lambda m: _OTHER[m[0]], text)
    for spelling in dict.fromkeys((text, partner)):
        yield spelling
        phrase = _HEAD_OF_PHRASE.match(spelling)
        head, tail = (phrase[1], phrase[2]) if phrase else (spelling, "")
        if (head.isalpha() and head.isascii()) or _LATIN.fullmatch(head):
            yield from (f"{plural}{tail}" for plural in _plurals(head))


def _plurals(head: str) -> Iterator[str]:
    """Give the plurals of a noun, or of a phrase that ends with it."""
    parts = _PARTED.match(head)
    before, noun = (parts[1], parts[2]) if parts else ("", head)
    irregular = _irregular(noun)
    if irregular:
        yield before + irregular
        if noun.lower() not in _ALSO_REGULAR:
            return
    if head.endswith(_BY):
        yield f"{head}s"
    elif head.endswith(_SIBILANTS) and not head.endswith(_HARD):
        if head.endswith("sis"):
            yield f"{head[:-2]}es"
        elif not head.endswith("s") or head.endswith(_NO_PLURALS):
            yield f"{head}es"
    elif re.search(r"(?:[^aeiou]|qu)y$", head):  # "theory", "soliloquy"
        yield f"{head[:-1]}ies"
    else:
        yield f"{head}s"


def _irregular(noun: str) -> str:
    """Give the irregular plural of a noun, also where it ends one: "policewoman", "midwife"."""
    small = noun.lower()
    for ending in ("woman", "man", "child", "wife", "mouse", "foot", "tooth"):
        if small.endswith(ending) and not (ending == "man" and small.endswith(_NO_MAN)):
            return noun[: len(noun) - len(ending)] + _like(noun[-len(ending) :], _IRREGULAR[ending])
    return _like(noun, _IRREGULAR[small]) if small in _IRREGULAR else ""


def _like(noun: str, plural: str) -> str:
    """Write a plural with the capital of its noun."""
    return plural.capitalize() if noun[:1].isupper() else plural
