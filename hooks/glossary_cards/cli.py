"""The command line: check a site's glossary, explain it, begin a term, take over a glossary.

glossary-cards check                    every problem with file, line, and how to mend it
glossary-cards check --terms            where each term is linked, and where not, and why
glossary-cards explain WORD PAGE        what became of each mention of a word on a page
glossary-cards new "secure base"        begin a term: a file that you fill in
glossary-cards import FILE              make term files of a glossary that you have
glossary-cards assets FOLDER            write the card's script and styles, for Zensical
"""

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from glossary_cards import assets, report
from glossary_cards.checks.registry import with_severity
from glossary_cards.diagnostics.problem import Severity, as_github, as_json, as_terminal, ordered
from glossary_cards.drafting import Refused, draft
from glossary_cards.importing import import_glossary
from glossary_cards.site import SiteGlossary

FORMATS = {"terminal": as_terminal, "github": as_github, "json": as_json}


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.do(options)
    except Refused as why:
        print(why, file=sys.stderr)
        return 1
    return code


def built_glossary(config_file: Path) -> SiteGlossary:
    """Build a site into a temporary folder and give the glossary as the build left it.

    Args:
        config_file: Its mkdocs.yml.

    Raises:
        Refused: When the site has no glossary plugin or hook, or MkDocs gives up.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415  # other commands need no MkDocs
    from mkdocs.config import load_config  # noqa: PLC0415

    from glossary_cards.plugin import GlossaryPlugin  # noqa: PLC0415

    log = logging.getLogger("mkdocs")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    with tempfile.TemporaryDirectory() as folder:
        try:
            config = load_config(str(config_file), site_dir=folder, strict=False)
            hooks = (getattr(module, "plugin", None) for module in config["hooks"].values())
            known = (*config.plugins.values(), *hooks)
            plugins = [plugin for plugin in known if isinstance(plugin, GlossaryPlugin)]
            for plugin in plugins:
                plugin.keeps_html = True
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except Exception as error:  # a build may break off for any reason: it is one line here
            said = " ".join(str(error).split())
            raise Refused(f"The site cannot be built: {said}") from None
    if not plugins:
        raise Refused(
            f"{config_file.name} names no glossary; write `plugins: [search, glossary-cards]`."
        )
    return plugins[0].site


def show_terms(site: SiteGlossary, shape: str) -> int:
    """Print where each term is linked, and why it is not where it is not."""
    found = report.mentions(site)
    if shape == "json":
        print(json.dumps([asdict(mention) for mention in found], ensure_ascii=False, indent=1))
    else:
        print(report.as_text(site, found))
    return 0


def show_explanation(site: SiteGlossary, docs: Path, word: str, page: str) -> int:
    """Print what became of each mention of a word on a page."""
    pages = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    lines, known = report.explain(site, word, page, pages)
    print("\n".join(lines))
    return 0 if known else 1


def _check(options: argparse.Namespace) -> int:
    site = built_glossary(options.config)
    if options.terms:
        return show_terms(site, options.format)
    problems = ordered(with_severity(site.problems, site.settings.checks))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if problems or options.format == "json":
        print(FORMATS[options.format](problems))
    if options.format == "terminal":
        print(f"{errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def _explain(options: argparse.Namespace) -> int:
    site = built_glossary(options.config)
    docs = options.config.parent / site.docs_path
    return show_explanation(site, docs, options.word, options.page)


def _new(options: argparse.Namespace) -> int:
    print(f"Written: {draft(options.word, options.abbreviation, options.folder).as_posix()}")
    print("Next: write the definition, take out `draft: true`, and use the word on a page.")
    return 0


def _import(options: argparse.Namespace) -> int:
    made, problems = import_glossary(options.file, options.folder)
    for path in made:
        print(f"Written: {path.as_posix()}")
    for problem in problems:
        print(problem)
    print(f"{len(made)} terms written, {len(problems)} entries not taken over")
    return 1 if problems else 0


def _assets(options: argparse.Namespace) -> int:
    for name in (*assets.SCRIPTS, *assets.STYLES, assets.FILTER):
        path = options.folder / name.removeprefix("assets/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(assets.shipped(name), encoding="utf-8", newline="\n")
        print(f"Written: {path.as_posix()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "glossary-cards", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, do: Callable[..., int], about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(do=do)
        return made

    check = command("check", _check, "show every problem of the glossary")
    check.add_argument("--terms", action="store_true", help="say where each term is linked")
    check.add_argument("--format", choices=FORMATS, default="terminal", help="how to show them")
    explain = command("explain", _explain, "say why a mention is linked or not")
    explain.add_argument("word", help="a term's file name, or any of its forms")
    explain.add_argument("page", help="the page's file or address")
    for made in (check, explain):
        made.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="mkdocs.yml")
    new = command("new", _new, "begin a term")
    new.add_argument("word", help="the word, as readers will see it")
    new.add_argument("--abbreviation", default="", help="such as BPD")
    take = command("import", _import, "make term files of a glossary in Markdown, CSV or JSON")
    take.add_argument("file", type=Path, help="the file that holds the glossary")
    for made in (new, take):
        folder = Path("docs/glossary")
        made.add_argument("--folder", type=Path, default=folder, help=f"the terms' ({folder})")
    write = command("assets", _assets, "write the card's script and styles into a folder")
    write.add_argument("folder", type=Path, help="such as docs/assets")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
