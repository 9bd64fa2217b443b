"""Groups: things that share one ``ensemble`` are chosen, moved, aligned and copied as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.poster.document import Document, Patch, Transaction
from app.poster.records import ITEM_TYPES, Item, new_uid


class Groups:
    """Who belongs to which group, found once and again after a change that touches a member."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._members: dict[str, frozenset[str]] | None = None

    def changed(self, patch: Patch) -> None:
        """Look again if a change touches a member of a group."""
        if any(getattr(side, "ensemble", "") for change in patch.changes.values() for side in change):
            self._members = None

    def members(self, ensemble: str) -> frozenset[str]:
        """Return the members of a group, locked ones included; "" is no group."""
        if not ensemble:
            return frozenset()
        if self._members is None:
            found: dict[str, set[str]] = {}
            for uid, record in self._document.records.items():
                if isinstance(record, ITEM_TYPES) and record.ensemble:
                    found.setdefault(record.ensemble, set()).add(uid)
            self._members = {group: frozenset(uids) for group, uids in found.items()}
        return self._members.get(ensemble, frozenset())

    def whole(self, uids: Iterable[str], entered: str = "") -> frozenset[str]:
        """Return items with the rest of their groups; those of the group that was entered stay apart.

        A locked member does not come with the others, nor they with it.
        """
        found: set[str] = set()
        for uid in uids:
            item = self._document.get(uid)
            if uid in found or not isinstance(item, ITEM_TYPES):
                continue
            found.add(uid)
            if item.ensemble and item.ensemble != entered:
                found |= {
                    each
                    for each in self.members(item.ensemble)
                    if getattr(self._document.get(each), "verrouille", False) == item.verrouille
                }
        return frozenset(found)


def units(items: Iterable[Item], entered: str = "") -> list[tuple[Item, ...]]:
    """Return what hands take as one: each group together, all else apart, in the order of the items."""
    found: dict[str, list[Item]] = {}
    for item in items:
        together = item.ensemble if item.ensemble and item.ensemble != entered else item.uid
        found.setdefault(together, []).append(item)
    return [tuple(each) for each in found.values()]


def group(document: Document, items: Sequence[Item]) -> str:
    """Gather items, and the groups they come from, into one new group as one act; return it, "" for fewer than two."""
    if len(items) < 2 or len({item.ensemble or item.uid for item in items}) < 2:
        return ""
    made = new_uid()
    with document.transaction("Grouper") as act:
        for item in items:
            act.put(replace(item, ensemble=made))
        mend(act, {item.ensemble for item in items})
    return made


def ungroup(document: Document, items: Iterable[Item]) -> frozenset[str]:
    """Dissolve the groups of items as one act; return all that belonged to them."""
    gone = {item.ensemble for item in items if item.ensemble}
    if not gone:
        return frozenset()
    parted = [item for item in document.items() if item.ensemble in gone]
    with document.transaction("Dégrouper") as act:
        for item in parted:
            act.put(replace(item, ensemble=""))
    return frozenset(item.uid for item in parted)


def mend(act: Transaction, ensembles: Iterable[str]) -> None:
    """Dissolve, in an open act, those groups that have no more than one member."""
    changed = {each for each in ensembles if each}
    if not changed:
        return
    left: dict[str, list[Item]] = {}
    for record in tuple(act.document.records.values()):
        if isinstance(record, ITEM_TYPES) and record.ensemble in changed:
            left.setdefault(record.ensemble, []).append(record)
    for members in left.values():
        if len(members) == 1:
            act.put(replace(members[0], ensemble=""))
