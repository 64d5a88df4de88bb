"""glossary.json: everything the glossary knows, for programs.

Its form is fixed by ``glossary.schema.json`` beside this file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from mindinmind.glossary.languages import language_tag

if TYPE_CHECKING:
    from mindinmind.glossary.site import SiteGlossary
    from mindinmind.glossary.terms import Term


def glossary_json(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as JSON, sorted by headword."""
    data = {
        "title": site.settings.title,
        "language": language_tag(site.settings.language),
        "terms": [_term(site, term, site_url) for term in site.glossary.terms.values()],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _term(site: SiteGlossary, term: Term, site_url: str) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "term": term.name,
        "url": urljoin(site_url, site.url(term.slug)),
        "definition": term.definition.text,
        "abbreviation": term.abbreviation or None,
        "pronunciation": term.pronunciation or None,
        "forms": [{"text": f.text, "exact": f.exact, "listed": f.listed} for f in term.forms],
        "see": list(term.see),
        "references": list(term.references),
        "used_on": [
            {"title": use.title, "url": urljoin(site_url, use.url) or "./"}
            for use in site.places(term.slug, None)
        ],
    }
