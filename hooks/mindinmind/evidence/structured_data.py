"""The same facts for machines: JSON-LD and Open Graph, equal to what the page shows."""

from collections.abc import Mapping
from typing import Any

from mindinmind.audiences import AUDIENCES
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.settings import Settings

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


def subjects_named(html: str) -> frozenset[str]:
    """Tell which of the site's subjects a page names."""
    text = html.lower()
    return frozenset(
        subject
        for subject, facts in SUBJECTS.items()
        if facts["name"].lower() in text or facts["alternateName"].lower() in text
    )


def json_ld(page: PageFacts, site: Settings) -> dict[str, Any]:
    """Describe a page in schema.org's words, as far as search engines read them.

    Args:
        page: The page.
        site: The site.

    Returns:
        A JSON-LD object without empty values.
    """
    review = page.review if page.review and page.review.by_clinician else None
    # Patient stands for two audiences: each role once.
    roles = dict.fromkeys(AUDIENCES[one].role for one in page.audience if one in AUDIENCES)
    audience = [{"@type": "MedicalAudience", "audienceType": role} for role in roles]
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage" if page.is_content else "WebPage",
        "name": page.title,
        "description": page.description,
        "url": site.address(page.url),
        "inLanguage": "en",
        "isPartOf": {"@type": "WebSite", "name": site.site_name},
        "author": {"@type": "Organization", "name": f"{site.site_name} contributors"},
        "license": site.license,
        "isAccessibleForFree": True,
        "datePublished": str(page.published or ""),
        "dateModified": str(page.modified or ""),
        "lastReviewed": str(review.reviewed) if review else "",
        "reviewedBy": [{"@type": "Person", "name": one.name} for one in review.reviewers]
        if review
        else [],
        "audience": audience if page.is_content else [],
        "about": [SUBJECTS[subject] for subject in SUBJECTS if subject in page.names],
    }
    return {name: value for name, value in data.items() if value}


def open_graph(page: PageFacts, site: Settings, picture: str, words: str) -> dict[str, str]:
    """Describe a page for link previews, in Open Graph's words.

    Args:
        page: The page.
        site: The site.
        picture: The full address of its picture, or nothing.
        words: The words on the picture.
    """
    return {
        "og:type": "article" if page.is_content else "website",
        "og:site_name": site.site_name,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": site.address(page.url),
        "og:image": picture,
        "og:image:width": "1200" if picture else "",
        "og:image:height": "630" if picture else "",
        "og:image:alt": f"The words “{words}” on a plain background" if picture else "",
    }
