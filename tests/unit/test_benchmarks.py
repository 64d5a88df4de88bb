"""The benchmarks run: what they measure is no test, but a table that nobody can make is no use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize(
    ("script", "options", "rows"),
    [
        ("glossary_speed", ["--pages", "8", "--terms", "8"], ["stock", "ours"]),
        ("evidence_speed", ["--pages", "8"], ["stock", "citations"]),
        ("build_speed", ["--served", "8", "--terms", "8"], ["page", "stylesheet"]),
    ],
)
def test_a_benchmark_prints_its_table(script, options, rows):
    command = [sys.executable, str(FOLDER / f"{script}.py"), *options]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for row in rows:
        assert f"\n| {row} | " in printed
