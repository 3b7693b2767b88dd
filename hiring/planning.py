"""What there is to make: the cells of a selection, subject x language x document x format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.errors import ContentError, Gatherer, Problem, UsageError, sort_problems
from hiring.formats import FORMATS, FormatSpec
from hiring.library import Library


@dataclass(frozen=True)
class Selection:
    """What the command line asks for; an empty tuple means everything."""

    roles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    market: str | None = None


@dataclass(frozen=True)
class Subject:
    """What documents are about: an opening of the workspace, or a role through the sample opening."""

    kind: Literal["opening", "role"]
    id: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One file of the plan."""

    subject: Subject
    language: str
    document: DocumentSpec
    format: FormatSpec

    @property
    def path(self) -> str:
        """Where the file goes, relative to the output folder, with forward slashes."""
        return f"{self.subject.id}/{self.language}/{self.document.name}.{self.format.suffix}"


@dataclass(frozen=True)
class Plan:
    """The cells to make, and the problems of subjects that could not even be planned."""

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()


def plan(library: Library, selection: Selection) -> Plan:
    """The cells that a selection asks for.

    Raises ``UsageError`` for unknown ids and combinations that give nothing, ``ContentError`` when every subject has
    problems that keep it from being planned.
    """
    _check_names(library, selection)
    found, problems = _subjects(library, selection)
    cells = [
        cell
        for subject in found
        for cell in cells_of(subject)
        if (not selection.languages or cell.language in selection.languages)
        and (not selection.documents or cell.document.name in selection.documents)
        and (not selection.formats or cell.format.name in selection.formats)
    ]
    if not cells and problems:
        raise ContentError(problems)
    if not cells:
        raise UsageError("openings_only" if _asks_samples_for_what_they_lack(found, selection) else "nothing_to_build")
    return Plan(tuple(cells), sort_problems(problems))


def _asks_samples_for_what_they_lack(subjects: Sequence[Subject], selection: Selection) -> bool:
    """Whether nothing but samples is asked for, and nothing but formats that are not made of samples."""
    chosen = [written for written in FORMATS if written.name in selection.formats]
    samples_only = all(subject.kind == "role" for subject in subjects)
    return samples_only and bool(chosen) and not any(written.of_samples for written in chosen)


def cells_of(subject: Subject) -> Iterator[Cell]:
    """Every file that a subject can have: its part of the declared plan, whatever one run selects."""
    for language in subject.languages:
        for document in DOCUMENTS:
            for written in FORMATS:
                if written.name in document.formats and (written.of_samples or subject.kind == "opening"):
                    yield Cell(subject, language, document, written)


def _subjects(library: Library, selection: Selection) -> tuple[list[Subject], list[Problem]]:
    """The openings of the workspace, or the roles when it has none or when roles are named."""
    openings = selection.openings if selection.openings or selection.roles else library.opening_ids
    roles = selection.roles or (() if openings else library.role_ids)
    twice = next((name for name in openings if name in roles), None)
    if twice is not None:
        raise UsageError("same_folder", id=twice)
    gather = Gatherer()
    found = [gather(partial(opening_subject, library, name)) for name in dict.fromkeys(openings)]
    found += [gather(partial(role_subject, library, name)) for name in dict.fromkeys(roles)]
    return [subject for subject in found if subject is not None], gather.problems


def opening_subject(library: Library, opening_id: str) -> Subject:
    return Subject("opening", opening_id, library.opening(opening_id).languages)


def role_subject(library: Library, role_id: str) -> Subject:
    return Subject("role", role_id, library.languages_of_role(role_id))


def _check_names(library: Library, selection: Selection) -> None:
    chosen: tuple[tuple[str, Iterable[str], Sequence[str]], ...] = (
        ("role", selection.roles, library.role_ids),
        ("opening", selection.openings, library.opening_ids),
        ("language", (tag.split("-")[0] for tag in selection.languages), library.language_tags),
        ("document", selection.documents, [spec.name for spec in DOCUMENTS]),
        ("format", selection.formats, [spec.name for spec in FORMATS]),
        ("market", [selection.market] if selection.market is not None else [], library.market_ids),
    )
    for kind, names, known in chosen:
        for name in names:
            if name not in known:
                raise UsageError(f"unknown_{kind}", id=name, known=", ".join(known) or "–")
    if selection.market is not None and (selection.openings or (library.opening_ids and not selection.roles)):
        raise UsageError("market_of_opening")
