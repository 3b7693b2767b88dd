"""Questions that are not asked: found in each language, with the law of each market under which they would be asked."""

from pathlib import Path
from typing import get_args

import pytest

from hiring.language import Language
from hiring.linting.questions import Status, salary_history, unlawful_question
from hiring.linting.subject import Guides, Text
from hiring.linting.wording import words_to_avoid
from hiring.workspace import shipped
from tests.command import hiring
from tests.lint_markets import PROMPT, by_market, file_of, found, interview, opening, own_market
from tests.lint_workspace import SHIPPED, TAGS, write

# What is found -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Tell us your current salary."),
        ("fr", "Indiquez votre dernier salaire."),
        ("sv", "Ange din nuvarande lön."),
        ("es", "Indique su salario actual."),
        ("de", "Nennen Sie Ihr bisheriges Gehalt."),
        ("ar", "اذكروا راتبكم الحالي."),
    ],
)
def test_earlier_pay_is_never_asked_for(tag: str, text: str) -> None:
    plain = Text(("here",), text)
    assert list(salary_history(file_of(tag, Text(("here",), text, is_said=True))))
    assert list(salary_history(file_of(tag, plain))) == [], "a text for interviewers may say not to ask it"
    guides = Guides(SHIPPED.guides(tag))
    assert not any("pay-history" in finding.rule for finding in words_to_avoid(plain, guides))


ASKED = {
    "en": ("How old are you?", "Are you married?", "Do you take medication?", "Where were you born?"),
    "fr": ("Quel âge avez-vous ?", "Êtes-vous mariée ?", "Prenez-vous des médicaments ?", "Où êtes-vous né ?"),
    "sv": ("Hur gammal är du?", "Är du gift?", "Tar du mediciner?", "Var är du född?"),
    "es": ("¿Cuántos años tiene?", "¿Está casada?", "¿Toma algún medicamento?", "¿Dónde nació?"),
    "de": ("Wie alt sind Sie?", "Sind Sie verheiratet?", "Nehmen Sie Medikamente?", "Wo sind Sie geboren?"),
    "ar": ("كم عمركم؟", "هل أنتم متزوجون؟", "هل تتناولون أدوية؟", "أين ولدتم؟"),
}
"""By language a question for age, family, health and origin."""


@pytest.mark.parametrize("tag", TAGS)
def test_what_an_interview_leaves_alone_is_found_in_its_questions(tag: str) -> None:
    for topic, question in zip(("age", "family", "health", "origin"), ASKED[tag], strict=True):
        (found,) = unlawful_question(file_of(tag, Text(("here",), question, is_asked=True)))
        assert found.rule == f"unlawful-question.{topic}"
        assert list(unlawful_question(file_of(tag, Text(("here",), question)))) == [], "what is not asked may say it"


def test_a_question_about_a_patient_is_none_about_the_candidate() -> None:
    text = "A patient says her husband takes medication and asks how old you are allowed to be. What do you do?"
    assert list(unlawful_question(file_of("en", Text(("here",), text, is_asked=True)))) == []


@pytest.mark.parametrize("role_id", ["referral-coordinator", "patient-representative"])
def test_the_shipped_interviews_ask_none_of_them(tmp_path: Path, role_id: str) -> None:
    assert hiring("new", "role", "clerk", "--from", role_id, "--workspace", tmp_path).code == 0
    write(tmp_path, opening("us-ca") | opening("fr"))
    assert found(tmp_path) == []
    interview = tmp_path / "roles/clerk/interview.yaml"
    interview.write_text(interview.read_text(encoding="utf-8").replace("prompt: ", "prompt: Your age? ", 1))
    assert found(tmp_path), "the copied interview is not looked at"


# Which law they are held against -------------------------------------------------------------------------------------


