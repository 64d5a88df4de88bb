"""The same facts for machines: JSON-LD and Open Graph, equal to what the page shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import Reference
from mindinmind.evidence.styles import plain

AUDIENCES: Mapping[str, str] = {
    "person": "Patient",
    "in-therapy": "Patient",
    "family": "Caregiver",
    "student": "Medical student",
    "clinician": "Clinician",
}
"""Who a page is for, in schema.org's words."""

SUBJECTS: Mapping[str, Mapping[str, Any]] = {
    "therapy": {
        "@type": "MedicalTherapy",
        "name": "Mentalization-based therapy",
        "alternateName": "MBT",
    },
    "condition": {
        "@type": "MedicalCondition",
        "name": "Borderline personality disorder",
        "alternateName": "BPD",
    },
}
"""What the site is about; a page names a subject when its text holds one of its names."""

_TYPES = {"article-journal": "ScholarlyArticle", "book": "Book", "report": "Report"}


@dataclass(frozen=True)
class SiteFacts:
    """What every page's data says about the site.

    Attributes:
        name: The site's name.
        url: Its address, or nothing where it is not known.
        license: The address of the licence of its words.
        language: The language of its words.
        based_on: The source the site began from, where there is one.
    """

    name: str
    url: str
    license: str = ""
    language: str = "en"
    based_on: Reference | None = None


def subjects_named(html: str) -> frozenset[str]:
    """Tell which of the site's subjects a page names."""
    text = html.lower()
    return frozenset(
        subject
        for subject, facts in SUBJECTS.items()
        if facts["name"].lower() in text or facts["alternateName"].lower() in text
    )


def json_ld(
    page: PageFacts, site: SiteFacts, references: Mapping[str, Reference]
) -> dict[str, Any]:
    """Describe a page in schema.org's words.

    Args:
        page: The page.
        site: The site.
        references: The bibliography.

    Returns:
        A JSON-LD object without empty values.
    """
    reviewers = page.review.reviewers if page.review else ()
    cited = [references[key] for key in page.findings.cited if key in references]
    based_on = site.based_on if page.findings.claims else None
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage" if page.is_content else "WebPage",
        "name": page.title,
        "description": page.description,
        "url": f"{site.url.rstrip('/')}/{page.url}" if site.url else "",
        "inLanguage": site.language,
        "isPartOf": {"@type": "WebSite", "name": site.name},
        "author": {"@type": "Organization", "name": f"{site.name} contributors"},
        "license": site.license,
        "isAccessibleForFree": True,
        "datePublished": str(page.published or ""),
        "dateModified": str(page.modified or ""),
        "lastReviewed": str(page.review.reviewed) if page.review else "",
        "reviewedBy": [{"@type": "Person", "name": name} for name in reviewers],
        "audience": _audience(page) if page.is_content else [],
        "about": [SUBJECTS[subject] for subject in SUBJECTS if subject in page.names],
        "citation": [_work(reference) for reference in cited],
        "isBasedOn": _work(based_on) if based_on else None,
    }
    return {name: value for name, value in data.items() if value}


def head_html(page: PageFacts, data: Mapping[str, Any], picture: str, words: str) -> str:
    """Write what goes into a page's head.

    Args:
        page: The page.
        data: Its JSON-LD.
        picture: The address of its picture, or nothing.
        words: The words on the picture.

    Returns:
        HTML: Open Graph for link previews, and the JSON-LD.
    """
    graph = {
        "og:type": "article" if page.is_content else "website",
        "og:site_name": data["isPartOf"]["name"],
        "og:title": page.title,
        "og:description": page.description,
        "og:url": data.get("url", ""),
        "og:image": picture,
        "og:image:width": "1200" if picture else "",
        "og:image:height": "630" if picture else "",
        "og:image:alt": f"The words “{words}” on a plain background" if picture else "",
    }
    tags = [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in graph.items()
        if value
    ]
    # `</script>` inside a text would end the script element.
    script = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return "\n".join([*tags, f'<script type="application/ld+json">{script}</script>'])


def _audience(page: PageFacts) -> list[dict[str, str]]:
    """Say who a page is for, each once."""
    names = dict.fromkeys(AUDIENCES[one] for one in page.audience if one in AUDIENCES)
    return [{"@type": "MedicalAudience", "audienceType": name} for name in names]


def _work(reference: Reference) -> dict[str, Any]:
    """Describe a source."""
    csl = reference.csl
    people = [
        {"@type": "Organization", "name": one["literal"]}
        if "literal" in one
        else {"@type": "Person", "name": f"{one.get('given', '')} {one['family']}".strip()}
        for one in csl["author"]
    ]
    work = {
        "@type": _TYPES.get(str(csl["type"]), "CreativeWork"),
        "name": plain(reference.title),
        "author": people,
        "datePublished": "-".join(
            f"{part:02}" for part in csl.get("issued", {}).get("date-parts", [[]])[0]
        ),
        "isPartOf": csl.get("container-title")
        and {"@type": "CreativeWork", "name": plain(str(csl["container-title"]))},
        "identifier": csl.get("DOI")
        and {"@type": "PropertyValue", "propertyID": "DOI", "value": csl["DOI"]},
        "url": reference.address,
    }
    return {name: value for name, value in work.items() if value}
