"""Spelling: what is wrong is found with its place; British, American and our own words are right."""

from __future__ import annotations

import pytest

from glossary_cards.diagnostics.source import read_document
from prose.pages import Page
from prose.spelling import Speller, spelling_problems

SPELLER = Speller({"mentalizing"})


def found(text):
    page = Page(read_document("docs/a.md", text)[0])
    return [f"{p.line}:{p.column} {p.said}" for p in spelling_problems(page, SPELLER)]


def test_a_misspelt_word_has_its_place_and_the_word_that_was_meant():
    add = "If it is right, add it to docs/_data/words.txt"
    assert found("# One\n\nA good *relatoinship* with\nyour theropist.\n") == [
        f"3:9 “relatoinship” is in no dictionary; did you mean `relationship`? {add}",
        f"4:6 “theropist” is in no dictionary; did you mean `therapist`? {add}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The colour of behaviour, organised by programme at the centre; enrolment, travelled.",
        "The color of behavior, organized by program at the center; enrollment, traveled.",
        "Paediatric anaesthesia is analysed. A defence, a dialogue, fulfilment, an apologise.",
        "Mentalizing, says Rossouw, isn’t McMain’s; the others' way. Others’ too. Maya's.",
        "See nhs.uk/helpp, www.exampel.org and name@exampel.org, `coed`, NICE, MBT-A.",
        'They say <span lang="fr">le groupe de parole</span>, *poco a pocco*{ lang=es }.',
        "A short- and long-term plan.",
        "Siobhán came. Jürgen stayed.",
        "<!-- comnent --> [words](adress.md) ![A picture of a house](pictrue.svg)",
    ],
)
def test_what_is_right_is_let_be(text):
    assert found(text) == []


def test_a_page_in_another_language_says_so_once():
    first = "Du redest mit jemandem, der neugierig darauf ist, was in dir vorgeht."
    second = "Niemand muss dabei alles richtig machen, und du darfst Fehler haben."
    (one,) = found(f"# Wie MBT funktioniert\n\n{first}\n\n## Was kannst du tun?\n\n{second}\n")
    assert one.startswith("3:") and "write above the page `lang: de`" in one
    assert len(found(f"# One\n\n{first}\n\nA theropist.\n")) == 2, "a quotation"


def test_a_page_without_spaces_is_read_once():
    assert len(found(f"{'a' * 3000}-{'bcdxq-' * 20_000}.\n")) <= 1


@pytest.mark.parametrize("word", ["recieve", "seperate", "teh", "freinds", "untill", "feelingss"])
def test_common_slips_are_found_in_headings_lists_and_tables(word):
    for text in (
        f"## A {word}\n",
        f"- a {word}\n",
        f"| {word} |\n|---|\n",
        f"{word.title()} is.\n",
    ):
        assert len(found(text)) == 1, text


def test_few_of_many_unknown_words_are_guessed_at():
    words = [f"{a}{b}xqz" for a in "bcdfghjk" for b in "lmnprst"]
    text = "".join(f"We {word} here.\n\n" for word in ["relatoinship", *words, "definately"])
    problems = found(text)
    assert len(problems) == len(words) + 2
    assert "did you mean `relationship`" in str(problems[0])
    assert "mend it" in str(problems[-1])
