"""Score sheets as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from mindinmind.scores.sheets import RATED, Instrument, Reading, Sheet

_NUMBERS = ("First", "Second", "Third", "Fourth")
_Show = Callable[[Reading, str], str]


def results_table(
    sheets: Iterable[Sheet], titles: Mapping[str, str], prefix: str, sheet_prefix: str
) -> str:
    """Give the results of all pages.

    Args:
        sheets: The sheets.
        titles: Each page's title, by its path in ``docs``.
        prefix: What leads from the page with the table to ``docs``.
        sheet_prefix: What leads from there to the pages with the sheets.

    Returns:
        A table; each cell holds the first and the second reading.
    """
    lines = [
        "| Page | DISCERN | PEMAT-P: understand | PEMAT-P: act | Clear Communication Index |",
        "|---|---|---|---|---|",
    ]
    for sheet in sheets:
        cells = [
            f"[{titles[sheet.page]}]({prefix}{sheet.page})<br>"
            f"[Item by item: {titles[sheet.page]}]({sheet_prefix}{PurePosixPath(sheet.page).name})",
            _both(sheet, RATED, _lowest_and_mean),
            *(_both(sheet, name, _share) for name in ("understand", "act", "cci")),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def sheet_tables(sheet: Sheet, instruments: Mapping[str, Instrument]) -> str:
    """Give one page's sheet, item by item: a heading and a table for each tool."""
    parts = []
    for number, reading in zip(_NUMBERS, sheet.readings, strict=False):
        parts.append(f"**{number} reading**, {reading.day.day} {reading.day:%B %Y}. {reading.how}")
    for name, instrument in instruments.items():
        rated = [reading for reading in sheet.readings if name in reading.ratings]
        if not rated:
            continue
        heads = [f"{number} reading" for number in _NUMBERS[: len(rated)]]
        parts.append(f"## {instrument.name}")
        parts.append(f"Scale: {instrument.scale}.")
        lines = [f"| Item | {' | '.join(heads)} |", "|---|" + "---|" * len(rated)]
        for item, asks in instrument.items.items():
            cells = [_rating(reading, name, item) for reading in rated]
            lines.append(f"| {item}. {asks} | {' | '.join(cells)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _rating(reading: Reading, name: str, item: int) -> str:
    rating = reading.ratings[name].get(item)
    if rating is None:
        return "not rated"
    score = "does not apply" if rating.score is None else str(rating.score)
    return f"**{score}.** {rating.why}"


def _both(sheet: Sheet, name: str, show: _Show) -> str:
    shown = [show(reading, name) for reading in sheet.readings if name in reading.ratings]
    return "<br>".join(shown) or "not used"


def _lowest_and_mean(reading: Reading, name: str) -> str:
    scores = reading.scores(name)
    return f"{min(scores)}, {sum(scores) / len(scores):.1f}" if scores else "not rated"


def _share(reading: Reading, name: str) -> str:
    scores = reading.scores(name)
    return f"{sum(scores)} of {len(scores)}"
