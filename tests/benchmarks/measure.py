"""How a figure is taken: medians of runs, against a baseline measured in the same minute on the same machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: ``value`` and ``baseline`` in ``unit``; ``ok`` when the goal is held."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    goal: float
    ok: bool

    def json(self) -> str:
        """Return the figure as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def said(self) -> str:
        """Return the figure as people read it."""
        sign = "✓" if self.ok else "✗"
        return (
            f"{sign} {self.name}: {self.value:g} {self.unit}, baseline {self.baseline:g}, "
            f"ratio {self.ratio:g} (goal ≤ {self.goal:g})"
        )


def compared(name: str, unit: str, value: float, baseline: float, goal: float) -> Figure:
    """Return the figure of ``value`` against ``baseline``: held when their ratio is at most ``goal``."""
    ratio = round(value / baseline, 3)
    return Figure(name, round(value, 4), unit, round(baseline, 4), ratio, goal, ratio <= goal)


def capped(name: str, unit: str, value: float, limit: float) -> Figure:
    """Return the figure of an absolute limit: its baseline is the limit and its goal 1."""
    return compared(name, unit, value, limit, 1.0)


def alternated(ours: Callable[[], float], bare: Callable[[], float], runs: int = RUNS) -> tuple[float, float]:
    """Return the medians of both, run in turn so that a noisy minute falls on the two alike."""
    pairs = [(ours(), bare()) for _ in range(runs)]
    return median(value for value, _ in pairs), median(value for _, value in pairs)
