"""Every diagram: its file, what draws it, and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from diagrams import brand, choices, evidence, minds, states, therapy
from diagrams.data import Data, DiagramDataError, load
from diagrams.marks import About

Draw = Callable[[About, Data], str]

DRAWINGS: dict[str, Draw] = {
    "d1-behaviour-and-mind": minds.behaviour_and_mind,
    "d2-two-way-loop": minds.two_way_loop,
    "d3-arousal-switch": states.arousal_switch,
    "d4-three-modes": states.three_modes,
    "d5-timeline": therapy.timeline,
    "d6-intervention-ladder": therapy.ladder,
    "d7-evidence": evidence.trials,
    "d8-course": evidence.course,
    "d9-therapies": choices.therapies,
    "d10-path-to-treatment": choices.path,
    "d11-four-sliders": minds.four_sliders,
}
"""Which function draws which file."""


@dataclass(frozen=True)
class Words:
    """What goes with a diagram on a page.

    Attributes:
        title: Its name, also the SVG's title.
        desc: The SVG's description.
        alt: The alternative text, 140 characters at most.
        caption: The caption.
        words: The text version, in sentences.
        references: Keys of the references behind it.
    """

    title: str
    desc: str
    alt: str
    caption: str
    words: str
    references: tuple[str, ...]


def words_of(texts: Data, name: str) -> Words:
    """Give the words that go with one diagram.

    Args:
        texts: ``texts.yml``, loaded.
        name: The diagram's file name without its ending.

    Returns:
        The words.

    Raises:
        DiagramDataError: If one is missing.
    """
    data = texts.part(name)
    return Words(
        title=data.text("title"),
        desc=data.text("desc"),
        alt=data.text("alt"),
        caption=data.text("caption"),
        words=data.text("words"),
        references=tuple(data.texts("references")),
    )


def draw(data_dir: Path, name: str, words: Words) -> str:
    """Draw one diagram from its data.

    Args:
        data_dir: The folder of the data files.
        name: The diagram's file name without its ending.
        words: What goes with it.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing or a word does not fit.
    """
    data = load(data_dir / f"{name}.yml")
    about = About(name.partition("-")[0], words.title, words.desc)
    try:
        return DRAWINGS[name](about, data)
    except DiagramDataError:
        raise
    except ValueError as err:
        raise DiagramDataError(f"{data.place}: [diagram-data] {err}; shorten it") from err


def draw_all(data_dir: Path) -> dict[str, str]:
    """Draw everything.

    Args:
        data_dir: The folder of the data files.

    Returns:
        Each file's path under ``docs/assets``, and its content.

    Raises:
        DiagramDataError: If a data file has a fault.
    """
    texts = load(data_dir / "texts.yml")
    drawn = {
        f"diagrams/{name}.svg": draw(data_dir, name, words_of(texts, name)) for name in DRAWINGS
    }
    return drawn | {"logo.svg": brand.logo(), "favicon.svg": brand.favicon()}


def references_used(data_dir: Path) -> dict[str, set[str]]:
    """Give the reference keys that each data file names."""
    texts = load(data_dir / "texts.yml")
    used = {f"texts.yml, {name}": set(words_of(texts, name).references) for name in DRAWINGS}
    chart = load(data_dir / "d7-evidence.yml")
    rows = [*chart.rows("trials"), *chart.rows("doses")]
    used["d7-evidence.yml"] = {row.text("reference") for row in rows}
    used["d7-evidence.yml"].add(chart.part("pooled").text("reference"))
    used["d8-course.yml"] = {load(data_dir / "d8-course.yml").text("reference")}
    return used


def unknown_references(data_dir: Path, known: Iterable[str]) -> list[str]:
    """Name each reference key that is used but not in the site's list, with its file."""
    names = set(known)
    return [
        f"{place}: {key}"
        for place, keys in references_used(data_dir).items()
        for key in sorted(keys - names)
    ]
