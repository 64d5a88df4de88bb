"""The diagrams: drawn from their data, readable by all, and asking nothing of the network."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import yaml
from PIL import Image

from diagrams import measure, palette
from diagrams.brand import favicon_png
from diagrams.data import DiagramDataError, load
from diagrams.gallery import (
    DRAWINGS,
    draw,
    draw_all,
    references_used,
    unknown_references,
    words_of,
)

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "docs" / "_data" / "diagrams"
ASSETS = ROOT / "docs" / "assets"
TEXTS = load(DATA / "texts.yml")
SVG = "{http://www.w3.org/2000/svg}"

names = pytest.mark.parametrize("name", DRAWINGS)


def committed(name: str) -> str:
    return (ASSETS / "diagrams" / f"{name}.svg").read_text(encoding="utf-8")


def tree(name: str) -> Element:
    return ElementTree.fromstring(committed(name))


def lines_of(
    root: ElementTree.Element,
) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    for text in root.iter(f"{SVG}text"):
        for line in text.iter(f"{SVG}tspan"):
            yield text, line


def test_committed_files_are_what_the_data_says():
    stale = [
        name
        for name, svg in draw_all(DATA).items()
        if (ASSETS / name).read_bytes() != svg.encode("utf-8")
    ]
    assert not stale, f"run scripts/draw_diagrams.py and commit: {', '.join(stale)}"


def test_no_drawing_without_a_source():
    on_disk = {path.stem for path in (ASSETS / "diagrams").glob("*.svg")}
    assert on_disk == set(DRAWINGS)


def test_no_value_was_lost_to_a_comma_in_the_data():
    def empty(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(empty, value.values()))
        if isinstance(value, list):
            return any(map(empty, value))
        return value is None or value == ""

    for path in DATA.glob("*.yml"):
        assert not empty(yaml.safe_load(path.read_text(encoding="utf-8"))), path.name


@names
def test_has_a_role_a_title_and_a_description(name: str):
    root = tree(name)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None and title.text
    assert desc is not None and desc.text and desc.text.endswith(".")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@names
def test_asks_nothing_of_the_outside(name: str):
    svg = committed(name).replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"https?:|//|@import|@font-face|<script|<image|<foreignObject|href", svg)
    assert all(url.startswith("#") for url in re.findall(r"url\(([^)]*)\)", svg))


@names
def test_ids_are_unique_and_every_use_has_its_definition(name: str):
    svg = committed(name)
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)


@names
def test_text_can_be_read_on_a_small_phone(name: str):
    root = tree(name)
    assert float(root.get("viewBox", "").split()[2]) <= 380
    sizes = [float(text.get("font-size", "0")) for text in root.iter(f"{SVG}text")]
    assert sizes
    assert min(sizes) >= 16


@names
def test_text_stays_inside(name: str):
    root = tree(name)
    _, _, wide, high = (float(v) for v in root.get("viewBox", "").split())
    for text, line in lines_of(root):
        room = measure.width(
            line.text or "", float(text.get("font-size", "0")), text.get("font-weight") == "700"
        )
        shift = {"middle": room / 2, "end": room}.get(text.get("text-anchor", ""), 0)
        start = float(line.get("x", "0")) - shift
        assert start >= 8, line.text
        assert start + room <= wide - 8, line.text
        assert 16 <= float(line.get("y", "0")) <= high - 10, line.text


@names
def test_only_colours_of_the_palette_and_text_only_in_text_colours(name: str):
    root = tree(name)
    style = root.findtext(f"{SVG}style") or ""
    for kind, role in re.findall(
        r"\b([fs])-([a-z-]+)", " ".join(re.findall(r'class="(.*?)"', committed(name)))
    ):
        assert role in palette.ROLES
        assert style.count(f".{kind}-{role}{{") == 2, "a light and a dark rule"
    for text in root.iter(f"{SVG}text"):
        assert text.get("class", "")[2:] in {*palette.TEXTS, "paper"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_text(scheme: str):
    for text, surface in itertools.product(palette.TEXTS, palette.SURFACES):
        one = getattr(palette.TEXTS[text], scheme)
        other = getattr(palette.SURFACES[surface], scheme)
        assert palette.contrast(one, other) >= 7, f"{text} on {surface}, {scheme}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_lines(scheme: str):
    for line, surface in itertools.product(palette.LINES, palette.SURFACES):
        one = getattr(palette.LINES[line], scheme)
        other = getattr(palette.SURFACES[surface], scheme)
        assert palette.contrast(one, other) >= 3, f"{line} on {surface}, {scheme}"


def test_contrast_is_that_of_wcag():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@names
def test_words_for_pages(name: str):
    words = words_of(TEXTS, name)
    assert len(words.alt) <= 140
    assert words.alt.endswith(".")
    assert words.caption.endswith(".")
    assert words.words.endswith(".")
    assert len(words.words.split()) >= 40
    assert words.references


def test_the_chart_in_words_names_every_trial_and_figure():
    words = words_of(TEXTS, "d7-evidence").words
    chart = load(DATA / "d7-evidence.yml")
    for trial in [*chart.rows("trials"), *chart.rows("doses")]:
        assert f"{trial.text('name')} {trial.text('year')}" in words
        assert f"{trial.text('n')} {trial.text('who')}" in words
    for bar in chart.part("pooled").rows("bars"):
        low, high = bar.number("low"), bar.number("high")
        assert f"{bar.number('value')} " in words
        assert f"({low:.2f} to {high:.2f}, {bar.text('certainty')} certainty)" in words


def test_the_course_in_words_has_its_figures():
    words = words_of(TEXTS, "d8-course").words
    for bar in load(DATA / "d8-course.yml").rows("bars"):
        assert f"{bar.text('low')} to {bar.text('high')} in 100" in words


def test_every_reference_is_in_the_sites_list():
    listed = ROOT / "docs" / "_data" / "references.json"
    assert listed.exists(), "docs/_data/references.json is missing: the diagrams cite from it"
    items = json.loads(listed.read_text(encoding="utf-8"))
    assert unknown_references(DATA, {item["id"] for item in items}) == []


def test_unknown_references_are_named_with_their_file():
    known = set().union(*references_used(DATA).values()) - {"zanarini2012"}
    assert unknown_references(DATA, known) == [
        "texts.yml, d8-course: zanarini2012",
        "d8-course.yml: zanarini2012",
    ]


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    data = tmp_path / "diagrams"
    shutil.copytree(DATA, data)
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return data


def test_a_changed_number_changes_the_drawing(tmp_path: Path):
    data = changed(tmp_path, "d8-course.yml", "low: 78", "low: 61")
    drawn = draw(data, "d8-course", words_of(TEXTS, "d8-course"))
    assert "61 to 99 in 100" in drawn


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("d8-course.yml", "low: 78", "lowest: 78", "d8-course.yml, bars 1: .*'low' is missing"),
        ("d7-evidence.yml", "result: better,", "result: good,", "one of better, mixed, same"),
        ("d7-evidence.yml", "low: 0.33", "low: 0.93", "not in order"),
        ("d2-two-way-loop.yml", "shapes: shapes", "shapes: incomprehensibly", "too long"),
        ("d5-timeline.yml", "months: 18", "months: [", "is not YAML"),
        ("texts.yml", "d5-timeline:", "d5-time:", "'d5-timeline' is missing"),
    ],
)
def test_a_fault_in_the_data_is_named(tmp_path: Path, file: str, old: str, new: str, message: str):
    with pytest.raises(DiagramDataError, match=message):
        draw_all(changed(tmp_path, file, old, new))


def test_wrapping_fills_few_and_even_lines():
    lines = measure.wrap("one two three four five six seven", 130, 16)
    assert " ".join(lines) == "one two three four five six seven"
    assert all(measure.width(line, 16) <= 130 for line in lines)
    assert len(measure.wrap("a\nb", 100, 16)) == 2


def test_the_logo_takes_the_colour_around_it():
    root = ElementTree.fromstring((ASSETS / "logo.svg").read_text(encoding="utf-8"))
    assert root.get("fill") == "currentColor"
    assert root.findtext(f"{SVG}title") == "Mind in Mind"
    assert root.find(f"{SVG}style") is None, "a style sheet would leak where the logo is inlined"


def test_the_favicon_has_both_schemes_and_a_png():
    assert "prefers-color-scheme:dark" in (ASSETS / "favicon.svg").read_text(encoding="utf-8")
    for file in (ASSETS / "favicon.png", io.BytesIO(favicon_png())):
        with Image.open(file) as picture:
            assert picture.size == (48, 48)
            assert picture.mode == "RGBA"
            assert picture.getpixel((0, 0))[3] == 0, "rounded corners"
            assert picture.getpixel((24, 3))[3] == 255
