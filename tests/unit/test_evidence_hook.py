"""The hook in a real build: events in order, fresh state, one report, strict where it matters."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from evidences import ROOT, data_folder

PAGES = {
    "index.md": "---\ntitle: Home\nreviewed: 2026-11-22\nreview_in: 12 months\naudience: [person]\n"
    "changes:\n  - {date: 2026-11-22, what: New.}\n---\n# Home\n\nAbout 7 in 10.[^smith2020] {claim=C8}\n"
    "\n[See the claim](about/claim-check.md#c8) and [the source](about/references.md#smith2020).\n",
    "about/claim-check.md": "# Claim check\n\n<!-- evidence: claim-check -->\n",
    "about/references.md": "# References\n\n<!-- evidence: references -->\n",
    "about/changes.md": "# Changes\n\n<!-- evidence: changes -->\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    """Build a small site in a folder of its own; give its output folder and the log."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    monkeypatch.setenv("MIM_TODAY", "2026-11-22")
    monkeypatch.delenv("MIM_RELEASE", raising=False)

    def made(pages: dict[str, str] | None = None, strict: bool = True, **settings: object) -> Path:
        docs = tmp_path / "docs"
        shutil.rmtree(docs, ignore_errors=True)
        for name, text in (PAGES if pages is None else pages).items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text, encoding="utf-8")
        data_folder(docs)
        config = {
            "site_name": "Site",
            "theme": {"name": "mkdocs", "highlightjs": False},
            "plugins": [],
            "exclude_docs": "/_data/",
            "hooks": [str(ROOT / "hooks" / "evidence.py")],
            "site_url": "https://example.org/",
            "validation": {"links": {"anchors": "warn"}},
            "strict": strict,
        } | settings
        (tmp_path / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
        caplog.clear()
        with caplog.at_level(logging.INFO, "mkdocs"):
            build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
        return tmp_path / "site"

    return made


def test_a_strict_build_passes_and_everything_is_there(site, caplog):
    out = site()
    assert [r.message for r in caplog.records if r.levelno >= logging.WARNING] == []
    home = (out / "index.html").read_text("utf-8")
    assert "Sources for this page" in home
    assert 'href="about/claim-check/#c8">How sure: low</a>' in home
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Changes" href="about/changes.xml">'
        in home
    )
    assert 'id="smith2020"' in (out / "about/references/index.html").read_text("utf-8")
    assert 'id="c8"' in (out / "about/claim-check/index.html").read_text("utf-8")
    for name in ("cite/index.bib", "about/changes.xml"):
        assert (out / name).stat().st_size > 0
    assert not (out / "_data").exists()


@pytest.mark.parametrize("said", ["An emergency card helps.", "<!-- emergency card -->"])
def test_a_page_says_how_to_cite_it_unless_it_has_the_emergency_card(site, said):
    out = site({**PAGES, "index.md": f"{PAGES['index.md']}\n\n{said}\n"})
    has_card = said.startswith("<")
    assert ("Cite this page" in (out / "index.html").read_text("utf-8")) is not has_card


def test_addresses_are_right_without_directory_urls(site):
    out = site(use_directory_urls=False)
    assert 'href="about/claim-check.html#c8"' in (out / "index.html").read_text("utf-8")
    claims = (out / "about/claim-check.html").read_text("utf-8")
    assert 'href="references.html#smith2020"' in claims
    assert 'href="../index.html">Home</a>' in claims


def test_two_builds_are_the_same_to_the_byte(site, tmp_path):
    first = {p: p.read_bytes() for p in sorted(site().rglob("*")) if p.is_file()}
    shutil.rmtree(tmp_path / ".cache")
    again = {p: p.read_bytes() for p in sorted(site().rglob("*")) if p.is_file()}
    assert first == again


def test_a_second_build_in_one_process_starts_afresh(site, caplog):
    site()
    pages = {**PAGES, "index.md": "# Home\n\nNothing.[^nobody]\n"}
    out = site(pages, strict=False)
    assert "Not cited on a page yet" in (out / "about/references/index.html").read_text("utf-8")
    warnings = [r.message for r in caplog.records if r.levelno >= logging.WARNING]
    assert len(warnings) == 2  # the claim is no longer carried, and the source is unknown


def test_all_problems_come_in_one_run_and_fail_a_strict_build(site, caplog):
    pages = {
        **PAGES,
        "a.md": "# A\n\nx[^nobody]\n",
        "b.md": "---\naudience: [person]\nreviewed: 2026-11-22\nreview_in: 12 months\n---\n# B\n\n5 %\n",
    }
    with pytest.raises(Abort):
        site(pages)
    warnings = [r.message for r in caplog.records if r.levelno >= logging.WARNING]
    assert warnings[:2] == [
        "evidence: docs/a.md:3:2: [unknown-source] `[^nobody]` is neither in the bibliography nor a "
        "note of this page; add it to references.json, or write the note: `[^…]: …`",
        "evidence: docs/b.md:8:1: [figure-without-citation] the figure “5 %” has no citation in its "
        "paragraph; cite its source, such as `[^storebo2020]`, or say it without a figure",
    ]


def test_a_date_that_passes_reminds_and_stops_only_a_release(site, caplog, monkeypatch):
    pages = {**PAGES, "index.md": PAGES["index.md"].replace("reviewed: 2026", "reviewed: 2024")}
    site(pages)
    assert (
        "evidence: docs/index.md: [review-due] this page was due for review on 22 November 2025; "
        "compare it with its sources, then set `reviewed` to the day you did"
    ) in caplog.text
    monkeypatch.setenv("MIM_RELEASE", "1")
    with pytest.raises(Abort):
        site(pages)
