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

    def url(target: str) -> str:
        return urljoin(site_url, target) if site_url else relative_url(target, page.url)

    def named(term: Term) -> dict[str, Any]:
        """Name a term; its own page, at this address, says what it means."""
        address = url(site.links.url(term.slug))
        return {"@type": "DefinedTerm", "@id": address, "name": term.name}

    term = site.glossary.terms.get(site.slug_of_source(page.path) or "")
    if term is not None:
        data = {**named(term), "description": term.definition.text}
        data |= {"alternateName": list(term.also_written)} if term.also_written else {}
        data["inDefinedTermSet"] = url(site.links.home)
    elif site.is_index(page.path):
        data = {
            "@type": "DefinedTermSet",
            "@id": url(site.links.home),
            "name": site.settings.title,
            "inLanguage": site.settings.language,
            "hasDefinedTerm": [named(term) for term in site.glossary.terms.values()],
        }
    else:
        return ""
    said = {"@context": "https://schema.org", **data}
    return site.templates.render("data.html", data=said) + "\n"
