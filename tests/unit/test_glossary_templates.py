"""Templates kept compiled: as quick as modules, and never other than their sources."""

import os
import sys

import pytest
from jinja2.bccache import Bucket

from glossary_cards.model.settings import Settings
from glossary_cards.pages import templates
from glossary_cards.pages.templates import Templates


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Have templates kept in a folder of their own, as where Python may write."""
    (tmp_path / "module.py").touch()
    monkeypatch.setattr(templates, "_THIS", tmp_path / "module.py")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "glossary-cards").mkdir()
    (tmp_path / "glossary-cards" / "link.html").write_text("<b>{{ url }}</b>")
    return tmp_path


def link(folder):
    return Templates(Settings(), [str(folder)]).render("link.html", url="<x>")


def test_a_template_is_kept_and_made_anew_where_its_source_is_another(folder):
    assert link(folder) == link(folder) == "<b>&lt;x&gt;</b>"
    (kept,) = (folder / "__pycache__").iterdir()
    before = kept.read_bytes()
    (folder / "glossary-cards" / "link.html").write_text("<i>{{ url }}</i>")
    assert link(folder) == "<i>&lt;x&gt;</i>"
    assert kept.read_bytes() != before


@pytest.mark.parametrize("spoilt", [b"", b"j2", b"x" * 4000])
def test_what_was_spoilt_is_made_anew(folder, spoilt):
    link(folder)
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(spoilt)
    assert link(folder) == "<b>&lt;x&gt;</b>"
    assert kept.read_bytes() != spoilt


def test_what_was_compiled_before_this_version_is_not_used(folder, monkeypatch):
    link(folder)
    os.utime(folder / "module.py", (1, 1))
    read = []
    monkeypatch.setattr(Bucket, "load_bytecode", lambda _bucket, _file: read.append(1))
    link(folder)
    assert not read
    link(folder)  # what the time before has kept
    assert read


def test_a_folder_that_cannot_be_written_is_no_harm(folder):
    (folder / "__pycache__").rmdir()
    assert link(folder) == "<b>&lt;x&gt;</b>"
    assert not (folder / "__pycache__").exists()
