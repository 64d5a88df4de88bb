"""Crisis lines: one data file, checked, and the HTML made of it.

No page holds a phone number of its own, so a number is mended in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from glossary_cards.diagnostics.problem import Problem, Severity, meant
from glossary_cards.diagnostics.source import read_yaml
from mindinmind.evidence.review import in_words, read_date

WARN_AFTER_DAYS = 90
FAIL_AFTER_DAYS = 180
_REQUIRED = ("name", "who", "hours", "cost", "source", "verified_on", "checked_how", "status")
_OPTIONAL = ("number", "tel", "text", "text_to", "chat", "web", "lead")
_DIALLED = re.compile(r"\+?[0-9]{2,15}")  # "988", "+254722178177"
_STATUSES = ("V", "M-high")


@dataclass(frozen=True)
class Line:
    """One service that answers, and how we know its number."""

    name: str
    who: str
    hours: str
    cost: str
    source: str
    verified_on: date
    checked_how: str
    number: str = ""
    tel: str = ""
    text: str = ""
    text_to: str = ""
    chat: str = ""
    web: str = ""
    lead: bool = False
    at: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Place:
    """A country or region, its emergency numbers and its lines."""

    name: str
    emergency: tuple[str, ...]
    lines: tuple[Line, ...]


def load_places(path: str, text: str) -> tuple[tuple[Place, ...], list[Problem]]:
    """Read the data file.

    Args:
        path: The file's path as problems name it.
        text: Its YAML.

    Returns:
        The places in the file's order, without the lines that are wrong, and what is wrong.
    """
    data, spots, problems = read_yaml(path, text)
    if not isinstance(data, dict) or not isinstance(data.get("places"), list):
        what = "this file has no `places:` list"
        return (), [*problems, Problem(path, 1, 1, "crisis-line", what, "write the list of places")]
    places = []
    for index, entry in enumerate(data["places"]):
        faults = _place_faults(entry)
        at = spots.get(("places", index), (1, 1))
        problems += [Problem(path, *at, "crisis-line", what, mend) for what, mend in faults]
        if faults:
            continue
        lines = []
        for number, raw in enumerate(entry.get("lines") or []):
            at = spots.get(("places", index, "lines", number), (1, 1))
            found = _line_problems(path, at, raw)
            problems += found
            if not found:
                lines.append(_line(raw, at))
        emergency = tuple(str(n) for n in entry.get("emergency") or [])
        places.append(Place(str(entry["place"]), emergency, tuple(lines)))
    return tuple(places), problems


def load_pages(
    path: str, text: str, sources: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Read which markers each page must hold.

    Args:
        path: The file's path as problems name it.
        text: Its YAML.
        sources: The source paths of the site's pages.

    Returns:
        The markers by page, and what is wrong: a page or a marker that does not exist.
    """
    data, spots, _ = read_yaml(path, text)
    pages = data.get("pages") if isinstance(data, dict) else None
    if not isinstance(pages, dict) or not pages:
        what, mend = "this file has no `pages:`", "write which markers each page must hold"
        return {}, [Problem(path, 1, 1, "crisis-line", what, mend)]
    held, problems = {}, []
    for page, markers in pages.items():
        held[str(page)] = tuple(map(str, markers if isinstance(markers, list) else [markers]))
        place = spots.get(("pages", page), (1, 1))
        if page not in sources:
            mend = meant(str(page), sources, "write a page's path below docs/")
            what = f"there is no page `{page}`"
            problems.append(Problem(path, *place, "crisis-line", what, mend))
        for marker in held[str(page)]:
            if marker not in PARTS:
                mend = meant(marker, PARTS, f"write one of: {', '.join(PARTS)}")
                what = f"{page}: there is no marker `{marker}`"
                problems.append(Problem(path, *place, "crisis-line", what, mend))
    return held, problems


def age_problems(path: str, places: Iterable[Place], today: date, release: bool) -> list[Problem]:
    """Find numbers that nobody has checked for too long.

    Args:
        path: The data file's path as problems name it.
        places: What the data file says.
        today: The day of the build.
        release: Whether this build goes to readers; only then is an old number an error.

    Returns:
        A warning for each line older than 90 days; an error from 180 days in a release.
    """
    problems = []
    for place in places:
        for line in place.lines:
            days = (today - line.verified_on).days
            if days <= WARN_AFTER_DAYS:
                continue
            fails = release and days > FAIL_AFTER_DAYS
            what = f"{line.name} ({place.name}) was last checked {days} days ago"
            mend = "check the number with the service, then set a new `verified_on`"
            severity = Severity.ERROR if fails else Severity.WARNING
            problems.append(Problem(path, *line.at, "old-number", what, mend, severity))
    return problems


