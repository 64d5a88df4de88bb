"""The furniture room."""
