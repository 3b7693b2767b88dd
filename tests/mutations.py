"""YAML files, changed at random: their bytes, and the data in them. A seed decides everything."""

import copy
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from tests.properties.test_yaml_positions import dump

TOKENS = (
    *("[", "]", "{", "}", ": ", "- ", "? ", ", ", "\n", "\n  ", "\t", "\r\n", "#", " #", "'", '"', "\\", "|", ">-"),
    *("|2", "%", "@", "&a ", "*a", "<<: *a", "!!str ", "!x ", "---\n", "...\n", "%YAML 1.1\n", "~", "null", "true"),
    *("no", "0x1f", "1e400", "-0", "9" * 50, "\0", "\x1b[2J", "\x85", "\u2028", "\u202e", "\u2067", "\ufeff"),
    *("\ud7ff", "😀", "é", "{privacy_law}", "{x}", "{{", "../", "/"),
)
"""What means something to YAML, to phrases, to a file system, to a terminal."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 10**39, Decimal("0.1"), Decimal("-0.0"), Decimal("9" * 30 + ".5"), "", " "),
    *([], {}, [None], [[]], [{}], {"": None}, {"id": "x"}, {"text": []}, [{"id": "x"}, {"id": "x"}], "x" * 5_000),
    *("\n\n", "x", "id", "a\n\nb", "{", "{x}", "2026-02-30", "0000-00-00", "9999-12-31", "12:30", "USD", "usd"),
    *("us-ca", "us", "en", "fr", "xx", "en-US", "zh-Hant-TW", "ours", "https://x", "javascript:x", "x@y", "../../x"),
    *("con", "\u202e", "\ud7ff", "\u200b", "é" * 300, "2026", "٣", "mailto:x@example.org"),
)
"""What a field may be given that is of another kind, is at its bounds, or belongs elsewhere."""


def changed_bytes(content: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The bytes with one to five passages taken out, repeated, replaced, or taken from another file."""
    for _ in range(random.randint(1, 5)):
        start = random.randint(0, len(content))
        end = min(len(content), start + random.choice((0, 1, 1, 4, 20, 200)))
        piece = random.choice(_PIECES)(content[start:end], others, random)
        content = content[:start] + piece + content[end:]
    return content


_PIECES: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    lambda _piece, _others, _random: b"",
    lambda piece, _others, random: piece * random.choice((2, 3, 50)),
    lambda _piece, _others, random: random.choice(TOKENS).encode() * random.choice((1, 1, 1, 30)),
    lambda piece, _others, random: random.randbytes(len(piece)),
    lambda _piece, others, random: _slice(random.choice(others), random),
)


def _slice(content: bytes, random: Random) -> bytes:
    start = random.randint(0, len(content))
    return content[start : start + random.choice((5, 50, 500))]


def changed_data(data: Any, random: Random) -> Any:
    """The data with one to four values replaced, taken out, repeated, put elsewhere or under another key."""
    data = copy.deepcopy(data)
    for _ in range(random.randint(1, 4)):
        places = list(_places(data))
        if places:
            parent, key = random.choice(places)
            random.choice(_CHANGES)(parent, key, places, random)
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each value by what holds it and its key there."""
    for key, value in list(
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield data, key
        yield from _places(value)


def _replace(parent: Any, key: Any, _places: Any, random: Random) -> None:
    parent[key] = copy.deepcopy(random.choice(VALUES))


def _move(parent: Any, key: Any, places: Any, random: Random) -> None:
    other, name = random.choice(places)
    parent[key] = copy.deepcopy(other[name])


def _take_out(parent: Any, key: Any, _places: Any, _random: Random) -> None:
    del parent[key]


def _wrap(parent: Any, key: Any, _places: Any, random: Random) -> None:
    parent[key] = random.choice(([parent[key]], {"text": parent[key]}, {str(key): parent[key]}))


def _repeat(parent: Any, key: Any, _places: Any, random: Random) -> None:
    if isinstance(parent, list):
        parent.insert(random.randint(0, len(parent)), copy.deepcopy(parent[key]))
    else:
        parent[f"{key}x"] = copy.deepcopy(parent[key])


def _rename(parent: Any, key: Any, places: Any, random: Random) -> None:
    if isinstance(parent, dict):
        _, name = random.choice(places)
        parent[str(name)] = parent.pop(key)


_CHANGES = (_replace, _replace, _move, _take_out, _wrap, _repeat, _rename)


def dumped(data: Any) -> bytes:
    """The data as YAML that is read back as the same data."""
    return dump(data)
