"""JSON-LD: what the glossary's pages define, for search engines.

Source: schema.org, DefinedTermSet and DefinedTerm.
"""

from typing import Any
from urllib.parse import urljoin

from glossary_cards.model.term import Term
from glossary_cards.pages.paths import relative_url
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage


def json_ld(site: SiteGlossary, page: SourcePage, site_url: str) -> str:
    """Give the script element of a term's page or of the index; empty for any other page.

    Args:
        site: The glossary.
        page: The page.
        site_url: The site's address; empty where it is not known.
    """
    slug = site.slug_of_source(page.path)
    term = site.glossary.terms.get(slug or "")
    if term is not None:
        data: dict[str, Any] = {
            **_defined_term(site, term, page, site_url),
            "inDefinedTermSet": _url(site.links.home, page, site_url),
        }
    elif site.is_index(page.path):
        terms = site.glossary.terms.values()
        data = {
            "@type": "DefinedTermSet",
            "@id": _url(site.links.home, page, site_url),
            "name": site.settings.title,
            "inLanguage": site.settings.language,
            "hasDefinedTerm": [_defined_term(site, t, page, site_url) for t in terms],
        }
    else:
        return ""
    said = {"@context": "https://schema.org", **data}
    return site.templates.render("data.html", data=said) + "\n"


def _defined_term(
    site: SiteGlossary, term: Term, page: SourcePage, site_url: str
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "DefinedTerm",
        "@id": _url(site.links.url(term.slug), page, site_url),
        "name": term.name,
        "description": term.definition.text,
    }
    if term.also_written:
        data["alternateName"] = list(term.also_written)
    return data


def _url(target: str, page: SourcePage, site_url: str) -> str:
    return urljoin(site_url, target) if site_url else relative_url(target, page.url)
