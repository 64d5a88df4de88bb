"""The search index in parts, and the lexicon: what a reader types leads to what we have."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_cards.diagnostics.problem import ordered
from mindinmind.data_files import checked
from mindinmind.search.index import (
    PART_SIZES,
    as_script,
    group_of,
    index_parts,
    sections_of,
    words_of,
)
from mindinmind.search.lexicon import load_lexicon

DATA = Path(__file__).parents[2] / "docs/_data"
SCHEMA = json.loads((DATA / "search.schema.json").read_text("utf-8"))
GROUPS_A_PART, SECTIONS_A_PART, _ = PART_SIZES


def found_by(parts: dict[str, str], word: str) -> set[str]:
    """Look a word up as the engine does: word, group, packed postings, addresses."""
    vocabulary, before, new = {}, "", 0
    for line in parts["words"].split("\n")[4:]:
        letters, _, back = line.partition(" ")
        before = before[: int(letters[0], 36)] + letters[1:]
        vocabulary[before] = new - int(back or "0", 36)
        new += not back
    if word not in vocabulary:
        return set()
    group, section, found = vocabulary[word], -1, set()
    packed = parts[f"g{group // GROUPS_A_PART}"].split("\n")[group % GROUPS_A_PART]
    for step, _ in re.findall(r"([0-9a-z]+)([A-P])", packed):
        section += int(step, 36)
        rows = parts[f"t{section // SECTIONS_A_PART}"].split("\n")
        found.add(rows[section % SECTIONS_A_PART].split("\t")[0])
    return found


def section(url, title, page, text):
    """Give a section as the index has it."""
    docs = [{"location": url.partition("#")[0], "title": page, "text": ""}] * ("#" in url)
    return sections_of([*docs, {"location": url, "title": title, "text": text}])[-1]


WORDS = st.lists(st.sampled_from("trust Trusting mental mentalise don’t Café naïve é 心 B2".split()), max_size=8)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from("abc"), WORDS, WORDS), min_size=1, max_size=80))
def test_every_word_leads_to_all_sections_that_have_it_and_no_other(given_sections):
    given = {
        f"{page}/#{i}": (" ".join(title), page, " ".join(text))
        for i, (page, title, text) in enumerate(given_sections)
    }
    parts = dict(index_parts([section(url, *said) for url, said in given.items()]))
    words_in = {url: set(words_of(f"{title} {text}")) for url, (title, _, text) in given.items()}
    words = set().union(*words_in.values())
    for word in words:
        same = {w for w in words if group_of(w) == group_of(word)}
        having = {url for url, said in words_in.items() if same & said}
        assert found_by(parts, word) == having
    assert found_by(parts, "absent") == set()


def test_forms_of_a_word_and_both_spellings_are_one_group():
    for one, other in (("mentalise", "mentalization"), ("splits", "splitting"), ("tablet", "tablets")):  # fmt: skip
        assert group_of(one) == group_of(other)
    assert words_of("złość Ølmek ıßa") == ["zlosc", "olmek", "issa"]
    assert words_of("Don’t, café: N.I.C.E. & B2!") == ["dont", "cafe", "n", "i", "c", "e", "b2"]


def test_words_that_mean_the_same_are_one_group_even_where_no_page_has_them():
    parts = dict(index_parts([section("a/", "A", "A", "a tablet")], same=[("pill", "tablets")]))
    for word in ("pill", "tablet", "tablets"):
        assert found_by(parts, word) == {"a/"}


def test_what_is_called_so_is_told_by_the_groups_of_its_words_and_small_words_are_nowhere():
    docs = [
        {
            "location": "a/",
            "title": "Trial",
            "text": "a fair trial",
            "names": ["fair trial", "RCT"],
        },
        {"location": "b/", "title": "B", "text": "the rct of a year"},
    ]
    parts = dict(index_parts(sections_of(docs), little={"a", "the"}))
    names = parts["words"].split("\n")[3].split(" ")
    trial, whole, rct = names[0].split(",")
    assert whole == f"{whole.split('.')[0]}.{trial}" and len({*whole.split("."), rct}) == 3
    assert names[1] and names[1] not in names[0].split(",")  # each page by its own title
    assert (found_by(parts, "fair"), found_by(parts, "rct")) == ({"a/"}, {"b/"})
    assert found_by(parts, "a") == found_by(parts, "the") == set()


def test_names_and_their_hours_are_parted_and_numbers_of_telephones_left_out():
    text = "samaritans24 hours 0800write, 116 123; b2 of 2009, s0033291718002878"
    parts = dict(index_parts([section("a/", "A", "A", text)]))
    for word in ("samaritans", "24", "write", "b2", "2009", "hours"):
        assert found_by(parts, word) == {"a/"}
    for word in ("samaritans24", "0800", "116", "s0033291718002878"):
        assert found_by(parts, word) == set()


def test_sections_of_a_page_stand_together_and_lists_are_left_out():
    docs = [
        {"location": "a/", "title": "A &amp; a", "text": "<p>one</p>"},
        {"location": "b/", "title": "B", "text": "two"},
        {"location": "a/#x", "title": "X", "text": "three " * 60},
        {"location": "a/#sources-for-this-page", "title": "Sources", "text": "four"},
    ]
    sections = sections_of(docs)
    assert [(s.url, s.row.split("\t")[2]) for s in sections] == [
        ("a/", "A & a"),
        ("b/", "B"),
        ("a/#x", "A & a"),
    ]
    parts = dict(index_parts(sections, last=["b/"]))
    assert parts["words"].split("\n")[:2] == [f"{GROUPS_A_PART} {SECTIONS_A_PART}", "2n 1l"]
    rows = parts["t0"].split("\n")
    assert [row.split("\t")[0] for row in rows] == ["a/", "a/#x", "b/"]
    assert rows[1].endswith("three …")


def test_a_result_s_first_words_have_no_numbers_of_sources_and_no_badge():
    text = "<p>It\nhelps.<sup>1</sup> <sup>23</sup> How sure: low</p><p>H<sub>2</sub>O, “How sure: low”.</p>"
    (section,) = sections_of([{"location": "a/", "title": "A", "text": text}])
    assert section.row.split("\t")[3] == "It helps. H 2 O, “How sure: low”."


def test_a_result_shows_whole_sentences_where_they_are_not_much_longer_than_its_room():
    docs = [
        {"location": "a/", "title": "A", "text": "So it began. " * 9 + "And then"},
        {"location": "b/", "title": "B", "text": "So. " + "it went on and on " * 9},
    ]
    rows = dict(index_parts(sections_of(docs, 100), sizes=(64, 8, 100)))["t0"].split("\n")
    assert [row.split("\t")[3][-8:] for row in rows] == ["t began.", " on it …"]


def test_spellings_that_a_page_does_not_have_find_it_and_are_not_shown():
    more = "<p>EUPD; emotionally unstable</p>"
    docs = [{"location": "a/", "title": "A", "text": f"<p>So.</p>{more}", "added": len(more)}]
    parts = dict(index_parts(sections_of(docs), sizes=(64, 8, 100)))
    assert parts["t0"].split("\t")[3] == "So."
    assert "0unstable" in parts["words"].split("\n")


def test_a_part_is_a_script_whatever_stands_in_it():
    text = 'a"b\\c\u2028</script>\n'
    made = as_script("t0", text)
    assert "\u2028" not in made
    assert json.loads(made.removeprefix('mimSearchPart("t0",').removesuffix(");\n")) == text


LEXICON = """kinds: {kin: [sister, Père]}
help:
  - why: said outright
    say: ["want|wanna die", suicid*, "~自杀", "pain + stop", "= im done", "मरना चाहत*", "@kin|they ... die"]
