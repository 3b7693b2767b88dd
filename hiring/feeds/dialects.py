"""What each job board calls the parts of a job, which of them it requires, and what forms it wants: one row a board.

Taken from the boards' public documentation, as far as it could be read in November 2026:

- Indeed: XML feed reference, docs.indeed.com/indeed-apply/xml-feed. ``jobtype`` names full-time and part-time alone, and no
  word of ``remotetype`` for hybrid work holds in every country: what has no word there is left out.
- LinkedIn: XML Feeds Development Guide, learn.microsoft.com/linkedin/talent/job-postings. It also asks for the e-mail address
  of the person who posts, in an element whose name could not be read, and asks applicant tracking systems for the number of
  the employer (``companyId``), which no opening says: neither is written. Nor are dates, whose form it does not say.
- ZipRecruiter: the annotated sample of its organic feed and the start of its XML Feed Documentation 1.4. Elements for pay and
  kinds of employment, and the list of categories, could not be read: the description alone says these.
- Adzuna: XML specification of job feeds. Its categories are its own, and left out.
- Jooble: XML Feed Specifications. Its words for ``jobtype`` could not be read: it is left out.

All five take texts in CDATA sections, so that the writer knows nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from typing import Final, TypeAlias

from babel import Locale
from babel.numbers import get_currency_symbol

from hiring.errors import FieldPath
from hiring.feeds.model import Feed, Job, shortened
from hiring.model.money import Period
from hiring.model.opening import Employment, Workplace

LEAST_DESCRIPTION: Final = 100
"""The fewest characters of a description that LinkedIn and Adzuna take. Tags are not counted, to be on the safe side."""

_ENGLISH: Final = Locale("en")
"""Pay and countries are written for machines, whatever the language of the job."""
_TAG: Final = re.compile(r"(<[^>]*>)")
_OPENS_TAG: Final = re.compile(r"<(?=[A-Za-z/!?]|$)")
_REFERENCE: Final = re.compile(r"&#?\w+;?")
_WORD_JOINER: Final = "\u2060"
"""A character without width that separates nothing."""


@dataclass(frozen=True)
class Node:
    """An element with its text, or with the elements inside it, and its attributes by name."""

    name: str
    content: "str | tuple[Node, ...]"
    attributes: tuple[tuple[str, str], ...] = ()


Content: TypeAlias = str | tuple[Node, ...] | None
"""What an element holds; without content (None) there is no element."""


@dataclass(frozen=True)
class Element:
    """An element of a job. A required one has content for every job that has the dialect's needs."""

    name: str
    content: Callable[[Job], Content]
    required: bool = False


@dataclass(frozen=True)
class Need:
    """What a board requires and an opening may lack: the rule of the problem with its values, and where in the opening."""

    rule: str
    path: FieldPath
    is_met: Callable[[Job], bool]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dialect:
    """How one board wants its feed.

    ``head`` gives the elements before the jobs. ``reference`` names the element (or, ``in_attribute``, the attribute) of a
    job that holds its number, which has at most ``longest_reference`` characters.
    """

    name: str
    title: str
    root: str
    head: Callable[[Feed], tuple[Node, ...]]
    reference: str
    elements: tuple[Element, ...]
    needs: tuple[Need, ...]
    in_attribute: bool = False
    longest_reference: int | None = None

    @property
    def path(self) -> str:
        """The file of the feed below the folder of all feeds and pages."""
        return f"feeds/{self.name}.xml"

    def reference_of(self, job: Job) -> str:
        """The number of a job on this board."""
        return shortened(job.reference, self.longest_reference)


# What is asked of an opening.


def visible(fragment: str) -> str:
    """What people read of a fragment of HTML."""
    return unescape(_TAG.sub("", fragment)).strip()


def _is_remote(job: Job) -> bool:
    return job.workplace is Workplace.REMOTE


