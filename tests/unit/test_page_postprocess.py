"""What a page says about itself, and the mends of its HTML."""

from __future__ import annotations

import os
import sys
import threading
from datetime import date

import pytest

from mindinmind.page import facts, postprocess
from mindinmind.page.assets import assets_of, made_apart, shortest
from mindinmind.templates import environment

MAKE = environment()


def mend(html, size_of=lambda _: None):
    """Post-process a piece of content with the site's own templates."""
    return postprocess.mend(html, MAKE, size_of)


def test_page_facts_gather_what_the_front_matter_says():
    meta = {
        "audience": ["person", "family"],
        "summary": ["One.", "Two.", "Three."],
        "reviewed": date(2026, 11, 22),
        "review_in": "6 months",
        "reviewers": [{"name": "A. Person", "as": "clinician"}],
        "content_note": "This page mentions self-harm.",
        "skip_to": "after",
    }
    html = '<h1 id="t">Title</h1>\n' + "<p>" + "word " * 401 + "</p>"
    page = facts.page_facts(html, meta)
    assert page.title == '<h1 id="t">Title</h1>'
    assert page.audience == "people with BPD, family and friends"
    assert page.minutes == 3
    listed = html.replace("</p>", '</p><div class="mim-references"></div>', 1)
    assert facts.page_facts(listed, meta).minutes == 0  # nobody reads a list from end to end
    assert page.review
    assert str(page.review.due) == "2027-05-22"
    assert page.review.reviewers == (("A. Person", "clinician"),)


def test_page_facts_of_nothing_are_empty():
    found = vars(facts.page_facts("<p>x</p>", {}))
    assert (found.pop("lead"), found.pop("words")) == ("<p>x</p>", 1)
    assert not any(found.values())


@pytest.mark.parametrize(
    ("html", "title", "lead", "body"),
    [
        ("<h1>T</h1>\n<p>A.</p>\n<p>B.</p>", "<h1>T</h1>", "<p>A.</p>", "\n\n<p>B.</p>"),
        ("<p>A.</p><h1>T</h1><p>B.</p>", "<h1>T</h1>", "<p>B.</p>", "<p>A.</p>"),
        ("<h1>T</h1><ul></ul><p>A.</p>", "<h1>T</h1>", "", "<ul></ul><p>A.</p>"),
        ("<!-- <h1>x</h1> -->", "", "", "<!-- <h1>x</h1> -->"),
        ("<h1>T", "", "", "<h1>T"),
        ("<h1>T</h1><p>A.", "<h1>T</h1>", "", "<p>A."),
    ],
)
def test_a_page_is_its_title_its_answer_and_the_rest(html, title, lead, body):
    outline = facts.read_outline(html)
    assert (outline.title, outline.lead, outline.body) == (title, lead, body)


def test_reading_time_leaves_out_sources_and_words():
    html = "<p>one two</p><section class='s' data-search-exclude>" + "x " * 999
    html += "<section>" + "y " * 999 + "</section>" + "z " * 999 + "</section><p>three</p>"
    assert facts.read_outline(html).words == 3


def test_contents_start_at_three_sections():
    two = '<h2 id="a">A</h2><h2 id="b">B &amp; <a title="x > y">b</a></h2>'
    assert facts.page_facts(two, {}).contents == ()
    assert facts.page_facts(two + '<h2 id="c">C</h2>', {}).contents[1] == ("#b", "B & b")


def test_tables_get_scope_and_labels():
    html = (
        "<table>\n<thead>\n<tr>\n<th>A</th><th>B &amp; <em>b</em></th>"
        '<th class="x">C</th></tr></thead><tbody><tr><td>0</td>'
        '<td class="y">1</td><td>2</td></tr></tbody></table>'
    )
    out = mend(html)
    assert out.startswith('<div class="mim-table mim-table--cards"><table>')
    assert out.count('scope="col"') == 3
    assert '<td data-label="A">0</td><td class="y" data-label="B &amp; b">1</td>' in out
    assert '<td data-label="C">2</td>' in out


@pytest.mark.parametrize(
    ("title", "letters", "cards"),
    [("<strong>a</strong>", 119, False), ("<strong>a</strong>", 120, True), ("a", 120, False)],
)
def test_two_columns_become_cards_where_rows_have_titles_and_a_cell_is_long(title, letters, cards):
    long = f"{'x' * 80}<b>{'y' * (letters - 80)}</b>"
    rows = f"<tr><td>{title}</td><td>{long}</td></tr><tr><td>b</td><td><strong>c</strong></td></tr>"
    out = mend(f"<table><thead><tr><th>A</th><th>B</th></tr></thead>{rows}</table>")
    assert ("mim-table--cards" in out) is cards


