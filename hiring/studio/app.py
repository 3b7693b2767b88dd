"""The studio as an ASGI application."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from hiring import __version__
from hiring.schema import SCHEMAS
from hiring.studio import (
    api,
    candidate_pages,
    cost_pages,
    faults,
    interview_pages,
    opening_pages,
    pages,
    panel_pages,
    text_pages,
)
from hiring.studio.addresses import DESCRIPTION
from hiring.studio.guard import App, Guard, Rules
from hiring.studio.services import Services
from hiring.studio.showing import Pages


def create(services: Services, rules: Rules) -> App:
    """The application, with what keeps strangers out before it."""
    app = FastAPI(title="Hiring", version=__version__, docs_url=None, redoc_url=None, openapi_url=DESCRIPTION)
    app.include_router(api.router(services))
    shown = Pages()
    for part in (pages, opening_pages, interview_pages, panel_pages, cost_pages, candidate_pages, text_pages):
        app.include_router(part.router(services, shown))
    app.openapi = _described(app)  # type: ignore[method-assign]  # as FastAPI's own documentation does
    faults.answer(app, services, shown)
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
