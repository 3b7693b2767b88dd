"""Which page of the studio has what stands in a file, so that whoever reads of a fault is led there and meets no file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from hiring.errors import Problem
from hiring.studio.addresses import (
    EMPLOYER,
    cost_address,
    interview_address,
    opening_address,
    role_address,
    text_address,
    words_address,
)
from hiring.studio.naming import Names
from hiring.workspace import OPENINGS

_APART: Final[Mapping[str, Callable[[str], str]]] = {"interview": interview_address, "costs": cost_address}
"""The fields of an opening that have a page of their own."""


@dataclass(frozen=True)
class Signpost:
    """A page by its name and address; of a file that no page has, its own name and no address."""

    name: str
    address: str = ""


def signpost_to(problem: Problem, names: Names) -> Signpost:
    """The page that has what a problem is about."""
    path = PurePosixPath(problem.file)
    stem, _, tag = path.stem.partition(".")
    if path.parent == PurePosixPath(OPENINGS):
        return _of_opening(stem, tag, str(next(iter(problem.path), "")), names)
    if path.parent == PurePosixPath() and stem == "employer":
        return _in_language(names.language("studio.employer.title"), EMPLOYER, tag, names)
    above, _, role_id = str(path.parent).rpartition("/")
    if above == "roles" and role_id in names.library.role_ids:
        return _in_language(names.role(role_id), role_address(role_id), tag, names)
    return Signpost(problem.file)


def _of_opening(opening_id: str, tag: str, field: str, names: Names) -> Signpost:
    if tag:
        return _in_language(names.language("studio.tab.words"), words_address(opening_id), tag, names)
    address = _APART.get(field, opening_address)(opening_id)
    return Signpost(f"{names.opening(opening_id)} · {opening_id}", address)


def _in_language(name: str, address: str, tag: str, names: Names) -> Signpost:
    shown = f"{name} · {names.language.name_of(tag)}" if tag else name
    return Signpost(shown, text_address(address, language=tag))
