"""Draws the site's diagrams as SVG from the words and numbers in ``docs/_data/diagrams``.

``palette`` and ``measure`` know colours and text widths, ``marks`` turns them into SVG, ``data``
reads the YAML files, and one module for each group of diagrams puts them together: ``minds``,
``states``, ``therapy``, ``choices`` and ``evidence``. ``gallery`` lists them all. Nothing here
reads a clock, a network or a font file, so the same data always gives the same bytes.
"""
