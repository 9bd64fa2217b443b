"""How a poster leaves: one module for each format, one registry."""
