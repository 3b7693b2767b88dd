"""What candidates get, over HTTP: the sheet in one file, by a name that they understand, and a text to send it with."""

import io
import re
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from starlette.testclient import TestClient

from hiring.library import Library
from hiring.requests import requests
from hiring.studio.candidate import file_name
from hiring.workspace import Workspace

PAGE = "/openings/desk-1/candidate"


def name_of(header: str) -> str:
    """The name that a browser saves a file by."""
    found = re.fullmatch(r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", header)
    assert found is not None, header
    return unquote(found[2])


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "Interview preparation – Referral Coordinator, Harbour Clinic"),
        ("ar", "الاستعداد للمقابلة – "),
    ],
)
def test_the_sheet_is_saved_by_a_name_that_a_candidate_understands(client: TestClient, tag: str, name: str) -> None:
    answer = client.get(f"{PAGE}/html?language={tag}")
    assert answer.status_code == 200
    assert name_of(answer.headers["content-disposition"]).startswith(name)
    assert f'<html lang="{tag}"' in answer.text
    pdf = client.get(f"{PAGE}/pdf?language={tag}")
    assert name_of(pdf.headers["content-disposition"]).endswith(".pdf")
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert len(opened.Root.AcroForm.Fields) > 10, "it can be filled in"


def test_the_sheet_needs_nothing_else_and_leads_nowhere(client: TestClient) -> None:
    page = client.get(f"{PAGE}/html?language=en").text
    assert list(requests(page)) == []
    assert 'href="../' not in page, "the other languages are not sent with it"
    assert "red flag" not in page.lower()


def test_a_name_holds_what_every_system_can_have(workspace: Path) -> None:
    employer = workspace / "employer.yaml"
    employer.write_text(
        employer.read_text().replace("Harbour Clinic", '"A/B: \\"Clinic\\" <' + "x" * 200 + '"'), encoding="utf-8"
    )
    name = file_name(Library(Workspace.at(workspace)).vacancy("desk-1", "en"), "html")
    assert not re.search(r'[\\/:*?"<>|]', name)
    assert len(name) <= 125
    assert name.endswith(".html")


@pytest.mark.parametrize("tag", ["en", "fr", "sv", "es", "de", "ar"])
def test_the_page_is_in_the_recruiters_language_and_the_message_in_the_candidates(client: TestClient, tag: str) -> None:
    page = client.get(f"{PAGE}?in={tag}&language=ar").text
    assert f'<html lang="{tag}"' in page
    message = page[page.index('id="message"') : page.index("</textarea>", page.index('id="message"'))]
    assert 'lang="ar" dir="rtl"' in message
    assert "Harbour Clinic" in message
    assert "تحية طيبة وبعد" in message


def test_the_preview_is_the_file_as_it_is(client: TestClient) -> None:
    page = client.get(PAGE).text
    address = re.search(r'<iframe [^>]*src="([^"]+)"', page)
    assert address is not None
    assert client.get(address[1].replace("&amp;", "&")).text == client.get(f"{PAGE}/html?language=en").text


def test_an_opening_with_problems_has_nothing_to_send_and_says_why(client: TestClient, workspace: Path) -> None:
    file = workspace / "openings" / "desk-1.yaml"
    file.write_text(file.read_text().replace("us-ca", "atlantis"), encoding="utf-8")
    page = client.get(PAGE).text
    assert "There is no preparation sheet to send yet" in page
    assert "atlantis" in page
    assert "<iframe" not in page


def test_a_role_without_an_interview_has_nothing_to_send(client: TestClient, workspace: Path) -> None:
    role = workspace / "roles" / "porter" / "role.yaml"
    role.parent.mkdir(parents=True)
    role.write_text(
        "id: porter\nlanguage: en\ntitle: Porter\nresponsibilities: [{id: carry, text: Carry what must be carried}]\n",
        encoding="utf-8",
    )
    file = workspace / "openings" / "desk-1.yaml"
    text = file.read_text().replace("referral-coordinator", "porter").replace("[en, ar]", "[en]")
    file.write_text(text, encoding="utf-8")
    assert "This role has no interview yet" in client.get(PAGE).text


@pytest.mark.parametrize("address", ["/openings/nobody/candidate", f"{PAGE}/docx", f"{PAGE}/html?language=sv"])
def test_what_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (404, 422)
