"""``python -m tests.soak [N] [SEED]``: damage N files (2 000) and say what came of them; 1 where something is wrong."""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from tests.soak.run import soak


def main(words: list[str]) -> int:
    """Return 0 when every file opened or was refused in one sentence, in time."""
    number = int(words[0]) if words else 2_000
    seed = int(words[1]) if len(words) > 1 else 1
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        outcome = soak(number, seed, Path(folder))
    for fault in (*outcome.faults, *outcome.slow):
        print(fault)
    told = ", ".join(f"{count} {word}" for word, count in outcome.counts.most_common())
    print(f"{number} files, seed {seed}: {told}; longest {outcome.longest:.1f} s")
    return 1 if outcome.faults or outcome.slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
