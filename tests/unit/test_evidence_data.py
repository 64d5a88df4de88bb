"""The bibliography and the claim list: what is read, and what is said about mistakes."""

from __future__ import annotations

import json
import re

import pytest

from evidences import CLAIM, DATA, JONES, SMITH, build, data_folder
from mindinmind.data_files import checked
from mindinmind.evidence.claims import load_claims
from mindinmind.evidence.pages import MARKERS
from mindinmind.evidence.references import load_references

REFERENCES, CLAIMS = "docs/_data/references.json", "docs/_data/claims.yml"
SCHEMA = json.loads((DATA / "references.schema.json").read_text("utf-8"))
CLAIMS_SCHEMA = json.loads((DATA / "claims.schema.json").read_text("utf-8"))


def references(items):
    text = items if isinstance(items, str) else json.dumps(items, indent=1)
    found, problems = load_references(checked(REFERENCES, text, SCHEMA))
    return found, [str(problem) for problem in problems]


def claims(text, keys=("smith2020",)):
    found, problems = load_claims(checked(CLAIMS, text, CLAIMS_SCHEMA), keys)
    return found, [str(problem) for problem in problems]


def test_a_good_bibliography_is_read_without_our_fields_in_the_csl():
    found, messages = references([SMITH, JONES])
    assert messages == []
    assert found["smith2020"].free and not found["jones2021"].free
    assert found["smith2020"].address == "https://doi.org/10.1234/thing.2020"
    assert not {"kind", "free"} & set(found["smith2020"].csl)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"DOI": "https://doi.org/10.1/x"},
         "smith2020: `DOI` is `https://doi.org/10.1/x`, which is not in the usual form; "
         "write it as `10.1234/abc`, without `https://doi.org/` and without a stop at its end"),
        ({"PMID": "PMID 12"},
         "smith2020: `PMID` is `PMID 12`, which is not in the usual form; write its digits only: `\"12345678\"`"),
        ({"URL": "http://example.org"},
         "smith2020: `URL` is `http://example.org`, which is not in the usual form; "
         "write the whole address, starting with `https://`"),
        ({"titel": "seen"},
         "smith2020: `titel` is not a known key; did you mean `title`?"),
        ({"kind": "tral"},
         "smith2020: `kind` is `tral`; did you mean `trial`?"),
        ({"author": None},
         'smith2020: `author` is empty; write each author as `{"family": "Bateman", "given": "Anthony"}`, '
         "in brackets"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_its_place_and_leaves_the_rest(change, message):
    found, messages = references([SMITH | change, JONES])
    assert len(messages) == 1
    assert (
        re.sub(r"^docs/_data/references.json:\d+:\d+: \[references-file\] ", "", messages[0])
        == message
    )
    assert list(found) == ["jones2021"]


def test_a_source_without_authors_is_refused():
    item = {name: value for name, value in SMITH.items() if name != "author"}
    assert references([item])[1] == [
        "docs/_data/references.json:2:2: [references-file] smith2020: `author` is missing; "
        "copy another entry, and change what is different"
    ]


def test_broken_json_is_one_line_with_a_place():
    found, messages = references('[\n {"id": "a",}\n]')
    assert found == {}
    assert len(messages) == 1
    place, _, said = messages[0].partition(": [references-file] this cannot be read as JSON; ")
    assert place.startswith("docs/_data/references.json:2:1"), "later Pythons name the comma itself"
    assert said.startswith("put a comma between two entries and none after the last")
    (comma,) = references('[\n {"id": "a"}\n {"id": "b"}\n]')[1]
    assert comma.startswith("docs/_data/references.json:2:13: ")
    assert comma.endswith("look at the end of the line before, too")
    (comment,) = references('[\n // mine\n {"id": "a"}\n]')[1]
    assert comment.startswith("docs/_data/references.json:2:2: ")


def test_an_id_given_twice_keeps_the_first():
    found, messages = references([SMITH, SMITH | {"title": "Another"}])
    assert found["smith2020"].title == "A trial of one thing"
    assert [m.split("] ")[1] for m in messages] == [
        "smith2020: this id is given twice, first in line 3; give each source an id of its own"
    ]


def test_a_replacement_has_to_exist():
    _, messages = references([SMITH | {"superseded": "smith2030"}])
    assert [m.split("] ")[1] for m in messages] == [
        "smith2020: `superseded` names `smith2030`, which is not in the bibliography; "
        "add the newer source first, or correct its id"
    ]


@pytest.mark.parametrize("text", ["{}", "3", '"x"', "[3]", '[{"id": []}]', "[null]", "[{}]"])
def test_nonsense_is_a_problem_and_never_a_traceback(text):
    found, messages = references(text)
    assert found == {}
    assert messages


def test_a_good_claim_is_read():
    found, messages = claims(CLAIM)
    assert messages == []
    assert found["C8"].badge.label == "How sure: low"
    assert found["C8"].place == (2, 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("low", "fairly", "docs/_data/claims.yml:8:3: [claims-file] C8: `confidence` is `fairly`; "
         "use one of: high, moderate, low, theory"),
        ("[smith2020]", "[jones]", "docs/_data/claims.yml:7:16: [claims-file] C8: `jones` is not in "
         "the bibliography; add the source to references.json first, or correct the id"),
        ("2026-11-22", "soon", "docs/_data/claims.yml:9:3: [claims-file] C8: `checked` is `soon`, "
         "which is no day; write the day as 2026-11-22"),
        ("  why: One trial counted.\n", "", "docs/_data/claims.yml:2:1: [claims-file] C8: `why` is "
         "missing; add `why:`"),
    ],
)  # fmt: skip
def test_a_wrong_claim_is_named_with_its_place(old, new, message):
    assert claims(CLAIM.replace(old, new))[1] == [message]


