"""Annotating: what is linked, what is left alone, and that nothing else changes."""

from __future__ import annotations

import re
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossaries import link, linked
from glossary_cards.engine.annotate import Occurrence, one_line
from glossary_cards.engine.forms import Form
from glossary_cards.engine.trie import Entry, Matcher

ADDED = re.compile(r'<a class="term" href="g/[^"]*" data-term="[^"]*">')


def without_links(html: str, original: str) -> str:
    """Take the links away again: each added start tag, and the end tag that belongs to it."""
    pieces, ends, reached = [], 0, 0
    for match in re.finditer(ADDED.pattern + "|<a[\\s>]|</a>", html):
        if ADDED.fullmatch(match[0]):
            pieces.append(html[reached : match.start()])
            reached, ends = match.end(), ends + 1
        elif match[0] == "</a>" and ends:
            pieces.append(html[reached : match.start()])
            reached, ends = match.end(), ends - 1
    return "".join([*pieces, html[reached:]])


def context(found: Occurrence) -> tuple[str, ...]:
    """Give what stands before an occurrence, its words, and what stands after."""
    return tuple(one_line("\2".join(found.line())).split("\2"))


TAGS = st.sampled_from(
    "<p> </p> <em> </em> <b> </b> <li> </li> <h2> </h2> <code> </code> <br> <img alt='BPD'> <td> "
    "<span lang=fr> </span> <!--BPD--> <div class=no-terms> </div> <pre> </pre> <kbd> </kbd> "
    "<script>BPD</script> <textarea>BPD</textarea> < > & &amp; &nbsp; &#66;PD <p <! <? </ "
    '<b title="BPD>"> <b title=\'> <sup> </sup> <svg> </svg> <summary> </summary> -->'.split(" ")
)
TEXT = st.sampled_from(
    [
        "BPD",
        "trust",
        "epistemic ",
        "personality ",
        "borderline ",
        "disorder",
        " ",
        "\n",
        "mental",
        "izing",
        "x",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.one_of(TAGS, TEXT), max_size=25).map("".join))
def test_without_its_links_the_page_is_what_it_was(html):
    result = link(html)
    assert without_links(result.html, html) == html
    assert result.html.count('<a class="term"') == len(result.occurrences)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60))
def test_any_text_survives(html):
    result = link(html, which="all")
    assert without_links(result.html, html) == html


@pytest.mark.parametrize(
    "html",
    [
        '<a href="x">BPD</a>', "<a href=x><b>BPD</b></a>", "<button>BPD</button>",
        "<details><summary>BPD</summary></details>", "<label>BPD</label>", "<code>BPD</code>",
        "<pre>BPD <b>BPD</b></pre>", "<kbd>BPD</kbd>", "<samp>BPD</samp>", "<var>BPD</var>",
        "<script>BPD</script>", "<style>BPD</style>", "<template><p>BPD</p></template>",
        "<svg><text>BPD</text></svg>", "<math><mi>BPD</mi></math>", "<textarea>BPD</textarea>",
        "<select><option>BPD</select>", "<dfn>BPD</dfn>", "<abbr title=x>BPD</abbr>",
        "<h1>BPD</h1>", "<h2 id=a>BPD</h2>", "<h6>BPD</h6>",
        '<p class="admonition-title">BPD</p>', '<span class="arithmatex">BPD</span>',
        '<div class="mermaid">BPD</div>', '<p lang="fr">BPD</p>', '<q lang=de>BPD</q>',
        '<div class="a no-terms b"><p>BPD</p></div>', "<!-- BPD -->",
        "<!-- terms: off --><p>BPD</p><!-- terms: on -->", '<img alt="BPD" title="BPD">',
        '<p aria-label="BPD">x</p>', "<title>BPD</title>", "<iframe>BPD</iframe>",
        "<p hidden>BPD</p>", '<p aria-hidden="true">BPD</p>', "<div inert><p>BPD</div>",
        '<span role="button" tabindex=0>BPD</span>', "<div role=heading>BPD</div>",
        '<div class="highlight"><span class="filename">BPD</span><pre>x</pre></div>',
        "<meter>BPD</meter>", "<progress>BPD</progress>", "<![CDATA[ BPD ]]>", "<?php BPD ?>", "<!DOCTYPE BPD>", "<code>a</code><code>BPD",
    ],
)  # fmt: skip
def test_left_alone(html):
    assert link(html).html == html


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>BPD</td></tr></table>", "<ul><li>BPD</ul>", "<blockquote>BPD</blockquote>",
        '<div class="admonition"><p class="admonition-title">x</p><p>BPD</p></div>',
        "<details><summary>x</summary><p>BPD</p></details>", "<figcaption>BPD</figcaption>",
        '<div class="footnote"><ol><li><p>BPD</p></li></ol></div>', "<dl><dd>BPD</dd></dl>",
        '<p lang="en-GB">BPD</p>', "<th>BPD</th>", "BPD", "<p>BPD", "</p>BPD<p>", "<em>BPD</em>",
        "<code>x</code> BPD", '<a href="x">x</a> BPD', "<p>a < b BPD", "<kbd>a</kbd> BPD",
        'x.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> BPD',
        'BPD.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        "<p hidden=until-found>BPD</p>", "<p aria-hidden=false>BPD</p>", "<p role=note>BPD</p>",
        "<!-- terms: off -->x<!-- terms: on -->BPD", "<script>x</script>BPD", "<p title='a>b'>BPD",
    ],
)  # fmt: skip
def test_linked_here(html):
    assert (
        html.replace("BPD", '<a class="term" href="g/bpd" data-term="bpd">BPD</a>')
        == link(html).html
    )


