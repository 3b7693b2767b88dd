"""The arithmetic of the cost estimate, by numbers that were worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hiring.costing.estimate import Estimate, NoDataError, estimate
from hiring.costing.lines import Origin
from hiring.costing.spread import Spread, Total
from hiring.model.costs import CATALOGUE, RECRUITING, CostChannel, CostGroup, CostLine, Costs
from hiring.model.employer import Employer
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.role import Role

FEE = {"id": "agency-fee", "low": 10, "likely": 20, "high": 30, "channels": {"agency": 100}}
ADS = {"id": "advertising", "low": 100, "likely": 400, "high": 700, "currency": "USD"}
RATE = {"id": "recruiter-hour", "amount": 40, "currency": "USD"}
STAFF = {"id": "recruiting-staff", "low": 10, "likely": 20, "high": 30}
HEALTH = {"id": "health-screening", "amount": 150, "currency": "USD"}
DESK = {"id": "workstation", "amount": 1000, "currency": "USD"}
PAY = {"low": 52000, "high": 52000, "currency": "USD", "per": "year"}


def a_role(**fields: Any) -> Role:
    own = {"id": "porter", "language": "en", "title": "Porter", "responsibilities": [{"id": "carry", "text": "Carry."}]}
    return Role.model_validate(own | fields)


def a_market(*lines: dict[str, Any], figures: tuple[dict[str, Any], ...] = (), **fields: Any) -> Market:
    own = {
        "id": "here",
        "language": "en",
        "name": "Here",
        "country": "US",
        "currency": "USD",
        "pay_period": "year",
        "hours_per_year": 2080,
        "paper": "letter",
        "posting_title": "{title}",
        "costs": {"lines": lines},
        "figures": [{"label": "a figure", "source": "ours", **figure} for figure in figures],
    }
    return Market.model_validate(own | fields)


def an_employer(*lines: dict[str, Any], **costs: Any) -> Employer:
    return Employer.model_validate({"language": "en", "name": "Clinic", "costs": {"lines": lines, **costs}})


def an_opening(*lines: dict[str, Any], channels: dict[str, int] | None = None, **fields: Any) -> Opening:
    own = {"id": "o", "role": "porter", "market": "here", "languages": ["en"], "pay": PAY}
    return Opening.model_validate(own | {"costs": {"lines": lines, "channels": channels}} | fields)


def found(market: Market, opening: Opening | None = None, employer: Employer | None = None) -> Estimate:
    return estimate(a_role(), market, employer or an_employer(), opening or an_opening())


def line(estimated: Estimate, name: str) -> Any:
    (one,) = [item for item in estimated.lines if item.id == name]
    return one


BENEFITS = {"id": "b", "measure": "benefits-share", "unit": "percent", "amount": 25, "market": "here", "kind": "mean"}


# Spreads.


def test_a_spread_has_the_mean_and_deviation_of_pert() -> None:
    spread = Spread(Decimal(100), Decimal(400), Decimal(1300))
    assert spread.expected == 500
    assert spread.deviation == 200


def test_variances_of_a_sum_add_up_and_its_range_is_that_of_the_normal_distribution() -> None:
    total = Total.of([Spread(Decimal(0), Decimal(9), Decimal(18)), Spread(Decimal(0), Decimal(12), Decimal(24))])
    assert total.expected == 21
    assert total.deviation == 5
    assert round(total.p10, 4) == Decimal("14.5922")
    assert round(total.p90, 4) == Decimal("27.4078")


def test_a_difference_is_least_when_the_other_is_greatest() -> None:
    difference = Spread(Decimal(1), Decimal(5), Decimal(9)) - Spread(Decimal(2), Decimal(3), Decimal(4))
    assert difference == Spread(Decimal(-3), Decimal(2), Decimal(7))


# Lines.


@pytest.mark.parametrize(
    ("given", "low", "likely", "high"),
    [
        (ADS, 100, 400, 700),
        (STAFF, 400, 800, 1200),
        (FEE, 5200, 10400, 15600),
        ({"id": "interviews", "low": 2, "likely": 4, "high": 6}, 150, 300, 450),
        ({"id": "ramp-up", "low": 4, "likely": 8, "high": 12}, 2500, 5000, 7500),
        ({"id": "ramp-up", "amount": 900, "currency": "USD"}, 900, 900, 900),
    ],
    ids=["money", "hours", "percent of pay", "interviews", "weeks", "weeks as money"],
)
def test_a_quantity_becomes_money_by_its_rate(given: dict[str, Any], low: int, likely: int, high: int) -> None:
    rates = (
        RATE,
        {"id": "manager-hour", "amount": 50, "currency": "USD"},
        {"id": "ramp-up-loss", "amount": 50},
    )
    market = a_market(ADS, *rates, *(() if given == ADS else (given,)), figures=(BENEFITS,))
    opening = an_opening(interview={"minutes": 30, "panel": 3})
    amount = line(found(market, opening), given["id"]).amount
    assert (amount.low, amount.likely, amount.high) == (low, likely, high)


def test_the_nearest_file_decides_a_line() -> None:
    market = a_market(ADS, DESK, HEALTH)
    employer = an_employer({**DESK, "amount": 2000}, {**HEALTH, "amount": 100})
    estimated = found(market, an_opening({**HEALTH, "amount": 90}), employer)
    seen = {item.id: (item.origin, int(item.amount.likely)) for item in estimated.lines}
    assert seen == {
        "advertising": (Origin.MARKET, 400),
        "workstation": (Origin.EMPLOYER, 2000),
        "health-screening": (Origin.OPENING, 90),
    }


def test_the_roles_published_advertising_stands_before_the_markets_and_after_the_employers() -> None:
    figure: dict[str, Any] = {
        "id": "ads",
        "measure": "advertising",
        "unit": "money",
        "currency": "USD",
        "market": "here",
    }
    figure |= {"low": 100, "high": 500, "label": "Ads", "kind": "range", "source": "ours"}
    role = a_role(figures=[figure])
    estimated = estimate(role, a_market(ADS), an_employer(), an_opening())
    assert line(estimated, "advertising").origin is Origin.ROLE
    assert line(estimated, "advertising").amount == Spread(Decimal(100), Decimal(300), Decimal(500))
    channelled = estimate(role, a_market({**ADS, "channels": {"job-board": 100}}), an_employer(), an_opening())
    assert line(channelled, "advertising").shares[CostChannel.AGENCY] == 0
    own = estimate(role, a_market(ADS), an_employer({**ADS, "likely": 200}), an_opening())
    assert line(own, "advertising").origin is Origin.EMPLOYER


def test_an_employers_line_in_another_currency_does_not_count() -> None:
    estimated = found(a_market(ADS), employer=an_employer({**ADS, "currency": "EUR"}, {**DESK, "currency": "EUR"}))
    assert [item.id for item in estimated.lines] == ["advertising"]
    assert line(estimated, "advertising").origin is Origin.MARKET


def test_a_line_without_its_rate_is_named_and_not_counted() -> None:
    estimated = found(a_market(ADS, STAFF))
    assert [item.id for item in estimated.lines] == ["advertising"]
    ((lacking),) = estimated.lacking
    assert (lacking.given.id, lacking.lacks) == ("recruiting-staff", "recruiter-hour")


def test_lines_of_ones_own_count_in_their_group() -> None:
    own = {"id": "gift", "label": "Welcome gift", "group": "onboarding", "amount": 60, "currency": "USD"}
    estimated = found(a_market(ADS, own))
    assert line(estimated, "gift").item.group is CostGroup.ONBOARDING
    assert estimated.total(CostGroup.ONBOARDING).expected == 60


def test_what_no_file_decides_is_listed_and_amount_zero_decides() -> None:
    estimated = found(a_market(ADS, {"id": "campus", "amount": 0, "currency": "USD"}))
    assert "campus" not in estimated.uncounted
    assert set(estimated.uncounted) == set(CATALOGUE) - {"advertising", "campus"}


# Totals.


def test_cost_per_hire_is_external_and_internal_costs_by_hires() -> None:
    market = a_market(ADS, RATE, STAFF, HEALTH, DESK)
    one, three = found(market), found(market, an_opening(headcount=3))
    assert one.total(*RECRUITING).expected == 400 + 800 + 150
    assert one.cost_per_hire.expected == 1350
    assert three.cost_per_hire.expected == (400 + 3 * 800 + 3 * 150) / Decimal(3)
    assert one.once.expected == 1350 + 1000


def test_the_comparable_cost_per_hire_leaves_out_immigration_and_health_screening() -> None:
    visa = {"id": "immigration", "amount": 2000, "currency": "USD"}
    estimated = found(a_market(ADS, HEALTH, visa))
    assert estimated.cost_per_hire.expected == 2550
    assert estimated.comparable_cost_per_hire.expected == 400


def test_the_ratio_divides_by_the_first_years_compensation_of_all_hires() -> None:
    estimated = found(a_market(ADS, HEALTH, figures=(BENEFITS,)), an_opening(headcount=2))
    assert estimated.compensation.expected == 2 * 65000
    assert estimated.hire_cost_ratio == (400 + 2 * Decimal(150)) / 130000


def test_what_is_once_a_search_is_shared_by_its_hires() -> None:
    estimated = found(a_market(ADS, DESK))
    assert [(at.hires, int(at.total)) for at in estimated.at_scale] == [(1, 1400), (3, 3400), (10, 10400)]
    assert estimated.at_scale[2].each == 1040


def test_work_not_yet_done_counts_once_but_not_beside_the_pay_that_holds_it() -> None:
    loss, ramp = {"id": "ramp-up-loss", "amount": 50}, {"id": "ramp-up", "amount": 8}
    estimated = found(a_market(ADS, loss, ramp))
    assert estimated.once.expected == 400 + 8 * 500
    assert estimated.first_year.expected == 400 + 52000


def test_the_mix_of_channels_decides_how_much_of_a_line_counts() -> None:
    award = {"id": "referral-award", "amount": 1000, "currency": "USD", "channels": {"employee-referral": 50}}
    market = a_market(ADS, FEE, award)
    mixed = found(market, an_opening(channels={"agency": 25, "employee-referral": 75}))
    assert line(mixed, "agency-fee").of(1).expected == 2600
    assert line(mixed, "referral-award").of(2).expected == 750
    by = {item.channel: item.cost_per_hire.expected for item in mixed.by_channel}
    assert by == {
        CostChannel.INTERNAL: 400,
        CostChannel.EMPLOYEE_REFERRAL: 900,
        CostChannel.JOB_BOARD: 400,
        CostChannel.AGENCY: 10800,
    }


def test_without_a_mix_all_hires_come_by_job_boards_and_the_nearest_mix_wins() -> None:
    assert found(a_market(ADS)).mix[CostChannel.JOB_BOARD] == 1
    employer = an_employer(channels={"internal": 100})
    assert found(a_market(ADS), employer=employer).mix[CostChannel.INTERNAL] == 1
    assert found(a_market(ADS), an_opening(channels={"agency": 100}), employer).mix[CostChannel.INTERNAL] == 0


def test_swings_hold_all_other_lines_and_come_widest_first() -> None:
    estimated = found(a_market(ADS, RATE, STAFF, DESK))
    assert [(s.line.id, int(s.low), int(s.high)) for s in estimated.swings] == [
        ("recruiting-staff", 400 + 400 + 1000, 400 + 1200 + 1000),
        ("advertising", 100 + 800 + 1000, 700 + 800 + 1000),
    ]


def test_the_widest_line_comes_first_whatever_its_place() -> None:
    wide = {**ADS, "high": 5000}
    assert found(a_market(wide, RATE, STAFF)).swings[0].line.id == "advertising"


# The empty post, and the hire that does not last.


def test_the_empty_post_costs_cover_and_lost_value_less_the_pay_saved() -> None:
    cover, lost = {"id": "cover", "amount": 50}, {"id": "lost-value", "amount": 300, "currency": "USD"}
    days = {"id": "t", "measure": "time-to-fill", "unit": "day", "amount": 42, "market": "here", "kind": "mean"}
    without = found(a_market(ADS, cover, figures=(BENEFITS, days))).cover
    assert without is not None
    assert without.saved.likely == 250
    assert without.per_day.expected == -125
    assert without.days is not None
    assert without.days.likely == 30
    valued = found(a_market(ADS, cover, lost, figures=(BENEFITS, days))).cover
    assert valued is not None
    assert valued.per_day.expected == 175


def test_cover_in_money_is_a_working_days() -> None:
    cover = {"id": "cover", "amount": 180, "currency": "USD"}
    estimated = found(a_market(ADS, cover)).cover
    assert estimated is not None
    assert estimated.cover.likely == 180
    assert estimated.days is None
    assert found(a_market(ADS, cover, hours_per_year=None)).cover is None


def test_a_mis_hire_costs_a_published_share_of_base_pay() -> None:
    share = {"id": "s", "measure": "turnover-cost", "unit": "percent", "low": 2, "high": 150, "kind": "range"}
    (item,) = found(a_market(ADS, figures=(share,))).mis_hire
    assert (int(item.amount.low), int(item.amount.high)) == (1040, 78000)


# What there is no estimate of.


def test_without_pay_or_without_costs_there_is_no_estimate() -> None:
    with pytest.raises(NoDataError) as caught:
        found(a_market(ADS), an_opening(pay=None))
    assert caught.value.reason == "no_cost_data"
    with pytest.raises(NoDataError) as caught:
        found(a_market(DESK, RATE))
    assert caught.value.reason == "no_costs"
    hourly = {"low": 20, "high": 20, "currency": "USD", "per": "hour"}
    with pytest.raises(NoDataError) as caught:
        found(a_market(ADS, hours_per_year=None), an_opening(pay=hourly))
    assert caught.value.reason == "no_year"


def test_an_employer_in_a_market_without_data_may_bring_its_own() -> None:
    assert found(a_market(), employer=an_employer(ADS)).cost_per_hire.expected == 400


# What a file may say.


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"id": "advertising", "amount": 1}, "cost.no_currency"),
        ({"id": "recruiting-staff", "amount": 1, "unit": "hour", "currency": "USD"}, "figure.needless_currency"),
        ({"id": "advertising", "amount": 1, "unit": "hour"}, "cost.unit"),
        ({"id": "advertisin", "amount": 1, "currency": "USD"}, "cost.misspelt"),
        ({"id": "zeppelin", "amount": 1, "currency": "USD"}, "cost.unknown"),
        ({"id": "advertising", "amount": 1, "currency": "USD", "group": "tools"}, "cost.known_group"),
        ({"id": "mine", "label": "x", "group": "rates", "amount": 1, "currency": "USD"}, "cost.own_group"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_that_makes_no_sense_is_refused(fields: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CostLine.model_validate(fields)
    assert [error["type"] for error in caught.value.errors()] == [rule]


def test_a_mix_that_is_not_whole_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Costs.model_validate({"channels": {"agency": 30, "job-board": 60}})
    assert [error["type"] for error in caught.value.errors()] == ["cost.mix"]
