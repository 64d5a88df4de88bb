"""SKOS in Turtle: the glossary as a concept scheme, for libraries and linked data.

Source: W3C Recommendation "SKOS Simple Knowledge Organization System Reference", 2009; W3C
Recommendation "RDF 1.1 Turtle", 2014.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urljoin

from glossary_cards.model.term import Term
from glossary_cards.pages.paths import relative_url
from glossary_cards.site import SiteGlossary

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def skos_turtle(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as a SKOS concept scheme.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known.
    """
    folder = site.links.home
    base = f"@base <{_iri(urljoin(site_url, folder))}> .\n" if site_url else ""
    title = _literal(site.settings.title, site.settings.language)
    related = _related(site)
    terms = site.glossary.terms.values()
    concepts = "\n".join("".join(_concept(site, term, related[term.slug])) for term in terms)
    return (
        f"{base}@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f"<> a skos:ConceptScheme ;\n    skos:prefLabel {title} .\n\n{concepts}"
    ).encode()


def _related(site: SiteGlossary) -> dict[str, list[str]]:
    """Give the related terms of each; the relation holds in both directions."""
    related: dict[str, dict[str, None]] = {slug: {} for slug in site.glossary.terms}
    for slug, term in site.glossary.terms.items():
        for other in term.see:
            if other in related and other != slug:
                related[slug][other] = related[other][slug] = None
    return {slug: list(others) for slug, others in related.items()}


def _concept(site: SiteGlossary, term: Term, related: Iterable[str]) -> Iterator[str]:
    language = site.settings.language
    yield f"<{_local(site, term.slug)}> a skos:Concept ;\n"
    yield "    skos:inScheme <> ;\n"
    yield f"    skos:prefLabel {_literal(term.name, language)} ;\n"
    for text in term.also_written:
        yield f"    skos:altLabel {_literal(text, language)} ;\n"
    for text in _hidden(term):
        yield f"    skos:hiddenLabel {_literal(text, language)} ;\n"
    for slug in related:
        yield f"    skos:related <{_local(site, slug)}> ;\n"
    yield f"    skos:definition {_literal(term.definition.text, language)} .\n"


def _hidden(term: Term) -> list[str]:
    """Give the spellings that are only searched for; no label may be of two kinds."""
    spellings = (*(form.text for form in term.forms if not form.listed), *term.misspellings)
    shown = {term.name, *term.also_written}
    return [text for text in dict.fromkeys(spellings) if text not in shown]


def _local(site: SiteGlossary, slug: str) -> str:
    return _iri(relative_url(site.links.url(slug), site.links.home))


def _iri(url: str) -> str:
    return quote(url, safe="/:#?&=%~+,;@!$'()*")


def _literal(text: str, language: str) -> str:
    return f'"{text.translate(_ESCAPES)}"@{language}'
