"""Questions that are not asked: found in each language, with the law of each market under which they would be asked."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from hiring.language import Language
from hiring.linting.questions import (
    Status,
    age_limit,
    driving_licence,
    local_experience,
    salary_history,
    unlawful_question,
)
from hiring.linting.subject import Guides, Text, TextFile
from hiring.linting.wording import words_to_avoid
from hiring.source import load
from hiring.workspace import shipped
from tests.command import hiring
from tests.lint_workspace import SHIPPED, TAGS, Finding, lint, role, write

ON = "2026-11-22"


def file_of(tag: str, text: Text) -> TextFile:
    """A file with one text, which no opening uses."""
    document = load(b"{}", "here.yaml")
    return TextFile(document, tag, [text], Guides(SHIPPED.guides(tag)), (), date.fromisoformat(ON))


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

PROMPT = 13
"""The line of the question of ``interview``."""


def interview(question: str, role_id: str = "clerk") -> dict[str, str]:
    """A role whose interview asks one question."""
    anchors = "{1: Says little., 3: Says more., 5: Says all.}"
    lines = [
        "language: en",
        "competencies:",
        "  - id: care",
        "    name: Care",
        "    definition: Takes care.",
        f"    anchors: {anchors}",
        "questions:",
        "  - id: one",
        "    kind: general",
        "    competencies: [care]",
        "    minutes: 4",
        "    prompt: >-",
        f"      {question}",
    ]
    return {**role(role_id, "en", ["Answer calls."]), f"roles/{role_id}/interview.yaml": "\n".join(lines) + "\n"}


def opening(market: str, number: int = 1, role_id: str = "clerk", schedule: str = "Days.") -> dict[str, str]:
    """An opening in a market."""
    name = f"{market}-{number}"
    text = f"id: {name}\nrole: {role_id}\nmarket: {market}\nlanguages: [en]\nschedule: {schedule}\n"
    return {f"openings/{name}.yaml": text, "employer.yaml": "language: en\nname: X\n"}


def own_market(*entries: str) -> dict[str, str]:
    """A market of one's own, with entries of what is not asked."""
    lines = [
        "id: mine",
        "language: en",
        "name: Myland",
        "country: CH",
        "currency: CHF",
        "pay_period: year",
        "paper: a4",
    ]
    lines += ['posting_title: "{title}"', "laws: [{id: privacy, name: DSG}]"]
    lines += ["do_not_ask:", *(f"  - {{{entry}}}" for entry in entries)] if entries else []
    return {"markets/mine.yaml": "\n".join(lines) + "\n"}


def found(folder: Path, on: str = ON) -> list[Finding]:
    """What the two rules find on a day, without what else is wrong."""
    run = lint(folder, "--select", "unlawful-question", "--select", "salary-history", "--date", on, "--json")
    assert run.json["problems"] == []
    return run.findings


def by_market(findings: list[Finding]) -> dict[str, Finding]:
    """Findings by the name of their market, one each."""
    named = {finding["values"]["market"]: finding for finding in findings}
    assert len(named) == len(findings)
    return named


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


def test_a_posting_asks_for_earlier_pay_under_its_own_market_and_the_employer_under_all(tmp_path: Path) -> None:
    files = opening("it", schedule="Name your current salary.") | opening("ca-pe")
    files |= {"employer.yaml": "language: en\nname: X\nabout: Name your last salary.\n"}
    write(tmp_path, interview("Which work do you like?") | files)
    findings = found(tmp_path)
    assert {finding["severity"] for finding in findings} == {"error"}
    assert {(finding["file"], finding["values"]["market"]) for finding in findings} == {
        ("employer.yaml", "Italy"),
        ("employer.yaml", "Prince Edward Island"),
        ("openings/it-1.yaml", "Italy"),
    }
    assert len(findings) == 3


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Canadian experience is required."),
        ("fr", "L’expérience canadienne est exigée."),
        ("sv", "Kanadensisk erfarenhet krävs."),
        ("es", "Se exige experiencia laboral canadiense."),
        ("de", "Mit kanadischer Berufserfahrung."),
        ("ar", "يشترط توفر الخبرة الكندية."),
    ],
)
def test_experience_in_one_country_is_found_where_the_market_forbids_it(tag: str, text: str) -> None:
    (said, plain) = Text(("here",), text, is_said=True), Text(("here",), text)
    ontario, columbia = (SHIPPED.market(market_id, "en") for market_id in ("ca-on", "ca-bc"))
    (one,) = local_experience(replace(file_of(tag, said), markets=(ontario, columbia)))
    assert (one.values["market"], one.values["status"], one.values["since"]) == ("Ontario", "in-force", "2026-01-01")
    assert list(local_experience(file_of(tag, said))) == [], "a text that no opening uses is under no law"
    assert list(local_experience(replace(file_of(tag, plain), markets=(ontario,)))) == []
    before = replace(file_of(tag, said), markets=(ontario,), on=date(2025, 12, 31))
    assert list(local_experience(before)) == [], "the law is not in force yet"


