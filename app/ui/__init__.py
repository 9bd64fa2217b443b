"""Hands and eyes: the only room that knows QtWidgets."""
