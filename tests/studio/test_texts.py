"""The pages of texts as a browser asks them: roles, their translations, items, an opening's words and the employer."""

import html
import re
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from hiring import checking
from hiring.library import Library
from hiring.model.employer import Employer
from hiring.model.interview import Interview
from hiring.model.opening import Opening
from hiring.model.overlay import texts
from hiring.model.role import Role
from hiring.scaffold import new_role
from hiring.source import load
from hiring.studio.parts import Part, parts_of
from hiring.studio.sections import EMPLOYER_WORDS, OPENING_WORDS
from hiring.studio.sections import ROLE as ROLE_SECTIONS
from hiring.studio.sheet import bound, branches
from hiring.studio.text_choices import label
from hiring.translations import survey
from hiring.validation import validate
from hiring.workspace import Workspace, shipped

ROLE = "/roles/referral-coordinator"


@pytest.fixture
def adapted(workspace: Path, client: TestClient) -> Path:
    """A workspace with its own copy of a shipped role: the folder of the role."""
    new_role(Library(Workspace.at(workspace)), "referral-coordinator", "referral-coordinator")
    return workspace / "roles" / "referral-coordinator"


class Form:
    """A page with a form, to be sent back with some fields filled in."""

    def __init__(self, client: TestClient, address: str) -> None:
        self.client, self.address = client, address
        self.page = client.get(address, headers={"accept-language": "en"})
        assert self.page.status_code == 200, self.page.text
        self.hidden = dict(re.findall(r'type="hidden" name="(seal|revision)" value="([^"]*)"', self.page.text))

    def send(self, do: str = "save", **fields: str) -> Response:
        given = {name.replace("__", "."): value for name, value in fields.items()}
        return self.send_all(do, given)

    def send_all(self, do: str, fields: dict[str, str]) -> Response:
        sent = self.hidden | ({"do": do} if do else {}) | fields
        return self.client.post(self.address, data=sent, follow_redirects=False, headers={"accept-language": "en"})


def problems(workspace: Path) -> list[str]:
    return [f"{each.file} {each.rule}" for each in checking.problems(Library(Workspace.at(workspace)))]


@pytest.mark.parametrize(("stem", "model"), [("role", Role), ("interview", Interview)])
@pytest.mark.parametrize("role_id", ["referral-coordinator", "patient-representative"])
def test_every_text_of_a_role_has_its_field_and_its_place_in_a_translation(
    stem: str, model: type, role_id: str
) -> None:
    document = load((shipped("roles") / role_id / f"{stem}.yaml").read_bytes(), "")
    found = branches(parts_of(model), document.data)
    mine = {each.words: each.field.shown(document.data)[0] for each in bound(found) if each.field.shown(document.data)}
    wanted = dict(texts(validate(document, model)))
    assert len(wanted) > 100
    assert {path: " ".join(mine[path].split()) for path in wanted} == {
        path: " ".join(text.split()) for path, text in wanted.items()
    }


@pytest.mark.parametrize("model", [Role, Interview, Employer, Opening])
def test_every_part_of_a_form_has_a_name(model: type) -> None:
    language = Library(Workspace(shipped("roles").parent)).language("en")
    waiting: list[tuple[tuple[str, ...], Part]] = [((name,), part) for name, part in parts_of(model).items()]
    named = 0
    shown = {name for section in _sections_of(model) for name in section}
    for names, part in waiting:
        if names[0] in shown:
            assert label(language, names)
            named += 1
            waiting.extend(((*names, name), inner) for name, inner in getattr(part, "parts", {}).items())
    assert named > 10


def _sections_of(model: type) -> list[tuple[str, ...]]:
    stem = model.__name__.lower()
    return [each.fields for each in (*ROLE_SECTIONS, *EMPLOYER_WORDS, *OPENING_WORDS) if each.stem == stem]


