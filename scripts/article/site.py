"""The files of the site that an article becomes."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import yaml

from article.placing import Places, ids_of, slug_of, unique
from article.proof import holds, lost
from article.reading import Reading
from article.structure import Page, build
from article.terms import Draft, find_terms
from article.vocabulary import names
from article.writing import escape, notes_of, write_page
from glossary_cards.engine.comments import INDEX_MARKER

ABOUT = "about-the-source.md"
Files = dict[str, bytes]

_WORDS = "Words in this article"
_DRAFT = "A draft from the article, to be edited. The article says:"
_MADE = (
    "These pages were split from one article, {file}. Its words belong to whoever holds their "
    "copyright: ask before you publish them."
)
_FACE = Path(__file__).with_name("face")
_TAKEN = names("index readme about-the-source glossary assets con prn aux nul search 404")
_THEME_LANGUAGES = names(
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv mk nl nn no pl "
    "pt ro ru sk sl sr sv th tr uk ur vi zh"
)
_SHOWN = ("author", "publisher", "published", "updated", "url", "doi", "license", "copyright")
_NEEDED = names("mkdocs mkdocs-material pymdown-extensions jsonschema")


@dataclass(frozen=True)
class Site:
    """A site, ready to be written.

    Attributes:
        files: Every file's content, by its path.
        named: Whether the article has a title.
        titles: What each page is called, by its path below ``docs``, in the order of reading.
        texts: The Markdown of these pages, without front matter.
        terms: The drafted terms that have a definition.
        undefined: Abbreviations without one.
        places: Where links and pictures went.
    """

    files: Mapping[str, bytes]
    named: bool
    titles: Mapping[str, str]
    texts: Collection[str]
    terms: tuple[Draft, ...]
    undefined: tuple[Draft, ...]
    places: Places


def make_site(
    reading: Reading, name: str, places: Places, engine: Mapping[str, bytes], level: int = 0
) -> tuple[Site, list[tuple[str, str]]]:
    """Make the files of a site, and prove that its pages are the article.

    Args:
        reading: The article.
        name: The article's file name.
        places: Where its links and pictures go; filled on the way.
        engine: The glossary's hook and package, by their path in the site; may be empty.
        level: Each heading down to this level begins a page; 0 for the highest that there is.

    Returns:
        The site, of which nothing is on the disk yet, and what is lost in it (see ``proof.lost``).
    """
    article = build(reading.text, reading.facts.get("title", ""), level)
    site = _made(reading, article, name, places, engine)
    return site, lost(reading, places, site.texts)


def _made(
    reading: Reading, article: list[Page], name: str, places: Places, engine: Mapping[str, bytes]
) -> Site:
    title = article[0].name or _named(name)
    slugs = unique((slug_of(page.name) for page in article[1:-1]), _TAKEN)
    paths = ["index.md", *(f"{slug}.md" for slug in slugs), ABOUT]
    titles = {path: page.name or title for path, page in zip(paths, article, strict=True)}
    contents = {path: page.blocks for path, page in zip(paths, article, strict=True)}
    places.page_of = ids_of(
        {path: [*blocks, *notes_of(blocks, reading.notes)] for path, blocks in contents.items()}
    )
    notes = {label: places.placed((note,))[0] for label, note in reading.notes.items()}
    pages = {
        path: write_page(places.placed(blocks), notes, holds).strip() + "\n"
        for path, blocks in contents.items()
    }
    if slugs:
        pages["index.md"] += _contents(titles)
    pages[ABOUT] = pages[ABOUT].rstrip() + "\n" + _about(reading, name)
    parts = {path: held for path, held in contents.items() if path != ABOUT}
    drafts = find_terms(parts.items(), map(titles.__getitem__, parts))
    terms = tuple(draft for draft in drafts if draft.definition)
    undefined = tuple(draft for draft in drafts if not draft.definition)
    files = {}
    for (path, text), page in zip(pages.items(), article, strict=True):
        front: dict[str, object] = {} if page.headed else {"title": titles[path]}
        front |= {"terms": False} if path == ABOUT else {}
        files[f"docs/{path}"] = (_front(front) + text.lstrip()).encode()
    files |= {f"docs/{path}": data for path, data in places.files.items()}
    files |= _term_files(terms, titles) if engine and terms else {}
    files |= {"to-do.md": _to_do(undefined)} if undefined else {}
    nav = [*titles, *([{_WORDS: "glossary/index.md"}] if engine and terms else [])]
    files |= _project(reading.language, title, name, nav, bool(engine))
    return Site(
        {**engine, **files}, bool(article[0].name), titles, pages.values(), terms, undefined, places
    )


def gather_engine(root: Path) -> dict[str, bytes]:
    """Gather the glossary's hook and its package from this project; nothing when it is missing."""
    hooks = root / "hooks"
    package = hooks / "glossary_cards"
    paths = [hooks / "glossary.py", *(p for p in package.rglob("*") if p.suffix != ".pyc")]
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(paths) if p.is_file()}


