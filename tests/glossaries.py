"""Small glossaries for tests, made from plain texts."""

from __future__ import annotations

from pathlib import Path

from glossary_cards.engine.annotate import Annotated, Request, annotate
from glossary_cards.engine.forms import Entry, Form, has_own_case
from glossary_cards.engine.trie import Matcher
from glossary_cards.languages import language
from glossary_cards.languages.language import Language, language_of
from glossary_cards.model.term_files import forms_of

TERMS = {
    "bpd": ["borderline personality disorder", "BPD"],
    "personality-disorder": ["personality disorder"],
    "mentalizing": ["mentalizing", "mentalize", "mentalization"],
    "trust": ["trust"],
    "epistemic-trust": ["epistemic trust"],
    "act": ["ACT"],
    "ptsd": ["PTSD"],
    "c-ptsd": ["C-PTSD"],
    "cpp": ["C++"],
    "naive": ["naïve realism"],
    "secure-base": ["secure base"],
    "alzheimer": ["Alzheimer's disease"],
    "hindi": ["मन"],
    "thai": ["ใจ"],
    "han": ["心智化"],
}


def entries(terms: dict[str, list[str]], language: str = "en") -> list[Entry]:
    """Make matcher entries, the listed forms first."""
    listed = [
        Entry(slug, Form(text, has_own_case(text)))
        for slug, texts in terms.items()
        for text in texts
    ]
    made = [Entry(e.slug, v) for e in listed for v in inflected(e.form, language_of(language))]
    return [*listed, *made]


def languages() -> list[Language]:
    """Give every language that has a file."""
    folder = Path(language.__file__).parent
    return [language_of(file.stem) for file in sorted(folder.glob("*.yml"))]


def inflected(form: Form, language: Language) -> list[Form]:
    """Give the forms that a language's rules make of one that is listed."""
    forms = forms_of({("term",): form.text}, form.exact, language)
    return [made for made in forms if not made.listed]


def link(html: str, terms: dict[str, list[str]] | None = None, **options: object) -> Annotated:
    """Annotate a piece of HTML; term pages live at ``g/<slug>``."""
    matcher = options.pop("matcher", None) or Matcher(entries(terms or TERMS))
    options["start_tag"] = lambda slug: f'<a class="term" href="g/{slug}" data-term="{slug}">'
    request = Request(matcher=matcher, **options)  # type: ignore[arg-type]
    return annotate(html, request)


def linked(html: str, terms: dict[str, list[str]] | None = None, **options: object) -> list[str]:
    """Give what is linked, as ``slug=text``."""
    result = link(html, terms, **options)
    return [f"{found.slug}={found.text}" for found in result.occurrences]
