"""The closed lists of values of a poster, as GIS people read them: stored value and French words."""

from __future__ import annotations

Values = tuple[tuple[str | int, str], ...]

DOMAINE: Values = (
    ("organisation", "Organisation"),
    ("dynamique", "Dynamique"),
    ("ressources", "Ressources"),
    ("enjeux", "Enjeux"),
    ("acteurs", "Acteurs"),
)
TEMPS: Values = (("passe", "Passé"), ("present", "Présent"), ("futur", "Futur"))
TENDANCE: Values = (("hausse", "En hausse"), ("stable", "Stable"), ("baisse", "En baisse"))
RUPTURE: Values = (("reperee", "Repérée"), ("previsible", "Prévisible"))
VALENCE: Values = (("plus", "Aide"), ("moins", "Gêne"), ("mixte", "Les deux"))
ORIGINE: Values = (("interne", "D'ici"), ("externe", "Du dehors"))
CERTITUDE: Values = (("etabli", "Établi"), ("ressenti", "Ressenti"), ("hypothese", "Hypothèse"))
ACCORD: Values = (("partage", "Partagé"), ("discute", "Discuté"), ("minoritaire", "Minoritaire"))
HORIZON: Values = (
    ("aujourdhui", "Aujourd'hui"),
    ("2_5_ans", "2 à 5 ans"),
    ("10_ans", "10 ans"),
    ("2040", "2040"),
)
INTENSITE: Values = ((1, "Faible"), (2, "Moyenne"), (3, "Forte"))
COULEUR_POSTIT: Values = (("jaune", "Jaune"), ("bleu", "Bleu"), ("vert", "Vert"), ("rose", "Rose"))
ORIENTATION: Values = (("paysage", "Paysage"), ("portrait", "Portrait"))
GENRE_LIMITE: Values = (
    ("commune", "Limite de commune"),
    ("hors", "Limite de commune hors du territoire"),
    ("departement", "Limite de département"),
    ("cote", "Côte"),
)
GENRE_APPORT: Values = (("aires", "Aires"), ("lignes", "Lignes"), ("points", "Points"))
ROLE_APPORT: Values = (
    ("limites", "Limites"),
    ("relief", "Relief"),
    ("rivieres", "Rivières"),
    ("routes", "Routes"),
    ("autre", "Autre"),
)
COUCHE_RANG: Values = ((1, "Centre"), (2, "Bourg"), (3, "Village"), (4, "Autre commune"))
