"""The term that somebody meant: by its file's name, or by any other name that it goes by."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property

from glossary_cards.diagnostics.confusables import as_seen
from glossary_cards.diagnostics.problem import NearNames
from glossary_cards.engine.forms import alike
from glossary_cards.model.term import Glossary


class NearTerms(NearNames):
    """The slugs of a glossary, of which a mistaken one may be meant, for one build."""

    def __init__(self, glossary: Glossary) -> None:
        """Keep the terms.

        Args:
            glossary: All terms.
        """
        super().__init__(glossary.terms)
        self._glossary = glossary

    def nearest(self, wanted: str) -> str:
        """Give the term that was named in another way, or else the slug that is most like it."""
        return self.named(wanted) or super().nearest(wanted)

    def named(self, wanted: str) -> str:
        """Give the term that a path, a headword or another form names; empty for none.

        Args:
            wanted: What somebody wrote where the file name of a term, without ``.md``, belongs.
        """
        name = posixpath.basename(as_seen(wanted).partition("#")[0].rstrip("/"))
        slug = re.sub(r"\.(?:md|markdown|html?)$", "", name)
        return self._by_form.get(alike(wanted), "") or self._by_form.get(alike(slug), "")

    @cached_property
    def _by_form(self) -> Mapping[str, str]:
        """The slugs by the forms of their terms, and by themselves, which count most."""
        terms = self._glossary.terms.values()
        by_form = {alike(form.text): term.slug for term in terms for form in term.forms}
        return by_form | {alike(slug): slug for slug in self._glossary.terms}
