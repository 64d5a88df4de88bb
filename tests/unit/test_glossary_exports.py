"""Published data, read back by other readers than the code that wrote it."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from glossary_cards.exports import SCHEMA_FILE
from sites import build_here, term, write_site

QUOTED = 'She said "no\\yes", it\'s <so> & 1 > 0, é 心.'
SITE = {
    "docs/index.md": "# Home\n\nBPD and trust, café.\n\n## Two\n\nBPD.\n",
    "docs/glossary/bpd.md": term(
        "borderline personality disorder",
        "First *line*\nand second line.",
        abbreviation="BPD",
        forms=["EUPD"],
        see=["trust", "cafe"],
        references=["b2016"],
        misspellings=["boderline"],
        pronunciation="bor-der-line",
    ),
    "docs/glossary/trust.md": term(
        "trust", f"{QUOTED}".replace("<so>", "&lt;so&gt;").replace("\\", "\\\\")
    ),
    "docs/glossary/cafe.md": term("café", "A [place](trust.md)."),
}
ADDRESS = "https://example.org/sub/"
ALL = ["json", "skos", "tbx", "anki"]
EXTRA = {"extra": {"glossary": {"title": 'Our "words" & more', "exports": ALL}}}


@pytest.fixture(scope="module", params=["", ADDRESS], ids=["no address", "address"])
def built(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    write_site(root, SITE, {**EXTRA, "site_url": request.param})
    return build_here(root)


@pytest.fixture
def base(built):
    return ADDRESS if "example.org" in built.page("glossary/glossary.json") else ""


def test_the_index_links_every_file(built):
    page = built.page("glossary/index.html")
    for name in (
        "glossary.json",
        "glossary.schema.json",
        "glossary.ttl",
        "glossary.tbx",
        "glossary.apkg",
    ):
        assert re.search(rf'href="[^"]*glossary/{re.escape(name)}"', page), name
        assert (built.site / "glossary" / name).is_file()


def test_json_is_what_its_schema_says(built, base):
    schema = json.loads(built.page("glossary/glossary.schema.json"))
    assert schema == json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(built.page("glossary/glossary.json"))
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    bpd, _, trust = data["terms"]
    assert bpd["slug"] == "bpd"
    assert bpd["url"] == f"{base}glossary/bpd/"
    assert bpd["definition"] == "First line and second line."
    assert {"text": "EUPDs", "exact": True, "listed": False} in bpd["forms"]
    assert bpd["used_on"] == [{"title": "Home", "url": base or "./"}]
    assert trust["definition"] == QUOTED


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("title"),
        lambda data: data["terms"][0].pop("definition"),
        lambda data: data["terms"][0].update(definition=""),
        lambda data: data["terms"][0].update(extra=1),
        lambda data: data["terms"][0].update(forms=[]),
        lambda data: data["terms"][0]["forms"][0].update(exact="no"),
    ],
)
def test_the_schema_refuses_what_is_wrong(change, built):
    data = json.loads(built.page("glossary/glossary.json"))
    change(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def test_skos(built, base):
    root = base or "http://host/sub/"
    graph = Graph()
    graph.parse(
        data=built.page("glossary/glossary.ttl"), format="turtle", publicID=f"{root}glossary/"
    )
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert scheme == URIRef(f"{root}glossary/")
    assert graph.value(scheme, SKOS.prefLabel) == Literal('Our "words" & more', lang="en")
    bpd, trust = URIRef(f"{root}glossary/bpd/"), URIRef(f"{root}glossary/trust/")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {
        bpd,
        trust,
        URIRef(f"{root}glossary/cafe/"),
    }
    assert all(graph.value(c, SKOS.inScheme) == scheme for c in (bpd, trust))
    assert graph.value(bpd, SKOS.prefLabel) == Literal("borderline personality disorder", lang="en")
    assert set(graph.objects(bpd, SKOS.altLabel)) == {
        Literal(t, lang="en") for t in ("EUPD", "BPD")
    }
    assert Literal("boderline", lang="en") in set(graph.objects(bpd, SKOS.hiddenLabel))
    assert trust in set(graph.objects(bpd, SKOS.related))
    assert graph.value(trust, SKOS.definition) == Literal(QUOTED, lang="en")
    labels = [
        set(graph.objects(bpd, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    ]
    assert sum(map(len, labels)) == len(set.union(*labels)), (
        "SKOS: the kinds of labels are disjoint"
    )


TBX = "{urn:iso:std:iso:30042:ed-2}"


def test_tbx(built):
    """Hold the file against the documented structure: each element, its place, its values."""
    root = etree.fromstring((built.site / "glossary" / "glossary.tbx").read_bytes())
    assert (root.tag, root.get("style"), root.get("type")) == (f"{TBX}tbx", "dca", "TBX-Basic")
    children = {
        "tbx": "tbxHeader text", "tbxHeader": "fileDesc", "fileDesc": "titleStmt sourceDesc",
        "titleStmt": "title", "title": "", "sourceDesc": "p", "p": "", "text": "body",
        "body": "conceptEntry", "conceptEntry": "ref langSec", "ref": "",
        "langSec": "descripGrp termSec", "descripGrp": "descrip", "descrip": "",
        "termSec": "term termNote", "term": "", "termNote": "",
    }  # fmt: skip
    order = {name: kinds.split() for name, kinds in children.items()}
    for element in root.iter():
        name = element.tag.removeprefix(TBX)
        kinds = [child.tag.removeprefix(TBX) for child in element]
        assert kinds == sorted(kinds, key=order[name].index), name
    types = {(e.tag.removeprefix(TBX), e.get("type")) for e in root.iter() if e.get("type")}
    assert types == {
        ("tbx", "TBX-Basic"), ("ref", "crossReference"), ("descrip", "definition"),
        ("termNote", "administrativeStatus"), ("termNote", "termType"),
    }  # fmt: skip
    values = {e.text for e in root.iter(f"{TBX}termNote")}
    assert values == {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "abbreviation"}
    ids = [entry.get("id") for entry in root.iter(f"{TBX}conceptEntry")]
    assert ids == ["term-bpd", "term-cafe", "term-trust"]
    assert {ref.get("target") for ref in root.iter(f"{TBX}ref")} <= set(ids)
    terms = [e.text for e in root.iter(f"{TBX}term")]
    assert terms == ["borderline personality disorder", "EUPD", "BPD", "café", "trust"]
    assert [e.text for e in root.iter(f"{TBX}descrip")][-1] == QUOTED


def test_anki(built, base, tmp_path):
    package = zipfile.ZipFile(io.BytesIO((built.site / "glossary" / "glossary.apkg").read_bytes()))
    assert package.testzip() is None
    collection = Path(package.extract("collection.anki2", tmp_path))
    database = sqlite3.connect(collection)
    fields = [
        row[0].split("\x1f") for row in database.execute("select flds from notes order by id")
    ]
    cards = database.execute("select count(*) from cards").fetchone()
    decks = json.loads(database.execute("select decks from col").fetchone()[0])
    database.close()
    assert [f[0] for f in fields] == ["Borderline personality disorder", "Café", "Trust"]
    assert fields[0][1:3] == ["First line and second line.", "EUPD, BPD"]
    assert fields[2][1].startswith(
        "She said &quot;no\\yes&quot;, it&#x27;s &lt;so&gt; &amp; 1 &gt; 0"
    )
    assert fields[0][3] == (f"{base}glossary/bpd/" if base else "")
    assert cards == (3,)
    assert 'Our "words" & more' in {deck["name"] for deck in decks.values()}


@pytest.mark.parametrize("exports", [[], ["json"], ["skos", "tbx"]])
def test_only_the_chosen_files(exports, site):
    built = site(SITE, {"extra": {"glossary": {"exports": exports}}})
    names = {
        "json": ["glossary.json", "glossary.schema.json"],
        "skos": ["glossary.ttl"],
        "tbx": ["glossary.tbx"],
    }
    wanted = {name for export in exports for name in names[export]}
    found = {path.name for path in (built.site / "glossary").iterdir() if path.is_file()}
    assert found == {*wanted, "index.html"}
    for name in ("glossary.json", "glossary.ttl", "glossary.apkg"):
        assert (name in built.page("glossary/index.html")) == (name in wanted)


def test_without_genanki_there_is_one_clear_line(site, monkeypatch):
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(
        "glossary_cards.exports.find_spec",
        lambda name, *a: None if name == "genanki" else found(name, *a),
    )
    built = site(SITE, {"extra": {"glossary": {"exports": ["json", "anki"]}}}, strict=True)
    assert [m for m in built.problems if "ERROR" in m] == [
        "ERROR: mkdocs.yml:3:5: [missing-package] the Anki deck needs the package genanki, which is "
        "not installed; run `pip install genanki`, or leave `anki` out of `extra.glossary.exports`"
    ]
    assert built.code == 1


def test_every_format_names_the_language_of_the_terms(site):
    extra = {"extra": {"glossary": {"language": "zh-TW", "exports": ["json", "skos", "tbx"]}}}
    built = site(SITE, {**extra, "site_url": ADDRESS})
    graph = Graph().parse(data=built.page("glossary/glossary.ttl"), format="turtle")
    assert {o.language for o in graph.objects() if isinstance(o, Literal)} == {"zh-TW"}
    assert 'xml:lang="zh-TW"' in built.page("glossary/glossary.tbx")
    data = json.loads(built.page("glossary/glossary.json"))
    assert data["language"] == "zh-TW"
    jsonschema.validate(data, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {**data, "language": "zh_TW"}, json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
        )
    assert '"inLanguage": "zh-TW"' in built.page("glossary/index.html")


def test_skos_labels_are_of_one_kind_and_relations_hold_both_ways(site):
    files = {
        "docs/glossary/trust.md": term(
            "trust",
            forms=["trusting", "trusts"],
            misspellings=["trust", "trusting", "trsut"],
            see=["cafe"],
        ),
        "docs/glossary/cafe.md": term("café"),
    }
    built = site(files, {"site_url": ADDRESS, "extra": {"glossary": {"exports": ["skos"]}}})
    graph = Graph().parse(data=built.page("glossary/glossary.ttl"), format="turtle")
    trust, cafe = URIRef(f"{ADDRESS}glossary/trust/"), URIRef(f"{ADDRESS}glossary/cafe/")
    labels = [
        list(graph.objects(trust, kind))
        for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    ]
    assert len({label for kind in labels for label in kind}) == sum(map(len, labels))
    assert Literal("trsut", lang="en") in labels[2]
    assert list(graph.objects(trust, SKOS.related)) == [cafe]
    assert list(graph.objects(cafe, SKOS.related)) == [trust]


def test_a_glossary_without_terms_publishes_no_tbx(site):
    built = site({"docs/glossary/index.md": "# Words\n"}, {"extra": {"glossary": {"exports": ALL}}})
    assert not (built.site / "glossary" / "glossary.tbx").exists()
    assert "glossary.tbx" not in built.page("glossary/index.html")
    assert (built.site / "glossary" / "glossary.json").exists()


def test_signs_that_xml_does_not_allow_are_left_out(site):
    files = {"docs/glossary/x.md": term("xylem", "Tubes\x07 in\x00 a\tplant.")}
    built = site(files, {"extra": {"glossary": {"exports": ["tbx"]}}})
    root = etree.fromstring((built.site / "glossary" / "glossary.tbx").read_bytes())
    assert "Tubes" in "".join(root.itertext())


def test_a_headword_that_is_refused_is_not_published(site):
    files = {"docs/glossary/x.md": term("**xylem**"), "docs/glossary/y.md": term("yarn")}
    built = site(files, {"extra": {"glossary": {"exports": ["json"]}}})
    assert "[wrong-form]" in built.problems[0]
    data = json.loads(built.page("glossary/glossary.json"))
    assert [entry["slug"] for entry in data["terms"]] == ["y"]
    jsonschema.validate(data, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
