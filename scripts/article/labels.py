"""Words that articles put around their text: labels of back matter, bylines, dates."""

import re

# "References", "Further reading:", "Quellen"
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
# "Last updated on 3 May", "By Ann Lee", "© 2020", "doi: 10.1/x"
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


def is_back_label(text: str) -> bool:
    """Say whether a line is nothing but the heading of back matter, such as "References"."""
    return bool(_BACK.fullmatch(text.strip()))


def is_metadata(text: str) -> bool:
    """Say whether a line tells of the article (its author, dates, reviewer), not of its subject."""
    return len(text) < 300 and bool(_METADATA.match(text.strip()))
