"""The interview of an opening in the studio: what is asked in which order, what it takes, and what stays in the file."""

import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from hiring.documents.asking import planned
from hiring.library import Library
from hiring.source import load
from hiring.studio.services import Services
from hiring.workspace import Workspace
from tests.studio.conftest import OPENING

PAGE = "/openings/desk-1/interview"
CHOSEN = ("software-and-tools", "improved-a-process", "why-this-work")
OWN_CHOICE = """\
interview:
  minutes: 45
  questions:
    - software-and-tools  # what they know
    # After the tools.
    - improved-a-process
    - why-this-work
"""


@pytest.fixture
def file(workspace: Path) -> Path:
    """An opening whose questions are chosen."""
    file = workspace / "openings" / "desk-1.yaml"
    file.write_text(OPENING + OWN_CHOICE, encoding="utf-8")
    return file


def kits_choice(workspace: Path) -> tuple[str, ...]:
    """What the kit asks, by the program's own plan."""
    vacancy = Library(Workspace.at(workspace)).vacancy("desk-1", "en")
    assert vacancy.interview is not None
    return planned(vacancy, vacancy.interview).questions


def values(page: str, path: str) -> tuple[str, ...]:
    return tuple(html.fromstring(page).xpath(path))


def asked(page: str) -> tuple[str, ...]:
    """The questions that are ticked, in the order of the page."""
    return values(page, '//input[@name="interview.questions"][@checked]/@value')


def said(page: str, part: str) -> str:
    (found,) = html.fromstring(page).xpath(f'//*[@id="{part}"]')
    return " ".join(found.text_content().split())


def post(client: TestClient, services: Services, page: str, **fields: object) -> str:
    """The page after a form was sent; ``questions`` and ``minutes`` are fields of the interview."""
    sent = {(f"interview.{name}" if name != "do" else name): value for name, value in fields.items()}
    sent |= {"seal": services.seal, "revision": values(page, '//input[@name="revision"]/@value')[0]}
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_without_a_choice_the_page_shows_what_the_kit_asks(client: TestClient, workspace: Path) -> None:
    page = client.get(PAGE).text
    assert asked(page) == ()
    assert values(page, '//input[@name="kit.questions"]/@value') == kits_choice(workspace)
    assert said(page, "timing").startswith("45 of 45 minutes are planned.")


def test_who_chooses_begins_with_the_kits_choice(client: TestClient, services: Services, workspace: Path) -> None:
    page = client.get(PAGE).text
    kits = values(page, '//input[@name="kit.questions"]/@value')
    sent = {"seal": services.seal, "do": "own", "interview.questions": "", "kit.questions": list(kits)}
    own = client.post(PAGE, data=sent).text
    assert asked(own) == kits == kits_choice(workspace)
    assert said(own, "state") == "Not saved yet."


def test_a_choice_in_the_file_is_shown_in_its_order_with_its_minutes(client: TestClient, file: Path) -> None:
    page = client.get(PAGE).text
    assert asked(page) == CHOSEN
    assert said(page, "timing").startswith("25 of 45 minutes are planned. 20 minutes are left in reserve.")
    assert "Questions 14 minutes" in said(page, "timing")
    assert "Not covered" in said(page, "coverage")
    assert "Confidentiality and compliance" in said(page, "said-interview.questions")


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up:why-this-work", (0, 2, 1)),
        ("down:software-and-tools", (1, 0, 2)),
        ("up:software-and-tools", (0, 1, 2)),
        ("down:why-this-work", (0, 1, 2)),
        ("up:nothing", (0, 1, 2)),
    ],
)
def test_a_question_moves_by_a_button(
    client: TestClient, services: Services, file: Path, do: str, order: tuple[int, ...]
) -> None:
    page = post(client, services, client.get(PAGE).text, do=do, questions=["", *CHOSEN])
    assert asked(page) == tuple(CHOSEN[place] for place in order)
    if order != (0, 1, 2):
        assert said(page, "moved") == "This is now question 2 of 3."
    assert file.read_text() == OPENING + OWN_CHOICE, "nothing is saved yet"


