"""Plain text: what belongs to printed pages goes, words broken at line ends are joined."""

import io
import zipfile
from types import SimpleNamespace

import pytest

from article.containers import open_container
from article.facts import View
from article.plain import unprint
from article.proof import facts_of_pages, text_differences
from article_runs import pages_of, text_of_pages

PAGES = "\n".join(
    f"The North Shore Report\n\nOn {day} we tell how the evalu-\nation of tide {n} went: {day} was dry and\n\n- {n} -\n\f"
    for n, day in enumerate("Monday Tuesday Wednesday Thursday Friday".split(), start=1)
)


def test_page_numbers_and_running_heads_go_and_are_named():
    lines, removed = unprint(PAGES)
    text = "\n".join(lines)
    assert text.count("North Shore") == 1  # the first page's, which may be the title
    assert "- 3 -" not in text
    assert "evaluation of tide 3" in text
    assert sorted(set(removed.values())) == [
        *(f"- {n} -" for n in range(1, 6)),
        "The North Shore Report",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a well-\nknown one, well-known to all", "a well-known one, well-known to all"),
        ("the pres-\nence of it", "the presence of it"),
        ("pre- and post-war, pres- ence", "pre- and post-war, presence"),
        ("a long-\nterm plan, long and of a term", "a long-term plan, long and of a term"),
        ("soft\u00adware", "software"),
        ("1990-\n1995", "1990-\n1995"),
    ],
)
def test_hyphens_at_line_ends(broken, whole):
    assert "\n".join(unprint(broken)[0]) == whole


def test_numbers_that_do_not_count_on_are_text():
    text = "One.\n\n7\n\nTwo.\n\n9\n\nThree.\n"
    assert unprint(text)[1] == {}


def test_footnotes_and_addresses_of_plain_text():
    source = (
        "Living with tides\n\nThe sea rises [1] twice a day, says jo@tide.org.\n\n"
        "[1] Some coasts have one tide. See www.tide.org/one.\n\nMore is known now than before.\n"
    )
    files, lost = pages_of("a.txt", source.encode())
    assert lost == []
    text = text_of_pages(files)
    assert "rises[^1] twice a day, says [jo@tide.org](<mailto:jo@tide.org>)." in text
    assert (
        "[^1]: Some coasts have one tide. See [www.tide.org/one](<https://www.tide.org/one>)."
        in text
    )


def test_one_line_with_a_hash_is_text_and_headings_are_still_found():
    source = "My title\n\nWords of it.\n\nFirst Part\n\n# a note\n\nText here, with words.\n\nSecond Part\n\nText here, with words.\n"
    files, lost = pages_of("a.txt", source.encode())
    assert lost == []
    assert {"docs/first-part.md", "docs/second-part.md"} <= files.keys()
    assert "\\# a note" in files["docs/first-part.md"].decode()


def test_numbered_headings_keep_their_levels():
    source = "My title\n\n" + "".join(
        f"{n} {name}\n\nSome text stands below it, in a full sentence.\n\n"
        for n, name in (("1", "Aims"), ("1.1", "Close Aims"), ("2", "Methods"), ("2.1", "Counting"))
    )
    files, lost = pages_of("a.txt", source.encode())
    assert lost == []
    assert "## 1.1 Close Aims" in files["docs/1-aims.md"].decode()
    assert "## 2.1 Counting" in files["docs/2-methods.md"].decode()


def test_a_last_paragraph_stays_where_it_is_and_sections_about_the_article_do_not():
    source = (
        "# T\n\n## A\n\nOne.\n\nBy beta, we hope for more.\n\n## Notes\n\nx\n\n## Sources\n\ny\n"
    )
    files, lost = pages_of("a.md", source.encode())
    assert lost == []
    assert "By beta" in files["docs/a.md"].decode()
    about = files["docs/about-the-source.md"].decode()
    assert about.index("## Notes") < about.index("## Sources")


def test_a_dictionary_is_not_cut_into_hundreds_of_pages():
    source = "# Words\n\n" + "".join(f"## Word {n:03}\n\nIt means {n}.\n\n" for n in range(200))
    files, lost = pages_of("a.md", source.encode())
    assert lost == []
    pages = [path for path in files if path.endswith(".md") and path.count("/") == 1]
    assert 10 <= len(pages) <= 42
    each, lost = pages_of("a.md", source.encode(), level=2)
    assert lost == []
    assert len([path for path in each if "docs/word-" in path]) == 200


def test_addresses_keep_the_letters_of_their_script():
    source = "# 本\n\n## 第一章\n\n文字。\n\n## Überblick für alle\n\nText.\n\n## हिन्दी\n\nx\n"
    files, lost = pages_of("a.md", source.encode())
    assert lost == []
    assert {"docs/第一章.md", "docs/uberblick-fur-alle.md", "docs/हिन्दी.md"} <= files.keys()


