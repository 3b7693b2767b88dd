"""The posting as data for job boards: schema.org's JobPosting, as Google's rules for it want it.

Each class is a type of schema.org and each field one of its properties, spelled our way: the format makes ``@type`` and the
names of the properties from them, and leaves out what is None or empty. Pay is the employer's own or is not there: the
published figures of a role are estimates.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hiring.documents.page import Wording, role_title
from hiring.language import Language
from hiring.library import Vacancy
from hiring.logo import is_address
from hiring.model.market import Market
from hiring.model.money import PayRange
from hiring.model.opening import Address, Employment, Workplace
from hiring.model.role import CodeSystem, Credential, OccupationCode, Qualification

NO_REQUIREMENTS: Final = "no requirements"
"""What Google reads as: nothing is asked for."""

_EMPLOYMENT: Final = {
    Employment.FULL_TIME: "FULL_TIME",
    Employment.PART_TIME: "PART_TIME",
    Employment.CONTRACT: "CONTRACTOR",
    Employment.TEMPORARY: "TEMPORARY",
    Employment.INTERN: "INTERN",
    Employment.VOLUNTEER: "VOLUNTEER",
    Employment.PER_DIEM: "PER_DIEM",
}
_CREDENTIALS: Final = {
    Credential.HIGH_SCHOOL: "high school",
    Credential.ASSOCIATE: "associate degree",
    Credential.BACHELOR: "bachelor degree",
    Credential.POSTGRADUATE: "postgraduate degree",
    Credential.CERTIFICATE: "professional certificate",
}
_CODE_SETS: Final = {
    CodeSystem.ONET_SOC: "O*NET-SOC",
    CodeSystem.ISCO_08: "ISCO-08",
    CodeSystem.ESCO: "ESCO",
    CodeSystem.ROME: "ROME",
    CodeSystem.SSYK: "SSYK",
}


@dataclass(frozen=True)
class Organization:
    """The employer. ``same_as`` and ``logo`` are addresses on the web."""

    name: str
    same_as: str | None
    logo: str | None


@dataclass(frozen=True)
class PostalAddress:
    """Where the work is done. ``address_country`` is a code of ISO 3166-1."""

    street_address: str | None
    address_locality: str | None
    address_region: str | None
    postal_code: str | None
    address_country: str


@dataclass(frozen=True)
class Place:
    """A place of work."""

    address: PostalAddress


@dataclass(frozen=True)
class Country:
    """Where those may live who apply for remote work."""

    name: str


@dataclass(frozen=True)
class State:
    """The same, for a state, province or region: its name and that of its country."""

    name: str


@dataclass(frozen=True)
class QuantitativeValue:
    """One amount of pay as ``value``, or a range; ``unit_text`` is what it is per: HOUR, DAY, WEEK, MONTH or YEAR."""

    value: Decimal | None
    min_value: Decimal | None
    max_value: Decimal | None
    unit_text: str


@dataclass(frozen=True)
class MonetaryAmount:
    """Base pay before tax. ``currency`` is a code of ISO 4217."""

    currency: str
    value: QuantitativeValue


@dataclass(frozen=True)
class PropertyValue:
    """The employer's own reference of the opening: ``name`` says whose it is."""

    name: str
    value: str


@dataclass(frozen=True)
class CategoryCodeSet:
    """A classification of occupations."""

    name: str


@dataclass(frozen=True)
class CategoryCode:
    """The entry of a classification that comes closest; ``description`` says in words how close that is."""

    in_code_set: CategoryCodeSet
    code_value: str
    name: str | None
    url: str | None
    description: str | None


@dataclass(frozen=True)
class EducationalOccupationalCredential:
    """A diploma or certificate, by the names that Google knows."""

    credential_category: str


@dataclass(frozen=True)
class OccupationalExperienceRequirements:
    """The least experience, in months."""

    months_of_experience: int


@dataclass(frozen=True)
class JobPosting:
    """The posting without its description. Days are ISO 8601; texts are in the page's language, ``title`` without a market's
    additions; ``direct_apply`` says whether there is a page on which people apply."""

    title: str
    date_posted: str
    valid_through: str | None
    identifier: PropertyValue
    hiring_organization: Organization
    industry: str | None
    job_location: Place | None
    job_location_type: str | None
    applicant_location_requirements: Country | State | None
    employment_type: tuple[str, ...]
    work_hours: str | None
    job_start_date: str | None
    total_job_openings: int
    base_salary: MonetaryAmount | None
    incentive_compensation: tuple[str, ...]
    job_benefits: tuple[str, ...]
    direct_apply: bool
    education_requirements: tuple[EducationalOccupationalCredential, ...]
    experience_requirements: OccupationalExperienceRequirements | str | None
    occupational_category: tuple[CategoryCode, ...]
    responsibilities: tuple[str, ...]
    qualifications: tuple[str, ...]
    skills: tuple[str, ...]


