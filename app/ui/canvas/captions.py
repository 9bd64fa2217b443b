"""The caption of a picture, written in place on the paper under it."""

from __future__ import annotations

from dataclasses import replace

from app.drawing import photos
from app.drawing.ink import Scene
from app.drawing.primitives import Text
from app.poster.document import Document, Transaction
from app.poster.records import Photo
from app.poster.sheet import MapFrame
from app.ui.canvas.written import Drawn, Words


def _begin(document: Document) -> Transaction:
    return document.transaction("Écrire la légende d’une image")


def words_of(photo: Photo, document: Document) -> Words:
    """Return the caption of a picture as it is written: upright, whatever the angle of the picture."""
    frame = MapFrame.of(document.poster)
    upright = replace(photo, angle=None)

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(photo.uid)
        if isinstance(now, Photo):
            act.put(replace(now, texte=text))

    def draw(text: str, scene: Scene) -> Drawn:
        inks = photos.draw(replace(upright, texte=text), frame).primitives
        words = tuple(each for each in inks if isinstance(each, Text))
        return Drawn(words, tuple(each for each in inks if not isinstance(each, Text)))

    return Words(
        uid=photo.uid,
        text=photo.texte,
        single=True,
        begin=_begin,
        write=write,
        draw=draw,
        style=photos.STYLE,
        size=photos.STYLE.size,
        at=photos.baseline(photo, frame),
        width=photos.size(photo)[0],
        hides=(photo.uid,),
    )
