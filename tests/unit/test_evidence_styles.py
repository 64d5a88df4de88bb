"""Formatting by citeproc, tried on names and titles that break careless code."""

from __future__ import annotations

import pytest

from mindinmind.evidence import styles
from mindinmind.evidence.data import fill_sources, source_html
from mindinmind.evidence.references import Reference
from mindinmind.evidence.styles import Formatted, format_all
from mindinmind.templates import environment

SOURCE = environment().get_template("partials/mim/evidence/source.html")

ODD = [
    {
        "id": "particles",
        "type": "article-journal",
        "title": "Particles",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"family": "Ó Lonargáin", "given": "Diarmaid"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Journal & Review",
        "DOI": "10.1234/a_b*c",
    },
    {
        "id": "office",
        "type": "report",
        "title": "An organisation wrote this",
        "author": [{"literal": "Department of Health & Care <UK>"}],
        "publisher": "Department",
    },
    {
        "id": "script",
        "type": "book",
        "title": "心の理論",
        "author": [{"family": "山田", "given": "太郎"}, {"family": "محمد", "given": "علي"}],
        "issued": {"date-parts": [[2011]]},
        "publisher": "東京",
    },
    {
        "id": "html",
        "type": "article-journal",
        "title": 'Does <i>E. coli</i> beat <script>alert("x")</script> & 2 < 3?',
        "author": [{"family": "Ürgüp"}, {"family": "O’Neil", "given": "Máire-Áine"}],
        "issued": {"date-parts": [[2019, 1, 22]]},
        "container-title": "Journal",
    },
    {
        "id": "page",
        "type": "webpage",
        "title": "It ends with a stop.",
        "author": [{"literal": "Nobody & Co"}],
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "URL": "https://example.org/?a=1&b=2",
    },
]


@pytest.fixture(scope="module")
def apa() -> dict[str, Formatted]:
    return format_all(ODD)


@pytest.fixture(scope="module")
def vancouver() -> dict[str, Formatted]:
    return format_all(ODD, style="nlm-citation-sequence")


def test_particles_and_suffixes_stay_where_they_belong(apa, vancouver):
    assert apa["particles"].html == (
        "van den Berg, J., Ó Lonargáin, D., &amp; King, M. L., Jr. (2020). Particles. "
        "<i>Journal &amp; Review</i>. https://doi.org/10.1234/a_b*c"
    )
    assert vancouver["particles"].text.startswith("van den Berg J, Ó Lonargáin D, King ML Jr.")
    assert apa["particles"].short == "(van den Berg et al., 2020)"


def test_an_organisation_keeps_its_name_and_a_missing_date_is_said(apa):
    assert apa["office"].html == (
        "Department of Health &amp; Care &lt;UK&gt;. (n.d.). "
        "<i>An organisation wrote this</i>. Department."
    )
    assert apa["office"].short == "(Department of Health & Care <UK>, n.d.)"


def test_scripts_without_capitals_keep_whole_names(apa, vancouver):
    assert apa["script"].text == "山田 太郎, & محمد علي. (2011). 心の理論. 東京."
    assert vancouver["script"].text == "山田 太郎, محمد علي. 心の理論. 東京; 2011."


def test_markup_in_titles_is_text_but_for_simple_italics(apa):
    assert apa["html"].html == (
        "Ürgüp, &amp; O’Neil, M.-Á. (2019). Does <i>E. coli</i> beat "
        '&lt;script&gt;alert("x")&lt;/script&gt; &amp; 2 &lt; 3? <i>Journal</i>.'
    )
    assert "<script>" not in "".join(one.html for one in apa.values())


def test_no_doubled_full_stops(apa, vancouver):
    assert (
        "stop. Retrieved November 22, 2026, from https://example.org/?a=1&b=2" in apa["page"].text
    )
    for style in (apa, vancouver):
        assert not any(".." in one.text or "?." in one.text for one in style.values())


def test_nothing_disguised_is_left_over(apa, vancouver):
    text = "".join(one.html + one.text + one.short for s in (apa, vancouver) for one in s.values())
    assert not [letter for letter in text if "\ue000" <= letter <= "\uf8ff"]


