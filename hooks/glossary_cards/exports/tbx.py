"""TBX-Basic: the glossary for translators' tools.

Source: ISO 30042:2019 "TermBase eXchange (TBX)", dialect TBX-Basic, style DCA, as documented by
LTAC Global.
"""

from xml.etree import ElementTree as ET

from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = bytes(sorted({*range(32)} - {*b"\t\n\r"}))  # W3C, XML 1.0, 2.2 "Characters"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def tbx_basic(site: SiteGlossary, site_url: str) -> bytes:
    """Give the glossary as a TBX-Basic file.

    Args:
        site: The glossary.
        site_url: The site's address; empty where it is not known.
    """
    language = site.settings.language
    root = ET.Element(
        "tbx", {"xmlns": _NAMESPACE, "style": "dca", "type": "TBX-Basic", _XML_LANG: language}
    )
    description = ET.SubElement(ET.SubElement(root, "tbxHeader"), "fileDesc")
    source = ET.SubElement(ET.SubElement(description, "sourceDesc"), "p")
    source.text = f"{site.settings.title} {site_url}".strip()
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for term in site.glossary.terms.values():
        _concept(body, site, term)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data.translate(None, delete=_NOT_XML) + b"\n"


def _concept(body: ET.Element, site: SiteGlossary, term: Term) -> None:
    entry = ET.SubElement(body, "conceptEntry", {"id": f"term-{term.slug}"})
    for slug in term.see:
        if slug in site.glossary.terms:
            attributes = {"type": "crossReference", "target": f"term-{slug}"}
            ET.SubElement(entry, "ref", attributes).text = site.glossary.terms[slug].name
    section = ET.SubElement(entry, "langSec", {_XML_LANG: site.settings.language})
    group = ET.SubElement(section, "descripGrp")
    ET.SubElement(group, "descrip", {"type": "definition"}).text = term.definition.text
    _term(section, term.name, "preferredTerm-admn-sts", "")
    for text in term.also_written:
        kind = "abbreviation" if text == term.abbreviation else ""
        _term(section, text, "admittedTerm-admn-sts", kind)


def _term(section: ET.Element, text: str, status: str, kind: str) -> None:
    group = ET.SubElement(section, "termSec")
    ET.SubElement(group, "term").text = text
    ET.SubElement(group, "termNote", {"type": "administrativeStatus"}).text = status
    if kind:
        ET.SubElement(group, "termNote", {"type": "termType"}).text = kind
