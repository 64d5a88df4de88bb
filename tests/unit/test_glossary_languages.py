"""Each language's own cases, which stand in its file, and what its file must hold."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from glossaries import inflected, languages
from glossary_cards.engine.forms import Form, has_own_case
from glossary_cards.engine.text import visible
from glossary_cards.engine.trie import Entry, Matcher
from glossary_cards.languages.language import Language, language_of
from glossary_cards.model.settings import Settings

TEXTS = set(language_of("de").words)
CASES = [(language, *case) for language in languages() for case in language.cases]


def found(language: Language, term: str, text: str) -> str | None:
    form = Form(term, has_own_case(term))
    forms = [form, *inflected(form, language)]
    matches = Matcher([Entry("x", each) for each in forms], language).find(visible(text))
    if not matches:
        return None
    start, end = visible(text).source_span(matches[0].start, matches[0].end)
    return text[start:end]


@pytest.mark.parametrize(
    ("language", "term", "text", "linked"), CASES, ids=[f"{c[0].code}-{c[2]}" for c in CASES]
)
def test_a_case_of_a_language(language, term, text, linked):
    found_text = found(language, term, text)
    if found_text is None or linked is None:
        assert found_text == linked
    else:  # signs that are not compared, such as harakat, count in the text
        assert visible(found_text).folded == visible(linked).folded


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_a_language_has_its_interface_words_and_cases(language):
    names = set(Settings._fields)
    if language.code != "en":
        assert language.words.keys() == TEXTS <= names
        for name, text in language.words.items():
            default = getattr(Settings(), name)
            assert ("{count}" in default, "{term}" in default) == (
                "{count}" in text,
                "{term}" in text,
            )
    assert language.cases
    assert language.not_served or language.code in ("en",), (
        "no language is served wholly: say what is not"
    )


def test_lemmas_are_used_here():
    assert find_spec("simplemma"), "else half of the cases above would be of no use"


def test_a_language_without_a_file_knows_nothing_special():
    assert language_of("xx") == Language("xx")
    assert list(language_of("xx").variants("word")) == ["word", "word"]


@pytest.mark.parametrize(
    "word", ["passer-bies", "womans", "lifes", "selfs", "mouses", "follows-up", "humen"]
)
def test_no_wrong_plural_is_made(word):
    for singular in ("passer-by", "woman", "life", "self", "mouse", "follow-up", "human"):
        assert word not in list(language_of("en").variants(singular))
