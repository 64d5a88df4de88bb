"""The matcher: held against a slow, obvious one, and against each rule by name."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossaries import TERMS, entries, inflected, link, linked
from glossary_cards.engine.forms import Form, alike, has_own_case
from glossary_cards.engine.text import _BEYOND, _needs_care, fold, visible
from glossary_cards.engine.trie import Entry, Matcher
from glossary_cards.languages.language import language_of

WORDS = ["trust", "base", "Secure", "ACT", "act", "BPD", "mind", "personality", "disorder"]
FORMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
GAPS = st.sampled_from(
    [" ", " ", " ", "\n", "\u00a0", "-", "\u2013", "  ", "", ", ", ". ", "'", "/", "_"]
)
OTHERS = ["s", "TRUST", "x", "é"]
TEXTS = st.lists(st.tuples(st.sampled_from([*WORDS, *OTHERS]), GAPS), max_size=12).map(
    lambda pairs: unicodedata.normalize("NFC", "".join(word + gap for word, gap in pairs))
)


def naive(forms: list[str], text: str) -> list[tuple[int, int, str]]:
    """Try every form at every place; the longest at the leftmost place wins."""
    found, position = [], 0
    while position < len(text):
        here = [(end, form) for form in forms if (end := naive_end(form, text, position))]
        if here:
            end, form = max(here, key=lambda pair: pair[0])
            found.append((position, end, form))
            position = end
        else:
            position += 1
    return found


def naive_end(form: str, text: str, start: int) -> int | None:
    flags = 0 if has_own_case(form) else re.I
    pattern = r"(?:\s+|[-\u2013])".join(re.escape(w) for w in form.split())
    match = re.compile(pattern, flags).match(text, start)
    if not match:
        return None
    before, after = text[:start], text[match.end() :]
    if flags != 0 and match[0].isupper() and len(match[0]) > 1:  # not among words that shout
        beside = [
            *re.findall(r"([^\W\d_]{2,})[\s\u2013-]+\Z", before),
            *re.findall(r"\A[\s\u2013-]+([^\W\d_]{2,})", after),
        ]
        if any(word.isupper() for word in beside):
            return None
    if re.search(r"\w\Z", before) or re.match(r"\w", after):
        return None
    if re.search(r"\w[-\u2013]\Z", before):
        return None
    if re.search(r"\w'\Z", before) and not re.search(r"(?<![\w'])[sS]'\Z", before):
        return None
    if re.match(r"'\w", after) and not re.match(r"'s(?!\w)", after, re.I):
        return None
    token = re.search(r"[^\s,]*\Z", before)[0] + "x" + re.match(r"[^\s,]*", after)[0]
    if re.search(r"_|\.[^\W_]|\A[/.]", token):
        return None
    return match.end()


@settings(max_examples=1500, deadline=None)
@given(st.lists(FORMS, min_size=1, max_size=6, unique_by=lambda f: f.lower()), TEXTS)
def test_matches_as_the_naive_matcher_does(forms, text):
    matcher = Matcher(Entry(form, Form(form, has_own_case(form))) for form in forms)
    ours = [(m.start, m.end, m.slug) for m in matcher.find(visible(text))]
    assert ours == naive(forms, text)


@settings(max_examples=1000, deadline=None)
@given(st.text(alphabet="BPD bpdที่ใจ้か\u3099心智化मन\u0301é-'’.", max_size=20))
def test_what_is_found_in_any_mix_of_scripts_is_a_form(text):
    shown = visible(text)
    for match in Matcher(entries(TERMS)).find(shown):
        found = shown.folded[match.start : match.end]
        assert fold(found) == fold(match.form.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She has BPD.", ["bpd=BPD"]),
        ("a borderline personality disorder", ["bpd=borderline personality disorder"]),
        ("another personality disorder", ["personality-disorder=personality disorder"]),
        ("Mentalizing helps", ["mentalizing=Mentalizing"]),
        ("MENTALIZING", ["mentalizing=MENTALIZING"]),
        ("mentalising, mentalisation", ["mentalizing=mentalising"]),
        ("secure bases", ["secure-base=secure bases"]),
        ("many PTSDs", ["ptsd=PTSDs"]),
        ("growing epistemic\ntrust", ["epistemic-trust=epistemic trust"]),
        ("epistemic&nbsp;trust", ["epistemic-trust=epistemic trust"]),
        ("epistemic \u00a0\n trust", ["epistemic-trust=epistemic trust"]),
        ("epistemic-trust", ["epistemic-trust=epistemic-trust"]),
        ("epistemic\u2011trust", ["epistemic-trust=epistemic\u2011trust"]),
        ("C-PTSD and PTSD", ["c-ptsd=C-PTSD", "ptsd=PTSD"]),
        ("C\u2010PTSD", ["c-ptsd=C\u2010PTSD"]),
        ("nai\u0308ve realism", ["naive=naïve realism"]),
        ("na&iuml;ve realism", ["naive=naïve realism"]),
        ("men\u00adtal&shy;izing", ["mentalizing=mentalizing"]),
        ("tru\u200bst", ["trust=trust"]),
        ("non-mentalizing, pre-mentalizing, hypermentalizing", []),
        ("BPD-related", ["bpd=BPD"]),
        ("BPD/PTSD", ["bpd=BPD", "ptsd=PTSD"]),
        ("BPD's and BPD’s", ["bpd=BPD"]),
        ("we act on it", []),
        ("Act now", []),
        ("ACT works", ["act=ACT"]),
        ("PACT distrust entrusted étrust trusté", []),
        ("bpd.pdf ask@BPD.org https://x.org/BPD/a BPD_score /BPD/x www.BPD.com", []),
        ("It is BPD. It is.", ["bpd=BPD"]),
        ("(BPD), “BPD” or BPD…", ["bpd=BPD"]),
        ("BPD&mdash;or not", ["bpd=BPD"]),
        ("C++ is odd", ["cpp=C++"]),
        ("Alzheimer’s disease", ["alzheimer=Alzheimer’s disease"]),
        ("l'epistemic trust", ["epistemic-trust=epistemic trust"]),
        ("qu’epistemic trust, dell'epistemic trust", ["epistemic-trust=epistemic trust"]),
        ("o'trust, rock'n'trust, non'trust, 'trust'", ["trust=trust"]),
        ("मन की बात", ["hindi=मन"]),
        ("मना", []),
        ("จิตใจดี", ["thai=ใจ"]),
        ("这是心智化的能力", ["han=心智化"]),
        ("p &lt; 0.05 &amp; trust", ["trust=trust"]),
        ("trust&amp;safety", ["trust=trust"]),
        ("borderline, personality disorder", ["personality-disorder=personality disorder"]),
        ("well...trust me, ...trust", ["trust=trust"]),
        ("./trust ../trust ~/trust .trust", []),
        ("BPD² and BPD¹", ["bpd=BPD"]),
        ("epistemic\u200e trust", ["epistemic-trust=epistemic trust"]),
        ("tru\u2066st, trust\ufe0f", ["trust=trust"]),
        ("我们讨论心智化。请访问www.example.com。", ["han=心智化"]),
        ("心智化是GPT-4.5里的概念", ["han=心智化"]),
        ("心智化.pdf", []),
        ("मन।x.y", ["hindi=मन"]),
        ("ที่BPD", ["bpd=BPD"]),
        ("รู้BPD และ, ที่ใจ", ["bpd=BPD", "thai=ใจ"]),
        ("か\u3099BPD, 心\u3099BPD", ["bpd=BPD"]),
    ],
)
def test_a_rule_of_matching(text, expected):
    assert linked(f"<p>{text}</p>") == expected


def test_a_term_narrows_itself():
    entry = Entry("base", Form("base", False), frozenset({"jumping"}), frozenset({"data"}))
    found = [m.start for m in Matcher([entry]).find(visible("base jumping, data base, a base"))]
    assert found == [27]


@pytest.mark.parametrize(
    ("text", "linked_at"),
    [
        ("data\nbase", []),
        ("data\tbase", []),
        ("a data-base", []),
        ("We like data. Base is good.", [14]),
        ("data, base", [6]),
        ("base\njumping", []),
        ("base, jumping", [0]),
        ("(data base)", []),
        ("data base", []),
        ("x—data base", []),
        ("x/data base", []),
    ],
)
def test_words_round_a_term_count_as_a_reader_sees_them(text, linked_at):
    entry = Entry("base", Form("base", False), frozenset({"jumping"}), frozenset({"data"}))
    assert [m.start for m in Matcher([entry]).find(visible(text))] == linked_at


@pytest.mark.parametrize("form", ["신뢰", "கொள்கை", "কোষ", "Ångström", "naïve"])
def test_composed_and_decomposed_letters_are_equal(form):
    html = f"<p>{unicodedata.normalize('NFD', form)} x</p>"
    assert len(link(html, {"term": [form]}).occurrences) == 1
    decomposed = {"term": [unicodedata.normalize("NFD", form)]}
    assert len(link(f"<p>{form} x</p>", decomposed).occurrences) == 1


def test_a_compound_with_a_single_letter_may_have_a_space():
    terms = {"cell": ["T-cell"], "wave": ["α-wave"], "level": ["A-level"]}
    assert linked("<p>a T cell, α waves, T-cells; a level</p>", terms, which="all") == [
        "cell=T cell", "wave=α waves", "cell=T-cells",
    ]  # fmt: skip


def test_a_form_that_begins_with_a_dot_is_not_found_in_a_name():
    assert linked("<p>ASP.NET, but .NET</p>", {"net": [".NET"]}) == ["net=.NET"]


def test_a_raised_number_may_belong_to_a_form():
    assert linked("<p>x² and x</p>", {"square": ["x²"]}) == ["square=x²"]


def test_a_hyphen_before_a_single_letter_is_not_a_space():
    terms = {"mbt-i": ["MBT-I"], "mbt": ["MBT"], "dsm": ["DSM-5"]}
    assert linked("<p>In MBT I learned. Then MBT-I, MBT‑I. DSM 5</p>", terms, which="all") == [
        "mbt=MBT", "mbt-i=MBT-I", "mbt-i=MBT‑I", "dsm=DSM 5",
    ]  # fmt: skip


def test_a_sentence_may_begin_with_a_form_of_its_own_case():
    terms = {"dh": ["day hospital MBT"]}
    assert linked(
        "<p>Day hospital MBT. DAY hospital MBT, day hospital mbt</p>", terms, which="all"
    ) == ["dh=Day hospital MBT"]


def test_an_exact_form_wins_over_one_of_any_case():
    matcher = Matcher([Entry("verb", Form("act", False)), Entry("therapy", Form("ACT", True))])
    assert [m.slug for m in matcher.find(visible("act ACT Act"))] == ["verb", "therapy", "verb"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Secure-Base", "secure base"),
        ("secure  base ", "secure base"),
        ("Alzheimer’s", "alzheimer's"),
        ("nai\u0308ve", "NAÏVE"),
    ],
)
def test_forms_that_match_the_same_text_are_alike(one, other):
    assert alike(one) == alike(other) != alike(f"{other}s")


def test_a_form_with_the_signs_of_an_address_is_found_itself():
    terms = {"scheme": ["https://"], "net": [".NET"], "ending": ["-ism"]}
    assert linked("<p>https:// and .NET, but https://x.org and a.NET</p>", terms) == [
        "scheme=https://",
        "net=.NET",
    ]
    assert linked("<p>An -ismus is no -ism.</p>", terms) == ["ending=ism"]
    assert linked("<p>The -OH of ethanol.</p>", {"oh": ["-OH"]}) == ["oh=OH"]


def test_a_longer_form_that_may_not_stand_gives_way_to_a_shorter():
    terms = {"long": ["secure base camp"], "short": ["secure base"]}
    assert linked("<p>secure base camp'x</p>", terms) == ["short=secure base"]


@given(st.text(max_size=40))
def test_visible_text_leads_back_to_its_source(text):
    shown = visible(text)
    assert len(shown.cased) == len(shown.folded)
    for index in range(len(shown.cased)):
        start, end = shown.source_span(index, index + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("before", ["", "cafe\u0301 "])
def test_what_stands_round_an_ampersand_need_be_no_entity(before):
    html = link(f"<p>{before}R&trust; then, hope &BPD;</p>").html
    assert re.sub(" href=[^>]*", "", html) == (
        f'<p>{before}R&<a class="term">trust</a>; then, hope &<a class="term">BPD</a>;</p>'
    )


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="aé\u0301\u0308nñ &;#x27'\u2019-\u2013\u00ad\u200bİßς", max_size=12))
def test_texts_equal_to_a_reader_are_equal_to_the_matcher(text):
    escaped = text.replace("&", "&amp;")
    composed = visible(unicodedata.normalize("NFC", escaped)).folded
    decomposed = visible(unicodedata.normalize("NFD", escaped)).folded
    assert composed == decomposed


@pytest.mark.parametrize(
    ("form", "variants"),
    [
        ("mentalize", {"mentalise", "mentalizes", "mentalises"}),
        ("mentalization", {"mentalisation", "mentalizations", "mentalisations"}),
        ("secure base", {"secure bases"}),
        ("state of mind", {"states of mind"}),
        ("therapy", {"therapies"}),
        ("crisis", {"crises"}),
        ("illness", {"illnesses"}),
        ("confirmation bias", {"confirmation biases"}),
        ("lens", {"lenses"}),
        ("attachment figure of the child", {"attachment figures of the child"}),
        ("DBT", {"DBTs"}),
        ("size", {"sizes"}),
        ("epoch", {"epochs"}),
        ("matriarch", {"matriarchs"}),
        ("search", {"searches"}),
        ("colloquy", {"colloquies"}),
        ("survey", {"surveys"}),
        ("true self", {"true selves"}),
        ("fisherman", {"fishermen"}),
        ("old policewoman", {"old policewomen"}),
        ("Wife", {"Wives"}),
        ("human", {"humans"}),
        ("medium", {"media", "mediums"}),
        ("matrix", {"matrices", "matrixes"}),
        ("mental representation of self", {"mental representations of self"}),
        ("theory of mind", {"theories of mind"}),
        ("passer-by", {"passers-by"}),
        ("stand-by", {"stand-bys"}),
        ("mother-in-law", {"mothers-in-law"}),
        ("analyse", {"analyze", "analyses", "analyzes"}),
        ("rise", {"rises"}),
        ("thoughts", set()),
        ("stomach", {"stomachs"}),
        ("C++", set()),
        ("C++ course", {"C++ courses"}),
    ],
)
def test_regular_variants_are_made(form, variants):
    made = list(inflected(Form(form, has_own_case(form)), language_of("en")))
    assert {variant.text for variant in made} == variants
    assert not any(variant.listed for variant in made)


@pytest.mark.parametrize(
    ("form", "own"),
    [
        ("ACT", True),
        ("DSM-5", True),
        ("PhD", True),
        ("Trust", False),
        ("trust", False),
        ("MBT group", True),
        ("É", True),
        ("é", False),
        ("心", False),
        ("pH", True),
        ("C++", True),
        ("Of mice", False),
        ("12", False),
    ],
)
def test_a_form_with_a_capital_inside_has_its_own_case(form, own):
    assert has_own_case(form) is own


def steps(call: Callable[[], object]) -> int:
    """Count the calls that a piece of work makes: the same on any machine, however busy."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return count


