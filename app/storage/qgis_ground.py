"""The layers of the ground that the group changed or brought: drawn outline, zone of reference, roads, rivers, relief.

What a brought layer is drawn like is a matter of its row in « Couches apportées », which the project joins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from app.drawing import apports, theme
from app.storage import qgis_expressions as e
from app.storage import qgis_sheet, qml
from app.storage.qgis_renderers import AROUND, OVER_POINT, labels_of, merged, single

#: Id, in the project, of the layer that holds the brought layers, and what begins its columns among others.
LAYERS, JOINED = "chorographe_apport", "apport_"
#: The columns of a brought layer that its things need.
COLUMNS = ("role", "couleur", "visible", "opacite", "noms", "rang")
_ROLE = f"{JOINED}role"
_OPACITY = f'coalesce("{JOINED}opacite", 1)'
#: Names lie over a line, on either of its sides.
_ALONG = {"placement": "2", "placementFlags": "10", "dist": "1", "distUnits": "MM", "priority": "4"}


def outline() -> tuple[Element, Element | None]:
    """The outline drawn in the place of the real one, as one: a simplified one comes with its communes."""
    return merged(qml.symbol("fill", [qml.fill(theme.PAPIER), *qgis_sheet.outline()])), None


def reference() -> tuple[Element, Element | None]:
    """The wide grey outline of a zone of reference, with its name."""
    symbol = qml.symbol("fill", [qml.stroke(theme.REFERENCE, apports.REFERENCE_MM)])
    # A zone is often wider than the map: its name lies on what is seen of its outline.
    place = "coalesce(closest_point(boundary($geometry), centroid(@map_extent)), point_on_surface($geometry))"
    labels = labels_of(
        '"nom"',
        theme.STYLES["reference"],
        placement=OVER_POINT,
        geometry=place,
    )
    return single(symbol), labels


def brought_areas(hidden: Sequence[str] = ()) -> tuple[Element, Element | None]:
    """Pale tints; the limits of areas are dashed. Layers of the ``hidden`` roles are not drawn."""
    seen = _seen(hidden)
    tint = _by_role({role: f"{share:g}" for role, share in apports.TINTS.items()})
    edge = _by_role({role: f"{width:g}" for role, width in apports.EDGES.items()})
    alpha = f"set_color_part({_colour()}, 'alpha', 255 * {tint} * {_OPACITY})"
    told = {"fillColor": alpha, "enabled": seen}
    fill = qml.fill(theme.APPORTS["autre"], opacity=apports.TINTS["autre"], expressions=told)
    line = qml.stroke(
        theme.APPORTS["autre"],
        0.45,
        expressions={
            "outlineColor": _line(),
            "outlineWidth": edge,
            "customDash": _dash(),
            "enabled": f"{seen} AND {edge} > 0",
        },
    )
    return single(qml.symbol("fill", [fill, line]), order=_order()), _labels(
        seen, OVER_POINT, geometry="point_on_surface($geometry)"
    )


def brought_lines(hidden: Sequence[str] = ()) -> tuple[Element, Element | None]:
    """Roads are double, by their rank; rivers blue, limits dashed. Layers of the ``hidden`` roles are not drawn."""
    seen = _seen(hidden)
    casing: dict[str | int, str] = {rank: f"{wide:g}" for rank, (wide, _) in apports.ROADS.items()}
    core: dict[str | int, str] = {rank: f"{inner:g}" for rank, (_, inner) in apports.ROADS.items()}
    wide = e.case("rang", casing, casing[2])
    usual = f'CASE WHEN coalesce("rang", 0) > 2 THEN {apports.MINOR_ROAD:g} ELSE {wide} END'
    width = e.case(
        _ROLE,
        {"routes": usual, **{role: f"{each:g}" for role, each in apports.LINES.items()}},
        f"{apports.LINES['autre']:g}",
    )
    line = qml.stroke(
        theme.APPORTS["autre"],
        0.7,
        expressions={
            "outlineColor": _line(),
            "outlineWidth": width,
            "customDash": _dash(),
            "enabled": seen,
        },
    )
    # Without the project, where no expression can be told, a plain line is no road.
    paper = qml.stroke(
        theme.APPORTS["autre"],
        0.65,
        expressions={
            "outlineColor": e.case(_ROLE, {"routes": e.quoted(theme.PAPIER)}, "NULL"),
            "outlineWidth": e.case("rang", core, core[2]),
            "enabled": f'{seen} AND "{_ROLE}" = \'routes\' AND coalesce("rang", 0) <= 2',
        },
    )
    # The main roads over the small ones.
    order = (*_order(), '-coalesce("rang", 0)')
    return single(qml.symbol("line", [line, paper]), order=order, levels=True), _labels(seen, _ALONG)


def brought_points(hidden: Sequence[str] = ()) -> tuple[Element, Element | None]:
    """Small discs ringed with paper. Layers of the ``hidden`` roles are not drawn."""
    seen = _seen(hidden)
    # Half of its ring lies inside a disc.
    disc = qml.disc(
        theme.APPORTS["autre"],
        2 * apports.DOT_R + 0.4,
        edge=theme.PAPIER,
        width=0.4,
        expressions={"fillColor": _line(), "enabled": seen},
    )
    return single(qml.symbol("marker", [disc]), order=_order()), _labels(seen, {**AROUND, "dist": "2"})


def join() -> Element:
    """Return the join that gives things the layer that they are of."""
    return qml.join(LAYERS, "uid", "apport", JOINED, COLUMNS)


def _seen(hidden: Sequence[str]) -> str:
    """Return whether the layer of a thing is drawn."""
    shown = f'coalesce("{JOINED}visible", 1)'
    if not hidden:
        return shown
    return (
        f"{shown} AND coalesce({_by_role({role: str(int(role not in hidden)) for role in apports.ORDER})}, 1)"
    )


def _order() -> tuple[str, str]:
    ranks = {role: str(rank) for rank, role in enumerate(apports.ORDER)}
    return _by_role(ranks), f'"{JOINED}rang"'


def _by_role(values: Mapping[str, str]) -> str:
    known: dict[str | int, str] = {role: text for role, text in values.items()}  # noqa: C416 (its keys are wider)
    return e.case(_ROLE, known, values["autre"])


def _own() -> str:
    return f"nullif(\"{JOINED}couleur\", '')"


def _colour() -> str:
    """Return the colour of a layer: its own, else that of what it shows."""
    return f"coalesce({_own()}, {_by_role({role: e.quoted(ink) for role, ink in theme.APPORTS.items()})})"


def _line() -> str:
    """Return the colour of a line: that of the group is softened; opacity makes it clear."""
    soft = f"color_mix_rgb({_own()}, '#ffffff', {apports.SOFTENED:g})"
    usual = _by_role({role: e.quoted(ink) for role, ink in theme.APPORTS.items()})
    return f"set_color_part(coalesce({soft}, {usual}), 'alpha', 255 * {_OPACITY})"


def _dash() -> str:
    lengths = ";".join(f"{length:g}" for length in apports.DASH)
    return e.case(_ROLE, {"limites": e.quoted(lengths)}, "NULL")


def _labels(seen: str, placement: Mapping[str, str], geometry: str = "") -> Element:
    named = f'CASE WHEN "{JOINED}noms" AND {seen} THEN "nom" END'
    inks: dict[str | int, str] = {role: e.quoted(ink) for role, ink in theme.NOMS_APPORTS.items()}
    shown = {"Color": f"coalesce({_own()}, {e.case(_ROLE, inks, e.quoted(theme.ENCRE_2))})"}
    return labels_of(named, theme.STYLES["apport"], placement=placement, expressions=shown, geometry=geometry)
