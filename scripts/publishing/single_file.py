"""The single file: all reader pages in one HTML file, for phones that open no folders.

Without scripts it is one long linked document with its contents on top; with scripts only the page
that was chosen is shown, words and sources have their cards, and a search looks through all pages.
"""

import re
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from markupsafe import Markup

from publishing.bundle import TEMPLATES, Edition, filled, inline, without_unheard
from publishing.chapters import Chapter, name_apart, pictures, read_book
from publishing.files import put
from publishing.slim import slim

# src="picture:assets/diagrams/a-week.svg", or without the quotation marks
_PICTURE = re.compile(r'src=(?:"picture:([^"]*)"|picture:([^\s">]*))')
# The rules for printing one page of the site, which would hide all others: @media print{a{b:c}}
_SHEETS = re.compile(r"@media print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_HELP = "help/get-help-now.html"
CARDS = Path(__file__).parents[2] / "hooks" / "glossary_cards" / "assets" / "card.js"


def single_file(root: Path, edition: Edition, printed: str = "") -> str:
    """Make one file of a site.

    Args:
        root: The folder of a site that was built with file names instead of folder addresses.
        edition: Which edition it is.
        printed: Such as the size of the paper; with it all notes are open, and no script runs.

    Returns:
        The file's text.
    """
    chapters = read_book(root, _place, edition, opened=bool(printed))
    words: dict[str, str] = {}
    for chapter in chapters:
        # What a word means keeps its id, for the cards.
        words = {key: _text(word) for key, word in chapter.words.items()} | words
        name_apart(chapter)
        for picture, source in pictures(chapter):
            picture.set("src", f"picture:{source}")
    (style,) = root.glob("assets/mim.*.css")
    own_style, own_script = (
        (TEMPLATES / f"single-file.{kind}").read_text("utf-8") for kind in ("css", "js")
    )
    styles = "\n".join([_SHEETS.sub("", style.read_text("utf-8")), own_style, printed])
    script = "" if printed else f"{CARDS.read_text('utf-8')};\n{own_script}"
    view = {
        "edition": edition,
        "help": next((chapter.slug for chapter in chapters if chapter.path == _HELP), ""),
        "chapters": [(chapter, Markup(_text(chapter.body))) for chapter in chapters],
        "words": [Markup(words[key]) for key in sorted(words)],
        **inline(styles, script),
    }
    return _PICTURE.sub(
        lambda found: f'src="{_data_address(root / unquote(found[1] or found[2]))}"',
        filled("single-file.html.j2", view),
    )


def write_single_file(root: Path, folder: Path, edition: Edition) -> Path:
    """Make one file of a site, with a checksum beside it; give the file."""
    return put(folder / f"{edition.folder}.html", single_file(root, edition).encode())


def _place(_: Chapter, there: Chapter, part: str) -> str:
    return f"#{there.slug}--{part}" if part else f"#{there.slug}"


def _text(element: html.HtmlElement) -> str:
    return slim(html.tostring(element, encoding="unicode", with_tail=False))


def _data_address(path: Path) -> str:
    """Give a picture as an address that holds it."""
    if path.suffix != ".svg":
        raise ValueError(f"{path.name}: only SVG pictures fit into the single file")
    text = without_unheard(path.read_text("utf-8")).replace("\n", " ")
    for character, written in (("%", "%25"), ("#", "%23"), ('"', "%22"), ("&", "&amp;")):
        text = text.replace(character, written)
    return f"data:image/svg+xml,{text}"
