"""The same facts for machines: JSON-LD, equal to what the page shows."""

from typing import Any

from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.settings import Settings


def json_ld(page: PageFacts, site: Settings) -> dict[str, Any]:
    """Describe a page in schema.org's words, as far as search engines read them.

    Args:
        page: The page.
        site: The site.

    Returns:
        A JSON-LD object without empty values.
    """
    review = page.review if page.review and page.review.by_clinician else None
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
    }
    return {name: value for name, value in data.items() if value}
