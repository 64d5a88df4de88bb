"""How the makers score their own pages: sheets as data in, tables for readers out.

sheets   what the files under docs/_data/scores hold, and what is wrong with them
tables   the results and the item-by-item sheets, as Markdown
"""