def test_the_list_has_every_role_and_what_its_translations_lack(client: TestClient, adapted: Path) -> None:
    words = adapted / "role.fr.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("summary:", "summary: ''\nold_summary:", 1), "utf-8")
    role = adapted / "role.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("Referral Coordinator", "Referral Lead", 1), "utf-8")
    page = client.get("/roles", headers={"accept-language": "en"}).text
    assert "patient-representative" in page
    assert "1 missing" in page
    assert page.count("1 out of date") == 5


def test_a_shipped_role_is_adapted_in_its_place(client: TestClient, workspace: Path) -> None:
    sent = Form(client, "/roles").send_all("", {"origin": "referral-coordinator", "replace": "true"})
    assert sent.headers["location"] == ROLE
    assert (workspace / "roles" / "referral-coordinator" / "interview.ar.yaml").is_file()
    assert client.get(ROLE).status_code == 200
    again = Form(client, "/roles").send_all("", {"origin": "referral-coordinator", "replace": "true"})
    assert again.status_code == 409
    assert 'role="alert"' in again.text


def test_a_role_is_begun_with_its_name_alone(client: TestClient, workspace: Path) -> None:
    client.cookies.set("studio-language", "fr")
    sent = Form(client, "/roles").send_all("", {"name": "Secrétaire médicale", "origin": ""})
    assert sent.headers["location"] == "/roles/secretaire-medicale"
    role = (workspace / "roles" / "secretaire-medicale" / "role.yaml").read_text(encoding="utf-8")
    assert "language: fr" in role
    assert "Secrétaire médicale" in role
    assert "responsibilities" not in role
    form = Form(client, "/roles/secretaire-medicale/responsibilities")
    form.send_all("add responsibilities", {"new.responsibilities": "Accueillir les patients"})
    assert problems(workspace) == []


def test_a_text_is_changed_and_nothing_else_of_its_file(client: TestClient, adapted: Path) -> None:
    before = (adapted / "role.yaml").read_text(encoding="utf-8").splitlines()
    form = Form(client, f"{ROLE}/short")
    shown = dict(re.findall(r'<textarea id="([^"]+)"[^>]*>\n([^<]*)</textarea>', form.page.text))
    assert len(shown) == 5
    fields = {name: html.unescape(text).replace("\n", "\r\n") for name, text in shown.items()}
    sent = form.send_all("save", fields | {"title": "Referral Lead"})
    assert sent.headers["location"] == f"{ROLE}/short?saved=1"
    after = (adapted / "role.yaml").read_text(encoding="utf-8").splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("title: Referral Coordinator", "title: Referral Lead")
    ]


def test_what_is_wrong_stands_at_its_field_before_anything_is_saved(client: TestClient, adapted: Path) -> None:
    form = Form(client, f"{ROLE}/responsibilities")
    name = re.findall(r'<textarea id="([^"]+)"', form.page.text)[1]
    before = (adapted / "role.yaml").read_bytes()
    checked = form.send_all("", {name: "Read {nonsense} aloud"})
    place = checked.text.index(f'id="said-{name}"')
    assert "nonsense" in checked.text[place : place + 300]
    assert (adapted / "role.yaml").read_bytes() == before


@pytest.mark.parametrize(("do", "whole"), [("", False), ("check", True)])
def test_what_the_rules_advise_stands_at_its_field_while_somebody_types(
    client: TestClient, adapted: Path, do: str, whole: bool
) -> None:
    """A button looks at the whole file; while typing, only what the page has is looked at, so that it is quick."""
    _changed_meanwhile(adapted, "A referral coordinator gets", "A rockstar gets")
    form = Form(client, f"{ROLE}/responsibilities")
    name = re.findall(r'<textarea id="([^"]+)"', form.page.text)[1]
    checked = form.send_all(do, {name: "Handle referrals like a ninja"})
    place = checked.text.index(f'id="said-{name}"')
    assert "ninja" in checked.text[place : place + 400]
    assert ("rockstar" in checked.text) == whole


