"""The map to pick a territory on: what it shows, what the hand does, and its tools."""
