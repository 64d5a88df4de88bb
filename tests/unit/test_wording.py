"""The checks of the words: what each rule finds, where, and what it says."""

import json

import pytest

from glossary_cards.diagnostics.problem import Severity
from glossary_cards.diagnostics.source import read_document
from prose.front_matter import front_matter_problems, odd_names, unique_problems
from prose.halves import half_problems
from prose.language import language_problems, quiet_lines, read_rules
from prose.length import grade_problems, length_problems
from prose.pages import Page, Reader
from prose.shape import (
    capital_problems,
    drawing_problems,
    figure_problems,
    heading_problems,
    pain_problems,
)
from prose.shingles import (
    copied_problems,
    folded,
    make_shingles,
    places,
    quotations,
    read_shingles,
    write_shingles,
)
from prose.text import Kind, blocks, plain_text, sentences
from sites import ROOT

HEAD = "---\ntitle: A page\naudience: [{audience}]\n---\n# A page\n\n"


def page(body, audience="person"):
    return read(HEAD.format(audience=audience) + body)


def read(text):
    document = read_document("docs/a.md", text)[0]
    return Page(document, text.removesuffix(document.body))


def said(problems):
    return [str(problem) for problem in problems]


def words(text):
    return " ".join(["word"] * text)


# Plain text ---------------------------------------------------------------------------------------


def test_marks_are_gone_and_words_stay():
    document = page(
        "Hello **you**, _dear_ [reader](a.md#x) of `code`.[^key2020]{claim=C8}\n"
        "<!-- no -->\n"
        "- one <span>item</span>\n"
        "- two\n\n"
        "> said **he**\n\n"
        "| a | **b** |\n|---|---|\n| c | d[^k] |\n\n"
        "## Head {#id}\n\n"
        '!!! note "A label"\n    Inside.\n\n'
        '<figure markdown="span">\n![An alt](p.svg)\n<figcaption>Below</figcaption>\n</figure>\n\n'
        "[x-ref]: https://www.nhs.uk/\n\n"
        "```\nnot words\n```\n"
    ).document
    found = [(block.kind, block.text) for block in blocks(document)][1:]
    assert found == [
        (Kind.PARAGRAPH, "Hello you, dear reader of ."),
        (Kind.ITEM, "one item"),
        (Kind.ITEM, "two"),
        (Kind.QUOTE, "said he"),
        (Kind.CELL, "a"),
        (Kind.CELL, "b"),
        (Kind.CELL, "c"),
        (Kind.CELL, "d"),
        (Kind.HEADING, "Head"),
        (Kind.CAPTION, "A label"),
        (Kind.PARAGRAPH, "Inside."),
        (Kind.CAPTION, "Below"),
        (Kind.ALT, "An alt"),
    ]


def test_every_letter_knows_its_place():
    document = page("Some **bold words**\nand _more_ [labels](x.md) here.\n").document
    for block in blocks(document):
        assert len(block.offsets) == len(block.text)
        shown = "".join(document.body[offset] for offset in block.offsets)
        assert shown.replace("\n", " ") == block.text


def test_sentences_end_at_stops_only():
    text = 'One. "Two?" she asked. It cost 3.5 pounds! Three'
    assert [s.text for s in sentences(text)] == [
        "One.",
        '"Two?" she asked.',
        "It cost 3.5 pounds!",
        "Three",
    ]
    assert [s.words for s in sentences("A - b.")] == [2]


def test_plain_text_ends_headings_and_items_with_a_stop():
    text = plain_text(page("You need:\n\n- tea\n- milk!\n\n| no | cells |\n|--|--|\n").blocks)
    assert text == "A page.\nYou need.\ntea.\nmilk!"


# Length -------------------------------------------------------------------------------------------


def test_a_long_sentence_is_named_with_its_place():
    found = said(length_problems(page(f"Short. Now {words(25)}.\n\n- a\n- b\n- c\n")))
    assert found == [
        "docs/a.md:7:8: [long-sentence] this sentence has 26 words, over 25; "
        "cut it in two, or leave something out"
    ]


