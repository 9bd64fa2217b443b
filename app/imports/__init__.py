"""How things come in: a new poster from its territory, marks and grid lines from the files of people."""