def all_numbers(places: Iterable[Place]) -> frozenset[str]:
    """Give every number of the data file as bare digits."""
    found: set[str] = set()
    for place in places:
        found.update(place.emergency)
        for line in place.lines:
            found.update((line.number, line.tel, line.text_to))
    return frozenset(re.sub(r"\D", "", n) for n in found if re.search(r"\d", n))


def render_card(places: Iterable[Place]) -> str:
    """Give the emergency card: whole in itself, with numbers and no further reading."""
    rows = "".join(
        f"<li><span>{escape(place.name)}</span> <span>{_calls(place)}</span></li>"
        for place in places
        if place.emergency
    )
    return (
        '<section class="mim-emergency" aria-labelledby="emergency-card">'
        '<p class="mim-emergency__title" id="emergency-card">Call an emergency number now if:</p>'
        "<ul><li>you might act on thoughts of ending your life</li>"
        "<li>you have hurt yourself badly</li>"
        "<li>someone else is in danger</li></ul>"
        f'<ul class="mim-emergency__numbers">{rows}</ul>'
        "<p>Somewhere else? Call the emergency number of the country you are in, or go to the "
        "nearest hospital emergency department.</p></section>"
    )


def render_lines(places: Iterable[Place]) -> str:
    """Give all lines, one block a place, with when and how each was checked."""
    blocks = "".join(
        f'<section class="mim-lines__place" aria-label="{escape(place.name)}">'
        f'<p class="mim-lines__name">{escape(place.name)}</p>'
        f"<ul>{''.join(_full_line(line) for line in place.lines)}</ul></section>"
        for place in places
    )
    note = (
        "<p>We have not dialled any of these numbers. Each was copied from a page we had stored, "
        "or was known to us. The emergency number of your country always comes first.</p>"
    )
    return f'<div class="mim-lines">{note}{blocks}</div>'


def render_box(places: Iterable[Place], help_url: str) -> str:
    """Give the short help box for the end of a page.

    Args:
        places: What the data file says.
        help_url: Address of the page that has all lines, as seen from the page.

    Returns:
        Emergency numbers first, one listening line a place, and the way to the rest.
    """
    rows = []
    for place in places:
        lead = next((line for line in place.lines if line.lead), None)
        if not place.emergency:
            continue
        contact = f"<li>{_lead(lead)}</li>" if lead else ""
        emergency = f"<li>Emergency: {_calls(place)}</li>"
        name = escape(place.name)
        rows.append(f"<li><span>{name}</span><ul>{emergency}{contact}</ul></li>")
    return (
        '<aside class="mim-help-box" aria-labelledby="mim-help-title">'
        '<p class="mim-help-box__title" id="mim-help-title">If you need help now</p>'
        "<p>In danger? Call the emergency number. Need to talk? A line is open to you too.</p>"
        f'<ul class="mim-help-box__places">{"".join(rows)}</ul>'
        f'<p><a href="{escape(help_url)}">All crisis lines, and what to say</a></p></aside>'
    )


PARTS: Mapping[str, Callable[[Iterable[Place]], str]] = {
    "emergency card": render_card,
    "crisis lines": render_lines,
}
"""What each marker of a page stands for."""


def _place_faults(entry: Any) -> list[tuple[str, str]]:
    """Say what is wrong with one place of the data file, and how to mend it."""
    if not isinstance(entry, dict) or not entry.get("place"):
        return [("this place has no `place: name`", "write `place:` with the country's name")]
    return [
        (f"{entry['place']}: `{key}` is not a list", "write one entry on each line, after a hyphen")
        for key in ("emergency", "lines")
        if not isinstance(entry.get(key) or [], list)
    ]


