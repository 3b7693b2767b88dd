"""Pay in the cost estimate: what is taken, what is derived from what, and what is never mixed or borrowed."""

from decimal import Decimal
from typing import Any

import pytest

from hiring.costing.pay import (
    MoneyRange,
    conversion_to_year,
    figures_of,
    loaded_pay,
    low_and_high,
    pay_of,
    published_pay,
    shares_of_base,
    uplift_factor,
    with_median,
)
from hiring.model.market import Market
from hiring.model.money import Figure, FigureKind, Measure, PayFigure, Period, Unit
from hiring.model.opening import Opening
from hiring.model.role import Role

YEAR_MEAN = {"market": "us", "amount": 44141, "per": "year", "kind": "mean"}
HOUR_MEAN = {"market": "us", "amount": 21, "per": "hour", "kind": "mean"}
CITY_MEAN = {"market": "us-ca", "location": "bay", "amount": 55128, "per": "year", "kind": "mean"}
STATE_MEAN = {"market": "us-ca", "amount": 48688, "per": "year", "kind": "mean"}
BENEFITS = {
    "id": "benefits-share",
    "measure": "benefits-share",
    "unit": "percent",
    "market": "us",
    "low": 20,
    "high": 30,
    "kind": "range",
}


def a_role(*pay: dict[str, Any], figures: tuple[dict[str, Any], ...] = ()) -> Role:
    return Role.model_validate(
        {
            "id": "porter",
            "language": "en",
            "title": "Porter",
            "responsibilities": [{"id": "carry", "text": "Carry."}],
            "pay": [{"currency": "USD", "source": "ours", **figure} for figure in pay],
            "figures": [{"label": "a figure", "source": "ours", **figure} for figure in figures],
        }
    )


def a_market(*figures: dict[str, Any], **fields: Any) -> Market:
    own = {
        "id": "us-ca",
        "parent": "us",
        "language": "en",
        "name": "California",
        "country": "US",
        "currency": "USD",
        "pay_period": "year",
        "hours_per_year": 2080,
        "paper": "letter",
        "posting_title": "{title}",
        "locations": [{"id": "bay", "name": "Bay"}, {"id": "valley", "name": "Valley"}],
        "figures": [{"label": "a figure", "source": "ours", **figure} for figure in figures],
    }
    return Market.model_validate(own | fields)


def an_opening(**fields: Any) -> Opening:
    return Opening.model_validate({"id": "o", "role": "porter", "market": "us-ca", "languages": ["en"]} | fields)


def per_hire(amount: int, kind: str, **fields: Any) -> dict[str, Any]:
    own = {"id": f"{kind}-{amount}", "measure": "cost-per-hire", "unit": "money", "currency": "USD"}
    return own | {"amount": amount, "kind": kind} | fields


def share(name: str, amount: str, **fields: Any) -> dict[str, Any]:
    own = {"id": name, "measure": "loaded-pay-share", "unit": "percent", "amount": Decimal(amount), "kind": "mean"}
    return own | {"share_of": "annual-salary"} | fields


def amounts(figures: tuple[PayFigure, ...]) -> list[int]:
    return [int(low_and_high(figure)[0]) for figure in figures]


def test_benefits_take_the_lower_share_of_the_lower_pay_and_the_higher_of_the_higher() -> None:
    role = a_role(figures=(BENEFITS,))
    pay = {"low": 52000, "high": 60000, "currency": "USD", "per": "year"}
    found = pay_of(role, a_market(), an_opening(pay=pay))
    assert found is not None
    assert found.base.conversion is None
    (loaded,) = found.loaded
    assert loaded.benefits == MoneyRange(Decimal(10400), Decimal(18000), "USD")
    assert loaded.total == MoneyRange(Decimal(62400), Decimal(78000), "USD")


def test_nothing_is_rounded() -> None:
    figure = Figure.model_validate({**share("s", "33.3"), "label": "x", "source": "ours"})
    pay = MoneyRange(Decimal("41000.01"), Decimal("41000.01"), "USD")
    assert loaded_pay(pay, figure).benefits.low == Decimal("13653.00333")


def test_the_openings_own_pay_wins_and_the_published_figure_stays_beside_it() -> None:
    pay = {"low": 50000, "high": 50000, "currency": "USD", "per": "year"}
    found = pay_of(a_role(STATE_MEAN), a_market(), an_opening(pay=pay))
    assert found is not None
    assert found.base.figure is None
    assert found.base.yearly == MoneyRange(Decimal(50000), Decimal(50000), "USD")
    assert found.nearest is not None
    assert found.nearest.amount == Decimal(48688)


def test_published_pay_is_listed_nearest_first_and_annual_before_hourly() -> None:
    role = a_role(HOUR_MEAN, YEAR_MEAN, STATE_MEAN, CITY_MEAN)
    assert amounts(published_pay(role, a_market(), "bay")) == [55128, 48688, 44141, 21]
    assert amounts(published_pay(role, a_market(), None)) == [48688, 44141, 21, 55128]


