"""Citing and claiming in Markdown: found by Markdown itself, numbered in reading order."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidences import CLAIM, EXTENSIONS, JONES, SMITH, build, data_folder
from mindinmind.evidence.citations import Badge, Citing, Findings, _references
from mindinmind.evidence.page_checks import page_problems
from mindinmind.evidence.pages import PageFacts
from mindinmind.source import Source

KEYS = {"smith2020": "Smith 2020", "jones2021": "Jones 2021", "o1": "WHO"}
BADGES = {"C8": Badge("low", "How sure: low", "Why")}


def read(text: str, page: str = "a/b.md"):
    """Give a page's HTML and findings."""
    citing = Citing(KEYS, BADGES, "about/claim-check.md")
    md = markdown.Markdown(extensions=[*EXTENSIONS, citing])
    citing.begin(page)
    return md.convert(text), citing.findings[page]


def numbers(html: str) -> list[tuple[str, str, str]]:
    """Give each raised number: its id, where it leads, what it shows; later ones have no id."""
    return re.findall(
        r'<sup(?: id="([^"]+)")?><a(?: aria-label="[^"]+")? class="footnote-ref" href="#([^"]+)">(\d+)</a>',
        html,
    )


def notes(html: str) -> list[str]:
    return re.findall(r'<li id="fn:([^"]+)">', html)


def test_a_source_needs_no_note_on_the_page():
    html, found = read("One.[^smith2020] Two.[^jones2021] One again.[^smith2020]")
    assert numbers(html) == [
        ("fnref:smith2020", "fn:smith2020", "1"),
        ("fnref:jones2021", "fn:jones2021", "2"),
        ("", "fn:smith2020", "1"),
    ]
    assert found.cited == notes(html) == ["smith2020", "jones2021"]
    assert '<h2 id="sources-for-this-page">Sources for this page</h2>' in html
    assert re.findall('href="#(fnref[^"]*)"', html) == ["fnref:smith2020", "fnref:jones2021"]


def test_a_note_leads_back_once_however_often_it_is_used():
    html, _ = read("A.[^mine] B.[^mine] C.[^smith2020]\n\n[^mine]: My note.\n[^smith2020]: p. 12")
    assert re.findall(
        r'<a aria-label="([^"]+)" class="footnote-backref" href="([^"]+)">', html
    ) == [
        ("Back to note 1", "#fnref:mine"),
        ("Back to note 2", "#fnref:smith2020"),
    ]
    assert html.count("footnote-backref") == 2


def test_a_raised_word_is_no_citation():
    root = ElementTree.fromstring("<p>CO<sup><em>2</em></sup>, m<sup>3</sup></p>")
    assert list(_references(root)) == []


def test_a_number_is_named_by_its_source():
    html, _ = read("A.[^smith2020] B.[^mine]\n\n[^mine]: My note.")
    assert '<a aria-label="Source 1: Smith 2020" class="footnote-ref"' in html
    assert html.count("Source ") == 1


def test_numbers_follow_the_reading_order_through_lists_and_tables():
    html, _ = read("- a[^jones2021]\n\nb[^o1]\n\n| x |\n|---|\n| c[^smith2020] |\n\nd[^jones2021]")
    assert [shown for _, _, shown in numbers(html)] == ["1", "2", "3", "1"]
    assert notes(html) == ["jones2021", "o1", "smith2020"]


def test_a_page_may_say_where_in_a_source_and_keep_notes_of_its_own():
    html, found = read("A.[^smith2020] B.[^mine]\n\n[^mine]: My *note*.\n[^smith2020]: p. 12")
    assert '<span class="mim-source" data-ref="smith2020"></span> p. 12' in html
    assert "My <em>note</em>." in html
    assert notes(html) == ["smith2020", "mine"]
    assert found.cited == ["smith2020"]


def test_a_source_stands_before_a_list_of_the_page_s_own_words_about_it():
    html, _ = read("A.[^smith2020]\n\n[^smith2020]:\n    - p. 12\n    - p. 14\n")
    (note,) = re.findall(r'<li id="fn:smith2020">(.*?)<ul>', html, re.S)
    assert note.split() == '<span class="mim-source" data-ref="smith2020"></span>'.split()


def test_a_figure_in_a_box_of_one_s_own_needs_a_source_too():
    _, found = read('<div markdown="span">About 7 in 10 people.</div>')
    assert [block.figures for block in found.blocks] == [["7 in 10"]]