def test_a_table_in_a_table_keeps_its_own_columns():
    inner = (
        "<table><thead><tr><th>x</th><th>y</th></tr></thead><tr><td>1</td><td>2</td></tr></table>"
    )
    html = f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>{inner}</td><td>z</td></tr></table>"
    out = mend(html)
    assert out.count('<div class="mim-table">') == out.count("</table></div>") == 2
    assert '<td data-label="y">2</td></tr></table></div></td><td data-label="B">z</td>' in out


def test_cells_that_span_columns_make_no_cards():
    head = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    assert "cards" not in mend(f'<table>{head}<tr><td colspan="3">x</td></tr></table>')


def test_a_table_paragraph_becomes_the_caption():
    out = mend("<p>Table: The <em>four</em> modes</p>\n<table><tr></tr></table>")
    assert "<table><caption>The <em>four</em> modes</caption>" in out
    assert "<p>" not in out
    apart = "<p>Table: Not this</p><p>x</p><table><tr></tr></table>"
    assert "<caption>" not in mend(apart)


def test_a_heading_s_own_link_is_out_of_the_way_of_keyboards_and_ears():
    html = (
        '<h1 id="t">T<a class="headerlink" href="#t" title="Permanent link">&para;</a></h1>'
        '<h2 id="a">A <em>b</em><a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>'
        "<h2>C</h2>"
    )
    assert mend(html) == (
        '<h1 id="t">T</h1><h2 id="a">A <em>b</em>'
        '<a class="mim-permalink" href="#a" tabindex="-1" aria-hidden="true"></a></h2><h2>C</h2>'
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="x/">in</a>', '<a href="x/">in</a>'),
        ('<a name="q">q</a>', '<a name="q">q</a>'),
        ('<a href="https://a.org">o</a>', '<a href="https://a.org" rel="noreferrer">o</a>'),
        (
            '<a href="https://a.org" rel="license" data-rel="x">o</a>',
            '<a href="https://a.org" data-rel="x" rel="license noreferrer">o</a>',
        ),
        ("<!-- <a href='https://a.org'> -->", "<!-- <a href='https://a.org'> -->"),
    ],
)
def test_links_to_other_sites_tell_them_nothing(html, expected):
    assert mend(html) == expected


def test_a_long_address_may_break_after_its_parts():
    def shown(text: str) -> str:
        return mend(f'<a href="https://a.org">{text}</a>').partition(">")[2]

    long = shown("https://doi.org/10.1002/1465_1858/one-two.pub2?a=1&amp;b=2")
    assert (
        long.replace("<wbr>", "")
        == "https://doi.org/10.1002/1465_1858/one-two.pub2?a=1&amp;b=2</a>"
    )
    assert long.startswith("https://doi.org/10.1002/<wbr>1465_1858/<wbr>one-two."), long
    assert shown("https://doi.org/10.1") == "https://doi.org/10.1</a>"
    assert shown("words before https://doi.org/10.1002/14651858") == (
        "words before https://doi.org/10.1002/14651858</a>"
    )


def test_code_in_a_table_may_break_at_its_joints_and_other_code_stays_whole():
    table = "<table><tbody><tr><td><code>a/b_c.py</code> d/e</td></tr></tbody></table>"
    assert "<code>a/<wbr>b_<wbr>c.<wbr>py</code> d/e</td>" in mend(table)
    assert mend("<p><code>a/b_c.py</code></p>") == "<p><code>a/b_c.py</code></p>"


def test_lines_of_code_wrap_where_no_stylesheet_lets_them_scroll():
    assert mend("<pre><code>a  b</code></pre>") == "<pre wrap><code>a  b</code></pre>"
    assert mend('<pre class="x">a</pre>') == '<pre wrap class="x">a</pre>'


@pytest.mark.parametrize("alt", ['"A > b"', "'A > \"b\"'", "b"])
def test_pictures_get_their_size_and_the_larger_one_a_name(alt):
    html = f'<a class="glightbox" data-type="image" href="d.svg"><img src="d.svg" alt={alt} /></a>'
    out = mend(html, lambda src: (600, 400) if src == "d.svg" else None)
    assert out.startswith(f'<a class="glightbox" href="d.svg"><img src="d.svg" alt={alt} width=')
    assert 'width="300" height="200" loading="lazy"' in out
    assert out.endswith('<span class="mim-hidden"> (open larger picture)</span></a>')


