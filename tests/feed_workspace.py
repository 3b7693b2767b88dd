"""A workspace with one opening for the tests of job feeds, what each board is told of it, and how a feed is read."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from hiring.errors import ContentError
from hiring.feeds import dialects, feed_files, make
from hiring.language import Language, word_problem
from hiring.library import Library
from hiring.workspace import Workspace
from tests.desk_workspace import write

ON = date(2026, 11, 22)
SITE = "https://jobs.example.org"
LONG = "x" * dialects.LEAST_DESCRIPTION
"""As much text as every board wants."""

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
"""The feed of the opening by its board."""


def workspace(
    folder: Path, *openings: str, role: str = ROLE, employer: str = EMPLOYER, description: str = DESCRIPTION
) -> Library:
    """A workspace with these openings, a role and a template of its own for the description."""
    named = {f"openings/{re.findall('^id: (.*)', opening)[0]}.yaml": opening for opening in openings or (OPENING,)}
    files = {"employer.yaml": employer, "roles/clerk/role.yaml": role, **named}
    if description:
        files["templates/documents/posting-description.html.j2"] = description
    for name, text in files.items():
        write(folder, name, text)
    return Library(Workspace.at(folder))


def changed(text: str, changes: Mapping[str, str]) -> str:
    """A text with these changes, each of something that stands in it once."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def job_of(library: Library, board: str) -> dict[str, str | None]:
    """The only job of a feed, by the names of its elements."""
    root = lxml.etree.fromstring(feed_files(library, SITE, ON, [board])[f"feeds/{board}.xml"])
    (job,) = root.findall("job")
    return {element.tag: element.text for element in job}


def said(library: Library, english: Language, boards: tuple[str, ...] = ()) -> list[str]:
    """The problems for which no feed is made, as the program words them."""
    with pytest.raises(ContentError) as error:
        make(library, SITE, ON, boards)
    return [word_problem(english, problem) for problem in error.value.problems]