def test_a_page_with_only_its_own_notes_has_no_sources():
    html, found = read("B.[^mine]\n\n[^mine]: My note.")
    assert '<h2 id="sources-for-this-page">Notes</h2>' in html
    assert found.cited == []


def test_a_page_without_notes_gets_no_section():
    assert "mim-sources" not in read("Nothing here.")[0]


@pytest.mark.parametrize(
    "code",
    [
        "`[^smith2020]`", "``x [^smith2020] {claim=C8}``", "    [^smith2020]\n",
        "```\n[^smith2020] {claim=C8}\n```", "~~~ md\n[^smith2020]\n~~~", "<!-- [^smith2020] -->",
        "<pre>[^smith2020]</pre>", "\\[^smith2020]", "![^smith2020]",
    ],
)  # fmt: skip
def test_code_and_escapes_are_never_citations(code):
    html, found = read(f"Before.\n\n{code}\n\nAfter.")
    assert numbers(html) == []
    assert found.cited == found.claims == found.unknown_sources == []


def test_a_claim_becomes_a_badge_that_leads_to_the_claim_check():
    html, found = read("- Said.[^smith2020] {claim=C8}", "a/b/c.md")
    assert (
        '<a class="mim-sure mim-sure--low" data-claim="C8" data-peek="sure-low" '
        'href="../../about/claim-check.md#c8">How sure: low</a>'
    ) in html
    assert found.claims == ["C8"]
    assert found.blocks[0].cites


@pytest.mark.parametrize("between", ["", " ", "[^smith2020]", "[^smith2020] ", "**b**", "\n"])
def test_a_badge_stands_apart_from_the_words_before_it(between):
    html, _ = read(f"Said{between}{{claim=C8}} And more.")
    (before,) = re.findall(r"(.)<a class=.mim-sure", html, re.S)
    assert before.isspace()


def test_what_others_have_read_belongs_to_no_page():
    citing = Citing(KEYS, BADGES, "about/claim-check.md")
    outer = markdown.Markdown(extensions=[*EXTENSIONS, citing])
    markdown.Markdown(extensions=[*EXTENSIONS, citing]).convert("Inner.[^jones2021]")
    citing.begin("a.md")
    outer.convert("Outer.[^smith2020]")
    citing.begin("")
    markdown.Markdown(extensions=[*EXTENSIONS, citing]).convert("Inner.[^jones2021]")
    assert citing.findings["a.md"].cited == ["smith2020"]
    assert list(citing.findings) == ["a.md"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("About 7 in 10 people.", ["7 in 10"]),
        ("From 78 to 99 in 100, or 40&nbsp;%.", ["99 in 100", "40\xa0%"]),
        ("One in five, and 3 out of 4.", ["One in five", "3 out of 4"]),
        ("It fell by 12.5 percent, then 3 per cent.", ["12.5 percent", "3 per cent"]),
        ("Two thirds left, and a quarter of them came back.", ["Two thirds", "a quarter of"]),
        ("A third trial, two quarter notes, half an hour.", []),
        ("Trial 2 in 2019. Page 3 in the book. Two in one go.", []),
        ("A code `50 %` is not a figure.", []),
    ],
)
def test_figures_are_percentages_and_so_many_in_so_many(text, figures):
    _, found = read(text)
    assert [one for block in found.blocks for one in block.figures] == figures


PIECES = st.sampled_from(
    [
        ("word[^smith2020]", ["smith2020"]),
        ("*em[^jones2021]*", ["jones2021"]),
        ("**[^o1]**", ["o1"]),
        ("[text[^smith2020]](x.html)", ["smith2020"]),
        ("`[^smith2020]`", []),
        ("`` [^jones2021] ` ``", []),
        ("\\[^smith2020\\]", []),
        ("[not^smith2020]", []),
        ("a [link](y.html) b", []),
        ("x < y & z", []),
        ("word", []),
        ("[^smith2020][^jones2021]", ["smith2020", "jones2021"]),
    ]
)
SHAPES = st.sampled_from(
    ["{}", "- {}", "1. {}", "> {}", "## {}", "| h |\n|---|\n| {} |", "Term\n:   {}"]
)
BLOCKS = st.tuples(SHAPES, st.lists(PIECES, min_size=1, max_size=4))
CODE = st.sampled_from(
    ["```\n{}\n```", "~~~~ py\n{}\n~~~~", "    {}", "<!-- {} -->", "``` html\n<p>{}</p>\n```"]
).map(lambda shape: (shape.format("[^smith2020] {claim=C8}"), []))
DOCUMENTS = st.lists(
    st.one_of(
        BLOCKS.map(
            lambda b: (b[0].format(" ".join(p for p, _ in b[1])), [k for _, ks in b[1] for k in ks])
        ),
        CODE,
    ),
    max_size=6,
)


