"""Outlines made simpler: schematic, and plain shapes."""
