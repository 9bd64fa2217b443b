"""Ink on a device: primitives become QPainter calls. QtGui only, never QtWidgets."""
