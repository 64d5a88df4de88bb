"""What a page says about itself, and the mends of its HTML."""

from __future__ import annotations

import re
from datetime import date

from mindinmind.page import facts, postprocess
from mindinmind.page.assets import compact_css, compact_script, search_entries, search_script
from mindinmind.security.policy import headers_file, inline_hashes, policy, with_policy


def test_page_facts_gather_what_the_front_matter_says():
    meta = {
        "audience": ["person", "family"],
        "summary": ["One.", "Two.", "Three."],
        "reviewed": date(2026, 11, 22),
        "review_in": "6 months",
        "reviewers": [{"name": "A. Person", "role": "psychologist"}],
        "content_note": "This page mentions self-harm.",
        "skip_to": "after",
        "exit": True,
    }
    html = '<h1 id="t">Title</h1>\n' + "<p>" + "word " * 401 + "</p>"
    page = facts.page_facts(html, meta)
    assert page.title == '<h1 id="t">Title</h1>'
    assert page.audience == "people told they have BPD, family and friends"
    assert page.minutes == 3
    assert page.next_check == facts.Day("2027-05-22", "22 May 2027")
    assert page.reviewers == ("A. Person",)
    assert page.leave


def test_page_facts_of_nothing_are_empty():
    assert facts.page_facts("<p>x</p>", {}) == facts.PageFacts("", "<p>x</p>")


def test_reading_time_leaves_out_sources_and_words():
    html = "<p>one two</p><section class='s' data-search-exclude>" + "x " * 999 + "</section>"
    assert facts.reading_minutes(html) == 1


def test_contents_start_at_three_sections():
    two = '<h2 id="a">A</h2><h2 id="b">B &amp; b</h2>'
    assert facts.section_links(two) == ()
    assert facts.section_links(two + '<h2 id="c">C</h2>')[1] == ("#b", "B & b")


def test_tables_get_scope_a_named_scroller_and_no_inline_style():
    html = (
        '<h2 id="x">Two kinds</h2><table>\n<thead>\n<tr>\n<th style="text-align: left;">A</th>'
        '<th>B</th></tr></thead><tbody><tr><td style="text-align: right;">1</td></tr></tbody></table>'
    )
    out = postprocess.mend_tables(html)
    assert out.count('scope="col"') == 2
    assert 'role="region" tabindex="0" aria-label="Table: Two kinds"' in out
    assert "style=" not in out
    assert '<td class="mim-end">' in out


def test_two_tables_below_one_heading_have_two_names():
    table = "<table><tr></tr></table>"
    out = postprocess.mend_tables(f"<h2>Costs</h2>\n{table}\n{table}\n<h2>More</h2>\n{table}")
    assert re.findall('aria-label="([^"]*)"', out) == [
        "Table: Costs",
        "Table: Costs (2)",
        "Table: More",
    ]


def test_a_table_paragraph_becomes_the_caption():
    out = postprocess.mend_tables("<p>Table: The <em>four</em> modes</p>\n<table><tr></tr></table>")
    assert "<caption>The <em>four</em> modes</caption>" in out
    assert 'aria-label="Table: The four modes"' in out
    assert "<p>" not in out


def test_heading_links_stand_beside_the_heading_and_name_the_section():
    html = (
        '<h1 id="t">T<a class="headerlink" href="#t" title="Permanent link">&para;</a></h1>'
        '<h2 id="a">A <em>b</em><a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>'
    )
    assert postprocess.mend_headings(html) == (
        '<h1 id="t">T</h1><div class="mim-heading mim-heading--2"><h2 id="a">A <em>b</em></h2>'
        '<a class="mim-permalink" href="#a" aria-label="Link to section: A b"></a></div>'
    )


def test_a_heading_without_a_link_does_not_take_the_next_one_s():
    html = '<h2 id="a">A</h2><p>x</p><h2 id="b">B<a class="headerlink" href="#b">&para;</a></h2>'
    assert postprocess.mend_headings(html).startswith(
        '<h2 id="a">A</h2><p>x</p><div class="mim-heading'
    )


def test_only_links_to_other_sites_change():
    html = '<a href="x/">in</a> <a href="https://a.org" rel="nofollow">out</a> <a name="q">q</a>'
    assert postprocess.mend_links(html) == (
        '<a href="x/">in</a> <a href="https://a.org" rel="noreferrer">out</a> <a name="q">q</a>'
    )


def test_pictures_get_their_size_and_the_larger_one_a_name():
    html = '<a class="glightbox" data-type="image" href="d.svg"><img src="d.svg" alt="A > b"></a>'
    out = postprocess.mend_images(html, lambda src: (480, 320) if src == "d.svg" else None)
    assert out.startswith('<a class="glightbox" href="d.svg"><img src="d.svg" alt="A > b" ')
    assert 'width="480" height="320" loading="lazy"' in out
    assert out.endswith('<span class="mim-hidden"> (open larger picture)</span></a>')


def test_content_that_needs_no_mend_keeps_every_byte():
    html = "<p>a &amp; b — <em>c</em></p>\n<p><code>&lt;table&gt;</code></p>\n"
    assert postprocess.mend(html) == html


def test_wide_code_scrolls_by_keyboard():
    assert postprocess.mend("<pre><code>x</code></pre>") == '<pre tabindex="0"><code>x</code></pre>'


def test_the_lightbox_plugin_s_whole_document_is_unwrapped():
    assert (
        postprocess.unwrap_document("<html><head></head><body><p>x</p></body></html>") == "<p>x</p>"
    )


def test_svg_size():
    assert postprocess.svg_size('<svg xmlns="x" viewBox="0 0 480.4 320">') == (480, 320)
    assert postprocess.svg_size("<svg>") is None


def test_compact_css_keeps_strings_and_calc():
    css = '/* note */\na > b { content: "  ,  "; inline-size: calc(100% - 1rem) ; }\n'
    assert compact_css(css) == 'a > b{content:"  ,  ";inline-size:calc(100% - 1rem)}'


def test_compact_script_takes_whole_line_comments_only():
    assert compact_script('// x\n  var a = "// y";\n\n  // z\n b();\n') == 'var a = "// y";\nb();\n'


def test_search_entries_name_the_page_of_a_section():
    index = (
        '{"docs": [{"location": "a/", "title": "A &amp; a", "text": ""},'
        '{"location": "a/#b", "title": "B", "text": "<p>words</p> more"}]}'
    )
    assert search_entries(index)[1] == {"u": "a/#b", "t": "B", "w": "words more", "p": "A & a"}
    assert search_script(index).startswith("window.mimSearchIndex=[")


HTML = '<head><meta charset="utf-8"><script>go()</script><script type="application/ld+json">{}</script>'


def test_policy_allows_inline_scripts_by_hash_only():
    scripts, styles = inline_hashes(HTML)
    assert len(scripts) == 1
    assert not styles
    line = policy(scripts, styles, offline=False)
    assert "unsafe" not in line
    assert next(iter(scripts)) in line
    assert "file:" in policy(scripts, styles, offline=True)


def test_policy_stands_before_anything_that_loads():
    out = with_policy(HTML, offline=False)
    assert out.index("Content-Security-Policy") < out.index("<script>")


def test_headers_file():
    text = headers_file((), ())
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none';")
    assert "Referrer-Policy: no-referrer" in text


def test_an_audience_of_another_kind_is_left_out():
    assert facts.audience_in_words([{"a": "b"}, ["c"], "family"]) == "family and friends"
