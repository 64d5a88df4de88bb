"""Languages: what differs from one to the next, a small file each."""
