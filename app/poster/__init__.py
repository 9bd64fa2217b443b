"""What a poster is: records, their changes, and the geometry of the sheet. Pure Python, no files, no Qt."""
