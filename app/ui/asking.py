"""Asking for a file or a folder, without stopping the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Taken = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, kinds: str, taken: Taken, folder: str = "") -> None:
    """Ask for a file that exists, of ``kinds`` as Qt writes them; ``taken`` gets it, nothing when people give up."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, taken)


def ask_files(
    parent: QWidget, title: str, kinds: str, taken: Callable[[Sequence[Path]], object], folder: str = ""
) -> None:
    """Ask for one or several files that exist."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: taken([Path(name) for name in names]))
    dialog.open()


def ask_folder(parent: QWidget, title: str, taken: Taken, folder: str = "") -> None:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, taken)


def ask_target(
    parent: QWidget, title: str, kinds: str, taken: Taken, *, folder: str, name: str, suffix: str
) -> None:
    """Ask where to write a file; ``name`` is offered, ``suffix`` is added where people give none."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    _open(dialog, taken)


def _open(dialog: QFileDialog, taken: Taken) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()
