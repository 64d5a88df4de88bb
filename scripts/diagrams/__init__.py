"""Draws the site's pictures from the words and numbers in ``docs/_data/diagrams``.

``draw`` fills the SVG templates, ``measure`` knows how wide words are. Nothing here reads a clock,
a network or a font file, so the same data always gives the same bytes.
"""
