"""What serve.py shows: the site as it is now, each page made when somebody asks for it."""
