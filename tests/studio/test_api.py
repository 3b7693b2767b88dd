"""The interface for other programs: what there is, openings as JSON to documents, and what goes wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from hiring.documents import DOCUMENTS
from tests.command import hiring
from tests.studio.conftest import ON

SENT: dict[str, Any] = {
    "id": "desk-9",
    "role": "patient-representative",
    "market": "us-ca",
    "location": "san-francisco",
    "languages": ["fr", "en"],
    "pay": {"low": 52000, "high": 60000.5, "currency": "USD", "per": "year"},
    "posted": "2026-11-20",
}


def errors(answer: Any, status: int = 422) -> dict[str, str]:
    """The faults of an answer: pointer -> rule."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    return {entry["pointer"]: entry["rule"] for entry in answer.json()["errors"]}


@pytest.mark.parametrize("kind", ["roles", "openings", "languages", "documents", "formats", "markets", "rules"])
def test_listings_say_what_the_command_line_says(client: TestClient, workspace: Path, kind: str) -> None:
    answer = client.get(f"/api/v1/{kind}")
    assert answer.status_code == 200
    assert answer.json()[kind] == hiring("list", kind, "--workspace", workspace, "--json").json[kind]


def test_an_opening_is_what_its_file_says(client: TestClient) -> None:
    found = client.get("/api/v1/openings/desk-1").json()
    assert found["location"] == "san-francisco"
    assert found["pay"] == {"low": 52000, "high": 60000, "currency": "USD", "per": "year"}


def test_a_change_on_the_disk_shows_at_once(client: TestClient, workspace: Path) -> None:
    file = workspace / "openings" / "desk-2.yaml"
    file.write_text((workspace / "openings" / "desk-1.yaml").read_text().replace("desk-1", "desk-2"), encoding="utf-8")
    assert [opening["id"] for opening in client.get("/api/v1/openings").json()["openings"]] == ["desk-1", "desk-2"]


def test_a_document_of_the_workspace_is_the_one_that_a_build_makes(client: TestClient, workspace: Path) -> None:
    where = ("--workspace", workspace, "--out", workspace / "out", "--date", ON.isoformat())
    assert hiring("build", *where, "--document", "posting", "--format", "md", "--format", "jsonld").code == 0
    for suffix in ("md", "jsonld"):
        answer = client.get(f"/api/v1/openings/desk-1/documents/posting/{suffix}?language=ar")
        assert answer.content == (workspace / "out" / "desk-1" / "ar" / f"posting.{suffix}").read_bytes()


@pytest.mark.parametrize("document", [spec.name for spec in DOCUMENTS])
def test_an_opening_that_is_sent_gives_each_document_and_leaves_no_file(
    client: TestClient, workspace: Path, document: str
) -> None:
    before = sorted(workspace.rglob("*"))
    answer = client.post(f"/api/v1/documents/{document}/html", json=SENT)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == "fr"
    assert '<html lang="fr"' in answer.text
    assert sorted(workspace.rglob("*")) == before


def test_faults_are_named_by_pointer_in_the_language_of_the_caller(client: TestClient) -> None:
    faulty = SENT | {"market": "atlantis", "pay": {"low": "a lot"}, "surprise": 1, "languages": ["fr", "xx"]}
    answer = client.post("/api/v1/documents/posting/html", json=faulty, headers={"accept-language": "de-CH, en;q=0.5"})
    found = errors(answer)
    assert found["/market"] == "id.unknown_market"
    assert found["/pay/low"] == "number.form"
    assert found["/surprise"] == "schema.unknown_key"
    assert any("einen Markt" in entry["detail"] for entry in answer.json()["errors"])


def test_a_check_tells_problems_from_advice(client: TestClient) -> None:
    assert client.post("/api/v1/check", json=SENT).json()["problems"] == []
    without_pay = {name: value for name, value in SENT.items() if name != "pay"}
    found = client.post("/api/v1/check", json=without_pay).json()
    assert "posting-pay" in {each["rule"] for each in found["advice"]}
    faulty = client.post("/api/v1/check", json=SENT | {"role": "nobody"}).json()
    assert [each["pointer"] for each in faulty["problems"]] == ["/role"]


@pytest.mark.parametrize("given", [None, "", "../../etc/passwd", "A B", 7])
def test_an_opening_without_a_usable_id_is_told_so(client: TestClient, given: object) -> None:
    sent = {name: value for name, value in SENT.items() if name != "id"}
    if given is not None:
        sent["id"] = given
    answer = client.post("/api/v1/documents/posting/html", json=sent)
    assert set(errors(answer)) == {"/id"}


@pytest.mark.parametrize(
    "body", ["", "[1]", "{", '{"id": NaN}', '{"id": "a", "id": "b"}', "nope", "[" * 100_000, b"\xff\xfe{}"]
)
def test_what_is_no_object_of_json_is_a_bad_request(client: TestClient, body: str | bytes) -> None:
    answer = client.post("/api/v1/check", content=body)
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/openings/nobody", 404),
        ("/api/v1/openings/nobody/documents/posting/html", 404),
        ("/api/v1/openings/desk-1/documents/posting/xlsx", 404),
        ("/api/v1/openings/desk-1/documents/posting/html?language=sv", 404),
        ("/api/v1/openings/desk-1/documents/poem/html", 422),
        ("/api/v1/openings/..%2F..%2Fetc/documents/posting/html", 404),
        ("/api/v1/openings/desk-1/documents/posting/html?on=never", 422),
        ("/api/v1/nothing", 422),
    ],
)
def test_what_is_not_there(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_document_that_cannot_be_is_a_conflict_with_its_reason(client: TestClient, workspace: Path) -> None:
    role = workspace / "roles" / "porter" / "role.yaml"
    role.parent.mkdir(parents=True)
    role.write_text(
        "id: porter\nlanguage: en\ntitle: Porter\nresponsibilities: [{id: carry, text: Carry what must be carried}]\n",
        encoding="utf-8",
    )
    answer = client.post("/api/v1/documents/interview-kit/html", json=SENT | {"role": "porter", "languages": ["en"]})
    assert answer.status_code == 409, answer.text
    assert answer.json()["detail"]


def test_the_description_names_every_field_of_an_opening(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    opening = described["components"]["schemas"]["Opening"]
    assert {"id", "role", "market", "languages", "pay", "interview"} <= set(opening["properties"])
    assert "$defs" not in json.dumps(described)
