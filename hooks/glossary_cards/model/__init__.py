"""The model: terms, definitions and settings, each read from its source into a dataclass."""
