"""build.py remembers: what is taken from an earlier build gives the bytes of a clean one."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown import Markdown
from test_serving import CONFIG, DATA, FILES, SLOW, STEPS, write

from building import How, build_site
from mindinmind.page import postprocess
from publishing.standing import digest
from serving.memory import Memory
from serving.remembered import Remembered
from serving.sources import Sources
from serving.store import Store
from sites import ROOT, build_here, write_site


def made_site(root: Path) -> Path:
    """Write the site of the tests of serve.py; give its mkdocs.yml."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = write_site(root, FILES, CONFIG)
    for schema in DATA.glob("*.schema.json"):
        shutil.copy(schema, root / "docs/_data")
    return config


def built(root: Path) -> dict[str, bytes]:
    """Build as serving/once.py does, in this process; give every file."""
    store = Store(root / ".cache/remembered.sqlite", "site")
    with pytest.MonkeyPatch.context() as patched:
        remembered = Remembered(patched.setattr, Memory("", store, keeps=False))
        remembered.begin(Sources.of(root))
        patched.setattr("mkdocs.commands.build.get_navigation", _knowing(remembered))
        outcome = build_here(root)
    assert outcome.code == 0
    store.end()
    return outcome.bytes_by_path()


def _knowing(remembered):
    from mkdocs.structure.nav import get_navigation

    def nav(files, config):
        remembered.know(config, files)
        return get_navigation(files, config)

    return nav


def clean(root: Path) -> dict[str, bytes]:
    outcome = build_here(root)
    assert outcome.code == 0
    return outcome.bytes_by_path()


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def hold(folder: Path, steps) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    made_site(folder)
    built(folder)
    for change, _ in steps:
        write(folder, change)
        again = built(folder)
    assert differing(again, clean(folder)) == []


@settings(max_examples=3, **SLOW)
@given(STEPS)
def test_what_is_built_again_is_what_a_clean_build_gives(tmp_path, steps):
    hold(tmp_path / "site", steps)


@pytest.mark.nightly
@settings(max_examples=100, **SLOW)
@given(STEPS)
def test_it_is_so_after_many_changes(tmp_path, steps):
    hold(tmp_path / "site", steps)


def test_only_what_has_changed_is_made_anew(tmp_path, monkeypatch):
    made_site(tmp_path / "site")
    made = {Markdown.convert: 0, postprocess.mend: 0}

    def counted(real):
        def count(*args):
            made[real] += 1
            return real(*args)

        return count

    for place, name in ((Markdown, "convert"), (postprocess, "mend")):
        monkeypatch.setattr(place, name, counted(getattr(place, name)))
    built(tmp_path / "site")
    assert min(made.values()) > 5
    made.update(dict.fromkeys(made, 0))
    built(tmp_path / "site")
    terms, pages = made.values()
    assert pages == 0
    made.update(dict.fromkeys(made, 0))
    write(
        tmp_path / "site", ("docs/b.md", "# B\n\nMentalizing, and an anchor.\n\n## More\n\nNew.\n")
    )
    built(tmp_path / "site")
    assert list(made.values()) == [terms + 1, 1]


def broken_entries(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        for name, value in connection.execute("SELECT name, value FROM kept").fetchall():
            bad = value[:-9] + bytes(255 - byte for byte in value[-9:])
            connection.execute("UPDATE kept SET value = ? WHERE name = ?", (bad, name))
    connection.close()


def swapped_entries(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT name, digest, value FROM kept").fetchall()
        for (name, *_), (_, mark, value) in itertools.pairwise(rows):
            said = "UPDATE kept SET digest = ?, value = ? WHERE name = ?"
            connection.execute(said, (mark, value, name))
    connection.close()


@pytest.mark.parametrize(
    "breaks",
    [
        broken_entries,
        swapped_entries,
        lambda file: file.write_bytes(b"no database"),
        lambda file: file.write_bytes(file.read_bytes()[:9000]),
        lambda file: file.write_bytes(b""),
        lambda file: (file.unlink(), file.mkdir()),
    ],
)
def test_what_is_broken_is_made_anew(tmp_path, breaks):
    made_site(tmp_path / "site")
    first = built(tmp_path / "site")
    breaks(tmp_path / "site/.cache/remembered.sqlite")
    assert differing(first, built(tmp_path / "site")) == []
    assert differing(first, built(tmp_path / "site")) == []


class Bad:
    """What runs a command when it is read."""

    def __reduce__(self):
        return os.mkdir, ("ran",)


def test_a_store_makes_no_values_of_other_kinds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "store", "site")
    store.put(b"bad", Bad())
    store.put(b"good", {"a": [1, frozenset({2})]})
    store.write()
    assert store.get(b"good") == {"a": [1, {2}]}
    assert store.get(b"bad") is None
    assert not Path("ran").exists()


def test_a_store_keeps_what_the_last_build_of_each_kind_needed(tmp_path):
    for owner, names in (("site", b"abc"), ("offline", b"abd"), ("site", b"bc")):
        store = Store(tmp_path / "store", owner)
        for name in names:
            store.put(bytes([name]), name)
            store.need(bytes([name]))
        store.end()
    kept = sqlite3.connect(tmp_path / "store").execute("SELECT owner, name FROM kept").fetchall()
    assert sorted(kept) == [
        (o, bytes([n])) for o, s in (("offline", b"abd"), ("site", b"bc")) for n in s
    ]


def test_the_file_of_a_store_is_no_larger_than_what_is_kept(tmp_path):
    for number in range(3):
        store = Store(tmp_path / "store", "site")
        for name in range(50):
            store.put(bytes([number, name]), bytes(20_000))
            store.need(bytes([number, name]))
        store.end()
    assert (tmp_path / "store").stat().st_size < 1.2 * 50 * 20_000


def test_two_processes_make_what_one_makes(tmp_path):
    config, sites = made_site(tmp_path / "site"), []
    cited = "# Home\n\nIt helped 7 in 10.[^smith2020]{claim=C8} A book.[^jones2021] The anchors.\n"
    write(config.parent, ("docs/index.md", cited))
    for number, how in enumerate((How(), How(processes=2), How(anew=True, processes=2))):
        shutil.rmtree(config.parent / ".cache", ignore_errors=True)
        target = tmp_path / f"out{number}" / "site"
        outcome = build_site(target, config=config, how=how)
        said = [line for line in outcome.messages if "ocumentation " not in line]
        sites.append((outcome.code, said, digest([target])))
        assert (config.parent / ".cache/remembered.sqlite").exists() is not how.anew
    assert sites[0] == sites[1] == sites[2]
    assert sites[0][0] == 0, sites[0][1]


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="counts on the signals of Linux")
def test_a_build_that_is_killed_harms_no_later_one(tmp_path):
    config = made_site(tmp_path / "site")
    store, code = config.parent / ".cache/remembered.sqlite", [sys.executable, "-m", "serving.once"]
    rooms = os.pathsep.join(str(ROOT / name) for name in ("scripts", "hooks"))
    environment = {**os.environ, "PYTHONPATH": rooms}
    for kill in range(20):
        write(config.parent, ("docs/b.md", f"# B\n\nAn anchor, {kill} times.\n"))
        command = [*code, str(config), str(tmp_path / "out"), str(store), "site", "2"]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        ) as process:
            time.sleep(0.1 * kill)
            process.send_signal(signal.SIGKILL)
    assert differing(built(config.parent), clean(config.parent)) == []
