"""ProperDocs, the fork of MkDocs that is kept, builds the same bytes of our own site."""

import os
import subprocess
import sys

import pytest

from sites import ROOT

pytestmark = pytest.mark.nightly


def test_properdocs_builds_our_site_byte_for_byte(tmp_path):
    built = {}
    for builder in ("mkdocs", "properdocs"):
        target = tmp_path / builder
        result = subprocess.run(
            [sys.executable, "-m", builder, "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(target)],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800", "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr[-2000:]
        built[builder] = {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in target.rglob("*")
            if path.is_file()
        }
    assert len(built["mkdocs"]) > 100
    assert built["mkdocs"].keys() == built["properdocs"].keys()
    differing = [
        name for name, content in built["mkdocs"].items() if content != built["properdocs"][name]
    ]
    assert differing == []
