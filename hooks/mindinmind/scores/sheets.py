"""Score sheets: two readings of a page with the items of known checking tools.

Each rating carries its reason. The thresholds are the project's own promise: where a page falls
short, the page is reworked, never the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place, read_file, read_yaml

TOOLS = "instruments.yml"
READINGS = 2
LEAST_RATING = 4
"""DISCERN: the least that each item may get, of 5."""
LEAST_SHARE = 90
"""PEMAT-P and the Clear Communication Index: the least share of items, in percent."""
RATED = "discern"
"""The one tool whose items are rated from 1 to 5; those of the others are met or not."""


@dataclass(frozen=True)
class Instrument:
    """One checking tool.

    Attributes:
        id: Its key in the files.
        name: Its name.
        scale: What a score may be, in words.
        items: What each item asks, in our words, by its number in the tool.
    """

    id: str
    name: str
    scale: str
    items: Mapping[int, str]

    @property
    def allowed(self) -> tuple[int, ...]:
        """The scores that an item may get."""
        return (1, 2, 3, 4, 5) if self.id == RATED else (0, 1)


@dataclass(frozen=True)
class Rating:
    """One item's score (``None`` where it does not apply) and the reason for it."""

    score: int | None
    why: str


@dataclass(frozen=True)
class Reading:
    """One reading of a page with some of the tools."""

    day: date
    how: str
    ratings: Mapping[str, Mapping[int, Rating]]

    def share(self, instrument: str) -> float:
        """Give the share of items met, in percent, of those that apply."""
        scores = self.scores(instrument)
        return 100 * sum(scores) / len(scores) if scores else 0.0

    def scores(self, instrument: str) -> list[int]:
        """Give the scores of the items that apply."""
        ratings = self.ratings.get(instrument, {}).values()
        return [rating.score for rating in ratings if rating.score is not None]


@dataclass(frozen=True)
class Sheet:
    """All readings of one page."""

    path: str
    page: str
    readings: Sequence[Reading]


def read_folder(
    path: str, folder: Path
) -> tuple[dict[str, Instrument], dict[str, Sheet], list[Problem]]:
    """Read the tools and every sheet.

    Args:
        path: The folder as problems name it.
        folder: Where it is.

    Returns:
        The tools, the sheets that can be used by their file's name, and what is wrong.
    """
    text, problems = read_file(f"{path}/{TOOLS}", folder / TOOLS)
    instruments, faults = ({}, []) if problems else read_instruments(f"{path}/{TOOLS}", text)
    problems += faults
    sheets: dict[str, Sheet] = {}
    for file in sorted(folder.glob("*.yml")) if instruments else ():
        if file.name != TOOLS:
            shown = f"{path}/{file.name}"
            text, faults = read_file(shown, file)
            sheet, more = (None, []) if faults else read_sheet(shown, text, instruments)
            problems += faults + more
            if sheet:
                sheets[file.stem] = sheet
    return instruments, sheets, problems


def read_instruments(path: str, text: str) -> tuple[dict[str, Instrument], list[Problem]]:
    """Read what the tools ask.

    Args:
        path: The file as problems name it.
        text: The file.

    Returns:
        The tools by their keys, and what is wrong; with broken YAML there are none.
    """
    data, _, problems = read_yaml(path, text)
    if problems:
        return {}, problems
    try:
        return {
            key: Instrument(key, str(entry["name"]), str(entry["scale"]), dict(entry["items"]))
            for key, entry in data.items()
        }, []
    except (AttributeError, KeyError, TypeError, ValueError):
        what = "a tool here has no `name`, no `scale` or no `items`"
        mend = "take the file from the last version that worked"
        return {}, [Problem(path, 1, 1, "scores", what, mend)]


def read_sheet(
    path: str, text: str, instruments: Mapping[str, Instrument]
) -> tuple[Sheet | None, list[Problem]]:
    """Read a sheet, and say what is wrong with it.

    Args:
        path: The file as problems name it.
        text: The file.
        instruments: The tools.

    Returns:
        The sheet, or ``None`` when it cannot be used, and problems: items left out or unknown,
        scores off the scale, reasons missing, scores under the thresholds.
    """
    data, places, problems = read_yaml(path, text)
    if problems:
        return None, problems
    reader = _Reader(path, places, instruments)
    sheet = reader.sheet(data)
    return sheet, reader.problems


