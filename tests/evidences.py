"""Small sites for the tests of evidence: data in, read pages out, without MkDocs."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import markdown

from glossary_cards.diagnostics.problem import Problem, ordered
from glossary_cards.diagnostics.source import read_document
from mindinmind.evidence.settings import Settings
from mindinmind.evidence.site import Evidence

ROOT = Path(__file__).parents[1]
DATA = ROOT / "docs" / "_data"
EXTENSIONS = [
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences",
]  # fmt: skip

SMITH = {
    "id": "smith2020",
    "type": "article-journal",
    "title": "A trial of one thing",
    "author": [{"family": "Smith", "given": "Ann"}],
    "issued": {"date-parts": [[2020]]},
    "container-title": "Journal of Things",
    "DOI": "10.1234/thing.2020",
    "kind": "trial",
    "free": True,
    "read": {"what": "abstract", "at": "https://example.org/thing", "on": "2026-11-21"},
}
JONES = {
    "id": "jones2021",
    "type": "book",
    "title": "A book of things",
    "author": [{"family": "Jones", "given": "Bo"}, {"literal": "Office of Things"}],
    "issued": {"date-parts": [[2021]]},
    "publisher": "Press",
    "kind": "book",
    "read": {"what": "chapter 2", "at": "a library", "on": "2026-11-22"},
}
CLAIM = """
C8:
  article_claim: Many people do things.
  verdict: outdated
  says: About 7 in 10 people did a thing.
  why: One trial counted.
  references: [smith2020]
  confidence: low
  checked: 2026-11-22
"""


@dataclass
class Built:
    """A small site after its pages have been read."""

    evidence: Evidence
    html: dict[str, str]
    problems: list[Problem]

    @property
    def messages(self) -> list[str]:
        return [str(problem) for problem in ordered(self.problems)]


def settings(folder: Path, **changes: object) -> Settings:
    given = {
        "docs": "docs",
        "data": folder,
        "site_name": "Site",
        "site_url": "",
        "today": date(2026, 11, 22),
    }
    return Settings(**(given | changes))


def data_folder(
    folder: Path, references: object = None, claims: str = CLAIM, text: str | None = None
) -> Path:
    """Write a data folder; its schemas are the real ones."""
    data = folder / "_data"
    data.mkdir(parents=True, exist_ok=True)
    for schema in DATA.glob("*.schema.json"):
        shutil.copy(schema, data)
    items = [SMITH, JONES] if references is None else references
    written = json.dumps(items, ensure_ascii=False, indent=1) if text is None else text
    (data / "references.json").write_text(written, encoding="utf-8")
    (data / "claims.yml").write_text(claims, encoding="utf-8")
    return data


def build(folder: Path, pages: dict[str, str], **changes: object) -> Built:
    """Read pages as the hook does."""
    evidence = Evidence(settings(folder, **changes))
    html = {}
    for source, text in pages.items():
        document, _ = read_document(source, text)
        md = markdown.Markdown(extensions=[*EXTENSIONS, evidence.citing])
        evidence.citing.begin(source)
        content = md.convert(document.body)
        url = source.removesuffix("index.md").replace(".md", "/")
        title = document.meta.get("title", source)
        page = evidence.facts(source, url, title, document.meta)
        html[source] = evidence.read_page(page, content, text)
    for source in evidence.marked:
        html[source] = evidence.fill(source, html[source])
    return Built(evidence, html, evidence.finish())
