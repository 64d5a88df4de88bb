"""Sources from what library tools and registers give, into the bibliography."""

from __future__ import annotations

import io
import json
import shutil
import sys

import pytest

import new_reference
from references.formats import read
from servers import served
from sites import ROOT

RIS = """TY  - JOUR
AU  - Müller, Anna
AU  - van der Berg, Bo
T1  - A study of something
JO  - Journal of Things
PY  - 2021/05/03/
VL  - 12
IS  - 3
SP  - 100
EP  - 110
DO  - https://doi.org/10.1234/abc
UR  - http://example.org/abc
ER  -
"""
BIBTEX = r"""% an export
@string{x = "y"}
@article{key,
  author = {M{\"u}ller, Anna and van der Berg, Bo},
  title = "A {S}tudy of
     something",
  journal = {Journal of Things}, volume = 12, number = {3},
  pages = {100--110}, year = 2021, month = may,
  doi = {10.1234/abc}, url = {http://example.org/abc}
}
"""
CSL = {
    "type": "article-journal", "title": "A study of something",
    "author": [{"family": "Müller", "given": "Anna"},
               {"family": "Berg", "given": "Bo", "non-dropping-particle": "van der"}],
    "issued": {"date-parts": [["2021", 5, 3]]}, "container-title": "Journal of Things",
    "volume": 12, "issue": "3", "page": "100-110", "DOI": "10.1234/abc", "URL": "http://example.org/abc",
}  # fmt: skip
CROSSREF = {"status": "ok", "message": {
    **CSL, "type": "journal-article", "title": ["A study of <i>something</i>"],
    "container-title": ["Journal of Things", "J Things"], "is-referenced-by-count": 3,
    "author": [{**CSL["author"][0], "sequence": "first", "affiliation": []}, CSL["author"][1]],
}}  # fmt: skip
EXPORTS = {"ris": RIS, "bibtex": BIBTEX, "csl": json.dumps([CSL]), "crossref": json.dumps(CROSSREF)}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs/_data").mkdir(parents=True)
    for name in ("references.json", "references.schema.json"):
        shutil.copy(ROOT / "docs/_data" / name, tmp_path / "docs/_data" / name)
    return tmp_path


def add(project, monkeypatch, *arguments, text="", registers=new_reference.REGISTERS):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    code = new_reference.main([*arguments], project, registers)
    return code, json.loads((project / "docs/_data/references.json").read_text("utf-8"))


@pytest.mark.parametrize("name", EXPORTS)
def test_all_formats_give_the_same_entry(name, project, monkeypatch, capsys):
    before = (project / "docs/_data/references.json").read_text("utf-8")
    code, items = add(project, monkeypatch, "-", "--kind", "study", text=EXPORTS[name])
    assert code == 0
    entry = items[-1]
    assert entry.pop("issued")["date-parts"][0][0] == 2021
    assert entry.pop("title").lower() == "a study of something"
    assert entry == {
        "id": "muller2021", "type": "article-journal", "author": CSL["author"],
        "container-title": "Journal of Things", "volume": "12", "issue": "3", "page": "100-110",
        "DOI": "10.1234/abc", "URL": "https://example.org/abc", "kind": "study",
    }  # fmt: skip
    after = (project / "docs/_data/references.json").read_text("utf-8")
    assert after.startswith(before.rstrip().removesuffix("]").rstrip())  # nothing else changed
    said = capsys.readouterr().out
    assert "still missing: `read`" in said
    assert "`kind`" not in said
    with pytest.raises(SystemExit):  # the same source a second time
        add(project, monkeypatch, "-", text=EXPORTS[name])
    assert "[^muller2021]" in capsys.readouterr().err


