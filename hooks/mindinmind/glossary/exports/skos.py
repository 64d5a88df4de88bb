"""SKOS in Turtle: the glossary as a concept scheme, for libraries and linked data.

Source: W3C Recommendation "SKOS Simple Knowledge Organization System Reference", 2009; W3C
Recommendation "RDF 1.1 Turtle", 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from mindinmind.glossary.paths import relative_url

if TYPE_CHECKING:
    from mindinmind.glossary.site import SiteGlossary
    from mindinmind.glossary.terms import Term

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def skos_turtle(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as a SKOS concept scheme."""
    folder = f"{site.settings.folder}/"
    base = f"@base <{_iri(urljoin(site_url, folder))}> .\n" if site_url else ""
    title = _literal(site.settings.title, site.settings.language)
    concepts = "\n".join("".join(_concept(site, t)) for t in site.glossary.terms.values())
    return (
        f"{base}@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f"<> a skos:ConceptScheme ;\n    skos:prefLabel {title} .\n\n{concepts}"
    ).encode()


def _concept(site: SiteGlossary, term: Term) -> Iterator[str]:
    language = site.settings.language
    yield f"<{_local(site, term.slug)}> a skos:Concept ;\n"
    yield "    skos:inScheme <> ;\n"
    yield f"    skos:prefLabel {_literal(term.name, language)} ;\n"
    for text in term.also_written:
        yield f"    skos:altLabel {_literal(text, language)} ;\n"
    for text in dict.fromkeys((*_unlisted(term), *term.misspellings)):
        yield f"    skos:hiddenLabel {_literal(text, language)} ;\n"
    for slug in term.see:
        if slug in site.glossary.terms:
            yield f"    skos:related <{_local(site, slug)}> ;\n"
    yield f"    skos:definition {_literal(term.definition.text, language)} .\n"


def _unlisted(term: Term) -> list[str]:
    return [form.text for form in term.forms if not form.listed]


def _local(site: SiteGlossary, slug: str) -> str:
    return _iri(relative_url(site.url(slug), f"{site.settings.folder}/"))


def _iri(url: str) -> str:
    return quote(url, safe="/:#?&=%~+,;@!$'()*")


def _literal(text: str, language: str) -> str:
    return f'"{text.translate(_ESCAPES)}"@{language}'
