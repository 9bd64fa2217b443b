"""What the program promises, held."""
