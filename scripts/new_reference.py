#!/usr/bin/env python3
"""Add a source to the bibliography, from its number or from what a library tool exports.

    python3 scripts/new_reference.py 10.1176/ajp.156.10.1563       a DOI, looked up at doi.org
    python3 scripts/new_reference.py 10518158                      a PubMed number, at PubMed
    python3 scripts/new_reference.py - < export.ris                BibTeX, RIS, CSL or Crossref JSON
    python3 scripts/new_reference.py - --kind review --read abstract --at https://...

With - paste the export and press Ctrl+D (Windows: Ctrl+Z, Enter); nothing is looked up then. Say
with --read what you have read of it and with --at where. A source that nobody read cannot be cited.
"""

import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

from jsonschema import Draft202012Validator

from glossary_cards.slugs import slug_for
from references.formats import read

REGISTERS = {
    "doi": "https://doi.org/{}",
    "pubmed": "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={}",
}
"""Where a number is looked up. Sources: crossref.org, "Content negotiation"; NCBI, "ctxp"."""
_CSL = "application/vnd.citationstyles.csl+json"
# "10.1176/ajp.156", "doi:10.1176/ajp.156", "https://doi.org/10.1176/ajp.156"
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
# "10518158", "PMID: 10518158", "https://pubmed.ncbi.nlm.nih.gov/10518158/"
_PUBMED = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?\s*)?(\d{1,9})/?", re.I)
FILE = "docs/_data/references.json"


def main(arguments: list[str], root: Path = ROOT, registers: Mapping[str, str] = REGISTERS) -> int:
    """Add the entry and say what it lacks; give the exit code."""
    schema = json.loads((root / FILE).with_suffix(".schema.json").read_text(encoding="utf-8"))
    kinds = schema["items"]["properties"]["kind"]["enum"]
    parser = command_line(__doc__)
    parser.add_argument("source", help="a DOI, a PubMed number, or - for what you paste")
    parser.add_argument("--kind", choices=kinds, help="what sort of source")
    parser.add_argument("--read", default="", help="what you have read of it: abstract, ...")
    parser.add_argument("--at", default="", help="the address where you read it")
    options = parser.parse_args(arguments)
    try:
        found = read(sys.stdin.read() if options.source == "-" else _ask(options.source, registers))
    except ValueError as why:
        fail(f"{why}. Nothing was written.")
    known = json.loads((root / FILE).read_text(encoding="utf-8"))
    item, left = _entry(found, schema, known)
    if options.kind:
        item["kind"] = options.kind
    if options.read and options.at:
        item["read"] = {"what": options.read, "at": options.at, "on": date.today().isoformat()}
    if twin := _twin(item, known):
        fail(f"This source is there already: cite it with [^{twin}]. Nothing was written.")
    _append(root / FILE, item)
    print(f"Written into {FILE}:\n{_shown(item)}")
    for line in [*left, *_lacking(item)]:
        print(f"- {line}")
    print(f"Cite it with [^{item['id']}], and run python3 scripts/check.py.")
    return 0


def _ask(source: str, registers: Mapping[str, str]) -> str:
    """Look a number up; give what the register answers."""
    source = source.strip()
    if number := _DOI.fullmatch(source):
        address = registers["doi"].format(quote(number[1]))
    elif number := _PUBMED.fullmatch(source):
        address = registers["pubmed"].format(number[1])
    else:
        raise ValueError(f"`{source}` is neither a DOI nor a PubMed number; use - to paste")
    # The address begins with one of REGISTERS.
    request = Request(address, headers={"Accept": _CSL, "User-Agent": "mind-in-mind"})
    try:
        with urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())
    except (URLError, OSError, UnicodeDecodeError) as error:
        why = f"the register says {error}" if isinstance(error, HTTPError) else "no answer came"
        mend = "use - to paste what a library tool exports"
        raise ValueError(f"`{source}` could not be looked up: {why}; {mend}") from error


def _entry(
    found: Mapping[str, Any], schema: Mapping[str, Any], known: list[Any]
) -> tuple[dict[str, Any], list[str]]:
    """Give what our bibliography can hold of an item, and a line for each part that it cannot."""
    item: dict[str, Any] = {"id": _id(found, {one["id"] for one in known})}
    number = _DOI.fullmatch(str(found.get("DOI", "")).strip())
    tidy = {**found, "DOI": number[1] if number else ""}
    tidy["URL"] = re.sub("^http://", "https://", str(found.get("URL", "")))
    if tidy["DOI"] and "doi.org/" in tidy["URL"]:
        tidy["URL"] = ""  # it says the same
    left = []
    for name, rule in schema["items"]["properties"].items():
        if name in ("id", "kind", "read", "free", "accessed") or not tidy.get(name):
            continue
        if Draft202012Validator({**rule, "$defs": schema["$defs"]}).is_valid(tidy[name]):
            item[name] = tidy[name]
        else:
            left.append(f"left out, because it has another form here: {name} {tidy[name]!r}")
    return item, left


def _id(found: Mapping[str, Any], taken: set[str]) -> str:
    """Make the key to cite it by: ``bateman2009``, and ``bateman2009b`` for another."""
    first = next(iter(found.get("author") or found.get("editor") or [{}]))
    name = first.get("family") or first.get("literal") or found.get("title") or "source"
    parts = (found.get("issued") or {}).get("date-parts") or [[""]]
    ascii_only = slug_for(str(name)).encode("ascii", "ignore").decode().replace("-", "")
    stem = f"{ascii_only[:20].lstrip('0123456789') or 'source'}{parts[0][0]}"
    return str(next(stem + a for a in ("", *ascii_lowercase[1:]) if stem + a not in taken))


def _twin(item: Mapping[str, Any], known: list[Any]) -> str:
    """Give the id of an entry that is the same source."""
    for one in known:
        for name in ("DOI", "PMID", "title"):
            if item.get(name) and str(item[name]).casefold() == str(one.get(name)).casefold():
                return str(one["id"])
    return ""


def _lacking(item: Mapping[str, Any]) -> list[str]:
    wanted = {
        "type": "`type`: what it is, such as article-journal or book",
        "author": "`author`: who wrote it",
        "issued": "`issued`: when it came out",
        "kind": "`kind`: what sort of source it is (run again with --kind, or write it in)",
        "read": "`read`: what you have read of it, where and on what day; without it nobody can "
        "cite it (--read and --at)",
    }
    return [f"still missing: {what}" for name, what in wanted.items() if name not in item]


def _shown(item: Mapping[str, Any]) -> str:
    """Write an entry as the file has them: a line for each field, and for each person."""
    lines = []
    for name, value in item.items():
        if isinstance(value, list):
            rows = ",\n".join(f"      {json.dumps(one, ensure_ascii=False)}" for one in value)
            lines.append(f"    {json.dumps(name)}: [\n{rows}\n    ]")
        else:
            lines.append(f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "  {\n" + ",\n".join(lines) + "\n  }"


def _append(file: Path, item: Mapping[str, Any]) -> None:
    """Put an entry at the end of the list, and leave every other byte as it was."""
    text = file.read_text(encoding="utf-8").rstrip()
    before = text.removesuffix("]").rstrip()
    comma = "" if before.endswith("[") else ","
    file.write_text(f"{before}{comma}\n{_shown(item)}\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
