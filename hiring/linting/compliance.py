"""What the law of its market asks of the posting of an opening, on a day, for an employer of a size.

Practical notes from the market packs, not legal advice. A rule whose day has not come, or that is for larger employers,
does not speak; where the employer does not say its size, every rule does. A rule whose day has passed while the market has
not passed its law (the EU's directive on pay in some countries) is a warning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from hiring.content import Base
from hiring.errors import Finding, Problem
from hiring.model.employer import Employer
from hiring.model.market import Market, Need, PostingRule
from hiring.model.money import Period
from hiring.model.opening import Opening

Severity = Literal["error", "warning", "advice"]

CHECKED_DAYS = 183
"""A rule that was checked longer ago, about half a year, is reported: the law may have changed."""

_UNLIKELY: dict[Period, tuple[Decimal, Decimal]] = {
    Period.HOUR: (Decimal(1), Decimal(1000)),
    Period.YEAR: (Decimal(5000), Decimal(10_000_000)),
}
"""Pay outside of these, in units of any currency, was probably meant for another period: an assumption."""


@dataclass(frozen=True)
class Case:
    """An opening with its employer and market, each in its own language, and the day."""

    opening: Base[Opening]
    employer: Employer
    market: Base[Market]
    on: date

    @property
    def employees(self) -> int | None:
        """How many people the employer has, as far as it says."""
        own = self.opening.value.employer.employees
        return own if own is not None else self.employer.employees

    @property
    def rules(self) -> tuple[PostingRule, ...]:
        """The rules of the market that hold for this posting on this day."""
        size = self.employees
        return tuple(
            rule
            for rule in self.market.value.rules
            if rule.effective <= self.on and (size is None or size >= rule.threshold)
        )

    def asking(self, *needs: Need) -> PostingRule | None:
        """The first rule that asks for one of these, an error before a warning."""
        asking = [rule for rule in self.rules if set(needs) & set(rule.needs)]
        return min(asking, key=lambda rule: _severity(rule) == "warning", default=None)

    def values(self, rule: PostingRule) -> dict[str, str]:
        """What a finding says of a rule: where it holds, what it asks, since when, and by which source."""
        sources = {source.id: source.name for source in self.market.value.sources}
        since = rule.amended if rule.amended and rule.amended <= self.on else rule.effective
        return {
            "market": self.market.value.name,
            "rule": rule.text,
            "since": since.isoformat(),
            "source": sources.get(rule.source, rule.source),
        }


Found = tuple[Severity, Finding]


def _severity(rule: PostingRule) -> Severity:
    return "warning" if rule.status == "announced" else rule.level


def posting_pay(case: Case) -> Iterator[Found]:
    """Pay, where it must be shown, and a range that is not too wide."""
    pay = case.opening.value.pay
    rule = case.asking(Need.PAY_RANGE, Need.PAY_BOUNDS)
    if pay is None:
        if rule is not None:
            yield _severity(rule), Finding("posting-pay", ("pay",), case.values(rule), "posting-pay")
        return
    for limited in (rule for rule in case.rules if rule.max_spread is not None):
        year = _year(pay.low, pay.per, case.market.value), _year(pay.high, pay.per, case.market.value)
        if year[0] is None or year[1] is None or limited.max_spread is None:
            continue
        exempt = limited.exempt_above is not None and year[1] > limited.exempt_above
        if year[1] - year[0] > limited.max_spread and not exempt:
            values = case.values(limited) | {"limit": str(limited.max_spread), "currency": pay.currency}
            yield _severity(limited), Finding("posting-pay-spread", ("pay",), values, "posting-pay-spread")


def _year(amount: Decimal, per: Period, market: Market) -> Decimal | None:
    """Pay a year in the same currency: months by 12, weeks by 52, hours by the market's full-time year."""
    factors = {Period.YEAR: 1, Period.MONTH: 12, Period.WEEK: 52, Period.HOUR: market.hours_per_year}
    factor = factors.get(per)
    return amount * factor if factor else None


def posting_benefits(case: Case) -> Iterator[Found]:
    """Benefits, where they must be shown: the opening's own or the employer's."""
    opening = case.opening.value
    employers = opening.employer.benefits if opening.employer.benefits is not None else case.employer.benefits
    yield from _lacking(case, Need.BENEFITS, "benefits", there=bool(opening.benefits or employers))


def posting_other_pay(case: Case) -> Iterator[Found]:
    """Pay beside base pay, where it must be shown. An opening that has none says so in ``other_pay``."""
    yield from _lacking(case, Need.OTHER_COMPENSATION, "other_pay", there=bool(case.opening.value.other_pay))


def posting_deadline(case: Case) -> Iterator[Found]:
    """The last day for applications, where it must be shown."""
    yield from _lacking(case, Need.DEADLINE, "closes", there=case.opening.value.closes is not None)


def posting_date(case: Case) -> Iterator[Found]:
    """The date of the posting, where it must be shown."""
    yield from _lacking(case, Need.DATE, "posted", there=case.opening.value.posted is not None)


def _lacking(case: Case, need: Need, field: str, *, there: bool) -> Iterator[Found]:
    rule = case.asking(need)
    if rule is not None and not there:
        name = f"posting-{field.replace('_', '-')}"
        yield _severity(rule), Finding(name, (field,), case.values(rule), name)


def posting_language(case: Case) -> Iterator[Found]:
    """The language that a posting must be in."""
    for rule in case.rules:
        if rule.languages and not set(rule.languages) & {tag.split("-")[0] for tag in case.opening.value.languages}:
            values = case.values(rule) | {"languages": ", ".join(rule.languages)}
            yield _severity(rule), Finding("posting-language", ("languages",), values, "posting-language")


def opening_closed(case: Case) -> Iterator[Found]:
    """Openings whose last day is over."""
    closes = case.opening.value.closes
    if closes is not None and closes < case.on:
        values = {"closes": closes.isoformat(), "on": case.on.isoformat()}
        yield "warning", Finding("opening-closed", ("closes",), values, "opening-closed")


def pay_unlikely(case: Case) -> Iterator[Found]:
    """Pay that was probably meant for another period."""
    pay = case.opening.value.pay
    if pay is not None and pay.per in _UNLIKELY:
        low, high = _UNLIKELY[pay.per]
        if pay.low < low or pay.high > high:
            values = {"per": pay.per.value, "low": str(pay.low), "high": str(pay.high), "currency": pay.currency}
            yield "warning", Finding("pay-unlikely", ("pay",), values, "pay-unlikely")


def stale_rules(case: Case) -> Iterator[Problem]:
    """The rules that this posting relies on and that nobody has checked for half a year."""
    document = case.market.document
    for index, rule in enumerate(case.market.value.rules):
        if rule in case.rules and (case.on - rule.checked_on).days > CHECKED_DAYS:
            values = {"rule": rule.text, "checked": rule.checked_on.isoformat(), "on": case.on.isoformat()}
            path = ("rules", index, "checked_on")
            yield document.problem(Finding("stale-rule", path, values, "stale-rule"))