def _named(name: str) -> str:
    """Make a title of a file's name."""
    stem = re.sub(r"[-_\s]+", " ", name.rpartition(".")[0] or name).strip()
    return stem[:1].upper() + stem[1:] or "Article"


def _front(values: Mapping[str, object]) -> str:
    """Write front matter."""
    if not values:
        return ""
    text = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{text}---\n\n"


def _around(kind: str, body: str) -> str:
    return f'\n<div class="around-text {kind}" markdown="1">\n\n{body}\n\n</div>\n'


def _contents(titles: Mapping[str, str]) -> str:
    pages = [page for page in titles.items() if page[0] != "index.md"]
    lines = [f"- [{escape(' '.join(title.split()))}]({path})" for path, title in pages]
    return _around("contents", "**In this article**\n\n" + "\n".join(lines))


def _about(reading: Reading, name: str) -> str:
    """Write what is known of the source."""
    known = {key: reading.facts.get(key, "") for key in _SHOWN}
    known |= {key: known[key].partition("T")[0] for key in ("published", "updated")}
    facts = [f"- {key}: {escape(value)}" for key, value in known.items() if value]
    file = f"`{name}`" if re.fullmatch(r"[\w .()-]+", name) else escape(name)
    return _around("source", "\n".join([_MADE.format(file=file), "", *facts]).strip())


def _term_files(terms: tuple[Draft, ...], titles: Mapping[str, str]) -> dict[str, bytes]:
    """Write a file for each term that is defined, and the list of them."""
    slugs = unique((slug_of(draft.abbreviation or draft.term, "term") for draft in terms), _TAKEN)
    files = {"docs/glossary/index.md": _front({"title": _WORDS}) + f"{INDEX_MARKER}\n"}
    for slug, draft in zip(slugs, terms, strict=True):
        front: dict[str, object] = {"term": draft.term, "definition": escape(draft.definition)}
        front |= {"abbreviation": draft.abbreviation} if draft.abbreviation else {}
        front |= {"title": draft.term[:1].upper() + draft.term[1:], "draft": True}
        place = f"*On the page* [{escape(titles[draft.page])}](../{draft.page})"
        body = "\n\n".join([_DRAFT, f"> {escape(draft.quote)}", place])
        files[f"docs/glossary/{slug}.md"] = f"{_front(front)}{body}\n"
    return {path: text.encode() for path, text in files.items()}


def _to_do(undefined: tuple[Draft, ...]) -> bytes:
    """List what nobody has defined yet, where no reader sees it."""
    short = (f" ({draft.abbreviation})" if draft.abbreviation else "" for draft in undefined)
    words = (
        f"- {escape(d.term)}{s}: {escape(d.quote)}" for d, s in zip(undefined, short, strict=True)
    )
    return _face("to-do.md", {"words": "\n".join(words)})


def _face(name: str, values: Mapping[str, str]) -> bytes:
    """Fill in a template of the face."""
    return Template((_FACE / name).read_text("utf-8")).substitute(values).encode()


def _project(language: str, title: str, name: str, nav: Sequence[object], hooked: bool) -> Files:
    """Write what makes a folder of pages a project."""
    hooks = ["hooks/bundle.py", *(["hooks/glossary.py"] if hooked else [])]
    values = {
        "title": json.dumps(title, ensure_ascii=False),
        "heading": " ".join(title.split()),
        "language": language if language in _THEME_LANGUAGES else "en",
        "nav": json.dumps(nav, ensure_ascii=False),
        "hooks": json.dumps(hooks),
        "slug": slug_of(title, "article"),
        "file": name.replace("`", "'"),
    }
    made = {"mkdocs.yml": "mkdocs.yml", "hooks/bundle.py": "bundle.py", "README.md": "README.md"}
    files = {path: _face(name, values) for path, name in made.items()}
    for asset in ("face.css", "iframe-worker.js"):
        files[f"docs/assets/{asset}"] = (_FACE / asset).read_bytes()
    files["requirements.txt"] = _pins().encode()
    return files


def _pins() -> str:
    """Give the versions that this project itself is tested with."""
    source = Path(__file__).parents[2] / "requirements.in"
    lines = source.read_text("utf-8").splitlines() if source.is_file() else []
    pins = [line.partition("#")[0].strip() for line in lines]
    return "".join(f"{pin}\n" for pin in pins if pin.partition("==")[0] in _NEEDED)