_LOCATION: Final = ("location",)
_CITY = Need("feed.city", _LOCATION, lambda job: job.place.city is not None)
_CITY_UNLESS_REMOTE = Need("feed.city", _LOCATION, lambda job: job.place.city is not None or _is_remote(job))
_REGION_UNLESS_REMOTE = Need("feed.region", _LOCATION, lambda job: job.place.region is not None or _is_remote(job))
_REGION_OR_POSTAL_CODE = Need("feed.region", _LOCATION, lambda job: bool(job.place.region or job.place.postal_code))
_DESCRIPTION = Need(
    "feed.description",
    (),
    lambda job: len(visible(job.description)) >= LEAST_DESCRIPTION,
    {"least": str(LEAST_DESCRIPTION), "template": "templates/documents/posting-description.html.j2"},
)


# Parts of a job in the forms that boards want.


def _iso_posted(job: Job) -> str:
    return job.posted.isoformat()


def _coded(job: Job, codes: Mapping[Employment, str]) -> list[str]:
    """The board's codes for the kinds of employment, without those that it has no code for."""
    return [codes[kind] for kind in job.employment if kind in codes]


def _first(codes: list[str]) -> str | None:
    return codes[0] if codes else None


def _listed(items: list[str]) -> str | None:
    return ", ".join(items) or None


def _amount(amount: Decimal) -> str:
    """A number without thousands separators; a whole one without decimals."""
    return format(amount.to_integral_value() if _is_whole(amount) else amount, "f")


def _is_whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()


def _salary(job: Job) -> str | None:
    """Pay as Indeed shows it: ``$52000 - $60000 per year``."""
    if job.pay is None:
        return None
    symbol = get_currency_symbol(job.pay.currency, _ENGLISH)
    before = f"{symbol} " if symbol[-1].isalpha() else symbol
    ends = dict.fromkeys(f"{before}{_amount(end)}" for end in (job.pay.low, job.pay.high))
    return f"{' - '.join(ends)} per {job.pay.per}"


def _experience(job: Job) -> str | None:
    """The least experience, as in ``5+ years``."""
    if not job.months:
        return None
    years, months = divmod(job.months, 12)
    number, unit = (job.months, "month") if months else (years, "year")
    return f"{number}+ {unit}{'s' if number > 1 else ''}"


def _country_name(job: Job) -> str:
    return str(_ENGLISH.territories.get(job.place.country, job.place.country))


