"""The benchmarks run: what they measure is no test, but a table that nobody can make is no use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize(
    ("script", "options", "rows"),
    [
        ("glossary_speed", ["--pages", "8", "--terms", "8"], ["stock", "ours"]),
        ("build_speed", ["--served", "8", "--terms", "8"], ["page", "stylesheet"]),
    ],
)
def test_a_benchmark_prints_its_table(script, options, rows):
    command = [sys.executable, str(FOLDER / f"{script}.py"), *options]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for row in rows:
        assert f"\n| {row} | " in printed


KEPT = FOLDER.parent / "data/instructions.txt"


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("valgrind") is None, reason="Valgrind counts instructions")
def test_a_build_takes_no_more_instructions_than_it_did():
    """Unlike seconds they are the same on a busy machine; a tenth more has to be wanted."""
    command = [sys.executable, str(FOLDER / "build_speed.py"), "--count"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    now, before = float(printed.split()[-1]), float(KEPT.read_text("utf-8"))
    told = f"a small build takes {now} of stock's instructions, and took {before}"
    assert now < 1.1 * before, f"{told}; if that is wanted: {' '.join(command[:2])} --record"