@pytest.mark.parametrize(
    "text", ["- a", "3", "8: x", "C8: 3", "C8:\n a: [", "", "C8: {verdict: []}"]
)
def test_a_nonsense_claim_list_is_a_problem_and_never_a_traceback(text):
    found, messages = claims(text)
    assert found == {}
    assert messages


def test_missing_files_are_problems(tmp_path):
    (tmp_path / "_data").mkdir()
    assert build(tmp_path / "_data", {}).messages == [
        f"docs/_data/{name}: [{name.partition('.')[0]}-file] "
        "this file is missing, or cannot be opened; put it back"
        for name in ("claims.yml", "references.json")
    ]


def test_the_real_data_is_in_order(tmp_path):
    text = (DATA / "references.json").read_text("utf-8")
    found, messages = references(text)
    assert messages == []
    assert len(found) >= 68
    listed, messages = claims((DATA / "claims.yml").read_text("utf-8"), found)
    assert messages == []
    numbered = [f"C{number}" for number in range(1, 28) if number != 14]
    assert set(listed) == {*numbered, "C8b", *(f"C14{letter}" for letter in "abcde")}
    for claim in listed.values():
        assert len(claim.says.split()) <= 60
    assert not re.search(r"MEMORY|VERIFIED|\bnote\b", text)
    assert data_folder(tmp_path).is_dir()


PAGE = {"a.md": "# A\n\nAbout 7 in 10.[^smith2020] {claim=C8}\n"}


def test_a_broken_bibliography_is_one_problem_and_not_one_on_every_page(tmp_path):
    messages = build(data_folder(tmp_path, text="[{"), PAGE).messages
    assert [message.split(" ")[1] for message in messages] == ["[references-file]"]


def test_a_broken_claim_list_is_one_problem_and_not_one_on_every_page(tmp_path):
    messages = build(data_folder(tmp_path, claims="C8: ["), PAGE).messages
    assert [message.split(":")[0] for message in messages] == ["docs/_data/claims.yml"]


def test_each_choice_that_a_data_file_offers_has_its_meaning():
    of_claims, of_sources = CLAIMS_SCHEMA["additionalProperties"], SCHEMA["items"]
    for entry, name in ((of_claims, "confidence"), (of_claims, "verdict"), (of_sources, "kind")):
        field = entry["properties"][name]
        assert field["enum"] == list(field["x-means"])
        assert all(field["x-means"].values())


def test_a_lost_schema_is_a_problem_and_never_a_traceback(tmp_path):
    data = data_folder(tmp_path)
    (data / "claims.schema.json").unlink()
    (data / "references.schema.json").write_text("{", encoding="utf-8")
    pages = {f"{name}.md": f"<!-- evidence: {name} -->" for name in MARKERS}
    built = build(data, pages)
    assert {problem.path.rpartition("/")[2] for problem in built.problems} == {
        "claims.schema.json", "references.schema.json",
    }  # fmt: skip
    assert all("<!--" not in html for html in built.html.values())
