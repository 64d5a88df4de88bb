"""glossary.json: everything the glossary knows, for programs.

Its form is fixed by ``glossary.schema.json`` beside this file.
"""

import json
from typing import Any
from urllib.parse import urljoin

from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import SourcePage


def glossary_json(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as JSON, sorted by headword.

    Args:
        site: The glossary with every page's terms.
        site_url: The site's address; empty where it is not known.
    """
    users = site.usage.users()
    links = {path: _link(use.page, site_url) for path, use in site.usage.by_page.items()}
    data = {
        "title": site.settings.title,
        "language": site.settings.language,
        "terms": [
            {
                **_term(site, term, site_url),
                "used_on": [links[page.path] for page, _ in users.get(term.slug, ())],
            }
            for term in site.glossary.terms.values()
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False)}\n".encode()


def _link(page: SourcePage, site_url: str) -> dict[str, str]:
    return {"title": page.title, "url": urljoin(site_url, page.url) or "./"}


def _term(site: SiteGlossary, term: Term, site_url: str) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "term": term.name,
        "url": urljoin(site_url, site.links.url(term.slug)),
        "definition": term.definition.text,
        "abbreviation": term.abbreviation or None,
        "pronunciation": term.pronunciation or None,
        "forms": [{"text": f.text, "exact": f.exact, "listed": f.listed} for f in term.forms],
        "see": list(term.see),
        "references": list(term.references),
    }
