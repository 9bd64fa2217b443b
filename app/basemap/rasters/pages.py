"""Pages of a PDF as pictures, with pypdfium2, in the process apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.basemap.rasters.developing import decoding
from app.basemap.rasters.refusals import sentence
from app.basemap.rasters.source import Page, Source, Window
from app.i18n import tr

if TYPE_CHECKING:
    from PIL.Image import Image

#: Points in an inch, and dots for an inch of paper at which a page is held to have its size.
POINTS, DPI = 72.0, 300.0
#: Most pages that are listed.
MOST_PAGES = 200
#: The longest side of a page in points: the largest that the format knows.
LONGEST = 14_400.0


def opened(path: Path, page: int) -> Source:
    """Return a page of a PDF (the first is 0), not yet painted. Raises Souci."""
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        word = "password" if "password" in str(error).lower() else "damaged"
        raise sentence(word, path.name) from error
    with decoding(path.name):
        sizes = [document.get_page_size(rank) for rank in range(min(len(document), MOST_PAGES))]
    if not sizes:
        raise sentence("damaged", path.name)
    if not 0 <= page < len(sizes):
        raise sentence("no_page", path.name)
    listed = tuple(Page(tr("Page {n}", n=rank + 1), *_pixels(*size)) for rank, size in enumerate(sizes))
    wide, high = sizes[page]
    if not (0 < wide <= LONGEST and 0 < high <= LONGEST):
        raise sentence("damaged", path.name)

    def read(window: Window, across: int, down: int) -> Image:
        scale = max(across / wide, down / high)
        with decoding(path.name):
            sheet: Any = document[page]
            made: Image = sheet.render(scale=scale, may_draw_forms=True, rev_byteorder=True).to_pil()
        made = made.convert("RGB")
        return made if made.size == (across, down) else made.resize((across, down))

    whole = listed[page]
    return Source("pdf", whole.width, whole.height, read, listed, close=document.close)


def _pixels(wide: float, high: float) -> tuple[int, int]:
    return (max(1, round(wide / POINTS * DPI)), max(1, round(high / POINTS * DPI)))
