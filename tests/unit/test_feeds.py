"""Job feeds: what each board is told, that texts and numbers survive, and that nothing is written unless all is sound."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import ContentError, FailureError
from hiring.feeds import dialects, feed_files, make, writer
from hiring.feeds.dialects import DIALECTS, Dialect, Element, without_entities
from hiring.feeds.jobs import feed_of
from hiring.feeds.model import Feed, reference, shortened
from hiring.language import Language, word_problem
from hiring.library import Library
from hiring.publication import LeftOut
from hiring.workspace import Workspace
from tests.command import hiring

ON = date(2026, 11, 22)
SITE = "https://jobs.example.org"
BOARDS = [dialect.name for dialect in DIALECTS]
LONG = "x" * dialects.LEAST_DESCRIPTION

ROLE = """\
id: clerk
language: en
title: Records Clerk
responsibilities: [{id: file, text: File letters.}]
qualifications:
  required:
    - {id: education, kind: education, credential: associate, text: An associate degree}
    - {id: experience, kind: experience, months: 24, text: Two years in an office}
skills: [{id: write, kind: interpersonal, text: Writes clearly.}]
"""
EMPLOYER = """\
language: en
name: Harbour Clinic
website: https://example.org
industry: Outpatient care
contact: {email: jobs@example.org}
"""
OPENING = """\
id: desk
role: clerk
market: us-ca
languages: [en]
location: {city: Oakland, region: CA, postal_code: "94607", street: 1 Dock Street}
workplace: hybrid
employment: [full-time, part-time]
pay: {low: 52000, high: 60000.50, currency: USD, per: year}
posted: 2026-11-20
closes: 2027-01-15
apply_url: https://example.org/apply?job=desk&from=feed
"""
DESCRIPTION = f"<p>{{{{ view.responsibilities[0] }}}}</p>\n<p>{LONG}</p>\n"

INDEED = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<source>
  <publisher><![CDATA[Harbour Clinic]]></publisher>
  <publisherurl><![CDATA[https://example.org]]></publisherurl>
  <job>
    <referencenumber><![CDATA[desk_en]]></referencenumber>
    <title><![CDATA[Records Clerk]]></title>
    <date><![CDATA[2026-11-20]]></date>
    <requisitionid><![CDATA[desk]]></requisitionid>
    <url><![CDATA[https://jobs.example.org/en/desk/]]></url>
    <company><![CDATA[Harbour Clinic]]></company>
    <city><![CDATA[Oakland]]></city>
    <state><![CDATA[CA]]></state>
    <country><![CDATA[US]]></country>
    <postalcode><![CDATA[94607]]></postalcode>
    <streetaddress><![CDATA[1 Dock Street]]></streetaddress>
    <email><![CDATA[jobs@example.org]]></email>
    <description><![CDATA[<p>File letters.</p> <p>{LONG}</p>]]></description>
    <salary><![CDATA[$52000 - $60000.50 per year]]></salary>
    <education><![CDATA[associate degree]]></education>
    <jobtype><![CDATA[fulltime, parttime]]></jobtype>
    <category><![CDATA[Outpatient care]]></category>
    <experience><![CDATA[2+ years]]></experience>
    <expirationdate><![CDATA[2027-01-15]]></expirationdate>
  </job>
</source>
"""
LINKEDIN = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<source>
  <publisherURL><![CDATA[https://example.org]]></publisherURL>
  <publisher><![CDATA[Harbour Clinic]]></publisher>
  <expectedJobCount><![CDATA[1]]></expectedJobCount>
  <job>
    <partnerJobId><![CDATA[desk_en]]></partnerJobId>
    <company><![CDATA[Harbour Clinic]]></company>
    <title><![CDATA[Records Clerk]]></title>
    <description><![CDATA[<p>File letters.</p> <p>{LONG}</p>]]></description>
    <applyUrl><![CDATA[https://example.org/apply?job=desk&from=feed]]></applyUrl>
    <location><![CDATA[Oakland, CA]]></location>
    <city><![CDATA[Oakland]]></city>
    <state><![CDATA[CA]]></state>
    <country><![CDATA[US]]></country>
    <postalCode><![CDATA[94607]]></postalCode>
    <workplaceTypes><![CDATA[Hybrid]]></workplaceTypes>
    <jobtype><![CDATA[FULL_TIME]]></jobtype>
  </job>
</source>
"""
ZIPRECRUITER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<source>
  <publisherurl><![CDATA[https://example.org]]></publisherurl>
  <publisher><![CDATA[Harbour Clinic]]></publisher>
  <job>
    <referencenumber><![CDATA[desk_en]]></referencenumber>
    <title><![CDATA[Records Clerk]]></title>
    <date><![CDATA[2026-11-20]]></date>
    <url><![CDATA[https://jobs.example.org/en/desk/]]></url>
    <company><![CDATA[Harbour Clinic]]></company>
    <city><![CDATA[Oakland]]></city>
    <state><![CDATA[CA]]></state>
    <postalcode><![CDATA[94607]]></postalcode>
    <country><![CDATA[US]]></country>
    <description><![CDATA[<p>File letters.</p> <p>{LONG}</p>]]></description>
  </job>
</source>
"""
ADZUNA = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<jobs>
  <job>
    <id><![CDATA[desk_en]]></id>
    <title><![CDATA[Records Clerk]]></title>
    <description><![CDATA[<p>File letters.</p> <p>{LONG}</p>]]></description>
    <url><![CDATA[https://jobs.example.org/en/desk/]]></url>
    <location><![CDATA[Oakland]]></location>
    <postcode><![CDATA[94607]]></postcode>
    <country><![CDATA[US]]></country>
    <salary><![CDATA[$52000 - $60000.50 per year]]></salary>
    <salary_min><![CDATA[52000]]></salary_min>
    <salary_max><![CDATA[60000.50]]></salary_max>
    <salary_frequency><![CDATA[year]]></salary_frequency>
    <salary_currency><![CDATA[USD]]></salary_currency>
    <company><![CDATA[Harbour Clinic]]></company>
    <date><![CDATA[2026-11-20]]></date>
  </job>
</jobs>
"""
JOOBLE = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<jobs>
  <job id="desk_en">
    <link><![CDATA[https://jobs.example.org/en/desk/]]></link>
    <name><![CDATA[Records Clerk]]></name>
    <region><![CDATA[Oakland, CA, United States]]></region>
    <description><![CDATA[<p>File letters.</p> <p>{LONG}</p>]]></description>
    <pubdate><![CDATA[20.11.2026]]></pubdate>
    <salary><![CDATA[$52000 - $60000.50 per year]]></salary>
    <company><![CDATA[Harbour Clinic]]></company>
    <expire><![CDATA[15.01.2027]]></expire>
  </job>
</jobs>
"""
EXPECTED = {
    "indeed": INDEED,
    "linkedin": LINKEDIN,
    "ziprecruiter": ZIPRECRUITER,
    "adzuna": ADZUNA,
    "jooble": JOOBLE,
}


def write(folder: Path, files: Mapping[str, str]) -> Library:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library(Workspace.at(folder))


def workspace(
    folder: Path, *openings: str, role: str = ROLE, employer: str = EMPLOYER, description: str = DESCRIPTION
) -> Library:
    """A workspace with these openings, a role and a template of its own for the description."""
    named = {f"openings/{re.findall('^id: (.*)', opening)[0]}.yaml": opening for opening in openings or (OPENING,)}
    files = {"employer.yaml": employer, "roles/clerk/role.yaml": role, **named}
    if description:
        files["templates/documents/posting-description.html.j2"] = description
    return write(folder, files)


def changed(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def job_of(library: Library, board: str) -> dict[str, str | None]:
    """The only job of a feed, by the names of its elements."""
    root = lxml.etree.fromstring(feed_files(library, SITE, ON, [board])[f"feeds/{board}.xml"])
    (job,) = root.findall("job")
    return {element.tag: element.text for element in job}


def references(content: bytes, dialect: Dialect) -> list[str]:
    jobs = lxml.etree.fromstring(content).findall("job")
    return [job.get(dialect.reference) if dialect.in_attribute else job.findtext(dialect.reference) for job in jobs]


def said(library: Library, english: Language, boards: tuple[str, ...] = ()) -> list[str]:
    """The problems for which no feed is made, as the program words them."""
    with pytest.raises(ContentError) as error:
        make(library, SITE, ON, boards)
    return [word_problem(english, problem) for problem in error.value.problems]


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


# Texts.

HOSTILE = (
    "a]]>b",
    "]]]]>>",
    "<![CDATA[x]]>",
    "<script>alert(1)</script>",
    "a < b && c > d",
    "&amp; &lt;b&gt; &copy; &copy &#38; AT&T R&D",
    "<b>bold</b> </p>",
    "«نعم» – 診療所 🏥",
    "\"quotes\" 'and' more",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_that_text_on_every_board(text: str, tmp_path: Path) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    library = workspace(tmp_path, role=changed(ROLE, {"File letters.": quoted, "Records Clerk": quoted}))
    titles = {"indeed": "title", "linkedin": "title", "ziprecruiter": "title", "adzuna": "title", "jooble": "name"}
    for board, title in titles.items():
        job = job_of(library, board)
        assert job[title] == text
        (first, second) = lxml.html.fragments_fromstring(job["description"] or "", no_leading_text=True)
        assert (first.tag, len(first), second.tag, second.text) == ("p", 0, "p", LONG)
        assert (first.text or "").replace("\u2060", "") == text


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30)


@given(st.one_of(texts, st.text("<>&;#]![a1x/", max_size=20)))
def test_html_without_entities_shows_the_same_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    plain = without_entities(f"<p>{escaped}</p>")
    assert unescape(plain) == plain, "an entity is left"
    paragraph = lxml.html.fromstring(plain)
    assert (paragraph.tag, len(paragraph)) == ("p", 0)
    assert (paragraph.text or "").replace("\u2060", "") == text.replace("\u2060", "")


def test_control_characters_never_reach_a_feed(tmp_path: Path, english: Language) -> None:
    library = workspace(
        tmp_path, changed(OPENING, {"https://example.org/apply?job=desk&from=feed": '"https://example.org/\\x01"'})
    )
    (line,) = said(library, english)
    assert line.startswith("openings/desk.yaml:11:12: apply_url: ")
    assert "U+0001" in line


# Numbers.

ids = st.lists(st.text("ab1", min_size=1, max_size=9), min_size=1, max_size=7).map("-".join)
tags = st.sampled_from(["en", "fr", "fr-CA", "sr-Latn", "sr-Latn-RS", "es-419", "ast"])
postings = st.lists(st.tuples(ids, tags), max_size=20, unique=True)


@given(postings)
def test_no_two_jobs_have_one_number_and_none_is_too_long(found: list[tuple[str, str]]) -> None:
    whole = [reference(*each) for each in found]
    assert len(set(whole)) == len(found)
    for longest in (40, 20):
        short = [shortened(each, longest) for each in whole]
        assert len(set(short)) == len(found)
        assert all(len(each) <= longest for each in short)


def test_numbers_never_change() -> None:
    """Boards take a job with another number for another job: whoever changes this list takes jobs offline."""
    long_id = "referral-coordinator-san-francisco-2026-01"
    assert reference("desk", "en") == "desk_en"
    assert shortened(reference(long_id, "fr-CA"), None) == f"{long_id}_fr-CA"
    assert shortened(reference(long_id, "en"), 40) == "referral-coordinator-sa_1e4204339f4d9b3a"
    assert shortened(reference("x" * 37, "en"), 40) == f"{'x' * 37}_en"


def test_a_job_keeps_its_number_whatever_comes_and_goes_beside_it(tmp_path: Path) -> None:
    long_id = "d" * 60
    opening = changed(OPENING, {"id: desk": f"id: {long_id}", "role: clerk": "role: referral-coordinator"})
    alone = make(workspace(tmp_path / "alone", opening, description=""), SITE, ON)
    more = changed(opening, {"[en]": "[sv, en]"}) + "language: en\n"
    other = changed(OPENING, {"id: desk": f"id: {long_id}-en", "role: clerk": "role: referral-coordinator"})
    beside = make(workspace(tmp_path / "beside", more, other, description=""), SITE, ON)
    for before, after in zip(alone.feeds, beside.feeds, strict=True):
        assert len(after.references) == len(set(after.references)) == 3
        assert before.references[0] in after.references


# What keeps feeds from being written.


def test_one_opening_that_lacks_something_keeps_all_feeds_from_being_made(tmp_path: Path, english: Language) -> None:
    bare = re.sub("location: .*", "location: {city: Lyon}", changed(OPENING, {"id: desk": "id: lyon", "us-ca": "fr"}))
    bare = re.sub("pay: .*\n", "", bare)
    library = workspace(tmp_path / "workspace", OPENING, bare)
    (line,) = said(library, english)
    assert line == (
        "openings/lyon.yaml:5:11: location: the place of work has no state or region, which these job boards require: "
        "Indeed, ZipRecruiter; no feed was written (write location as an address with city and region)"
    )
    run = hiring(
        "feeds",
        "--workspace",
        tmp_path / "workspace",
        "--out",
        tmp_path / "out",
        "--base-url",
        SITE,
        "--date",
        "2026-11-22",
    )
    assert (run.code, run.out, run.err) == (1, "", line + "\n")
    assert not (tmp_path / "out").exists()
    assert list(feed_files(library, SITE, ON, ["adzuna", "jooble"])) == ["feeds/adzuna.xml", "feeds/jooble.xml"]


def test_a_description_of_few_characters_is_refused_for_the_boards_that_count_them(
    tmp_path: Path, english: Language
) -> None:
    library = workspace(tmp_path, description=f"<p class='{LONG}'>{LONG[1:]}</p>")
    assert said(library, english) == [
        "openings/desk.yaml:1:1: the description has less than 100 characters, which these job boards require: LinkedIn, "
        "Adzuna; no feed was written (say more in templates/documents/posting-description.html.j2, your own template for it)"
    ]


def test_the_problems_of_all_openings_are_said_at_once(tmp_path: Path, english: Language) -> None:
    broken = [changed(OPENING, {"id: desk": f"id: {name}", "us-ca": "nowhere"}) for name in ("a", "b")]
    nowhere = re.sub("location: .*\n", "", changed(OPENING, {"id: desk": "id: c"}))
    lines = said(workspace(tmp_path, *broken, nowhere, employer=EMPLOYER + "colour: red\n"), english)
    assert [line.partition(":")[0] for line in lines] == ["employer.yaml", "openings/a.yaml", "openings/b.yaml"]


def test_a_job_of_several_languages_lacks_a_thing_once(tmp_path: Path, english: Language) -> None:
    opening = changed(OPENING, {"[en]": "[en, fr]", "role: clerk": "role: patient-representative"})
    opening = re.sub("location: .*\n", "", opening)
    assert len(said(workspace(tmp_path, opening, description=""), english)) == 1


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return feed_of(workspace(tmp_path), SITE, ON)


def unsound(feed: Feed, dialect: Dialect) -> str:
    with pytest.raises(FailureError) as error:
        writer.write(feed, dialect)
    assert error.value.failure.rule == "feed_unsound"
    return error.value.failure.values["detail"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_feed_that_would_be_read_as_something_else_is_refused(dialect: Dialect, feed: Feed) -> None:
    (job,) = feed.jobs
    assert writer.write(feed, dialect)
    twice = replace(feed, jobs=(job, replace(job, url="https://jobs.example.org/other/")))
    assert unsound(twice, dialect) == "desk_en"
    assert "invalid token" in unsound(replace(feed, jobs=(replace(job, title="a\x01"),)), dialect)
    assert unsound(replace(feed, jobs=(replace(job, title="a\rb"),)), dialect) == dialect.root
    wrong = replace(dialect, elements=(*dialect.elements, Element("two words", lambda job: job.title)))
    assert "not well-formed" in unsound(feed, wrong)
    lacking = replace(dialect, elements=(*dialect.elements, Element("wanted", lambda _: None, required=True)))
    assert unsound(feed, lacking) == "wanted"


# The command.


def run(folder: Path, *more: str | Path) -> tuple[int, str, str]:
    ended = hiring("feeds", "--workspace", folder, "--out", folder / "out", "--date", "2026-11-22", *more)
    return ended.code, ended.out, ended.err


def test_the_command_writes_the_feeds_and_says_what_is_in_them(tmp_path: Path) -> None:
    workspace(tmp_path, OPENING, changed(OPENING, {"id: desk": "id: late", "posted: 2026-11-20": "posted: 2027-01-01"}))
    code, out, err = run(tmp_path, "--base-url", SITE, "--board", "jooble", "--board", "indeed")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"wrote {tmp_path / 'out/feeds/indeed.xml'}  jobs: 1",
        f"wrote {tmp_path / 'out/feeds/jooble.xml'}  jobs: 1",
        "left out late: not posted yet",
    ]
    assert sorted(path.name for path in (tmp_path / "out/feeds").iterdir()) == ["indeed.xml", "jooble.xml"]
    assert (tmp_path / "out/feeds/indeed.xml").read_text(encoding="utf-8") == INDEED


def test_the_command_prints_json(tmp_path: Path) -> None:
    workspace(tmp_path)
    code, out, _ = run(tmp_path, "--base-url", SITE, "--board", "adzuna", "--json")
    expected = [{"board": "adzuna", "path": "feeds/adzuna.xml", "jobs": ["desk_en"]}]
    assert code == 0
    assert json.loads(out) == {
        "format": 1,
        "out": str(tmp_path / "out"),
        "feeds": expected,
        "left_out": {},
        "problems": [],
    }
    workspace(tmp_path, re.sub("location: .*\n", "", OPENING))
    code, out, _ = run(tmp_path, "--base-url", SITE, "--json")
    assert code == 1
    assert [problem["rule"] for problem in json.loads(out)["problems"]] == ["feed.city"]
    assert json.loads(out)["feeds"] == []


def test_the_command_refuses_what_cannot_be(tmp_path: Path) -> None:
    workspace(tmp_path)
    code, out, err = run(tmp_path, "--base-url", SITE, "--board", "monster")
    assert (code, out) == (2, "")
    assert (
        err
        == "Error: there is no feed for a job board “monster” (known: indeed, linkedin, ziprecruiter, adzuna, jooble)\n"
    )
    code, _, err = run(tmp_path, "--base-url", "jobs.example.org")
    assert code == 2
    assert err.startswith("Error: “jobs.example.org” is not the address of a site")
    (tmp_path / "openings/desk.yaml").unlink()
    code, _, err = run(tmp_path, "--base-url", SITE)
    assert (code, "there are no openings here" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    code, out, err = run(tmp_path, "--base-url", SITE)
    assert (code, out) == (3, "")
    assert err.startswith("Error: cannot write ")