def test_a_long_paragraph_is_named():
    found = said(length_problems(page("One. Two. Three. Four. Five. Six.\n")))
    assert found == [
        "docs/a.md:7:1: [long-paragraph] this paragraph has 6 sentences, over 5; "
        "start a new paragraph, or make a list of it"
    ]


def test_experts_may_read_longer_and_developers_what_they_like():
    assert not said(length_problems(page(f"{words(20)}. A. B. C. D.\n", "clinician")))
    assert not said(length_problems(page(f"{words(90)}.\n", "developer")))
    assert page("x", "student, clinician").reader is Reader.EXPERT
    assert page("x", "person, clinician").reader is Reader.EVERYONE
    term = Page(read_document("docs/glossary/x.md", "---\nterm: x\n---\nA. B. C. D. E.\n")[0])
    assert term.reader is Reader.LOOKING_UP
    assert not said(length_problems(term))


# Language -----------------------------------------------------------------------------------------

RULES = read_rules(
    [
        {"avoid": ["commit* suicide"], "say": 'write "died by suicide"', "why": "it is no crime"},
        {"avoid": ["should"], "say": "leave it out", "level": "warning", "only_readers": True},
        {"avoid": ["a borderline"], "but_not": ["a borderline pattern"], "say": "name the person"},
    ]
)


def test_words_to_avoid_are_found_in_any_form():
    found = said(language_problems(page("He Committed-Suicide. She did not.\n"), RULES))
    assert found == [
        "docs/a.md:7:4: [language] we avoid “Committed-Suicide”: it is no crime; "
        'write "died by suicide"'
    ]


def test_well_meant_phrases_and_longer_words_are_left_alone():
    assert not said(language_problems(page("Has a borderline pattern. Shoulder.\n"), RULES))


def test_a_warning_leaves_speech_and_professionals_alone():
    text = 'You should. "You should."\n\n> You should.\n'
    [problem] = language_problems(page(text), RULES)
    assert (problem.line, problem.column, problem.severity) == (7, 5, Severity.WARNING)
    assert not said(language_problems(page(text, "student"), RULES))


def test_an_error_holds_in_speech_too():
    assert len(said(language_problems(page('"He committed suicide."\n'), RULES))) == 1


def test_a_page_may_quote_what_it_avoids_if_it_says_why():
    one = "A borderline <!-- wording: off: we say why not -->\nA borderline\n"
    assert [p.line for p in language_problems(page(one), RULES)] == [8]
    many = "<!-- wording: off: a table of them -->\nA borderline\n<!-- wording: on -->\n"
    assert not said(language_problems(page(many), RULES))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<!-- wording: off -->\nx\n<!-- wording: on -->", "the check is off without a reason"),
        ("<!-- wording: off: why -->\nx", "the check is never turned on again"),
    ],
)
def test_a_switch_needs_a_reason_and_an_end(body, what):
    _, problems = quiet_lines(page(body).document)
    assert said(problems) == [
        f"docs/a.md:7:1: [wording-switch] {what}; "
        "write `<!-- wording: off: why -->`, and `<!-- wording: on -->` after the last line"
    ]


def test_a_rule_without_advice_is_refused():
    with pytest.raises(KeyError):
        read_rules([{"avoid": ["x"]}])
    with pytest.raises(ValueError, match="fatal"):
        read_rules([{"avoid": ["x"], "say": "y", "level": "fatal"}])


# Shape --------------------------------------------------------------------------------------------


def test_headings_start_with_the_title_and_skip_nothing():
    assert said(heading_problems(page("## Two\n\n#### Four\n\n# Again\n"))) == [
        "docs/a.md:9:6: [heading] the heading “Four” skips a level, from 2 to 4; start it with `###`",
        "docs/a.md:11:3: [heading] a second first-level heading; start it with `##`",
    ]
    other = Page(read_document("docs/a.md", "---\ntitle: A\n---\n# B\n")[0])
    assert said(heading_problems(other)) == [
        "docs/a.md:4:3: [heading] the first heading “B” is not the title “A”; make the two the same"
    ]
    none = Page(read_document("docs/a.md", "---\ntitle: A\n---\nText.\n")[0])
    assert said(heading_problems(none)) == [
        "docs/a.md:4:1: [heading] the page does not start with its title; start the page with `# A`"
    ]