def test_a_posting_that_demands_canadian_experience_breaks_the_law_of_ontario_alone(tmp_path: Path) -> None:
    demand = "Canadian experience is required."
    write(
        tmp_path,
        interview("Which work do you like?") | opening("ca-on", schedule=demand) | opening("ca-bc", schedule=demand),
    )
    run = lint(tmp_path, "--select", "local-experience", "--date", ON, "--json")
    (finding,) = run.findings
    assert (finding["file"], finding["line"], finding["column"]) == ("openings/ca-on-1.yaml", 5, 11)
    assert (finding["severity"], finding["values"]["law"]) == ("error", "Employment Standards Act, 2000, Part III.1")
    assert "Ontario, since 2026-01-01: " in finding["text"]
    assert "ask: Which of these tasks have you done before, in any country?" in finding["text"]


@pytest.mark.parametrize(("employees", "count"), [(24, 0), (25, 1)])
def test_a_law_for_larger_employers_leaves_smaller_ones_alone(tmp_path: Path, employees: int, count: int) -> None:
    demand = "Canadian experience is required."
    write(tmp_path, interview("Which work do you like?") | opening("ca-on", schedule=demand))
    employer = tmp_path / "employer.yaml"
    said = employer.read_text(encoding="utf-8") if employer.exists() else "language: en\nname: Harbour Clinic\n"
    employer.write_text(f"{said}employees: {employees}\n", encoding="utf-8")
    run = lint(tmp_path, "--select", "local-experience", "--date", ON, "--json")
    assert len(run.findings) == count


# Ages and licences ---------------------------------------------------------------------------------------------------

AGES = {
    "en": (
        "We look for somebody who is under 35 years old.",
        "A team of people aged 25–35.",
        "Candidates under 40 only.",
        "You are at least 21 years old.",
    ),
    "fr": (
        "Profil de moins de 35 ans.",
        "Vous avez entre 25 et 35 ans.",
        "Une personne âgée de 25 à 40 ans.",
        "Âge maximum\u202f: 45 ans.",
    ),
    "sv": ("Du är under 35 år.", "Du är mellan 25 och 35 år.", "Sökande i åldern 25–40.", "Högst 45 år."),
    "es": (
        "Buscamos menores de 35 años.",
        "Edad: 25 a 35 años.",
        "Personas de entre 25 y 40 años.",
        "Hasta 45 años de edad.",
    ),
    "de": (
        "Sie sind unter 35 Jahre alt.",
        "Sie sind zwischen 25 und 35 Jahre alt.",
        "Alter: 25–40 Jahre.",
        "Höchstens 45 Jahre alt.",
    ),
    "ar": (
        "ألا يزيد العمر عن 35 سنة.",
        "تتراوح أعمارهم بين 25 و35 سنة.",
        "العمر: 25-40.",
        "أصغر من ٤٥ سنة.",
    ),
}
"""By language texts of postings that want people of an age."""

