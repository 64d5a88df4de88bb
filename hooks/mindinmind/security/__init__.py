"""What a built page may hold and load."""