def test_a_drawing_brings_its_own_words():
    body = "Text ![x](../assets/diagrams/d.svg)\n"
    assert said(drawing_problems(page(body))) == [
        "docs/a.md:7:6: [picture] a drawing brings its own words; "
        "write `![](../assets/diagrams/d.svg)` and nothing else on its line",
    ]


def test_a_picture_in_code_is_no_picture():
    body = "```markdown\n![](a.svg)\n```\n\nWrite `![](../assets/diagrams/d.svg)` so.\n"
    assert not said(drawing_problems(page(body)))


def test_a_drawing_alone_on_its_line_is_well():
    assert not said(drawing_problems(page("Text.\n\n![](assets/diagrams/d.svg)\n\nText.\n")))


def test_a_bare_percentage_is_found():
    text = "It was 70%.\n\nIt was 70 per cent, or 7 in 10.\n\n- 5 percent\n"
    assert said(figure_problems(page(text))) == [
        "docs/a.md:7:8: [percentage] “70%” stands alone; "
        "write it as “about 7 in 10”, or put that beside it",
        "docs/a.md:11:3: [percentage] “5 percent” stands alone; "
        "write it as “about 7 in 10”, or put that beside it",
    ]
    assert not said(figure_problems(page(text, "clinician")))


def test_shouting_is_found_and_names_are_not():
    found = capital_problems(page("MBT is NOT for SHOUTING at the WHO or MBT-FACTS.\n"), {"FACTS"})
    assert said(found) == [
        "docs/a.md:7:8: [capitals] “NOT” and “SHOUTING” is all in capitals; write it small, or add "
        "it to the abbreviations in docs/_data/abbreviations.yml",
    ]


LINKED = "[Get help now](../help/get-help-now.md).\n"


def test_a_page_about_self_harm_says_so_first():
    assert said(pain_problems(page(f"It is about self-harm. {LINKED}"))) == [
        "docs/a.md:7:13: [content-note] the page speaks of “self-harm” and has no `content_note`; "
        "add one neutral sentence, and `skip_to` with the heading after that part"
    ]


def test_a_page_about_self_harm_links_to_help():
    term = Page(read_document("docs/glossary/a.md", "---\nterm: a\n---\nOn suicide.\n")[0])
    assert said(pain_problems(term)) == [
        "docs/glossary/a.md:4:4: [help-link] the page speaks of “suicide” and does not link to "
        "help; link to help/get-help-now.md near that part"
    ]
    (both,) = said(pain_problems(page("On suicide.\n")))  # one line for both
    assert "has no `content_note` and does not link to help; add one" in both
    linked = list(pain_problems(page(f"On suicide. {LINKED}")))
    assert [problem.rule for problem in linked] == ["content-note"]


@pytest.mark.parametrize(
    "words", ["You may want to die.", "She ended her life.", "He killed himself."]
)
def test_plain_words_for_suicide_are_heard(words):
    assert len(list(pain_problems(page(f"{words}\n")))) == 1
    help_page = read_document("docs/help/get-help-now.md", f"---\ntitle: A\n---\n{words}\n")[0]
    assert not list(pain_problems(Page(help_page)))


def test_a_word_of_every_sentence_is_no_term():
    def forms(listed: str) -> list[str]:
        text = f"---\nterm: hush\ndefinition: Rest.\nforms: {listed}\n---\n"
        return said(
            odd_names(Page(read_document("docs/glossary/hush.md", text)[0]), {"you", "the"})
        )

    assert forms("[silence]") == forms("silence") == forms("~") == []
    (one,) = forms("[silence, You, the]")
    assert one.startswith("docs/glossary/hush.md:4:18: [wrong-form] `You` is in every other")