A = '<a class="term" href="g/bpd" data-term="bpd">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "borderline <em>personality</em> disorder",
            f"{A}borderline <em>personality</em> disorder</a>",
        ),
        (
            "<em>borderline</em> personality disorder",
            f"{A}<em>borderline</em> personality disorder</a>",
        ),
        (
            "borderline personality <b><i>disorder</i></b>",
            f"{A}borderline personality <b><i>disorder</i></b></a>",
        ),
        (
            "<b>borderline personality disorder</b>",
            f"<b>{A}borderline personality disorder</a></b>",
        ),
        (
            "<b>border</b>line personality disorder",
            f"{A}<b>border</b>line personality disorder</a>",
        ),
        (
            "<b><i>border</i></b>line personality disorder",
            f"{A}<b><i>border</i></b>line personality disorder</a>",
        ),
        (
            "borderline personality dis<b><i>order</i></b>",
            f"{A}borderline personality dis<b><i>order</i></b></a>",
        ),
        ("borderline<br>personality disorder", f"{A}borderline<br>personality disorder</a>"),
        (
            "<b>borderline</b> personality dis&shy;order",
            f"{A}<b>borderline</b> personality dis&shy;order</a>",
        ),
        ("<b>a borderline</b> personality disorder", None),
        ("borderline <b>personality disorder is</b>", None),
        ("borderline <code>personality</code> disorder", None),
        (
            "borderline</p><p>personality disorder",
            'borderline</p><p><a class="term" href="g/personality-disorder" data-term="personality-disorder">personality disorder</a>',
        ),
        ("B<b>PD</b>ish", None),
        ("borderline <embed> personality <embed> disorder", None),
        (
            "borderline <img src=x> personality disorder",
            'borderline <img src=x> <a class="term" href="g/personality-disorder" data-term="personality-disorder">personality disorder</a>',
        ),
    ],
)
def test_across_inline_markup(html, expected):
    assert link(html).html == (html if expected is None else expected)


PAGE = "<p>BPD BPD</p><h2 id=a>A</h2><p>BPD</p><h3 id=b>B</h3><p>BPD</p><h2 id=c>C</h2><p>BPD</p>"


@pytest.mark.parametrize(
    ("which", "sections"),
    [
        ("section", ["", "a", "c"]),
        ("page", [""]),
        ("all", ["", "", "a", "b", "c"]),
    ],
)
def test_which_occurrences_are_linked(which, sections):
    assert [found.section.anchor for found in link(PAGE, which=which).occurrences] == sections


def test_a_skipped_mention_is_not_the_first():
    assert linked("<h1>BPD</h1><p><code>BPD</code> BPD</p>") == ["bpd=BPD"]
    assert link("<p hidden>BPD</p><p>BPD</p>").html.endswith(f"<p>{A}BPD</a></p>")


def test_an_expansion_and_its_abbreviation_are_one_link():
    html = "<p>borderline personality disorder (BPD), BPD</p>"
    found = linked(html, which="all")
    assert found == ["bpd=borderline personality disorder", "bpd=BPD"]
    assert "</a> (BPD), <a" in link(html, which="all").html


def test_a_page_may_skip_terms():
    assert linked("<p>BPD and trust</p>", skip={"bpd"}) == ["trust=trust"]


