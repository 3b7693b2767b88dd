"""The posting's structured data: what it says of an opening, when the posting closes, and the description."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from hiring.documents import posting
from hiring.documents.page import Context
from hiring.library import Library, Vacancy
from hiring.model.opening import Employment
from hiring.model.role import Qualifications
from hiring.workspace import Workspace, shipped
from tests.job_data import EMPLOYER, LANGUAGES, ON, OPENING, data_of, write
from tests.pictures import png

WORDS = """\
schedule: Monday to Friday
benefits: [{id: leave, text: Paid vacation}]
other_pay: [{id: bonus, text: A bonus after one year}]
"""
Data = Callable[..., Any]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace with the opening."""
    return write(tmp_path_factory.mktemp("workspace"), OPENING)


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """The data of an opening with ``changes`` in its text (``old`` to ``new``) and lines added to it."""

    def made(
        changes: Mapping[str, str] | None = None, added: str = "", employer: str = EMPLOYER, tag: str = "en"
    ) -> Any:
        text = OPENING + added
        for old, new in (changes or {}).items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        library = write(tmp_path, text, employer)
        return data_of(library, library.vacancy("desk", tag))

    return made


def test_an_opening_with_everything(data: Data) -> None:
    found = data(added=WORDS)
    role = Library(Workspace.at(shipped("roles"))).role_base("referral-coordinator").value
    expected = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Referral Coordinator",
        "datePosted": "2026-11-20",
        "validThrough": "2027-01-15T23:59:59-08:00",
        "identifier": {"@type": "PropertyValue", "name": "Harbour Clinic", "value": "desk"},
        "hiringOrganization": {"@type": "Organization", "name": "Harbour Clinic", "sameAs": "https://example.org"},
        "industry": "Outpatient care",
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "San Francisco",
                "addressRegion": "CA",
                "addressCountry": "US",
            },
        },
        "employmentType": ["FULL_TIME", "PER_DIEM"],
        "workHours": "Monday to Friday",
        "jobStartDate": "2027-02-01",
        "totalJobOpenings": 2,
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": {"@type": "QuantitativeValue", "minValue": 52000, "maxValue": 60000, "unitText": "YEAR"},
        },
        "incentiveCompensation": ["A bonus after one year"],
        "jobBenefits": ["Paid vacation"],
        "directApply": True,
        "educationRequirements": [{"@type": "EducationalOccupationalCredential", "credentialCategory": "high school"}],
        "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 12},
        "skills": [skill.name for skill in role.skills],
    }
    assert {name: found[name] for name in expected} == expected
    assert set(found) - set(expected) == {"description", "occupationalCategory", "responsibilities", "qualifications"}
    assert len(found["responsibilities"]) == len(role.responsibilities)
    assert len(found["qualifications"]) == len(role.qualifications.required)


@pytest.mark.parametrize(
    ("pay", "value"),
    [
        ("{low: 21.5, high: 21.5, currency: USD, per: hour}", {"value": 21.5, "unitText": "HOUR"}),
        ("{low: 180, high: 210.25, currency: USD, per: day}", {"minValue": 180, "maxValue": 210.25, "unitText": "DAY"}),
        ("{low: 4000, high: 4000.0, currency: USD, per: month}", {"value": 4000, "unitText": "MONTH"}),
        ("{low: 900, high: 1000, currency: USD, per: week}", {"minValue": 900, "maxValue": 1000, "unitText": "WEEK"}),
    ],
)
def test_pay_is_a_number_or_a_range_of_numbers(data: Data, pay: str, value: dict[str, Any]) -> None:
    found = data({"{low: 52000, high: 60000, currency: USD, per: year}": pay})["baseSalary"]["value"]
    assert found == {"@type": "QuantitativeValue", **value}
    assert {type(amount) for name, amount in found.items() if name.endswith(("alue", "Value"))} <= {int, float}


def test_published_pay_is_never_the_pay_of_an_opening(tmp_path: Path) -> None:
    """The role knows what is paid in San Francisco; the opening does not say what it pays."""
    library = write(tmp_path, OPENING.replace("pay: {low: 52000, high: 60000, currency: USD, per: year}\n", ""))
    vacancy = library.vacancy("desk", "en")
    figures = [figure for figure in vacancy.role.pay if figure.location == "san-francisco"]
    assert figures
    found = data_of(library, vacancy)
    assert {name for name in found if "salary" in name.lower()} == set()
    amounts = {f"{amount:f}" for figure in vacancy.role.pay for amount in (figure.amount, figure.low) if amount}
    assert [amount for amount in amounts if amount in json.dumps(found)] == []


