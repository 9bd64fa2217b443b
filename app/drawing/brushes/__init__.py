"""The five brushes: a closed grammar, whose forms and settings pictograms name in their TOML."""
