"""What is made of a page: how to cite it, its data for machines; the built pages."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest

from evidences import CLAIM, JONES, ROOT, SMITH, build, data_folder
from glossary_cards.diagnostics.problem import Severity
from mindinmind.evidence.cite_this_page import FILES, PageToCite, citation_files
from mindinmind.evidence.site import PREVIEW
from mindinmind.evidence.styles import format_all
from mindinmind.templates import OWN, environment


def to_cite(title="A page?", url="", **more) -> PageToCite:
    return PageToCite("a/page", title, "My Site", date(2026, 11, 22), url, **more)


@pytest.mark.parametrize(
    "title", ["A page", "Does it work?", "Stop.", "What is <b> & “c”?", "Über 心"]
)
@pytest.mark.parametrize("url", ["", "https://example.org/a?b&c"])
def test_the_template_writes_what_citeproc_would(title, url):
    page = to_cite(title, url)
    box = citation_box(page)
    for name, style in (("apa", "apa"), ("vancouver", "nlm-citation-sequence")):
        item = {
            "id": "page", "type": "webpage", "title": page.title, "container-title": page.site_name,
            "author": [{"literal": page.author}], **({"URL": url} if url else {}),
            "issued": {"date-parts": [[page.day.year, page.day.month, page.day.day]]},
        }  # fmt: skip
        if name == "vancouver":  # citeproc-py would write 2026Nov22
            item["issued"] = {"date-parts": [[page.day.year]]}
        asked = format_all([item], style=style)["page"].html
        (shown,) = re.findall(rf'id="cite-{name}">(.*?)</span>', box)
        assert unescape(shown) == unescape(asked)


def test_the_files_say_the_same_in_two_formats():
    files = citation_files(to_cite(url="https://example.org/a/page/"))
    assert files["cite/a/page.bib"] == (
        "@misc{my-site-a-page,\n  author = {{My Site contributors}},\n  title = {{A page?}},\n"
        "  howpublished = {My Site},\n  year = {2026},\n  month = {11},\n"
        "  note = {Version of 2026-11-22},\n  url = {https://example.org/a/page/}\n}\n"
    )
    assert files["cite/a/page.ris"].split("\r\n") == [
        "TY  - ELEC", "ID  - my-site-a-page", "AU  - My Site contributors", "TI  - A page?",
        "T2  - My Site", "PY  - 2026", "DA  - 2026/11/22", "UR  - https://example.org/a/page/",
        "ER  - ", "",
    ]  # fmt: skip


def test_without_a_site_address_none_is_invented():
    text = "".join(citation_files(to_cite()).values())
    assert "http" not in text
    assert "\nUR" not in text


def test_tex_and_html_are_escaped():
    page = to_cite("50 % & {x} <b>")
    assert r"title = {{50 \% \& \{x\} <b>}}" in citation_files(page)["cite/a/page.bib"]
    assert "<i>50 % &amp; {x} &lt;b&gt;</i>" in citation_box(page)


def test_the_box_shows_the_text_even_without_its_script():
    box = citation_box(to_cite(url="https://example.org/", published=date(2026, 1, 2)))
    assert "<summary>Cite this page</summary>" in box
    assert 'data-copy="cite-apa" hidden>Copy APA</button>' in box
    assert '<a href="../../cite/a/page.bib" download>BibTeX</a>' in box
    assert "First published 2 January 2026. This version: 22 November 2026." in box


def citation_box(page: PageToCite) -> str:
    view = {"page": page, "files": FILES, "origin": "a/page/"}
    return environment().get_template("partials/mim/evidence/cite.html").render(view)


PAGE = """---
title: Does it &amp; work?
description: What MBT does & "more".
audience: [person, family, clinician]
reviewed: 2026-11-22
review_in: 12 months
reviewers: {reviewers}
changes:
  - {{date: 2026-11-01, what: First version.}}
---
# Does it work?

