"""Words that articles put around their text: labels of back matter, bylines, dates.

Also the few words the made site adds of its own, in the article's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BACK = re.compile(
    r"(?:(?:article |list of |key |selected |general )?(?:references?|sources|citations?|footnotes?"
    r"|endnotes|bibliography|works cited|literature cited)|apa reference|apa citation"
    r"|how to cite(?: this (?:article|page))?|cite this(?: article| page)?|further reading"
    r"|external links|see also|notes(?: and references)?|about the (?:author|reviewer)s?"
    r"|about this article|article history|more info(?:rmation)?|acknowledge?ments?|credits"
    r"|disclaimer|copyright|related (?:articles|topics|pages)|licen[cs]e"
    r"|références?(?: bibliographiques)?|bibliographie|pour en savoir plus|voir aussi"
    r"|à propos de l[’']aut(?:eur|rice)|notes et références|liens externes"
    r"|quellen|literatur|einzelnachweise|weblinks|siehe auch|referencias|bibliografía|fuentes)"
    r"\s*:?",
    re.I,
)
_METADATA = re.compile(
    r"(?:(?:last |first |originally |date )?(?:updated|modified|revised|published|posted|reviewed)"
    r"(?: on| by)?\b|(?:medically|clinically|scientifically|fact[- ]|peer[- ]|legally) ?"
    r"(?:reviewed|checked)|reviewed (?:by|on)\b|(?:written |edited |article |words )?by\s+[A-Z]"
    r"|author:|reviewer:|editor:|publisher:|source:|photo(?:graph)?:|image:|credit:|tags:|©"
    r"|copyright|\(c\) ?\d|all rights reserved|retrieved (?:on|from)|doi:|https?://|isbn"
    r"|more info|share this|filed under|publié|mis à jour|dernière mise à jour|relu par"
    r"|(?:écrit |rédigé )?par\s+[A-ZÉÈ][\w’'-]+ [A-ZÉÈ]|auteur|auteure|veröffentlicht|autor:)",
    re.I,
)
_REFERENCE = re.compile(r"[^()]{2,120}\((?:19|20)\d\d[a-z]?(?:, [^)]{3,30})?\)\.")


@dataclass(frozen=True)
class Furniture:
    """The words the made site adds, none of which is the article's."""

    about: str
    pages: str
    words: str
    made: str
    draft: str
    says: str
    from_: str


_FURNITURE = {
    "en": Furniture(
        "About the source",
        "In this article",
        "Words in this article",
        "These pages were split from one article, {file}. Its words belong to whoever holds their "
        "copyright: ask before you publish them.",
        "A draft from the article, to be edited.",
        "The article says:",
        "On the page",
    ),
    "fr": Furniture(
        "À propos de la source",
        "Dans cet article",
        "Les mots de cet article",
        "Ces pages ont été tirées d’un seul article, {file}. Ses mots sont à qui en détient les "
        "droits : demandez avant de les publier.",
        "Une ébauche tirée de l’article, à relire. (A draft from the article, to be edited.)",
        "L’article dit :",
        "Sur la page",
    ),
}


def furniture(language: str) -> Furniture:
    """Give the words the site adds, in the article's language or else in English."""
    return _FURNITURE.get(language.lower()[:2], _FURNITURE["en"])


def is_back_label(text: str) -> bool:
    """Say whether a line is nothing but the heading of back matter, such as "References"."""
    return bool(_BACK.fullmatch(text.strip()))


def is_metadata(text: str) -> bool:
    """Say whether a line tells of the article (its author, dates, reviewer), not of its subject."""
    return len(text) < 300 and bool(_METADATA.match(text.strip()))


def is_reference(text: str) -> bool:
    """Say whether a paragraph is a reference in the style of the APA."""
    return bool(_REFERENCE.match(text.strip()))