# Front matter -------------------------------------------------------------------------------------

SCHEMA = {
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "minLength": 3, "maxLength": 8},
        "summary": {"type": "array", "minItems": 3, "maxItems": 3},
        "audience": {"type": "array", "items": {"enum": ["person", "family"]}},
        "reviewed": {"type": "string", "format": "date"},
        "review_in": {
            "type": "string",
            "pattern": "^[0-9]+ months$",
            "x-mend": "write it as `12 months`",
        },
        "hidden": {"type": "boolean"},
        "content_note": {"type": "string"},
        "skip_to": {"type": "string"},
    },
    "dependentRequired": {"skip_to": ["content_note"]},
}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("titel: Hello\ntitle: Hello", ":2:1: [front-matter] `titel` is not a known key; did you mean `title`?"),
        ("hidden: true", ":2:1: [front-matter] `title` is missing; add `title:`"),
        ("title: Hi", ":2:1: [front-matter] `title` has 2 characters; write at least 3"),
        ("title: Far too long", ":2:1: [front-matter] `title` has 12 characters; write at most 8"),
        ("title: Four\nsummary: [a, b]", ":3:1: [front-matter] `summary` has 2 entries; write exactly 3"),
        ("title: Four\naudience: [people]", ":3:12: [front-matter] `audience` is `people`; use one of: person, family"),
        ("title: Four\nreviewed: 22 Nov", ":3:1: [front-matter] `reviewed` is `22 Nov`, which is no day; write the day as 2026-11-22"),
        ("title: Four\nreview_in: a year", ":3:1: [front-matter] `review_in` is `a year`, which is not in the usual form; write it as `12 months`"),
        ("title: Four\nhidden: maybe", ":3:1: [front-matter] `hidden` is `maybe`; write `true` or `false`, without quotes"),
        ("title: Four\nskip_to: here", ":3:1: [front-matter] `skip_to` stands without `content_note`; add `content_note:`, or take `skip_to` out"),
    ],
)  # fmt: skip
def test_front_matter_is_explained(lines, message):
    document, _ = read_document("docs/a.md", f"---\n{lines}\n---\n# Here\n")
    assert f"docs/a.md{message}" in said(front_matter_problems(Page(document), SCHEMA))


def test_good_front_matter_has_no_problem_and_dates_are_dates():
    text = "---\ntitle: Four\nreviewed: 2026-11-22\ncontent_note: x\nskip_to: what-helps\n---\n## What helps?\n"
    assert not said(front_matter_problems(Page(read_document("docs/a.md", text)[0]), SCHEMA))


def test_the_dates_of_a_term_are_held_to_the_same_form():
    term = Page(
        read_document("docs/glossary/x.md", "---\nterm: x\nreviewed: soon\n---\nWords.\n")[0]
    )
    assert said(front_matter_problems(term, SCHEMA)) == [
        "docs/glossary/x.md:3:1: [front-matter] `reviewed` is `soon`, which is no day; "
        "write the day as 2026-11-22"
    ]


def test_a_term_is_known_by_its_folder():
    for path, text, is_term in (
        ("docs/glossary/x.md", "---\nTerm: x\n---\n", True),
        ("docs/glossary/index.md", "---\ntitle: Four\n---\n", False),
        ("docs/a.md", "---\nterm: false\n---\n", False),
    ):
        assert Page(read_document(path, text)[0]).is_term is is_term
    stray = Page(read_document("docs/a.md", "---\ntitle: Four\nterm: false\n---\n")[0])
    found = said(front_matter_problems(stray, SCHEMA))
    assert found[0].startswith("docs/a.md:3:1: [front-matter] `term` is not a known key; ")


def test_the_option_terms_is_left_to_the_glossary():
    schema = json.loads((ROOT / "docs/_data/front_matter.schema.json").read_text(encoding="utf-8"))
    for option in ("false", "{skip: [bpd]}", "flase"):
        text = f"---\nterms: {option}\n---\n"
        found = said(front_matter_problems(Page(read_document("docs/a.md", text)[0]), schema))
        assert not [problem for problem in found if "`terms`" in problem]


