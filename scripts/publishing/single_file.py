"""The single file: all reader pages in one HTML file, for phones that open no folders.

Without scripts it is one long linked document with its contents on top; with scripts only the page
that was chosen is shown, words and sources have their cards, and a search looks through all pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader
from lxml import html
from markupsafe import Markup

from publishing.bundle import TEMPLATES, USELESS, Edition, script_hash
from publishing.chapters import Chapter, name_apart, pictures, read_chapters, relink
from publishing.files import put

_PICTURE = re.compile(r'src="picture:([^"]*)"')  # src="picture:assets/diagrams/a-week.svg"
# The rules for printing one page of the site, which would hide all others: @media print{a{b:c}}
_SHEETS = re.compile(r"@media print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
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
    chapters = read_chapters(root)
    slugs = {chapter.path: chapter.slug for chapter in chapters}
    words: dict[str, str] = {}

    def leads(page: str, part: str) -> str:
        return f"#{slugs[page]}--{part}" if part else f"#{slugs[page]}"

    for chapter in chapters:
        for key, word in chapter.words.items():
            holder = Chapter(chapter.path, "", "", word, {})
            relink(holder, leads, set(slugs), edition.online)
            words.setdefault(key, _text(word))
        relink(chapter, leads, set(slugs), edition.online)
        name_apart(chapter)
        for note in chapter.body.iter("details") if printed else ():
            note.set("open", "")
        for picture, source in pictures(chapter):
            picture.set("src", f"picture:{source}")
    (style,) = root.glob("assets/mim.*.css")
    own_style, own_script = (
        (TEMPLATES / f"single-file.{kind}").read_text("utf-8") for kind in ("css", "js")
    )
    styles = "\n".join([_SHEETS.sub("", style.read_text("utf-8")), own_style, printed])
    script = f"{CARDS.read_text('utf-8')};\n{own_script}"
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    view = {
        "edition": edition,
        "chapters": [(chapter, Markup(_text(chapter.body))) for chapter in chapters],
        "words": [Markup(words[key]) for key in sorted(words)],
        "style": Markup(styles),
        "style_hash": script_hash(styles),
        "script": "" if printed else Markup(script),
        "script_hash": script_hash(script),
    }
    text = templates.get_template("single-file.html.j2").render(view)
    return _PICTURE.sub(lambda found: f'src="{_data_address(root / unquote(found[1]))}"', text)


def write_single_file(root: Path, folder: Path, edition: Edition) -> Path:
    """Make one file of a site, with a checksum beside it; give the file."""
    return put(folder / f"{edition.folder}.html", single_file(root, edition).encode())


def _text(element: html.HtmlElement) -> str:
    text = html.tostring(element, encoding="unicode", with_tail=False)
    return text if "<pre" in text else re.sub(r"\n\s*", "\n", USELESS.sub("", text))


def _data_address(path: Path) -> str:
    """Give a picture as an address that holds it."""
    if path.suffix != ".svg":
        raise ValueError(f"{path.name}: only SVG pictures fit into the single file")
    text = path.read_text("utf-8").replace("\n", " ")
    for character, written in (("%", "%25"), ("#", "%23"), ('"', "%22"), ("&", "&amp;")):
        text = text.replace(character, written)
    return f"data:image/svg+xml,{text}"
