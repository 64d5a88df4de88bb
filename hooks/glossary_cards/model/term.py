"""Terms: the model that every other part of the glossary works on."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from glossary_cards.diagnostics.source import Document
from glossary_cards.engine.forms import Entry, Form, has_own_case
from glossary_cards.engine.text import fold
from glossary_cards.model.definition import Definition


class Term(NamedTuple):
    """One term of the glossary.

    Attributes:
        slug: Its file's name without ``.md``: stable, the end of its address.
        name: The headword.
        definition: What it means.
        forms: Every spelling that matches: headword, listed forms, abbreviation, and what the
            inflection rules make of them.
        document: The file it was read from.
        abbreviation: Its abbreviation, or empty.
        pronunciation: How to say it, or empty.
        see: Slugs of related terms.
        references: Keys of the bibliography.
        misspellings: What readers may type into the search.
        not_before: Words that must not follow a form.
        not_after: Words that must not stand before a form.
    """

    slug: str
    name: str
    definition: Definition
    forms: tuple[Form, ...]
    document: Document
    abbreviation: str
    pronunciation: str
    see: tuple[str, ...]
    references: tuple[str, ...]
    misspellings: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]

    @property
    def title(self) -> str:
        """The headword with a capital first letter, unless its first word has its own: ``pH``."""
        own = has_own_case(self.name.split(" ")[0])
        return self.name if own else self.name[:1].upper() + self.name[1:]

    @property
    def also_written(self) -> tuple[str, ...]:
        """The spellings that a contributor listed, without the headword."""
        names = (f.text for f in self.forms if f.listed and f.text != self.name)
        return tuple(dict.fromkeys(names))

    def entries(self) -> Iterator[Entry]:
        """Give the term's forms as the matcher takes them."""
        before = frozenset(map(fold, self.not_before))
        after = frozenset(map(fold, self.not_after))
        for form in self.forms:
            yield Entry(self.slug, form, before, after)


class Glossary(NamedTuple):
    """All terms, by slug, in the order of their names."""

    terms: Mapping[str, Term]

    def entries(self) -> list[Entry]:
        """Give the forms of all terms, those that contributors wrote first."""
        entries = [entry for term in self.terms.values() for entry in term.entries()]
        return sorted(entries, key=lambda entry: not entry.form.listed)
