"""What styles read from the columns: expressions of QGIS, for colours, sizes and curves."""

from __future__ import annotations

from collections.abc import Mapping

from app.drawing import theme

#: Signs and words stand upright on the page: QGIS turns those that have an angle with the map.
UPRIGHT = "coalesce(@map_rotation, 0)"
#: Pieces of a curve between two vertices.
STEPS = 12


def quoted(text: str) -> str:
    """Return a text as a literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def case(column: str, values: Mapping[str | int, str], otherwise: str) -> str:
    """Return a choice by the value of a column; ``values`` and ``otherwise`` are expressions."""
    if not values:
        return otherwise
    told = " ".join(
        f'WHEN "{column}" = {quoted(value) if isinstance(value, str) else value} THEN {found}'
        for value, found in values.items()
    )
    return f"CASE {told} ELSE {otherwise} END"


def ink(usual: str) -> str:
    """Return the ink of a mark: its own colour, else that of its domaine, else ``usual`` (an expression).

    The past is paler.
    """
    domaines: dict[str | int, str] = {key: quoted(tint.ink) for key, tint in theme.DOMAINES.items() if key}
    return _past(f'coalesce("couleur", {case("domaine", domaines, usual)})', 0.55)


def accent(usual: str) -> str:
    """Return the tint of a mark; ``usual`` is an expression."""
    domaines: dict[str | int, str] = {key: quoted(tint.accent) for key, tint in theme.DOMAINES.items() if key}
    own = "color_mix_rgb(\"couleur\", '#ffffff', 0.75)"
    return _past(
        f'CASE WHEN "couleur" IS NOT NULL THEN {own} ELSE {case("domaine", domaines, usual)} END', 0.4
    )


def _past(base: str, share: float) -> str:
    return f"CASE WHEN \"temps\" = 'passe' THEN color_mix_rgb({base}, '#ffffff', {share}) ELSE {base} END"


def plain_ink() -> str:
    """Return the ink of what has no time: texts, nodes, strokes."""
    domaines: dict[str | int, str] = {key: quoted(tint.ink) for key, tint in theme.DOMAINES.items() if key}
    return f'coalesce("couleur", {case("domaine", domaines, quoted(theme.ENCRE))})'


def by_force(low: float, usual: float, high: float) -> str:
    """Return a size in mm: explicit, else by force 1, 2, 3."""
    return f'coalesce("taille_mm", {case("intensite", {1: f"{low:g}", 3: f"{high:g}"}, f"{usual:g}")})'


#: The dash of a stroke: dots for a hypothesis, dashes for the future, none otherwise.
DASH = case("certitude", {"hypothese": "'0.01;3.4'"}, case("temps", {"futur": "'4;3'"}, "NULL"))
_AXIS = (
    "((-@t*@t*@t + 2*@t*@t - @t) * {a} + (3*@t*@t*@t - 5*@t*@t + 2) * {b}"
    " + (-3*@t*@t*@t + 4*@t*@t + @t) * {c} + (@t*@t*@t - @t*@t) * {d}) / 2"
)


def places(parameter: str, expression: str, kept: str = "true") -> str:
    """Return the collection of what ``expression`` makes of each place (``@x``, ``@y``, ``@rang``) of a parameter.

    NULL where the mark has none: nothing is drawn then.
    """
    listed = f'array_filter(map_get(from_json("parametres"), {quoted(parameter)}), {kept})'
    made = (
        "with_variable('x', array_get(@element, 0), with_variable('y', array_get(@element, 1), "
        f"{expression}))"
    )
    return f"collect_geometries(array_foreach({listed}, {made}))"


def without(parameter: str) -> str:
    """Return whether the places of a mark were left to the brush."""
    return f'coalesce("parametres" NOT LIKE \'%"{parameter}":[[%\', true)'


def listed(parameter: str, expression: str, kept: str = "true") -> str:
    """Return the collection of what ``expression`` makes of each number (``@element``) of a parameter."""
    numbers = f'array_filter(map_get(from_json("parametres"), {quoted(parameter)}), {kept})'
    return f"collect_geometries(array_foreach({numbers}, {expression}))"


def unlisted(parameter: str) -> str:
    """Return whether the numbers of a mark were left to the brush."""
    told = f'"parametres" LIKE \'%"{parameter}":[%\' AND "parametres" NOT LIKE \'%"{parameter}":[]%\''
    return f"NOT coalesce({told}, false)"


def chosen(parameter: str, choice: str) -> str:
    """Return whether a mark made a choice."""
    return f'coalesce("parametres" LIKE \'%"{parameter}":"{choice}"%\', false)'


def ring() -> str:
    """Return the areas bent through the vertices of their outlines, as the sheet draws supple ones.

    Areas that ask for it (parameter ``forme`` « anguleux ») stay as they are.
    """
    turn = "point_n(@g, (@i + {}) % (num_points(@g) - 1) + 1)"
    places = {
        key: turn.format(f"num_points(@g) + {back}") for key, back in zip("abcd", range(-2, 2), strict=True)
    }
    x, y = (_AXIS.format(**{key: f"{axis}({place})" for key, place in places.items()}) for axis in "xy")
    at = (
        f"with_variable('i', floor(@element / {STEPS}), "
        f"with_variable('t', @element / {STEPS} - @i, make_point({x}, {y})))"
    )
    run = f"make_line(array_foreach(generate_series(0, (num_points(@g) - 1) * {STEPS}), {at}))"
    part = (
        "with_variable('g', exterior_ring(geometry_n($geometry, @element)), "
        f"if(num_points(@g) < 4, make_polygon(@g), make_polygon({run})))"
    )
    whole = f"collect_geometries(array_foreach(generate_series(1, num_geometries($geometry)), {part}))"
    return f'if("parametres" LIKE \'%"forme":"anguleux"%\', $geometry, {whole})'


def top() -> str:
    """Return the place of the outline that is right above the heart of an area."""
    heart = "if(intersects($geometry, centroid($geometry)), centroid($geometry), point_on_surface($geometry))"
    above = "make_line(@p, make_point(x(@p), y_max($geometry) + 1))"
    met = f"intersection({above}, boundary($geometry))"
    return f"with_variable('p', {heart}, make_point(x(@p), y_max({met})))"


def curve(smooth: bool = True) -> str:
    """Return the Catmull-Rom curve through the vertices of each line, as the sheet draws it.

    Lines that ask for it (parameters ``lisse`` and ``trace``) stay straight; without ``smooth``, those that do not.
    """
    places = {
        "a": "point_n(@g, max(@i, 1))",
        "b": "point_n(@g, @i + 1)",
        "c": "point_n(@g, @i + 2)",
        "d": "point_n(@g, min(@i + 3, num_points(@g)))",
    }
    x, y = (_AXIS.format(**{key: f"{axis}({place})" for key, place in places.items()}) for axis in "xy")
    at = (
        f"with_variable('i', min(floor(@element / {STEPS}), num_points(@g) - 2), "
        f"with_variable('t', @element / {STEPS} - @i, make_point({x}, {y})))"
    )
    run = f"make_line(array_foreach(generate_series(0, (num_points(@g) - 1) * {STEPS}), {at}))"
    part = f"with_variable('g', geometry_n($geometry, @element), if(num_points(@g) < 3, @g, {run}))"
    whole = f"collect_geometries(array_foreach(generate_series(1, num_geometries($geometry)), {part}))"
    straight = (
        f'"parametres" LIKE \'%"lisse":false%\' OR {chosen("trace", "droit")} OR {chosen("trace", "coude")}'
    )
    if not smooth:
        straight = '"parametres" IS NULL OR "parametres" NOT LIKE \'%"lisse":true%\''
    return f"if({straight}, $geometry, {whole})"
