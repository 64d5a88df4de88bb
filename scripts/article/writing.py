"""The files of the site that an article becomes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from article.blocks import Block, Heading, Paragraph, Span, text_of, words_in
from article.labels import Furniture, furniture
from article.phrases import escape, write_blocks, write_line
from article.rendering import EXTENSIONS, FURNITURE, rendered_words
from article.structure import Article
from article.terms import Draft, clip, find_terms
from article.wordlists import names
from glossary_cards.engine.comments import INDEX_MARKER

ABOUT = "about-the-source.md"
_TAKEN = names("index readme about-the-source glossary assets con prn aux nul search 404")
_THEME_LANGUAGES = names(
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv mk nl nn no pl "
    "pt ro ru sk sl sr sv th tr uk ur vi zh"
)
_SOURCE_KEYS = (
    *("title", "author", "publisher", "published", "updated", "retrieved"),
    *("reviewed_by", "url", "doi", "copyright"),
)
_CSS = """\
/* The paragraph below the title that says what the article is about. */
.md-typeset .standfirst {
  font-size: 1.15em;
  font-weight: 500;
}

/* What the site adds to the article's own words. */
.md-typeset .furniture {
  font-size: 0.9em;
}
"""


@dataclass(frozen=True)
class Engine:
    """What of this project the made site takes along.

    Attributes:
        files: The files, by their path in the made site.
        hooks: The hooks that MkDocs runs.
    """

    files: Mapping[str, bytes]
    hooks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A site, ready to be written.

    Attributes:
        files: Every file's content, by its path.
        pages: The article's pages in the order of the navigation.
        terms: The drafted terms.
    """

    files: Mapping[str, bytes]
    pages: tuple[str, ...]
    terms: tuple[Draft, ...]

    def texts(self) -> list[str]:
        """Give the Markdown of the article's pages, in order."""
        return [self.files[f"docs/{page}"].decode() for page in self.pages]


def write_site(article: Article, name: str, engine: Engine) -> Site:
    """Make the files of a site.

    Args:
        article: The article.
        name: The article's file name.
        engine: What of this project the site takes along.

    Returns:
        The site; nothing is on the disk yet.
    """
    words = furniture(article.language)
    pages = _pages(article, name, words)
    known = [text_of(article.title), *(text_of(section.title) for section in article.sections)]
    drafts = tuple(find_terms(_blocks_of(article, list(pages)), known))
    headings = (_title(article, name), *known[1:])
    titles = dict(zip(pages, headings, strict=False))
    files = {f"docs/{path}": text.encode() for path, text in pages.items()}
    for slug, draft in zip(_term_slugs(drafts), drafts, strict=True):
        title = titles[draft.page]
        files[f"docs/glossary/{slug}.md"] = _term_file(draft, title, words).encode()
    if drafts:
        index = _glossary_index(drafts, words, bool(engine.hooks))
        files["docs/glossary/index.md"] = index.encode()
    files["docs/assets/article.css"] = _CSS.encode()
    files["mkdocs.yml"] = _settings(article, name, list(pages), engine, bool(drafts)).encode()
    files["README.md"] = _readme(name).encode()
    return Site({**engine.files, **files}, tuple(pages), drafts)


def gather_engine(root: Path) -> Engine:
    """Gather the glossary hook and its package from this project.

    Args:
        root: The project's folder.

    Returns:
        What there is of them; nothing when the hook is missing.
    """
    hook = root / "hooks" / "glossary.py"
    if not hook.is_file():
        return Engine({})
    package = root / "hooks" / "glossary_cards"
    paths = [
        hook,
        *(p for p in package.rglob("*.*") if p.is_file() and p.suffix != ".pyc"),
    ]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
    return Engine(files, ("hooks/glossary.py",))


def slug_of(text: str, fallback: str = "section") -> str:
    """Make the part of an address that stands for a text: ASCII, at most 60 letters.

    Args:
        text: Any text.
        fallback: What to give when nothing of the text can stand in an address.
    """
    plain = text.replace("’", "").replace("'", "").replace("ß", "ss").replace("œ", "oe")
    ascii_text = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
    if len(slug) > 60:
        slug = slug[:61].rpartition("-")[0] or slug[:60]
    return slug or fallback


def _unique(names: list[str], taken: frozenset[str] | set[str]) -> list[str]:
    """Number names that come twice."""
    seen = set(taken)
    out: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate in seen:
            number += 1
            candidate = f"{name}-{number}"
        seen.add(candidate)
        out.append(candidate)
    return out


def _title(article: Article, name: str) -> str:
    """Give the article's title, or make one of its file name."""
    stem = re.sub(r"[-_\s]+", " ", name.rpartition(".")[0] or name).strip()
    return " ".join(text_of(article.title).split()) or stem[:1].upper() + stem[1:] or "Article"


def _front(values: Mapping[str, object]) -> str:
    """Write front matter."""
    if not values:
        return ""
    return f"---\n{_yaml(values)}---\n\n"


def _yaml(values: Mapping[str, object]) -> str:
    return str(yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=100))


def _pages(article: Article, name: str, words: Furniture) -> dict[str, str]:
    """Write the article's pages, in order."""
    sections = article.sections
    slugs = _unique([slug_of(text_of(section.title)) for section in sections], _TAKEN)
    pages = {"index.md": _front_page(article, name)}
    for slug, section in zip(slugs, sections, strict=True):
        title = write_blocks((Heading(1, section.title),))
        pages[f"{slug}.md"] = (
            "\n\n".join(filter(None, [title, write_blocks(section.blocks)])) + "\n"
        )
    pages[ABOUT] = _about_page(article, name, words)
    return pages


