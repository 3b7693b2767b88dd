"""What postings do not demand, by the law of their market: earlier pay, experience in one country, an age, driving."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hiring.linting.questions import age_limit, driving_licence, local_experience
from hiring.linting.subject import Guides, Text
from hiring.linting.wording import words_to_avoid
from tests.lint_markets import ON, by_market, file_of, found, interview, opening
from tests.lint_workspace import SHIPPED, TAGS, lint, write

# Earlier pay, and experience in one country ---------------------------------------------------------------------------


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
