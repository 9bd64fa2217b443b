"""The process apart as who asks holds it: its pipes, what it may not do, and how it is ended."""

from __future__ import annotations

import json
import logging
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from app.apart.child import FOLDER_VARIABLE, HEADER, WORD
from app.i18n import Souci, tr

#: Most bytes of an answer.
MOST_BYTES = 400_000_000
#: Bytes of what libraries complain about that are kept for the log.
COMPLAINTS = 20_000

#: What GDAL may not do: other formats than ours, the network, files beside the one it reads.
FENCE = {
    "GDAL_SKIP": (
        "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,MapInfo File,LVBAG,S57,DGN,OGR_VRT,VRT,"
        "CSV,GML,GeoJSONSeq,ESRIJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,GeoRSS,VFK,PGDUMP,OSM,"
        "GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,AmigoCloud,"
        "SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,ADBC,"
        "AVCBin,AVCE00,AIVector,HTTP"
    ),
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_TIMEOUT": "1",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_NUM_THREADS": "1",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
    "PROJ_NETWORK": "OFF",
    # Each thread of the linear algebra reserves memory, and there is none to do here.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONFAULTHANDLER": "1",
}

_log = logging.getLogger(__name__)


def own_command() -> tuple[str, ...]:
    """Return what starts this program as the process apart."""
    if getattr(sys, "frozen", False):
        return (sys.executable, WORD)
    return (sys.executable, "-P", "-m", "app", WORD)


class Process:
    """The process, its pipes and its folder of temporary files."""

    def __init__(self, command: Sequence[str]) -> None:
        root = str(Path(__file__).resolve().parents[2])
        self._folder = tempfile.mkdtemp(prefix="chorographe-")
        environment = {**os.environ, **FENCE, FOLDER_VARIABLE: self._folder}
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        try:
            self._child = subprocess.Popen(
                list(command),
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            _log.exception("the process apart does not start")
            raise Souci(
                tr(
                    "Le lecteur de fichiers ne démarre pas sur cette machine. Rien n’a changé\u202f; "
                    "fermez d’autres logiciels, puis recommencez."
                )
            ) from error
        self.frames: queue.Queue[tuple[bytes, bytes] | None] = queue.Queue(maxsize=64)
        self._complaints = bytearray()
        self._ended = threading.Event()
        assert self._child.stdout is not None
        assert self._child.stderr is not None
        self._threads = [
            threading.Thread(target=self._listen, args=(self._child.stdout,), daemon=True),
            threading.Thread(target=self._hear, args=(self._child.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, request: Mapping[str, Any], blobs: Sequence[bytes]) -> None:
        """Ask, without waiting: a process that hangs does not read either."""
        body = json.dumps(request).encode()
        writing = threading.Thread(target=self._write, args=(body, blobs), daemon=True)
        self._threads = [*filter(threading.Thread.is_alive, self._threads), writing]
        writing.start()

    def _write(self, body: bytes, blobs: Sequence[bytes]) -> None:
        assert self._child.stdin is not None
        try:
            for kind, part in ((b"q", body), *((b"b", blob) for blob in blobs), (b"e", b"")):
                self._child.stdin.write(HEADER.pack(kind, len(part)) + part)
            self._child.stdin.flush()
        except OSError:
            _log.info("the process apart closed its pipe")

    def _put(self, frame: tuple[bytes, bytes] | None) -> bool:
        """Hand a frame over; return False once nobody listens."""
        while not self._ended.is_set():
            try:
                self.frames.put(frame, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def _listen(self, pipe: IO[bytes]) -> None:
        """Bring the frames over. Memory stays bounded: an answer that grows too large is not read to its end."""
        total = 0
        while len(header := pipe.read(HEADER.size)) == HEADER.size:
            kind, size = HEADER.unpack(header)
            total += size
            if kind not in b"psvbmxe" or total > MOST_BYTES:
                self._put((b"?", b""))
                return
            if kind == b"e":
                total = 0
            body = pipe.read(size)
            if len(body) < size or not self._put((kind, body)):
                break
        self._put(None)

    def _hear(self, pipe: IO[bytes]) -> None:
        while part := pipe.read1(4096):  # type: ignore[attr-defined]  # a pipe of Popen is buffered
            if len(self._complaints) < COMPLAINTS:
                self._complaints += part

    def complain(self, name: str) -> None:
        """Write what the libraries said to the log."""
        if self._complaints:
            _log.warning("%s: %s", name, bytes(self._complaints).decode("utf-8", "replace").strip())
            self._complaints.clear()

    def end(self) -> None:
        """Kill, reap, and take the temporary files away."""
        self._ended.set()
        self._child.kill()
        self._child.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:
                _log.debug("a pipe of a dead process")
        shutil.rmtree(self._folder, ignore_errors=True)

    def code(self) -> int | None:
        """Return the exit code once it died by itself."""
        try:
            return self._child.wait(0.5)
        except subprocess.TimeoutExpired:
            return None
