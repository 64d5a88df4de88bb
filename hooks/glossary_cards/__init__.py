"""Glossary cards: a site's words become links, each with a card that explains it.

``plugin`` is for MkDocs, ``markdown`` for Zensical and whatever else runs Python-Markdown, ``cli``
for the command line; README.md tells how to use them, and how the rooms hang together.
"""

__version__ = "1.0.0"