@settings(deadline=None)
@given(DOCUMENTS)
def test_what_is_cited_is_what_stands_outside_code(document):
    # A paragraph between any two blocks keeps one from running into the next.
    text = "\n\nBetween.\n\n".join(block for block, _ in document)
    expected = [key for _, keys in document for key in keys]
    html, found = read(text)
    assert [key.partition(":")[2] for _, key, _ in numbers(html)] == expected
    assert found.cited == notes(html) == list(dict.fromkeys(expected))
    ids = [one for one, _, _ in numbers(html) if one]
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'class="footnote-backref" href="#([^"]+)"', html)) == set(ids)


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_note_written_by_hand_changes_no_number(document):
    text = "\n\nBetween.\n\n".join(block for block, _ in document)
    by_hand = f"{text}\n\nEnd.\n\n" + "\n".join(f"[^{key}]: p. 1" for key in reversed(KEYS))
    assert numbers(read(by_hand)[0]) == numbers(read(text)[0])


@settings(deadline=None)
@given(st.text(alphabet="[]^:`{}=claimC8 \n-|*_<>!sx#~\\", max_size=60))
def test_no_text_breaks_the_reading(text):
    html, _ = read(text)
    assert html.count('class="footnote-ref"') == 0


def test_every_message_of_a_page_is_whole(tmp_path):
    page = """---
title: A page
audience: [person]
reviewed: 2026-11-22
review_in: 12 months
---
# A page

Wrong key.[^smth2020] Unheard of.[^nobody]

`7 in 10` is code. About 7 in 10 people.

- Cited 7 in 10.[^smith2020]
- A claim. {claim=C8}
- No claim. {claim=C9} {claim=Q}

<!-- evidence: everything -->
"""
    claims = CLAIM + CLAIM.replace("C8", "C10")
    built = build(data_folder(tmp_path, [SMITH, JONES], claims), {"a.md": page})
    assert built.messages == [
        "docs/_data/claims.yml:11:1: [claim-not-carried] no page carries claim C10; "
        "write `{claim=C10}` after the citations of the sentence that says it",
        "docs/a.md:9:11: [unknown-source] `[^smth2020]` is neither in the bibliography nor a note of "
        "this page; did you mean `smith2020`?",
        "docs/a.md:9:34: [unknown-source] `[^nobody]` is neither in the bibliography nor a note of "
        "this page; add it to references.json, or write the note: `[^…]: …`",
        "docs/a.md:11:26: [figure-without-citation] the figure “7 in 10” has no citation in its "
        "paragraph; cite its source, such as `[^storebo2020]`, or say it without a figure",
        "docs/a.md:14:12: [claim-without-citation] claim C8 stands in a paragraph that cites nothing; "
        "put a citation in front of it, such as `[^smith2020]`",
        "docs/a.md:15:14: [unknown-claim] there is no claim `C9`; use an id from claims.yml, add it there, or take its mark out",
        "docs/a.md:15:25: [unknown-claim] there is no claim `Q`; use an id from claims.yml, add it there, or take its mark out",
    ]


def test_figures_of_our_own_and_of_developers_pages_need_no_source(tmp_path):
    data = data_folder(tmp_path, claims="C1: {}")
    pages = {
        "own.md": "---\naudience: [clinician]\nfigures: ours\n---\nWe pass 90 %.",
        "contributing/speed.md": "---\naudience: [developer]\n---\nNow 5 % faster.",
        "contributing/plain.md": "Now 5 % faster.",
    }
    assert [m for m in build(data, pages).messages if "figure" in m] == []


def test_the_figures_of_a_term_need_a_source_too(tmp_path):
    pages = {"glossary/bpd.md": "---\nterm: BPD\n---\nAbout 1 in 100 people."}
    messages = build(data_folder(tmp_path, claims="C1: {}"), pages).messages
    assert [m.split(" ")[1] for m in messages if "figure" in m] == ["[figure-without-citation]"]


