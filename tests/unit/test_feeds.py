"""Job feeds: what each board is told of an opening, in its own words, and which openings it is told."""

import re
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from hiring.feeds import feed_files, make
from hiring.feeds.dialects import DIALECTS, Dialect
from hiring.language import Language
from hiring.publication import LeftOut
from tests.feed_workspace import EXPECTED, ON, OPENING, ROLE, SITE, changed, job_of, said, workspace

BOARDS = [dialect.name for dialect in DIALECTS]


def references(content: bytes, dialect: Dialect) -> list[str]:
    jobs = lxml.etree.fromstring(content).findall("job")
    return [job.get(dialect.reference) if dialect.in_attribute else job.findtext(dialect.reference) for job in jobs]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_board_is_told_an_opening_in_its_own_words(dialect: Dialect, tmp_path: Path) -> None:
    made = feed_files(workspace(tmp_path), SITE + "/", ON, [dialect.name])
    assert {name: content.decode() for name, content in made.items()} == {dialect.path: EXPECTED[dialect.name]}


def test_all_boards_are_told_when_none_is_named(tmp_path: Path) -> None:
    assert list(feed_files(workspace(tmp_path), SITE, ON)) == [f"feeds/{name}.xml" for name in BOARDS]
    assert set(EXPECTED) == set(BOARDS)


def test_whole_pay_is_told_to_linkedin_as_numbers(tmp_path: Path) -> None:
    library = workspace(
        tmp_path,
        changed(OPENING, {"60000.50, currency: USD, per: year": "30, currency: USD, per: hour", "52000": "25"}),
    )
    root = lxml.etree.fromstring(feed_files(library, SITE, ON, ["linkedin"])["feeds/linkedin.xml"])
    salary = root.find("job/salaries/salary")
    assert [element.tag for element in salary] == ["highEnd", "lowEnd", "period", "type"]
    assert [text for text in (part.strip() for part in salary.itertext()) if text] == [
        "30",
        "USD",
        "25",
        "USD",
        "HOURLY",
        "BASE_SALARY",
    ]


@pytest.mark.parametrize(
    ("pay", "salary"),
    [
        ("{low: 25, high: 25, currency: USD, per: hour}", "$25 per hour"),
        ("{low: 25.50, high: 30, currency: USD, per: hour}", "$25.50 - $30 per hour"),
        ("{low: 700, high: 700.00, currency: USD, per: week}", "$700 per week"),
    ],
)
def test_pay_has_a_symbol_a_period_and_plain_numbers(pay: str, salary: str, tmp_path: Path) -> None:
    library = workspace(tmp_path, re.sub("pay: .*", f"pay: {pay}", OPENING))
    assert job_of(library, "indeed")["salary"] == salary


def test_pay_in_a_currency_without_a_symbol_keeps_its_letters_apart(tmp_path: Path) -> None:
    text = changed(OPENING, {"market: us-ca": "market: se", "region: CA": "region: Skåne"})
    library = workspace(tmp_path, re.sub("pay: .*", "pay: {low: 31000, high: 34000, currency: SEK, per: month}", text))
    job = job_of(library, "indeed")
    assert (job["salary"], job["state"], job["country"]) == ("SEK 31000 - SEK 34000 per month", "Skåne", "SE")
    assert job_of(library, "linkedin")["location"] == "Oakland, Sweden"


def test_without_pay_of_its_own_an_opening_has_none_in_any_feed(tmp_path: Path) -> None:
    role = ROLE + (
        "sources: [{id: guide, title: A guide, retrieved: 2026-11}]\n"
        "pay: [{market: us-ca, amount: 44141, currency: USD, per: year, kind: mean, source: guide}]\n"
    )
    library = workspace(tmp_path, re.sub("pay: .*\n", "", OPENING), role=role)
    for board, content in feed_files(library, SITE, ON).items():
        assert b"salar" not in content, board
        assert b"44141" not in content, board


