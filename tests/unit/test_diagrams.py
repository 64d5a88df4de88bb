"""The pictures: drawn from their data, readable by all, and asking nothing of the network."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from checking.fixes import remade
from diagrams import draw as measure
from diagrams.draw import (
    DATA,
    DRAWN,
    ICONS_DRAWN,
    draw_all,
    drawing_problems,
    text,
)
from mindinmind.page.drawings import with_words
from mindinmind.page.postprocess import mend
from mindinmind.palette import TOKENS, read_palette
from mindinmind.templates import environment

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
PICTURES, FAULTS = draw_all(ROOT)
PALETTE = read_palette(ROOT)
SURFACES = ("paper", "sand", "rose", "sage", "plum", "butter")
INKS = ("ink", "soft")

LARGE = {path: svg for path, svg in PICTURES.items() if path.startswith(DRAWN)}

pictures = pytest.mark.parametrize("svg", PICTURES.values(), ids=[Path(p).stem for p in PICTURES])
large = pytest.mark.parametrize("svg", LARGE.values(), ids=[Path(p).stem for p in LARGE])


def copy_of(tmp_path: Path) -> Path:
    for part in (DATA, DRAWN, ICONS_DRAWN):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / TOKENS).parent.mkdir(parents=True)
    shutil.copy(ROOT / TOKENS, tmp_path / TOKENS)
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / DATA / f"{name}.yml"
    said = file.read_text(encoding="utf-8")
    assert old in said
    file.write_text(said.replace(old, new, 1), encoding="utf-8")


def test_all_data_gives_a_picture_for_phones_and_one_for_wide_screens():
    names = [path.stem for path in (ROOT / DATA).glob("*.yml") if path.stem != "easier"]
    assert not FAULTS
    wanted = {f"{DRAWN}/{name}{size}.svg" for name in names for size in ("", "-wide")}
    assert set(LARGE) == wanted


@pictures
def test_is_named_and_described(svg: str):
    root = ElementTree.fromstring(svg)
    said = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    assert root.get("role") == "img"
    assert said[0] is not None and all(part.text for part in said if part is not None)
    ids = " ".join(str(part.get("id")) for part in said if part is not None)
    assert root.get("aria-labelledby") == ids


@pictures
def test_asks_nothing_of_the_outside(svg: str):
    own = svg.replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"https?:|//|@import|@font-face|<script|<image|<foreignObject|href", own)
    assert all(url.startswith("#") for url in re.findall(r"url\(([^)]*)\)", own))


@pictures
def test_ids_are_unique_and_every_use_has_its_definition(svg: str):
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)


@large
def test_letters_can_be_read_and_stay_inside(svg: str):
    root = ElementTree.fromstring(svg)
    _, _, wide, high = (float(v) for v in root.get("viewBox", "").split())
    smallest = 15 if wide > 360 else 16  # 16 of 360 units on a phone 320 wide are 12.6 pixels
    for words in root.iter(f"{SVG}text"):
        size, bold = float(words.get("font-size", "0")), words.get("font-weight") == "700"
        assert size >= smallest
        for line in words.iter(f"{SVG}tspan"):
            room = measure.width(line.text or "", size, bold)
            shift = {"middle": room / 2, "end": room}.get(words.get("text-anchor", ""), 0)
            start = float(line.get("x", "0")) - shift
            assert start >= 8 and start + room <= wide - 8, line.text
            assert 14 <= float(line.get("y", "0")) <= high - 8, line.text


@large
def test_words_are_written_in_ink_and_every_colour_has_both_schemes(svg: str):
    root = ElementTree.fromstring(svg)
    style = root.findtext(f"{SVG}style") or ""
    light, dark = (
        dict(re.findall(r"\.(\w)\{\w+:(#\w+)\}", part)) for part in style.split("@media")
    )
    inks = {PALETTE.light[role] for role in PALETTE.light if role in INKS or role.endswith("-deep")}
    for words in root.iter(f"{SVG}text"):
        assert light[words.get("class", "")] in inks
    used = set(" ".join(re.findall(r'class="(.*?)"', svg)).split())
    assert used == light.keys() == dark.keys()


@pytest.mark.parametrize("colours", [PALETTE.light, PALETTE.dark], ids=["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(colours: dict[str, str]):
    inks = [*INKS, *(role for role in colours if role.endswith("-deep"))]
    for ink, under in itertools.product(inks, SURFACES):
        assert contrast(colours[ink], colours[under]) >= 7, f"{ink} on {under}"
    for line, under in itertools.product(("coral", "teal", "plum-line", "line"), SURFACES):
        assert contrast(colours[line], colours[under]) >= 3, f"{line} on {under}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("rows", [6, 9, 14])
def test_the_chart_of_trials_holds_with_fewer_and_more_rows(tmp_path: Path, rows: int):
    root = copy_of(tmp_path)
    file = root / DATA / "trials.yml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["trials"] = [dict(trial) for trial in (data["trials"] * 3)[:rows]]
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    drawn, faults = draw_all(root)
    assert not faults
    for size in ("", "-wide"):
        svg = drawn[f"{DRAWN}/trials{size}.svg"]
        names = sum(
            svg.count(f">{trial['name']} {trial['year']}</tspan>") for trial in data["trials"]
        )
        assert names >= rows
        test_letters_can_be_read_and_stay_inside(svg)


@pytest.mark.parametrize("in_100", [0, 25, 36, 100])
def test_of_a_hundred_dots_as_many_are_filled_as_the_data_says(tmp_path: Path, in_100: int):
    root = copy_of(tmp_path)
    change(root, "came-back", "in_100: 36", f"in_100: {in_100}")
    first = draw_all(root)[0][f"{DRAWN}/came-back.svg"].split("After 8")[0]
    lines = re.findall(r'stroke-width="7" [^>]*d="M([\d.]+) [\d.]+H(\d+)"', first)
    assert sum((float(end) - float(start)) // 12.5 + 1 for start, end in lines) == 100 - in_100


def test_what_is_committed_is_what_the_data_says_or_a_problem_with_its_mend(tmp_path: Path):
    root = copy_of(tmp_path)
    for file, svg in PICTURES.items():
        (root / file).write_bytes(svg.encode())
    assert drawing_problems(root) == []
    change(root, "heat-dial", "title: ", "title: Now ")
    (root / DRAWN / "left-over.svg").write_text("<svg/>", encoding="utf-8")
    found = [str(problem) for problem in drawing_problems(root)]
    mend = "run python3 scripts/check.py --fix and commit the result"
    assert found == [
        f"{DATA}/heat-dial.yml: [stale-drawing] `{DRAWN}/heat-dial{size}.svg` is not what this says;"
        f" {mend}"
        for size in ("", "-wide")
    ] + [
        f"{DRAWN}/left-over.svg: [stale-drawing] this picture is drawn from nothing; take it out",
    ]
    assert list(remade(root, drawing_problems(root))) == [
        f"made anew: {DRAWN}/heat-dial{size}.svg\n" for size in ("", "-wide")
    ]
    assert [problem.path for problem in drawing_problems(root)] == [f"{DRAWN}/left-over.svg"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("course", "points:", "dots_:", "[diagram-data] `points` is missing; add `points:`"),
        ("course", "points:", "pionts:", "[diagram-data] `points` is missing; write `points` for"),
        ("session", "caption:", "captoin:", ":5:1: [diagram-data] `caption` is missing; write"),
        ("course", "in_100: 49.4", "in_100: half", "cannot be drawn"),
        ("session", "mood: sad", "mood: sadd", "`mood` is `sadd`, which is not known"),
        (
            "session",
            "drawn_as: comic",
            "drawn_as: comics",
            ":2:1: [diagram-data] `drawn_as` is `com",
        ),
        ("session", "drawn_as: comic", "", "[diagram-data] `drawn_as` is missing; add `drawn_as:`"),
        ("two-way-loop", "seen: [", "seen: [" + "in" * 30 + ", ", "is too long for its place"),
        ("trials", "trials:", "trials: [", ".yml"),
    ],
)
def test_a_fault_in_the_data_is_a_problem_of_that_file(tmp_path, name, old, new, said):
    root = copy_of(tmp_path)
    change(root, name, old, new)
    drawn, problems = draw_all(root)
    assert problems and str(problems[0]).startswith(f"{DATA}/{name}.yml")
    assert said in str(problems[0]) and "Traceback" not in str(problems[0])
    assert len(drawn) == len(PICTURES) - 2


@pytest.mark.parametrize(("name", "old"), [("session", "title: "), ("easier", ": A ")])
def test_a_garbled_text_is_the_one_problem_of_its_file(tmp_path, name, old):
    root = copy_of(tmp_path)
    change(root, name, old, f"{old}\ufffd")
    (problem,) = drawing_problems(root)
    assert (problem.path, problem.rule) == (f"{DATA}/{name}.yml", "diagram-data")
    assert problem.line and "garbled" in problem.what


def test_a_wide_drawing_that_no_laptop_shows_whole_is_told_of(tmp_path: Path):
    root = copy_of(tmp_path)
    change(root, "heat-dial", 'says: "', 'says: "' + "Slow down and breathe. " * 60)
    rules = {(problem.path, problem.rule) for problem in drawing_problems(root)}
    assert (f"{DRAWN}/heat-dial-wide.svg", "tall-drawing") in rules
    assert (f"{DRAWN}/heat-dial.svg", "tall-drawing") not in rules


def test_a_site_without_drawings_has_no_problem_with_them(tmp_path: Path):
    assert drawing_problems(tmp_path) == []


def test_wrapping_fills_few_and_even_lines():
    lines = measure.wrap("one two three four five six seven", 130, 16)
    assert " ".join(lines) == "one two three four five six seven"
    assert all(measure.width(line, 16) <= 130 for line in lines)
    assert len(measure.wrap("a\nb", 100, 16)) == 2
    assert text(0, 10, "a\nb", 100).high == pytest.approx(2 * 16 * 1.28)


DRAWING = {
    "alt": 'A "cat"',
    "caption": "*Cats*.",
    "references": ["a1"],
    "n": 2,
    "words": "Here are {{ n }}.\n\nTwo.",
}


def test_a_drawing_brings_its_words_to_the_page():
    page = "# P\n\n![](../assets/diagrams/cats.svg)\n\nEnd ![](x/assets/diagrams/cats.svg) here.\n"
    made = with_words(page, {"cats": DRAWING}.get, environment())
    assert made == (
        '# P\n\n<figure markdown="span" class="mim-diagram">\n'
        "![A &#34;cat&#34;](../assets/diagrams/cats.svg)\n"
        '<figcaption markdown="span">*Cats*.[^a1]</figcaption>\n</figure>\n\n'
        '??? note "This picture in words"\n    Here are 2.\n\n    Two.\n\n'
        "End ![](x/assets/diagrams/cats.svg) here.\n"
    )


def test_a_small_picture_is_named_by_its_data():
    page = '![](../assets/easier/pause.svg){ width="9" } ![](../assets/easier/no.svg)\n'
    made = with_words(page, {"easier": {"pause": "A pause sign."}}.get, environment())
    assert made == (
        '![A pause sign.](../assets/easier/pause.svg){ width="9" } ![](../assets/easier/no.svg)\n'
    )


def test_a_drawing_in_code_or_without_data_stays_as_it_is():
    page = "![](assets/diagrams/dogs.svg)\n\n```\n![](assets/diagrams/cats.svg)\n```\n"
    assert with_words(page, {"cats": DRAWING}.get, environment()) == page


def test_a_wide_screen_gets_the_wide_size_where_there_is_one():
    sizes = {"../assets/diagrams/a-wide.svg": (720, 400), "b-wide.svg": (9, 9)}
    lazy = 'loading="lazy" decoding="async"'
    image = f'<img alt="a > b" src="../assets/diagrams/a.svg" {lazy}>'
    assert mend(f'<p>{image}<img src="b.svg"></p>', environment(), sizes.get) == (
        '<p><picture><source media="(min-width: 48em)" srcset="../assets/diagrams/a-wide.svg"'
        f' width="720" height="400">{image}</picture><img src="b.svg" {lazy}></p>'
    )
    assert mend(f"<p>{image}</p>", environment()) == f"<p>{image}</p>"
