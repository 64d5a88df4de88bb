"""Turns what library tools export into an entry of our bibliography."""
