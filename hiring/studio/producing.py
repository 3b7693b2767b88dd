"""From an opening and what is wanted of it to the document's bytes, as a web server answers with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import Response

from hiring.cells import Cell, Subject, cells_of
from hiring.documents import DOCUMENTS
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import MissingToolError, UsageError
from hiring.formats import FORMATS
from hiring.library import Library
from hiring.studio.guard import DOCUMENT_POLICY
from hiring.studio.press import Order, Press

MEDIA_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonld": "application/ld+json",
}


@dataclass(frozen=True)
class Wanted:
    """A document that is asked for. Without a language it is in the opening's first.

    One that is not ``is_among_others``, as a build puts them into folders, links to no other language.
    """

    opening_id: str
    document: str
    format: str
    language: str | None
    on: date
    is_among_others: bool = False


def produced(press: Press, library: Library, edition: int, wanted: Wanted) -> Response:
    """The document as a response.

    Raises ``UsageError`` for a document, format or language that the opening does not have, ``NotApplicableError`` for one
    that it gives no such document of, ``ContentError`` for problems, and what making it raises.
    """
    order = _order(library, edition, wanted)
    suffix = next(spec.suffix for spec in FORMATS if spec.name == order.format)
    name = f"{wanted.opening_id}-{order.document}-{order.language.tag}.{suffix}"
    headers = {"content-disposition": f'inline; filename="{name}"', "content-language": order.language.tag}
    if order.format == "html":
        headers["content-security-policy"] = DOCUMENT_POLICY
    return Response(press.written(order), media_type=MEDIA_TYPES[order.format], headers=headers)


def every_document(
    press: Press, library: Library, edition: int, opening_id: str, on: date
) -> Iterator[tuple[Cell, bytes]]:
    """Every document of an opening in every language and format that it has, one after the other.

    What the opening gives no document of, and what this machine lacks the tools for, is left out, as in a build that names
    no format. Raises ``ContentError`` for problems, and what making one raises.
    """
    languages = library.opening(opening_id).languages
    for cell in cells_of(Subject("opening", opening_id, languages)):
        wanted = Wanted(opening_id, cell.document.name, cell.format.name, cell.language, on, is_among_others=True)
        try:
            yield cell, press.written(_order(library, edition, wanted))
        except (NotApplicableError, MissingToolError):
            continue


def _order(library: Library, edition: int, wanted: Wanted) -> Order:
    document = next((spec for spec in DOCUMENTS if spec.name == wanted.document), None)
    if document is None:
        raise UsageError("unknown_document", id=wanted.document, known=", ".join(spec.name for spec in DOCUMENTS))
    written = next((spec for spec in FORMATS if spec.name == wanted.format), None)
    if written is None or written.name not in document.formats:
        raise UsageError("unknown_format", id=wanted.format, known=", ".join(document.formats))
    languages = library.opening(wanted.opening_id).languages
    tag = wanted.language or languages[0]
    if tag not in languages:
        raise UsageError("unknown_language", id=tag, known=", ".join(languages))
    vacancy = library.vacancy(wanted.opening_id, tag)
    others = languages if wanted.is_among_others else ()
    view = document.build(vacancy, Context(wanted.on, others, has_workbook=written.name == "xlsx"))
    lacking = written.lacks(view)
    if lacking is not None:
        raise NotApplicableError(lacking)
    return Order(library.workspace, edition, vacancy.language, document.name, written.name, view)