def _front_page(article: Article, name: str) -> str:
    parts = [write_blocks(article.before)]
    if article.title:
        parts.append(write_blocks((Heading(1, article.title),)))
    if article.standfirst:
        parts.append(_standfirst(article))
    parts.append(write_blocks(article.intro))
    front = {} if article.title else {"title": _title(article, name)}
    return _front(front) + "\n\n".join(filter(None, parts)) + "\n"


def _standfirst(article: Article) -> str:
    """Write the standfirst with a class of its own, if it still renders as its text."""
    paragraph = Paragraph(article.standfirst)
    written = f"{write_line(article.standfirst)}\n{{ .standfirst }}"
    if rendered_words(written) == words_in([paragraph]):
        return written
    return write_blocks((paragraph,))


def _about_page(article: Article, name: str, words: Furniture) -> str:
    """Write the page about the source: what is known as data, then the back matter itself."""
    source: dict[str, str] = {"file": name}
    source |= {key: article.source[key] for key in _SOURCE_KEYS if article.source.get(key)}
    if article.title and "title" not in source:
        source["title"] = _title(article, name)
    note = words.made.format(
        file=f"`{name}`" if re.fullmatch(r"[\w .()-]+", name) else escape(name)
    )
    added = f'<div class="{FURNITURE}" markdown="1">\n\n{note}\n\n</div>'
    front = _front({"title": words.about, "terms": False, "source": source})
    return front + "\n\n".join(filter(None, [write_blocks(article.back), added])) + "\n"


def _blocks_of(article: Article, paths: list[str]) -> list[tuple[str, tuple[Block, ...]]]:
    """Give the blocks of each page that may explain a word; back matter explains none."""
    lead = (*article.before, *((Paragraph(article.standfirst),) if article.standfirst else ()))
    front = (*lead, *article.intro)
    return [
        (path, blocks)
        for path, blocks in zip(
            paths, [front, *(section.blocks for section in article.sections)], strict=False
        )
    ]


def _term_slugs(drafts: tuple[Draft, ...]) -> list[str]:
    names = [slug_of(draft.abbreviation or draft.term, "term") for draft in drafts]
    return _unique(names, {"index", "con", "prn", "aux", "nul"})


def _term_file(draft: Draft, page_title: str, words: Furniture) -> str:
    """Write a draft of a term."""
    meaning = draft.definition or clip(draft.quote)
    front: dict[str, object] = {
        "term": draft.term,
        "definition": _inline(meaning),
    }
    if draft.forms:
        front["forms"] = list(draft.forms)
    if draft.abbreviation:
        front["abbreviation"] = draft.abbreviation
    front["title"] = draft.term[:1].upper() + draft.term[1:]
    front["draft"] = True
    place = f"*{words.from_}* [{escape(' '.join(page_title.split()))}](../{draft.page})"
    body = [f"{words.draft} {words.says}", f"> {escape(draft.quote)}", place]
    return _front(front) + "\n\n".join(body) + "\n"


def _inline(text: str) -> str:
    """Write a definition, which may hold inline Markdown."""
    return write_line((Span(text),))


def _glossary_index(drafts: tuple[Draft, ...], words: Furniture, hooked: bool) -> str:
    """Write the list of terms; the hook, where there is one, makes it by itself."""
    front = _front({"title": words.words})
    if hooked:
        return f"{front}{INDEX_MARKER}\n"
    lines = [
        f"- [{escape(draft.term)}]({slug}.md)"
        for slug, draft in sorted(
            zip(_term_slugs(drafts), drafts, strict=True), key=lambda pair: pair[1].term.casefold()
        )
    ]
    return front + "\n".join(lines) + "\n"


def _settings(article: Article, name: str, pages: list[str], engine: Engine, terms: bool) -> str:
    """Write mkdocs.yml."""
    language = article.language if article.language in _THEME_LANGUAGES else "en"
    theme: dict[str, object] = {"name": "material", "language": language, "font": False}
    theme["features"] = ["navigation.footer", "navigation.top", "toc.follow"]
    nav: list[object] = [*pages]
    if terms:
        nav.append({furniture(article.language).words: "glossary/index.md"})
    settings: dict[str, object] = {
        "site_name": _title(article, name),
        "site_url": "",
        "strict": True,
        "theme": theme,
        "nav": nav,
        "not_in_nav": "/glossary/*.md",  # a site without the glossary's hook needs it
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"},
        },
        "plugins": ["search"],
        "markdown_extensions": [
            {"toc": {"permalink": True}} if extension == "toc" else extension
            for extension in EXTENSIONS
        ],
        "extra_css": ["assets/article.css"],
    }
    extra: dict[str, object] = {"generator": False}
    if engine.hooks:
        settings["hooks"] = list(engine.hooks)
        extra["glossary"] = _glossary_settings()
    settings["extra"] = extra
    return "# The site of one article. Change it freely: nothing overwrites it.\n" + _yaml(settings)


def _glossary_settings() -> dict[str, object]:
    """Switch off the checks that drafts cannot pass; a person switches them on again."""
    rules = "unused-term unused-form unlinked-term unexplained-abbreviation circular-definition"
    return {"checks": dict.fromkeys(rules.split(), "off")}


def _readme(name: str) -> str:
    return (
        f"Made from `{name}`. To read it: `pip install mkdocs-material` once, then "
        "`mkdocs serve` in this folder, and open http://127.0.0.1:8000/.\n\n"
        "Edit `docs/`. The files in `docs/glossary/` are drafts from the article: put each into "
        "your own words, then delete its line `draft: true`.\n"
    )
