"""What can be made, as plain values: subjects, cells, and what a command line chooses of them. Needs no content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.formats import FORMATS, FormatSpec


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


def cells_of(subject: Subject) -> Iterator[Cell]:
    """Every file that a subject can have: its part of the declared plan, whatever one run selects."""
    for language in subject.languages:
        for document in DOCUMENTS:
            for written in FORMATS:
                if written.name in document.formats and (written.of_samples or subject.kind == "opening"):
                    yield Cell(subject, language, document, written)


def chosen_cells(subjects: Iterable[Subject], selection: Selection) -> tuple[Cell, ...]:
    """The files of these subjects that a selection asks for, in the order in which they are reported."""
    return tuple(
        cell
        for subject in subjects
        for cell in cells_of(subject)
        if (not selection.languages or cell.language in selection.languages)
        and (not selection.documents or cell.document.name in selection.documents)
        and (not selection.formats or cell.format.name in selection.formats)
    )