def test_a_question_is_reported_once_for_each_market_of_the_roles_openings(tmp_path: Path) -> None:
    write(tmp_path, interview("Tell me, do you take medication?") | opening("fr") | opening("us-ca"))
    named = by_market(found(tmp_path))
    assert set(named) == {"France", "California"}
    place = ("roles/clerk/interview.yaml", PROMPT, 16, "unlawful-question.health", "warning")
    for each in named.values():
        assert (each["file"], each["line"], each["column"], each["finding"], each["severity"]) == place
    france, california = named["France"]["values"], named["California"]["values"]
    assert (france["status"], france["since"]) == ("in-force", "2008-05-01")
    assert france["law"] == "Code du travail, art. L1132-1; art. L1221-6"
    assert france["source"] == "Code du travail, articles L1132-1, L1221-6, L1225-1"
    assert (california["status"], california["since"]) == ("in-force", "1992-07-26")
    assert california["law"] == "42 U.S.C. 12112(d)(2)(A); 29 CFR 1630.13(a)"
    assert california["source"].startswith("Americans with Disabilities Act, 42 U.S.C. 12112(d)(2)(A); ")


def test_a_finding_says_the_rule_its_law_since_when_its_source_and_what_may_be_asked(tmp_path: Path) -> None:
    write(tmp_path, interview("How old are you?") | opening("fr"))
    (finding,) = found(tmp_path)
    assert finding["text"].endswith(
        ": “How old are you” asks about age. France, since 2008-05-01: Do not ask for the candidate’s age, date of birth, "
        "year of graduation, or plans for retirement. Law: Code du travail, art. L1132-1; art. L1221-6; source: Code du "
        "travail, articles L1132-1, L1221-6, L1225-1 (ask for what the job needs, for example: Only where the law sets a "
        "minimum age for the job: Do you meet it?)"
    )


def test_two_openings_in_one_market_are_one_finding_and_other_roles_none(tmp_path: Path) -> None:
    files = opening("fr") | opening("fr", 2) | opening("de", role_id="porter")
    write(tmp_path, files | interview("How old are you?") | interview("Which work do you like?", "porter"))
    assert set(by_market(found(tmp_path))) == {"France"}


def test_an_interview_that_no_opening_uses_is_reported_once_and_names_no_law(tmp_path: Path) -> None:
    write(tmp_path, interview("How old are you?"))
    (finding,) = found(tmp_path)
    assert finding["values"] == {"found": "How old are you", "topic": "age", "status": "unused"}
    assert "The law that holds is that of the opening’s market, and no opening uses this text yet" in finding["text"]
    assert finding["text"].endswith("the market’s file and the kit’s page on what not to ask say how)")


def test_a_translation_is_held_against_the_same_markets(tmp_path: Path) -> None:
    overlay = "competencies:\n  care: {name: Soin, definition: Soigne., anchors: {1: Peu., 3: Plus., 5: Tout.}}\n"
    overlay += "questions:\n  one: {prompt: Votre âge}\n"
    files = interview("Which work do you like?") | opening("fr") | opening("it")
    write(
        tmp_path,
        files
        | {
            "roles/clerk/interview.fr.yaml": overlay,
            "roles/clerk/role.fr.yaml": "title: X\nresponsibilities: {case-0: Oui.}\n",
        },
    )
    named = by_market(found(tmp_path))
    assert set(named) == {"France", "Italy"}
    assert {finding["file"] for finding in named.values()} == {"roles/clerk/interview.fr.yaml"}


def test_what_all_interviews_share_is_held_against_every_market(tmp_path: Path) -> None:
    shared = (shipped("roles") / "_shared/interview.yaml").read_text(encoding="utf-8")
    asked = shared.replace("prompt: Why do you want to do this work?", "prompt: Where were you born?")
    assert asked != shared
    files = interview("Which work do you like?") | interview("Which work do you like?", "porter")
    files |= opening("es") | opening("se", role_id="porter")
    write(tmp_path, files | {"roles/_shared/interview.yaml": asked})
    named = by_market(found(tmp_path))
    assert {market: finding["values"]["since"] for market, finding in named.items()} == {
        "Spain": "2022-07-14",
        "Sweden": "2009-01-01",
    }


# What is no law is not called one ------------------------------------------------------------------------------------


def test_where_the_market_cites_no_law_the_advice_is_ours(tmp_path: Path) -> None:
    write(tmp_path, interview("How old are you?") | opening("us"))
    (finding,) = found(tmp_path)
    assert finding["values"]["status"] == "advice"
    assert not {"law", "since", "source"} & set(finding["values"])
    assert "retirement. No law is cited; this is our own advice (" in finding["text"]


