"""Drives the first ten minutes on a real X server, with real keys and a real mouse, and keeps a picture of each step.

``.venv/bin/python packaging/try-journey.py FOLDER`` needs Xvfb, openbox, setxkbmap, xdotool and ImageMagick. The
screen is 1024 × 768, the keyboard French, the window in workshop mode. Nothing of the person is touched: everything
lies in FOLDER (posters, settings, pictures), which is made when it is missing. The pictures are for the eye: this only
stops where a control cannot be found or the poster does not hold what was typed.

Two processes: this one holds the hands; the program runs in another one, where a probe only answers where a control
is and what the poster holds. Every event comes from the X server.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("Xvfb", "openbox", "setxkbmap", "xdotool", "import")
WIDE, HIGH = 1024, 768
#: A step that keeps the window busy for longer than this (s) feels slow.
SLOW = 0.1


# -- in the program: what answers


def inside() -> int:
    """Run the program, and answer on the standard output what the standard input asks."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QObject, Qt, QTimer, Signal
    from PySide6.QtWidgets import QApplication

    from app import settings
    from app.ui import app

    kept = settings.load()
    application = app.made(kept)

    class Probe(QObject):
        asked = Signal(dict)

        def __init__(self) -> None:
            super().__init__()
            self.asked.connect(self.answer, Qt.ConnectionType.QueuedConnection)
            self.beat = time.monotonic()
            self.worst = 0.0
            self.clock = QTimer(self, interval=5)
            self.clock.setTimerType(Qt.TimerType.PreciseTimer)
            self.clock.timeout.connect(self.tick)
            self.clock.start()

        def tick(self) -> None:
            now = time.monotonic()
            self.worst, self.beat = max(self.worst, now - self.beat), now

        def answer(self, words: dict[str, Any]) -> None:
            try:
                said = getattr(self, words.pop("ask"))(**words)
            except Exception as error:  # noqa: BLE001 - the one who asks is told
                said = {"error": repr(error)}
            print(json.dumps(said, ensure_ascii=False), flush=True)

        def where(self, name: str, kind: str = "", text: str = "") -> dict[str, Any]:
            """Return the middle and the corners of the visible control with this accessible name."""
            from PySide6.QtWidgets import QAbstractButton, QWidget

            seen = []
            for one in QApplication.allWidgets():
                if (
                    not one.isVisible()
                    or one.visibleRegion().isEmpty()
                    or (kind and type(one).__name__ != kind)
                ):
                    continue
                words = one.text() if isinstance(one, QAbstractButton) else ""
                said = one.accessibleName() or words
                if name and name not in (said, words.replace("&", "").strip()):
                    continue
                seen.append(one)
            if not seen:
                return {"error": f"nothing to be seen is named {name!r} {kind}"}
            one: QWidget = seen[-1]
            at, box = one.mapToGlobal(one.rect().topLeft()), one.size()
            shown = one.visibleRegion().boundingRect()
            return {
                "x": at.x() + box.width() // 2,
                "y": at.y() + box.height() // 2,
                "box": [at.x(), at.y(), box.width(), box.height()],
                "cut": shown.size() != box,
                "enabled": one.isEnabled(),
                "on": isinstance(one, QAbstractButton) and one.isChecked(),
            }

        def page(self, x: float, y: float) -> dict[str, Any]:
            """Return where a place of the page, in mm, is on the screen."""
            canvas = self.workspace.canvas
            px, py = canvas.view.to_pixel(x, y)
            at = canvas.mapToGlobal(canvas.rect().topLeft())
            return {"x": round(at.x() + px / canvas.view.ratio), "y": round(at.y() + py / canvas.view.ratio)}

        def commune(self, name: str) -> dict[str, Any]:
            """Return where the chef-lieu of a commune is on the screen."""
            from app.basemap.names import plain
            from app.drawing.textures import shape
            from app.poster.sheet import MapFrame

            document = self.workspace.session.document
            for each in document.records.fonds:
                if each.couche == "commune" and plain(each.nom) == plain(name):
                    spot = shape(each.geometry).representative_point()
                    return self.page(*MapFrame.of(document.poster).to_page(spot.x, spot.y))
            return {"error": f"no commune {name!r}"}

        @property
        def workspace(self) -> Any:
            return window.workspace

        def state(self) -> dict[str, Any]:
            """Return what the window and the poster are at."""
            focus = QApplication.focusWidget()
            found: dict[str, Any] = {
                "focus": f"{type(focus).__name__}: {focus.accessibleName()}" if focus else "",
                "worst": round(self.worst, 3),
            }
            if self.workspace is not None:
                session = self.workspace.session
                found |= {
                    "tool": session.tool,
                    "armed": session.armed.key if session.armed else "",
                    "selected": len(session.selection),
                    "acts": session.history.cursor,
                    "items": [
                        (type(one).__name__, getattr(one, "picto", ""), getattr(one, "texte", ""))
                        for one in session.document.items()
                    ],
                    "panel": self.workspace.marge.panel,
                    "page": self.workspace.marge.page,
                    "notices": self.workspace.marge.notices.isVisible(),
                    "busy": self.workspace.exporting.busy,
                    "resting": self.workspace.canvas.resting,
                    "view": [self.workspace.canvas.view.scale, *self.workspace.canvas.view.origin],
                }
            return found

        def quiet(self) -> dict[str, Any]:
            """Return the longest time that the window was busy since the last time this was asked."""
            worst, self.worst = self.worst, 0.0
            return {"worst": round(worst, 3)}

        def leave(self) -> dict[str, Any]:
            QTimer.singleShot(0, window.close)
            return {}

    from app.ui.window import Window

    window = Window(kept)
    app.watch(window.tell)
    window.open_at_start(None)
    probe = Probe()

    def listen() -> None:
        for line in sys.stdin:
            probe.asked.emit(json.loads(line))

    threading.Thread(target=listen, daemon=True).start()
    code = application.exec()
    from app.ui import work

    work.finish()
    return code


