"""The style of each layer in QGIS: how its features are told apart, their labels, their form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from app.catalogue.model import Brush, Pictogram, Words
from app.drawing import theme
from app.storage import qgis_expressions as e
from app.storage import qgis_ground, qgis_sheet, qgis_symbols, qml
from app.storage.qgis_renderers import AROUND, OVER_POINT, labels_of
from app.storage.schema import MARK_TABLES, Table

#: What a mark whose pictogram is unknown looks like.
_PLAIN = Pictogram("", "", "", Words(""), Words(""), Words(""), Words(""), (), (("point", Brush("stamp")),))


@lru_cache(maxsize=32)
def style(table: Table, pictograms: tuple[Pictogram, ...] = ()) -> str:
    """Return the QML of a layer; ``pictograms`` are those that its marks use.

    Kept for the next file: most layers look the same in all of them.
    """
    root = Element(
        "qgis", {"version": "3.22.0", "styleCategories": "AllStyleCategories", "labelsEnabled": "1"}
    )
    if table.name in MARK_TABLES:
        root.append(_by_picto(table, pictograms))
        labels: Element | None = _mark_labels(table, pictograms)
    else:
        renderer, labels = _OTHERS[table.name]()
        root.append(renderer)
    if labels is None:
        root.set("labelsEnabled", "0")
    else:
        root.append(labels)
    _form(root, table)
    return qml.document(root)


def _by_picto(table: Table, pictograms: Iterable[Pictogram]) -> Element:
    """Return the renderer that tells marks apart by ``picto``; anything else is drawn plainly."""
    made = Element("renderer-v2", {"type": "categorizedSymbol", "attr": "picto", "symbollevels": "0"})
    made.set("forceraster", "0")
    made.set("enableorderby", "1")
    categories, symbols = SubElement(made, "categories"), SubElement(made, "symbols")
    for rank, picto in enumerate([*pictograms, _PLAIN]):
        SubElement(
            categories,
            "category",
            {"symbol": str(rank), "value": picto.key, "label": picto.name.fr or "Autre", "render": "true"},
        )
        symbols.append(qgis_symbols.symbol(table.name, picto, str(rank)))
    order = SubElement(made, "orderby")
    clause = SubElement(order, "orderByClause", {"asc": "1", "nullsFirst": "1"})
    clause.text = '"pile"'
    return made


def _mark_labels(table: Table, pictograms: Iterable[Pictogram]) -> Element:
    """Return the words on the map of a layer of marks, in the ink of each."""
    words = "\"etiquette\" || coalesce('\\n' || \"sous_etiquette\", '')"
    inks: dict[str | int, str] = {
        picto.key: e.quoted(theme.domaine(picto.domaine).ink) for picto in pictograms
    }
    shown = {"Color": e.ink(e.case("picto", inks, e.quoted(theme.ENCRE)))}
    style = theme.STYLES["bourg"]
    if table.geometry == "POINT":
        return labels_of(words, style, placement={**AROUND, "dist": "9"}, expressions=shown)
    if table.geometry == "MULTILINESTRING":
        end = "end_point(geometry_n($geometry, 1))"
        return labels_of(words, style, placement=AROUND, expressions=shown, geometry=end)
    return labels_of(
        words, style, placement=OVER_POINT, expressions=shown, geometry="point_on_surface($geometry)"
    )


_OTHERS = {
    "territoire": qgis_sheet.territory,
    "fond_commune": qgis_sheet.communes,
    "fond_limite": qgis_sheet.borders,
    "fond_lieu": qgis_sheet.places,
    "fond_contour": qgis_ground.outline,
    "fond_reference": qgis_ground.reference,
    "fond_aire": qgis_ground.brought_areas,
    "fond_ligne": qgis_ground.brought_lines,
    "fond_point": qgis_ground.brought_points,
    "calque": qgis_sheet.underlays,
    "reseau_noeud": qgis_sheet.nodes,
    "trace": qgis_sheet.traces,
    "texte": qgis_sheet.texts,
    "photo": qgis_sheet.photos,
    "postit": qgis_sheet.postits,
}


def _form(root: Element, table: Table) -> None:
    """Add the French names of the columns, their lists of values, and hide what is the program's."""
    fields, aliases = SubElement(root, "fieldConfiguration"), SubElement(root, "aliases")
    for index, column in enumerate(table.columns, 1):
        SubElement(aliases, "alias", {"index": str(index), "field": column.name, "name": column.alias})
        field = SubElement(fields, "field", {"name": column.name})
        widget = SubElement(field, "editWidget")
        config = SubElement(widget, "config")
        if column.inner:
            widget.set("type", "Hidden")
            SubElement(config, "Option")
        elif column.values:
            widget.set("type", "ValueMap")
            top = SubElement(config, "Option", {"type": "Map"})
            listed = SubElement(top, "Option", {"name": "map", "type": "List"})
            for value, label in (("", "—"), *((str(value), words) for value, words in column.values)):
                one = SubElement(listed, "Option", {"type": "Map"})
                stored = value or "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
                SubElement(one, "Option", {"name": label, "type": "QString", "value": stored})
        elif column.kind == "oui_non":
            widget.set("type", "CheckBox")
            SubElement(config, "Option")
        else:
            widget.set("type", "TextEdit")
            SubElement(config, "Option")
