"""The sentence for a file that its reader did not live through."""

from __future__ import annotations

from app.i18n import Souci, tr


def damaged(name: str) -> Souci:
    """Return the sentence for a file whose inside is not what its beginning says."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» ne se lit pas\u00a0: il est abîmé ou n’est pas arrivé entier. Rien n’a "
            "changé\u202f; copiez-le de nouveau, ou demandez-le sous une autre forme.",
            fichier=name,
        )
    )
