"""What goes wrong, as problem details (RFC 9457), worded in the language that is asked for."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from hiring.errors import Failure, Problem
from hiring.language import Language, said_of
from hiring.reporting.problems import failure_text

MEDIA_TYPE = "application/problem+json"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457). `errors` has one entry for each fault of what was sent.",
    "required": ["title", "status"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["rule", "pointer", "field", "detail"],
                "properties": {
                    "rule": {"type": "string", "description": "The id of what was broken. It stays."},
                    "pointer": {"type": "string", "description": "The place, as a JSON pointer (RFC 6901)."},
                    "field": {"type": "string", "description": "The place as people read it."},
                    "detail": {"type": "string", "description": "What is wrong, and what to do."},
                },
            },
        },
    },
}


def details(
    status: HTTPStatus, text: str | None = None, errors: Sequence[dict[str, str]] | None = None
) -> JSONResponse:
    """A response that says what went wrong."""
    content: dict[str, Any] = {"title": status.phrase, "status": status.value}
    if text is not None:
        content["detail"] = text
    if errors is not None:
        content["errors"] = list(errors)
    return JSONResponse(content, status.value, media_type=MEDIA_TYPE)


def of_failure(status: HTTPStatus, failure: Failure, language: Language) -> JSONResponse:
    """The response for a failure that is not in the content."""
    return details(status, failure_text(failure, language))


def of_content(problems: Sequence[Problem], language: Language) -> JSONResponse:
    """The response for content with problems."""
    return details(HTTPStatus.UNPROCESSABLE_ENTITY, errors=entries(problems, language))


def entries(problems: Sequence[Problem], language: Language) -> list[dict[str, str]]:
    """Problems as entries of ``errors``."""
    return [
        {
            "rule": problem.rule,
            "pointer": _pointer(problem),
            "field": problem.field_path,
            "detail": said_of(language, problem),
        }
        for problem in problems
    ]


def advised(problem: Problem, language: Language) -> dict[str, str]:
    """What a rule of ``hiring lint`` says, as an entry of ``advice``."""
    return {
        "pointer": _pointer(problem),
        "field": problem.field_path,
        "detail": said_of(language, problem, "lint", "mend"),
    }


def _pointer(problem: Problem) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in problem.path)
    return "".join(f"/{part}" for part in parts)