def test_cost_does_not_grow_with_the_number_of_terms():
    few = Matcher(entries(TERMS))
    many = Matcher(entries({**TERMS, **{f"x{i}": [f"xyzzy{i} word"] for i in range(5000)}}))
    text = visible("Trust and a secure base help people with BPD to mentalize. " * 20)
    assert [m.slug for m in few.find(text)] == [m.slug for m in many.find(text)]
    assert steps(lambda: many.find(text)) <= 1.1 * steps(lambda: few.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "BPD and trust, ",
        "trust/",
        "心智化的能力很重要，",
        "é trust-trust ",
        "<b>trust",
        "<p class=x>BPD ",
    ],
)
def test_cost_grows_with_the_length_of_the_text_and_no_faster(text):
    request = {"matcher": Matcher(entries(TERMS)), "which": "all"}
    once, twice = (steps(lambda n=n: link(text * n, **request)) for n in (500, 1000))
    assert twice <= 2.2 * once


@pytest.mark.parametrize(
    ("term", "not_before", "not_after", "text", "places"),
    [
        ("信任", (), ("不",), "不信任感，信任很重要", [5]),
        ("图", ("形", "像"), ("如下", "番"), "如下图所示，图形界面，丢番图，图论", [15]),
        ("รัก", ("ษา",), (), "รักษา และ รัก", [10]),
    ],
)
def test_neighbours_rule_a_term_out_where_no_spaces_part_words(
    term, not_before, not_after, text, places
):
    entry = Entry("x", Form(term, False), frozenset(not_before), frozenset(not_after))
    assert [m.start for m in Matcher([entry]).find(visible(text))] == places


def test_a_longer_name_keeps_its_words_to_itself():
    name = Entry("", Form("GitLab Static Site Editor", True))
    found = Matcher([Entry("x", Form("static site", False)), name]).find(
        visible("The GitLab Static Site Editor makes a static site.")
    )
    assert [(m.slug, m.start) for m in found] == [("x", 38)]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("IN NO EVENT SHALL", 0), ("AN EVENT", 0), ("the EVENT itself", 1), ("An event", 1),
        ("Event", 1), ("EVENT", 1), ("EVENT (NHS)", 1),
    ],
)  # fmt: skip
def test_a_word_among_words_that_shout_is_no_term(text, linked):
    assert len(Matcher([Entry("x", Form("event", False))]).find(visible(text))) == linked


def test_no_letter_that_needs_care_is_taken_for_a_plain_one():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    plain = _BEYOND.sub("", everything)
    assert "é" in plain
    assert "✓" in plain
    assert not _needs_care().search(plain)
