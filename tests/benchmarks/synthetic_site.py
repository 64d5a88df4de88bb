"""A synthetic MkDocs site of any size: pages of 800 words with markup, and a glossary.

The words are made up but shaped like English; about 4 in 100 are mentions of terms, spread over
all terms. Equal arguments give equal bytes.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

SYLLABLES = "ba be bi bo da de di do fa fe fi ga ge ka ke la le li lo ma me mi mo na ne no pa ra re ri sa se si ta te ti to va ve".split()
LITTLE = (
    "the of and to in is it that for with as on be at by this from or are you your they not".split()
)
WORDS_A_PAGE = 800
_SAID_TWICE = re.compile(r"\b(\w+)(?: \1\b)+", re.I)  # "to To"


def terms(count: int) -> list[str]:
    """Give distinct terms: one in three has two words, one in ten is an abbreviation."""
    chance = random.Random(1)
    made: dict[str, None] = {}
    while len(made) < count:
        word = "".join(chance.choices(SYLLABLES, k=4))
        kind = len(made) % 10
        if kind == 0:
            word = word[:5].upper()
        elif kind % 3 == 0:
            word = f"{word} {''.join(chance.choices(SYLLABLES, k=3))}"
        made[word] = None
    return list(made)


def page(number: int, names: list[str], words: int = WORDS_A_PAGE) -> str:
    """Give the Markdown of a page: sections, lists, a table, an admonition, code, links."""
    chance = random.Random(number)

    def text(count: int) -> str:
        out = []
        for _ in range(count):
            roll = chance.random()
            if roll < 0.04:
                out.append(chance.choice(names))
            elif roll < 0.45:
                out.append(chance.choice(LITTLE))
            else:
                out.append("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))))
        sentence = _SAID_TWICE.sub(r"\1", " ".join(out))  # checks would look it up as a mistake
        return f"{sentence[:1].upper()}{sentence[1:]}."

    parts = [f"# Matter {number}", text(60)]
    for section in range(5):
        parts += [f"## Part {section} of matter {number}", text(70), f"**{text(4)}** {text(20)}"]
        if section == 1:
            parts.append("\n".join(f"- {text(10)}" for _ in range(4)))
        elif section == 2:
            rows = "\n".join(f"| {text(4)} | {text(6)} |" for _ in range(4))
            parts.append(f"| One | Two |\n| --- | --- |\n{rows}")
        elif section == 3:
            parts.append(f'!!! note "Note"\n    {text(30)}')
        parts.append(f"{text(30)} See [another page](page-{(number + section) % 7}.md) `code`.")
    done = len(" ".join(parts).split())
    return "\n\n".join([*parts, text(max(1, words - done))]) + "\n"


def write_site(
    root: Path, pages: int, term_count: int, config: str, composed: bool = False
) -> None:
    """Write a whole site.

    Args:
        root: The folder to make.
        pages: How many pages; at least 7.
        term_count: How many terms, each a file in ``docs/glossary``.
        config: What mkdocs.yml holds after the name of the site and the theme.
        composed: Whether a term's file also holds title and definition as plain Markdown, as it
            must where no hook composes its page; the front matter is the same.
    """
    docs = root / "docs"
    (docs / "glossary").mkdir(parents=True)
    names = terms(term_count)
    for number in range(pages):
        name = "index.md" if number == 0 else f"page-{number}.md"
        text = page(number, names).replace("(page-0.md)", "(index.md)")
        (docs / name).write_text(text, encoding="utf-8")
    for number, name in enumerate(names):
        definition = "A word that stands for something else, made up for measuring only."
        body = f"Some more about it, in a few words, as number {number} of the list."
        front = f"---\nterm: {name}\ndefinition: {definition}\n---\n"
        if composed:
            front += f"# {name}\n\n{definition}\n\n"
        (docs / "glossary" / f"term-{number}.md").write_text(f"{front}{body}\n", encoding="utf-8")
    (docs / "glossary" / "index.md").write_text("# Glossary\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Speed\ntheme:\n  name: material\n  font: false\n"
        "markdown_extensions: [admonition, attr_list, footnotes, tables, toc]\n" + config,
        encoding="utf-8",
    )
