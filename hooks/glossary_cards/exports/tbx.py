"""TBX-Basic: the glossary for translators' tools.

Source: ISO 30042:2019 "TermBase eXchange (TBX)", dialect TBX-Basic, style DCA, as documented by
LTAC Global.
"""

from collections.abc import Iterator
from html import escape

from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary

_NOT_XML = bytes(sorted({*range(32)} - {*b"\t\n\r"}))  # W3C, XML 1.0, 2.2 "Characters"
_FILE = """<?xml version='1.0' encoding='utf-8'?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dca" type="TBX-Basic" xml:lang="{language}">
 <tbxHeader>
  <fileDesc>
   <sourceDesc>
    <p>{source}</p>
   </sourceDesc>
  </fileDesc>
 </tbxHeader>
 <text>
  <body>
{entries}  </body>
 </text>
</tbx>
"""
_TERM = """     <termSec>
      <term>{text}</term>
      <termNote type="administrativeStatus">{status}</termNote>
"""


def tbx_basic(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as a TBX-Basic file.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known.
    """
    source = _shown(f"{site.settings.title} {site_url}".strip())
    terms = site.glossary.terms.values()
    entries = "".join(line for term in terms for line in _concept(site, term))
    file = _FILE.format(language=site.settings.language, source=source, entries=entries)
    return file.encode().translate(None, delete=_NOT_XML)


def _concept(site: SiteGlossary, term: Term) -> Iterator[str]:
    yield f'   <conceptEntry id="term-{term.slug}">\n'
    for slug in term.see:
        if slug in site.glossary.terms:
            name = _shown(site.glossary.terms[slug].name)
            yield f'    <ref type="crossReference" target="term-{slug}">{name}</ref>\n'
    yield f'    <langSec xml:lang="{site.settings.language}">\n     <descripGrp>\n'
    yield f'      <descrip type="definition">{_shown(term.definition.text)}</descrip>\n'
    yield "     </descripGrp>\n"
    yield from _term(term.name, "preferredTerm-admn-sts", "")
    for text in term.also_written:
        kind = "abbreviation" if text == term.abbreviation else ""
        yield from _term(text, "admittedTerm-admn-sts", kind)
    yield "    </langSec>\n   </conceptEntry>\n"


def _term(text: str, status: str, kind: str) -> Iterator[str]:
    yield _TERM.format(text=_shown(text), status=status)
    if kind:
        yield f'      <termNote type="termType">{kind}</termNote>\n'
    yield "     </termSec>\n"


def _shown(text: str) -> str:
    return escape(text, quote=False)
