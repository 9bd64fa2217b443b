"""Chorographe: a group draws the poster of its territory."""

__version__ = "0.1.0"
