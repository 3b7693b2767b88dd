"""Google's rules for structured data: every role, language and market keeps them, and each planted fault is found."""

from dataclasses import replace
from typing import Any

import pytest

from hiring.library import Library
from tests.job_data import LANGUAGES, OPENING, data_of, faults, write

ROLES = ("referral-coordinator", "patient-representative")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace with the opening."""
    return write(tmp_path_factory.mktemp("workspace"), OPENING)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_role_language_and_market_keeps_the_rules(library: Library, role: str, tag: str) -> None:
    for market in ("us", "us-ca", "us-strictest", "ca-on", "de", "fr", "es", "it", "se"):
        vacancy = replace(library.sample_vacancy(role, tag, market), is_sample=False)
        found = data_of(library, vacancy)
        assert found["title"] == vacancy.role.title
        assert found["jobLocation"]["address"]["addressCountry"] == vacancy.market.country


# Each planted fault is found.

PLANTED: tuple[tuple[str, Any], ...] = (
    ("title", None),
    ("title", " "),
    ("description", None),
    ("description", "Words without a paragraph"),
    ("description", "<p>Words</p><script>alert(1)</script>"),
    ("description", "<p>Words</p><h2>Heading</h2>"),
    ("description", "Referral Coordinator"),
    ("datePosted", None),
    ("datePosted", "20 November 2026"),
    ("validThrough", "2027-01-15"),
    ("validThrough", "2027-01-15T23:59:59"),
    ("hiringOrganization", None),
    ("hiringOrganization/name", None),
    ("hiringOrganization/logo", "pictures/logo.png"),
    ("jobLocation", None),
    ("jobLocation/address/addressCountry", None),
    ("jobLocation/address/addressCountry", "United States"),
    ("jobLocationType", "TELECOMMUTE"),
    ("jobLocationType", "REMOTE"),
    ("applicantLocationRequirements", {"@type": "Country", "name": "United States"}),
    ("employmentType", []),
    ("employmentType", ["full-time"]),
    ("employmentType", "PART TIME"),
    ("baseSalary/currency", "$"),
    ("baseSalary/value/minValue", "52000"),
    ("baseSalary/value/maxValue", None),
    ("baseSalary/value/value", 55000),
    ("baseSalary/value/unitText", "year"),
    ("baseSalary/value", 52000),
    ("directApply", "true"),
    ("totalJobOpenings", "2"),
    ("totalJobOpenings", 0),
    ("experienceRequirements/monthsOfExperience", "12"),
    ("experienceRequirements", "one year"),
    ("educationRequirements", [{"@type": "EducationalOccupationalCredential", "credentialCategory": "diploma"}]),
    ("identifier", "desk"),
    ("benefits", ["Paid vacation"]),
    ("incentives", ["A bonus"]),
    ("inLanguage", "en"),
    ("employmentTypes", ["FULL_TIME"]),
)


@pytest.mark.parametrize(("place", "value"), PLANTED, ids=lambda part: str(part)[:40])
def test_the_rules_find_a_planted_fault(library: Library, place: str, value: Any) -> None:
    """``None`` takes the property away."""
    broken = data_of(library, library.vacancy("desk", "en"))
    *way, last = place.split("/")
    node = broken
    for step in way:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    assert faults(broken) != []