def test_links_by_hand_become_term_links_and_count_as_the_first():
    html = '<p><a href="g/bpd">what we call it</a> BPD <a class="x" href="g/trust">y</a></p>'
    result = link(html, slug_of=lambda href: href.removeprefix("g/"))
    assert result.html == (
        '<p><a class="term" data-term="bpd" href="g/bpd">what we call it</a> BPD '
        '<a data-term="trust" class="term x" href="g/trust">y</a></p>'
    )
    assert [(f.slug, f.by_hand) for f in result.occurrences] == [("bpd", True), ("trust", True)]


def test_an_occurrence_knows_where_it_stands():
    html = (
        '<h1>T</h1><h2 id=one>One <em>and</em> two<a class="headerlink" href=#one>¶</a></h2>'
        "<p>Some words before <b>BPD</b> and&nbsp;some &lt;after&gt;.</p>"
    )
    (found,) = link(html).occurrences
    assert found.before == "Some words before "
    assert (found.section.anchor, found.section.title) == ("one", "One and two")
    assert context(found) == (
        "Some words before ",
        "BPD",
        " and some <after>.",
    )


def test_a_line_is_cut_between_words():
    (found,) = link(f"<p>{'word ' * 40}BPD{' word' * 40}</p>").occurrences
    before, words, after = context(found)
    assert re.fullmatch("… (word )+", before)
    assert words == "BPD"
    assert re.fullmatch("( word)+ …", after)
    (found,) = link("<p>On BPD alone</p>").occurrences
    assert context(found) == ("On ", "BPD", " alone")


def test_a_term_may_be_linked_once_on_a_page():
    html = "BPD trust<h2 id=a>A</h2>BPD trust"
    found = link(html, once={"bpd"}, explain=True)
    assert [f"{f.slug}={f.section.anchor}" for f in found.occurrences] == [
        "bpd=",
        "trust=",
        "trust=a",
    ]
    assert [miss.reason for miss in found.misses] == ["linked once on this page"]


def test_misses_are_explained():
    html = "<h2>BPD</h2><p>BPD BPD <code>BPD</code> <a href=x>BPD</a> <i>a borderline</i> personality disorder</p>"
    assert [(m.text, m.reason) for m in link(html, explain=True).misses] == [
        ("BPD", "in a heading"),
        ("BPD", "not the first in its section"),
        ("BPD", "inside <code>"),
        ("BPD", "inside <a>"),
        ("borderline personality disorder", "not the first in its section"),
    ]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<h2><code>BPD</code></h2>", "in a heading"),
        ("<code><b lang=fr>BPD</b></code>", "inside <code>"),
        ("<p lang=fr><code>BPD</code></p>", "inside <code>"),
        ("<p lang=fr lang>BPD</p>", "in another language (fr)"),
    ],
)
def test_of_several_reasons_the_outermost_is_told_and_a_language_last(html, reason):
    assert [miss.reason for miss in link(html, explain=True).misses] == [reason]


@pytest.mark.parametrize(
    "html",
    [
        PAGE + "<p>a <code>BPD</code> borderline <code>x</code> personality disorder</p>",
        "BPD<sup><!-- terms: off --></sup>trust",
        "<!-- terms: off -->trust<i hidden><!-- terms: on --></i>BPD",
    ],
)
def test_explaining_does_not_change_the_page(html):
    assert link(html, explain=True).html == link(html).html


def test_every_form_of_the_text_is_noted():
    assert link("<p>BPD, mentalising. BPD <code>trust</code></p>").forms == {
        ("bpd", "BPD"),
        ("mentalizing", "mentalising"),
    }


def test_a_line_of_context_has_the_words_of_links_and_no_notes():
    html = (
        "<p>BPD is hard.<sup><a href=x>1</a></sup> See <a href=x>help</a>, <code>a</code>, "
        "<img src=x> or 5–10 λόγος.</p>"
    )
    (found,) = link(html).occurrences
    assert context(found)[2] == " is hard. See help, a, … or 5–10 λόγος."


