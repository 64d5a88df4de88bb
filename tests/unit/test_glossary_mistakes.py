"""Mistakes that contributors make in a term's file: each gives a clear line, or does no harm.

``docs/glossary/xylem.md`` is what the contributor saved, byte by byte. Whatever it is, the build
ends without a traceback; either the messages say what is wrong, or the home page's "xylem" is
linked as it should be.
"""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "glossary" / "mistakes"
FINE = b"---\nterm: xylem\ndefinition: Tubes in a plant.\n"
HEAD = b"---\nterm: xylem\n"

MISTAKES: dict[str, bytes] = {
    "nothing in it": b"",
    "only blank lines": b"\n\n\n",
    "only dashes": b"---\n---\n",
    "dashes never closed": FINE,
    "dashes missing": b"term: xylem\ndefinition: Tubes in a plant.\n",
    "blank line before the dashes": b"\n" + FINE + b"---\n",
    "blank before the dashes": b" " + FINE + b"---\n",
    "four dashes": b"-" + FINE + b"----\n",
    "dots to close": FINE + b"...\nMore.\n",
    "blanks after the dashes": FINE.replace(b"---", b"---  ") + b"---  \n",
    "byte order mark": b"\xef\xbb\xbf" + FINE + b"---\n",
    "Windows line ends": (FINE + b"---\nMore.\n").replace(b"\n", b"\r\n"),
    "old Macintosh line ends": (FINE + b"---\nMore.\n").replace(b"\n", b"\r"),
    "Latin-1": HEAD + "definition: Röhren in Pflanzen.\n---\n".encode("latin-1"),
    "UTF-16": (FINE + b"---\n").decode().encode("utf-16"),
    "a zero byte": FINE + b"pronunciation: zy\x00lem\n---\n",
    "a control character": FINE + b"pronunciation: zy\x07lem\n---\n",
    "a tab before a key": HEAD + b"\tdefinition: Tubes.\n---\n",
    "a tab after a key": b"---\nterm:\txylem\ndefinition:\tTubes in a plant.\n---\n",
    "a tab in a list": FINE + b"forms:\n\t- xylem tube\n---\n",
    "no blank after the colon": b"---\nterm:xylem\ndefinition: Tubes.\n---\n",
    "no colon": b"---\nterm xylem\ndefinition: Tubes.\n---\n",
    "a colon in the text": HEAD + b"definition: Tubes: they carry water.\n---\n",
    "a hash in the text": HEAD + b"definition: Wooden tubes # in a plant.\n---\n",
    "an opening quotation mark alone": HEAD + b'definition: "Tubes in a plant.\n---\n',
    "text after a closing quotation mark": HEAD + b'definition: "Tubes" in a plant.\n---\n',
    "curly quotation marks": HEAD + "definition: “Tubes” in a plant.\n---\n".encode(),
    "an opening bracket alone": FINE + b"forms: [xylem tube, xylems\n---\n",
    "bracket in a text": HEAD + b"definition: [Tubes] in a plant.\n---\n",
    "an asterisk first": HEAD + b"definition: *Tubes* in a plant.\n---\n",
    "two asterisks first": HEAD + b"definition: **Tubes** in a plant.\n---\n",
    "a backtick first": HEAD + b"definition: `Tubes` in a plant.\n---\n",
    "an at sign first": HEAD + b"definition: '@tubes'\nforms: [@x]\n---\n",
    "an exclamation mark first": HEAD + b"definition: !Tubes in a plant.\n---\n",
    "a percent sign first": HEAD + b"definition: %Tubes\n---\n",
    "a backslash in quotation marks": HEAD + b'definition: "Tubes \\xylem in"\n---\n',
    "a hyphen first": HEAD + b"definition: - Tubes\n---\n",
    "indented too far": HEAD + b"  definition: Tubes in a plant.\n---\n",
    "a list indented too little": FINE + b"forms:\n- xylem tube\n - xylems\n---\n",
    "second line not indented": HEAD + b"definition: Tubes\nin a plant.\n---\n",
    "a list as the whole": b"---\n- term: xylem\n- definition: Tubes.\n---\n",
    "a text as the whole": b"---\nxylem\n---\n",
    "a number as headword": b"---\nterm: 12\ndefinition: Tubes.\n---\n",
    "yes as headword": b"---\nterm: yes\ndefinition: Tubes.\n---\n",
    "null as headword": b"---\nterm: null\ndefinition: Tubes.\n---\n",
    "a date as form": FINE + b"forms: [2026-13-45]\n---\n",
    "a real date as form": FINE + b"forms: [2026-01-02]\n---\n",
    "nothing as form": FINE + b"forms: [xylem tube, , ]\n---\n",
    "an empty text as form": FINE + b"forms: ['']\n---\n",
    "a full stop as form": FINE + b"forms: ['.', xylem tube]\n---\n",
    "forms as one text": FINE + b"forms: xylem tube, xylems\n---\n",
    "forms as a mapping": FINE + b"forms: {a: xylem tube}\n---\n",
    "forms in forms": FINE + b"forms: [[xylem tube]]\n---\n",
    "forms that hold themselves": FINE + b"forms: &a [*a]\n---\n",
    "forms nested without end": FINE + b"forms: " + b"[" * 3000 + b"]" * 3000 + b"\n---\n",
    "empty lists": FINE + b"forms: []\nsee: ~\nreferences:\n---\n",
    "a definition in a list": HEAD + b"definition: [Tubes]\n---\n",
    "a definition of 10,000 bytes": HEAD + b"definition: " + b"tube " * 2000 + b"\n---\n",
    "one word of 10,000 letters": HEAD + b"definition: " + b"t" * 10_000 + b"\n---\n",
    "an HTML page as definition": HEAD + b"definition: <html><body onload=x>Tubes</body></html>\n---\n",
    "an unclosed tag": HEAD + b"definition: Tubes in <b>a plant.\n---\n",
    "half a tag": HEAD + b"definition: Tubes <b in a plant.\n---\n",
    "markup in the headword": b"---\nterm: '<b>xylem</b>'\ndefinition: Tubes.\n---\n",
    "an entity in the headword": b"---\nterm: xylem &amp; bark\ndefinition: Tubes.\n---\n",
    "signs that look like tags": HEAD + b"definition: Tubes where a<b here & 3 > 2.\n---\n",
    "what a template left open": HEAD + b"definition: <what it means>\n---\n",
    "an emoji": b"---\nterm: xylem\nforms: ['\xf0\x9f\x8c\xb1']\ndefinition: Tubes \xf0\x9f\x8c\xb1 in a plant.\n---\n",
    "a link to itself": HEAD + b"definition: Tubes, see [here](xylem.md).\n---\nA [link](xylem.md) to itself.\n",
    "itself in see": FINE + b"see: [xylem]\n---\n",
    "a file name in see": FINE + b"see: [mentalizing.md]\n---\n",
    "keys in capitals": b"---\nTerm: xylem\nDefinition: Tubes in a plant.\n---\n",
    "a key twice": FINE + b"definition: Other.\n---\n",
    "a key in another language": FINE + b"siehe: [mentalizing]\n---\n",
    "the editor's conflict marks": FINE + b"<<<<<<< HEAD\nforms: [a]\n=======\n---\n",
    "two blocks of front matter": FINE + b"---\n" + FINE + b"---\n",
    "a template's braces": HEAD + b"definition: {{ definition }}\n---\n",
    "a Python object": HEAD + b"definition: !!python/object:os.system x\n---\n",
    "a curly quotation mark at the end": b"---\nterm: \"xylem\xe2\x80\x9d\ndefinition: Tubes.\n---\n",
    "a quotation mark that a later line closes": HEAD + b'definition: "Tubes.\nforms: ["wood"]\n---\n',
    "a quotation mark alone in a bracket": FINE + b'forms: ["xylem tube, wood]\nsee: []\n---\n',
    "a quotation mark alone in a list": FINE + b'forms:\n  - "xylem tube\n  - wood\n---\n',
    "a single quotation mark alone": HEAD + b"definition: 'Tubes in a plant.\nsee: []\n---\n",
    "an opening bracket before another key": FINE + b"forms: [wood tube\nsee: [mentalizing]\n---\n",
    "a hash in a bracket": FINE + b"forms: [a #1 tube]\n---\n",
    "a hash first in the headword": b"---\nterm: #xylem\ndefinition: Tubes.\n---\n",
    "a hash first in the definition": HEAD + b"definition: #Tubes in a plant.\n---\n",
    "a hash first in a list": FINE + b"forms:\n  - #1 tube\n---\n",
    "a comment where a value could be": FINE + b"see: # none yet\nabbreviation:  # none\n---\n",
    "a no-break space after a colon": b"---\nterm:\xc2\xa0xylem\ndefinition: Tubes.\n---\n",
    "a no-break space after the only colon": b"---\nterm:\xc2\xa0xylem\n---\n",
    "no-break spaces before a list": FINE + b"forms:\n\xc2\xa0\xc2\xa0- xylem tube\n---\n",
    "a no-break space after a hyphen": FINE + b"forms:\n  -\xc2\xa0xylem tube\n---\n",
    "a no-break space in a text": HEAD + b"definition: Tubes in a\xc2\xa0plant.\n---\n",
    "a list that begins beside its key": FINE + b"forms: - xylem tube\n  - wood\n---\n",
    "asterisks for a list": FINE + b"forms:\n  * xylem tube\n  * wood\n---\n",
    "invisible line ends in a text": HEAD + "definition: Tubes\u2028in a\x85plant.\nsaw: x\n---\n".encode(),
    "a form feed in a text": HEAD + b"definition: Tubes\x0cin a plant.\nsaw: x\n---\n",
    "yes as key": FINE + b"yes: [mentalizing]\nnull: x\n---\n",
    "forms as lines of text": FINE + b"forms: |\n  xylem tube\n  xylems\n---\n",
    "two lines in an entry": FINE + b'see: ["a\\nb"]\n---\n',
    "two lines as abbreviation": FINE + b"abbreviation: |\n  <b>\n  XY\n---\n",
    "a value of many letters": FINE + b"see: wood " + b"wood" * 30 + b"\n---\n",
    "another term's other spelling": FINE + b"forms: [mentalising]\n---\n",
    "another term's plural": FINE + b"forms: [Mentalizings]\n---\n",
    "keys below the dashes": FINE + b"---\nforms: [xylem tube]\n---\n",
    "keys below the dashes and a blank line": FINE + b"---\n\nsee: [mentalizing]\nMore.\n",
    "the definition below the dashes": HEAD + b"---\ndefinition: Tubes.\n---\n",
    "curly quotation marks round forms": FINE + "forms: [“xylem tube”, ‘wood tube’, carers’]\n---\n".encode(),
    "curly quotation marks round the headword": "---\nterm: “xylem”\ndefinition: Tubes.\n---\n".encode(),
    "several entries in one": FINE + b'forms: ["wood tube, woody", wood; tree]\nabbreviation: XY, XZ\n---\n',
    "a comma that the headword has, too": b"---\nterm: Xylem, wood\ndefinition: Tubes.\nforms: ['xylem, woods', xylem]\n---\n",
    "words of other kinds in a list": FINE + b"forms:\n  - wood\n  - 12\n  - NO\n  - ~\n  - 12:30\n  - 010\n  - null\n  - a: b\n---\n",
    "words of other kinds as texts": FINE + b"abbreviation: NO\npronunciation: 12:30\n---\n",
    "quotation marks round yes and no": FINE + b'inflect: "no"\ndraft: 1\ncase: true\n---\n',
    "entries given twice": FINE + b"see: [mentalizing, mentalizing]\nforms: [wood, wood]\n---\n",
    "more than one word in not_before": FINE + b"not_before: [over matter, x-ray, fine]\nnot_after: [state of, don't]\n---\n",
    "required keys misspelt": b"---\nterme: xylem\ndefinitions: Tubes in a plant.\n---\n",
    "a blank headword": b"---\nterm: '  '\ndefinition: Tubes.\n---\n",
    "a handler after a slash": HEAD + b"definition: Tubes <b/onclick=alert(1)>x</b>.\n---\n",
    "a handler after a quoted slash": HEAD + b"definition: 'Tubes <a title=\"/\" /onclick=alert(1)>x</a>.'\n---\n",
    "a handler in an element without end": HEAD + b"definition: Tubes<br/onclick=alert(1)>in plants.\n---\n",
    "attributes that change the page": HEAD + b"definition: Tubes <b contenteditable ping=x>x</b>.\n---\n",
    "attributes that are fine": HEAD + b"definition: Tubes <span lang=de dir=ltr title=x class=y>x</span>.\n---\n",
    "a link in a link": HEAD + b"definition: Tubes <a href=x>y <a href=z>z</a></a>.\n---\n",
    "a handler in curly brackets": HEAD + b'definition: "*Tubes*{: onclick=alert(1) }"\n---\n',
    "a claim in the definition": HEAD + b"definition: Tubes. {claim=C1}\n---\n",
    "a citation in the definition": HEAD + b"definition: Tubes.[^luyten2020]\n---\n",
    "a table in the definition": HEAD + b"definition: |\n  | a | b |\n  | - | - |\n---\n",
    "a code block in the definition": HEAD + b"definition: |\n  Tubes.\n\n  ```\n  x\n  ```\n---\n",
    "a note box in the definition": HEAD + b"definition: |\n  !!! note\n      Tubes.\n---\n",
    "an indented code block in the definition": HEAD + b"definition: |-\n  Tubes.\n\n      x\n---\n",
    "a comment in the definition": HEAD + b"definition: Tubes in a <!-- living --> plant.\n---\n",
    "a comment before the definition": HEAD + b"definition: <!-- todo --> Tubes.\n---\n",
    "a frame in the definition": HEAD + b"definition: <iframe src=x></iframe> Tubes.\n---\n",
    "a form in the definition": HEAD + b"definition: <form>Tubes.</form>\n---\n",
    "a quotation in the definition": HEAD + b"definition: '> Tubes.'\n---\n",
    "dots for a definition": HEAD + b"definition: ...\n---\n",
    "a draft's definition": HEAD + b"definition: Say here in one or two plain sentences what it means, in at most 40 words.\n---\n",
    "TODO for a definition": HEAD + b"definition: TODO\n---\n",
    "text beside a folding sign": HEAD + b"definition: > Tubes in\n  a plant.\n---\n",
    "a closing bracket alone": FINE + b"forms: ]\n---\n",
    "a question mark first": HEAD + b"definition: ? Tubes.\n---\n",
    "an exclamation mark and a name": FINE + b"forms:\n  - !!int\n  - !!bool x\n---\n",
    "a hash in a text of one word": b"---\nterm: xylem #1 thing\ndefinition: Tubes.\n---\n",
    "a hash after one word in a list": FINE + b"forms:\n  - timber #2\n---\n",
    "a comment after one word": FINE + b"draft: false # why\ncase: fold  #why\n---\n",
    "no space after a colon in brackets": FINE + b"see: {a:[xylem]}\n---\n",
    "quotation marks round the first words": b"---\nterm: \"as if\" mode\ndefinition: Tubes.\n---\n",
    "single quotation marks round the first words": HEAD + b"definition: 'as if' tubes\n---\n",
    "an apostrophe in single quotation marks": HEAD + b"definition: 'It's water'\n---\n",
    "quotation marks of both kinds": HEAD + b"definition: \"Tubes\" of a 'plant'\n---\n",
    "quoted forms without brackets": FINE + b"forms: \"wood\", \"bark\"\n---\n",
    "a comma after a quoted entry": FINE + b"forms:\n  - \"wood tube\",\n  - bark\n---\n",
    "as JSON has it": b"---\n\"term\": \"xylem\",\n\"definition\": \"Tubes.\"\n---\n",
    "a comma after the brackets": FINE + b"forms: [wood tube],\n---\n",
    "a semicolon after the brackets": FINE + b"forms: [wood tube];\n---\n",
    "two closing brackets": FINE + b"see: [mentalizing]]\n---\n",
    "two lists on a line": FINE + b"forms: [wood], [tree]\n---\n",
    "a link in a list": FINE + b"see:\n  - [mentalizing](mentalizing.md)\n---\n",
    "a link first in the definition": HEAD + b"definition: [Steps](mentalizing.md) that\n---\n",
    "an apostrophe in quotes in brackets": FINE + b"forms: ['don't', x]\n---\n",
    "quotation marks round one word of an entry": FINE + b"forms: [bark, 'wood' tree]\n---\n",
    "an exclamation mark in brackets": FINE + b"forms: [!wood]\n---\n",
    "a hash first in brackets": FINE + b"forms: [#a, b]\n---\n",
    "a sound text before a broken one": HEAD + b"definition: \"Tubes, 'wood' and [bark].\"  # why\nforms: [don't, 'a, b', \"c #1\"]\nsee: [\n---\n",
    "long dashes round the keys": "—\nterm: xylem\ndefinition: Tubes.\n—\n".encode(),
    "short dashes round the keys": "–––\nterm: xylem\ndefinition: Tubes.\n–––\n".encode(),
    "a block of code round the keys": b"```yaml\n" + FINE + b"---\n```\n",
    "asterisks for the dashes": b"***\nterm: xylem\ndefinition: Tubes.\n***\n",
    "a no-break space after the dashes": "---\u00a0\nterm: xylem\ndefinition: Tubes.\n---\n".encode(),
    "a heading before the dashes": b"# Xylem\n\n" + FINE + b"---\n",
    "a comment before the dashes": b"<!-- mine -->\n" + FINE + b"---\n",
    "the first dashes missing": FINE[4:] + b"---\nMore.\n",
    "a conflict's mark first": b"<<<<<<< HEAD\n" + FINE + b"---\n",
    "a long dash to close": FINE + "—\n\nMore.\n".encode(),
    "a blank before the dashes that close": FINE + b" ---\n\nMore.\n",
    "text beside the dashes that close": FINE + b"---More.\n",
    "a no-break space after the dashes that close": FINE + "---\u00a0\nMore.\n".encode(),
    "an HTML comment above the keys": b"---\n<!-- mine -->\nterm: xylem\ndefinition: Tubes.\n---\n",
    "an HTML comment among the keys": HEAD + b"<!-- mine -->\ndefinition: Tubes.\n---\n",
    "slashes for a comment": b"---\n// mine\nterm: xylem\ndefinition: Tubes.\n---\n",
    "bold keys": b"---\n**term**: xylem\n**definition**: Tubes.\n---\n",
    "bullets before the keys": b"---\n* term: xylem\n* definition: Tubes.\n---\n",
    "wide colons": "---\nterm\uff1a xylem\ndefinition\uff1a Tubes.\n---\n".encode(),
    "a wide colon beside an ordinary one": "---\nterm\uff1a xylem\ndefinition: Tubes.\n---\n".encode(),
    "curly quotation marks round a colon": HEAD + "definition: “Tubes: in a plant.”\n---\n".encode(),
    "a byte order mark among the keys": HEAD + "\ufeffdefinition: Tubes.\n---\n".encode(),
    "no space after one hyphen": FINE + b"forms:\n  - wood tube\n  -bast\n---\n",
    "no space after any hyphen": FINE + b"forms:\n  -wood tube\n  -bast\n---\n",
    "TOML": b"+++\nterm = \"xylem\"\ndefinition = \"Tubes.\"\n+++\n",
    "equals signs for colons": b"---\nterm = xylem\ndefinition = Tubes.\n---\n",
    "an invisible sign before the dashes": "\u200b".encode() + FINE + b"---\n",
    "a block of code round the keys and text below": b"```yaml\n" + FINE + b"---\n```\n\nMore.\n",
    "a block of code for the dashes": b"```\nterm: xylem\ndefinition: Tubes.\n```\n\nMore.\n",
    "a space before each key": b"---\n term: xylem\n definition: Tubes in a plant.\n---\n",
    "a space before each colon": b"---\nterm : xylem\ndefinition : Tubes in a plant.\n---\n",
    "quoted keys": b"---\n'term': xylem\n\"definition\": Tubes in a plant.\n---\n",
    "one pair of braces": b"---\n{term: xylem, definition: Tubes in a plant.}\n---\n",
    "an entry of see given twice that names itself": FINE + b"see: [Xylem, xylem, xylem]\n---\n",
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_a_clear_line_or_does_no_harm(name, site, golden):
    built = site(
        {
            "docs/index.md": "# Home\n\nOn xylem and on mentalizing.\n",
            "docs/glossary/mentalizing.md": "---\nterm: mentalizing\ndefinition: Of minds.\n---\n",
            "docs/glossary/xylem.md": MISTAKES[name],
        },
        strict=True,
    )
    linked = 'data-term="xylem">xylem</a>' in built.page()
    outcome = "".join(f"{line}\n" for line in built.problems)
    golden(
        GOLDEN / f"{name}.txt", f"{outcome}The word is {'linked' if linked else 'not linked'}.\n"
    )
    errors = [line for line in built.problems if line.startswith("ERROR")]
    assert errors or linked
    assert built.code == bool(errors)
    assert 'data-term="mentalizing"' in built.page(), "one bad file harms no other term"
    assert not any("Traceback" in line for line in built.log)


@pytest.mark.parametrize(
    "names",
    [
        ["BPD.md", "bpd.md"], ["two words.md"], ["quote\".md"], ["🌱.md"], ["a<b.md"],
        ["50%.md"], ["hash#.md"], ["xylem.md.md"], ["naïve-réalisme.md"], ["x.markdown"], ["xylem.MD"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_file_name_gives_a_clear_line_or_does_no_harm(names, site, golden):
    files = {
        f"docs/glossary/{name}": f"---\nterm: xylem {n}\ndefinition: Tubes.\n---\n"
        for n, name in enumerate(names)
    }
    built = site({"docs/index.md": "# Home\n\nOn xylem 0 and xylem 1.\n", **files}, strict=True)
    if len(list((built.root / "docs" / "glossary").iterdir())) < len(names):
        pytest.skip("this computer keeps only one of the two files")
    count = built.page().count('class="term"')
    outcome = "".join(f"{line}\n" for line in built.problems)
    ascii_name = " ".join(names).encode("ascii", "backslashreplace").decode()
    file_name = "".join(c if c.isalnum() or c in " .-" else "_" for c in ascii_name)
    golden(GOLDEN / "names" / f"{file_name}.txt", f"{outcome}{count} linked.\n")
    assert [m for m in built.problems if m.startswith("ERROR")] or count == len(names)
