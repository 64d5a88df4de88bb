"""Glossary cards: the words of a glossary become links with cards, on any MkDocs site."""
