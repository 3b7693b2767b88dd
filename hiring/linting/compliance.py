"""What the law of its market asks of the posting of an opening, on a day, for an employer of a size.

Practical notes from the market packs, not legal advice. A rule whose day has not come, or that is for larger employers,
does not speak; where the employer does not say its size, every rule does. A rule whose day has passed while the market has
not passed its law (the EU's directive on pay in some countries) is a warning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from hiring.content import Base
from hiring.errors import FieldPath, Finding, Problem
from hiring.linting.inclusive import GENDER_SIGN, one_gender
from hiring.linting.subject import Guides, Text
from hiring.linting.wording import Match, matches
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
class Title:
    """The title of a posting as its market writes it, in a language with its guides."""

    written: str
    guides: Guides


@dataclass(frozen=True)
class Case:
    """An opening with its employer and market, each in its own language, its titles in all languages, and the day."""

    opening: Base[Opening]
    employer: Employer
    market: Base[Market]
    titles: Sequence[Title]
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
    """Pay, where it must be shown, and a range that is not too wide. Some laws let a statement of commission stand for it."""
    pay = case.opening.value.pay
    rule = case.asking(Need.PAY_RANGE, Need.PAY_BOUNDS)
    if pay is None:
        is_said = case.opening.value.commission_only and case.asking(Need.COMMISSION_STATEMENT) is not None
        if rule is not None and not is_said:
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
    yield from _lacking(case, Need.BENEFITS, "posting-benefits", "benefits", there=bool(opening.benefits or employers))


def posting_other_pay(case: Case) -> Iterator[Found]:
    """Pay beside base pay, where it must be shown. An opening that has none says so in ``other_pay``."""
    yield from _lacking(
        case, Need.OTHER_COMPENSATION, "posting-other-pay", "other_pay", there=bool(case.opening.value.other_pay)
    )


def posting_deadline(case: Case) -> Iterator[Found]:
    """The last day for applications, where it must be shown."""
    yield from _lacking(case, Need.DEADLINE, "posting-closes", "closes", there=case.opening.value.closes is not None)


def posting_date(case: Case) -> Iterator[Found]:
    """The date of the posting, where it must be shown."""
    yield from _lacking(case, Need.DATE, "posting-posted", "posted", there=case.opening.value.posted is not None)


def posting_employer(case: Case) -> Iterator[Found]:
    """Who is hiring, where it must be known. A posting always names its employer; one marked as a sample is nobody."""
    yield from _lacking(case, Need.EMPLOYER, "posting-employer", "employer", there=not case.employer.sample)


def posting_vacancy(case: Case) -> Iterator[Found]:
    """Whether there is a job to fill now, where it must be said."""
    yield from _lacking(
        case, Need.VACANCY_STATEMENT, "posting-vacancy", "vacancy", there=case.opening.value.vacancy is not None
    )


def posting_ai(case: Case) -> Iterator[Found]:
    """Whether artificial intelligence takes part in the choice, where its use must be said."""
    opening = case.opening.value
    is_said = opening.uses_ai is not None or opening.ai_note is not None
    yield from _lacking(case, Need.AI_STATEMENT, "posting-ai", "uses_ai", there=is_said)


def _lacking(case: Case, need: Need, name: str, field: str, *, there: bool) -> Iterator[Found]:
    rule = case.asking(need)
    if rule is not None and not there:
        yield _severity(rule), Finding(name, (field,), case.values(rule), name)


def posting_language(case: Case) -> Iterator[Found]:
    """The language that a posting must be in."""
    for rule in case.rules:
        if rule.languages and not set(rule.languages) & {tag.split("-")[0] for tag in case.opening.value.languages}:
            values = case.values(rule) | {"languages": ", ".join(rule.languages)}
            yield _severity(rule), Finding("posting-language", ("languages",), values, "posting-language")


def posting_title(case: Case) -> Iterator[Found]:
    """Titles without the sign that the law asks for, with two of them, or that name one gender: advice where no law asks."""
    rule = case.asking(Need.TITLE_FORM)
    path: FieldPath = ("title",) if case.opening.value.title is not None else ("role",)
    forms = rule.title_forms if rule is not None else ()
    for title in case.titles:
        signs = _signs(title.written, forms)
        values = {"title": title.written} | (case.values(rule) if rule is not None else {})
        if len(signs) > 1:
            repeated = values | {"sign": signs[0], "other": signs[1]}
            yield "warning", Finding("posting-title.repeated", path, repeated, "posting-title.repeated")
        elif rule is not None and forms and not any(matches(Text((), title.written), forms)):
            lacking = values | {"form": forms[0]}
            yield _severity(rule), Finding("posting-title.form", path, lacking, "posting-title.form")
        elif not signs and (match := _one_gender(title)) is not None:
            severity = _severity(rule) if rule is not None else "advice"
            name = "posting-title.one-gender" if rule is not None else "posting-title.advice"
            yield severity, Finding(name, path, values | {"found": match.found}, "posting-title.one-gender")


def _signs(title: str, forms: Sequence[str]) -> list[str]:
    """The signs in a title that mean everyone, in their order: those of the law, and whatever looks like one."""
    words = [form for form in forms if not GENDER_SIGN.search(form)]
    found = [(match.start, match.found) for match in matches(Text((), title), words)]
    found += [(match.start(), match[0]) for match in GENDER_SIGN.finditer(title)]
    return [sign for _, sign in sorted(found)]


def _one_gender(title: Title) -> Match | None:
    """A word of a title that names one gender, as far as the guide of its language can tell."""
    text = Text((), title.written)
    avoided = [word for entry in title.guides.avoid if entry.reason == "gender" for word in entry.words]
    found = [match for match, _ in one_gender(text, title.guides)]
    found += matches(text, avoided, title.guides.prefixes, endings=True)
    return found[0] if found else None


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
