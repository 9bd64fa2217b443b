"""The ground in the QGIS project: what another outline hides, what brought layers join, and in which order they lie."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest

from app.drawing import theme
from app.drawing.ground import LIMITS, MESH_MM, MESH_PALE
from app.poster.records import Poster
from app.poster.sheet import PAPER_CRS
from app.poster.values import Frozen
from app.storage import qml
from app.storage.qgis_layers import style
from app.storage.qgis_project import project
from app.storage.qgis_shown import FOND, SIGHTS
from app.storage.schema import BY_NAME

GROUND = ("fond_contour", "fond_reference", "fond_aire", "fond_ligne", "fond_point")


TABLES = tuple(name for name in FOND if name not in SIGHTS)


def read(contour: str, crs: int = 2154, **options: bool | float) -> Element:
    """Return the project of a poster whose outline is drawn at a level."""
    told = Frozen({"contour": contour, **options})
    poster = Poster(uid="p", options=told, metres_par_mm=100.0, crs=crs)
    styles = {name: style(BY_NAME[name], ()) for name in (*TABLES, "fond_lieu")}
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(project(poster, "a.gpkg", styles)))) as archive:
        text = archive.read("Chorographe.qgs").decode()
    return fromstring(text[text.index("<qgis") :])


def checked(root: Element) -> set[str]:
    """Return the layers of the ground that are shown."""
    leaves = {leaf.get("id"): leaf.get("checked") for leaf in root.iter("layer-tree-layer")}
    ground = (*FOND, "trait", "fond_lieu")
    return {name for name in ground if leaves[f"chorographe_{name}"] == "Qt::Checked"}


BROUGHT = {"fond_aire", "fond_ligne", "fond_point", "fond_reference"}
LINE = {"lisere", "trait"}


@pytest.mark.parametrize(
    ("contour", "shown"),
    [
        ("reel", {"territoire", "fond_limite", "fond_lieu", *LINE}),
        ("simplifie", {"fond_contour", "fond_limite", "cellules", "fond_lieu", *LINE}),
        ("schematique", {"fond_contour", "fond_lieu", *LINE}),
        ("blanche", set()),
    ],
)
def test_an_outline_hides_what_does_not_meet_it(contour: str, shown: set[str]) -> None:
    assert checked(read(contour)) == shown | BROUGHT


@pytest.mark.parametrize(
    ("options", "gone"),
    [
        ({"trait": False}, LINE),
        ({"reference": False}, {"fond_reference"}),
        ({"communes": False}, {"cellules"}),
        ({"bourgs": False, "villages": False}, {"fond_lieu"}),
        ({"estompe": 1.0}, {"fond_limite", "cellules", *BROUGHT}),
    ],
)
def test_toggles_hide_layers(options: dict[str, bool | float], gone: set[str]) -> None:
    assert checked(read("simplifie")) - checked(read("simplifie", **options)) == gone


def test_toggles_hide_kinds_of_limits_places_and_brought_layers() -> None:
    root = read("reel", voisins=False, departements=False, villages=False, routes=False, estompe=0.25)
    layers = {layer.findtext("id"): layer for layer in root.iter("maplayer")}

    def hidden(name: str) -> set[str | None]:
        rows = layers[f"chorographe_{name}"].iter("category")
        return {row.get("value") for row in rows if row.get("render") == "false"}

    assert hidden("fond_limite") == {"hors", "departement", "cote"}
    assert hidden("fond_lieu") == {"3"}
    enabled = [
        one.get("value", "")
        for layer in layers["chorographe_fond_ligne"].iter("layer")
        for option in layer.iter("Option")
        if option.get("name") == "enabled"
        for one in option.findall("Option[@name='expression']")
    ]
    assert enabled
    assert all("= 'routes' THEN 0" in expression for expression in enabled)
    assert layers["chorographe_fond_limite"].findtext("layerOpacity") == "0.75"
    assert layers["chorographe_lisere"].find("layerOpacity") is None


@pytest.mark.parametrize(("contour", "table"), [("reel", "territoire"), ("simple", "fond_contour")])
def test_the_line_lies_over_the_areas_and_follows_the_outline(contour: str, table: str) -> None:
    root = read(contour)
    sources = {layer.findtext("id"): layer.findtext("datasource") for layer in root.iter("maplayer")}
    assert sources["chorographe_trait"] == sources["chorographe_lisere"] == f"./a.gpkg|layername={table}"
    order = [item.text for item in root.iter("item")]
    stack = [f"chorographe_{name}" for name in ("trait", "zone_libre", "fond_ligne", "lisere", "fond_limite")]
    assert [each for each in order if each in stack] == stack


def test_limits_outside_lie_under_a_simplified_outline() -> None:
    order = [item.text for item in read("simplifie").iter("item")]
    stack = [f"chorographe_{name}" for name in ("cellules", "fond_contour", "fond_limite")]
    assert [each for each in order if each in stack] == stack


@pytest.mark.parametrize(
    ("contour", "crs", "colour"),
    [
        ("reel", 2154, theme.HORS_TERRITOIRE),
        ("blanche", 2154, theme.PAPIER),
        ("reel", PAPER_CRS, theme.PAPIER),
    ],
)
def test_a_sheet_without_a_territory_is_white(contour: str, crs: int, colour: str) -> None:
    background = read(contour, crs).find(".//LayoutItem/BackgroundColor")
    assert background is not None
    assert [int(background.get(part, "")) for part in ("red", "green", "blue")] == [
        int(colour[at : at + 2], 16) for at in (1, 3, 5)
    ]


def test_a_line_without_dashes_says_that_it_is_solid() -> None:
    _, _, told, _ = qml.stroke("#000000", 1.0, expressions={"customDash": "NULL"})
    assert told["outlineStyle"] == "if((NULL) IS NULL, 'solid', NULL)"


def test_brought_layers_join_their_row() -> None:
    layers = {layer.findtext("id"): layer for layer in read("reel").iter("maplayer")}
    for name in ("fond_aire", "fond_ligne", "fond_point"):
        join = layers[f"chorographe_{name}"].find("vectorjoins/join")
        assert join is not None
        assert join.get("joinLayerId") in layers
        assert join.get("targetFieldName") in {column.name for column in BY_NAME[name].columns}
        joined = {field.get("name") for field in join.iter("field")}
        assert joined <= {column.name for column in BY_NAME["apport"].columns}


def test_the_ground_lies_in_the_order_of_the_sheet() -> None:
    order = [item.text for item in read("reel").iter("item")]
    ground = [f"chorographe_{name}" for name in reversed(FOND)]
    assert [each for each in order if each in ground] == ground


@pytest.mark.parametrize("name", GROUND)
def test_every_layer_of_the_ground_has_a_style(name: str) -> None:
    root = fromstring(style(BY_NAME[name], ()).partition("\n")[2])
    assert root.find("renderer-v2") is not None
    assert root.find(".//symbol") is not None


def test_limits_are_told_apart_as_they_are_on_the_sheet() -> None:
    limits = style(BY_NAME["fond_limite"], ())
    colour, width, _ = LIMITS["interne"]

    assert f'if("dedans", {width:g},' in fromstring(limits[limits.index("<qgis") :]).find(
        ".//Option[@name='outlineWidth']//Option[@name='expression']"
    ).get("value")
    assert qml.rgba(colour) in limits
    assert f"{MESH_PALE:g} * max(0, min(1, ({MESH_MM[1]:g} - " in limits
