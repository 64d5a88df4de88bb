"""The page's hook in a small site: what the browser loads, and what other hooks may rely on."""

from __future__ import annotations

import re

import pytest

from sites import ROOT

OTHER_HOOK = """
from mkdocs.structure.files import File

def on_config(config):
    config.extra_css += ["assets/other/own.css", "https://example.org/far.css"]
    config.extra_javascript.append("assets/other/own.js")

def on_files(files, config):
    for name, text in (("own.css", ".own { color: red; }"), ("own.js", "own();"), ("data.txt", "x")):
        files.append(File.generated(config, f"assets/other/{name}", content=text))
"""
NAV = [
    {"Home": "index.md"},
    {"One": ["one/a.md", "one/b.md"]},
    {"Two": [{"Deep": ["two/c.md"]}, "two/d.md"]},
]


@pytest.fixture
def built(site):
    pages = {
        f"docs/{path}.md": f"# {path[-1]}\n\nText.\n"
        for path in ("one/a", "one/b", "two/c", "two/d")
    }
    config = {
        "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
        "hooks": ["other.py", str(ROOT / "hooks/page.py"), str(ROOT / "hooks/security.py")],
        "nav": NAV,
    }
    return site({"other.py": OTHER_HOOK, **pages}, config)


def test_what_other_hooks_make_stays_and_what_they_name_is_joined(built):
    page, names = built.page(), set(built.bytes_by_path())
    (style,) = re.findall(r'href="(assets/mim\.\w{8}\.css)"', page)
    (script,) = re.findall(r'src="(assets/mim\.\w{8}\.js)"', page)
    assert ".own{color:red}" in built.page(style)
    assert "own()" in built.page(script)
    assert "assets/other/data.txt" in names
    assert not {"assets/other/own.css", "assets/other/own.js"} & names
    assert 'href="https://example.org/far.css"' in page


def test_a_page_loads_one_stylesheet_and_one_script(built):
    page = built.page("one/a/index.html")
    local = re.findall(r'(?:src|href)="([^":]+\.(?:css|js))"', page)
    assert sorted(name.rsplit(".")[-1] for name in local) == ["css", "js"]
    assert (
        page.index("<style>") < page.index("</head>") < page.index("<main") < page.index(local[0])
    )
    assert "--draw-" not in page


def test_the_menu_shows_the_page_s_own_branch_and_leads_to_all(built):
    menu = re.search(r'<nav class="mim-menu".*?</nav>', built.page("one/a/index.html"), re.S)[0]
    assert re.findall(r'href="([^"]*)"', menu) == [
        "../..",
        "./",
        "../b/",
        "../../two/c/",
        "../../all-pages/",
    ]
    every = built.page("all-pages/index.html")
    assert {"../one/b/", "../two/c/", "../two/d/"} <= set(re.findall(r'href="([^"]*)"', every))


def test_a_folder_with_its_own_help_leads_there(site):
    names = ("index", "easier/a", "easier/get-help", "one/a", "help/get-help-now")
    config = {
        "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
        "hooks": [str(ROOT / "hooks/page.py")],
    }
    built = site({f"docs/{name}.md": "# Title\n\nText.\n" for name in names}, config)
    button = re.compile(r'class="mim-help" href="([^"]*)"')
    assert button.findall(built.page("easier/a/index.html")) == ["../get-help/"]
    assert button.findall(built.page("one/a/index.html")) == ["../../help/get-help-now/"]
    assert button.findall(built.page("index.html")) == ["help/get-help-now/"]


REVIEW = "reviewed: 2026-11-29\nreview_in: 12 months\nchanges: []\nreviewers: "
UNREVIEWED = "Drafted with AI; no clinician has reviewed it"


def test_a_page_that_nobody_outside_reviewed_says_so_once_near_its_title(site):
    front = {
        "index": f"{REVIEW}[]",
        "page": f"{REVIEW}[]",
        "help": f"{REVIEW}[]",
        "fog": "term: fog\ndefinition: Thick air.",
        "felt": f"{REVIEW}[{{name: B, as: lived experience}}]",
        "seen": f"{REVIEW}[{{name: B, as: lived experience}}, {{name: Dr A, as: clinician}}]",
    }
    card = '<section class="mim-emergency">Call 999.</section>\n\n'
    config = {
        "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
        "hooks": [str(ROOT / "hooks/page.py")],
    }
    files = {
        f"docs/{name}.md": f"---\n{meta}\n---\n# Title\n\nLead.\n\n{card if name == 'help' else ''}## More\n\nText.\n"
        for name, meta in front.items()
    }
    built = site(files, config)
    for name in ("index", "page/index", "help/index", "fog/index", "felt/index"):
        html = built.page(f"{name}.html")
        assert html.count(UNREVIEWED) == 1, name
        assert html.index("</h1>") < html.index(UNREVIEWED), name
        is_help = "Call 999" in html  # whoever asks for help has the numbers first
        assert html.index("Call 999" if is_help else UNREVIEWED) < html.index("<h2"), name
        assert not is_help or html.index("Call 999") < html.index(UNREVIEWED), name
    seen = built.page("seen/index.html")
    assert UNREVIEWED not in seen
    assert "Reviewed by B (lived experience); Dr A (clinician)." in seen