@pytest.mark.parametrize(
    "page",
    [
        "Take 20 mg.\n\n3. one\n4. two",
        "Take 10 mg.\n\n4. two\n5. one",
        "Take 10 mg.\n\n3. one",
        "Take 10 mg.\n\n3. one\n4. two\n5. five",
        "Take 10 mg.\n\n4. one\n5. two",
    ],
)
def test_the_proof_of_plain_text_sees_each_change(page):
    source, view = "Take 10 mg.\n\n3. one\n4. two\n", View(numbered=True)
    assert text_differences(source, facts_of_pages(["Take 10 mg.\n\n3. one\n4. two"], view)) == []
    assert text_differences(source, facts_of_pages([page], view))


def zipped(files: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return held.getvalue()


def test_a_book_is_read_in_its_order_with_its_links_and_pictures():
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Tides</dc:title></metadata><manifest>"
        '<item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    book = zipped(
        {
            "META-INF/container.xml": '<container><rootfile full-path="in/c.opf"/></container>',
            "in/c.opf": opf,
            "in/a.xhtml": '<html><body><h1>One</h1><p>See <a href="b.xhtml#x">two</a>.</p><img src="p.png" alt="P"/></body></html>',
            "in/b.xhtml": '<html><body><h1>Two</h1><p id="x">10<sup>9</sup></p></body></html>',
            "in/p.png": "PNG",
        }
    )
    files, lost = pages_of("tides.epub", book)
    assert lost == []
    assert files["docs/assets/p.png"] == b"PNG"
    assert "See [two](<two.md#x>)." in files["docs/one.md"].decode()
    assert '<span id="x"></span>10<sup>9</sup>' in files["docs/two.md"].decode()
    assert b'site_name: "Tides"' in files["mkdocs.yml"]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word(runs: str) -> bytes:
    """Make a Word file of a title and one paragraph."""
    title = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Dose</w:t></w:r></w:p>'
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:type="character" w:styleId="Low"><w:name w:val="Low"/><w:rPr><w:vertAlign w:val="subscript"/></w:rPr></w:style></w:styles>',
            "word/document.xml": f"<w:document {W} {M}><w:body>{title}<w:p>{runs}</w:p></w:body></w:document>",
        }
    )


def test_word_is_read_with_raised_and_struck_out_words():
    runs = (
        '<w:r><w:t xml:space="preserve">Take </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>20 mg</w:t></w:r>'
        '<w:r><w:t>, 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>9</w:t></w:r>'
        '<w:r><w:t>, H</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Low"/></w:rPr><w:t>2</w:t></w:r>'
    )
    files, lost = pages_of("dose.docx", word(runs))
    assert lost == []
    assert files["docs/index.md"].decode() == (
        "# Dose\n\nTake <del>20 mg</del>, 10<sup>9</sup>, H<sub>2</sub>\n"
    )


def test_a_formula_of_word_is_named_by_the_proof():
    formula = "<m:oMath><m:r><m:t>x=42</m:t></m:r></m:oMath>"
    _, lost = pages_of("dose.docx", word(f"<w:r><w:t>Take this: </w:t></w:r>{formula}"))
    assert lost == [("x=42", "")]


def test_pages_of_a_pdf_do_not_run_words_together(monkeypatch):
    class Reader:
        is_encrypted = False
        pages = tuple(
            SimpleNamespace(extract_text=lambda text=text: text) for text in ("Open", "end")
        )

    monkeypatch.setattr("pypdf.PdfReader", lambda _: Reader)
    opened = open_container("a.pdf", b"%PDF-", "")
    assert unprint(opened.text)[0] == ["Open", "end"]


def test_a_saved_web_page_brings_its_pictures():
    source = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html; charset=utf-8\n"
        "Content-Location: https://s.example/a\n\n<h1>T</h1><p>Dog <img src=https://s.example/d.png alt=Rex></p>\n--B\n"
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://s.example/d.png\n\nUE5H\n--B--\n"
    )
    files, lost = pages_of("a.mhtml", source.encode())
    assert lost == []
    assert files["docs/assets/d.png"] == b"PNG"
    assert "Dog ![Rex](<assets/d.png>)" in files["docs/index.md"].decode()


LISTS = {
    "Dose:\n1. one\n2. two\nThen stop.": "Dose:\n\n1.  one\n2.  two\n\nThen stop.",
    "1. a\n2. b\n7. c\n8. d": "1.  a\n2.  b\n\n<!-- -->\n\n7.  c\n8.  d",
    "1. x\n1. y": "1\\. x  \n1\\. y",
    "take\n- 5 mg daily": "take  \n\\- 5 mg daily",
    "•tight\n•two": "-   tight\n-   two",
    "1. a\n   1. b\n   2. c\n2. d": "1.  a\n    1.  b\n    2.  c\n2.  d",
    "01. a\n02. b": "01\\. a 02. b",
}


@pytest.mark.parametrize("typed", LISTS)
def test_lists_keep_their_numbers_and_what_only_looks_like_one_is_text(typed):
    files, lost = pages_of(
        "a.txt", f"The title\n\nSome words to begin with here.\n\n{typed}\n".encode()
    )
    assert lost == []
    assert LISTS[typed] in text_of_pages(files)
