"""Search that keeps people safe: an index in small parts, and a lexicon that puts help first."""