MBT helps with borderline personality disorder.[^smith2020] {{claim=C8}} See the book.[^jones2021]
"""


def data_of(tmp_path, reviewers="[]", **changes):
    changes = {"site_url": "https://example.org/sub/"} | changes
    data = data_folder(tmp_path, [SMITH, JONES])
    built = build(data, {"a/page.md": PAGE.format(reviewers=reviewers)}, **changes)
    assert built.messages == []
    head = built.evidence.head("a/page.md")
    assert head.count("</script>") == head.count("<script")
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.S)[1]
    return json.loads(script), head, built.html["a/page.md"]


def test_the_data_for_machines_says_what_the_page_shows(tmp_path):
    data, head, html = data_of(tmp_path)
    shown = re.sub(r"<[^>]+>", "", html)
    assert data["@type"] == "MedicalWebPage"
    assert data["name"] == "Does it & work?"
    assert data["description"] == 'What MBT does & "more".'
    assert data["dateModified"] == "2026-11-22"
    assert "This version: 22 November 2026" in shown
    assert data["datePublished"] == "2026-11-01"
    assert "First published 1 November 2026" in shown
    assert '<meta property="og:title" content="Does it &amp; work?">' in head
    assert 'content="What MBT does &amp; &#34;more&#34;."' in head


def test_nobody_is_said_to_have_reviewed_a_page_that_nobody_reviewed(tmp_path):
    assert not {"reviewedBy", "lastReviewed"} & data_of(tmp_path)[0].keys()
    reviewed = data_of(tmp_path, "[{name: Dr A. Person, as: clinician}]")[0]
    assert reviewed["reviewedBy"] == [{"@type": "Person", "name": "Dr A. Person"}]
    assert reviewed["lastReviewed"] == "2026-11-22"


def test_what_needs_an_address_is_left_out_without_one(tmp_path):
    data, head, _ = data_of(tmp_path)
    assert data["url"] == "https://example.org/sub/a/page/"
    assert f'content="https://example.org/sub/{PREVIEW}"' in head
    assert (OWN / PREVIEW).is_file()
    page = {"a/page.md": PAGE.format(reviewers="[]")}
    head = build(data_folder(tmp_path), page).evidence.head("a/page.md")
    assert "og:" not in head
    assert "ld+json" not in head


def test_schema_org_knows_every_type_and_name_we_use(tmp_path):
    data, _, _ = data_of(tmp_path, "[{name: A, as: clinician}]")
    known = {
        "MedicalWebPage": {"name", "description", "inLanguage", "isPartOf", "author", "license",
                           "isAccessibleForFree", "datePublished", "dateModified", "lastReviewed", "url",
                           "reviewedBy"},
        "WebSite": {"name"}, "Organization": {"name"}, "Person": {"name"},
    }  # fmt: skip

    def check(node):
        if isinstance(node, list):
            for one in node:
                check(one)
        elif isinstance(node, dict):
            assert set(node) - {"@type", "@context"} <= known[node["@type"]]
            for one in node.values():
                assert one not in ("", None, [], {})
                check(one)

    assert data["@context"] == "https://schema.org"
    check(data)


def test_built_pages_know_every_page(tmp_path):
    pages = {
        "a.md": "---\ntitle: Ay\nreviewed: 2026-11-22\nreview_in: 12 months\nchanges:\n"
        "  - {date: 2026-11-22, what: New.}\n---\nOne.[^smith2020] {claim=C8}",
        "about/references.md": "# R\n\n<!-- evidence: references -->",
        "about/claim-check.md": "# C\n\n<!-- evidence: claim-check -->",
        "about/judging.md": "<!-- evidence: judging -->\n\n`<!-- evidence: changes -->`",
        "about/changes.md": "<!-- evidence: changes -->",
    }
    built = build(data_folder(tmp_path), pages)
    assert [problem.rule for problem in built.problems] == ["uncited-source"]
    references = built.html["about/references.md"]
    assert references.index("Jones, B.") < references.index("Smith, A.")
    assert 'Cited on: <a href="../../a/">Ay</a>' in references
    assert "Not cited on a page yet" in references
    assert (
        '<button type="button" data-kind="trial" aria-pressed="false">Trial (1)</button>'
        in references
    )
    claims = built.html["about/claim-check.md"]
    assert '<h3 id="c8">C8. Many people do things.</h3>' in claims
    assert '<a href="../references/#smith2020">Smith, 2020</a>' in claims
    assert '<dt>Where we say it</dt><dd><a href="../../a/">Ay</a></dd>' in claims
    judging = built.html["about/judging.md"]
    assert '<dt id="sure-low">Low <span>(1 claim)</span></dt><dd>The research is small' in judging
    assert "&lt;!-- evidence: changes --&gt;" in judging
    assert '<a href="../../a/">Ay</a>: New.' in built.html["about/changes.md"]
    assert built.evidence.anchors("about/claim-check.md") == {"c8"}
    assert built.evidence.anchors("about/references.md") == {"smith2020", "jones2021"}
    assert "sure-high" in built.evidence.anchors("about/judging.md")
    assert set(dict(built.evidence.files())) == {"about/changes.xml"}, "no page has an address"
    hosted = build(data_folder(tmp_path), pages, site_url="https://example.org/").evidence
    assert {"about/changes.xml", "cite/a.bib"} <= set(dict(hosted.files()))


def test_the_citation_file_of_the_project_has_what_the_format_asks_for():
    import yaml

    data = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert data["cff-version"] == "1.2.0"
    assert data["authors"] == [{"name": "Mind in Mind contributors"}]
    assert {"message", "title", "type", "date-released", "license"} <= set(data)


def test_a_missing_claim_is_not_carried(tmp_path):
    assert build(data_folder(tmp_path, claims=CLAIM), {}).messages == [
        "docs/_data/claims.yml:2:1: [claim-not-carried] no page carries claim C8; "
        "write `{claim=C8}` after the citations of the sentence that says it"
    ]


def test_a_source_that_nothing_cites_is_told_where_all_are_listed(tmp_path):
    data = data_folder(tmp_path)
    pages = {"a.md": "One.[^smith2020] {claim=C8}", "all.md": "<!-- evidence: references -->"}
    (found,) = build(data, pages).problems
    lines = (data / "references.json").read_text("utf-8").splitlines()
    assert found.path == "docs/_data/references.json"
    assert lines[found.line - 1].strip() == '"id": "jones2021",'
    assert (found.rule, found.severity) == ("uncited-source", Severity.WARNING)
    assert "`jones2021`" in found.what
    cited = {**pages, "b.md": "Two.[^jones2021]"}
    assert build(data, cited).problems == []
    assert build(data, {"a.md": pages["a.md"]}).problems == [], "no page shows that it is uncited"
    replaced = data_folder(tmp_path, [SMITH | {"superseded": "jones2021"}, JONES])
    assert build(replaced, pages).problems == [], "what replaces another is named beside it"