def test_what_is_saved_keeps_each_comment_with_its_question(client: TestClient, services: Services, file: Path) -> None:
    order = ["why-this-work", "improved-a-process", "privacy-law", "software-and-tools"]
    page = post(client, services, client.get(PAGE).text, do="save", questions=["", *order], minutes="60")
    assert said(page, "state") == "Saved."
    assert asked(page) == tuple(order)
    assert file.read_text() == OPENING + (
        "interview:\n  minutes: 60\n  questions:\n    - why-this-work\n    # After the tools.\n    - improved-a-process\n"
        "    - privacy-law\n    - software-and-tools  # what they know\n"
    )


@pytest.mark.parametrize("do", ["kit", "check"])
def test_without_any_question_the_kit_chooses_again(
    client: TestClient, services: Services, file: Path, do: str
) -> None:
    questions = ["", *CHOSEN] if do == "kit" else [""]
    page = post(client, services, client.get(PAGE).text, do=do, questions=questions)
    assert asked(page) == ()
    page = post(client, services, page, do="save", questions=[""])
    assert said(page, "state") == "Saved."
    assert load(file.read_bytes(), "").data["interview"] == {"minutes": 45}


def test_a_slot_that_is_too_short_says_by_how_much_at_its_field(
    client: TestClient, services: Services, file: Path
) -> None:
    page = post(client, services, client.get(PAGE).text, minutes="20", questions=["", *CHOSEN])
    assert said(page, "timing").startswith("25 of 20 minutes are planned. That is 5 minutes too many.")
    assert "25" in said(page, "said-interview.minutes")
    assert not values(page, '//*[@id="files"]//a/@href')


def test_a_question_that_is_not_there_any_more_is_said_and_the_rest_works(client: TestClient, file: Path) -> None:
    file.write_text(file.read_text().replace("why-this-work", "gone"), encoding="utf-8")
    page = client.get(PAGE).text
    assert asked(page) == CHOSEN[:2]
    assert "gone" in said(page, "said-interview.questions")


def test_a_faulty_opening_says_what_is_wrong(client: TestClient, file: Path) -> None:
    file.write_text(file.read_text().replace("role: referral-coordinator", "role: nobody"), encoding="utf-8")
    page = client.get(PAGE).text
    assert "nobody" in said(page, "others")
    assert asked(page) == ()


def test_texts_are_in_the_language_of_the_page(client: TestClient, file: Path) -> None:
    for tag in ("de", "ar"):
        page = client.get(f"{PAGE}?in={tag}").text
        assert set(values(page, '//ol[@class="asked"]//bdi/@lang')) == {tag}


def test_the_kit_is_printed_as_it_stands_in_the_form(client: TestClient, services: Services, file: Path) -> None:
    everything = ("caller-asks-about-relative", *kits_choice_without(file, "caller-asks-about-relative"))
    page = post(client, services, client.get(PAGE).text, questions=["", *everything])
    links = values(page, '//*[@id="files"]//a/@href')
    assert {re.findall("language=(.*)", link)[0] for link in links} == {"en", "ar"}
    (kit,) = (link for link in links if "/html" in link and link.endswith("=en"))
    numbers = html.fromstring(client.get(kit).text).xpath('//*[@id="question-1"]')
    assert "parent is your patient" in numbers[0].text_content()


def kits_choice_without(file: Path, name: str) -> list[str]:
    """The kit's choice for the opening without its own, but for one question."""
    file.write_text(OPENING, encoding="utf-8")
    found = [each for each in kits_choice(file.parent.parent) if each != name]
    file.write_text(OPENING + OWN_CHOICE, encoding="utf-8")
    return found


def test_who_saves_over_somebody_else_is_asked_in_words(client: TestClient, services: Services, file: Path) -> None:
    page = client.get(PAGE).text
    file.write_text(file.read_text().replace("    - why-this-work\n", ""), encoding="utf-8")
    sent = {"seal": services.seal, "revision": values(page, '//input[@name="revision"]/@value')[0], "do": "save"}
    sent["interview.questions"] = list(reversed(CHOSEN))  # type: ignore[assignment]  # a form holds several
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 409
    assert "Why do you want to do this work?" in answer.text
    kept = html.fromstring(answer.text).xpath('//input[@type="hidden"]')
    again = [(field.get("name"), field.get("value")) for field in kept]
    again += [("choice.interview.questions", "mine"), ("do", "save")]
    body = {name: [value for other, value in again if other == name] for name, _ in again}
    assert said(client.post(PAGE, data=body).text, "state") == "Saved."
    assert load(file.read_bytes(), "").data["interview"]["questions"] == list(reversed(CHOSEN))
