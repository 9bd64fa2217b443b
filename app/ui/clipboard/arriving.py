"""What other programs put on the clipboard or let go on the sheet: files, images, drawings, words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QTextDocumentFragment

from app.drawing import postits
from app.drawing.postits import APART
from app.i18n import Souci, tr, trn
from app.poster.boxes import covers
from app.poster.geometry import Coord, Point
from app.poster.records import Mark, PostIt, new_uid
from app.poster.sheet import MapFrame
from app.ui.bringing.gathered import gathered, local
from app.ui.clipboard import lines, parcel
from app.ui.tools.pictures import bring_picture

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas
    from app.ui.session import Session

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".avif"})
DRAWINGS = frozenset({".svg"})
TEXTS = frozenset({".txt", ".csv", ".tsv", ".md"})
SVG = "image/svg+xml"
#: Files taken at once, and the most that one of words or of a drawing may weigh; pictures have their own limit.
MOST_FILES, MOST_BYTES = 12, 2_000_000
#: Pixels of an image that another program holds ready: more would fill the memory.
MOST_PIXELS = 100_000_000
#: Several images lie this far from one another, in mm.
ASIDE = 12.0
#: Formats of images whose bytes are taken as they are, the best first.
_ENCODED = ("image/png", "image/jpeg")


def takes(data: QMimeData) -> bool:
    """Return whether something of it can be laid on the sheet; posters are for the window to open."""
    if paths := local(data):
        found = gathered(paths)
        return found.poster is None and bool(found.grounds or _files(data))
    return data.hasFormat(parcel.MIME) or data.hasText() or data.hasHtml() or data.hasImage()


def take(canvas: Canvas, data: QMimeData, at: Coord | None) -> tuple[str, ...]:
    """Lay what came near a place of the page (None: in the middle of the view) and return it. Raises Souci.

    Pictures are read beside the window and lay themselves a little later: they are not among what is returned.
    """
    if paths := local(data):
        found = gathered(paths)
        if found.grounds:
            canvas.session.files_brought.emit(found.brought)
            return ()
    middle = canvas.view.middle(MapFrame.of(canvas.session.document.poster).box)
    page = at or middle
    if files := _files(data):
        return _laid(canvas, files, page)
    text = data.text() if data.hasText() else ""
    image = data.hasImage() or any(data.hasFormat(name) for name in _ENCODED)
    drawing = _drawing(data, text)
    # Spreadsheets put an image beside their words; browsers put the address beside their image.
    if text.strip() and not drawing and not (image and _address(text)):
        return _notes(canvas, text, page, centred=at is None)
    if image:
        bring_picture(canvas, _encoded(data), page)
        return ()
    if drawing:
        return (_sign(canvas.session, drawing, page),)
    if data.hasHtml():
        written = QTextDocumentFragment.fromHtml(data.html()[: lines.MOST_SIGNS]).toPlainText()
        return _notes(canvas, written, page, centred=at is None)
    raise Souci(
        tr("Il n’y a rien à coller ici\u00a0: copiez des mots, une image ou des éléments d’un poster.")
    )


def _files(data: QMimeData) -> list[Path]:
    """Return the files that can be laid."""
    return [path for path in local(data) if path.suffix.lower() in IMAGES | DRAWINGS | TEXTS][:MOST_FILES]


def _laid(canvas: Canvas, files: Sequence[Path], page: Coord) -> tuple[str, ...]:
    """Lay files one beside another; what one cannot give does not stop the others, and is said."""
    made: list[str] = []
    soucis: list[str] = []
    alone = len(files) == 1
    for rank, path in enumerate(files):
        at = (page[0] + rank * ASIDE, page[1] + rank * ASIDE)
        try:
            suffix = path.suffix.lower()
            if suffix in IMAGES:
                bring_picture(canvas, path, at, path.name, told=alone)
            elif suffix in DRAWINGS:
                made.append(_sign(canvas.session, _decoded(_content(path)), at, path.stem))
            else:
                made += _notes(canvas, _decoded(_content(path)), at)
        except Souci as souci:
            soucis.append(str(souci))
    if soucis:
        canvas.session.said.emit(soucis[0])
    return tuple(made)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise OSError("not a file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Souci(tr("«\u00a0{fichier}\u00a0» ne peut pas être lu.", fichier=path.name)) from fault
    if len(content) > MOST_BYTES:
        raise Souci(tr("«\u00a0{fichier}\u00a0» est trop lourd pour un poster.", fichier=path.name))
    return content


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _address(text: str) -> bool:
    said = text.strip()
    return len(said.split()) == 1 and said.startswith(("http://", "https://", "file:", "data:"))


def _drawing(data: QMimeData, text: str) -> str:
    """Return the SVG that came, as its own type or as words; "" when there is none."""
    if data.hasFormat(SVG):
        return bytes(data.data(SVG).data()).decode("utf-8-sig", "replace")
    head = text.lstrip("\ufeff \t\r\n")[:400]
    return text if head.startswith("<svg") or (head.startswith("<?xml") and "<svg" in text[:4000]) else ""


def _encoded(data: QMimeData) -> bytes:
    """Return the bytes of an image; one that is only pixels is written as PNG. Raises Souci."""
    for name in _ENCODED:
        if data.hasFormat(name) and (content := bytes(data.data(name).data())):
            return content
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        raise Souci(
            tr("Cette image ne peut pas être lue. Enregistrez-la dans un fichier, puis glissez-le ici.")
        )
    if image.width() * image.height() > MOST_PIXELS:
        raise Souci(tr("Cette image est trop grande pour un poster\u00a0: réduisez-la d’abord."))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, Qt for words
    return bytes(held.data())


def _notes(canvas: Canvas, text: str, page: Coord, *, centred: bool = False) -> tuple[str, ...]:
    """Lay one post-it for each line of a text; those that have no place wait."""
    session = canvas.session
    found = lines.read(text)
    if not found:
        raise Souci(tr("Il n’y a pas de mots à coller."))
    kept, left = found[: lines.MOST], len(found) - lines.MOST
    taken = [box for note in session.document.all(PostIt) if (box := postits.box(note))]
    frame, (width, height) = MapFrame.of(session.document.poster), canvas.view.sheet
    inside = covers(frame.box, page)
    room = frame.box if inside else (APART, APART, width - APART, height - APART)
    made = lines.block(kept, page, room, taken, centred=centred)
    with session.document.transaction("Coller") as act:
        for note in made:
            act.put(note)
    _tell(session, sum(note.x is None for note in made), left)
    return tuple(note.uid for note in made if note.x is not None) or tuple(note.uid for note in made)


def _tell(session: Session, waiting: int, left: int) -> None:
    said = []
    if waiting:
        said.append(
            trn(
                waiting,
                "{n} post-it attend «\u00a0à placer\u00a0»\u00a0: il n’y avait pas de place.",
                "{n} post-its attendent «\u00a0à placer\u00a0»\u00a0: il n’y avait pas de place.",
            )
        )
    if left > 0:
        said.append(trn(left, "{n} ligne a été laissée de côté.", "{n} lignes ont été laissées de côté."))
    if said:
        session.said.emit(" ".join(said))


def _sign(session: Session, text: str, page: Coord, name: str = "") -> str:
    """Make a sign of ours of a drawing and lay it; return its mark. Raises Souci."""
    from app.catalogue import invent, svg

    known = {*session.catalogue, *session.file.pictograms, *session.drawn}
    said = " ".join(name.split())[: invent.LONGEST] or tr("Dessin collé")
    try:
        made = invent.invented(said, "", svg.parse(text), taken=known)
    except Souci as souci:
        raise Souci(
            tr("{raison} Les dessins SVG entrent par «\u00a0Inventer le nôtre\u00a0».", raison=str(souci))
        ) from souci
    session.add_pictogram(made)
    ground = MapFrame.of(session.document.poster).to_ground(*page)
    mark = Mark(uid=new_uid(), picto=made.key, geometry=Point(*ground))
    with session.document.transaction("Coller") as act:
        act.put(mark)
    session.said.emit(tr("«\u00a0{nom}\u00a0» est maintenant l’un de nos pictos.", nom=said))
    return mark.uid