def test_the_second_of_two_equal_figures_is_the_one_named(tmp_path):
    page = "---\naudience: [person]\n---\nFirst 7 in 10.[^smith2020]\n\nThen 7 in 10.\n"
    messages = build(data_folder(tmp_path), {"a.md": page}).messages
    assert [m.split(" ")[0] for m in messages if "figure" in m] == ["docs/a.md:6:6:"]


def test_a_figure_with_markup_inside_is_found_by_its_first_word(tmp_path):
    page = "---\naudience: [person]\n---\nPeople in pain: 7 *in* 10.\n"
    messages = build(data_folder(tmp_path), {"a.md": page}).messages
    assert [m.split(" ")[0] for m in messages if "figure" in m] == ["docs/a.md:4:17:"]


def test_what_the_glossary_cites_is_reported_by_the_glossary():
    page = "---\nterm: x\nreferences: [nobody, none]\n---\n# X\n\nTubes.[^none]\n"
    source = Source("docs/glossary/x.md", "\n" * 4 + page.split("---\n")[2])
    found = Findings(unknown_sources=["nobody", "none"])
    meta = {"references": ["nobody", "none"]}
    facts = PageFacts("glossary/x.md", "", "X", meta, found)
    problems = list(page_problems(source, facts, KEYS, {}))
    assert [(p.line, p.column, p.rule) for p in problems] == [(7, 7, "unknown-source")]


def test_a_figure_ends_with_its_cell(tmp_path):
    page = "---\naudience: [person]\n---\n# A\n\n| When | Signs | Life |\n|---|---|---|\n| 2 | 36 in 100 | 44 in 100 |\n"
    found = build(data_folder(tmp_path, [SMITH, JONES]), {"a.md": page}).messages
    assert [message.split("”")[0] for message in found if "figure" in message] == [
        "docs/a.md:8:7: [figure-without-citation] the figure “36 in 100",
        "docs/a.md:8:19: [figure-without-citation] the figure “44 in 100",
    ]


def test_a_source_that_nobody_read_cannot_be_cited(tmp_path):
    unread = {name: value for name, value in SMITH.items() if name != "read"}
    page = "---\ntitle: A\n---\n# A\n\nSo they found.[^smith2020] {claim=C8}\n"
    found = build(data_folder(tmp_path, [unread, JONES]), {"a.md": page}).messages
    assert found == [  # once, however many pages and claims cite it
        "docs/_data/references.json:3:3: [unread-source] `smith2020` is cited, and nobody has said "
        "that they read it; read it, and say in `read` what, where and when; or cite another"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So they found.[^smith2020]{claim=C8}", []),
        ("So they found.[^smith2020][^smith2020] {claim=C8}{claim=C9}", []),
        ("So.[^smith2020]{claim=C8}\n\nSo.[^smith2020] Or so.{claim=C8} {claim=C9}", ["a.md:4:23: badge-on-nothing"]),
        ("So.[^smith2020] We doubt it.{claim=C8} {claim=C9}[^smith2020]", ["a.md:2:29: badge-on-nothing"]),
        ("{claim=C8} So they found.[^smith2020]{claim=C9}", ["a.md:2:1: badge-on-nothing"]),
        ("So they found.[^smith2020]\n\n[^smith2020]{claim=C8}", ["a.md:4:13: badge-on-nothing"]),
        ("So.[^smith2020]{claim=C8} Disputed.[^jones2021]{claim=C9}", ["a.md:2:48: badge-disputed"]),
        ("So.[^smith2020]{claim=C9}\n\nDisputed.[^jones2021]{claim=C8}", []),
    ],
)  # fmt: skip
def test_a_badge_judges_the_sentence_right_before_it(tmp_path, text, found):
    """C8 is "low" and may stand beside a disputed source; C9 is "high" and may not."""
    claims = CLAIM + CLAIM.replace("C8", "C9").replace("confidence: low", "confidence: high")
    items = [SMITH, JONES | {"disputed": "others say that it was too short"}]
    built = build(data_folder(tmp_path, items, claims), {"a.md": f"# A\n{text}\n"})
    problems = [p for p in built.problems if p.rule.startswith("badge")]
    assert [f"a.md:{p.line}:{p.column}: {p.rule}" for p in problems] == found
