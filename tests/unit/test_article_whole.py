"""Random articles become pages: nothing is lost, nothing invented, all in order."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from article.placing import Places
from article.proof import facts_of_pages
from article.reading import read_article
from article.site import make_site
from glossary_cards.diagnostics.problem import Problem

ODD = st.sampled_from(
    "* _ # < > | ` --- *** === ~~~ [x] [a](b) **bold** __init__ snake_case `code` <b> </p> <!-- "
    "&amp; & &copy; 3. 2019. 1) - + : ! !!! ??? $x$ {: .a} { .b } \\ \\* \\\\ ![i](j) http://a.b/c_d "
    "*[HTML]: [^1]: [^1] [ref]: « » “so” ’tis … — – • ·x | --- | :--- ``` ~ ^ = == ;; % {{ }} {% 100% "
    "(SF) (e.g. e.g. U.S. Dr. A. \u00a0 é 中文 don't @me".split(" ")
)
WORD = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFG", min_size=1, max_size=9),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5),
    ODD,
)
LINE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=4).map("\n".join)
ITEM = st.tuples(
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["• ", "- ", "* ", "– ", "1. ", "2. ", "2) ", "+ ", "# ", "> "]),
    LINE,
).map("".join)
LIST = st.lists(ITEM, min_size=1, max_size=6).map("\n".join)
HEADING = st.lists(st.text("abcdefghij", min_size=2, max_size=8), min_size=1, max_size=5).flatmap(
    lambda words: st.sampled_from(
        [" ".join(words).title(), " ".join(words).upper(), " ".join(words).capitalize()]
    )
)
ARTICLE = st.lists(st.one_of(PARAGRAPH, LIST, HEADING), min_size=1, max_size=12).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n\n", "\r\n\r\n"]),
        min_size=len(parts),
        max_size=len(parts),
    ).map(lambda gaps: "".join(p + g for p, g in zip(parts, gaps, strict=True)))
)
SETTINGS = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


MARKS = re.compile("\ue001[^\ue002]*\ue002|[\ue000-\uf8ff]")


def split(text: str, name: str, form: str = "") -> list[str] | None:
    """Make the pages and give the words a reader sees on them; none when there is no article."""
    reading = read_article(name, text.encode(), form)
    if isinstance(reading, Problem):
        assert reading.rule in {"empty", "front-matter"}
        return None
    site, missing = make_site(reading, name, Places("", lambda _: None), {})
    assert missing == []
    return MARKS.sub("", facts_of_pages(site.texts).main).split()


def usable(text: str) -> bool:
    return any(char.isalnum() for char in text)


def is_subsequence(some: list[str], all_of: list[str]) -> bool:
    rest = iter(all_of)
    return all(word in rest for word in some)


@SETTINGS
@given(ARTICLE.filter(usable))
def test_plain_text_keeps_every_word_in_order(text):
    words = split(text, "a.txt", "text")
    assert is_subsequence([w for w in text.split() if w.isalpha()], words)
    assert is_subsequence([w for w in words if w.isalnum()], text.replace("•", " ").split())


@SETTINGS
@given(st.lists(WORD, min_size=1, max_size=30).filter(lambda words: usable(" ".join(words))))
def test_a_plain_paragraph_is_shown_as_it_was_typed(words):
    text = "Begin " + " ".join(words)
    assert split(text, "a.txt", "text") == text.split()


@SETTINGS
@given(ARTICLE.filter(usable))
def test_markdown_keeps_every_word(text):
    split(text, "a.md")


TAGS = st.sampled_from(
    "<p> </p> <ul><li> <ol> </ul> <li> </li> <h2> </h2> <h1> <table><tr><td> <td> <th> <br> <b> </b> "
    "<nav> </nav> <blockquote> <dl><dt> <dd> <script> </script> <pre> </pre> <article> <main> </div> "
    "<a&#32;href=https://e.org> </a> <code> </code> <div&#32;hidden> <title> <p/> <img&#32;alt=x>".split()
).map(lambda tag: tag.replace("&#32;", " "))


@SETTINGS
@given(ARTICLE.filter(usable), st.lists(TAGS, max_size=25), st.randoms())
def test_html_keeps_every_word(text, tags, random):
    words = text.split(" ")
    for tag in tags:
        words.insert(random.randint(0, len(words)), tag)
    split("<html><body>" + " ".join(words), "a.html")
