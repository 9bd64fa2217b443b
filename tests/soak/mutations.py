"""Ways in which a file is damaged: by a disk, a cut download, a bad program, or somebody who wants it to hurt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]


def flipped(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with some of them changed, often near the beginning, where the sizes are."""
    found = bytearray(data)
    reach = min(len(data), random.choice((64, 512, 4096, len(data))))
    for _ in range(random.choice((1, 2, 5, 20))):
        found[random.randrange(reach)] = random.randrange(256)
    return bytes(found)


def truncated(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the beginning of the bytes."""
    return data[: random.randrange(len(data))]


def swapped(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with two blocks in each other's place."""
    size = max(1, min(len(data) // 3, random.choice((4, 64, 1024))))
    a, b = sorted(random.randrange(max(1, len(data) - size)) for _ in range(2))
    if b - a < size:
        return flipped(data, random, others)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def spliced(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the beginning of another file before the end of this one."""
    head = random.choice(others)[: random.choice((8, 32, 100, 512, 4096))]
    return head + data[len(head) if random.random() < 0.7 else 0 :]


def huge(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with counts that no file can hold."""
    numbers = (
        b"\xff\xff\xff\xff",
        b"\xff\xff\xff\x7f",
        b"\x7f\xff\xff\xff",
        b"\0\0\0\x80",
        b"\xff" * 8,
        b"\0\0\xf0\x7f",
    )
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 8))):
        number = random.choice(numbers)
        at = random.randrange(min(len(data), random.choice((128, 1024, len(data)))))
        found[at : at + len(number)] = number
    return bytes(found[: len(data)])


def zeroed(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with a hole, as a disk makes them."""
    size = random.choice((16, 512, 4096))
    at = random.randrange(len(data))
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size :]


def repeated(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with one block many times over."""
    at = random.randrange(len(data))
    return data[:at] + data[at : at + random.choice((1, 16, 256))] * random.choice((2, 50, 2000)) + data[at:]


def numbered(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return a text with a number that is none, or cannot be a place; other bytes are flipped."""
    numbers = list(re.finditer(rb"-?\d+(?:\.\d+)?", data[:200_000]))
    if not numbers:
        return huge(data, random, others)
    found = random.choice(numbers)
    value = random.choice(
        (b"1e999", b"NaN", b"-Infinity", b"99999999999999999999", b"", b"--1", b"null", b"1e308", b'"1"')
    )
    return data[: found.start()] + value + data[found.end() :]


def nested(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return a text nested deeper than any reader expects."""
    at = random.randrange(len(data))
    return (
        data[:at]
        + random.choice((b"[", b"{", b"<a>", b'{"a":', b"(")) * random.choice((100, 60_000))
        + data[at:]
    )


MUTATIONS: tuple[Mutation, ...] = (
    flipped,
    flipped,
    flipped,
    truncated,
    truncated,
    swapped,
    spliced,
    huge,
    huge,
    zeroed,
    repeated,
    numbered,
    nested,
)
