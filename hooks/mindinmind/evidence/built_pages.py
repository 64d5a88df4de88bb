"""The pages that evidence builds: the claim check, all references, and how we judge."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from mindinmind.evidence.claims import CONFIDENCE, VERDICTS, Claim, in_order
from mindinmind.evidence.links import relative
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import KINDS, Reference
from mindinmind.evidence.review import in_words
from mindinmind.evidence.styles import Formatted

KIND_MEANINGS: Mapping[str, str] = {
    "trial": "Two or more treatments are compared, usually with people put into groups by chance.",
    "follow-up": "The same people are asked again, months or years later.",
    "review": "All studies on one question are found and weighed together.",
    "guideline": "Experts and others agree on what services should offer.",
    "study": "Something is measured or compared, but not in a trial.",
    "accounts": "People say in their own words what something was like.",
    "theory": "Experts explain how they think something works.",
    "book": "A book for professionals, such as a treatment guide.",
    "statement": "An organisation says what it thinks.",
    "web-page": "A page on another website.",
}
"""What each kind of source is, in plain words."""


def cited_on(pages: Iterable[PageFacts]) -> dict[str, list[PageFacts]]:
    """Turn the pages' citations round: which pages cite each source."""
    found: dict[str, list[PageFacts]] = {}
    for page in pages:
        for key in page.findings.cited:
            found.setdefault(key, []).append(page)
    return found


def carried_on(pages: Iterable[PageFacts]) -> dict[str, list[PageFacts]]:
    """Turn the pages' claims round: which pages carry each claim."""
    found: dict[str, list[PageFacts]] = {}
    for page in pages:
        for claim in page.findings.claims:
            found.setdefault(claim, []).append(page)
    return found


def references_html(
    references: Mapping[str, Reference],
    formatted: Mapping[str, Formatted],
    sources: Mapping[str, str],
    pages: Iterable[PageFacts],
    origin: str,
) -> str:
    """Write the list of all sources.

    Args:
        references: The bibliography.
        formatted: Its sources in words, for their order.
        sources: Its sources as HTML.
        pages: All pages.
        origin: The address of the page that shows the list.

    Returns:
        HTML: every source in alphabetical order with its kind and the pages that cite it. The
        buttons that narrow it down are made by a script; without it the whole list shows.
    """
    cited = cited_on(pages)
    rows = []
    for key in sorted(references, key=lambda key: _letters(formatted[key].text)):
        where = _page_links(cited.get(key, ()), origin)
        cited_line = f"Cited on: {where}" if where else "Not cited on a page yet"
        rows.append(
            f'<li id="{escape(key)}" data-kind="{references[key].kind}">{sources[key]}'
            f'<br><span class="mim-cited-on">{_read_line(references[key])}{cited_line}</span></li>'
        )
    return "\n".join(
        [
            '<div class="mim-references no-terms" data-search-exclude>',
            _filter(Counter(reference.kind for reference in references.values())),
            "<ul>",
            *rows,
            "</ul>\n</div>",
        ]
    )


def _read_line(reference: Reference) -> str:
    """Say what of a source somebody read, and when."""
    read = reference.read
    return f"Read: {escape(read.what)}, on {in_words(read.on)}. " if read else ""


def _filter(count: Mapping[str, int]) -> str:
    """Write the buttons that narrow the list down, and the place where they say what they did."""
    kinds = "".join(
        f'\n<button type="button" data-kind="{kind}" aria-pressed="false">'
        f"{name} ({count[kind]})</button>"
        for kind, name in KINDS.items()
        if count.get(kind)
    )
    return (
        '<div class="mim-filter" role="group" aria-label="Show one kind of source" hidden>\n'
        '<button type="button" data-kind="" aria-pressed="true">'
        f"All ({sum(count.values())})</button>{kinds}\n"
        '</div>\n<p class="mim-filter__said" role="status"></p>'
    )


def claim_check_html(
    claims: Mapping[str, Claim],
    formatted: Mapping[str, Formatted],
    pages: Iterable[PageFacts],
    origin: str,
    references_page: str,
) -> str:
    """Write the claim check.

    Args:
        claims: The claim list.
        formatted: The bibliography in words.
        pages: All pages.
        origin: The address of the page that shows it.
        references_page: The address of the page with all sources.

    Returns:
        HTML: one section a claim, with everything the data file says and where we say it.
    """
    carried = carried_on(pages)
    ordered = in_order(claims)
    parts = ['<div class="mim-claims no-terms" data-search-exclude>', _overview(ordered)]
    for claim in ordered:
        sources = "; ".join(
            f'<a href="{escape(relative(f"{references_page}#{key}", origin))}">'
            f"{escape(formatted[key].short.strip('()'))}</a>"
            for key in claim.references
            if key in formatted
        )
        parts.append(_claim(claim, sources, _page_links(carried.get(claim.id, ()), origin)))
    return "\n".join([*parts, "</div>"])