@pytest.mark.parametrize(
    "piece",
    [
        "<table><tr><td>x</td></tr></table>",
        "<p>Table: x</p>",
        "<p>Table: x<table>",
        "<h2>",
        '<img "',
        "<section data-search-exclude>",
        "<a class='headerlink'>",
        "<!--",
        "<script>",
        "<td style='text-align: left'>",
    ],
)
def test_the_work_grows_with_the_length(piece):
    def steps(times: int) -> int:
        count = 0

        def trace(_frame, event, _argument):
            nonlocal count
            count += event == "line"
            return trace

        html = piece * times
        sys.settrace(trace)
        try:
            facts.page_facts(mend(html), {})
        finally:
            sys.settrace(None)
        return count

    steps(2)  # what is only done once, whichever test comes first
    assert steps(400) < 2.5 * steps(200)


def test_content_that_needs_no_mend_keeps_every_byte():
    html = "<p>a &amp; b — <em>c</em></p>\n<p><code>&lt;table&gt;</code></p>\n"
    assert mend(html) == html


def test_the_lightbox_plugin_s_whole_document_is_unwrapped():
    assert (
        postprocess.unwrap_document("<html><head></head><body><p>x</p></body></html>") == "<p>x</p>"
    )


def test_svg_size():
    assert postprocess.svg_size('<svg xmlns="x" viewBox="0 0 480.4 320">') == (480, 320)
    assert postprocess.svg_size("<svg>") is None


def test_styles_lose_comments_spaces_and_what_only_drawings_use():
    css = "/* a */ a { --draw-sun: red; b: c; }\n@media x {\n  d { e: f; } /* g ** h */\n}\n/* i */ j { k: l }"
    assert shortest(css, "css") == "a{b:c}@media x{d{e:f}}j{k:l}"
    strings = 'a > b { content: "  ,  "; inline-size: calc(100% - 1rem) ; }'
    assert shortest(strings, "css") == 'a>b{content:"  ,  ";inline-size:calc(100% - 1rem)}'


def test_an_empty_switch_of_colours_stays():
    assert (
        shortest(":root { --light: initial; --dark: ; }", "css")
        == ":root{--light:initial;--dark: }"
    )


def test_scripts_keep_what_older_browsers_do_not_know_out_and_broken_ones_whole():
    assert shortest("// x\n  a = a || '// y';\n\n b();\n", "js") == 'a=a||"// y",b()'
    assert shortest("let a = ;", "js") == "let a = ;"


def test_scripts_that_are_joined_stay_apart(tmp_path):
    for name in ("a", "b"):
        path = tmp_path / "javascripts" / f"{name}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"(() => {{ {name}() }})()\n", "utf-8")
    made = assets_of(tmp_path, (), ((), ("(() => { c() })()",)), "")
    assert made.script.text == "(()=>{a()})();\n(()=>{b()})();\n(()=>{c()})()"


def test_a_paragraph_after_a_second_title_is_no_answer():
    outline = facts.read_outline("<h1>A</h1><h2>B</h2><h1>C</h1><p>x</p>")
    assert (outline.title, outline.lead) == ("<h1>A</h1>", "")


def test_of_three_audiences_the_last_is_joined_by_a_word():
    names = ["person", "student", "clinician"]
    assert facts.audience_in_words(names) == "people with BPD, students and clinicians"


def test_an_audience_of_another_kind_is_left_out():
    assert facts.audience_in_words([{"a": "b"}, ["c"], "family"]) == "family and friends"


def test_a_process_that_has_threads_makes_its_assets_itself(monkeypatch, tmp_path):
    def forked() -> int:
        raise AssertionError("a copy would wait for ever for what the threads hold")

    monkeypatch.setattr(os, "fork", forked, raising=False)
    made, done = assets_of(tmp_path, (), ((), ()), ""), threading.Event()
    assert shortest("a { b: c }", "css") == "a{b:c}"  # starts the threads of its library
    assert made_apart(lambda: made) is made
    monkeypatch.delitem(sys.modules, "minify")
    (other := threading.Thread(target=done.wait)).start()
    try:
        assert made_apart(lambda: made) is made
    finally:
        done.set()
        other.join()


def test_an_address_may_break_after_each_coded_sign():
    address = "https://example.org/en/Guidance%20on%20Mental%20Health%20Leave"
    assert "%20<wbr>on%20<wbr>Mental" in mend(f'<p><a href="{address}">{address}</a></p>')
