"""The HTTP interface for applicant-tracking systems: what there is, and openings given as JSON to documents.

Everything that can go wrong with what is sent comes back as problem details (RFC 9457), with the field that is at fault.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Final, NoReturn

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from hiring.documents import DOCUMENTS
from hiring.errors import ContentError, UsageError
from hiring.formats import FORMATS
from hiring.library import Library
from hiring.linting import lint
from hiring.model.text import ID_PATTERN
from hiring.reporting.listings import KINDS, listing
from hiring.studio import problems
from hiring.studio.addresses import API
from hiring.studio.asking import language_of
from hiring.studio.producing import MEDIA_TYPES, Wanted, produced
from hiring.studio.sending import body_of
from hiring.studio.services import Services

_UNNAMED: Final = "opening"
"""The id of an opening that is sent without one that can be used; that it lacks one is among its problems."""


class NotJSONError(Exception):
    """What was sent cannot be read as one JSON object."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def _one_of(names: Iterable[str]) -> Any:
    """A part of an address that is one of these names."""
    known = list(names)
    return Path(pattern=f"^({'|'.join(known)})$", json_schema_extra={"enum": list[Any](known)})


_Kind = Annotated[str, _one_of(KINDS)]
_Document = Annotated[str, _one_of(spec.name for spec in DOCUMENTS)]
_Format = Annotated[str, _one_of(spec.name for spec in FORMATS)]
_OpeningId = Annotated[str, Path(pattern=ID_PATTERN, max_length=100)]
_Day = Annotated[date | None, Query(description="The day to look at the opening on. Today, if left out.")]
_Tag = Annotated[
    str | None, Query(max_length=20, description="Language of the document. The opening's first, if left out.")
]
_Body = Annotated[bytes, Depends(body_of)]

_FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    status.value: {"description": text, "content": {problems.MEDIA_TYPE: {"schema": problems.SCHEMA}}}
    for status, text in {
        HTTPStatus.BAD_REQUEST: "The body is no JSON object.",
        HTTPStatus.NOT_FOUND: "There is no such thing.",
        HTTPStatus.CONFLICT: "The opening gives no such document; `detail` says why.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
        HTTPStatus.UNPROCESSABLE_ENTITY: "What was sent, or what it rests on, has faults; `errors` has each.",
        HTTPStatus.INTERNAL_SERVER_ERROR: "A template is at fault, or a process died.",
        HTTPStatus.NOT_IMPLEMENTED: "This machine lacks what the format needs.",
    }.items()
}
_FILES: Final[dict[int | str, dict[str, Any]]] = {
    HTTPStatus.OK.value: {"description": "The file.", "content": {kind: {} for kind in MEDIA_TYPES.values()}}
}
_OPENING_SENT: Final = {
    "requestBody": {
        "required": True,
        "description": "The opening, as in a file of `openings/`. What its texts leave out comes from the workspace.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Opening"}}},
    }
}


def router(services: Services) -> APIRouter:
    """The addresses of the interface."""
    routes = APIRouter(prefix=API)
    _add_listings(routes, services)
    _add_checks(routes, services)
    _add_documents(routes, services)
    return routes


def _add_listings(routes: APIRouter, services: Services) -> None:
    @routes.get("/{kind}", summary="What there is of one kind", responses=_FAULTS)
    def list_all(kind: _Kind, request: Request) -> dict[str, Any]:
        library = services.desk.library()
        return {kind: listing(kind, library, language_of(request, library))}

    @routes.get("/openings/{opening_id}", summary="An opening as its file says it", responses=_FAULTS)
    def opening(opening_id: _OpeningId) -> Response:
        library = _with(services.desk.library(), opening_id)
        data = library.opening_base(opening_id).document.data
        return Response(json.dumps(data, ensure_ascii=False, default=str), media_type="application/json")


def _add_checks(routes: APIRouter, services: Services) -> None:
    @routes.post(
        "/check",
        summary="Every problem of an opening, and what the rules advise",
        responses=_FAULTS,
        openapi_extra=_OPENING_SENT,
    )
    def check(request: Request, body: _Body, on: _Day = None) -> dict[str, Any]:
        library, opening_id = _sent(services.desk.library(), body)
        language = language_of(request, library)
        try:
            for tag in library.opening(opening_id).languages:
                library.vacancy(opening_id, tag)
        except ContentError as error:
            return {"problems": problems.entries(error.problems, language), "advice": []}
        path = library.opening_base(opening_id).path
        found = lint(library, on or services.today(), [path])
        advice = [
            {"rule": each.rule, "severity": each.severity, **problems.advised(each.problem, language)}
            for each in found.advice
        ]
        return {"problems": problems.entries(found.problems, language), "advice": advice}


def _add_documents(routes: APIRouter, services: Services) -> None:
    @routes.post(
        "/documents/{document}/{form}",
        summary="A document of an opening that is sent",
        response_class=Response,
        responses=_FILES | _FAULTS,
        openapi_extra=_OPENING_SENT,
    )
    def of_sent(document: _Document, form: _Format, body: _Body, language: _Tag = None, on: _Day = None) -> Response:
        current, edition = services.desk.current()
        library, opening_id = _sent(current, body)
        wanted = Wanted(opening_id, document, form, language, on or services.today())
        return produced(services.press, library, edition, wanted)

    @routes.get(
        "/openings/{opening_id}/documents/{document}/{form}",
        summary="A document of an opening of the workspace",
        response_class=Response,
        responses=_FILES | _FAULTS,
    )
    def of_opening(
        opening_id: _OpeningId, document: _Document, form: _Format, language: _Tag = None, on: _Day = None
    ) -> Response:
        current, edition = services.desk.current()
        library = _with(current, opening_id)
        wanted = Wanted(opening_id, document, form, language, on or services.today())
        return produced(services.press, library, edition, wanted)


# From what is sent to the content.


def _sent(library: Library, body: bytes) -> tuple[Library, str]:
    """The library with an opening that is sent as JSON, alone, and the opening's id. Raises ``NotJSONError``."""
    try:
        data = json.loads(body, parse_constant=_no_number, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        raise NotJSONError(str(error)) from None
    if not isinstance(data, dict):
        raise NotJSONError("not an object")
    given = data.get("id")
    opening_id = given if isinstance(given, str) and re.fullmatch(ID_PATTERN, given) else _UNNAMED
    # JSON in Unicode is YAML as well, and YAML is what can say where each value stands.
    return library.with_opening(
        opening_id, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ), opening_id


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found


def _with(library: Library, opening_id: str) -> Library:
    """The library, if it has the opening. Raises ``UsageError``."""
    if opening_id not in library.opening_ids:
        raise UsageError("unknown_opening", id=opening_id, known=", ".join(library.opening_ids) or "–")
    return library
