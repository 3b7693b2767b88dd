"""Who may come in: the studio's own pages and programs of this machine; no other site, host, or larger request."""

import pytest
from starlette.testclient import TestClient

from hiring.studio.app import create
from hiring.studio.guard import MAX_BODY, TOKEN_COOKIE, Rules
from hiring.studio.services import Services
from tests.studio.conftest import HOST

ASKED = "/api/v1/languages"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:9", "localhost:8100.evil.example", ""])
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    answer = client.get(ASKED, headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_site_is_refused(client: TestClient, headers: dict[str, str], method: str) -> None:
    assert client.request(method, "/api/v1/check", headers=headers, content="{}").status_code == 403


def test_its_own_pages_and_programs_come_in(client: TestClient) -> None:
    for headers in ({}, {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
        assert client.get(ASKED, headers=headers).status_code == 200


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(client: TestClient) -> None:
    large = b"x" * (MAX_BODY + 1)
    assert client.post("/api/v1/check", content=large).status_code == 413
    assert client.post("/api/v1/check", content=iter([large])).status_code == 413
    assert client.post("/api/v1/check", headers={"content-length": "-1"}, content="").status_code == 400


def test_pages_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_browser_says_where_the_studios_own_forms_come_from(client: TestClient) -> None:
    """It says ``null`` for a page without a referrer, which is refused."""
    assert client.get("/").headers["referrer-policy"] == "same-origin"


def test_documents_are_shut_off_from_the_pages(client: TestClient) -> None:
    policy = client.get("/api/v1/openings/desk-1/documents/prep-sheet/html").headers["content-security-policy"]
    assert "sandbox" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy


def test_other_machines_need_the_token(services: Services) -> None:
    client = TestClient(create(services, Rules({HOST}, "secret")), base_url=f"http://{HOST}")
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get(ASKED, headers={"authorization": "Bearer secret"}).status_code == 200
    opened = client.get("/?token=secret")
    assert opened.status_code == 200
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert "SameSite=Strict" in opened.headers["set-cookie"]
    assert client.cookies[TOKEN_COOKIE] == "secret"
    assert client.get("/").status_code == 200