@pytest.mark.parametrize("kind", list(Employment))
def test_each_kind_of_employment_is_one_that_google_knows(data: Data, kind: Employment) -> None:
    (found,) = data({"[full-time, per-diem]": f"[{kind}]"})["employmentType"]
    assert found == {"contract": "CONTRACTOR"}.get(kind, kind.upper().replace("-", "_"))


@pytest.mark.parametrize(
    ("location", "address"),
    [
        (
            'location: {city: Reno, region: NV, country: CA, postal_code: "01234", street: 1 Main Street}',
            {
                "streetAddress": "1 Main Street",
                "addressLocality": "Reno",
                "addressRegion": "NV",
                "postalCode": "01234",
                "addressCountry": "CA",
            },
        ),
        ("location: {city: Fresno}", {"addressLocality": "Fresno", "addressRegion": "CA", "addressCountry": "US"}),
        ("location: {city: Tijuana, country: MX}", {"addressLocality": "Tijuana", "addressCountry": "MX"}),
        ("", {"addressRegion": "CA", "addressCountry": "US"}),
    ],
    ids=["whole", "city", "another-country", "none"],
)
def test_the_address_is_the_openings_and_what_it_leaves_out_the_markets(
    data: Data, location: str, address: dict[str, str]
) -> None:
    found = data({"location: san-francisco": location})["jobLocation"]["address"]
    assert found == {"@type": "PostalAddress", **address}


@pytest.mark.parametrize(
    ("market", "tag", "place"),
    [
        ("us-ca", "en", {"@type": "State", "name": "California, United States"}),
        ("us", "en", {"@type": "Country", "name": "United States"}),
        ("se", "fr", {"@type": "Country", "name": "Suède"}),
    ],
)
def test_remote_work_says_where_applicants_may_live(data: Data, market: str, tag: str, place: dict[str, str]) -> None:
    changes = {
        "us-ca": market,
        "location: san-francisco": "workplace: remote",
        "languages: [en]": f"languages: [{tag}]",
        "currency: USD": "currency: SEK" if market == "se" else "currency: USD",
    }
    found = data(changes, employer=EMPLOYER.replace("language: en", f"language: {tag}"), tag=tag)
    assert (found["jobLocationType"], found["applicantLocationRequirements"]) == ("TELECOMMUTE", place)
    assert "jobLocation" not in found


@pytest.mark.parametrize("workplace", ["on-site", "hybrid"])
def test_work_that_is_partly_at_a_place_is_not_remote(data: Data, workplace: str) -> None:
    found = data(added=f"workplace: {workplace}\n")
    assert "jobLocation" in found
    assert not {"jobLocationType", "applicantLocationRequirements"} & set(found)


def test_whoever_has_no_page_to_apply_on_is_not_applied_to_directly(data: Data) -> None:
    found = data({"apply_url: https://example.org/apply?job=desk&from=data": "apply_note: Come by."})
    assert found["directApply"] is False


@pytest.mark.parametrize(
    ("logo", "shown"), [("https://example.org/logo.png", "https://example.org/logo.png"), ("pictures/logo.png", None)]
)
def test_a_logo_is_named_when_it_is_on_the_web(data: Data, tmp_path: Path, logo: str, shown: str | None) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.png").write_bytes(png())
    found = data(employer=EMPLOYER + f"brand: {{logo: {logo}}}\n")
    assert found["hiringOrganization"].get("logo") == shown


def required(vacancy: Vacancy, *items: dict[str, Any]) -> Vacancy:
    """The vacancy with other must-haves."""
    rows = [{"id": f"item-{index}", "text": "Some", **item} for index, item in enumerate(items)]
    asked = Qualifications.model_validate({"required": rows})
    return replace(vacancy, role=vacancy.role.model_copy(update={"qualifications": asked}))


def test_credentials_are_those_that_google_knows_each_once(library: Library) -> None:
    names = ("high-school", "associate", "bachelor", "postgraduate", "certificate", "bachelor")
    asked = [{"kind": "education", "credential": name} for name in names]
    found = data_of(library, required(library.vacancy("desk", "en"), *asked))["educationRequirements"]
    assert [entry["credentialCategory"] for entry in found] == [
        "high school",
        "associate degree",
        "bachelor degree",
        "postgraduate degree",
        "professional certificate",
    ]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((6, 24, None), {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24}),
        ((0,), "no requirements"),
        ((None,), None),
    ],
)
def test_the_longest_experience_counts(library: Library, months: tuple[int | None, ...], expected: Any) -> None:
    asked = [{"kind": "experience", "months": count} for count in months]
    found = data_of(library, required(library.vacancy("desk", "en"), *asked))
    assert found.get("experienceRequirements") == expected
    assert "educationRequirements" not in found