def test_kinds_of_employment_and_experience_that_a_board_has_no_words_for_are_left_out(tmp_path: Path) -> None:
    opening = changed(OPENING, {"[full-time, part-time]": "[contract, per-diem]"})
    library = workspace(tmp_path, opening, role=changed(ROLE, {"months: 24": "months: 6"}))
    assert "jobtype" not in job_of(library, "indeed")
    assert job_of(library, "indeed")["experience"] == "6+ months"
    assert job_of(library, "linkedin")["jobtype"] == "CONTRACT"
    adzuna = job_of(library, "adzuna")
    assert (adzuna["contract_type"], "contract_time" in adzuna) == ("contract", False)


def test_no_experience_asked_for_is_not_told_as_experience(tmp_path: Path) -> None:
    library = workspace(tmp_path, role=changed(ROLE, {"months: 24": "months: 0"}))
    assert "experience" not in job_of(library, "indeed")


def test_people_apply_on_the_page_of_the_job_where_no_other_is_named(tmp_path: Path) -> None:
    library = workspace(tmp_path, re.sub("apply_url: .*\n", "", OPENING))
    assert job_of(library, "linkedin")["applyUrl"] == "https://jobs.example.org/en/desk/"


def test_remote_work_is_told_in_the_way_of_each_board(tmp_path: Path) -> None:
    library = workspace(tmp_path, changed(OPENING, {"workplace: hybrid": "workplace: remote"}))
    indeed = job_of(library, "indeed")
    assert [indeed[name] for name in ("city", "state", "country", "postalcode", "remotetype")] == [
        "Remote",
        None,
        "US",
        None,
        "Fully remote",
    ]
    assert "streetaddress" not in indeed
    linkedin = job_of(library, "linkedin")
    assert (linkedin["location"], linkedin["workplaceTypes"]) == ("Oakland, CA", "Remote")


def test_remote_work_without_a_place_is_for_the_boards_that_take_it(tmp_path: Path, english: Language) -> None:
    opening = re.sub("location: .*\n", "", changed(OPENING, {"workplace: hybrid": "workplace: remote"}))
    library = workspace(tmp_path, opening)
    assert job_of(library, "indeed")["city"] == "Remote"
    assert job_of(library, "adzuna")["location"] == "CA, United States"
    assert job_of(library, "jooble")["region"] == "CA, United States"
    (line,) = said(library, english)
    assert line == (
        "openings/desk.yaml:1:1: location: the place of work has no city, which these job boards require: LinkedIn, "
        "ZipRecruiter; no feed was written (add location with its city, also to a remote job)"
    )


# Several openings and languages.


def test_each_language_of_an_opening_is_a_job_of_its_own(tmp_path: Path) -> None:
    opening = changed(OPENING, {"[en]": "[en, ar, fr]", "role: clerk": "role: referral-coordinator"})
    library = workspace(tmp_path, opening, description="")
    for dialect in DIALECTS:
        content = feed_files(library, SITE, ON, [dialect.name])[dialect.path]
        assert references(content, dialect) == ["desk_en", "desk_ar", "desk_fr"]
    titles = lxml.etree.fromstring(content).xpath("job/name/text()")
    assert len(set(titles)) == 3
    assert lxml.etree.fromstring(content).xpath("job/link/text()")[1] == "https://jobs.example.org/ar/desk/"


def test_openings_are_in_the_feeds_from_the_day_they_are_posted_until_they_close(tmp_path: Path) -> None:
    openings = {
        "today": {"posted: 2026-11-20": "posted: 2026-11-22", "closes: 2027-01-15": "closes: 2026-11-22"},
        "later": {"posted: 2026-11-20": "posted: 2026-11-23"},
        "never": {"posted: 2026-11-20\n": ""},
        "over": {"closes: 2027-01-15": "closes: 2026-11-21"},
    }
    texts = [changed(OPENING, changes | {"id: desk": f"id: {name}"}) for name, changes in openings.items()]
    made = make(workspace(tmp_path, *texts), SITE, ON)
    assert {feed.references for feed in made.feeds} == {("today_en",)}
    assert made.left_out == {"later": "not posted yet", "never": LeftOut.NO_DAY, "over": "closed"}


def test_when_all_openings_are_closed_the_feeds_say_that_there_are_none(tmp_path: Path) -> None:
    made = feed_files(workspace(tmp_path), SITE, date(2027, 2, 1))
    assert len(made) == len(BOARDS)
    assert not any(lxml.etree.fromstring(content).findall("job") for content in made.values())
