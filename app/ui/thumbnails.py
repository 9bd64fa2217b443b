"""Small pictures of posters for the start page: painted when a poster is left, kept in the person's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from app import paths

if TYPE_CHECKING:
    from app.drawing.ink import Scene
    from app.painting.painter import ImageSource

WIDTH = 480


def place(poster: Path) -> Path:
    """Return where the picture of a poster is kept; it may not be there."""
    from hashlib import sha256

    name = sha256(str(poster.absolute()).encode()).hexdigest()[:24]
    return paths.personal() / "vignettes" / f"{name}.png"


def keep(poster: Path, scene: Scene, images: ImageSource | None = None) -> None:
    """Paint ``scene`` small and keep it, ``images`` being the pictures that lie on it.

    A folder that cannot be written leaves the poster without a picture.
    """
    target = place(poster)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    write(scene, target, images)


def write(scene: Scene, target: Path, images: ImageSource | None = None) -> None:
    """Paint ``scene`` small into ``target``; a file that cannot be written is left out."""
    from PySide6.QtGui import QColor, QImage, QPainter

    from app.painting.painter import no_image, paint

    scale = WIDTH / max(scene.width, scene.height)
    image = QImage(round(scene.width * scale), round(scene.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    try:
        paint(painter, scene.primitives(), scale, images or no_image)
    finally:
        painter.end()
    image.save(str(target))


def picture(file: Path, width: int, height: int, ratio: float) -> QPixmap | None:
    """Return a picture fitted into ``width`` × ``height`` logical pixels, or None when there is none."""
    found = QPixmap(str(file)) if file.is_file() else QPixmap()
    if found.isNull():
        return None
    fitted = found.scaled(
        round(width * ratio),
        round(height * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    fitted.setDevicePixelRatio(ratio)
    return fitted