def test_another_citys_figure_never_stands_for_the_opening() -> None:
    assert pay_of(a_role(CITY_MEAN), a_market(), an_opening(location="valley")) is None
    assert pay_of(a_role(CITY_MEAN), a_market(), an_opening(location="bay")) is not None


def test_total_compensation_is_never_taken_for_base_pay() -> None:
    total = {**STATE_MEAN, "of": "total-compensation"}
    found = pay_of(a_role(total, YEAR_MEAN), a_market(), an_opening())
    assert found is not None
    assert found.base.figure is not None
    assert found.base.figure.amount == Decimal(44141)
    assert len(found.published) == 2


def test_markets_that_are_neither_the_vacancys_nor_its_parent_lend_nothing() -> None:
    role = a_role({**YEAR_MEAN, "market": "us-ny"}, figures=({**BENEFITS, "market": "us-ny"},))
    assert pay_of(role, a_market(), an_opening()) is None
    assert not shares_of_base(role, a_market())


def test_figures_of_another_currency_are_left_out() -> None:
    euros = {**YEAR_MEAN, "currency": "EUR"}
    assert pay_of(a_role(euros), a_market(), an_opening()) is None
    role, market = a_role(), a_market(per_hire(4000, "median", currency="EUR"), per_hire(1633, "median"))
    (kept,) = figures_of(role, market, Measure.COST_PER_HIRE, Unit.MONEY)
    assert kept.currency == "USD"


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="USD and EUR"):
        MoneyRange(Decimal(1), Decimal(2), "USD") + MoneyRange(Decimal(1), Decimal(2), "EUR")


@pytest.mark.parametrize(
    ("per", "hours", "factor"),
    [
        (Period.YEAR, None, 1),
        (Period.MONTH, None, 12),
        (Period.WEEK, None, 52),
        (Period.HOUR, 2080, 2080),
        (Period.HOUR, 1607, 1607),
        (Period.HOUR, None, None),
        (Period.DAY, 2080, None),
    ],
)
def test_pay_becomes_annual_only_by_a_stated_factor(per: Period, hours: int | None, factor: int | None) -> None:
    conversion = conversion_to_year(per, a_market(hours_per_year=hours))
    assert (conversion.factor if conversion else None) == factor


def test_hourly_pay_says_how_it_became_annual() -> None:
    pay = {"low": 25, "high": Decimal("28.50"), "currency": "USD", "per": "hour"}
    found = pay_of(a_role(figures=(BENEFITS,)), a_market(), an_opening(pay=pay))
    assert found is not None
    assert found.base.yearly == MoneyRange(Decimal(52000), Decimal(59280), "USD")
    assert found.base.conversion is not None
    assert found.base.conversion.factor == 2080


def test_pay_that_cannot_become_annual_has_no_first_year() -> None:
    pay = {"low": 25, "high": 28, "currency": "USD", "per": "hour"}
    found = pay_of(a_role(figures=(BENEFITS,)), a_market(hours_per_year=None), an_opening(pay=pay))
    assert found is not None
    assert found.base.yearly is None
    assert found.loaded == ()


def test_only_the_uplift_on_a_salary_is_applied_to_a_salary() -> None:
    market = a_market(
        share("one", "29.8", share_of="total-compensation"),
        share("two", "42.3", share_of="wages-per-hour"),
        share("three", "29"),
    )
    found = pay_of(a_role(YEAR_MEAN, figures=(BENEFITS,)), market, an_opening())
    assert found is not None
    assert [loaded.figure.id for loaded in found.loaded] == ["benefits-share", "three"]
    assert len(found.shares) == 3


def test_a_percentage_becomes_a_factor() -> None:
    assert uplift_factor(Decimal("42.3")) == Decimal("1.423")


def test_the_roles_figures_come_before_the_markets_and_its_own_market_before_the_parent() -> None:
    role = a_role(figures=(per_hire(1, "median", market="us"), per_hire(2, "median", market="us-ca")))
    market = a_market(per_hire(3, "median", market="us"), per_hire(4, "median"))
    found = figures_of(role, market, Measure.COST_PER_HIRE, Unit.MONEY)
    assert [int(low_and_high(figure)[0]) for figure in found] == [2, 1, 4, 3]


def test_an_estimate_of_cost_per_hire_may_stand_without_a_median() -> None:
    figures = a_market(per_hire(5000, "estimate"), per_hire(4700, "mean")).figures
    assert [figure.kind for figure in with_median(figures)] == [FigureKind.ESTIMATE]


def test_a_role_without_pay_in_an_opening_without_pay_has_no_pay_of() -> None:
    assert pay_of(a_role(), a_market(per_hire(1633, "median")), an_opening()) is None
