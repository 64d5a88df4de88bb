"""What a page must do about its evidence, checked against what its Markdown says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from glossary_cards.diagnostics.problem import Problem, Severity, meant
from glossary_cards.diagnostics.source import Document, place_of, read_document
from mindinmind.evidence.citations import Block, Findings
from mindinmind.evidence.claims import Claim
from mindinmind.evidence.references import Reference
from mindinmind.evidence.review import Due, State, in_words

# A fence and all up to the next like it; `code` between marks of one length.
_CODE = re.compile(r"^([ \t]*)(`{3,}|~{3,}).*?^\1\2|(?<!`)(`+)(?!`).+?(?<!`)\3(?!`)", re.S | re.M)
_LOSE_CITATIONS = tuple(
    "bibliography claims-file encoding front-matter leftover merge-conflict misplaced-term unclosed"
    " missing-file references-file shown-as-code unknown-claim unknown-reference unknown-source"
    " unsafe-html wrong-value unknown-key".split()
)
"""Rules of mistakes by which a page can lose a citation: until they are mended, nobody can tell."""
_READ_IT = "read it, and say in references.json what, where and when; or cite another"


class Places:
    """Finds where a page's file says something; reads the file only when asked.

    Args:
        path: The file as problems name it.
        read: Gives the whole file.
    """

    def __init__(self, path: str, read: Callable[[], str]) -> None:
        self.path = path
        self.used: Counter[str] = Counter()
        self._read = read

    @cached_property
    def document(self) -> Document:
        """The file's front matter and body."""
        return read_document(self.path, self._read())[0]

    @cached_property
    def body(self) -> str:
        """The file's body with its code blanked out."""
        return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), self.document.body)

    def problem(
        self, needle: str, rule: str, what: str, mend: str, because_of: tuple[str, ...] = ()
    ) -> Problem:
        """Make an error at the next place, in reading order, where the body holds a text."""
        if needle not in self.body:  # written with markup inside: look for its first word
            needle = needle.split(maxsplit=1)[0]
        start = -1
        for _ in range(self.used[needle] + 1):
            found = self.body.find(needle, start + 1)
            if found < 0:
                break
            start = found
        self.used[needle] += 1
        if start < 0:
            return Problem(self.path, 0, 0, rule, what, mend, because_of=because_of)
        line, column = place_of(self.body, start)
        line += self.document.body_line - 1
        return Problem(self.path, line, column, rule, what, mend, because_of=because_of)


def page_problems(
    places: Places,
    findings: Findings,
    references: Mapping[str, Reference],
    claims: Mapping[str, Claim],
    figures: bool,
) -> list[Problem]:
    """Check one page.

    Args:
        places: Where its file says what.
        findings: What its Markdown says about its evidence.
        references: The bibliography.
        claims: The claim list.
        figures: Whether its figures need a source.

    Returns:
        Its problems: unknown and unread sources, unknown claims, claims and figures without a
        source.
    """
    problems = [*_unknown_sources(places, findings, references)]
    for key in findings.cited:
        if key in references and not references[key].read:
            what = f"`{key}` is cited, and nobody has said that they read it"
            problems.append(places.problem(f"[^{key}]", "unread-source", what, _READ_IT))
    for name in findings.unknown_claims:
        what = f"there is no claim `{name}`"
        wanted = name.strip("“”\"'").capitalize()
        mend = meant(wanted, claims, "use an id from claims.yml", 0.75)
        causes = "claims-file *", f"claims-file {name}"
        problems.append(places.problem(f"claim={name}", "unknown-claim", what, mend, causes))
    for block in findings.blocks:
        disputed = [key for key in block.cites if key in references and references[key].disputed]
        for claim in (claims[name] for name in block.claims if name in claims):
            if found := _badge_problem(places, claim, block, disputed):
                problems.append(found)
            else:
                places.used[f"{{claim={claim.id}}}"] += 1
        problems += _uncited_figures(places, block.figures, bool(block.cites) or not figures)
    return problems


