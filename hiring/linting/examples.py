"""Words of the files to start from (``hiring new``) that somebody left as they were."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from hiring.content import Base
from hiring.errors import FieldPath, Finding, Gatherer, Problem
from hiring.library import Library
from hiring.source import load
from hiring.texts import LooksIn
from hiring.workspace import OPENINGS, shipped

EXAMPLES: Mapping[str, tuple[FieldPath, ...]] = {
    "employer": (
        ("name",),
        ("about",),
        ("website",),
        ("contact", "email"),
        ("benefits", 0, "text"),
        ("benefits", 1, "text"),
    ),
    "opening": (("location", "city"), ("apply_url",)),
    "role": (("title",), ("summary",), ("responsibilities", 0, "text"), ("skills", 0, "text")),
}
"""The fields of each file to start from that hold an example, also in a line that waits to be filled in. What else stands
there may be meant as it stands."""
_WAITING = re.compile(r"^# (?=[a-z_]+: )", re.MULTILINE)
"""What somebody takes away from a line of a file to start from to have it count."""


def example_texts(library: Library, looks_in: LooksIn) -> Iterator[Problem]:
    """The texts of a workspace that are still those of the example, word for word."""
    for kind, base in _bases(library, looks_in):
        examples = _examples(kind)
        for path, text in _leaves(base.document.data):
            if (path[0], _folded(text)) in examples:
                yield base.document.problem(Finding("example-text", path, {"text": _folded(text)}, "example-text"))


def _bases(library: Library, looks_in: LooksIn) -> Iterator[tuple[str, Base[Any]]]:
    """The employer, openings and roles of the workspace. What is wrong with a file, other rules and commands say."""
    gather, root = Gatherer(), library.workspace.root
    loads: list[tuple[str, Callable[[], Base[Any]]]] = []
    if looks_in(root) and (root / "employer.yaml").is_file():
        loads.append(("employer", library.employer_base))
    if looks_in(root / OPENINGS):
        loads += (("opening", partial(library.opening_base, name)) for name in library.opening_ids)
    roles = (name for name in library.role_ids if looks_in(root / "roles" / name))
    loads += (("role", partial(library.role_base, name)) for name in roles)
    for kind, read in loads:
        base = gather(read)
        if base is not None and base.path.is_relative_to(root):
            yield kind, base


@cache
def _examples(kind: str) -> frozenset[tuple[str | int, str]]:
    """The texts to look for, each with the first step of its path."""
    path = shipped("templates") / "workspace" / f"{kind}.yaml"
    text = _WAITING.sub("", path.read_text(encoding="utf-8"))
    data = load(text.encode(), path.name).data
    return frozenset((field[0], _folded(_at(data, field))) for field in EXAMPLES[kind])


def _at(data: Any, path: FieldPath) -> str:
    for part in path:
        data = data[part]
    return str(data)


def _leaves(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for part, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*path, part))


def _folded(text: str) -> str:
    return " ".join(text.split())
