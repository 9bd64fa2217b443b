"""The closed lists: what a field of a record may say, in the words of the method and of the file."""

from __future__ import annotations

DOMAINES = ("organisation", "dynamique", "ressources", "enjeux", "acteurs")
TEMPS = ("passe", "present", "futur")
TENDANCES = ("hausse", "stable", "baisse")
RUPTURES = ("reperee", "previsible")
VALENCES = ("plus", "moins", "mixte")
ORIGINES = ("interne", "externe")
CERTITUDES = ("etabli", "ressenti", "hypothese")
ACCORDS = ("partage", "discute", "minoritaire")
HORIZONS = ("aujourdhui", "2_5_ans", "10_ans", "2040")
#: The closed list of each field that has one.
CHOICES = {
    "domaine": DOMAINES,
    "temps": TEMPS,
    "tendance": TENDANCES,
    "rupture": RUPTURES,
    "valence": VALENCES,
    "origine": ORIGINES,
    "certitude": CERTITUDES,
    "accord": ACCORDS,
    "horizon": HORIZONS,
}
#: What a layer that is brought may show.
ROLES = ("limites", "relief", "rivieres", "routes", "autre")
POSTIT_COULEURS = ("jaune", "bleu", "vert", "rose")
#: The free marks, outside every domaine unless the group gives them one.
LIBRES = ("fleche", "zone")
