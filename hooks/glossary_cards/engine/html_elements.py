"""The names of HTML's elements, so that a misspelt one is told from one that a site may have."""

ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup data datalist dd
    del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd
    keygen label legend li link listing main map mark marquee math menu menuitem meta meter
    multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param
    picture plaintext pre progress q rb rbc rp rt rtc ruby s samp script search section select
    selectedcontent slot small source spacer span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
    """.split()
)
"""Elements of pages, old ones too. Source: HTML Standard, section 4 and section 16.2 (obsolete)."""


def is_element(name: str) -> bool:
    """Tell whether a page may have an element.

    Args:
        name: The element's name, in small letters. One with a hyphen is of a site's own making
            (HTML Standard, section 4.13.2, "valid custom element name").
    """
    return name in ELEMENTS or "-" in name