@pytest.mark.parametrize(
    "html",
    [
        "<a href=x>epistemic</a> trust", "<a href=x>borderline</a> personality disorder",
        "borderline<sup>1</sup> personality disorder",
        'borderline<sup id="fnref:1"><a href="#fn:1">1</a></sup> personality disorder',
        "<abbr>C</abbr>-PTSD", "<code>non</code>-trust", "<i lang=la>non</i>-mentalizing",
        "<a href=x>dis</a>trust", "trust<a href=x>worthy</a>", "trust<code>.py</code>",
        "epistemic <my-tag>trust</my-tag>x", "<kbd>a</kbd>BPD",
    ],
)  # fmt: skip
def test_no_part_of_a_longer_word_is_linked_though_the_rest_is_left_alone(html):
    assert link(f"<p>{html}</p>").html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li lang=fr>x<li>BPD</ul>", "<table><tr><td lang=fr>x<td>BPD</table>",
        "<tr class=no-terms><td>x<tr><td>BPD", "<p class=no-terms>a<div>BPD</div>",
        "<dt lang=fr>x<dd>BPD", "<h2>x</h3><p>BPD", '<p>a <svg viewBox="0 0 1 1"/> BPD</p>',
        "<ruby>BPD<rt>trust</rt></ruby>", "<!-- terms: off --><!-- Terms:on --><p>BPD",
        "<ul class=no-terms><li><ul><li>x</ul></ul><p>BPD", "<p class=no-terms><code>x</p><p>BPD",
        "<a href=x>x<a href=y>y</a> BPD",
    ],
)  # fmt: skip
def test_what_is_left_alone_ends_where_its_element_ends(html):
    assert link(html).html == html.replace("BPD", f"{A}BPD</a>")


@pytest.mark.parametrize(
    "html",
    [
        "<div lang=fr>trust <p><q lang=en>BPD</q> trust</p></div>",
        "<div lang=fr><div lang=en-GB><p lang=de>trust</p>BPD</div>trust</div>",
        "<ul lang=fr><li lang=en>BPD<li>trust</ul>",
        "<p lang=fr>epistemic <b lang=en>trust</b>, <b lang=en>BPD</b> trust</p>",
        "<p lang=fr>trust</p><p>BPD",
        "<div lang=fr><pre lang=en>trust</pre><p lang=en>BPD</p></div>",
        "<p lang=fr>a<!-- terms: off --> <b lang=en>trust</b><!-- terms: on --> <b lang=en>BPD</b>",
        "<div lang=fr class=no-terms><p lang=en>trust</p></div>BPD",
        "<div class=no-terms><p lang=fr>a</p><p lang=en>trust</p></div>BPD",
    ],
)  # fmt: skip
def test_the_language_of_the_innermost_element_counts(html):
    assert link(html).html == html.replace("BPD", f"{A}BPD</a>")
    assert link(html, explain=True).html == link(html).html


@pytest.mark.parametrize(
    "html",
    [
        '<p LANG="fr">BPD</p>', '<div Class="no-terms">BPD</div>', "<p>x<sup>BPD</sup></p>",
        "<!-- TERMS:  OFF -->BPD", "<acronym>BPD</acronym>", "<audio>BPD</audio>",
        "<ul class=no-terms><li><p>x<ul><li>BPD</ul></ul>", "<noscript>BPD</noscript>",
    ],
)  # fmt: skip
def test_left_alone_however_it_is_written(html):
    assert link(html).html == html


@pytest.mark.parametrize(
    "gap",
    [
        ' ("BPD")', " (“BPD”)", " [BPD]", "（BPD）", "<sup>1</sup> (BPD)", "’s (BPD’s)",
        " (or BPD)", " (BPD, or another)", " (<b>BPD</b>)", "\u00a0(BPD)",
    ],
)  # fmt: skip
def test_an_expansion_and_its_abbreviation_are_one_link_however_they_are_written(gap):
    html = f"<p>borderline personality disorder{gap}</p>"
    assert linked(html, which="all") == ["bpd=borderline personality disorder"]


def test_an_abbreviation_is_linked_where_its_expansion_cannot_be():
    html = "<p><b>a borderline</b> personality disorder (BPD) and BPD</p>"
    assert linked(html) == ["bpd=BPD"]
    assert "(<a" in link(html).html


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<a href=g/bpd class=x>", '<a data-term="bpd" href=g/bpd class="term x">'),
        ("<a class href=g/bpd>", '<a data-term="bpd" class="term" href=g/bpd>'),
        ('<a class="term" href=g/bpd>', '<a data-term="bpd" class="term" href=g/bpd>'),
        ('<a class="" href=g/bpd>', '<a data-term="bpd" class="term" href=g/bpd>'),
        (
            "<a title=\"a class='q' b\" class=y href=g/bpd>",
            '<a data-term="bpd" title="a class=\'q\' b" class="term y" href=g/bpd>',
        ),
        ('<a class="term" data-term="bpd" href=g/bpd>', None),
    ],
)
def test_an_authors_link_keeps_its_own_attributes(tag, expected):
    result = link(f"<p>{tag}x</a>", slug_of=lambda href: href.removeprefix("g/"))
    assert result.html == f"<p>{expected or tag}x</a>"