def test_what_a_build_formatted_the_next_build_finds(tmp_path, monkeypatch):
    first = format_all(ODD, tmp_path)
    (file,) = tmp_path.iterdir()
    real, asked = styles._format, []
    monkeypatch.setattr(
        styles, "_format", lambda items, *on: asked.append(items) or real(items, *on)
    )
    assert format_all(ODD, tmp_path) == first
    assert asked == []
    changed = {**ODD[0], "title": "Another name"}
    again = format_all([changed, *ODD[1:]], tmp_path)
    assert "Another name" in again[changed["id"]].text
    assert asked == [[changed]]
    assert [*again.values()][1:] == [*first.values()][1:]
    file.write_text("[{", "utf-8")
    assert format_all(ODD, tmp_path) == first


def test_no_sources_need_no_formatting():
    assert format_all([]) == {}


def source(**changes) -> str:
    given = {"key": "a", "csl": ODD[0] | {"id": "a"}, "kind": "trial"} | changes
    formatted = format_all([given["csl"], ODD[1]])
    return source_html(Reference(**given), formatted, "Trial", SOURCE)


def test_a_source_shows_its_link_its_kind_and_whether_it_is_free():
    shown = source(free=True)
    assert (
        '<a href="https://doi.org/10.1234/a_b*c" rel="noreferrer">https://doi.org/10.1234/a_b*c</a>'
    ) in shown
    assert '<span class="mim-kind">Trial</span> <span class="mim-free">Free to read</span>' in shown
    assert "mim-free" not in source()


def test_a_page_names_at_most_three_authors_of_a_source():
    def listed(count):
        people = [{"family": f"Ó{letter}", "given": "Jan Mark"} for letter in "abcdef"[:count]]
        sources = {"a": source(csl=ODD[0] | {"id": "a", "author": people})}
        return fill_sources('<span class="mim-source" data-ref="a"></span>', sources, {})

    assert "Óa, J. M., Ób, J. M., &amp; Óc, J. M. (2020). Particles" in listed(3)
    for many in (4, 6):
        assert ">Óa, J. M., Ób, J. M., Óc, J. M., et al. (2020). Particles" in listed(many)


def test_an_address_with_an_ampersand_is_linked_once():
    shown = source(csl=ODD[4] | {"id": "a"}, kind="web-page")
    assert shown.count("<a ") == 1
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown


def test_a_source_without_an_address_has_no_link():
    assert "<a " not in source(csl=ODD[2] | {"id": "a"}, kind="book")


def test_a_retracted_or_replaced_source_says_so_wherever_it_is_cited():
    assert "Taken back (retracted): 2024, &lt;data&gt;" in source(retracted="2024, <data>")
    replaced = source(superseded="office")
    assert (
        "Replaced by a newer source: (Department of Health &amp; Care &lt;UK&gt;, n.d.)" in replaced
    )
    page = (
        '<a aria-label="Source 1: A 2009" class="footnote-ref" href="#fn:a">1</a>'
        '<a aria-label="Source 2: B 2010" class="footnote-ref" href="#fn:ab">2</a>'
        '<span class="mim-source" data-ref="a"></span>'
    )
    assert fill_sources(page, {"a": "SOURCE"}, {"a": "retracted"}) == (
        '<a aria-label="Source 1 (retracted): A 2009" class="footnote-ref" href="#fn:a">'
        "1 (retracted)</a>"
        '<a aria-label="Source 2: B 2010" class="footnote-ref" href="#fn:ab">2</a>SOURCE'
    )
    reference = Reference("a", ODD[0], "trial")
    assert reference.flag == ""
    assert Reference("a", ODD[0], "trial", retracted="x", superseded="y").flag == "retracted"
    assert Reference("a", ODD[0], "trial", superseded="y").flag == "replaced"


def test_what_is_kept_is_whole_and_leaves_nothing_beside_it(tmp_path):
    first = format_all(ODD[:1], tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.suffix == ".json"
    assert format_all(ODD[:1], tmp_path / "cache") == first
