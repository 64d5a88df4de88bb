"""Forms: the spellings of a term, those that a contributor lists and those made from them.

The rules that make them are a language's; here is only what a form is, and when two are alike.
"""

from typing import NamedTuple

from glossary_cards.engine.text import fold


class Form(NamedTuple):
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


class Entry(NamedTuple):
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
    if text.islower():
        return False
    letters = [c for c in text if c.isalpha()]
    return any(c.isupper() for c in letters[1:]) or (len(letters) == 1 and letters[0].isupper())


def alike(text: str) -> str:
    """Fold a form so that two that match the same text are equal.

    Args:
        text: The form; letter case, and whether a gap is a space or a hyphen, do not count.
    """
    folded = text.lower() if text.isascii() else fold(text)
    return " ".join(folded.replace("-", " ").split())
