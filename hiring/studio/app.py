"""The studio as an ASGI application."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from hiring import __version__
from hiring.documents.page import NotApplicableError
from hiring.errors import ContentError, Failure, FailureError, MissingToolError, UsageError
from hiring.reporting.problems import reason_text
from hiring.schema import SCHEMAS
from hiring.studio import api, opening_pages, pages, problems
from hiring.studio.addresses import DESCRIPTION
from hiring.studio.asking import language_of
from hiring.studio.guard import App, Guard, Rules
from hiring.studio.services import Services
from hiring.studio.showing import Pages

_STATUS: tuple[tuple[type[FailureError], HTTPStatus], ...] = (
    (UsageError, HTTPStatus.NOT_FOUND),
    (MissingToolError, HTTPStatus.NOT_IMPLEMENTED),
    (FailureError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def create(services: Services, rules: Rules) -> App:
    """The application, with what keeps strangers out before it."""
    app = FastAPI(title="Hiring", version=__version__, docs_url=None, redoc_url=None, openapi_url=DESCRIPTION)
    app.include_router(api.router(services))
    shown = Pages()
    for part in (pages, opening_pages):
        app.include_router(part.router(services, shown))
    app.openapi = _described(app)  # type: ignore[method-assign]  # as FastAPI's own documentation does
    _answer_errors(app, services)
    return Guard(app, rules)


def _described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The OpenAPI description, in which an opening is what ``hiring schema opening`` says."""
    described = app.openapi

    def description() -> dict[str, Any]:
        found = described()
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        if "Opening" not in schemas:
            schemas |= _schemas()
        return found

    return description


def _schemas() -> dict[str, Any]:
    """The JSON Schema of an opening, with its definitions beside it as OpenAPI has them."""
    schema = SCHEMAS["opening"]()
    del schema["$schema"]
    inner = schema.pop("$defs", {})
    return {name: _moved(part) for name, part in {"Opening": schema, **inner}.items()}


def _moved(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _moved(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_moved(value) for value in part]
    return part.replace("#/$defs/", "#/components/schemas/") if isinstance(part, str) else part


def _answer_errors(app: FastAPI, services: Services) -> None:
    """Have everything that goes wrong answered by problem details."""

    @app.exception_handler(ContentError)
    def content(request: Request, error: ContentError) -> JSONResponse:
        return problems.of_content(error.problems, language_of(request, services.desk.library()))

    @app.exception_handler(FailureError)
    def failure(request: Request, error: FailureError) -> JSONResponse:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        return problems.of_failure(status, error.failure, language_of(request, services.desk.library()))

    @app.exception_handler(NotApplicableError)
    def not_applicable(request: Request, error: NotApplicableError) -> JSONResponse:
        language = language_of(request, services.desk.library())
        return problems.details(HTTPStatus.CONFLICT, reason_text(Failure(error.reason, error.values), language))

    @app.exception_handler(api.NotJSONError)
    def not_json(request: Request, error: api.NotJSONError) -> JSONResponse:
        return problems.details(HTTPStatus.BAD_REQUEST, error.reason)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return problems.details(HTTPStatus.UNPROCESSABLE_ENTITY, errors=[_entry(each) for each in error.errors()])

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> JSONResponse:
        answer = problems.details(HTTPStatus(error.status_code), error.detail)
        answer.headers.update(error.headers or {})
        return answer


def _entry(error: dict[str, Any]) -> dict[str, str]:
    """A part of the address that does not fit, as pydantic says it."""
    field = ".".join(str(part) for part in error["loc"][1:])
    return {"rule": f"request.{error['type']}", "pointer": "", "field": field, "detail": str(error["msg"])}
