"""A file that people bring: what it is, and what is said of one that cannot be read."""