def test_items_are_added_moved_and_removed_with_their_translations(client: TestClient, adapted: Path) -> None:
    address = f"{ROLE}/responsibilities"
    added = Form(client, address).send_all("add responsibilities", {"new.responsibilities": "Greet every caller"})
    assert added.headers["location"].endswith("#item-responsibilities.greet-every-caller")
    Form(client, address).send("up responsibilities.greet-every-caller")
    data = load((adapted / "role.yaml").read_bytes(), "").data["responsibilities"]
    assert [item["id"] for item in data].index("greet-every-caller") == len(data) - 2
    gone = data[0]["id"]
    assert gone in (adapted / "role.fr.yaml").read_text(encoding="utf-8")
    Form(client, address).send(f"remove responsibilities.{gone}")
    for tag in ("fr", "ar"):
        assert gone not in load((adapted / f"role.{tag}.yaml").read_bytes(), "").data["responsibilities"]
    # What nobody has translated yet is all that is left to do.
    assert {each.split()[1] for each in problems(adapted.parents[1])} == {"overlay.missing_text"}


def test_an_added_item_has_the_choices_of_the_one_before_it(client: TestClient, adapted: Path) -> None:
    sent = Form(client, f"{ROLE}/questions").send_all("add questions", {"new.questions": "How do you calm a caller?"})
    assert sent.headers["location"] == f"{ROLE}/questions/how-do-you-calm-a?saved=1"
    page = client.get(sent.headers["location"]).text
    assert "How do you calm a caller?" in page
    Library(Workspace.at(adapted.parents[1])).interview_base("referral-coordinator")


def test_an_opening_that_asks_a_removed_question_is_named(client: TestClient, adapted: Path) -> None:
    opening = adapted.parents[1] / "openings" / "desk-1.yaml"
    page = client.get(f"{ROLE}/questions").text
    question = re.findall(r'value="remove questions\.([a-z0-9-]+)"', page)[0]
    chosen = opening.read_text(encoding="utf-8") + f"interview: {{questions: [{question}]}}\n"
    opening.write_text(chosen, encoding="utf-8")
    Form(client, f"{ROLE}/questions").send(f"remove questions.{question}")
    after = client.get(f"{ROLE}/questions", headers={"accept-language": "en"}).text
    assert 'href="/openings/desk-1/interview"' in after


def test_a_translation_stands_beside_its_source_and_is_marked(client: TestClient, adapted: Path) -> None:
    role = adapted / "role.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: Referral Coordinator", "title: Referral Lead", 1))
    page = client.get(f"{ROLE}/short?language=fr", headers={"accept-language": "en"}).text
    pair = page[page.index('id="pair-title"') : page.index('id="pair-summary"')]
    assert "Referral Lead" in pair
    assert "Out of date" in pair
    assert "Referral Coordinator" in pair
    assert "Coordinateur" in pair


def test_a_saved_translation_is_noted_and_others_stay_stale(client: TestClient, adapted: Path) -> None:
    role = adapted / "role.yaml"
    text = role.read_text(encoding="utf-8").replace("title: Referral Coordinator", "title: Referral Lead", 1)
    role.write_text(text.replace("A referral coordinator gets", "A lead gets", 1), encoding="utf-8")
    assert _aged(adapted, "fr") == {"title", "summary"}
    Form(client, f"{ROLE}/short?language=fr").send(title="Responsable de l’orientation")
    assert _aged(adapted, "fr") == {"summary"}
    Form(client, f"{ROLE}/short?language=fr").send(right__summary="true")
    assert _aged(adapted, "fr") == set()
    assert _aged(adapted, "de") == {"title", "summary"}


def _aged(folder: Path, tag: str) -> set[str]:
    found = survey(Library(Workspace.at(folder.parents[1])), [tag])
    mine = [each for each in found.files if each.file == f"roles/referral-coordinator/role.{tag}.yaml"]
    assert mine
    return {"/".join(map(str, entry.path)) for each in mine for entry in each.entries}