def _overview(claims: Iterable[Claim]) -> str:
    """List the claims by verdict, each a link to its section."""
    rows = []
    for verdict in VERDICTS:
        links = ", ".join(
            f'<a href="#{claim.anchor}">{claim.id}</a>'
            for claim in claims
            if claim.verdict == verdict
        )
        if links:
            rows.append(f"<li><strong>{verdict.capitalize()}</strong>: {links}</li>")
    return "\n".join(['<ul class="mim-claims__overview">', *rows, "</ul>"])


def _claim(claim: Claim, sources: str, where: str) -> str:
    """Write one claim's section."""
    verdict, sure = claim.verdict.capitalize(), claim.confidence.capitalize()
    rows = {
        "Our verdict": f"<strong>{verdict}</strong>. {VERDICTS[claim.verdict]}",
        "What we say today": escape(claim.says),
        "Why": escape(claim.why),
        "How sure": f"<strong>{sure}</strong>. {CONFIDENCE[claim.confidence]}",
        "Sources": sources,
        "Where we say it": where or "On no page yet",
        "Checked": f'<time datetime="{claim.checked}">{in_words(claim.checked)}</time>',
    }
    body = "\n".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows.items())
    return (
        f'<section class="mim-claim"><h3 id="{claim.anchor}">{claim.id}. '
        f"{escape(claim.article_claim)}</h3>\n<dl>\n{body}\n</dl></section>"
    )


def judging_html(
    claims: Mapping[str, Claim], references: Mapping[str, Reference], origin: str, claim_page: str
) -> str:
    """Write how we judge evidence, with how often each answer is given.

    Args:
        claims: The claim list.
        references: The bibliography.
        origin: The address of the page that shows it.
        claim_page: The address of the claim check.

    Returns:
        HTML: three lists with headings.
    """
    sure = Counter(claim.confidence for claim in claims.values())
    verdicts = Counter(claim.verdict for claim in claims.values())
    kinds = Counter(KINDS[reference.kind] for reference in references.values())
    named_kinds = {name: KIND_MEANINGS[kind] for kind, name in KINDS.items()}
    claim_check = escape(relative(claim_page, origin))
    return "\n".join(
        [
            '<div class="mim-judging no-terms" data-search-exclude>',
            _meanings("How sure we are", "sure", "claim", CONFIDENCE, sure),
            _meanings("Verdicts in the claim check", "verdict", "claim", VERDICTS, verdicts),
            _meanings("Kinds of source", "kind", "source", named_kinds, kinds),
            f'<p><a href="{claim_check}">See every claim in the claim check</a></p>',
            "</div>",
        ]
    )


def _meanings(
    heading: str, group: str, unit: str, meanings: Mapping[str, str], count: Mapping[str, int]
) -> str:
    """Write a list of names, how many there are of each, and what they mean."""
    rows = []
    for name, meaning in meanings.items():
        anchor = f"{group}-{name.lower().replace(' ', '-').replace('’', '')}"
        number = count.get(name, 0)
        units = unit if number == 1 else f"{unit}s"
        rows.append(
            f'<dt id="{anchor}">{name.capitalize()} <span>({number} {units})</span></dt>'
            f"<dd>{meaning}</dd>"
        )
    return "\n".join([f"<h3>{heading}</h3>\n<dl>", *rows, "</dl>"])


def _page_links(pages: Iterable[PageFacts], origin: str) -> str:
    """Link to pages, by title."""
    return ", ".join(
        f'<a href="{escape(relative(page.url, origin))}">{escape(page.title)}</a>'
        for page in sorted(pages, key=lambda page: page.title.casefold())
    )


def _letters(text: str) -> str:
    """Give what a reader would sort a reference by: letters without their accents."""
    for letter, plain in (("ø", "o"), ("Ø", "O"), ("æ", "ae"), ("Æ", "Ae")):
        text = text.replace(letter, plain)
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()
