"""The order of things: one step above or below what they overlap, or above and below everything.

Planes are fixed: areas under lines, lines under signs, post-its above. A step only passes what lies in the same
plane, since only that changes what is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from app.poster.document import Document, Transaction
from app.poster.pile import between
from app.poster.records import Item

Way = Literal[1, -1]
#: What became of a step: done; nothing to pass; or only planes that never change their order.
Passed = Literal["fait", "bout", "plan"]


def step(
    document: Document,
    moving: Sequence[Item],
    way: Way,
    plane: Callable[[str], int | None],
    over: Callable[[str], frozenset[str]],
) -> Passed:
    """Take things above (1) or below (-1) the next thing that one of them overlaps in its plane, as one act.

    ``plane`` tells the plane of an item (None where nothing of it is drawn), ``over`` the items that it overlaps.
    """
    order = document.items()
    rank = {item.uid: at for at, item in enumerate(order)}
    chosen = {item.uid for item in moving}
    beyond = False
    moves: list[tuple[str, list[Item]]] = []
    planes = {plane(item.uid) for item in moving}
    for each in planes - {None}:
        members = [item for item in order if item.uid in chosen and plane(item.uid) == each]
        met: set[str] = set()
        for member in members:
            others = over(member.uid) - chosen
            ahead = {uid for uid in others if plane(uid) == each}
            met |= {uid for uid in ahead if (rank[uid] - rank[member.uid]) * way > 0}
            beyond |= any((plane(uid) or 0) * way > (each or 0) * way for uid in others - ahead)
        if met:
            # The nearest one: the lowest of those above, the highest of those below.
            nearest = min(met, key=lambda uid: rank[uid] * way)
            moves.append((nearest, [item for item in members if (rank[nearest] - rank[item.uid]) * way > 0]))
    if not moves:
        return "plan" if beyond else "bout"
    with _raising(document) if way > 0 else _lowering(document) as act:
        for nearest, passing in moves:
            _beside(act, nearest, passing, way)
    return "fait"


def end(document: Document, moving: Sequence[Item], way: Way) -> bool:
    """Take things above (1) or below (-1) all others, in their own order, as one act; return whether it changed."""
    order = [item.uid for item in document.items()]
    chosen = [item.uid for item in moving]
    if not chosen or (order[-len(chosen) :] if way > 0 else order[: len(chosen)]) == chosen:
        return False
    if way > 0:
        with document.transaction("Mettre devant") as act:
            for item in moving:
                act.put(replace(item, pile=document.top()))
    else:
        with document.transaction("Mettre derrière") as act:
            for item in reversed(moving):
                act.put(replace(item, pile=between("", _lowest(document))))
    return True


def _lowest(document: Document) -> str:
    return min((item.pile for item in document.items() if item.pile), default="")


def _raising(document: Document) -> Transaction:
    return document.transaction("Mettre plus haut")


def _lowering(document: Document) -> Transaction:
    return document.transaction("Mettre plus bas")


def _beside(act: Transaction, nearest: str, passing: Iterable[Item], way: Way) -> None:
    """Put items just above (1) or below (-1) another one, in their own order."""
    taken = {item.uid for item in passing}
    left = [item for item in act.document.items() if item.uid not in taken]
    at = next(rank for rank, item in enumerate(left) if item.uid == nearest) + (way > 0)
    low = left[at - 1].pile if at > 0 else ""
    high = left[at].pile if at < len(left) else ""
    if high and low >= high:
        # Keys that are the same leave no room between them: the whole pile is told anew.
        fresh = _told_anew(left)
        for item in left:
            act.put(replace(item, pile=fresh[item.uid]))
        low = fresh[left[at - 1].uid] if at > 0 else ""
        high = fresh[left[at].uid] if at < len(left) else ""
    for item in passing:
        low = between(low, high)
        act.put(replace(item, pile=low))


def _told_anew(items: Iterable[Item]) -> Mapping[str, str]:
    last, found = "", {}
    for item in items:
        last = found[item.uid] = between(last)
    return found
