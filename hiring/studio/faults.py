"""What goes wrong, as answers: problem details for other programs, a page for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from hiring.documents.page import NotApplicableError
from hiring.errors import (
    ContentError,
    EditError,
    Failure,
    FailureError,
    HiringError,
    MissingToolError,
    Problem,
    UsageError,
)
from hiring.language import Language
from hiring.reporting.problems import failure_text, problem_lines, reason_text
from hiring.studio import problems
from hiring.studio.addresses import API
from hiring.studio.api import NotJSONError
from hiring.studio.asking import language_of
from hiring.studio.frame import Frame, frame
from hiring.studio.naming import Names
from hiring.studio.services import Services
from hiring.studio.showing import Pages

_STATUS: Final[tuple[tuple[type[FailureError], HTTPStatus], ...]] = (
    (UsageError, HTTPStatus.NOT_FOUND),
    (EditError, HTTPStatus.CONFLICT),
    (MissingToolError, HTTPStatus.NOT_IMPLEMENTED),
    (FailureError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@dataclass(frozen=True)
class FaultPage:
    """The page for people. ``said`` has a line for each thing that is wrong; ``status`` is that of HTTP."""

    frame: Frame
    status: int
    said: tuple[str, ...]


def answer(app: FastAPI, services: Services, pages: Pages) -> None:
    """Have everything that goes wrong answered."""
    answers = _Answers(services, pages)

    @app.exception_handler(ContentError)
    def content(request: Request, error: ContentError) -> Response:
        return answers.of_content(request, error.problems)

    @app.exception_handler(FailureError)
    @app.exception_handler(NotApplicableError)
    def foreseen(request: Request, error: HiringError) -> Response:
        return answers.of_foreseen(request, error)

    @app.exception_handler(NotJSONError)
    def not_json(request: Request, error: NotJSONError) -> Response:
        return problems.details(HTTPStatus.BAD_REQUEST, error.reason)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        entries = [_entry(each) for each in error.errors()]
        if answers.is_for_people(request):
            return answers.page(request, HTTPStatus.NOT_FOUND, ())
        return problems.details(HTTPStatus.UNPROCESSABLE_ENTITY, errors=entries)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        found = (
            answers.page(request, status, ())
            if answers.is_for_people(request)
            else problems.details(status, error.detail)
        )
        found.headers.update(error.headers or {})
        return found


@dataclass(frozen=True)
class _Answers:
    """Answers in the language of whoever asks."""

    services: Services
    pages: Pages

    def is_for_people(self, request: Request) -> bool:
        """Whether a page was asked for, and not the interface for programs."""
        return not request.url.path.startswith((API, "/api/"))

    def of_content(self, request: Request, found: Sequence[Problem]) -> Response:
        """The answer for content with problems."""
        language = self._language(request)
        if self.is_for_people(request):
            named = Names(self.services.desk.library(), language).all_named(found)
            return self.page(request, HTTPStatus.UNPROCESSABLE_ENTITY, problem_lines(named, language))
        return problems.of_content(found, language)

    def of_foreseen(self, request: Request, error: HiringError) -> Response:
        """The answer for a failure that the program foresees."""
        language = self._language(request)
        if isinstance(error, NotApplicableError):
            status, text = HTTPStatus.CONFLICT, reason_text(Failure(error.reason, error.values), language)
        else:
            assert isinstance(error, FailureError)
            status = next(status for kind, status in _STATUS if isinstance(error, kind))
            text = failure_text(error.failure, language)
        return self.page(request, status, [text]) if self.is_for_people(request) else problems.details(status, text)

    def page(self, request: Request, status: HTTPStatus, said: Sequence[str]) -> Response:
        """The page for people."""
        library, language = self.services.desk.library(), self._language(request)
        lines = tuple(said) or (self._general(status, language),)
        return self.pages.answer(
            request, "fault", FaultPage(frame(library, language), status.value, lines), language, status
        )

    def _general(self, status: HTTPStatus, language: Language) -> str:
        known = {HTTPStatus.NOT_FOUND: "missing", HTTPStatus.GONE: "gone", HTTPStatus.FORBIDDEN: "refused"}
        return language(f"studio.fault.{known.get(status, 'other')}", status=str(status.value))

    def _language(self, request: Request) -> Language:
        return language_of(request, self.services.desk.library())


def _entry(error: dict[str, Any]) -> dict[str, str]:
    """A part of the address that does not fit, as pydantic says it."""
    field = ".".join(str(part) for part in error["loc"][1:])
    return {"rule": f"request.{error['type']}", "pointer": "", "field": field, "detail": str(error["msg"])}
