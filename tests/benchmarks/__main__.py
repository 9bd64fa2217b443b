"""Run the benchmarks by name, all of them by default; one line for each figure."""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.benchmarks import (
    canvas,
    cold_start,
    durable_act,
    first_picture,
    ground,
    live,
    marks,
    palette,
    paper,
    png_a0,
    schematic,
)

BENCHMARKS = {
    "cold_start": cold_start.run,
    "durable_act": durable_act.run,
    "palette": palette.run,
    "marks": marks.run,
    "live": live.run,
    "first_picture": first_picture.run,
    "ground": ground.run,
    "canvas": canvas.run,
    "canvas_offscreen": canvas.run_offscreen,
    "png_a0": png_a0.run,
    "paper": paper.run,
    "schematic": schematic.run,
}


def main() -> int:
    """Return 0 when every figure holds its goal, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}")
    application = QApplication([])  # one for all: a window needs more than what the palette would start
    held = True
    for name in options.names or BENCHMARKS:
        for figure in BENCHMARKS[name]():
            print(figure.json() if options.json else figure.said(), flush=True)
            held = held and figure.ok
    del application
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
