"""Requests made up from the interface's own description: each is answered as the description says, and none is a crash."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hiring.studio.app import create
from hiring.studio.desk import Desk
from hiring.studio.guard import Rules
from hiring.studio.press import Press
from hiring.studio.services import Services
from hiring.workspace import Workspace
from tests.studio.conftest import EMPLOYER, HOST, ON, OPENING

OPERATIONS = (
    ("get", "/api/v1/{kind}"),
    ("get", "/api/v1/openings/{opening_id}"),
    ("get", "/api/v1/openings/{opening_id}/documents/{document}/{form}"),
    ("post", "/api/v1/check"),
    ("post", "/api/v1/documents/{document}/{form}"),
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory, press: Press) -> BaseSchema:
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "openings").mkdir()
    (folder / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    (folder / "openings" / "desk-1.yaml").write_text(OPENING, encoding="utf-8")
    app = create(Services(Desk(Workspace.at(folder)), press, lambda: ON), Rules({HOST}))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": HOST})


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_is_asked_at_random_is_answered_as_described(described: BaseSchema, method: str, path: str) -> None:
    operation = described[path][method]

    @given(case=operation.as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(headers={"host": HOST}, checks=CHECKS)

    ask()


def test_every_operation_is_asked(described: BaseSchema) -> None:
    asked = {(method, path) for path in described for method in described[path]}
    assert asked == set(OPERATIONS)
