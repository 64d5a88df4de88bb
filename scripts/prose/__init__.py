"""Checks of the words: pages as Markdown in, problems out. Nothing here knows MkDocs.

text          a page's plain words, each of which knows its place in the file
pages         what kind of page it is, and so how strictly it is read
length        sentences and paragraphs
language      words that hurt, and words that say little; the list is docs/_data/language.yml
shape         headings, pictures, links, bare percentages, capitals
front_matter  the facts above each page; the form is docs/_data/front_matter.schema.json
shingles      runs of words shared with a text that we may not copy, kept as salted hashes
project       the whole repository: reads the files, gives every problem
"""
