"""The term that somebody meant: by its file's name, or by any other name that it goes by."""

import posixpath
from functools import cached_property

from glossary_cards.diagnostics.problem import NearNames
from glossary_cards.engine.forms import alike
from glossary_cards.model.term import Glossary


class NearTerms(NearNames):
    """The slugs of a glossary, of which a mistaken one may be meant, for one build."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__(glossary.terms)
        self._glossary = glossary

    def nearest(self, wanted: str) -> str:
        """Give the term that a headword, a form or a path names, or else the slug most like it."""
        name = posixpath.basename(wanted).removesuffix(".md")
        return self._by_form.get(alike(name), "") or super().nearest(wanted)

    @cached_property
    def _by_form(self) -> dict[str, str]:
        """The slugs by the forms of their terms, and by themselves, which count most."""
        forms = {alike(entry.form.text): entry.slug for entry in self._glossary.entries()}
        return forms | {alike(slug): slug for slug in self._glossary.terms}