# -- the hands


class Hands:
    """Real keys and a real mouse on the display, and the questions to the probe."""

    def __init__(self, folder: Path, env: dict[str, str], program: subprocess.Popen[str]) -> None:
        self.folder, self.env, self.program = folder, env, program
        self.rank = 0

    def x(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True, stderr=subprocess.DEVNULL)

    def ask(self, what: str, **words: object) -> dict[str, Any]:
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps({"ask": what, **words}) + "\n")
        self.program.stdin.flush()
        found: dict[str, Any] = json.loads(self.program.stdout.readline())
        if "error" in found:
            raise LookupError(found["error"])
        return found

    def rest(self, seconds: float = 0.35) -> None:
        time.sleep(seconds)

    def until(self, true: Callable[[dict[str, Any]], bool], seconds: float = 30.0) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.ask("state")
            if true(found):
                return found
            time.sleep(0.1)
        raise TimeoutError(f"still not so: {found}")

    def said(self, words: str) -> None:
        """Ask that something of the poster says these words, typographic apostrophes or not."""
        self.until(lambda seen: any(words == item[2].replace("’", "'") for item in seen["items"]), 3.0)

    def look(self, name: str) -> Path:
        self.rest()
        self.rank += 1
        path = self.folder / f"{self.rank:02d}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True)
        worst = self.ask("quiet")["worst"]
        print(
            f"{path.name}: busy at most {worst * 1000:.0f} ms{'  SLOW' if worst > SLOW else ''}", flush=True
        )
        return path

    def to(self, at: dict[str, Any]) -> None:
        self.x("mousemove", at["x"], at["y"])
        self.rest(0.08)

    def click(self, at: dict[str, Any], button: int = 1) -> None:
        self.to(at)
        self.x("click", button)
        self.rest(0.15)

    def press(self, name: str, kind: str = "") -> None:
        """Click the control of this name."""
        self.click(self.ask("where", name=name, kind=kind))

    def drag(self, start: dict[str, Any], end: dict[str, Any], *, look: str = "") -> None:
        self.to(start)
        self.x("mousedown", 1)
        for step in range(1, 9):
            x = start["x"] + (end["x"] - start["x"]) * step // 8
            y = start["y"] + (end["y"] - start["y"]) * step // 8
            self.x("mousemove", x, y)
            time.sleep(0.03)
        if look:
            self.look(look)
        self.x("mouseup", 1)
        self.rest(0.2)

    def key(self, *keys: str) -> None:
        for each in keys:
            self.x("key", each)
            self.rest(0.12)

    def type(self, text: str) -> None:
        """Type words; circumflexes and diaereses by their dead key, as on a French keyboard."""
        dead = {"â": "a", "ê": "e", "î": "i", "ô": "o", "û": "u"}
        plain = ""
        for sign in text:
            if sign in dead:
                if plain:
                    self.x("type", "--delay", 25, plain)
                plain = ""
                self.x("key", "dead_circumflex", dead[sign])
            else:
                plain += sign
        if plain:
            self.x("type", "--delay", 25, plain)
        self.rest(0.2)