class _Reader:
    """Reads one sheet and gathers its problems."""

    def __init__(
        self,
        path: str,
        places: Mapping[tuple[Any, ...], Place],
        instruments: Mapping[str, Instrument],
    ) -> None:
        self.path = path
        self.places = places
        self.instruments = instruments
        self.problems: list[Problem] = []

    def sheet(self, data: Any) -> Sheet | None:
        """Read the whole file."""
        if not isinstance(data, dict) or not {"page", "readings"} <= set(data):
            self._add((), "the sheet has no `page` or no `readings`", "copy the form of another")
            return None
        entries = data["readings"]
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._add(("readings",), "`readings` is no list of readings", "copy another's form")
            return None
        readings = [self._reading(i, entry) for i, entry in enumerate(entries)]
        if len(readings) < READINGS:
            what = f"the page was read {len(readings)} time, and {READINGS} are needed"
            self._add(("readings",), what, "read it again without looking at the first scores")
        return Sheet(self.path, str(data["page"]), readings)

    def _reading(self, index: int, entry: Mapping[str, Any]) -> Reading:
        keys = ("readings", index)
        day = entry.get("date")
        if not isinstance(day, date):
            self._add(keys, "this reading has no date", "write `date: 2026-11-22`")
            day = date.min
        ratings = {
            name: self._ratings((*keys, name), instrument, entry[name])
            for name, instrument in self.instruments.items()
            if name in entry
        }
        reading = Reading(day, str(entry.get("how") or ""), ratings)
        self.problems += self._below(keys, reading)
        return reading

    def _ratings(
        self, keys: tuple[Any, ...], instrument: Instrument, entry: Any
    ) -> dict[int, Rating]:
        if not isinstance(entry, dict) or not all(
            isinstance(rating, list) and len(rating) == 2 for rating in entry.values()
        ):
            what = f"{instrument.name} has an item without a score and a reason"
            self._add(keys, what, "write each as `1: [5, The reason]`")
            entry = {}
        for item in instrument.items.keys() ^ entry.keys():
            known = item in instrument.items
            what = f"{instrument.name} {'item' if known else 'has no item'} {item}"
            mend = "rate it, or give `null` and say why it does not apply"
            self._add(keys, f"{what} is not rated" if known else what, mend)
        found = {}
        for item, (score, why) in entry.items():
            if score is not None and score not in instrument.allowed:
                what = f"{instrument.name} item {item} has the score {score}"
                self._add((*keys, str(item)), what, f"use {instrument.scale}")
            if len(str(why).split()) < 2:
                what = f"{instrument.name} item {item} gives no reason"
                self._add((*keys, str(item)), what, "say in a few words what in the page it is")
            found[item] = Rating(score, str(why))
        return found

    def _below(self, keys: tuple[Any, ...], reading: Reading) -> Iterator[Problem]:
        mend = "rework the page, then read it again"
        for name, instrument in self.instruments.items():
            if name not in reading.ratings:
                continue
            if name == RATED:
                for item, rating in reading.ratings[name].items():
                    if rating.score is not None and rating.score < LEAST_RATING:
                        what = f"{instrument.name} item {item} is {rating.score}, under 4"
                        yield self._problem((*keys, name, str(item)), what, mend)
            elif reading.share(name) < LEAST_SHARE:
                what = f"{instrument.name} is {reading.share(name):.0f} in 100, under 90"
                yield self._problem((*keys, name), what, mend)

    def _add(self, keys: tuple[Any, ...], what: str, mend: str) -> None:
        self.problems.append(self._problem(keys, what, mend))

    def _problem(self, keys: tuple[Any, ...], what: str, mend: str) -> Problem:
        while keys and keys not in self.places:
            keys = keys[:-1]
        return Problem(self.path, *self.places.get(keys, (1, 1)), "scores", what, mend)


def stale_problems(sheet: Sheet, reviewed: date) -> Iterator[Problem]:
    """Find readings that are older than the page's last review.

    Args:
        sheet: The sheet.
        reviewed: When the page was last checked, from its front matter.

    Yields:
        One problem for each such reading.
    """
    for number, reading in enumerate(sheet.readings, 1):
        if reading.day < reviewed:
            what = f"reading {number} is of {reading.day}, and the page was checked on {reviewed}"
            yield Problem(sheet.path, 1, 1, "scores", what, "read the page again and score it anew")
