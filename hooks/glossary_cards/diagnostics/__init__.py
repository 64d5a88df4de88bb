"""Diagnostics: what is wrong in a source file, where, and how to mend it, as values."""
