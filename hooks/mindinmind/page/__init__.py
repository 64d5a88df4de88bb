"""What stands around a page's words: crisis lines, facts, post-processing, assets."""
