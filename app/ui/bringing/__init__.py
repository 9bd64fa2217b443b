"""« Apporter un fichier »: maps, layers, pictures and pages of others, under the poster."""
