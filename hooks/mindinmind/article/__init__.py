"""The article room."""
