"""What there is to make: the cells of a selection, subject x language x document x format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from hiring.cells import Cell, Selection, Subject, cells_of, chosen_cells
from hiring.documents import DOCUMENTS
from hiring.errors import ContentError, Gatherer, Problem, UsageError, sort_problems
from hiring.formats import FORMATS
from hiring.library import Library


@dataclass(frozen=True)
class Plan:
    """The subjects, their cells to make, and the problems of subjects that could not even be planned."""

    subjects: tuple[Subject, ...]
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()


def plan(library: Library, selection: Selection) -> Plan:
    """The cells that a selection asks for.

    Raises ``UsageError`` for unknown ids and combinations that give nothing, ``ContentError`` when every subject has
    problems that keep it from being planned.
    """
    _check_names(library, selection)
    found, problems = _subjects(library, selection)
    cells = chosen_cells(found, selection)
    if not cells and problems:
        raise ContentError(problems)
    if not cells:
        _check_languages(found, selection)
        raise UsageError("openings_only" if _asks_samples_for_what_they_lack(found, selection) else "nothing_to_build")
    return Plan(tuple(found), cells, sort_problems(problems))


def _check_languages(subjects: Sequence[Subject], selection: Selection) -> None:
    """Raise ``UsageError`` where nothing that is chosen is in the languages that are asked for."""
    known = {tag for subject in subjects for tag in subject.languages}
    if selection.languages and known.isdisjoint(selection.languages):
        asked = ", ".join(selection.languages)
        raise UsageError("language_not_made", asked=asked, known=", ".join(sorted(known)))


def _asks_samples_for_what_they_lack(subjects: Sequence[Subject], selection: Selection) -> bool:
    """Whether nothing but samples is asked for, and nothing but formats that are not made of samples."""
    chosen = [written for written in FORMATS if written.name in selection.formats]
    samples_only = all(subject.kind == "role" for subject in subjects)
    return samples_only and bool(chosen) and not any(written.of_samples for written in chosen)


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


def declared_files(library: Library, named: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every file that the workspace declares of these subjects (kind and id), as kind and path, whatever one run selects."""
    gather = Gatherer()  # a subject with problems has no plan; the build has reported them
    known = {"opening": library.opening_ids, "role": library.role_ids}
    found = [
        gather(partial(opening_subject if kind == "opening" else role_subject, library, name))
        for kind, name in sorted(named)
        if name in known.get(kind, ())
    ]
    return {(cell.subject.kind, cell.path) for subject in found if subject is not None for cell in cells_of(subject)}
