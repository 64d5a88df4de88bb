"""The package as others have it: its wheel, installed, in sites that are nothing like ours.

The wheel is built once and installed into one folder; each case is a site that is built with that
folder on the path, and once more with the hook copied, which must give the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from sites import ROOT, term

PAGES = {
    "docs/index.md": "# Home\n\nOn trust, and the BPD of a friend. Trust again.\n",
    "docs/deep/page.md": "# Deep\n\nTrust, and [a link](../glossary/bpd.md).\n",
}
TERMS = {
    "docs/glossary/bpd.md": term(
        "borderline personality disorder", abbreviation="BPD", see=["trust"]
    ),
    "docs/glossary/trust.md": term("trust", "Relying on others.", "Longer.\n"),
}
FILES = {**PAGES, **TERMS}
PLUGINS: list[Any] = ["search", "glossary-cards"]
I18N = {
    "languages": [
        {"locale": "en", "name": "English", "default": True, "build": True},
        {"locale": "de", "name": "Deutsch", "build": True},
    ]
}


@dataclass(frozen=True)
class Foreign:
    """A site that knows nothing of ours.

    Attributes:
        files: Its files by path.
        config: Its mkdocs.yml.
        home: The page that is looked at.
        link: Where it links the term "trust".
        builder: The module that builds it.
    """

    config: dict[str, Any]
    files: dict[str, str] = field(default_factory=lambda: FILES)
    home: str = "index.html"
    link: str = "glossary/trust/"
    builder: str = "mkdocs"


def in_languages(structure: str) -> dict[str, str]:
    """Give the files of a site in two languages."""
    german = {
        "docs/index.md": "# Start\n\nVom Vertrauen.\n",
        "docs/glossary/trust.md": term("Vertrauen", "Sich verlassen."),
    }
    if structure == "suffix":
        return FILES | {name.replace(".md", ".de.md"): text for name, text in german.items()}
    named = [("en", FILES), ("de", german)]
    return {
        n.replace("docs/", f"docs/{code}/"): t for code, files in named for n, t in files.items()
    }


SITES = {
    "stock Material": Foreign({"theme": {"name": "material"}}),
    "the theme mkdocs": Foreign({"theme": {"name": "mkdocs"}}),
    "the theme readthedocs": Foreign({"theme": {"name": "readthedocs"}}),
    "instant navigation": Foreign(
        {
            "theme": {"name": "material", "features": ["navigation.instant"]},
            "site_url": "https://x.org/",
        }
    ),
    "files for addresses": Foreign(
        {"theme": {"name": "mkdocs"}, "use_directory_urls": False}, link="glossary/trust.html"
    ),
    "a sub-path": Foreign({"theme": {"name": "mkdocs"}, "site_url": "https://example.org/a/b/"}),
    "overrides and hooks of the same names": Foreign(
        {
            "theme": {"name": "material", "custom_dir": "overrides"},
            "hooks": ["hooks/page.py", "hooks/security.py"],
        },
        {
            **FILES,
            "overrides/main.html": '{% extends "base.html" %}{% block announce %}OWN NEWS{% endblock %}',
            "overrides/assets/peek/peek.js": "// own\n",
            "overrides/404.html": "OWN 404",
            "hooks/page.py": "def on_page_content(html, **_):\n    return html + '<p>OWN PAGE</p>'\n",
            "hooks/security.py": "def on_page_content(html, **_):\n    return html + '<p>OWN GUARD</p>'\n",
        },
    ),
    "i18n by suffix": Foreign(
        {"theme": {"name": "material"}, "plugins": ["search", {"i18n": I18N}, "glossary-cards"]},
        in_languages("suffix"),
    ),
    "i18n by folder": Foreign(
        {
            "theme": {"name": "material"},
            "plugins": ["search", {"i18n": {**I18N, "docs_structure": "folder"}}, "glossary-cards"],
        },
        in_languages("folder"),
    ),
    "print-site": Foreign(
        {"theme": {"name": "material"}, "plugins": [*PLUGINS, {"print-site": {"path_to_pdf": ""}}]}
    ),
    "ProperDocs": Foreign({"theme": {"name": "material"}}, builder="properdocs"),
}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "-o",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True)
    return folder


def run(root: Path, *command: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a site's folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(path or ""),
        "SOURCE_DATE_EPOCH": "1577836800",
        "NO_MKDOCS_2_WARNING": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def written(root: Path, site: Foreign, **more: Any) -> Path:
    """Write a site's files."""
    for name, text in site.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    config = {"site_name": "Foreign", "plugins": PLUGINS, **site.config, **more}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return root


