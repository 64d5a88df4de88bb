"""The term that somebody meant: by its file's name, or by any other name that it goes by."""

import posixpath
from collections.abc import Callable
from functools import cache

from glossary_cards.diagnostics.problem import nearest_of
from glossary_cards.engine.forms import alike
from glossary_cards.model.term import Glossary


def near_terms(glossary: Glossary) -> Callable[[str], str]:
    """Give what gives the term that a headword, a form or a path names, or the slug most like it.

    Args:
        glossary: The terms of one build.
    """
    nearest = nearest_of(glossary.terms)

    @cache
    def by_form() -> dict[str, str]:  # slugs themselves count most
        forms = {alike(entry.form.text): entry.slug for entry in glossary.entries()}
        return forms | {alike(slug): slug for slug in glossary.terms}

    def near(wanted: str) -> str:
        name = posixpath.basename(wanted).removesuffix(".md")
        return by_form().get(alike(name), "") or nearest(wanted)

    return near