def test_a_translation_without_its_placeholder_is_a_finding(client: TestClient, adapted: Path) -> None:
    role = (adapted / "role.yaml").read_text(encoding="utf-8")
    assert "{privacy_law}" in role
    for section in ("responsibilities", "qualifications", "skills", "challenges", "conditions"):
        form = Form(client, f"{ROLE}/{section}?language=fr")
        if "{privacy_law}" in form.page.text:
            break
    name = re.findall(r'id="pair-([^"]+)"', form.page.text[: form.page.text.index('class="placeholder"')])[-1]
    checked = form.send_all("", {name: "Sans la loi"})
    place = checked.text.index(f'id="said-{name}"')
    assert "{privacy_law}" in checked.text[place : place + 400]


def test_a_first_translation_makes_its_file(client: TestClient, adapted: Path) -> None:
    (adapted / "role.fr.yaml").unlink()
    form = Form(client, f"{ROLE}/short?language=fr")
    assert "Missing" in form.page.text
    form.send(title="Coordinateur", pitch__text="Une phrase.")
    written = load((adapted / "role.fr.yaml").read_bytes(), "").data
    assert written == {"title": "Coordinateur", "pitch": {"text": "Une phrase."}}


def test_two_people_on_one_text_are_asked(client: TestClient, adapted: Path) -> None:
    form = Form(client, f"{ROLE}/short")
    role = adapted / "role.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: Referral Coordinator", "title: Theirs", 1))
    sent = form.send(title="Mine")
    assert sent.status_code == 409
    assert "Theirs" in sent.text
    assert "title: Theirs" in role.read_text(encoding="utf-8")
    revision = re.search(r'name="revision" value="([^"]+)"', sent.text)
    assert revision is not None
    form.hidden["revision"] = revision[1]
    assert form.send_all("save", {"title": "Mine", "choice.title": "mine"}).status_code == 303
    assert "title: Mine" in role.read_text(encoding="utf-8")


class Asked:
    """The page that asks about a conflict, to be answered: everything that it sends again, and what is chosen."""

    def __init__(self, form: Form, page: Response) -> None:
        assert page.status_code == 409
        self.form, self.text = form, page.text
        found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
        self.hidden = {html.unescape(name): html.unescape(value) for name, value in found}
        self.stays = dict(re.findall(r'name="(choice\.[^"]+)" value="([^"]+)" checked', page.text))

    def answer(self, **chosen: str) -> Response:
        self.form.hidden = {}
        choices = {f"choice.{name.replace('__', '.')}": side for name, side in chosen.items()}
        return self.form.send_all("save", self.hidden | self.stays | choices)


def _responsibilities(folder: Path) -> list[tuple[str, str]]:
    return [
        (each["id"], each["text"]) for each in load((folder / "role.yaml").read_bytes(), "").data["responsibilities"]
    ]


def _changed_meanwhile(folder: Path, old: str, new: str) -> None:
    role = folder / "role.yaml"
    text = role.read_text(encoding="utf-8")
    assert old in text
    role.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_item_that_meets_a_changed_file_is_added_after_the_question(client: TestClient, adapted: Path) -> None:
    form = Form(client, f"{ROLE}/responsibilities")
    (first, text), *_ = _responsibilities(adapted)
    _changed_meanwhile(adapted, text, "Theirs")
    field = f"responsibilities.{first}.text"
    sent = form.send_all("add responsibilities", {field: "Mine", "new.responsibilities": "Greet every caller"})
    assert all(name not in (adapted / "role.yaml").read_text(encoding="utf-8") for name in ("Mine", "Greet"))
    asked = Asked(form, sent)
    assert asked.stays == {f"choice.{field}": "mine", "choice.deed": "mine"}
    assert asked.text.count("Greet every caller</bdi>") == 1
    done = asked.answer(**{field: "theirs"})
    assert done.headers["location"].endswith("#item-responsibilities.greet-every-caller")
    after = _responsibilities(adapted)
    assert after[0] == (first, "Theirs")
    assert after[-1] == ("greet-every-caller", "Greet every caller")