def as_hook(site: Foreign) -> dict[str, Any]:
    """Give what differs where a site uses the hook."""
    plugins = [p for p in site.config.get("plugins", PLUGINS) if p != "glossary-cards"]
    return {"plugins": plugins, "hooks": ["hooks/glossary.py", *site.config.get("hooks", [])]}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built(root: Path, site: Foreign, path: Path | None = None) -> dict[str, bytes]:
    done = run(root, site.builder, "build", "--strict", path=path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return contents(root / "site")


@pytest.mark.parametrize("name", SITES)
def test_a_foreign_site(name: str, installed: Path, tmp_path: Path) -> None:
    site = SITES[name]
    found = built(written(tmp_path / "wheel", site), site, installed)
    home = found[site.home].decode()
    assert f'<a class="term" href="{site.link}" data-term="trust">trust</a>' in home
    assert 'id="words-on-this-page"' in home
    assert "assets/glossary-cards/card.js" in home
    assert "assets/glossary-cards/card.js" in found
    ours = [n for n, data in found.items() if b"mim" in data.lower() and b"mim_" in data.lower()]
    assert not ours, "nothing of the site that the package comes from travels along"

    copied = written(tmp_path / "hook", site, **as_hook(site))
    (copied / "hooks").mkdir(exist_ok=True)
    shutil.copy(ROOT / "hooks" / "glossary.py", copied / "hooks")
    nothing_made = shutil.ignore_patterns("__pycache__", "example")
    shutil.copytree(
        ROOT / "hooks" / "glossary_cards", copied / "hooks" / "glossary_cards", ignore=nothing_made
    )
    by_hook = built(copied, site)
    assert [n for n in found if found[n] != by_hook.get(n)] == []
    assert found.keys() == by_hook.keys()


def test_nothing_of_the_adopters_is_replaced(installed: Path, tmp_path: Path) -> None:
    site = SITES["overrides and hooks of the same names"]
    without = {"plugins": ["search"]}
    before = built(written(tmp_path / "before", site, **without), site, installed)
    after = built(written(tmp_path / "after", site), site, installed)
    assert {"assets/peek/peek.js", "404.html"} <= before.keys() <= after.keys()
    assert after["404.html"] == before["404.html"] == b"OWN 404"
    assert after["assets/peek/peek.js"] == b"// own\n"
    for own in (b"OWN NEWS", b"OWN PAGE", b"OWN GUARD"):
        assert after["index.html"].count(own) == before["index.html"].count(own) == 1


@pytest.mark.parametrize("name", ["i18n by suffix", "i18n by folder"])
def test_every_language_has_its_own_terms(name: str, installed: Path, tmp_path: Path) -> None:
    site = SITES[name]
    found = built(written(tmp_path, site), site, installed)
    german = found["de/index.html"].decode()
    assert 'href="../de/glossary/trust/" data-term="trust">Vertrauen</a>' in german
    assert "Sich verlassen." in german
    assert "Relying" not in german
    assert "Sich verlassen." in found["de/glossary/index.html"].decode()
    assert "Relying on others." in found["glossary/index.html"].decode()
    data = {
        n: json.loads(found[n]) for n in ("glossary/glossary.json", "de/glossary/glossary.json")
    }
    terms = [{t["term"] for t in d["terms"]} for d in data.values()]
    assert "trust" in terms[0]
    assert "Vertrauen" in terms[1]
    assert "trust" not in terms[1]


def test_a_theme_replaces_a_piece_of_html(installed: Path, tmp_path: Path) -> None:
    own = "{% for slug, entry in entries %}<b>{{ slug }}</b>{% endfor %}"
    files = {**FILES, "overrides/glossary-cards/words.html": own}
    site = Foreign({"theme": {"name": "mkdocs", "custom_dir": "overrides"}}, files)
    home = built(written(tmp_path, site), site, installed)["index.html"].decode()
    assert "<b>trust</b><b>bpd</b>" in home
    assert "words-on-this-page" not in home


def test_settings_stand_below_the_plugins_name(installed: Path, tmp_path: Path) -> None:
    config = {
        "theme": {"name": "mkdocs"},
        "plugins": [{"glossary-cards": {"occurrences": "never"}}],
    }
    root = written(tmp_path, Foreign(config))
    done = run(root, "mkdocs", "build", path=installed)
    assert "mkdocs.yml:3:5: [setting]" in " ".join(done.stderr.split())


def test_the_wheel_holds_the_package_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"glossary_cards"}
    assert "glossary_cards/assets/card.js" in names
    assert not [name for name in names if "/example/" in name or name.endswith(".pyc")]


def test_the_package_imports_nothing_of_this_site() -> None:
    for path in (ROOT / "hooks" / "glossary_cards").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "mindinmind" not in text, path
        assert path.name in ("plugin.py", "cli.py") or "from mkdocs" not in text, path


def test_the_example_builds(installed: Path, tmp_path: Path) -> None:
    example = ROOT / "hooks" / "glossary_cards" / "example"
    done = run(example, "mkdocs", "build", "--strict", "-d", str(tmp_path), path=installed)
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "index.html").read_text(encoding="utf-8")
    for word in ("oxidation", "sencha", "oolong", "tisane"):
        assert f'data-term="{word}"' in home


def test_the_page_to_print_has_links_and_definitions(installed: Path, tmp_path: Path) -> None:
    site = SITES["print-site"]
    page = built(written(tmp_path, site), site, installed)["print_page/index.html"].decode()
    assert 'href="#glossary-trust" data-term="trust">trust</a>' in page
    assert "Relying on others." in page.split('class="words-on-this-page"')[1]


def test_from_the_command_line(installed: Path, tmp_path: Path) -> None:
    root = written(tmp_path, Foreign({"theme": {"name": "mkdocs"}}))
    cli = "glossary_cards.cli"
    assert run(root, cli, "check", path=installed).stdout.endswith("0 errors, 0 warnings\n")
    explained = run(root, cli, "explain", "trust", "index.md", path=installed).stdout
    assert "`trust`: linked" in explained
    assert "not the first in its section" in explained
    assert run(root, cli, "new", "secure base", path=installed).returncode == 0
    assert (root / "docs/glossary/secure-base.md").is_file()
    again = run(root, cli, "new", "Secure Base", path=installed)
    assert again.returncode == 1
    assert "exists already" in again.stderr
    broken = run(root, cli, "check", "--format", "json", path=installed)
    assert broken.returncode == 1
    rules = {problem["rule"] for problem in json.loads(broken.stdout)}
    assert {"missing-definition"} <= rules
    assert run(root, cli, "assets", "docs/assets", path=installed).returncode == 0
    assert (root / "docs/assets/glossary-cards/card.js").is_file()
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    without = run(root, cli, "check", path=installed)
    assert without.returncode == 1
    assert (
        without.stderr
        == "mkdocs.yml names no glossary; write `plugins: [search, glossary-cards]`.\n"
    )