def _unknown_sources(
    places: Places, findings: Findings, references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Find citations that lead nowhere, without those that the glossary made and reports."""
    listed = places.document.meta.get("references") if findings.unknown_sources else None
    for key in findings.unknown_sources:
        if isinstance(listed, list) and key in listed and f"[^{key}]" not in places.body:
            continue
        what = f"`[^{key}]` is neither in the bibliography nor a note of this page"
        otherwise = "add it to references.json, or write the note: `[^…]: …`"
        causes = "references-file *", f"references-file {key}"
        mend = meant(key, references, otherwise, 0.75)
        yield places.problem(f"[^{key}]", "unknown-source", what, mend, causes)


def unread(
    path: str, claims: Mapping[str, Claim], references: Mapping[str, Reference]
) -> list[Problem]:
    """Find the claims that rest on a source that nobody has read, at their place in the list."""
    rule = "unread-source"
    return [
        Problem(path, *claim.place, rule, f"{claim.id}: nobody has read `{key}`", _READ_IT)
        for claim in claims.values()
        for key in claim.references
        if key in references and not references[key].read
    ]


def uncarried(path: str, claims: Mapping[str, Claim], carried: Collection[str]) -> list[Problem]:
    """Find the claims that no page carries.

    Args:
        path: The claim list's file as problems name it.
        claims: The claim list.
        carried: The claims that pages carry.

    Returns:
        One problem for each claim, at its place in the claim list.
    """
    return [
        Problem(
            path,
            *claim.place,
            "claim-not-carried",
            f"no page carries claim {claim.id}",
            f"write `{{claim={claim.id}}}` after the citations of the sentence that says it",
        )
        for claim in claims.values()
        if claim.id not in carried
    ]


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
        found = Problem(
            path, *references[key].place(), "uncited-source", what, mend, Severity.WARNING
        )
        yield replace(found, because_of=_LOSE_CITATIONS)


def _badge_problem(
    places: Places, claim: Claim, block: Block, disputed: Sequence[str]
) -> Problem | None:
    """Say what is wrong with where a badge stands: it judges the sentence right before it."""
    mark = f"{{claim={claim.id}}}"
    if not block.cites:
        what = f"claim {claim.id} stands in a paragraph that cites nothing"
        mend = f"put a citation in front of it, such as `[^{claim.references[0]}]`"
        causes = ("references-file",)
        return places.problem(mark, "claim-without-citation", what, mend, causes)
    if claim.id in block.loose:
        what = f"the badge of {claim.id} does not stand right after the citations of a sentence"
        mend = "move it behind the citations of the sentence that it judges"
        return places.problem(mark, "badge-on-nothing", what, mend)
    if claim.confidence == "high" and disputed:
        what = f"the badge of {claim.id} says “high” beside `{disputed[0]}`, which is disputed"
        mend = "give the disputed study a paragraph of its own"
        return places.problem(mark, "badge-disputed", what, mend)
    return None


def _uncited_figures(places: Places, figures: list[str], cited: bool) -> list[Problem]:
    """Report the figures of a paragraph that cites nothing."""
    problems = []
    for figure in figures:
        if cited:
            places.used[figure] += 1
            continue
        what = f"the figure “{' '.join(figure.split())}” has no citation in its paragraph"
        mend = "cite its source, such as `[^storebo2020]`, or say it without a figure"
        problems.append(
            places.problem(figure, "figure-without-citation", what, mend, ("references-file",))
        )
    return problems


def review_problem(page: Due, release: bool) -> Problem:
    """Say that a page is due to be compared with its sources again.

    Args:
        page: The page, and by how much.
        release: Whether the build goes to readers; only then does a page that is too old fail it,
            for a date that passes must not turn an untouched checkout red.
    """
    when = "is due" if page.state is State.SOON else "was due"
    what = f"this page {when} for review on {in_words(page.due)}"
    mend = "compare it with its sources, then set `reviewed` to the day you did"
    fails = release and page.state is State.TOO_OLD
    severity = Severity.ERROR if fails else Severity.WARNING
    return Problem(page.path, 0, 0, "review-due", what, mend, severity)