def test_where_only_a_source_speaks_it_is_named_without_a_law(tmp_path: Path) -> None:
    write(tmp_path, interview("What do you earn?") | opening("us"))
    (finding,) = found(tmp_path)
    assert (finding["rule"], finding["severity"], finding["values"]["status"]) == ("salary-history", "error", "sourced")
    assert "No law is cited; this is advice. Source: Summaries of state law" in finding["text"]


@pytest.mark.parametrize(("on", "status"), [("2008-04-30", "announced"), ("2008-05-01", "in-force")])
def test_a_law_holds_from_its_day_on(tmp_path: Path, on: str, status: str) -> None:
    write(tmp_path, interview("How old are you?") | opening("fr"))
    (finding,) = found(tmp_path, on)
    assert finding["values"]["status"] == status
    is_said = f"The law is not in force there on {on}; the day set for it is 2008-05-01." in finding["text"]
    assert is_said == (status == "announced")


def test_a_directive_that_a_country_has_not_made_its_own_is_not_called_law_in_force(tmp_path: Path) -> None:
    markets = ("de", "es", "fr", "se", "it", "ca-bc", "ca-pe")
    files = interview("What do you earn?")
    for market in markets:
        files |= opening(market)
    write(tmp_path, files)
    named = by_market(found(tmp_path))
    assert {finding["severity"] for finding in named.values()} == {"error"}
    said = {market: (finding["values"]["status"], finding["values"]["since"]) for market, finding in named.items()}
    assert said == {
        **dict.fromkeys(("Germany", "Spain", "France", "Sweden"), ("announced", "2026-06-07")),
        "Italy": ("in-force", "2026-06-07"),
        "British Columbia": ("in-force", "2023-05-11"),
        "Prince Edward Island": ("in-force", "2022-06-01"),
    }
    assert "is not in force there on 2026-11-22; the day set for it is 2026-06-07" in named["Germany"]["text"]


# Markets of one's own ------------------------------------------------------------------------------------------------

ADVICE = "id: advice, topic: Age, text: Do not ask for age., concerns: [age], sources: [ours]"
COMING = "id: coming, topic: Age, text: It will be unlawful., concerns: [age], law: Later Act, since: 2027-01-01"
LAW = "id: law, topic: Age, text: 'The {privacy_law} forbids it.', concerns: [age], law: Age Act, since: 2020-01-01"
UNDATED = "id: undated, topic: Age, text: It is unlawful., concerns: [age], law: Old Act"
HEALTH = "id: health, topic: Health, text: Do not ask about health., concerns: [health], law: Health Act"


@pytest.mark.parametrize(
    ("entries", "status", "law"),
    [
        ((), "unsaid", None),
        ((HEALTH,), "unsaid", None),
        ((HEALTH, ADVICE), "advice", None),
        ((ADVICE, COMING), "announced", "Later Act"),
        ((ADVICE, COMING, LAW), "in-force", "Age Act"),
        ((LAW, UNDATED), "in-force", "Age Act"),
        ((ADVICE, UNDATED, LAW), "undated", "Old Act"),
    ],
)
def test_the_first_entry_with_a_law_in_force_is_cited(
    tmp_path: Path, entries: tuple[str, ...], status: str, law: str | None
) -> None:
    write(tmp_path, interview("How old are you?") | opening("mine") | own_market(*entries))
    (finding,) = found(tmp_path)
    assert (finding["values"]["status"], finding["values"].get("law")) == (status, law)
    assert "Myland" in finding["text"]
    assert "{" not in finding["text"]


def test_a_law_without_another_source_is_its_own_and_the_privacy_law_has_its_name(tmp_path: Path) -> None:
    write(tmp_path, interview("How old are you?") | opening("mine") | own_market(LAW))
    (finding,) = found(tmp_path)
    assert "Myland, since 2020-01-01: The DSG forbids it. Law: Age Act; source: Age Act (ask" in finding["text"]


def test_every_state_of_a_law_has_its_words(english: Language) -> None:
    states = get_args(Status)
    assert len(states) > 5
    assert [state for state in states if not english.has(f"lint.law.{state}")] == []
