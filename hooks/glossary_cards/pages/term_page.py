"""The page of a term, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary, Term

_NEW_LINE = "\n"


def term_markdown(
    term: Term, glossary: Glossary, body: str, settings: Settings, known: Mapping[str, str]
) -> str:
    """Give the Markdown of a term's page.

    Args:
        term: The term.
        glossary: All terms, for the related ones.
        body: What the contributor wrote below the front matter.
        settings: The site's settings.
        known: The entries of the bibliography as text, by key.

    Returns:
        Title, definition (with citations where the site cites), spellings, body, related terms
        and references.
    """
    source = str(term.document.meta["definition"]).strip()
    cites = "".join(f"[^{key}]" for key in term.references) if settings.cite else ""
    parts = [f"# {_plain(term.title)}", f"{source}{cites}"]
    if term.document.meta.get("draft"):
        parts.insert(1, f'<p class="term-draft no-terms">{escape(settings.draft)}</p>')
    if facts := _facts(term, settings):
        parts.append(facts)
    if body.strip():
        parts.append(body.strip())
    related = [glossary.terms[slug] for slug in term.see if slug in glossary.terms]
    if related:
        links = ", ".join(f"[{_plain(t.title)}]({t.slug}.md)" for t in related)
        parts.append(f"**{settings.see_title}:** {links}")
    if term.references and not settings.cite:
        parts.append(_references(term, settings, known))
    return "\n\n".join(parts) + "\n"


def _references(term: Term, settings: Settings, known: Mapping[str, str]) -> str:
    """Give the list of references for a site that does not cite."""
    items = "\n".join(f"<li>{escape(known.get(key, key))}</li>" for key in term.references)
    return (
        f'<div class="term-references no-terms">\n<p><strong>{escape(settings.references_title)}:'
        f"</strong></p>\n<ul>\n{items}\n</ul>\n</div>"
    )


def _facts(term: Term, settings: Settings) -> str:
    """Give spellings and pronunciation as a short definition list."""
    rows = []
    if term.pronunciation:
        rows.append(f"<dt>{escape(settings.say_title)}</dt>\n<dd>{escape(term.pronunciation)}</dd>")
    if term.also_written:
        rows.append(
            f"<dt>{escape(settings.also_title)}</dt>\n"
            f"<dd>{escape(', '.join(term.also_written))}</dd>"
        )
    return f'<dl class="term-facts no-terms">\n{_NEW_LINE.join(rows)}\n</dl>' if rows else ""


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup in a heading or in a link's text."""
    return "".join(f"\\{c}" if c in "\\[]*_`#{}" else escape(c, quote=False) for c in text)
