"""Drafted definitions come from sentences that define, measured on documents labelled by us."""

from pathlib import Path

import yaml

from article.model import Node
from article.terms import abbreviations, find_terms

DATA = Path(__file__).parent.parent / "data" / "article_terms.yml"


def test_nine_of_ten_drafts_are_definitions_and_most_definitions_are_found():
    right = drafted = labelled = 0
    wrong = []
    for entry in yaml.safe_load(DATA.read_text("utf-8")):
        found = find_terms([("index.md", (Node("p", (entry["text"],)),))], [])
        named = {draft.term.lower() for draft in found if draft.definition}
        wanted = {term.lower() for term in entry["terms"]}
        right += len(named & wanted)
        drafted += len(named)
        labelled += len(wanted)
        wrong += sorted(named ^ wanted)
    assert right >= 0.9 * drafted, wrong
    assert right >= 0.8 * labelled, wrong


def test_a_sentence_that_only_holds_a_word_is_no_definition():
    text = "Symptom overlap was reported for post-traumatic stress disorder (PTSD) and others."
    (draft,) = find_terms([("index.md", (Node("p", (text,)),))], [])
    assert (draft.term, draft.abbreviation, draft.definition) == (
        "post-traumatic stress disorder",
        "PTSD",
        "",
    )


def test_long_forms():
    for sentence, pair in {
        "Mindful memoization (MM) is a technique.": ("MM", "Mindful memoization"),
        "The Air and Space Operations Center (ASOC).": ("ASOC", "Air and Space Operations Center"),
        "CBT stands for cognitive behavioural therapy.": ("CBT", "cognitive behavioural therapy"),
        "Dialectical behaviour therapy [DBT] helps.": ("DBT", "Dialectical behaviour therapy"),
        "SBMA (Spinal and bulbar muscular atrophy) is rare.": (
            "SBMA",
            "Spinal and bulbar muscular atrophy",
        ),
        "Five people (see Table 1) left.": None,
        "It is in our hands (and brains).": None,
    }.items():
        assert list(abbreviations(sentence)) == ([pair] if pair else [])


def test_two_thousand_words_are_compared_by_their_keys():
    lines = [f"Word{'abcdefghij'[i % 10]}{i} is a kind of thing." for i in range(2000)]
    assert len(find_terms([("index.md", (Node("p", (" ".join(lines),)),))], [])) == 2000