only_help:
  - why: no method is answered
    say: ["secret|hidden word ... here"]
harmless:
  - why: a figure of speech
    say: ["die hard"]
spelled: [[want, wanna]]
near: [danger]
heavy: [{points: 4, words: [tonight, "@kin", so tired]}, {points: -5, words: [mbt]}]
same: [[Pill, tablet]]
best:
  - {page: a.md, say: [pills], also: [chemist]}
little: [the]
last: [about/]
"""


def test_the_lexicon_is_read_and_its_wordings_become_numbers():
    lexicon, problems = load_lexicon(checked("s.yml", LEXICON, SCHEMA), ["a.md", "b.md"])
    assert problems == []
    assert lexicon.patterns["help"][4:] == (
        "= im done",
        "मरन चहत*",
        "@kin|they ... die",
    )  # as the engine folds what is typed
    written = lexicon.as_json({"a.md": 3})
    data = json.loads(written)
    shapes = [re.sub(r"\b[0-9a-z]+\b", "N", pattern) for pattern in data["help"]]
    assert shapes == ["N|N N", "N", "N", "N + N", "= N N", "N N", "@N|N ... N"]
    assert data["help"][0].split()[1] == data["harmless"][0].split()[0]  # one number a word
    assert re.fullmatch(r"\w+\|\w+ \w+ \.\.\. \w+", data["only"][0])
    numbers = list(accumulate(int(step, 36) for step in data["named"].split()))
    assert numbers[int(data["help"][0].split()[1], 36)] == 0x86296D1  # FNV-1a of "die"
    assert data["help"][-1].startswith("@0|") and len(data["kinds"][0].split("|")) == 2
    assert [page for page, *_ in data["best"]] == [3]
    assert (lexicon.same, data["spelled"]) == ((("pill", "tablet"),), [["want", "wanna"]])
    assert data["near"] == ["danger"]
    assert [points for points, _ in data["heavy"]] == [4, -5]
    assert len(data["heavy"][0][1].split()) == 3 and "tonight" not in written
    die = "heavy: [{points: 4, words: [die]}]"
    data = json.loads(load_lexicon(checked("s.yml", die, SCHEMA), [])[0].as_json({}))
    assert int(data["heavy"][0][1], 36) == 0x6296D1  # the last 24 bits
    for word in ("secret", "suicid", "自杀", "die", "pills"):
        assert word not in written
    assert lexicon.last == ("about/",)


def mistakes(text):
    found = checked("s.yml", text, SCHEMA, "search-file")
    return list(map(str, ordered(load_lexicon(found, ["a.md", "abc.md"])[1])))


def test_mistakes_in_the_lexicon_are_named_with_place_and_mend():
    assert mistakes("same:\n  - [pill, tablet]\n  - [drug, Pill]\n") == [
        "s.yml:3:5: [search-file] `pill` is in two rows of `same`; make one row of the two"
    ]
    assert mistakes("hlep: []\nhelp:\n  - say: [die]\nlittle: [on]\n") == [
        "s.yml:1:1: [search-file] `hlep` is not a known key; did you mean `help`?",
        "s.yml:3:5: [search-file] `why` is missing; "
        "write `why:` with the reason, and `say:` with the wordings",
        's.yml:4:10: [search-file] `little` is read as yes or no; put it in "quotes"; '
        "write each entry as one text",
    ]
    assert mistakes('help:\n  - {why: x, say: ["a&b"]}\nbest:\n  - {page: ab.md, say: [x]}\n') == [
        "s.yml:2:20: [search-file] `say` is `a&b`, which is not in the usual form; "
        "write words, `one|other`, `begin*`, `...` for a gap or `+` for both",
        "s.yml:4:6: [search-file] there is no page `ab.md`; did you mean `abc.md`?",
    ]
    assert mistakes('heavy:\n  - {points: 1, words: [a b c, "@kin"]}\nkinds: {kin: [son]}\n') == [
        "s.yml:2:25: [search-file] `words` is `a b c`, which is not in the usual form; "
        "write one word, two in a row, `begin*` or `@kind`"
    ]
    twice = "best:\n  - {page: a.md, say: [x]}\n  - {page: a.md, say: [y]}\n"
    assert mistakes(twice) == [
        "s.yml:3:6: [search-file] `a.md` is named twice; make one entry of the two"
    ]


def test_one_wrong_wording_leaves_all_others_in_place():
    text = LEXICON.replace("said outright\n", 'said outright\n    say: ["a&b"]\n  - why: x\n')
    lexicon, problems = load_lexicon(checked("s.yml", text, SCHEMA), ["a.md"])
    right, _ = load_lexicon(checked("s.yml", LEXICON, SCHEMA), ["a.md"])
    assert len(problems) == 1
    assert lexicon == right
