"""What check.py does: the site read without being written, and every problem told."""