@pytest.mark.parametrize("stays", ["mine", "theirs"])
def test_what_is_removed_from_a_changed_file_goes_only_if_somebody_says_so_again(
    client: TestClient, adapted: Path, stays: str
) -> None:
    form = Form(client, f"{ROLE}/responsibilities")
    (first, text), *others = _responsibilities(adapted)
    _changed_meanwhile(adapted, text, "Theirs")
    asked = Asked(form, form.send(f"remove responsibilities.{first}"))
    assert asked.answer(deed=stays).status_code == 303
    assert _responsibilities(adapted) == ([(first, "Theirs")] if stays == "theirs" else []) + others
    assert (first in (adapted / "role.fr.yaml").read_text(encoding="utf-8")) == (stays == "theirs")


def test_an_item_without_an_id_is_found_where_it_stands_now(client: TestClient, adapted: Path) -> None:
    form = Form(client, f"{ROLE}/names")
    before = load((adapted / "role.yaml").read_bytes(), "").data["search_terms"]
    gone, first = before[1]["term"], f"  - {{term: {before[0]['term']}"
    _changed_meanwhile(adapted, first, f"  - {{term: new one, language: en}}\n{first}")
    asked = Asked(form, form.send("remove search_terms.#1"))
    asked.answer()
    after = [each["term"] for each in load((adapted / "role.yaml").read_bytes(), "").data["search_terms"]]
    assert after == ["new one", before[0]["term"], *(each["term"] for each in before[2:])]
    assert gone not in after


def test_a_deed_to_what_is_gone_is_not_asked_about(client: TestClient, adapted: Path) -> None:
    form = Form(client, f"{ROLE}/responsibilities")
    (first, _), *others = _responsibilities(adapted)
    Form(client, f"{ROLE}/responsibilities").send(f"remove responsibilities.{first}")
    asked = Asked(
        form, form.send(f"down responsibilities.{first}", **{f"responsibilities__{others[0][0]}__text": "Mine"})
    )
    assert set(asked.stays) == {f"choice.responsibilities.{others[0][0]}.text"}
    assert asked.answer().status_code == 303
    assert _responsibilities(adapted)[0] == (others[0][0], "Mine")


def test_a_broken_file_is_shown_with_its_problems(client: TestClient, adapted: Path) -> None:
    (adapted / "interview.yaml").write_text("questions: [\n", encoding="utf-8")
    broken = client.get(f"{ROLE}/questions", headers={"accept-language": "en"})
    assert broken.status_code == 422
    assert "interview.yaml:" in broken.text
    assert client.get(f"{ROLE}/short").status_code == 200
    assert "interview.yaml:" in client.get(ROLE).text


def test_an_employer_is_written_from_nothing(client: TestClient, workspace: Path) -> None:
    (workspace / "employer.yaml").unlink()
    sent = Form(client, "/employer").send_all(
        "save", {"name": "Harbour Clinic", "contact.email": "jobs@example.org", "language": "en"}
    )
    assert sent.headers["location"] == "/employer?saved=1"
    assert load((workspace / "employer.yaml").read_bytes(), "").data == {
        "language": "en",
        "name": "Harbour Clinic",
        "contact": {"email": "jobs@example.org"},
    }
    assert problems(workspace) == []


def test_the_words_of_opening_and_employer_are_translated(client: TestClient, workspace: Path) -> None:
    Form(client, "/openings/desk-1/words").send(schedule="Monday to Friday", team="You report to the office manager.")
    Form(client, "/openings/desk-1/words?language=ar").send(schedule="من الاثنين إلى الجمعة", team="فريق صغير.")
    words = load((workspace / "openings" / "desk-1.ar.yaml").read_bytes(), "").data
    assert set(words) == {"team", "schedule"}
    Form(client, "/employer").send(about="We treat people.")
    Form(client, "/employer?language=ar").send(about="نعالج الناس.")
    assert problems(workspace) == []


def test_what_is_not_there_is_not_found(client: TestClient, adapted: Path) -> None:
    for address in (
        "/roles/nobody",
        f"{ROLE}/nothing",
        f"{ROLE}/short/item",
        f"{ROLE}/questions/none",
        f"{ROLE}/short?language=xx",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{ROLE}/short", data={"title": "x"}).status_code == 403
