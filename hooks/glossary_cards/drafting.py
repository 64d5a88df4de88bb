"""New term files: a well-formed draft of one word, which its author fills in.

A word that another term has already, or that no page could hold, is refused before anything is
written.
"""

from collections.abc import Mapping
from pathlib import Path

import yaml

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_document, read_file
from glossary_cards.engine.forms import alike
from glossary_cards.model.definition import TO_WRITE
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Term
from glossary_cards.model.term_files import read_term
from glossary_cards.pages.paths import INDEX_NAMES
from glossary_cards.slugs import slug_for

LONGEST = 80
_BODY = "Explain it here at more length, with an example. Use short sentences.\n"


class Refused(Exception):  # noqa: N818  # no error of ours: the reason, to be shown
    """Why a word cannot be a term; the text is for its author."""


def term_text(term: str, definition: str, body: str, **keys: object) -> str:
    """Give the text of a term's file.

    Args:
        term: The word.
        definition: What it means, in one line; as a block it may hold any sign.
        body: The longer explanation.
        keys: What else stands in its front matter; ``None`` is for its author to fill in.
    """

    def written(**values: object) -> str:
        dumped: str = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
        return dumped.replace(": null\n", ": ~\n")

    front = f"{written(term=term)}definition: >-\n  {definition}\n{written(**keys) if keys else ''}"
    return f"---\n{front}---\n" + (f"\n{body}" if body else "")


def draft(word: str, abbreviation: str, folder: Path) -> Path:
    """Write the draft of a term.

    Args:
        word: The word, as readers will see it.
        abbreviation: Its abbreviation, or nothing.
        folder: The folder of the term files.

    Returns:
        The new file.

    Raises:
        Refused: When it cannot be a term, or the glossary has it already; nothing is written.
    """
    word = " ".join(word.split())
    slug = slug_for(word)
    if not word.isprintable():
        raise Refused("The word holds an invisible sign; type it anew.")
    if len(slug) > LONGEST:
        raise Refused(
            f"`{word[:LONGEST]}…` is too long for a file's name; give at most {LONGEST} letters."
        )
    path = folder / f"{slug}.md"
    keys: dict[str, object] = {"forms": [], "abbreviation": abbreviation or None}
    keys |= {"see": [], "references": [], "draft": True}
    write_term(path, term_text(word, TO_WRITE, _BODY, **keys), forms_in(folder))
    return path


def write_term(path: Path, text: str, taken: Mapping[str, str]) -> Term:
    """Write the file of a term, and give the term.

    Args:
        path: The file.
        text: What it will hold; its definition may be still to be written.
        taken: What other terms have, as :func:`forms_in` gives it.

    Raises:
        Refused: When the file is there, when it would be wrong in itself, or when another term has
            one of its forms; nothing is written then.
    """
    if path.exists():
        raise Refused(f"{path.as_posix()} exists already; edit it, or choose another word.")
    term, problems = _read(path.stem, text.replace(TO_WRITE, "To be written here."))
    if problems or term is None:
        said = problems[0] if problems else None
        why = f"{said.what}; {said.mend}" if said else "it holds no term"
        raise Refused(f"This cannot be a word of the glossary: {why}.")
    for form in term.forms:
        if where := taken.get(alike(form.text)):
            has = f"`{form.text}` belongs to {where} already"
            raise Refused(f"{has}; edit that, or choose another word.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return term


def forms_in(folder: Path) -> dict[str, str]:
    """Give every form that the terms of a folder have, with its file."""
    forms: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        if path.name not in INDEX_NAMES:
            term, _ = _read(path.stem, read_file(path.name, path)[0])
            forms |= {alike(form.text): path.as_posix() for form in (term.forms if term else ())}
    return forms


def _read(slug: str, text: str) -> tuple[Term | None, list[Problem]]:
    document, broken = read_document(f"{slug}.md", text)
    term, wrong = read_term(slug, document, Settings())
    return term, [*broken, *wrong]
