"""The cost estimate as a document: what it shows, from where, and what it refuses to say."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest

from hiring.documents.cost_answer import CostRow
from hiring.documents.cost_estimate import CostEstimateView, build
from hiring.documents.figures import Amount
from hiring.documents.page import Context, NotApplicableError
from hiring.formats import pdf
from hiring.library import Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.costs import Costs
from hiring.model.market import Market
from hiring.model.money import Figure, FigureKind, Measure
from hiring.model.opening import Opening
from hiring.rendering import Renderer
from hiring.workspace import Workspace
from tests.views import amounts_in, everything

ROLE = "referral-coordinator"
CONTEXT = Context(date(2026, 11, 22))
FIXED = {"id": "o", "role": ROLE, "languages": ["en"]}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


def vacancy_of(library: Library, market: str = "us-ca", **opening: Any) -> Vacancy:
    sample = library.sample_vacancy(ROLE, "en", market)
    own = Opening.model_validate(FIXED | {"market": market} | opening)
    return replace(sample, opening=own, is_sample=False)


def with_market(vacancy: Vacancy, **changes: Any) -> Vacancy:
    market: Market = vacancy.market.model_copy(update=changes)
    return replace(vacancy, market=market)


def row(rows: tuple[CostRow, ...], label: str) -> CostRow:
    (found,) = [row for row in rows if row.label == label]
    return found


def texts_of(amounts: tuple[Amount, ...]) -> list[str]:
    return [amount.text for amount in amounts]


PAY = {"low": 52000, "high": 60000, "currency": "USD", "per": "year"}


def test_an_opening_with_pay_shows_pay_benefits_and_first_year(library: Library) -> None:
    view = build(vacancy_of(library, location="san-francisco", pay=PAY), CONTEXT)
    assert texts_of(row(view.answer, "Base pay").amounts) == ["$52,000 to $60,000 a year"]
    assert texts_of(row(view.answer, "First-year pay with benefits").amounts) == ["$62,400 to $78,000"]
    assert "San Francisco" in " ".join(row(view.answer, "Base pay").texts)
    assert "Base pay, first year" not in [item.label for item in view.answer]


def test_the_answer_says_cost_per_hire_both_ways_with_its_range_and_the_ratio(library: Library) -> None:
    view = build(vacancy_of(library, pay=PAY), CONTEXT)
    (per_hire,) = row(view.answer, "Cost per hire").amounts
    (comparable,) = row(view.answer, "Comparable cost per hire").amounts
    record = view.record
    assert per_hire.text == f"${record.cost_per_hire.expected:,.0f}"
    assert per_hire.detail.endswith(f"${record.cost_per_hire.p10:,.0f} to ${record.cost_per_hire.p90:,.0f}")
    assert record.comparable_cost_per_hire.expected < record.cost_per_hire.expected
    assert comparable.text == f"${record.comparable_cost_per_hire.expected:,.0f}"
    assert row(view.answer, "Hire-cost ratio").amounts[0].text == f"{record.hire_cost_ratio * 100:.1f}%"


def test_the_headlines_are_the_sums_of_all_hires_with_what_one_is_beside_them(library: Library) -> None:
    view = build(vacancy_of(library, pay=PAY, headcount=3), CONTEXT)
    once, per_hire, first_year = view.headlines
    record = view.record
    assert once.amount == f"${record.once.expected:,.0f}"
    assert once.range == f"all 3 hires, in eight of ten cases ${record.once.p10:,.0f} to ${record.once.p90:,.0f}"
    assert once.about == f"${record.once.expected / 3:,.0f} for each hire"
    assert per_hire.amount == f"${record.cost_per_hire.expected:,.0f}"
    assert "all 3" not in per_hire.range
    assert per_hire.about == f"Comparable cost per hire: ${record.comparable_cost_per_hire.expected:,.0f}"
    assert first_year.amount == f"${record.first_year.expected:,.0f}"
    alone = build(vacancy_of(library, pay=PAY), CONTEXT).headlines
    assert [line.about for line in alone if "for each" in line.about] == []


def test_how_much_is_sourced_and_how_much_assumed_adds_up(library: Library) -> None:
    lines, rates = build(vacancy_of(library), CONTEXT).rests_on
    assert lines == "Of the one-time cost, 0% rests on lines with a source and 100% on assumptions."
    assert rates == "Rates for time with a source: 3 of 4."
    source = {"id": "invoice", "about": "Last year’s invoices", "retrieved": "2026-11"}
    given = {"id": "relocation", "amount": 90000, "currency": "USD", "kind": "mean", "source": "invoice"}
    view = build(vacancy_of(library, costs={"lines": [given], "sources": [source]}), CONTEXT)
    shares = [int(share) for share in re.findall(r"(\d+)%", view.rests_on[0])]
    assert shares == [round(90000 / view.record.once.expected * 100), 100 - shares[0]]


def test_the_bars_parts_make_up_the_expected_cost_on_the_scale_of_its_range(library: Library) -> None:
    charts = build(vacancy_of(library, pay=PAY), CONTEXT).charts
    ends = [(part.start, part.start + part.width) for part in charts.composition]
    assert ends[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    assert ends[-1][1] == charts.range.middle
    assert charts.range.start + charts.range.width == 1000
    assert 98 <= sum(int(part.share.rstrip("%")) for part in charts.composition) <= 102


def test_where_most_lines_are_from_is_said_once_and_the_others_say_it_themselves(
    library: Library, tmp_path: Path
) -> None:
    vacancy = vacancy_of(library, costs={"lines": [{"id": "agency-fee", "amount": 18}]})
    view = build(vacancy, CONTEXT)
    assert view.usual_origin == "assumption, November 2026 · from the market’s file"
    lines = render(view, vacancy, tmp_path, flow=False).partition('<table class="figures line-rows">')[2]
    lines = lines.partition("</table>")[0]
    assert lines.count(view.usual_origin) == 1
    assert lines.count("assumption · set in this opening") == 1


def test_every_line_says_whether_it_is_sourced_or_assumed_and_which_file_decides_it(library: Library) -> None:
    vacancy = vacancy_of(library, costs={"lines": [{"id": "agency-fee", "amount": 18}]})
    lines = {row.label: row for group in build(vacancy, CONTEXT).groups for row in group.rows}
    assert lines["Agency fee"].origin == "assumption · set in this opening"
    assert lines["Recruiter’s time"].origin == "assumption, November 2026 · from the market’s file"
    assert lines["Recruiter’s time"].basis == "10 to 30 hours"
    rates = {row.label: row for row in build(vacancy, CONTEXT).rates}
    assert rates["An hour of a recruiter"].value == "$45.65"
    assert rates["An hour of a recruiter"].origin.startswith("mean, June 2025")
    assert rates["An hour of a recruiter"].refs


def test_a_line_may_name_a_source_of_its_own_file(library: Library) -> None:
    source = {"id": "invoice", "about": "Last year’s invoices", "retrieved": "2026-11"}
    given = {"id": "background-check", "amount": 44, "currency": "USD", "kind": "mean", "source": "invoice"}
    view = build(vacancy_of(library, costs={"lines": [given], "sources": [source]}), CONTEXT)
    (shown,) = [row for group in view.groups for row in group.rows if row.label == "Background check"]
    assert "Last year’s invoices" in view.sources[int(shown.refs.strip("[]")) - 1].text


def test_without_pay_of_its_own_an_opening_shows_the_published_mean_and_names_it(library: Library) -> None:
    pay = row(build(vacancy_of(library, location="san-francisco"), CONTEXT).answer, "Base pay")
    (amount,) = pay.amounts
    assert amount.text == "$55,128 a year"
    assert amount.detail == "mean, date unknown"
    assert amount.refs == "[1]"
    assert "not an offer" in " ".join(pay.texts)


def test_a_place_without_a_figure_takes_the_market_and_never_another_city(library: Library) -> None:
    view = build(vacancy_of(library, location={"city": "Fresno", "region": "CA"}), CONTEXT)
    assert texts_of(row(view.answer, "Base pay").amounts) == ["$48,688 a year"]


def test_published_pay_has_the_vacancys_place_first_and_only_its_market_and_country(library: Library) -> None:
    view = build(vacancy_of(library, location="san-francisco"), CONTEXT)
    assert [(item.place, item.amount.text) for item in view.published.pay] == [
        ("San Francisco", "$55,128 a year"),
        ("California", "$48,688 a year"),
        ("United States", "$44,141 a year"),
        ("United States", "$21 an hour"),
    ]
    assert any("derived" in remark for remark in view.published.pay_remarks)


def test_the_hourly_figure_is_never_derived_from_the_annual_one(library: Library) -> None:
    view = build(vacancy_of(library, "us"), CONTEXT)
    assert not re.search(r"21\.22|43,680", " ".join(everything(view)))


def test_hourly_pay_becomes_annual_in_a_line_that_says_how(library: Library) -> None:
    pay = {"low": 25, "high": 28, "currency": "USD", "per": "hour"}
    view = build(vacancy_of(library, pay=pay), CONTEXT)
    assert texts_of(row(view.answer, "Base pay").amounts) == ["$25 to $28 an hour"]
    yearly = row(view.answer, "Base pay, first year")
    assert texts_of(yearly.amounts) == ["$52,000 to $58,240"]
    assert "derived" in yearly.amounts[0].detail
    assert "2,080 hours" in yearly.texts[0]


def test_pay_that_cannot_become_annual_is_not_applicable_and_says_what_to_do(library: Library) -> None:
    pay = {"low": 25, "high": 28, "currency": "USD", "per": "hour"}
    with pytest.raises(NotApplicableError) as caught:
        build(with_market(vacancy_of(library, pay=pay), hours_per_year=None), CONTEXT)
    reason = vacancy_of(library).language(f"reason.{caught.value.reason}", **caught.value.values)
    assert "hours_per_year in markets/us-ca.yaml" in reason


def test_a_mean_cost_per_hire_never_stands_without_the_median(library: Library) -> None:
    vacancy = vacancy_of(library)
    shown = [item.amount for item in build(vacancy, CONTEXT).published.benchmarks if "cost per hire" in item.label]
    assert [amount.detail.split(",")[0] for amount in shown] == ["median", "mean", "mean", "mean"]
    assert shown[0].text == "$1,633"

    def lone(figure: Figure) -> bool:
        return figure.measure is Measure.COST_PER_HIRE and figure.kind is FigureKind.MEDIAN

    without = with_market(vacancy, figures=tuple(item for item in vacancy.market.figures if not lone(item)))
    view = build(without, CONTEXT)
    assert not re.search(r"4,129|4,425|4,700", " ".join(everything(view)))
    assert any("no median" in remark for remark in view.published.benchmark_remarks)


def test_every_published_figure_has_a_kind_a_date_and_a_source_that_is_listed(library: Library) -> None:
    view = build(vacancy_of(library, location="san-francisco"), CONTEXT)
    tables = (*view.published.pay, *view.published.shares, *view.published.benchmarks)
    amounts = amounts_in(tables)
    assert len(amounts) == 4 + 4 + 6
    kind = r"(mean|median|range|estimate)"
    for amount in amounts:
        assert re.match(rf"{kind}, (.+, )?(as of .+|published .+|date unknown)$", amount.detail), amount
        assert amount.refs
    numbers = {int(number) for text in everything(view) for number in re.findall(r"\[(\d+)\]", text)}
    assert numbers == set(range(1, len(view.sources) + 1))


def test_numbers_lead_to_the_source_they_mean(library: Library) -> None:
    view = build(vacancy_of(library), CONTEXT)
    by_amount = {amount.text: amount for amount in amounts_in(view.published)}
    expected = {
        "$48,688 a year": "recruiters-guide",
        "$4,129": "shrm-2016",
        "$4,425": "shrm-2017",
        "29.8%": "bls-ecec",
        "29%": "ours",
    }
    found = {text: view.sources[int(by_amount[text].refs.strip("[]")) - 1].id for text in expected}
    assert found == expected


def test_secondary_sources_are_marked_and_primary_ones_are_not(library: Library) -> None:
    view = build(vacancy_of(library), CONTEXT)
    secondary = {
        item.amount.text: item.amount.secondary for item in (*view.published.shares, *view.published.benchmarks)
    }
    assert secondary["$4,129"]
    assert secondary["$1,633"]
    assert not secondary["$4,425"]
    assert not secondary["29.8%"]


def test_the_two_traps_of_loaded_pay_are_explained_with_the_markets_figures(library: Library) -> None:
    traps = build(vacancy_of(library), CONTEXT).published.traps
    assert len(traps) == 2
    assert all(part in traps[0] for part in ("29.8%", "42.3%", "× 1.42"))
    assert all(part in traps[1] for part in ("29%", "× 1.29", "× 1.42"))
    vacancy = vacancy_of(library)
    assert build(with_market(vacancy, figures=()), CONTEXT).published.traps == ()


def test_several_positions_have_their_total_beside_that_of_one(library: Library) -> None:
    view = build(vacancy_of(library, pay=PAY, headcount=3), CONTEXT)
    one, together = row(view.answer, "One-time cost").amounts
    assert together.text == f"${view.record.once.expected:,.0f}"
    assert together.detail.startswith("all 3 hires, ")
    assert one.text == f"${view.record.once.expected / 3:,.0f}"
    assert len(row(build(vacancy_of(library, pay=PAY), CONTEXT).answer, "One-time cost").amounts) == 1
    assert [item.hires for item in view.scale] == ["1 hire", "3 hires", "10 hires"]


def test_part_time_is_said_beside_the_amounts_of_a_full_year(library: Library) -> None:
    part_time = build(vacancy_of(library, pay=PAY, employment=["part-time"]), CONTEXT).assumptions
    assert len(part_time) == len(build(vacancy_of(library, pay=PAY), CONTEXT).assumptions) + 1


def test_no_pay_anywhere_is_not_applicable_and_says_what_to_add(library: Library) -> None:
    vacancy = vacancy_of(library)
    vacancy = replace(vacancy, role=vacancy.role.model_copy(update={"pay": ()}))
    with pytest.raises(NotApplicableError) as caught:
        build(vacancy, CONTEXT)
    reason = vacancy.language(f"reason.{caught.value.reason}", **caught.value.values)
    assert "California" in reason
    assert "market: us-ca" in reason
    assert f"roles/{ROLE}/role.yaml" in reason


def elsewhere(vacancy: Vacancy, **changes: Any) -> Vacancy:
    """The vacancy in a market that has no figures and no costs."""
    own = {"id": "xx", "parent": None, "name": "Elsewhere", "figures": (), "sources": (), "costs": Costs()}
    return with_market(vacancy, **own | changes)


def test_a_market_without_costs_is_not_applicable_and_says_where_to_add_them(library: Library) -> None:
    vacancy = elsewhere(vacancy_of(library, pay=PAY))
    with pytest.raises(NotApplicableError) as caught:
        build(vacancy, CONTEXT)
    reason = vacancy.language(f"reason.{caught.value.reason}", **caught.value.values)
    assert "Elsewhere" in reason
    assert "employer.yaml" in reason
    assert "markets/xx.yaml" in reason


def test_the_employers_own_costs_make_an_estimate_anywhere_and_borrow_nothing(library: Library) -> None:
    pay = {"low": 30000, "high": 34000, "currency": "EUR", "per": "year"}
    lines = [{"id": "agency-fee", "amount": 20}, {"id": "advertising", "amount": 250, "currency": "EUR"}]
    vacancy = elsewhere(vacancy_of(library, pay=pay, costs={"lines": lines}), currency="EUR")
    view = build(vacancy, CONTEXT)
    assert texts_of(row(view.answer, "Base pay").amounts) == ["€30,000 to €34,000 a year"]
    assert row(view.answer, "First-year pay with benefits").amounts == ()
    published = view.published
    assert not (*published.pay, *published.loaded, *published.shares, *published.benchmarks)
    assert "$" not in " ".join(everything(replace(view, workbook=None)))  # formulas have signs


def render(view: CostEstimateView, vacancy: Vacancy, folder: Path, *, flow: bool) -> str:
    return Renderer(Workspace.at(folder)).html("documents/cost-estimate.html.j2", view, vacancy.language, flow=flow)


@pytest.mark.parametrize("flow", [False, True])
@pytest.mark.parametrize("headcount", [1, 3])
def test_the_page_prints_every_text_of_the_view(library: Library, tmp_path: Path, flow: bool, headcount: int) -> None:
    vacancy = vacancy_of(library, location="san-francisco", pay=PAY, headcount=headcount)
    view = build(vacancy, CONTEXT)
    html = render(view, vacancy, tmp_path, flow=flow).replace("\u00a0", " ")
    shown = everything(replace(view, page=None, sources=(), record=None, workbook=None))  # type: ignore[arg-type]  # the rest is other tests’
    assert len(shown) > 300
    missing = [text for text in shown if text and text.replace("'", "&#39;") not in html]
    assert missing == []
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) == (19 if flow else 13)
    assert all("<caption>" in table and 'scope="col"' in table and 'scope="row"' in table for table in tables)


@pytest.mark.parametrize("flow", [False, True])
def test_the_page_holds_with_little_more_than_the_openings_pay(library: Library, tmp_path: Path, flow: bool) -> None:
    line = {"id": "pre-screening", "amount": 0, "currency": "USD"}
    vacancy = elsewhere(vacancy_of(library, pay=PAY, costs={"lines": [line]}))
    role = vacancy.role.model_copy(update={"pay": (), "figures": (), "cost_notes": (), "time_to_fill": None})
    vacancy = replace(vacancy, role=role)
    html = render(build(vacancy, CONTEXT), vacancy, tmp_path, flow=flow)
    assert "not known" in html
    assert "$52,000 to $60,000 a year" in html
    assert "Published shares" not in html


def pages_of_headings(content: bytes) -> dict[str, int]:
    """The page, from 1, on which each section of a PDF begins."""
    with pikepdf.open(BytesIO(content)) as document, document.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        (title,) = outline.root
        pages: list[tuple[str, Any]] = [(item.title, item.destination) for item in title.children]
        return {name: numbers[destination[0].objgen] for name, destination in pages}


@pytest.mark.parametrize("tag", ["en", "fr", "sv", "es", "de", "ar"])
@pytest.mark.parametrize(("role", "paper"), [(ROLE, "letter"), ("patient-representative", "a4")])
def test_the_answer_stands_alone_on_the_first_page(
    library: Library, tmp_path: Path, tag: str, role: str, paper: Literal["letter", "a4"]
) -> None:
    vacancy = library.sample_vacancy(role, tag)
    view = build(vacancy, replace(CONTEXT, audience=Audience.INTERNAL))
    view = replace(view, page=replace(view.page, paper=paper))
    pages = pages_of_headings(pdf.write(render(view, vacancy, tmp_path, flow=False)))
    first, second, *_ = pages.items()
    assert first == (vacancy.language("cost.answer.title"), 1)
    assert second == (vacancy.language("cost.amounts.title"), 2)