def test_what_was_read_is_written_down(project, monkeypatch, capsys):
    arguments = ["-", "--kind", "study", "--read", "abstract", "--at", "https://example.org/abc"]
    _, items = add(project, monkeypatch, *arguments, text=RIS)
    assert items[-1]["read"]["what"] == "abstract"
    assert "missing" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"{\O}rsted, H. C.", {"family": "Ørsted", "given": "H. C."}),
        (r"Jos{\'e} Garc{\'\i}a", {"family": "García", "given": "José"}),
        ("{World Health Organization}", {"literal": "World Health Organization"}),
        (r"{\c{C}}elik, Ay{\c s}e", {"family": "Çelik", "given": "Ayşe"}),
        ("O'Neil, P.", {"family": "O'Neil", "given": "P."}),
    ],
)
def test_names_in_bibtex(written, name):
    assert read(f"@book{{x, author = {{{written}}}, title = {{T}}}}")["author"] == [name]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"On {Trust} \& hope in \textit{therapy}", "On Trust & hope in therapy"),
        (r"{\em Mind} and \emph{{\o}re}: \textbf {two}", "Mind and øre: two"),
        (r"Pages 1--2 of \alpha", r"Pages 1–2 of \alpha"),  # shown, so that somebody writes it out
    ],
)
def test_titles_in_bibtex(written, title):
    assert read(f"@book{{x, title = {{{written}}}}}")["title"] == title


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("10.1234/abc", "/doi/10.1234/abc"), ("https://doi.org/10.1234/a(b)c", "/doi/10.1234/a%28b%29c"),
        ("doi:10.1234/abc", "/doi/10.1234/abc"), ("12345678", "/pubmed?id=12345678"),
        ("PMID: 12345678", "/pubmed?id=12345678"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "/pubmed?id=12345678"),
    ],
)  # fmt: skip
def test_numbers_are_looked_up(source, asked, project, monkeypatch):
    seen = []

    def answer(method, path, body):
        seen.append(path)
        return 200, CSL

    with served(answer) as host:
        registers = {"doi": f"{host}/doi/{{}}", "pubmed": f"{host}/pubmed?id={{}}"}
        _, items = add(project, monkeypatch, source, registers=registers)
    assert seen == [asked]
    assert items[-1]["id"] == "muller2021"


@pytest.mark.parametrize(
    ("source", "text", "answer", "said"),
    [
        ("-", "Bateman and Fonagy, 2009", None, "this is no BibTeX, RIS, CSL-JSON or Crossref JSON"),
        ("-", "", None, "this is no BibTeX"),
        ("-", '{"title": ', None, "line 1 is no JSON"),
        ("-", "[]", None, "no entry with a title stands in it"),
        ("-", "@comment{x}", None, "no entry such as"),
        ("abc", "", None, "`abc` is neither a DOI nor a PubMed number; use - to paste"),
        ("10.1234/no", "", (404, b""), "could not be looked up: the register says HTTP Error 404"),
        ("10.1234/no", "", (200, b"<html>"), "this is no BibTeX"),
        ("1", "", (200, {"status": "error"}), "no entry with a title stands in it"),
        ("10.1234/no", "", "nobody", "could not be looked up"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_kind_line(
    source, text, answer, said, project, monkeypatch, capsys
):
    before = (project / "docs/_data/references.json").read_bytes()
    with served(lambda *_: answer) as server, pytest.raises(SystemExit):
        host = "http://127.0.0.1:9" if answer == "nobody" else server
        registers = {"doi": host + "/{}", "pubmed": host + "/{}"}
        add(project, monkeypatch, source, text=text, registers=registers)
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert told.endswith("Nothing was written.\n")
    assert (project / "docs/_data/references.json").read_bytes() == before


def test_keys_differ_and_odd_values_are_told(project, monkeypatch, capsys):
    add(project, monkeypatch, "-", text=RIS)
    other = {
        **CSL,
        "title": "Another",
        "DOI": "10.1234/def",
        "author": CSL["author"][:1],
        "ISBN": "odd",
    }
    _, items = add(project, monkeypatch, "-", text=json.dumps(other))
    assert [item["id"] for item in items[-2:]] == ["muller2021", "muller2021b"]
    assert "left out, because it has another form here: ISBN 'odd'" in capsys.readouterr().out


def test_without_names_and_dates(project, monkeypatch):
    _, items = add(project, monkeypatch, "-", text='{"title": "8 things"}')
    assert items[-1] == {"id": "things", "title": "8 things"}