NO_AGES = {
    "en": (
        "You must be 18 or older.",
        "Calls take under 30 minutes.",
        "Screening of women under the age of 50.",
        "Patients aged 40 to 75 call us.",
        "We have been here for 35 years.",
    ),
    "fr": ("Vous avez plus de 18 ans.", "Moins de 30 minutes d’attente.", "Des patientes de moins de 50 ans."),
    "sv": ("Du har fyllt 18 år.", "Samtal under 30 minuter.", "Patienter yngre än 50."),
    "es": ("Mayor de 18 años.", "Menos de 30 minutos de espera.", "Pacientes menores de 50 años."),
    "de": ("Sie sind mindestens 18 Jahre alt.", "Zwischen 30 und 40 Anrufe am Tag.", "Patienten unter 50 Jahren."),
    "ar": ("العمر 18 سنة على الأقل.", "أقل من 30 دقيقة انتظار.", "المرضى أصغر من 50 سنة."),
}
"""By language texts that want nobody of an age: what a law sets itself, other numbers, and the people who are cared for."""


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag in TAGS for text in AGES[tag]])
def test_an_age_for_candidates_is_found_in_what_is_said_to_them(tag: str, text: str) -> None:
    (finding,) = age_limit(file_of(tag, Text(("here",), text, is_posted=True)))
    assert finding.rule == "age-limit"
    assert list(age_limit(file_of(tag, Text(("here",), text)))) == [], "a text for the panel may say not to write it"
    plain = words_to_avoid(Text(("here",), text), Guides(SHIPPED.guides(tag)))
    assert not any(finding.rule == "words-to-avoid.age-limit" for finding in plain)


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag in TAGS for text in NO_AGES[tag]])
def test_other_numbers_and_the_ages_of_patients_are_no_age_limits(tag: str, text: str) -> None:
    assert list(age_limit(file_of(tag, Text(("here",), text, is_posted=True)))) == []


def test_an_age_in_a_posting_is_said_with_what_its_market_says_of_age(tmp_path: Path) -> None:
    demand = "For people aged 20 to 35."
    posts = opening("de", schedule=demand) | opening("us", schedule=demand)
    write(tmp_path, interview("Which work do you like?") | posts)
    run = lint(tmp_path, "--select", "age-limit", "--date", ON, "--json")
    named = by_market(run.findings)
    assert {finding["severity"] for finding in named.values()} == {"warning"}
    assert named["Germany"]["values"]["law"] == "AGG §§ 1, 7"
    assert (named["Germany"]["line"], named["Germany"]["column"]) == (5, 22)
    assert named["United States"]["values"]["status"] == "advice"


def test_what_the_role_says_in_postings_is_held_against_the_market_too(tmp_path: Path) -> None:
    files = interview("Which work do you like?") | opening("us-ca") | opening("us")
    files["roles/clerk/role.yaml"] = files["roles/clerk/role.yaml"].replace("Answer calls.", "A driver's license.")
    write(tmp_path, files)
    run = lint(tmp_path, "--select", "driving-licence", "--date", ON, "--json")
    (finding,) = run.findings
    assert (finding["file"], finding["severity"]) == ("roles/clerk/role.yaml", "warning")
    assert (finding["values"]["market"], finding["values"]["since"]) == ("California", "2025-01-01")
    assert "SB 1100" in finding["text"]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "A valid driver’s license."),
        ("fr", "Permis de conduire exigé."),
        ("sv", "B-körkort krävs."),
        ("es", "Se exige permiso de conducir."),
        ("de", "Führerschein Klasse B."),
        ("ar", "يشترط وجود رخصة قيادة."),
    ],
)
def test_a_driving_licence_is_found_where_the_market_limits_demands_for_it(tag: str, text: str) -> None:
    said = Text(("here",), text, is_said=True)
    california, washington = (SHIPPED.market(market_id, "en") for market_id in ("us-ca", "us-wa"))
    (one,) = driving_licence(replace(file_of(tag, said), markets=(california, washington)))
    assert one.values["market"] == "California"
    before = replace(file_of(tag, said), markets=(california,), on=date(2024, 12, 31))
    assert list(driving_licence(before)) == [], "the law is not in force yet"


def test_findings_on_the_law_say_once_that_they_are_no_legal_advice(tmp_path: Path) -> None:
    demand = "For people aged 20 to 35."
    posts = opening("de", schedule=demand) | opening("us", schedule=demand)
    write(tmp_path, interview("Which work do you like?") | posts)
    lines = lint(tmp_path, "--select", "age-limit", "--date", ON).out.splitlines()
    assert lines[-1] == "What is said here of the law is practical notes, not legal advice."
    assert len(lines) == 3
    assert lint(tmp_path, "--select", "words-to-avoid", "--date", ON).out == ""


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
