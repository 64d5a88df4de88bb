"""A build on a bad day leaves the old site or the new one, whole, and says in one line what happened."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sites import ROOT, write_site

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and permissions of POSIX"),
]
DRIVER = """
import sys; from pathlib import Path
import build, building
here = Path(sys.argv[1])
building.ROOT = build.ROOT = here
build.SITE, build.DIST, build.OFFLINE = here / "site", here / "dist", here / "dist" / "offline"
raise SystemExit(build.main(sys.argv[2:]))
"""
PAGES = {f"docs/p{number}.md": "# Page\n\nVERSION\n" for number in range(20)}


@pytest.fixture
def project(tmp_path):
    write(tmp_path, "0")
    (tmp_path / "VERSION").write_text("2026.11.29\n")
    return tmp_path


def write(root, version, more=()):
    files = {**PAGES, "docs/index.md": "# Home\n\nVERSION\n", **dict(more)}
    config = {"use_directory_urls": "PLACE"}
    path = write_site(
        root,
        {name: text.replace("VERSION", f"version-{version}.") for name, text in files.items()},
        config,
    )
    path.write_text(path.read_text().replace("PLACE", "!ENV [DIRECTORY_URLS, true]"))


def start(root, run=(), **environment):
    paths = os.pathsep.join(str(ROOT / name) for name in ("scripts", "hooks"))
    return subprocess.Popen(
        [*run, sys.executable, "-c", DRIVER, str(root)], start_new_session=True, cwd=root, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": paths, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def build(root, run=(), **environment):
    process = start(root, run, **environment)
    out, err = process.communicate()
    return process.returncode, out, err


def versions(root):
    """Give the versions that the site's pages show: one, if it is whole."""
    found = (root / "site").rglob("index.html")
    pages = [page for page in found if page.parent.name != "glossary"]  # that one is made
    found = {page.read_text().split("version-")[1].split(".")[0] for page in pages}
    assert len(pages) == 21
    return found


def files(root):
    names = ("site", "dist")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for name in names for path in (root / name).rglob("*")
        if path.is_file() and ".cache" not in path.parts  # notes of a build hold how long it took
    }  # fmt: skip


def test_fifty_kills_leave_the_old_or_the_new_one_whole(project):
    before = time.monotonic()
    assert build(project)[0] == 0
    usual, chance, done = time.monotonic() - before, random.Random(17), "0"
    for kill in range(1, 51):
        write(project, str(kill))
        process = start(project)
        time.sleep(chance.uniform(0.1, 1.1 * usual))
        which = chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
        (os.killpg if which == signal.SIGINT else os.kill)(process.pid, which)
        err = process.communicate()[1]
        found = versions(project)
        assert len(found) == 1 and found <= {done, str(kill)}, f"kill {kill} by {which.name}"
        (done,) = found
        assert zipfile.ZipFile(next((project / "dist").glob("*.zip"))).testzip() is None
        if which != signal.SIGKILL and process.returncode not in (0, -which):
            assert err.strip().count("\n") == 0, err
            assert "Traceback" not in err
    write(project, "end")
    assert build(project)[0] == 0
    assert versions(project) == {"end"}


def test_two_builds_at_once_end_well_and_equal(project):
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda _: build(project), range(2)))
    assert [code for code, _, _ in outcomes] == [0, 0], outcomes
    (bundle,) = (project / "dist").glob("*.zip")
    said = bundle.with_name(f"{bundle.name}.sha256").read_text().split()[0]
    assert said == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_a_folder_that_nobody_may_write_is_one_line(project):
    assert build(project)[0] == 0
    before = files(project)
    write(project, "1")
    (project / "dist").chmod(0o555)
    code, _, err = build(project, run=as_somebody_else())
    (project / "dist").chmod(0o755)
    assert code == 1
    assert "Permission denied" in err and "Traceback" not in err
    assert err.count("\n") == 1
    kept = {name: content for name, content in before.items() if name.startswith("dist")}
    assert kept == {name: content for name, content in files(project).items() if name in kept}


def as_somebody_else():
    """Give what runs a command as a user who may read all and write nothing; root may write."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("this needs setpriv, or another user than root")
    may = "-all,+dac_read_search"
    caps = [f"--{kind}={may}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *caps]


@pytest.mark.parametrize("place", ["site", "dist"])
def test_a_disk_that_takes_no_more_leaves_the_old_one_whole(project, place):
    assert build(project)[0] == 0
    before = files(project)
    most = max(len(text) for name, text in before.items() if name.startswith(place)) * 9 // 10
    write(project, "1")
    limit = "import resource, sys, os; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)"
    run = [sys.executable, "-c", f"{limit}; os.execvp(sys.argv[2], sys.argv[2:])", str(most)]
    code, _, err = build(project, run=run)
    assert code == 1
    assert "File too large" in err and "Traceback" not in err
    after = files(project)
    bundles = [name for name in before if ".zip" in name]
    assert [after[name] for name in bundles] == [before[name] for name in bundles]
    assert len(versions(project)) == 1
    assert not [path for path in project.rglob("*") if ".part" in path.name]


def test_a_file_where_a_folder_belongs_is_one_line(project):
    (project / "dist").write_text("in the way")
    code, _, err = build(project)
    assert code == 1
    assert err.strip().count("\n") == 0
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "world",
    [
        {"TZ": "Pacific/Kiritimati"}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "C"}, {"HOME": "/nowhere"},
        {"PYTHONHASHSEED": "7"}, {"PATH": "/nowhere"}, {"PYTHONUTF8": "0", "LC_ALL": "C"},
    ],
    ids=lambda world: next(iter(world)),
)  # fmt: skip
def test_every_world_gives_equal_bytes(project, world, tmp_path_factory):
    assert build(project)[0] == 0
    other = tmp_path_factory.mktemp("an odd # folder % ü")
    write(other, "0")
    (other / "VERSION").write_text("2026.11.29\n")
    mask = os.umask(0o077)
    try:
        assert build(other, **world)[0] == 0
    finally:
        os.umask(mask)
    assert files(project) == files(other)


@pytest.mark.parametrize(
    "odd",
    {
        "CRLF and BOM": ("docs/odd.md", "\ufeff# Odd\r\n\r\nVERSION\r\n"),
        "NFD": (f"docs/{unicodedata.normalize('NFD', 'Größe')}.md", "# Odd\n\nVERSION\n"),
        "case": ("docs/P1.md", "# Odd\n\nVERSION\n"),
        "long title": ("docs/odd.md", f"# {'Title ' * 60}\n\nVERSION\n"),
        "5 MB": ("docs/odd.md", "# Odd\n\nVERSION\n" + "A line of words.\n\n" * 300_000),
    }.items(),
    ids=lambda odd: odd[0],
)
def test_odd_pages_work_or_give_one_clear_line(project, odd):
    assert build(project)[0] == 0
    before = files(project)
    write(project, "1", [odd[1]])
    code, _, err = build(project)
    assert "Traceback" not in err
    if code:
        assert odd[1][0] in err
        assert files(project) == before
    else:
        assert Path(project / "site/index.html").read_text().count("version-1.") == 1