def test_skip_to_leads_to_a_heading():
    text = "---\ntitle: Four\ncontent_note: x\nskip_to: what-help\n---\n## What helps?\n"
    assert said(front_matter_problems(Page(read_document("docs/a.md", text)[0]), SCHEMA)) == [
        "docs/a.md:4:1: [front-matter] `skip_to` names `what-help`, and no heading has that id; "
        "did you mean `what-helps`?"
    ]
    right = text.replace("what-help", "what-can-be-hard-or-go-wrong").replace(
        "What helps?", "What can be hard, or go wrong?"
    )
    assert not said(front_matter_problems(Page(read_document("docs/a.md", right)[0]), SCHEMA))


def test_titles_are_unique():
    pages = [
        Page(read_document(f"docs/{n}.md", f"---\ntitle: A {word}\n---\n")[0])
        for n, word in enumerate(["page", "Page", "side"])
    ]
    assert said(unique_problems(pages)) == [
        "docs/1.md:2:1: [front-matter] docs/0.md has the same title; say what is special about this page"
    ]


# Copied runs --------------------------------------------------------------------------------------

TEXT = "It’s one two three, four; FIVE six sèven eight nine.\nQuoting The Title of Ours by us.\nNew ten."


def test_folding_leaves_case_accents_and_punctuation_out():
    assert folded("It’s a FIVE-star séance.") == ["its", "a", "five", "star", "seance"]
    assert list(places("(É) b")) == [1, 4]


def test_a_shared_run_is_found_over_marks_and_blocks():
    shingles = make_shingles([TEXT], "salt")
    found = said(
        copied_problems(
            page("- Its *one*\n- two three four five six, Seven!\n"), {"a text": shingles}
        )
    )
    assert found == [
        "docs/a.md:7:3: [copied] “its one two three four five six seven” stands in a text too; "
        "say it in your own words"
    ]
    assert not said(
        copied_problems(page("Its one two three four five six.\n"), {"a text": shingles})
    )


def test_a_run_in_the_front_matter_is_found():
    text = "---\nsummary:\n  - one two three four five six seven eight\n---\n"
    assert said(copied_problems(read(text), {"a text": make_shingles([TEXT], "s")})) == [
        "docs/a.md:3:5: [copied] “one two three four five six seven eight” stands in a text too; "
        "say it in your own words"
    ]


def test_credit_lines_are_left_out_and_nothing_reaches_across_them():
    texts = {"a text": make_shingles([TEXT], "salt", ["The Title of Ours"])}
    assert not said(copied_problems(page("Quoting the title of ours by us new"), texts))
    assert not said(copied_problems(page("five six seven eight nine new ten"), texts))
    assert said(copied_problems(page("one two three four five six seven eight"), texts))


def test_the_file_holds_no_word_of_the_text():
    shingles = make_shingles([TEXT], "salt")
    written = write_shingles(shingles, "About.")
    assert read_shingles(written) == shingles
    assert written.splitlines()[:2] == ["# About.", "# salt: salt"]
    assert "seven" not in written
    with pytest.raises(ValueError, match="salt"):
        read_shingles("abc\n")


def test_only_long_quotations_are_taken():
    text = 'He said "one two three four five six seven eight" and "short" and “a b c d e f g h”.'
    assert quotations(text) == ["one two three four five six seven eight", "a b c d e f g h"]


