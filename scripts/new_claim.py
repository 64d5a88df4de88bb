#!/usr/bin/env python3
r"""Add a claim to the claim check, with what we say of it and how sure we are.

    python3 scripts/new_claim.py "MBT is only for adults." --verdict outdated \
        --says "MBT has versions for young people." --why "Trials in young people exist." \
        --references rossouw2012 --confidence moderate

Then write {claim=C28} after the citations of the sentence that carries it.
"""

import json
import sys
from datetime import date
from pathlib import Path

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

import yaml

from glossary_cards.diagnostics.problem import meant

FILE = "docs/_data/claims.yml"


def main(arguments: list[str], root: Path = ROOT, today: date | None = None) -> int:
    """Write the entry; give the exit code."""
    file = root / FILE
    schema = json.loads(file.with_suffix(".schema.json").read_text(encoding="utf-8"))
    fields = schema["additionalProperties"]["properties"]
    parser = command_line(__doc__)
    parser.add_argument("article_claim", metavar="CLAIM", help="the claim, in your own words")
    parser.add_argument("--verdict", required=True, choices=fields["verdict"]["enum"])
    parser.add_argument("--says", required=True, help="what we say today, at most 60 words")
    parser.add_argument("--why", required=True, help="what makes us say so")
    parser.add_argument("--references", required=True, nargs="+", help="ids of references")
    parser.add_argument("--confidence", required=True, choices=fields["confidence"]["enum"])
    options = parser.parse_args(arguments)
    listed = json.loads((root / "docs/_data/references.json").read_text(encoding="utf-8"))
    known = [item["id"] for item in listed]
    cited = " ".join(options.references).replace(",", " ").split()
    for key in filter(lambda key: key not in known, cited):
        mend = meant(key, known, "add it with: python3 scripts/new_reference.py")
        fail(f"There is no reference `{key}`; {mend}")
    if len(options.says.split()) > 60:
        fail(f"--says has {len(options.says.split())} words; say it in at most 60.")
    text = file.read_text(encoding="utf-8")
    numbers = [int("0" + "".join(filter(str.isdigit, name))) for name in yaml.safe_load(text) or ()]
    name = f"C{max(numbers, default=0) + 1}"
    # The options have the names and the order of the entry's fields.
    entry = {**vars(options), "references": cited, "checked": today or date.today()}
    written = yaml.safe_dump({name: entry}, allow_unicode=True, sort_keys=False, width=110)
    file.write_text(f"{text.rstrip()}\n\n{written}", encoding="utf-8", newline="\n")
    print(f"Written into {FILE}: {name}")
    print(f"Next: write {{claim={name}}} after the citations of the sentence that carries it,")
    print("and run python3 scripts/check.py.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
