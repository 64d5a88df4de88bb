"""What a page must do about its evidence, checked against what its Markdown says."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from glossary_cards.diagnostics.problem import Problem, Severity, asked, meant, nearest
from mindinmind.evidence.citations import Block
from mindinmind.evidence.claims import Claim
from mindinmind.evidence.pages import PageFacts
from mindinmind.evidence.references import Reference
from mindinmind.source import Source

_LOSE_CITATIONS = tuple(
    "bibliography claims-file encoding file front-matter leftover merge-conflict misplaced-term"
    " unclosed missing-file moved-page redirects-file references-file shown-as-code"
    " unknown-claim unknown-reference unknown-source unsafe-html wrong-value unknown-key".split()
)
"""Rules of mistakes by which a page can lose a citation: until they are mended, nobody can tell."""
_CLAIM = re.compile(r"C\d+[a-z]?")  # "C25", which is right, and no other is meant
_SPOILT = "leftover", "unknown-source", "unclosed", "unsafe-html"
"""Rules of a citation that counts for nothing, where it stands in the same line."""
_READ_IT = "read it, and say in `read` what, where and when; or cite another"


def page_problems(
    source: Source,
    page: PageFacts,
    references: Mapping[str, Reference],
    claims: Mapping[str, Claim],
) -> Iterator[Problem]:
    """Check one page.

    Args:
        source: Its file, in which problems find their places.
        page: What is known of it.
        references: The bibliography.
        claims: The claim list.

    Returns:
        Its problems: unknown sources, unknown claims, claims and figures without a source.
    """
    yield from _unknown_sources(source, page, references)
    for name in page.findings.unknown_claims:
        what = f"there is no claim `{name}`"
        wanted = name.strip("“”\"'").capitalize()
        wanted = f"C{wanted}" if wanted.isdigit() else wanted
        otherwise = "use an id from claims.yml, add it there, or take its mark out"
        if len(several := re.findall(r"\w+", name)) > 1:
            otherwise = f"write each by itself: `{''.join(f'{{claim={one}}}' for one in several)}`"
        known = () if _CLAIM.fullmatch(name) or len(several) > 1 else claims
        mend = meant(wanted, known, otherwise, 0.75)
        causes = "claims-file *", f"claims-file {name}"
        found = source.problem("unknown-claim", what, mend, f"claim={name}", because_of=causes)
        yield replace(found, about=name)
    for block in page.findings.blocks:
        yield from _badge_problems(source, block, references, claims)
        yield from _uncited_figures(source, block, page.needs_sources)


def _unknown_sources(
    source: Source, page: PageFacts, references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Find citations that lead nowhere, without those that the glossary made and reports."""
    listed = page.meta.get("references")
    for key in page.findings.unknown_sources:
        mark = f"[^{key}]"
        if isinstance(listed, list) and key in listed and mark not in source.text:
            continue
        what = f"`{mark}` is neither in the bibliography nor a note of this page"
        otherwise = "add it to references.json, or write the note: `[^…]: …`"
        if len(several := re.findall(r"[\w-]+", key)) > 1 and re.search("[,;]", key):
            otherwise = f"write each by itself: `{''.join(f'[^{one}]' for one in several)}`"
        known = () if len(several) > 1 and several[0] in references else references
        near = nearest(key.lower(), page.findings.cited if known else (), 0.75)
        mend = asked(near or nearest(key.lower(), known, 0.75), otherwise)
        causes = "references-file *", f"references-file {key}"
        found = source.problem("unknown-source", what, mend, mark, because_of=causes)
        yield replace(found, about=key)


def _badge_problems(
    source: Source, block: Block, references: Mapping[str, Reference], claims: Mapping[str, Claim]
) -> Iterator[Problem]:
    """Say what is wrong with where badges stand: each judges the sentence right before it."""
    disputed = [key for key in block.cites if key in references and references[key].disputed]
    for claim in (claims[name] for name in block.claims if name in claims):
        mark = f"{{claim={claim.id}}}"
        causes: tuple[str, ...] = ()
        if not block.cites:
            rule, causes = "claim-without-citation", ("references-file",)
            what = f"claim {claim.id} stands in a paragraph that cites nothing"
            mend = f"put a citation in front of it, such as `[^{claim.references[0]}]`"
        elif claim.id in block.loose:
            rule = "badge-on-nothing"
            what = f"the badge of {claim.id} does not stand right after the citations of a sentence"
            mend = "move it behind the citations of the sentence that it judges"
        elif claim.confidence == "high" and disputed:
            rule = "badge-disputed"
            what = f"the badge of {claim.id} says “high” beside `{disputed[0]}`, which is disputed"
            mend = "give the disputed study a paragraph of its own"
        else:
            source.told[mark] += 1
            continue
        yield source.problem(rule, what, mend, mark, because_of=causes)


def _uncited_figures(source: Source, block: Block, need_sources: bool) -> Iterator[Problem]:
    """Report the figures of a paragraph that cites nothing."""
    for figure in block.figures:
        if block.cites or not need_sources:
            source.told[figure] += 1
            continue
        what = f"the figure “{' '.join(figure.split())}” has no citation in its paragraph"
        mend = "cite its source, such as `[^storebo2020]`, or say it without a figure"
        needles = figure, figure.split()[0]  # the second where markup stands inside
        found = source.problem("figure-without-citation", what, mend, *needles)
        beside = (f"{rule} {found.path}:{found.line}" for rule in _SPOILT)
        yield replace(found, because_of=("references-file", *beside))


def claim_problems(
    path: str, claims: Mapping[str, Claim], carried: Collection[str]
) -> Iterator[Problem]:
    """Find the claims that no page carries.

    Args:
        path: The claim list's file as problems name it.
        claims: The claim list.
        carried: The claims that pages carry.
    """
    for claim in claims.values():
        if claim.id not in carried:
            what = f"no page carries claim {claim.id}"
            mend = f"write `{{claim={claim.id}}}` after the citations of the sentence that says it"
            yield Problem(path, *claim.place, "claim-not-carried", what, mend)


def unread(
    path: str, references: Mapping[str, Reference], used: Collection[str]
) -> Iterator[Problem]:
    """Find the sources that are cited and that nobody has read; the same arguments as below."""
    for key, reference in references.items():
        if key in used and not reference.read:
            what = f"`{key}` is cited, and nobody has said that they read it"
            yield Problem(path, *reference.place(), "unread-source", what, _READ_IT)


def uncited(
    path: str, references: Mapping[str, Reference], used: Collection[str]
) -> Iterator[Problem]:
    """Find the sources that nothing cites.

    Args:
        path: The bibliography's file as problems name it.
        references: The bibliography.
        used: What pages and claims cite.
    """
    for key in references.keys() - used - {one.superseded for one in references.values()}:
        what, mend = f"no page cites `{key}`", "cite it where it was read for, or take it out"
        place, causes = references[key].place(), _LOSE_CITATIONS
        yield Problem(
            path, *place, "uncited-source", what, mend, Severity.WARNING, because_of=causes
        )
