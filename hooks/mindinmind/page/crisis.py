"""Crisis lines: one data file, read and checked.

No page holds a phone number of its own, so a number is mended in one place. What a line must
say is in the schema beside the data; here is what a schema cannot say. The HTML is made by
templates, ``overrides/partials/mim/crisis/``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from glossary_cards.diagnostics.problem import Problem, Severity, meant
from glossary_cards.diagnostics.source import Keys
from glossary_cards.diagnostics.source import Place as Spot
from mindinmind.data_files import Checked, read_checked
from mindinmind.evidence.review import in_words

FILE = "_data/crisis_lines.yml"
RULE = "crisis-line"
OLD = "old-number"
WARN_AFTER_DAYS = 90
FAIL_AFTER_DAYS = 180
MARKERS = ("emergency card", "crisis countries", "crisis lines", "abuse lines", "crisis sources")
"""What a page can ask for; each has a template of its name."""


@dataclass(frozen=True)
class Emergency:
    """A number for danger: who answers is empty where it is for any danger."""

    number: str
    who: str = ""


@dataclass(frozen=True)
class Line:
    """One service that answers, and how we know its number; the data file's head says what is what.

    Attributes:
        group: ``young``, ``abuse`` or ``deaf``; empty for a line for anyone.
        sms: What a phone sends a text to.
        at: Line and column of `read_on` in the data file.
    """

    name: str
    who: str
    source: str
    source_by: str
    source_date: str
    read_on: str
    read_how: str
    at: Spot
    local_name: str = ""
    group: str = ""
    number: str = ""
    tel: str = ""
    text: str = ""
    text_to: str = ""
    sms: str = ""
    chat: str = ""
    web: str = ""
    hours: str = ""
    languages: str = ""
    cost: str = ""
    lead: bool = False
    also: tuple[str, ...] = ()

    @property
    def read(self) -> str:
        """The day on which somebody read the page, in words."""
        return in_words(date.fromisoformat(self.read_on))


@dataclass(frozen=True)
class Place:
    """A country or region, its emergency numbers and its lines.

    Attributes:
        first: Its place in the emergency card; 0 for none.
    """

    name: str
    emergency: tuple[Emergency, ...]
    lines: tuple[Line, ...]
    emergency_note: str
    emergency_source: str
    first: int

    @property
    def id(self) -> str:
        """Where a page jumps to: ``united-kingdom``."""
        return re.sub(r"[^a-z]+", "-", self.name.lower()).strip("-")

    @property
    def lead(self) -> Line | None:
        """The line to try first."""
        return next((line for line in self.lines if line.lead), None)


@dataclass(frozen=True)
class CrisisLines:
    """All that the data file says, without what is wrong in it.

    Attributes:
        places: The countries, from A to Z.
        anywhere: Services for people in any country.
        pages: The markers that a page must hold, by its source path.
    """

    places: tuple[Place, ...] = ()
    anywhere: tuple[Line, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number as bare digits."""
        shown = [e.number for place in self.places for e in place.emergency]
        for place in self.places:
            shown += [n for line in place.lines for n in (line.number, line.tel, line.text_to)]
        return frozenset(re.sub(r"\D", "", number) for number in shown if number)


def read(
    docs: Path, today: date, release: bool, sources: Collection[str]
) -> tuple[CrisisLines, list[Problem]]:
    """Read a site's data file; nothing on a site without one.

    Args:
        docs: The docs folder.
        today: The day of the build.
        release: Whether this build goes to readers.
        sources: The source paths of the site's pages.
    """
    file = docs / FILE
    if not file.is_file():
        return CrisisLines(), []
    shown = f"{docs.name}/{FILE}"
    lines, problems = load(read_checked(shown, file, RULE), sources)
    return lines, problems + age_problems(shown, lines, today, release)


def rendered(lines: CrisisLines, env: Environment) -> dict[str, str]:
    """Give the HTML of each marker, made by the theme's templates."""
    name = "partials/mim/crisis/{}.html"
    templates = {m: env.get_template(name.format(m.replace(" ", "-"))) for m in MARKERS}
    return {marker: template.render(crisis=lines) for marker, template in templates.items()}


def load(found: Checked, sources: Collection[str]) -> tuple[CrisisLines, list[Problem]]:
    """Make crisis lines of the data file.

    Args:
        found: What it holds.
        sources: The source paths of the site's pages.

    Returns:
        What it says, without the lines that are wrong, and what is wrong: one problem a mistake.
    """
    if not isinstance(found.data, dict):
        return CrisisLines(), found.problems
    reader = _Reader(found)
    places, anywhere = reader.places(), reader.lines(("anywhere",))
    return CrisisLines(places, anywhere, reader.pages(sources)), reader.problems


def age_problems(path: str, lines: CrisisLines, today: date, release: bool) -> list[Problem]:
    """Find lines whose page nobody has read for too long.

    Args:
        path: The data file's path as problems name it.
        lines: What the data file says.
        today: The day of the build.
        release: Whether this build goes to readers; only then is an old number an error.

    Returns:
        One warning for all lines read on the same day, from 90 days on; an error from 180 days in a
        release.
    """
    problems = []
    read = [(line.read_on, place.name, line) for place in lines.places for line in place.lines]
    read += [(line.read_on, "anywhere", line) for line in lines.anywhere]
    for day, group in groupby(sorted(read, key=itemgetter(0)), itemgetter(0)):
        days = (today - date.fromisoformat(day)).days
        if days <= WARN_AFTER_DAYS:
            continue
        old = [(line.at, f"{line.name} ({place})") for _, place, line in group]
        names = ", ".join(name for _, name in old[:3]) + (", ..." if len(old) > 3 else "")
        lines_ = "the page of a line" if len(old) == 1 else f"the pages of {len(old)} lines"
        what = f"nobody has read {lines_} for {days} days: {names}"
        mend = "read each again, or call, then set its `read_on`"
        fails = release and days > FAIL_AFTER_DAYS
        severity = Severity.ERROR if fails else Severity.WARNING
        problems.append(Problem(path, *min(old)[0], OLD, what, mend, severity))
    return problems


