"""The HTML scanner, by the rules of the standard's tokenizer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_cards.engine import tokens
from glossary_cards.engine.tokens import (
    Cutter,
    Kind,
    attribute,
    attribute_names,
    marks,
    read_mark,
    scanned,
    text_of,
    without_attribute,
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>", ["open p", "close p"]),
        ('<a title="x > y">', ["open a"]),
        ("<a title='x > y' b=1>", ["open a"]),
        ("<a title=it's>x", ["open a"]),
        ("a < b", []),
        ("<!-- a > b -->x", ["comment a > b"]),
        ("<!-->x", ["other "]),
        ("<!-- open", ["comment open"]),
        ("<script>if (a</b) '<p>'</script><p>", ["raw script", "open p"]),
        ("<SCRIPT>x</Script ><P>", ["raw script", "open p"]),
        ("<style>a", ["raw style"]),
        ("<scripty>x", ["open scripty"]),
        ("<br/><img src=a/>", ["open br", "open img"]),
        ("</>x</ p>", ["other ", "other "]),
        ("<x-foo a=b>", ["open x-foo"]),
        ("<p>x <a <b y", ["open p", "other "]),
        ("<b><a title='x>", ["open b", "open a"]),
        ("<b><a title='x>'", ["open b", "other "]),
        ("<textarea <b", ["other "]),
        ("x</p y", ["other "]),
        ("x <! y", ["other "]),
    ],
)
def test_marks(html, expected):
    assert [f"{m.kind.value} {m.name}" for m in marks(html)] == expected


@pytest.mark.parametrize(
    ("source", "value"),
    [(' href="a&amp;b"', "a&b"), (" HREF=x ", "x"), (" href='y'", "y"), (" data-href=z", None),
     (" href", ""), (' title="href=1"', None)],
)  # fmt: skip
def test_attribute(source, value):
    assert attribute(source, "href") == value


def test_text_of():
    assert text_of("<p>a &lt; <b>b</b><!-- c --></p>") == "a < b"


def test_raw_text_is_one_mark():
    (mark,) = marks("<textarea rows=2><p></textarea>")
    assert (mark.kind, attribute(mark.attributes, "rows")) == (Kind.RAW, "2")


PIECES = st.sampled_from(
    '<p> </p> <b> <br/> <a_href=x> <a_href=\'>\'> <a_href="x>y"> <a_title="x> <img_alt="a<b"> <!-- --> '
    "<!--x--> <!--a>b--> <!--> <!---> < > \" ' = / <script> </script> <textarea> </textarea> <title> x "
    "<svg/> <x:y_z> <? <!DOCTYPE_x> <![CDATA[ ]]> </ </> <1> é".split()
).map(lambda piece: piece.replace("_", " "))


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=1, max_size=3))
def test_pages_are_cut_at_their_marks(pages):
    cutter = Cutter()
    for html in pages:
        pieces = cutter.cut(html)
        assert "".join(pieces) == html
        assert pieces[1::2] == [html[mark.start : mark.end] for mark in scanned(html)]
        assert list(marks(html)) == list(scanned(html))
        for source, mark in zip(pieces[1::2], marks(html), strict=True):
            assert read_mark(source)[3:] == mark[3:]


def test_the_names_of_attributes_are_those_a_browser_reads():
    assert attribute_names(' title="a=b /" /OnClick=x lang=de hidden') == [
        "title", "onclick", "lang", "hidden",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    ["<", "</", "<a ", "<a x=", '<a x="', "<a x='", "<!", "<!--", "<!-- -- ", "<script ", "<a>< "],
)
def test_what_nobody_ended_costs_no_more_than_other_text(piece):
    html = piece * 20_000  # where each tag were looked for to the end, this would take minutes
    pieces = Cutter().cut(html)
    assert "".join(pieces) == html
    ended = piece.count(">") * 20_000
    assert len(pieces[1::2]) <= ended + 1, "what nobody ended is one mark, to the end"


def test_plain_marks_are_found_by_their_brackets_alone():
    pieces = ["", "<p>", "a > b ", '<b class="x">', "c", "</b>", "", "</p>", " > d"]
    assert Cutter().plain("".join(pieces)) == pieces
    for odd in ('<p><a title="x > y"></a>', "<p>a</p><script>b</script>", "<p>a</p> <b"):
        assert Cutter().plain(odd) is None


def test_no_more_marks_are_known_than_fit_into_memory(monkeypatch):
    monkeypatch.setattr(tokens, "MOST_KNOWN", 2)
    cutter = Cutter()
    for known, html in ((1, "<p>a"), (2, "<b>a"), (3, "<i>a"), (3, "<p>a"), (1, "<u>a")):
        assert cutter.plain(html) == ["", html[:3], "a"]
        assert len(cutter._plain) == known


@pytest.mark.parametrize(
    ("source", "left"),
    [(' a="1" rel=x b', ' a="1" b'), (" REL", ""), (' rel="x" a', " a"), (" data-rel=x", " data-rel=x")],
)  # fmt: skip
def test_an_attribute_is_taken_out_and_no_other(source, left):
    assert without_attribute(source, "rel") == left
