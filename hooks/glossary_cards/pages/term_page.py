"""The page of a term, as Markdown: definition, spellings, the author's text, related terms."""

from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from glossary_cards.model.term import Glossary, Term
from glossary_cards.pages.templates import Templates


def term_markdown(
    templates: Templates, term: Term, glossary: Glossary, body: str, known: Mapping[str, str]
) -> str:
    """Give the Markdown of a term's page.

    Args:
        templates: The site's templates.
        term: The term.
        glossary: All terms, for the related ones.
        body: What the contributor wrote below the front matter.
        known: The entries of the bibliography as text, by key.
    """
    settings = templates.words
    references = [] if settings.cite else [known.get(key, key) for key in term.references]
    text = templates.render(
        "term.md",
        term=term,
        md=_plain,
        definition=Markup(str(term.document.meta["definition"]).strip()),
        cited=term.references if settings.cite else (),
        draft=term.document.meta.get("draft"),
        body=Markup(body.strip()),
        related=[glossary.terms[slug] for slug in term.see if slug in glossary.terms],
        references=references,
    )
    return text.rstrip("\n") + "\n"


def _plain(text: str) -> Markup:
    """Escape what Markdown would read as markup in a heading or in a link's text."""
    escaped = (f"\\{c}" if c in "\\[]*_`#{}" else escape(c, quote=False) for c in text)
    return Markup("".join(escaped))
