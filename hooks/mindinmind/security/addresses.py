"""Where an address leads, judged in one way wherever it stands: in a page, or in a file of data.

What is wrong with one is data, ``addresses.yml``; here is what no pattern says.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from glossary_cards.diagnostics.problem import shown
from mindinmind.security.leftovers import read_leftovers

UNSAFE = "unsafe-html"
# What a browser leaves out of an address before it looks at its scheme: "java\tscript:".
_IGNORED = re.compile(r"[\x00-\x20]")
SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):|(?P<host>[/\\]{2})", re.I)  # "https:", "//x"
_HTTPS = re.compile(r"https://(?!https?[:/])[\w.-]+(?:[/?#]\S*)?", re.I)  # "https://www.nhs.uk/"
# "https://www.nhs.uk/" amid words, "javascript:x()" alone; not "note: words", nor "a:b c"
_IN_TEXT = re.compile(r"\bhttps?:[^\s<>]*|\A[a-z][a-z0-9+.-]*:[^\s:]+\Z", re.I)
_ADDRESS_FAULTS = read_leftovers(Path(__file__).with_name("addresses.yml"))
"""What is wrong with an address, by how it begins or what it holds."""


def address_fault(address: str, of_page: bool = True) -> tuple[str, str, str] | None:
    """Say what is wrong with where an address leads; nothing if all is well.

    Args:
        address: The address, decoded as a browser decodes it.
        of_page: Whether it stands in a page, and not in a file of data.

    Returns:
        The rule, what is wrong, and how to mend it.
    """
    bare = _IGNORED.sub("", address)
    for fault in _ADDRESS_FAULTS:
        if (of_page or not fault.only_pages) and fault.find.match(bare):
            return fault.rule, fault.what.replace("{0}", shown(address)), fault.mend
    found = SCHEME.match(bare)
    scheme = f"{(found['scheme'] or '').lower()}:" if found else ""
    if scheme == "https:" and not _HTTPS.fullmatch(address):
        what = f"{shown(address)} is no address"
        return "address", what, "write `https://` and a host, no spaces"
    if not found or scheme == "https:" or (scheme == "http:" and not of_page):
        return None
    what = f"the address {shown(address)} begins with `{scheme if found['scheme'] else '//'}`"
    mend = "link to a page of this site, or to an address that begins with `https://`"
    return UNSAFE, what, mend


def faults_in_text(text: str) -> Iterator[tuple[str, str]]:
    """Find addresses in a text of a data file that no page would be allowed to lead to.

    Args:
        text: The text; all of it may be an address.

    Yields:
        What is wrong with each, and how to mend it.
    """
    for found in _IN_TEXT.finditer(text) if ":" in text else ():
        if fault := address_fault(found[0], of_page=False):
            yield fault[1:]