def job_posting(vacancy: Vacancy) -> JobPosting | None:
    """The data of a vacancy. None for a sample, which nobody can apply for, and without the day of posting, which Google
    requires."""
    opening, role, employer = vacancy.opening, vacancy.role, vacancy.employer
    if vacancy.is_sample or opening.posted is None:
        return None
    word = Wording(vacancy)
    is_remote = opening.workplace is Workplace.REMOTE
    required = role.qualifications.required
    return JobPosting(
        title=role_title(vacancy),
        date_posted=opening.posted.isoformat(),
        valid_through=_end_of(opening.closes, vacancy.market) if opening.closes else None,
        identifier=PropertyValue(employer.name, opening.id),
        hiring_organization=Organization(employer.name, employer.website, _address_on_the_web(employer.brand.logo)),
        industry=employer.industry,
        job_location=None if is_remote else Place(address_of(vacancy)),
        job_location_type="TELECOMMUTE" if is_remote else None,
        applicant_location_requirements=_applicants(vacancy.language, vacancy.market) if is_remote else None,
        employment_type=tuple(_EMPLOYMENT[kind] for kind in opening.employment),
        work_hours=opening.schedule,
        job_start_date=opening.starts.isoformat() if opening.starts else None,
        total_job_openings=opening.headcount,
        base_salary=_salary(opening.pay) if opening.pay else None,
        incentive_compensation=word.all(opening.other_pay),
        job_benefits=word.all((*employer.benefits, *opening.benefits)),
        direct_apply=opening.apply_url is not None,
        education_requirements=_credentials(required),
        experience_requirements=_experience(required),
        occupational_category=tuple(_category(vacancy.language, code) for code in role.codes),
        responsibilities=word.all(role.responsibilities),
        qualifications=word.all(required),
        skills=tuple(skill.name or word(skill.text) for skill in role.skills),
    )


def _end_of(day: date, market: Market) -> str:
    """The last second of a day in the westernmost place of the market, so that a posting closes nowhere too early."""
    return f"{day.isoformat()}T23:59:59{market.utc_offset}"


def _address_on_the_web(logo: str | None) -> str | None:
    """The logo, unless it is a file of the workspace, which a job board cannot reach."""
    return logo if logo and is_address(logo) else None


def address_of(vacancy: Vacancy) -> PostalAddress:
    """The place of work. Region and country are the market's where the opening does not say them."""
    location, market = vacancy.opening.location, vacancy.market
    if isinstance(location, Address):
        country = location.country or market.country
        region = location.region or (market.region if country == market.country else None)
        return PostalAddress(location.street, location.city, region, location.postal_code, country)
    place = next((place for place in market.locations if place.id == location), None)
    if place is None:
        return PostalAddress(None, None, market.region, None, market.country)
    return PostalAddress(None, place.city, place.region or market.region, place.postal_code, market.country)


def _applicants(language: Language, market: Market) -> Country | State:
    """Where the market's rules hold: applicants for remote work live there."""
    country = language.country(market.country)
    return State(language.listing([market.name, country])) if market.region else Country(country)


def _salary(pay: PayRange) -> MonetaryAmount:
    per = pay.per.name
    if pay.low == pay.high:
        return MonetaryAmount(pay.currency, QuantitativeValue(pay.low, None, None, per))
    return MonetaryAmount(pay.currency, QuantitativeValue(None, pay.low, pay.high, per))


def _credentials(required: tuple[Qualification, ...]) -> tuple[EducationalOccupationalCredential, ...]:
    asked = dict.fromkeys(each.credential for each in required if each.credential is not None)
    return tuple(EducationalOccupationalCredential(_CREDENTIALS[credential]) for credential in asked)


def _experience(required: tuple[Qualification, ...]) -> OccupationalExperienceRequirements | str | None:
    """The longest experience that is asked for, since the shorter ones may be had in the same time."""
    months = max((each.months for each in required if each.months is not None), default=None)
    if months is None:
        return None
    return OccupationalExperienceRequirements(months) if months else NO_REQUIREMENTS


def _category(language: Language, code: OccupationCode) -> CategoryCode:
    closeness = language(f"description.match.{code.match}")
    return CategoryCode(CategoryCodeSet(_CODE_SETS[code.system]), code.code, code.name, code.uri, closeness)