def _parts(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


# Indeed.

_INDEED_TYPES: Final = {Employment.FULL_TIME: "fulltime", Employment.PART_TIME: "parttime"}


def without_entities(fragment: str) -> str:
    """HTML in which every character stands as itself, which Indeed asks for.

    A word joiner keeps apart what would then open a tag or be read as an entity, so that texts stay texts.
    """
    pieces = _TAG.split(fragment)
    return "".join(piece if index % 2 else _literal(unescape(piece)) for index, piece in enumerate(pieces))


def _literal(text: str) -> str:
    text = _OPENS_TAG.sub(f"<{_WORD_JOINER}", text)
    return _REFERENCE.sub(lambda found: _apart(found[0]), text)


def _apart(written: str) -> str:
    return written if unescape(written) == written else f"&{_WORD_JOINER}{written[1:]}"


def _unless_remote(part: str | None, job: Job) -> str | None:
    """A part of the address; of remote work Indeed wants the element without content."""
    return "" if _is_remote(job) else part


_INDEED = Dialect(
    "indeed",
    "Indeed",
    root="source",
    head=lambda feed: (Node("publisher", feed.publisher), Node("publisherurl", feed.publisher_url)),
    reference="referencenumber",
    elements=(
        Element("title", lambda job: job.title, required=True),
        Element("date", _iso_posted, required=True),
        Element("requisitionid", lambda job: job.opening, required=True),
        Element("url", lambda job: job.url, required=True),
        Element("company", lambda job: job.company, required=True),
        Element("city", lambda job: "Remote" if _is_remote(job) else job.place.city, required=True),
        Element("state", lambda job: _unless_remote(job.place.region, job), required=True),
        Element("country", lambda job: job.place.country, required=True),
        Element("postalcode", lambda job: _unless_remote(job.place.postal_code, job)),
        Element("streetaddress", lambda job: None if _is_remote(job) else job.place.street),
        Element("email", lambda job: job.email),
        Element("description", lambda job: without_entities(job.description), required=True),
        Element("salary", _salary),
        Element("education", lambda job: _listed(list(job.education))),
        Element("jobtype", lambda job: _listed(_coded(job, _INDEED_TYPES))),
        Element("category", lambda job: job.industry),
        Element("experience", _experience),
        Element("expirationdate", lambda job: job.closes.isoformat() if job.closes else None),
        Element("remotetype", lambda job: "Fully remote" if _is_remote(job) else None),
    ),
    needs=(_CITY_UNLESS_REMOTE, _REGION_UNLESS_REMOTE),
)


# LinkedIn.

_LINKEDIN_TYPES: Final = {
    Employment.FULL_TIME: "FULL_TIME",
    Employment.PART_TIME: "PART_TIME",
    Employment.CONTRACT: "CONTRACT",
    Employment.INTERN: "INTERNSHIP",
    Employment.VOLUNTEER: "VOLUNTEER",
}
_LINKEDIN_PERIODS: Final = {
    Period.HOUR: "HOURLY",
    Period.DAY: "DAILY",
    Period.WEEK: "WEEKLY",
    Period.MONTH: "MONTHLY",
    Period.YEAR: "YEARLY",
}
_LINKEDIN_WORKPLACES: Final = {
    Workplace.ON_SITE: "On-site",
    Workplace.HYBRID: "Hybrid",
    Workplace.REMOTE: "Remote",
}


def _linkedin_location(job: Job) -> str:
    """City and state in the United States, city and country elsewhere."""
    inside = job.place.region if job.place.country == "US" else None
    return _parts(job.place.city, inside or _country_name(job))


def _linkedin_salaries(job: Job) -> tuple[Node, ...] | None:
    """Base pay. LinkedIn takes whole amounts only; others stand in the description alone."""
    pay = job.pay
    if pay is None or not (_is_whole(pay.low) and _is_whole(pay.high)):
        return None
    ends = {"highEnd": pay.high, "lowEnd": pay.low}
    salary = (
        *(Node(name, (Node("amount", _amount(end)), Node("currencyCode", pay.currency))) for name, end in ends.items()),
        Node("period", _LINKEDIN_PERIODS[pay.per]),
        Node("type", "BASE_SALARY"),
    )
    return (Node("salary", salary),)


_LINKEDIN = Dialect(
    "linkedin",
    "LinkedIn",
    root="source",
    head=lambda feed: (
        Node("publisherURL", feed.publisher_url),
        Node("publisher", feed.publisher),
        Node("expectedJobCount", str(len(feed.jobs))),
    ),
    reference="partnerJobId",
    longest_reference=40,
    elements=(
        Element("company", lambda job: job.company, required=True),
        Element("title", lambda job: job.title, required=True),
        Element("description", lambda job: job.description, required=True),
        Element("applyUrl", lambda job: job.apply_url, required=True),
        Element("location", _linkedin_location, required=True),
        Element("city", lambda job: job.place.city),
        Element("state", lambda job: job.place.region),
        Element("country", lambda job: job.place.country),
        Element("postalCode", lambda job: job.place.postal_code),
        Element("workplaceTypes", lambda job: _LINKEDIN_WORKPLACES[job.workplace]),
        Element("jobtype", lambda job: _first(_coded(job, _LINKEDIN_TYPES))),
        Element("salaries", _linkedin_salaries),
    ),
    needs=(_CITY, _DESCRIPTION),
)


# ZipRecruiter.


def _zip_pair(part: str | None, job: Job) -> str | None:
    """City or state, which ZipRecruiter takes only together."""
    return part if job.place.city and job.place.region else None


_ZIPRECRUITER = Dialect(
    "ziprecruiter",
    "ZipRecruiter",
    root="source",
    head=lambda feed: (Node("publisherurl", feed.publisher_url), Node("publisher", feed.publisher)),
    reference="referencenumber",
    elements=(
        Element("title", lambda job: job.title, required=True),
        Element("date", _iso_posted),
        Element("url", lambda job: job.url),
        Element("company", lambda job: job.company, required=True),
        Element("city", lambda job: _zip_pair(job.place.city, job)),
        Element("state", lambda job: _zip_pair(job.place.region, job)),
        Element("postalcode", lambda job: job.place.postal_code),
        Element("country", lambda job: job.place.country, required=True),
        Element("description", lambda job: job.description, required=True),
    ),
    needs=(_CITY, _REGION_OR_POSTAL_CODE),
)


# Adzuna.

_ADZUNA_TIMES: Final = {Employment.FULL_TIME: "full_time", Employment.PART_TIME: "part_time"}
_ADZUNA_TYPES: Final = {Employment.CONTRACT: "contract"}
_ADZUNA_PERIODS: Final = {Period.HOUR: "hour", Period.DAY: "day", Period.MONTH: "month", Period.YEAR: "year"}


def _only(codes: list[str]) -> str | None:
    """The one code; None for several, where the board takes one value."""
    return codes[0] if len(codes) == 1 else None


_ADZUNA = Dialect(
    "adzuna",
    "Adzuna",
    root="jobs",
    head=lambda _: (),
    reference="id",
    elements=(
        Element("title", lambda job: job.title, required=True),
        Element("description", lambda job: job.description, required=True),
        Element("url", lambda job: job.url, required=True),
        Element("location", lambda job: job.place.city or _parts(job.place.region, _country_name(job)), required=True),
        Element("postcode", lambda job: job.place.postal_code),
        Element("country", lambda job: job.place.country, required=True),
        Element("salary", _salary),
        Element("salary_min", lambda job: _amount(job.pay.low) if job.pay else None),
        Element("salary_max", lambda job: _amount(job.pay.high) if job.pay else None),
        Element("salary_frequency", lambda job: _ADZUNA_PERIODS.get(job.pay.per) if job.pay else None),
        Element("salary_currency", lambda job: job.pay.currency if job.pay else None),
        Element("company", lambda job: job.company),
        Element("contract_type", lambda job: _only(_coded(job, _ADZUNA_TYPES))),
        Element("contract_time", lambda job: _only(_coded(job, _ADZUNA_TIMES))),
        Element("date", _iso_posted),
    ),
    needs=(_CITY_UNLESS_REMOTE, _DESCRIPTION),
)


# Jooble.

_JOOBLE_DAY: Final = "%d.%m.%Y"

_JOOBLE = Dialect(
    "jooble",
    "Jooble",
    root="jobs",
    head=lambda _: (),
    reference="id",
    in_attribute=True,
    elements=(
        Element("link", lambda job: job.url, required=True),
        Element("name", lambda job: job.title, required=True),
        Element("region", lambda job: _parts(job.place.city, job.place.region, _country_name(job)), required=True),
        Element("description", lambda job: job.description, required=True),
        Element("pubdate", lambda job: job.posted.strftime(_JOOBLE_DAY), required=True),
        Element("salary", _salary),
        Element("company", lambda job: job.company),
        Element("expire", lambda job: job.closes.strftime(_JOOBLE_DAY) if job.closes else None),
    ),
    needs=(_CITY_UNLESS_REMOTE,),
)

DIALECTS: tuple[Dialect, ...] = (_INDEED, _LINKEDIN, _ZIPRECRUITER, _ADZUNA, _JOOBLE)
"""Every board, in the order in which they are listed."""
