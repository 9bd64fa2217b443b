"""Small maps and photographs as people have them, made by the tests."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, TiffImagePlugin

#: Half the side of the world in Web Mercator.
HALF = 20037508.342789244


def chart(width: int, height: int) -> Image.Image:
    """Return a picture whose quarters are red, green, blue and yellow, from the top left, clockwise."""
    picture = Image.new("RGB", (width, height), "#C81E28")
    picture.paste("#1E9646", (width // 2, 0, width, height // 2))
    picture.paste("#1E46B4", (width // 2, height // 2, width, height))
    picture.paste("#FADC28", (0, height // 2, width // 2, height))
    return picture


def geotiff(
    path: Path,
    picture: Image.Image,
    place: tuple[float, float, float, float],
    epsg: int,
    *,
    geographic: bool = False,
    point: bool = False,
    nodata: str = "",
    compression: str = "tiff_deflate",
) -> Path:
    """Write a GeoTIFF; ``place`` is its west, north, and the width and height of a pixel."""
    west, north, wide, high = place
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tie = (west + wide / 2, north - high / 2) if point else (west, north)
    tags[33550], tags[33922] = (wide, high, 0.0), (0.0, 0.0, 0.0, *tie, 0.0)
    tags.tagtype[33550] = tags.tagtype[33922] = 12
    code = (2048 if geographic else 3072, 0, 1, epsg)
    tags[34735] = (1, 1, 0, 3, 1024, 0, 1, 2 if geographic else 1, 1025, 0, 1, 2 if point else 1, *code)
    tags.tagtype[34735] = 3
    if nodata:
        tags[42113] = nodata
        tags.tagtype[42113] = 2
    picture.save(path, "TIFF", tiffinfo=tags, compression=compression)
    return path


def png(picture: Image.Image, form: str = "PNG") -> bytes:
    held = io.BytesIO()
    picture.save(held, form)
    return held.getvalue()


def mbtiles(path: Path, tiles: Iterable[tuple[int, int, int, bytes]], **metadata: str) -> Path:
    """Write tiles: zoom, column, row from the south."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute(
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)"
        )
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
    connection.close()
    return path


def tiled(
    path: Path,
    tiles: Iterable[tuple[int, int, int, bytes]],
    west: float,
    north: float,
    pixel: float,
    epsg: int = 2154,
) -> Path:
    """Write the tiles of a GeoPackage, 256 pixels, two levels of 1 and 2 × 2: zoom, column, row from the north."""
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
              organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT,
              last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            CREATE TABLE gpkg_tile_matrix_set (table_name TEXT PRIMARY KEY, srs_id INTEGER, min_x DOUBLE, min_y DOUBLE,
              max_x DOUBLE, max_y DOUBLE);
            CREATE TABLE gpkg_tile_matrix (table_name TEXT, zoom_level INTEGER, matrix_width INTEGER,
              matrix_height INTEGER, tile_width INTEGER, tile_height INTEGER, pixel_x_size DOUBLE, pixel_y_size DOUBLE);
            CREATE TABLE "plan d'ici" (id INTEGER PRIMARY KEY, zoom_level INTEGER, tile_column INTEGER,
              tile_row INTEGER, tile_data BLOB);
            """
        )
        east, south = west + 512 * pixel, north - 512 * pixel
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('', ?, 'EPSG', ?, '', '')", (epsg, epsg))
        connection.execute(
            "INSERT INTO gpkg_contents VALUES ('plan d''ici', 'tiles', 'Le plan', '', '', ?, ?, ?, ?, ?)",
            (west, south, east, north, epsg),
        )
        connection.execute(
            "INSERT INTO gpkg_tile_matrix_set VALUES ('plan d''ici', ?, ?, ?, ?, ?)",
            (epsg, west, south, east, north),
        )
        for zoom, size in ((0, 2 * pixel), (1, pixel)):
            connection.execute(
                "INSERT INTO gpkg_tile_matrix VALUES ('plan d''ici', ?, ?, ?, 256, 256, ?, ?)",
                (zoom, 2**zoom, 2**zoom, size, size),
            )
        connection.executemany(
            'INSERT INTO "plan d\'ici" (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)',
            tiles,
        )
    connection.close()
    return path


def quarters(picture: Image.Image) -> list[tuple[int, int, int, bytes]]:
    """Return a picture of 512 × 512 as tiles of two levels: zoom, column, row from the north."""
    whole = [(0, 0, 0, png(picture.resize((256, 256))))]
    for column in (0, 1):
        for row in (0, 1):
            box = (column * 256, row * 256, column * 256 + 256, row * 256 + 256)
            whole.append((1, column, row, png(picture.crop(box), "JPEG")))
    return whole


def pdf(path: Path, pages: Iterable[tuple[int, int, str]], *, locked: bool = False) -> Path:
    """Write a PDF of pages: width and height in points, and the colour (r g b) that fills them."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for wide, high, colour in pages:
        content = f"{colour} rg 0 0 {wide} {high} re f".encode()
        number = len(bodies) + 1
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {number + 1} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        ]
        kids.append(f"{number} 0 R")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = b"/Root 1 0 R"
    if locked:
        nothing = b"00" * 32
        bodies.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (nothing, nothing))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(bodies)
    data, places = b"%PDF-1.4\n", []
    for rank, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (rank, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
    path.write_bytes(data)
    return path
