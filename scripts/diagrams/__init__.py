"""Draws the site's pictures from the words and numbers in ``docs/_data/diagrams``.

``draw`` fills the SVG templates, ``measure`` knows how wide words are, ``palette`` reads the
colours. Nothing here reads a clock, a network or a font file, so the same data always gives the
same bytes.
"""