def test_codes_say_how_close_they_come(library: Library) -> None:
    found = data_of(library, library.vacancy("desk", "en"))["occupationalCategory"]
    assert {entry["inCodeSet"]["name"] for entry in found} == {"O*NET-SOC", "ISCO-08", "ESCO", "ROME", "SSYK"}
    assert {entry["description"] for entry in found} == {"Closest match"}
    assert found[0]["codeValue"] == "43-6013"


def test_the_title_is_without_the_additions_of_a_market(data: Data) -> None:
    changes = {"us-ca": "de", "location: san-francisco": "location: {city: Ulm}", "currency: USD": "currency: EUR"}
    assert data(changes)["title"] == "Referral Coordinator"


# When a posting closes.

WESTERNMOST = {
    "us": "Pacific/Honolulu",
    "us-ca": "America/Los_Angeles",
    "us-co": "America/Denver",
    "us-ct": "America/New_York",
    "us-dc": "America/New_York",
    "us-de": "America/New_York",
    "us-hi": "Pacific/Honolulu",
    "us-il": "America/Chicago",
    "us-ma": "America/New_York",
    "us-md": "America/New_York",
    "us-me": "America/New_York",
    "us-mn": "America/Chicago",
    "us-nj": "America/New_York",
    "us-nv": "America/Los_Angeles",
    "us-ny": "America/New_York",
    "us-ri": "America/New_York",
    "us-strictest": "Pacific/Honolulu",
    "us-va": "America/New_York",
    "us-vt": "America/New_York",
    "us-wa": "America/Los_Angeles",
    "ca": "America/Vancouver",
    "ca-bc": "America/Vancouver",
    "ca-on": "America/Winnipeg",
    "ca-pe": "America/Halifax",
    "de": "Europe/Berlin",
    "es": "Atlantic/Canary",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "se": "Europe/Stockholm",
}


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 7, 15)], ids=["winter", "summer"])
def test_the_last_day_ends_nowhere_too_early_and_at_most_an_hour_late(day: date) -> None:
    library = Library(Workspace.at(shipped("roles")))
    assert set(library.market_ids) == set(WESTERNMOST)
    for market, zone in WESTERNMOST.items():
        offset = library.market_base(market).value.utc_offset
        told = datetime.fromisoformat(f"{day.isoformat()}T23:59:59{offset}")
        local = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZoneInfo(zone))
        assert 0 <= (told - local).total_seconds() <= 3600, market


def test_a_market_that_does_not_say_its_clock_closes_last_on_earth(tmp_path: Path) -> None:
    (tmp_path / "markets").mkdir()
    (tmp_path / "markets" / "no.yaml").write_text(
        'id: no\nlanguage: en\nname: Norway\ncountry: "NO"\ncurrency: NOK\npay_period: year\npaper: a4\n'
        'posting_title: "{title}"\nlaws: [{id: privacy, name: the law}]\n',
        encoding="utf-8",
    )
    opening = "id: desk\nrole: referral-coordinator\nmarket: 'no'\nlanguages: [en]\nposted: 2026-11-20\n"
    library = write(tmp_path, opening + "closes: 2027-01-15\n")
    assert data_of(library, library.vacancy("desk", "en"))["validThrough"] == "2027-01-15T23:59:59-12:00"


# The description.


def texts_in(value: object) -> Iterator[str]:
    """Every text that a view shows: not its frame, and not its data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts_in(inner)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("page", "job_posting", "dial"):
                yield from texts_in(getattr(value, field.name))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_description_is_the_whole_text_in_few_tags(library: Library, tag: str) -> None:
    vacancy = replace(library.sample_vacancy("referral-coordinator", tag), is_sample=False)
    description = lxml.html.fragment_fromstring(data_of(library, vacancy)["description"], create_parent="div")
    said = " ".join(description.text_content().split())
    view = posting.build(vacancy, Context(ON, LANGUAGES))
    wanted = {" ".join(text.split()) for text in texts_in(view) if text != view.title}
    assert len(wanted) > 40
    assert [text for text in wanted if text not in said] == []
    assert {element.tag for element in description.iter()} == {"div", "p", "ul", "li", "strong"}
    assert vacancy.language("page.skip") not in said
