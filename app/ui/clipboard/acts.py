"""Copy, cut, paste: what the actions of the sheet do with the clipboard of the system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.catalogue.load import shipped
from app.i18n import Souci, tr, trn
from app.poster.geometry import Coord
from app.poster.records import ITEM_TYPES, Item, Mark, Photo, PostIt
from app.poster.sheet import MapFrame
from app.ui.clipboard import arriving, parcel, pictured, style
from app.ui.clipboard.landing import Spot, land
from app.ui.clipboard.parcel import Parcel
from app.ui.tools import acts
from app.ui.tools.moved import anchor

if TYPE_CHECKING:
    from app.poster.document import Transaction
    from app.ui.canvas.canvas import Canvas
    from app.ui.clipboard.style import Style
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class _Trail:
    """What was last copied or pasted on a canvas, where the pointer was then, and how often it was laid there."""

    what: bytes
    pointer: Coord | None
    at: Coord | None
    count: int


#: A pointer that has moved by less than this many mm has not moved.
_STILL = 0.5
_trails: WeakKeyDictionary[Canvas, _Trail] = WeakKeyDictionary()
#: The style in hand, from one poster to the next.
_style: list[Style] = []


def can_copy(canvas: Canvas) -> bool:
    """Return whether something is chosen."""
    return bool(canvas.session.selection)


def can_cut(canvas: Canvas) -> bool:
    """Return whether something is chosen that is not locked."""
    return any(not item.verrouille for item in canvas.desk.selected())


def copy(canvas: Canvas) -> bool:
    """Copy what is chosen: for ourselves, as an image, as an SVG and as words; return whether there was something."""
    canvas.session.settle()
    return _copy(canvas, canvas.desk.selected(), again=1)


def cut(canvas: Canvas) -> bool:
    """Copy what is chosen and not locked, and take it away as one act; return whether there was something."""
    session = canvas.session
    session.settle()
    loose = [item for item in canvas.desk.selected() if not item.verrouille]
    if session.document.busy or not _copy(canvas, loose, again=0):
        return False
    gone = acts.items(session.document, [item.uid for item in loose])
    with _cutting(session, len(gone)) as act:
        acts.drop(act, gone)
    return True


def paste(canvas: Canvas) -> bool:
    """Paste what the clipboard holds, whoever put it there; return whether something came."""
    # There may be none, whatever its type says: nothing was copied yet.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return receive(canvas, data or QMimeData(), _pointer(canvas), pasted=True)


def receive(canvas: Canvas, data: QMimeData, at: Coord | None, *, pasted: bool = False) -> bool:
    """Take what was pasted or let go at a place of the page (None is nowhere); say calmly what cannot be taken."""
    session = canvas.session
    session.settle()
    canvas.give_up()
    if session.document.busy:
        return False
    try:
        if data.hasFormat(parcel.MIME):
            made = _unpack(canvas, bytes(data.data(parcel.MIME).data()), at, pasted=pasted)
        else:
            made = arriving.take(canvas, data, at)
    except Souci as souci:
        session.said.emit(str(souci))
        return False
    if made:
        session.use("choisir")
        session.select(made)
    return bool(made)


def copy_image(canvas: Canvas, *, whole: bool = False) -> bool:
    """Copy the image of what is chosen, of the whole sheet when nothing is or ``whole`` asks for it."""
    session = canvas.session
    session.settle()
    found = None if whole else pictured.chosen(session, session.selection)
    shown = found or pictured.sheet(session)
    data = QMimeData()
    data.setImageData(pictured.image(session, shown, pictured.MOST_ASKED))
    QGuiApplication.clipboard().setMimeData(data)
    session.said.emit(
        tr("L’image de ce qui est choisi est copiée\u00a0: collez-la dans un autre logiciel.")
        if found
        else tr("L’image de la feuille est copiée\u00a0: collez-la dans un autre logiciel.")
    )
    return True


def copy_style(canvas: Canvas) -> bool:
    """Take the style of the one thing that is chosen, of the uppermost of several."""
    chosen = _in_order(canvas.desk.selected())
    if not chosen:
        return False
    _style[:] = [style.of(chosen[-1], canvas.session.drawn)]
    canvas.session.said.emit(
        tr("Style copié\u00a0: choisissez d’autres éléments, puis «\u00a0Coller le style\u00a0».")
    )
    return True


def can_paste_style(canvas: Canvas) -> bool:
    """Return whether there is a style in hand, and something to give it to."""
    return bool(_style) and bool(canvas.session.selection)


def paste_style(canvas: Canvas) -> bool:
    """Give the style in hand to what is chosen and not locked, as one act, and say to how many."""
    session = canvas.session
    session.settle()
    if not _style or session.document.busy:
        return False
    count = style.apply(session.document, canvas.desk.selected(), _style[0], session.drawn)
    session.said.emit(
        trn(count, "{n} élément a pris ce style.", "{n} éléments ont pris ce style.")
        if count
        else tr("Rien n’a changé\u00a0: ce style ne va pas à ce qui est choisi, ou c’est verrouillé.")
    )
    return count > 0


def _cutting(session: Session, count: int) -> Transaction:
    if count > 1:
        return session.document.transaction("Couper {n} éléments", n=count)
    return session.document.transaction("Couper")


def _copy(canvas: Canvas, chosen: list[Item], *, again: int) -> bool:
    session = canvas.session
    items = _in_order(chosen)
    if not items:
        return False
    own = parcel.packed(_parcel(session, items))
    data = QMimeData()
    data.setData(parcel.MIME, own)
    shown = pictured.chosen(session, [item.uid for item in items])
    words = _words(session, items)
    if shown is not None:
        data.setImageData(pictured.image(session, shown))
        data.setData("image/svg+xml", pictured.svg(session, shown, words.replace("\n", ", ")))
    if words:
        data.setText(words)
    QGuiApplication.clipboard().setMimeData(data)
    _trails[canvas] = _Trail(sha256(own).digest(), _pointer(canvas), None, again - 1)
    return True


def _parcel(session: Session, items: list[Item]) -> Parcel:
    frame = MapFrame.of(session.document.poster)
    uids = {item.uid for item in items}
    carried: list[Item] = []
    tied: set[str] = set()
    for item in items:
        if isinstance(item, PostIt) and item.cible and item.cible not in uids:
            spoken = session.document.get(item.cible)
            place = anchor(spoken, frame) if isinstance(spoken, ITEM_TYPES) else None
            x, y = frame.to_ground(*place) if place else (None, None)
            item = replace(item, cible="", cible_x=x, cible_y=y)
            tied.add(item.uid)
        carried.append(item)
    keys = dict.fromkeys(item.picto for item in items if isinstance(item, Mark))
    signs = {key: session.drawn[key] for key in keys if key in session.drawn and key not in shipped()}
    shas = dict.fromkeys(item.media for item in items if isinstance(item, Photo) and item.media)
    media = {key: content for key in shas if (content := session.file.pictures.get(key))}
    poster = session.document.poster
    return Parcel(tuple(carried), poster.uid, poster.crs, frame, frozenset(tied), signs, media)


def _words(session: Session, items: list[Item]) -> str:
    """Return the words of things, one line each, as one reads the sheet: from the top, then from the left."""
    frame = MapFrame.of(session.document.poster)
    placed = sorted(items, key=lambda item: _reading(anchor(item, frame)))
    return "\n".join(filter(None, (acts.spoken(item, session.drawn) for item in placed)))


def _reading(at: Coord | None) -> tuple[int, float]:
    return (round(at[1] / 10), at[0]) if at else (10_000, 0.0)


def _unpack(canvas: Canvas, own: bytes, at: Coord | None, *, pasted: bool) -> tuple[str, ...]:
    session, seen = canvas.session, canvas.view.seen
    brought = parcel.unpacked(own)
    if not pasted:
        return land(session, brought, Spot(at, seen))
    what, before = sha256(own).digest(), _trails.get(canvas)
    if before is not None and before.what == what and _still(before.pointer, at):
        trail = replace(before, count=before.count + 1)
    else:
        # Where it was copied, and nowhere else to go: not on top of itself.
        home = at is None and brought.poster == session.document.poster.uid
        trail = _Trail(what, at, at, 1 if home else 0)
    made = land(session, brought, Spot(trail.at, seen, trail.count))
    _trails[canvas] = trail
    return made


def _still(before: Coord | None, now: Coord | None) -> bool:
    if before is None or now is None:
        return before is now
    return abs(before[0] - now[0]) < _STILL and abs(before[1] - now[1]) < _STILL


def _pointer(canvas: Canvas) -> Coord | None:
    """Return the place of the sheet under the pointer."""
    at, (width, height) = canvas.pointed, canvas.view.sheet
    return at if at is not None and 0 <= at[0] <= width and 0 <= at[1] <= height else None


def _in_order(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.pile, item.ordre, item.uid))
