"""The posting's structured data: what it says of an opening, by Google's rules, in its file and inside the web page."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from extruct.jsonld import JsonLdExtractor
from jsonschema import Draft202012Validator

from hiring.build import build
from hiring.cells import Selection
from hiring.documents import posting
from hiring.documents.page import Context
from hiring.errors import Failure, UsageError
from hiring.formats import jsonld
from hiring.library import Library, Vacancy
from hiring.model.opening import Employment
from hiring.model.role import Qualifications
from hiring.outcomes import Report, Settings, State
from hiring.rendering import Renderer
from hiring.workspace import Workspace, shipped
from tests.pictures import png

ON = date(2026, 11, 22)
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "job-posting.schema.json"
ROLES = ("referral-coordinator", "patient-representative")
LANGUAGES = ("en", "fr", "sv", "es", "de", "ar")

EMPLOYER = """\
language: en
name: Harbour Clinic
industry: Outpatient care
website: https://example.org
contact: {email: jobs@example.org}
"""
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
employment: [full-time, per-diem]
pay: {low: 52000, high: 60000, currency: USD, per: year}
headcount: 2
posted: 2026-11-20
closes: 2027-01-15
starts: 2027-02-01
apply_url: https://example.org/apply?job=desk&from=data
"""
WORDS = """\
schedule: Monday to Friday
benefits: [{id: leave, text: Paid vacation}]
other_pay: [{id: bonus, text: A bonus after one year}]
"""


@cache
def rules() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(data: Any) -> list[str]:
    """What Google's rules find in the data. That a description is not the title cannot be said in the schema."""
    found = [f"{error.json_path}: {error.message}" for error in rules().iter_errors(data)]
    return found + (["$.description: is the title"] if data.get("description") == data.get("title") else [])


def write(folder: Path, opening: str, employer: str = EMPLOYER) -> Library:
    """A workspace with one opening."""
    (folder / "openings").mkdir(exist_ok=True)
    (folder / "employer.yaml").write_text(employer, encoding="utf-8")
    (folder / "openings" / "desk.yaml").write_text(opening, encoding="utf-8")
    return Library(Workspace.at(folder))


def data_of(library: Library, vacancy: Vacancy) -> Any:
    """The structured data of a vacancy, read back; it keeps Google's rules."""
    view = posting.build(vacancy, Context(ON))
    fragment = Renderer(library.workspace).html("documents/posting-description.html.j2", view, vacancy.language)
    data = json.loads(jsonld.write(view, fragment))
    assert faults(data) == []
    return data


Data = Callable[..., Any]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace with the opening above."""
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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_role_language_and_market_keeps_the_rules(library: Library, role: str, tag: str) -> None:
    for market in ("us", "us-ca", "us-strictest", "ca-on", "de", "fr", "es", "it", "se"):
        vacancy = replace(library.sample_vacancy(role, tag, market), is_sample=False)
        found = data_of(library, vacancy)
        assert found["title"] == vacancy.role.title
        assert found["jobLocation"]["address"]["addressCountry"] == vacancy.market.country


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


# In the file and inside the page.

HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <!-- <![CDATA[ --> <!--<script>",
    '"quoted" \'twice\' \\" \\u003c/script\\u003e {"@type": "Thing"}',
    "a\u2028b\u2029c & &amp; &lt;p&gt; &#60;",
    "إحالة (١٢٣) «نعم» \u2067abc\u2069",
    "{{ 7 * 7 }} {% raw %}",
)


def built(folder: Path, **selection: tuple[str, ...]) -> Report:
    chosen = Selection(**{"documents": ("posting",), "formats": ("html", "jsonld", "md"), **cast(Any, selection)})
    return build(Library(Workspace.at(folder)), chosen, Settings(out=folder / "out", on=ON))


def states(report: Report) -> dict[str, State]:
    return {outcome.cell.format.name: outcome.state for outcome in report.outcomes}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_is_read_back_from_the_page_as_from_the_file(tmp_path: Path, hostile: str) -> None:
    written = json.dumps(hostile)
    opening = OPENING + f"title: {written}\nother_pay: [{{id: more, text: {written}}}]\n"
    write(tmp_path, opening, EMPLOYER.replace("Harbour Clinic", written))
    assert set(states(built(tmp_path)).values()) == {State.MADE}
    file = (tmp_path / "out/desk/en/posting.jsonld").read_text(encoding="utf-8")
    page = (tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")
    assert file.strip() in page
    assert not set("<>&\u2028\u2029") & set(file)
    data = json.loads(file)
    assert faults(data) == []
    assert JsonLdExtractor().extract(page) == [data]
    assert (data["title"], data["hiringOrganization"]["name"], data["incentiveCompensation"]) == (
        hostile,
        hostile,
        [hostile],
    )
    assert len(lxml.html.document_fromstring(page).findall(".//script")) == 1
    assert "ld+json" not in (tmp_path / "out/desk/en/posting.md").read_text(encoding="utf-8")


def test_without_the_day_of_posting_there_is_no_data_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, OPENING.replace("posted: 2026-11-20\n", ""))
    report = built(tmp_path)
    assert states(report) == {"html": State.MADE, "jsonld": State.NOT_APPLICABLE, "md": State.MADE}
    (outcome,) = [outcome for outcome in report.outcomes if outcome.cell.format.name == "jsonld"]
    assert outcome.failure == Failure("not_posted")
    assert "<script" not in (tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out/desk/en/posting.jsonld").exists()


def test_samples_are_no_data(tmp_path: Path) -> None:
    report = built(tmp_path, roles=("referral-coordinator",), languages=("en",))
    assert states(report) == {"html": State.MADE, "md": State.MADE}
    page = (tmp_path / "out/referral-coordinator/en/posting.html").read_text(encoding="utf-8")
    assert "<script" not in page
    with pytest.raises(UsageError) as refused:
        built(tmp_path, roles=("referral-coordinator",), formats=("jsonld",))
    assert refused.value.failure == Failure("openings_only")


def test_a_changed_description_is_made_again_in_the_file_and_the_page(tmp_path: Path) -> None:
    write(tmp_path, OPENING)
    built(tmp_path)
    assert set(states(built(tmp_path)).values()) == {State.KEPT}
    own = tmp_path / "templates" / "documents" / "posting-description.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ view.title }} and more</p>\n<p>{{ view.pay }}</p>\n", encoding="utf-8")
    assert states(built(tmp_path))["jsonld"] is State.MADE
    data = json.loads((tmp_path / "out/desk/en/posting.jsonld").read_text(encoding="utf-8"))
    assert data["description"] == "<p>Referral Coordinator and more</p> <p>$52,000 to $60,000 a year</p>"
    assert JsonLdExtractor().extract((tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")) == [data]


def test_a_faulty_description_fails_what_holds_it_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, OPENING)
    own = tmp_path / "templates" / "documents" / "posting-description.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>\n{{ view.nothing }}</p>\n", encoding="utf-8")
    report = built(tmp_path)
    assert states(report) == {"html": State.FAILED, "jsonld": State.FAILED, "md": State.MADE}
    failures = [outcome.failure for outcome in report.outcomes if outcome.failure]
    assert {(failure.values["file"], failure.values["line"]) for failure in failures} == {
        ("templates/documents/posting-description.html.j2", "2")
    }


# The rules themselves: each planted fault is found.

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
