"""Names that look right and are not: what their writer sees."""

from __future__ import annotations

import pytest

from mindinmind.security.confusables import as_seen


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("t\u0435rm", "term"),
        ("T\u0415RM", "term"),
        ("s\u0435\u0435", "see"),
        ("term\u200b", "term"),
        ("\ufeffterm", "term"),
        ("defi\u00adnition", "definition"),
        ("term\u00a0", "term"),
        ("“term”", "term"),
        ("de\ufb01nition", "definition"),
        ("\uff54erm", "term"),
        ("gro\u0308ße", "größe"),
        ("tèrm", "tèrm"),
        (" Not_Before ", "not_before"),
        ("Größe", "größe"),
    ],
)
def test_a_name_as_its_writer_sees_it(name, seen):
    assert as_seen(name) == seen