@contextmanager
def opened(folder: Path, *, workshop: bool = True) -> Iterator[Hands]:
    """Start a display, a window manager, a French keyboard and the program; stop them all at the end."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)}")
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    (home / "reglages.json").write_text(json.dumps({"atelier": workshop, "langue": "fr"}), "utf-8")
    with ExitStack() as stack:

        def start(*words: object, env: dict[str, str], **more: Any) -> subprocess.Popen[str]:
            process = subprocess.Popen([*map(str, words)], env=env, text=True, **more)
            stack.callback(process.wait, 10)
            stack.callback(process.terminate)
            return process

        read, write = os.pipe()
        env = dict(os.environ)
        start(
            "Xvfb", "-displayfd", write, "-screen", 0, f"{WIDE}x{HIGH}x24", "-nolisten", "tcp", "-noreset",
            env=env, pass_fds=(write,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            env["DISPLAY"] = f":{told.readline().strip()}"
        env |= {
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "CHOROGRAPHE_HOME": str(home),
            "XMODIFIERS": "",
        }
        subprocess.run(["setxkbmap", "fr"], env=env, check=True)
        start("openbox", env=env, stderr=subprocess.DEVNULL)
        program = start(
            sys.executable, __file__, "--inside", env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        hands = Hands(folder, env, program)
        hands.until(lambda seen: "Field" in seen["focus"])
        yield hands
        hands.ask("leave")
        program.wait(20)


# -- the journey


def journey(hands: Hands) -> None:
    """Draw the first poster of a group: territory, commune, pictograms, post-its, AMOF, files."""
    hands.look("depart")
    hands.type("amb")
    hands.rest(0.5)
    hands.look("trois-lettres")
    hands.key("Return", "Return")
    hands.until(lambda seen: seen.get("resting", False))
    hands.look("feuille")
    hands.key("shift+comma")  # « ? » of a French keyboard
    hands.look("raccourcis")
    hands.key("Escape", "ctrl+k")
    hands.type("saint-anthème")
    hands.look("commune-cherchee")
    hands.key("Return")
    hands.look("commune-montree")
    draw(hands)
    write(hands)
    keys(hands)
    hands.key("ctrl+shift+e")
    hands.rest(0.6)
    hands.look("exporter")
    hands.key("Return")
    hands.until(lambda seen: seen["busy"])
    hands.until(lambda seen: not seen["busy"])
    hands.look("exporte")


def draw(hands: Hands) -> None:
    """Lay pictograms of four domaines, an arrow and an area."""
    said = hands.said
    for domaine, name, words, place in (
        ("Organisation", "École, collège, lycée", "L'école d'été", (95, 105)),
        ("Dynamique", "Arrivée d’habitants", "Ils arrivent où ?", (120, 190)),
        ("Ressources", "Forêt, bois", "La forêt, c'est à nous", (190, 175)),
        ("Enjeux", "Friche", "Usine fermée, être prêts", (150, 215)),
    ):
        if not hands.ask("where", name=domaine)["on"]:
            hands.press(domaine)
        hands.press(name, "Tile")
        hands.look(f"arme-{domaine.lower()}")
        hands.click(hands.ask("page", x=place[0], y=place[1]))
        hands.type(words)
        said(words)
        hands.look(f"pose-{domaine.lower()}")
    hands.key("Return")
    hands.press("Flèche (A)")
    hands.look("fleche-en-main")
    hands.drag(hands.ask("page", x=45, y=210), hands.ask("page", x=110, y=160), look="fleche-tiree")
    hands.type("On part travailler")
    said("On part travailler")
    hands.key("Return")
    hands.press("Zone (Z)")
    spot = hands.ask("commune", name="Valcivières")
    hands.to(spot)
    hands.look("zone-en-main")
    hands.click(spot)
    hands.type("Forêt qui se ferme")
    said("Forêt qui se ferme")
    hands.look("zone-posee")
    hands.key("Escape")


def write(hands: Hands) -> None:
    """Write a post-it, another that waits, and the AMOF."""
    hands.key("n")
    hands.click(hands.ask("page", x=40, y=60))
    hands.type("Le train, c'était mieux ?")
    hands.look("post-it-ecrit")
    hands.key("Escape", "Escape")
    hands.key("ctrl+space")
    hands.type("à Saint-Anthème, l'hôpital")
    hands.key("Return")
    hands.look("noter")
    hands.said("à Saint-Anthème, l'hôpital")
    hands.key("Escape")
    waiting = hands.ask("where", name="Post-it à placer\u00a0: à Saint-Anthème, l'hôpital")
    hands.drag(waiting, hands.ask("page", x=210, y=200), look="porte")
    hands.key("Escape")
    hands.press("AMOF")
    hands.press("Nouvelle ligne, Atouts")
    hands.type("L'école reste ouverte")
    hands.key("Return")
    hands.drag(
        hands.ask("page", x=45, y=65), hands.ask("where", name="Faiblesses", kind="Cell"), look="vers-l-amof"
    )
    hands.look("amof")
    hands.press("AMOF")
    hands.key("Escape")
    hands.look("apres-l-amof")


def keys(hands: Hands) -> None:
    """Try the keys of a French keyboard: delete, undo, zoom, menus, arrows."""
    hands.click(hands.ask("page", x=45, y=65))
    before = hands.ask("state")["acts"]
    hands.key("Delete")
    hands.look("supprime")
    hands.key("ctrl+z", "ctrl+y", "ctrl+z")
    assert hands.ask("state")["acts"] == before
    hands.key("Escape", "plus", "plus")
    hands.look("plus-pres")
    hands.key("minus", "minus", "Home", "Alt_L", "Down", "Right")
    hands.look("menus")
    hands.key("Escape", "Escape")
    hands.click(hands.ask("page", x=95, y=105))
    hands.key("Right", "shift+Down")
    hands.look("deplace")
    hands.key("ctrl+z", "Escape")


def main(folder: Path) -> None:
    """Go through the journey; pictures are in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened(folder) as hands:
        journey(hands)


if __name__ == "__main__":
    if sys.argv[1:] == ["--inside"]:
        sys.exit(inside())
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
