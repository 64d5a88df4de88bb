"""The engine: text in, text out. It knows no YAML, no files and no MkDocs."""