def test_a_link_by_hand_that_cannot_be_seen_or_is_a_heading_is_not_the_first():
    slug_of = {"g/bpd": "bpd"}.get
    for before, hand in (
        ("<template><a href=g/bpd>x</a></template>", False),
        ("<label><a href=g/bpd>x</a></label>", False),
        ("<div hidden><p><a href=g/bpd>x</a></p></div>", False),
        ("<a href=g/bpd hidden>x</a>", False),
        ("<h2 id=x><a href=g/bpd>x</a></h2>", True),
    ):
        found = link(f"{before}<p>BPD</p>", slug_of=slug_of).occurrences
        assert [occurrence.by_hand for occurrence in found] == ([True, False] if hand else [False])


def test_a_link_by_hand_has_its_line_of_context():
    html = "<p>Some call it <a href=g/bpd>this <b>thing</b></a>, others not.</p>"
    (found,) = link(html, slug_of={"g/bpd": "bpd"}.get).occurrences
    assert context(found) == ("Some call it ", "this thing", ", others not.")


def test_footnotes_are_a_section_of_their_own():
    html = "<h2 id=a>A</h2><p>BPD</p><div class=footnote><ol><li>BPD</li></ol></div>"
    assert [f.section.anchor for f in link(html).occurrences] == ["a", ""]


def test_a_heading_with_its_own_link_first_keeps_its_title():
    html = '<h2 id=a><a class="headerlink" href="#a">¶</a>Head<sup>1</sup></h2>BPD'
    assert link(html).occurrences[0].section.title == "Head"


@pytest.mark.parametrize("lead", ["<p>", "<li>", "<td>", "<img src=x>", "<!-- terms: on -->", "“"])
def test_a_word_that_must_not_stand_before_counts_wherever_it_stands(lead):
    matcher = Matcher([Entry("trust", Form("trust", False), not_after=frozenset({"blind"}))])
    assert linked(f"{lead}Blind trust", matcher=matcher) == []


def test_a_link_by_hand_in_a_heading_belongs_to_its_section():
    html = "<h2 id=a>A</h2><p>x</p><h2 id=b><a href=g/bpd>BPD</a> care</h2>"
    (found,) = link(html, slug_of={"g/bpd": "bpd"}.get).occurrences
    assert (found.section.anchor, found.section.title) == ("b", "BPD care")


def test_a_link_by_hand_may_be_the_expansion():
    html = "<p><a href=g/bpd>borderline personality disorder</a> (BPD)</p>"
    found = link(html, which="all", slug_of={"g/bpd": "bpd"}.get).occurrences
    assert [occurrence.by_hand for occurrence in found] == [True]


def test_a_section_goes_on_after_footnotes_in_the_middle():
    html = "<h2 id=a>A</h2>BPD<div class=footnote><p>BPD trust</p></div><p>BPD trust</p>"
    found = [(f.slug, f.section.anchor) for f in link(html).occurrences]
    assert found == [("bpd", "a"), ("bpd", ""), ("trust", ""), ("trust", "a")]


def test_a_heading_after_footnotes_in_the_middle_begins_a_section_of_its_own():
    html = "BPD<h2 id=a>A</h2><div class=footnote>BPD</div><p>BPD</p><h2 id=b>B</h2>BPD"
    found = link(html)
    assert [f.section.anchor for f in found.occurrences] == ["", "", "a", "b"]
    assert found.slugs == ["bpd"]


def test_a_switch_in_what_is_hidden_shows_nothing_of_it():
    hidden = "<span hidden>one <!-- terms: off -->two <!-- terms: on -->three</span>"
    (found,) = link(f"<p>On BPD {hidden} here.</p>").occurrences
    assert context(found) == ("On ", "BPD", " … here.")


@pytest.mark.parametrize("piece", ["<a href=x>BPD ", "<b><a href=x>b</a>", "<h2><a href=x>b</a>"])
def test_elements_that_nobody_ended_cost_no_more_than_others(piece):
    """Four times as many take four times the steps: none looks at all that are open."""
    for html in (piece, "<h3><sup>"):
        link(html)  # what is learnt once
        assert lines_run(html * 4000) < 5 * lines_run(html * 1000)


def lines_run(html):
    """Count the lines of code that it takes to link a page."""
    counted = Counter()

    def trace(_frame, event, _given):
        counted.update([event])
        return trace

    sys.settrace(trace)
    try:
        link(html)
    finally:
        sys.settrace(None)
    return counted["line"]
