"""What the glossary writes into pages, a room for each part."""