class _Reader:
    """Makes values of the data, and notes what a schema cannot say."""

    def __init__(self, found: Checked) -> None:
        self.found = found
        self.problems = list(found.problems)

    def places(self) -> tuple[Place, ...]:
        """Give the countries from A to Z, each once."""
        made: list[Place] = []
        for keys, raw in self.found.right(("places",), "lines"):
            name = raw["place"]
            if any(name.casefold() == place.name.casefold() for place in made):
                self._add(keys, f"{name} stands here twice", "put its lines together")
                continue
            lines = self.lines((*keys, "lines"))
            if len(lines) == len(raw.get("lines", ())):  # a wrong line is said once
                self._check_lead(keys, name, raw)
            emergency = tuple(
                Emergency(**e) if isinstance(e, dict) else Emergency(e) for e in raw["emergency"]
            )
            note, source = raw.get("emergency_note", ""), raw["emergency_source"]
            made.append(Place(name, emergency, lines, note, source, raw.get("first", 0)))
        return tuple(sorted(made, key=attrgetter("name")))

    def lines(self, keys: Keys) -> tuple[Line, ...]:
        """Give the lines of a list that are right."""
        made = []
        for at, raw in self.found.right(keys):
            faults = list(_faults(raw))
            for key, what, mend in faults:
                self._add((*at, key), f"{raw['name']}: {what}", mend)
            if not faults:
                made.append(_line(raw, self.found.place((*at, "read_on"))))
        for name, count in Counter(line.name for line in made).items():
            if count > 1:
                self._add(keys, f"{name} stands here {count} times", "keep one of them")
        return tuple(made)

    def pages(self, sources: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Give what each page must hold."""
        pages = self.found.data.get("pages")
        held = {}
        for page, markers in pages.items() if isinstance(pages, dict) else ():
            keys = ("pages", page)
            if page not in sources:
                mend = meant(page, sources, "write a page's path below docs/")
                self._add(keys, f"there is no page `{page}`", mend, f"moved-page docs/{page}")
            if isinstance(markers, list):
                held[page] = tuple(map(str, markers))
        return held

    def _check_lead(self, keys: Keys, name: str, country: Mapping[str, Any]) -> None:
        """Check that a country with lines for anyone says which to try first."""
        lines = country.get("lines", ())
        leads = [index for index, line in enumerate(lines) if line.get("lead")]
        if len(leads) > 1:
            what, mend = f"{name} has {len(leads)} lines with `lead`", "keep it on the one to try"
            self._add((*keys, "lines", leads[1], "lead"), what, f"{mend} first")
        if not leads and any(
            "for" not in line and {"number", "text_to"} & {*line} for line in lines
        ):
            what, mend = f"{name} has no line with `lead: true`", "put it on the line to try first"
            self._add((*keys, "place"), what, mend)

    def _add(self, keys: Keys, what: str, mend: str, *causes: str) -> None:
        self.problems.append(self.found.problem(keys, what, mend, causes))


def _faults(raw: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Find what is wrong with a line that keeps the schema: key, what, mend."""
    if "number" in raw and not _dials(raw["number"], raw["tel"]):
        yield "tel", "`number` and `tel` differ", "write the same digits in both"
    texted = raw.get("text_to", "")
    if not _dials(texted, raw.get("sms", texted)):
        mend = 'add `sms:` with the same digits and no spaces: sms: "0477131114"'
        yield "text_to", "a phone cannot send to this `text_to`", mend
    hosts = {urlsplit(page).hostname for page in (raw["source"], *raw.get("also", ()))}
    if raw["source_by"] == "other" and len(hosts) < 2:
        mend = "add a page by somebody else: what others say needs two who agree"
        yield "also", "`source` and `also` are pages of one site", mend
    if "lead" in raw and ("for" in raw or not raw.keys() & {"number", "text_to"}):
        mend = "take out `lead`, or put it on a line with a number, for anyone"
        yield "lead", "this line cannot lead", mend


def _dials(shown: str, dialled: str) -> bool:
    """Tell whether a phone that dials the one calls the other, with or without a country's code."""
    digits = re.sub(r"\D", "", shown)
    if dialled.startswith("+") and not shown.startswith("+"):
        return bool(digits) and dialled.endswith(digits.removeprefix("0"))
    return dialled == ("+" if shown.startswith("+") else "") + digits


def _line(raw: dict[str, Any], at: Spot) -> Line:
    """Make a line of checked data."""
    told = {key: value for key, value in raw.items() if key != "for"}
    told |= {"also": tuple(raw.get("also", ())), "sms": raw.get("sms", raw.get("text_to", ""))}
    told["source_date"] = str(raw["source_date"])  # "not shown", a day, or a year
    return Line(**told, group=raw.get("for", ""), at=at)
