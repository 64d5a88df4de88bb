"""Forms: the spellings of a term, those a contributor lists and those made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary_cards.engine.text import fold

_IZE = re.compile(
    r"(?<=[a-zA-Z]{3})(is|iz)(?=(?:e|ed|es|er|ers|ing|ings|able|ation|ations|ational)\b)"
)
_YZE = re.compile(r"(?<=[a-zA-Z]{3})(ys|yz)(?=(?:e|ed|es|er|ers|ing)\b)")
_OTHER = {"is": "iz", "iz": "is", "ys": "yz", "yz": "ys"}
_LETTER = r"a-zA-Z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f"
_LATIN = re.compile(
    rf"(?:[\w\s'’.,&/()\u2010-\u2013-]*[\s\u2010-\u2013-])?[{_LETTER}\d'’.&/]*[{_LETTER}]"
)
"""A noun or a phrase whose last word is in Latin letters."""

_ENDS_LIKE_A_PLURAL = re.compile(r"(?<!ia)(?<!va)(?<!la)(?<!len)(?<![su])s$")
_HARD_CH = re.compile(r"(?:[ginr]arch|epoch|stomach|tech)$")
_HEAD_OF_PHRASE = re.compile(r"^(.*?\w)( (?:of|in|for|with) .+)$")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a term.

    Attributes:
        text: The spelling.
        exact: Whether it matches in this letter case only.
        listed: Whether a contributor wrote it; ``False`` when it was made by a rule.
        key: Where it stands in the term's front matter: ``("forms", 2)``.
    """

    text: str
    exact: bool
    listed: bool = True
    key: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as the matcher knows it.

    Attributes:
        slug: The term it belongs to.
        form: The form.
        not_before: Folded words that must not follow.
        not_after: Folded words that must not stand before.
    """

    slug: str
    form: Form
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


def has_own_case(text: str) -> bool:
    """Tell whether a form matches in its own letter case only.

    That holds for a form with a capital after its first letter: ``ACT``, ``DSM-5``, ``PhD``,
    ``MBT group``. A form with at most one capital, its first letter, matches in any case.
    """
    letters = [c for c in text if c.isalpha()]
    return any(c.isupper() for c in letters[1:]) or (len(letters) == 1 and letters[0].isupper())


def alike(text: str) -> str:
    """Fold a form so that two that match the same text are equal.

    Args:
        text: The form; letter case, and whether a gap is a space or a hyphen, do not count.
    """
    folded = text.lower() if text.isascii() else fold(text)
    return " ".join(folded.replace("-", " ").split())


def inflected(form: Form, language: str) -> Iterator[Form]:
    """Make the regular variants of a form.

    Args:
        form: A listed form.
        language: ``en`` for English rules; anything else makes none.

    Yields:
        The -ise/-ize partner, and the plurals of both; never the form itself.
    """
    if language != "en":
        return
    seen = {form.text}
    for spelling in (form.text, *_spelling_partner(form.text)):
        for variant in (spelling, *_plurals(spelling)):
            if variant not in seen:
                seen.add(variant)
                yield Form(variant, form.exact, listed=False, key=form.key)


def _spelling_partner(text: str) -> Iterator[str]:
    """Give the British spelling of an American form and the other way round."""
    partner = _IZE.sub(lambda m: _OTHER[m[1]], text)
    partner = _YZE.sub(lambda m: _OTHER[m[1]], partner)
    if partner != text:
        yield partner


def _plurals(text: str) -> Iterator[str]:
    """Give the regular English plural of a noun or of a noun phrase."""
    phrase = _HEAD_OF_PHRASE.match(text)
    head, tail = (phrase[1], phrase[2]) if phrase else (text, "")
    if not _LATIN.fullmatch(head):
        return
    if head[-1].isupper():
        yield f"{head}s{tail}"
    elif re.search(r"(?:s|x|z|ch|sh)$", head) and not _HARD_CH.search(head):
        if head.endswith("sis"):
            yield f"{head[:-2]}es{tail}"
        elif _ENDS_LIKE_A_PLURAL.search(head) is None:
            yield f"{head}es{tail}"
    elif re.search(r"(?:[^aeiou]|qu)y$", head):
        yield f"{head[:-1]}ies{tail}"
    else:
        yield f"{head}s{tail}"
