"""The recruiter brief: everything a recruiter looks up is there, in order, with its sources; nothing is there that is not."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hiring.documents.page import Context
from hiring.documents.recruiter_brief import FIRST, RecruiterBriefView, build
from hiring.errors import ContentError
from hiring.formats import pdf
from hiring.language import fill
from hiring.library import Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.opening import Opening
from hiring.model.role import Qualifications
from hiring.rendering import Renderer
from hiring.workspace import Workspace
from tests.views import amounts_in, everything

ROLES = ("referral-coordinator", "patient-representative")
CONTEXT = Context(date(2026, 11, 22))
TEMPLATE = "documents/recruiter-brief.html.j2"
PAY = {"low": 52000, "high": 60000, "currency": "USD", "per": "year"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


def vacancy_of(library: Library, role: str = ROLES[0], market: str = "us-ca", **opening: Any) -> Vacancy:
    sample = library.sample_vacancy(role, "en", market)
    own = Opening.model_validate({"id": "o", "role": role, "market": market, "languages": ["en"]} | opening)
    return replace(sample, opening=own, is_sample=False)


def with_role(vacancy: Vacancy, **changes: Any) -> Vacancy:
    return replace(vacancy, role=vacancy.role.model_copy(update=changes))


def html_of(view: RecruiterBriefView, vacancy: Vacancy, folder: Path, *, flow: bool = False) -> str:
    return Renderer(Workspace.at(folder)).html(TEMPLATE, view, vacancy.language, flow=flow)


def headings(html: str, level: int = 2) -> list[str]:
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found]


def said(vacancy: Vacancy, *texts: str | None) -> list[str]:
    """Texts of the role as the market words them."""
    law = next(law.name for law in vacancy.market.laws if law.id == "privacy")
    return [fill(text, {"privacy_law": law}) for text in texts if text]


@pytest.mark.parametrize("name", ROLES)
def test_everything_that_the_role_tells_a_recruiter_is_in_the_view(library: Library, name: str) -> None:
    vacancy = vacancy_of(library, name)
    role, time = vacancy.role, vacancy.role.time_to_fill
    assert time is not None
    expected = {
        "summary": said(vacancy, role.summary),
        "must-haves": said(vacancy, *(item.text for item in role.qualifications.required)),
        "nice-to-haves": said(vacancy, *(item.text for item in role.qualifications.preferred)),
        "notes": said(vacancy, *(item.text for item in role.qualifications.notes)),
        "channels": said(vacancy, *(text for item in role.sourcing for text in (item.name, item.text, item.how))),
        "challenges": said(vacancy, *(text for item in role.challenges for text in (item.name, item.text))),
        "actions": said(vacancy, *(action.text for item in role.challenges for action in item.actions)),
        "titles": [term.term for term in role.search_terms],
        "false friends": said(vacancy, *(text for item in role.false_friends for text in (item.term, item.text))),
        "codes": said(vacancy, *(text for c in role.codes for text in (c.code, c.name, c.uri, c.caution))),
        "pay notes": said(vacancy, *(item.text for item in role.pay_notes)),
        "time": said(vacancy, time.text, *(item.text for item in (*time.depends_on, *time.faster))),
        "kpis": said(vacancy, *(text for kpi in role.kpis for text in (kpi.name, kpi.text, kpi.measure))),
        "faq": said(vacancy, *(text for item in role.faq for text in (item.question, item.answer))),
        "goals": said(vacancy, *(goal.text for stage in role.onboarding for goal in stage.goals)),
        "variants": said(vacancy, *(text for item in role.variants for text in (item.name, item.text))),
    }
    assert [part for part, texts in expected.items() if not texts] == []
    shown = set(everything(build(vacancy, CONTEXT)))
    missing = {part: [text for text in texts if text not in shown] for part, texts in expected.items()}
    assert {part: texts for part, texts in missing.items() if texts} == {}


def test_the_first_page_has_the_opening_at_a_glance(library: Library) -> None:
    vacancy = vacancy_of(
        library,
        location="san-francisco",
        workplace="hybrid",
        employment=["full-time", "part-time"],
        schedule="Monday to Thursday",
        pay=PAY,
        headcount=2,
        posted="2026-11-22",
        closes="2027-01-15",
        starts="2027-02-01",
    )
    view = build(vacancy, CONTEXT)
    assert {fact.label: fact.value for fact in view.facts} == {
        "Location": "San Francisco, CA",
        "Market": "California",
        "Workplace": "Partly on site, partly remote",
        "Employment": "Full-time or part-time",
        "Schedule": "Monday to Thursday",
        "Pay": "$52,000 to $60,000 a year",
        "Positions": "2",
        "Posted": "November 22, 2026",
        "Closes": "January 15, 2027",
        "Start": "February 1, 2027",
        "Reference": "o",
    }
    challenges, channels = vacancy.role.challenges[:FIRST], vacancy.role.sourcing[:FIRST]
    assert [(item.name, item.text) for item in view.hard_parts] == [
        (item.name, item.actions[0].text) for item in challenges
    ]
    assert [item.text for item in view.look_first] == [item.name for item in channels]


def test_an_opening_without_pay_says_so_and_one_without_dates_leaves_them_out(library: Library) -> None:
    facts = {fact.label: fact.value for fact in build(vacancy_of(library), CONTEXT).facts}
    assert "Not set" in facts["Pay"]
    assert facts["Positions"] == "1"
    assert not {"Location", "Posted", "Closes", "Start", "Schedule"} & facts.keys()


def test_a_challenge_without_actions_stands_on_the_first_page_with_what_it_is(library: Library) -> None:
    vacancy = vacancy_of(library)
    bare = vacancy.role.challenges[0].model_copy(update={"actions": ()})
    vacancy = with_role(vacancy, challenges=(bare,))
    assert [item.text for item in build(vacancy, CONTEXT).hard_parts] == [bare.text]


def pay_of(library: Library, market: str, role: str = ROLES[0], **opening: Any) -> list[tuple[str, str]]:
    view = build(vacancy_of(library, role, market, **opening), CONTEXT)
    return [(row.place, row.amount.text) for row in view.pay]


def test_pay_has_the_vacancys_place_market_and_country_first_and_then_every_other_place(library: Library) -> None:
    assert pay_of(library, "us-ca", location="san-francisco") == [
        ("San Francisco, California", "$55,128 a year"),
        ("California", "$48,688 a year"),
        ("United States", "$44,141 a year"),
        ("United States", "$21 an hour"),
        ("New York City, New York", "$51,155 a year"),
        ("Massachusetts", "$48,039 a year"),
        ("Boston, Massachusetts", "$49,230 a year"),
        ("New Jersey", "$47,844 a year"),
    ]


def test_pay_seen_from_another_market_is_the_same_pay_in_another_order(library: Library) -> None:
    assert pay_of(library, "us-nj")[:3] == [
        ("New Jersey", "$47,844 a year"),
        ("United States", "$44,141 a year"),
        ("United States", "$21 an hour"),
    ]
    assert pay_of(library, "us")[2:4] == [
        ("California", "$48,688 a year"),
        ("San Francisco, California", "$55,128 a year"),
    ]
    for market in ("us", "us-ny", "us-nj"):
        assert sorted(pay_of(library, market)) == sorted(pay_of(library, "us-ca"))


def test_two_figures_that_contradict_each_other_both_stay(library: Library) -> None:
    assert pay_of(library, "us", ROLES[1]) == [
        ("United States", "$47,810 a year"),
        ("United States", "$19.44 to $20.27 an hour"),
    ]


def test_pay_of_a_market_that_the_language_lacks_is_a_problem_of_the_brief(library: Library) -> None:
    vacancy = vacancy_of(library)

    def without(market: str, location: str | None) -> str:
        raise ContentError([])

    with pytest.raises(ContentError):
        build(replace(vacancy, place_name=without), CONTEXT)
    near = tuple(figure for figure in vacancy.role.pay if figure.market in ("us", "us-ca"))
    assert build(replace(with_role(vacancy, pay=near), place_name=without), CONTEXT).pay


@pytest.mark.parametrize("name", ROLES)
def test_every_figure_has_a_kind_a_date_a_base_and_a_source_that_is_listed(library: Library, name: str) -> None:
    vacancy = vacancy_of(library, name)
    view = build(vacancy, CONTEXT)
    assert view.time is not None
    assert len(view.time.figures) >= 2
    amounts = amounts_in(view)
    assert len(amounts) == len(vacancy.role.pay) + len(view.time.figures)
    for amount in amounts:
        assert re.match(r"(mean|median|range|estimate), (.+, )?(as of .+|published .+|date unknown)$", amount.detail)
        assert re.fullmatch(r"\[\d+\]", amount.refs)
    assert {row.of for row in view.pay} == {"base pay"}
    assert all(re.search(r" an? (hour|year)$", row.amount.text) for row in view.pay)
    by_text = {amount.text: amount for amount in amounts}
    source = view.sources[int(by_text[view.pay[0].amount.text].refs.strip("[]")) - 1]
    assert source.id == "recruiters-guide"


@pytest.mark.parametrize("name", ROLES)
def test_sources_are_numbered_as_they_are_first_named_and_each_number_is_one(library: Library, name: str) -> None:
    view = build(vacancy_of(library, name), CONTEXT)
    frame = replace(view, page=None, sources=())  # type: ignore[arg-type]  # neither refers to a source
    numbers = [int(number) for text in everything(frame) for number in re.findall(r"\[(\d+)\]", text)]
    assert set(numbers) == set(range(1, len(view.sources) + 1))
    ours = len(view.sources)
    assert view.sources[-1].id == "ours"
    assert [number for number in dict.fromkeys(numbers) if number != ours] == list(range(1, ours))


def test_titles_are_grouped_by_language_and_standard_ones_marked(library: Library) -> None:
    vacancy = vacancy_of(library)
    view = build(vacancy, CONTEXT)
    assert [group.language for group in view.titles] == ["English", "French", "Swedish", "Spanish", "German", "Arabic"]
    swedish = view.titles[2]
    assert {title.text: title.is_standard for title in swedish.titles} == {
        "remisskoordinator": True,
        "hänvisningskoordinator": False,
        "remiss koordinator": False,
        "referenskoordinator": False,
    }
    terms = vacancy.role.search_terms
    swapped = build(with_role(vacancy, search_terms=terms[::-1]), CONTEXT)
    assert [group.tag for group in swapped.titles] == ["en", "ar", "de", "es", "sv", "fr"]


def test_codes_say_how_close_they_come(library: Library) -> None:
    vacancy = vacancy_of(library)
    rows = {row.system: row for row in build(vacancy, CONTEXT).codes}
    assert set(rows) == {"O*NET-SOC", "ISCO-08", "ESCO", "ROME", "SSYK"}
    assert rows["ESCO"].url == "http://data.europa.eu/esco/occupation/045f05f2-4ff8-46b2-9d08-e12a81657498"
    assert rows["ESCO"].code == "3344.1"
    assert {row.match for row in rows.values()} == {"Closest, not the same"}
    kinds = ("exact", "closest", "broader", "narrower")
    codes = tuple(vacancy.role.codes[0].model_copy(update={"match": kind}) for kind in kinds)
    assert len({row.match for row in build(with_role(vacancy, codes=codes), CONTEXT).codes}) == len(kinds)


@pytest.mark.parametrize("name", ROLES)
def test_questions_are_marked_by_audience_and_internal_ones_come_first(library: Library, name: str) -> None:
    vacancy = vacancy_of(library, name)
    marks = [item.audience for item in build(vacancy, CONTEXT).faq]
    assert marks == sorted(marks)
    wanted = {Audience.INTERNAL: "Internal", Audience.PUBLIC: "Public"}
    for audience, mark in wanted.items():
        assert marks.count(mark) == [item.audience for item in vacancy.role.faq].count(audience) > 0


def test_onboarding_stages_follow_each_other_by_days(library: Library) -> None:
    vacancy = vacancy_of(library)
    expected = [
        "Days 1 to 30: Learn the desk",
        "Days 31 to 60: Carry your own referrals",
        "Days 61 to 90: Run the desk",
    ]
    assert [stage.title for stage in build(vacancy, CONTEXT).onboarding] == expected
    turned = with_role(vacancy, onboarding=vacancy.role.onboarding[::-1])
    assert [stage.title for stage in build(turned, CONTEXT).onboarding] == expected


@pytest.mark.parametrize("flow", [False, True])
@pytest.mark.parametrize("name", ROLES)
def test_the_page_prints_every_text_of_the_view(library: Library, tmp_path: Path, name: str, flow: bool) -> None:
    vacancy = vacancy_of(library, name, location="san-francisco", pay=PAY)
    view = build(vacancy, CONTEXT)
    html = unescape(html_of(view, vacancy, tmp_path, flow=flow)).replace("\u00a0", " ")
    shown = everything(replace(view, page=None))  # type: ignore[arg-type]  # the frame is tested elsewhere
    assert len(shown) > 300
    tags = {group.tag for group in view.titles} | {note.id for note in view.sources}
    assert [text for text in shown if text and text not in tags and text not in html] == []
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) == 5
    assert all("<caption>" in table and 'scope="col"' in table and 'scope="row"' in table for table in tables)
    assert all(f'lang="{group.tag}"' in html for group in view.titles)


def test_the_jump_list_leads_to_every_section(library: Library, tmp_path: Path) -> None:
    vacancy = vacancy_of(library)
    html = html_of(build(vacancy, CONTEXT), vacancy, tmp_path)
    targets = re.findall(r'<a href="#([a-z]+)">', html.partition('<nav class="jump"')[2])
    assert targets == [
        "sourcing", "challenges", "firmness", "names", "codes", "pay", "time", "kpis", "faq", "onboarding", "variants",
    ]  # fmt: skip
    assert re.findall(r'<h2 id="([a-z]+)">', html) == ["glance", *targets, "sources"]


EMPTY: dict[str, Any] = {
    "summary": None,
    "qualifications": Qualifications(),
    "sourcing": (),
    "challenges": (),
    "search_terms": (),
    "false_friends": (),
    "codes": (),
    "pay": (),
    "pay_notes": (),
    "kpis": (),
    "faq": (),
    "onboarding": (),
    "variants": (),
}
SECTIONS = {
    "sourcing": "Where to find candidates",
    "challenges": "What is hard, and what to do about it",
    "qualifications": "How firm the must-haves are",
    "codes": "Occupation codes",
    "kpis": "How performance is measured",
    "faq": "Questions and answers",
    "onboarding": "Onboarding plan",
    "variants": "Before you post, check that this is the job",
}


@pytest.mark.parametrize("field", SECTIONS)
def test_a_section_without_content_is_absent_and_the_others_stay(library: Library, tmp_path: Path, field: str) -> None:
    vacancy = vacancy_of(library)
    full = headings(html_of(build(vacancy, CONTEXT), vacancy, tmp_path))
    assert SECTIONS[field] in full
    bare = with_role(vacancy, **{field: EMPTY[field]})
    html = html_of(build(bare, CONTEXT), bare, tmp_path)
    assert headings(html) == [title for title in full if title != SECTIONS[field]]
    assert SECTIONS[field] not in unescape(html)


def test_parts_of_a_section_go_one_by_one(library: Library, tmp_path: Path) -> None:
    vacancy = vacancy_of(library)
    no_terms = with_role(vacancy, search_terms=())
    no_names = with_role(no_terms, false_friends=())
    html = [html_of(build(item, CONTEXT), item, tmp_path) for item in (vacancy, no_terms, no_names)]
    assert ["False friends" in headings(text, 3) for text in html] == [True, True, False]
    assert ["Names to search by" in headings(text) for text in html] == [True, True, False]
    no_time = with_role(vacancy, time_to_fill=None)
    assert "Time to fill" in headings(html_of(build(no_time, CONTEXT), no_time, tmp_path)), "figures are still there"
    no_figures = replace(no_time, market=vacancy.market.model_copy(update={"figures": ()}))
    assert build(no_figures, CONTEXT).time is None
    assert "Time to fill" not in headings(html_of(build(no_figures, CONTEXT), no_figures, tmp_path))


@pytest.mark.parametrize("flow", [False, True])
def test_the_brief_of_a_bare_role_is_its_opening(library: Library, tmp_path: Path, flow: bool) -> None:
    vacancy = with_role(vacancy_of(library, pay=PAY), time_to_fill=None, **EMPTY)
    vacancy = replace(vacancy, market=vacancy.market.model_copy(update={"figures": ()}))
    html = html_of(build(vacancy, CONTEXT), vacancy, tmp_path, flow=flow)
    assert headings(html) == ["At a glance"]
    assert headings(html, 3) == []
    assert "$52,000 to $60,000 a year" in html
    assert "<table" not in html


@pytest.mark.parametrize("name", ROLES)
def test_the_opening_at_a_glance_and_the_list_of_sections_fit_the_first_page(
    library: Library, tmp_path: Path, name: str
) -> None:
    vacancy = library.sample_vacancy(name, "en")
    content = pdf.write(html_of(build(vacancy, CONTEXT), vacancy, tmp_path))
    command = ["pdftotext", "-raw", "-l", "1", "-enc", "UTF-8", "-", "-"]
    page = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    assert page.index("Must-haves") < page.index("Where to look first")
    assert re.search(r"check that this is the job · [0-9]+$", page, re.MULTILINE)
