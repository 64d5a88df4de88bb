"""Names that look right and are not."""

from __future__ import annotations

import pytest

from glossary_cards.diagnostics.confusables import as_seen, disguised, unmasked

KNOWN = ("term", "definition", "see", "not_before", "größe")


@pytest.mark.parametrize(
    ("name", "hidden", "right"),
    [
        ("t\u0435rm", "holds a letter that only looks like `e`", "term"),
        ("\u0422\u0415\u0420M", "", ""),  # R is no look-alike of the Cyrillic letter
        ("T\u0415RM", "holds a letter that only looks like `e`", "term"),
        ("s\u0435\u0435", "holds a letter that only looks like `e`", "see"),
        ("term\u200b", "holds an invisible sign", "term"),
        ("\ufeffterm", "holds an invisible sign", "term"),
        ("defi\u00adnition", "holds an invisible sign", "definition"),
        ("term\u00a0", "holds a space of a special kind", "term"),
        ("“term”", "stands in curly quotation marks", "term"),
        ("de\ufb01nition", "holds a letter that only looks like `fi`", "definition"),
        ("\uff54erm", "holds a letter that only looks like `t`", "term"),
        ("term", "", ""),
        ("größe", "", ""),
        ("gro\u0308ße", "", ""),
        ("tèrm", "", ""),
        ("Term", "", ""),
        ("zebra\u200b", "", ""),
    ],
)
def test_what_is_hidden_in_a_name(name, hidden, right):
    assert disguised(name, KNOWN) == (hidden, right)


def test_a_name_is_seen_in_small_letters_and_without_spaces():
    assert as_seen(" Not_Before ") == "not_before"
    assert as_seen("Größe") == "größe"


def test_what_is_hidden_is_told_in_place_of_a_guess():
    said = unmasked("t\u0435rm", KNOWN, "this is no key", "use another")
    assert said == (
        "this is no key: it holds a letter that only looks like `e`",
        "type `term` anew",
    )
    assert unmasked("trem", KNOWN, "this is no key", "use another") == (
        "this is no key",
        "use another",
    )
