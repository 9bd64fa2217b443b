"""« Redresser »: the four corners of a sheet that was photographed at an angle."""