def _line_problems(path: str, at: tuple[int, int], raw: Any) -> list[Problem]:
    """Find what is wrong with one line of the data file."""
    rule = "crisis-line"
    if not isinstance(raw, dict):
        return [Problem(path, *at, rule, "this line is not `key: value` pairs", "see the top")]
    name = raw.get("name", "this line")
    found = [
        (f"{name} has no `{key}`", f"add `{key}:`; leave it empty if the source does not say")
        for key in _REQUIRED
        if key not in raw
    ]
    found += [
        (f"{name} has an unknown key `{key}`", "see the keys at the top of the file")
        for key in raw
        if key not in _REQUIRED + _OPTIONAL
    ]
    if raw.get("status") not in _STATUSES:
        found.append((f"{name} has status `{raw.get('status')}`", "print only V or M-high"))
    if read_date(raw.get("verified_on")) is None:
        found.append((f"{name} has no date in `verified_on`", "write it as 2026-11-22"))
    number, tel = str(raw.get("number", "")), str(raw.get("tel", ""))
    if (number or tel) and not _DIALLED.fullmatch(tel):
        found.append((f"{name}: `tel` is no number", "write digits alone, after a + if it has one"))
    elif not _dials(number, tel):
        found.append((f"{name}: `number` and `tel` differ", "write the same digits in both"))
    if not (raw.get("number") or raw.get("text_to") or raw.get("web")):
        found.append((f"{name} has no way to reach it", "add `number`, `text_to` or `web`"))
    if raw.get("lead") and not (raw.get("number") or raw.get("text_to")):
        found.append((f"{name} leads, and has no number", "add `number`, or take out `lead`"))
    return [Problem(path, *at, rule, what, mend) for what, mend in found]


def _line(raw: dict[str, Any], at: tuple[int, int]) -> Line:
    """Make a line of checked data."""
    told = {k: v for k, v in raw.items() if k not in ("status", "verified_on", "lead")}
    words = {k: "" if v is None else str(v) for k, v in told.items()}
    day = read_date(raw["verified_on"]) or date.min  # the line has been checked, so it is a date
    return Line(**words, verified_on=day, lead=bool(raw.get("lead")), at=at)


def _dials(number: str, tel: str) -> bool:
    """Tell whether ``tel`` is what ``number`` says, with or without the code of the country."""
    digits = re.sub(r"\D", "", number)
    if tel.startswith("+") and not number.startswith("+"):
        return bool(digits) and tel.endswith(digits.removeprefix("0"))
    return digits == tel.removeprefix("+") and number.startswith("+") == tel.startswith("+")


def _or(parts: Iterable[str]) -> str:
    """Join alternatives as people say them."""
    return " or ".join(parts)


def _calls(place: Place) -> str:
    """Give a place's emergency numbers."""
    return _or(_call(number, number) for number in place.emergency)


def _call(number: str, tel: str) -> str:
    """Give a link that dials ``tel`` as it is recorded: a short code has no other form."""
    return f'<a class="mim-number" href="tel:{escape(tel)}">{escape(number)}</a>'


def _text(line: Line) -> str:
    """Give a link that opens a text message."""
    digits = re.sub(r"\D", "", line.text_to)
    word = escape(line.text)
    return f'text {word} to <a class="mim-number" href="sms:{digits}">{escape(line.text_to)}</a>'


def _lead(line: Line) -> str:
    """Give the line of the help box: the name and the first way to reach it."""
    way = _call(line.number, line.tel) if line.number else _text(line)
    colon = "" if line.name.endswith(("?", "!", ":")) else ":"
    return f"{escape(line.name)}{colon} {way}"


def _full_line(line: Line) -> str:
    """Give a line with all we know about it."""
    ways = []
    if line.number:
        ways.append(f"call {_call(line.number, line.tel)}")
    if line.text_to:
        ways.append(_text(line))
    for address, label in ((line.chat, "chat at "), (line.web, "")):
        if address:
            shown = address.removeprefix("https://").rstrip("/")
            ways.append(f'{label}<a href="{escape(address)}">{escape(shown)}</a>')
    shown_ways = "".join(
        f'<span class="mim-lines__way">{way[:1].upper()}{way[1:]}</span>' for way in ways
    )
    facts = ". ".join(f.rstrip(".") for f in (line.who, line.hours, line.cost) if f)
    day = f'<time datetime="{line.verified_on}">{in_words(line.verified_on)}</time>'
    return (
        f"<li><strong>{escape(line.name)}</strong>"
        f"{shown_ways}<span>{escape(facts)}.</span>"
        f'<span class="mim-lines__checked">Checked {day}: {escape(line.checked_how)}.</span></li>'
    )