# Both halves, and the reading grade ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("In 10 years 88 in 100 had a remission.", [7]),
        ("Half of them recovered.", [7]),
        ("After 4 years 49.4 % no longer had the diagnosis.", [7]),
        ("In 10 years 88 in 100 had a remission. In 12 in 100 it came back.", []),
        ("Half of them recovered.\n\n### Later\n\nA third of those lost it again.", []),
        ("Half of them recovered.\n\n## Later\n\nA third of those lost it again.", [7]),
        ("## One\n\n88 in 100 remitted.\n\n| a |\n|---|\n| 12 in 100 relapsed |", []),
        ("## One\n\n88 in 100 remitted.\n\n## Two\n\nAnd 99 in 100 had a remission.", [9, 13]),
        ("Of the 14 in 100 who died, most had not recovered.", []),
        ("Remission is when the signs have faded.", []),
        ("About 7 in 10 people in the group came each week.", []),
        ("They recovered their coats, and 3 in 10 went home. Signs returned.", []),
        ("After six years 78% were symptom-free.", [7]),
        ("Seven of ten lost the name BPD.", [7]),
        ("Two thirds no longer met the criteria.", [7]),
        ("The diagnosis was gone in 7 out of every 10.", [7]),
        ("99 out of 100 got better.", [7]),
        ("Later 9 in 10 of them had no BPD left.", [7]),
        ("Nine in ten people get well within ten years.", [7]),
        ("93 in 100 were free of the signs for two years.", [7]),
        ("74 per cent and 51 per cent met the test of recovery.", [7]),
        ("| When | In remission |\n|---|---|\n| 2 years | 34.5 % |", [7]),
        ("| When | In remission |\n|---|---|\n| 2 years | 34.5 % |\n\n1 in 3 relapsed.", []),
        ("Do not say “no longer ill”. 9 in 10 of the group came.", []),
    ],
)
def test_how_many_got_better_never_stands_alone(body, lines):
    problems = list(half_problems(page(body)))
    assert [problem.line for problem in problems] == lines
    assert {problem.rule for problem in problems} <= {"half-told"}


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("summary:\n  - It is a name.\n  - Eight in ten were in remission.", [3]),
        ("summary:\n  - Eight in ten were in remission.\n  - For some it comes back.", []),
        ("description: How 8 in 10 get well again.", [1]),
        ("term: x\ndefinition: When 9 of 10 signs are gone.", []),
    ],
)
def test_the_lines_above_a_page_tell_both_halves_too(front, lines):
    shown = read(f"---\n{front}\n---\n# A page\n\nText.\n")
    assert [problem.line - 1 for problem in half_problems(shown)] == lines


def test_developers_may_count_what_they_like():
    assert not list(half_problems(page("Half of the builds recovered.", "developer")))


HARD = (
    "The psychotherapeutic conceptualization of interpersonal hypersensitivity necessitates "
    "considerable differentiation between developmental and constitutional determinants.\n"
)


@pytest.mark.parametrize(("audience", "errors"), [("person", 1), ("clinician", 0)])
def test_a_page_for_readers_asks_for_eight_years_of_school(audience, errors):
    problems = said(grade_problems(page(HARD, audience)))
    assert len(problems) == errors
    assert all("[reading-grade] this page reads at grade " in problem for problem in problems)
    assert not list(grade_problems(page("You are tired. We keep it short.\n", audience)))


def test_a_definition_may_need_seven_years_of_school():
    hard = "Apprehending intersubjective intentionality notwithstanding dysregulated affectivity."
    document = read_document(
        "docs/glossary/a.md", f"---\nterm: a\ndefinition: {hard}\n---\nShort.\n"
    )
    assert (
        "docs/glossary/a.md:3:1: [reading-grade] the definition reads"
        in said(grade_problems(Page(document[0])))[0]
    )
    easy = read_document("docs/glossary/a.md", "---\nterm: a\ndefinition: A cup.\n---\nShort.\n")
    assert not said(grade_problems(Page(easy[0])))


@pytest.mark.parametrize(("path", "marches"), [("docs/a.md", True), ("docs/easier/a.md", False)])
def test_a_page_whose_sentences_are_mostly_short_marches(path, marches):
    short, long = "We go on.\n\n", "We go on together until we come to the last of the houses.\n\n"
    for text, found in (
        (short * 40, marches),
        (short * 10 + long * 30, False),
        (short * 20, False),
    ):
        problems = said(length_problems(Page(read_document(path, f"# A\n\n{text}")[0])))
        assert any("[choppy]" in problem for problem in problems) == found
