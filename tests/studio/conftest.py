"""A studio on a workspace of its own, asked as a browser or another program asks it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hiring.studio.app import create
from hiring.studio.desk import Desk
from hiring.studio.guard import Rules
from hiring.studio.press import Press, ready
from hiring.studio.services import Services
from hiring.workspace import Workspace

HOST = "127.0.0.1:8100"
ON = date(2026, 11, 22)

EMPLOYER = "language: en\nname: Harbour Clinic\ncontact: {email: jobs@example.org}\n"
OPENING = """\
id: desk-1
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en, ar]
pay: {low: 52000, high: 60000, currency: USD, per: year}
posted: 2026-11-20
closes: 2027-01-15
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "openings").mkdir()
    (tmp_path / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    (tmp_path / "openings" / "desk-1.yaml").write_text(OPENING, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with closing(Press(1, ready)) as press:
        yield press


@pytest.fixture
def services(workspace: Path, press: Press) -> Services:
    return Services(Desk(Workspace.at(workspace)), press, lambda: ON)


@pytest.fixture
def client(services: Services) -> TestClient:
    return TestClient(create(services, Rules({HOST})), base_url=f"http://{HOST}")
