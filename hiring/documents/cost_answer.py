"""The answer of a cost estimate: the sums that decide, then every amount with its range and what it means."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.costing.estimate import Estimate
from hiring.costing.spread import Spread, Total
from hiring.documents.cost_words import CostWriter
from hiring.documents.figures import Amount, Citations, FigureWriter
from hiring.documents.page import Fact
from hiring.library import Vacancy
from hiring.model.money import OURS


@dataclass(frozen=True)
class Headline:
    """One of the sums that decide, for all hires where its name does not say for one. ``about`` says what it is."""

    label: str
    amount: str
    range: str
    about: str


@dataclass(frozen=True)
class CostRow:
    """One line of the answer: its amounts, and ``texts`` that say what it is."""

    label: str
    amounts: tuple[Amount, ...]
    texts: tuple[str, ...]


class AnswerWriter:
    """Writes the answer in the vacancy's language, and rows like those of the answer."""

    def __init__(self, vacancy: Vacancy, found: Estimate, citations: Citations, figures: FigureWriter) -> None:
        self._vacancy, self._found, self._language = vacancy, found, vacancy.language
        self._citations, self._figures = citations, figures
        self._writer = CostWriter(vacancy.language, found.currency)

    # In short.

    def headlines(self) -> Iterator[Headline]:
        """One-time cost, cost per hire with the comparable one, and the first year."""
        found, language = self._found, self._language
        yield self._headline("once", found.once, self._of_each("once", found.once))
        comparable = language("label", label=language("cost.row.comparable"))
        comparable_amount = self._writer.money(found.comparable_cost_per_hire.expected)
        yield self._headline("per_hire", found.cost_per_hire, f"{comparable} {comparable_amount}", hires=1)
        yield self._headline("first_year", found.first_year, self._of_each("first_year", found.first_year))

    def _headline(self, name: str, total: Total, about: str, hires: int | None = None) -> Headline:
        shown = self.ranged(total, hires or self._found.hires)
        return Headline(self._language(f"cost.row.{name}"), shown.text, shown.detail, about)

    def _of_each(self, name: str, total: Total) -> str:
        """What a sum for several hires is for each of them; for one hire, what it is made of."""
        if self._found.hires == 1:
            return self._language(f"cost.text.{name}")
        return self._language("cost.headline.each", amount=self._writer.money(total.over(self._found.hires).expected))

    def key_facts(self) -> Iterator[Fact]:
        """Pay, pay with benefits and the published time to fill, each in one amount."""
        found, published = self._found, self._found.benchmarks.time_to_fill
        yield self._fact("pay", self._stated())
        if found.loaded is not None:
            yield self._fact("loaded", self.derived(found.loaded, "cost.derived.loaded"))
        if published:
            yield self._fact("time_to_fill", self._figures.brief(published[0]))

    def _fact(self, name: str, amount: Amount) -> Fact:
        cited = self._language("cost.cited", text=amount.text, refs=amount.refs) if amount.refs else amount.text
        return Fact(self._language(f"cost.row.{name}"), cited)

    def rests_on(self) -> Iterator[str]:
        """How much of the one-time cost, and how many rates, have a source, and how much is assumed."""
        found, language = self._found, self._language
        expected = [(line.given.source != OURS, line.of(found.hires).expected) for line in found.lines]
        if found.once.expected:
            sourced = sum(amount for is_sourced, amount in expected if is_sourced) / found.once.expected * 100
            shares = {"sourced": language.percent(sourced, 0), "assumed": language.percent(100 - sourced, 0)}
            yield language("cost.rests.lines", **shares)
        if found.rates:
            with_source = sum(given.line.source != OURS for given in found.rates)
            yield language("cost.rests.rates", sourced=with_source, all=len(found.rates))

    # Amount by amount.

    def answer(self) -> Iterator[CostRow]:
        """Every amount with its range, and what it means."""
        found, language = self._found, self._language
        yield self._total_row("per_hire", found.cost_per_hire)
        yield self._total_row("comparable", found.comparable_cost_per_hire)
        ratio = Amount(language.percent(found.hire_cost_ratio * 100, 1), "", "", secondary=False)
        yield self.row("ratio", (ratio,))
        yield self._total_row("once", found.once.over(found.hires), found.once)
        yield from self._pay_rows()
        yield self._total_row("first_year", found.first_year.over(found.hires), found.first_year)
        yield from self._time_to_fill()

    def _total_row(self, name: str, each: Total, together: Total | None = None) -> CostRow:
        """A sum for one hire, and for all where that is another."""
        amounts = [self.ranged(each)]
        if together is not None and self._found.hires > 1:
            amounts.append(self.ranged(together, self._found.hires))
        return self.row(name, tuple(amounts))

    def ranged(self, total: Total, hires: int = 1) -> Amount:
        """A sum with the range of eight in ten cases, which says for how many hires it is where they are several."""
        low, high = self._writer.money(total.p10), self._writer.money(total.p90)
        if hires > 1:
            detail = self._language("cost.range.all", count=hires, low=low, high=high)
        else:
            detail = self._language("cost.range", low=low, high=high)
        return Amount(self._writer.money(total.expected), detail, "", secondary=False)

    def row(self, name: str, amounts: tuple[Amount, ...], *texts: str) -> CostRow:
        """A row by the name that its phrases have; what the phrases say of it stands before ``texts``."""
        about = (self._language(f"cost.text.{name}"),) if self._language.has(f"cost.text.{name}") else ()
        return CostRow(self._language(f"cost.row.{name}"), amounts, (*about, *texts))

    def _pay_rows(self) -> Iterator[CostRow]:
        found, language, base = self._found, self._language, self._found.pay.base
        yield self.row("pay", (self._stated(),), *self._pay_texts())
        if base.conversion:
            text = language(f"cost.converted.{base.per}", factor=base.conversion.factor)
            yield self.row("yearly_pay", (self.derived(found.year, "cost.derived.pay"),), text)
        if found.loaded is None:
            yield self.row("loaded", (), language("cost.missing.benefits"))
            return
        share = self._figures.brief(found.pay.loaded[0].figure)
        about = language("cost.benefits", label=found.pay.loaded[0].figure.label, share=share.text, detail=share.detail)
        shown = self.derived(found.loaded, "cost.derived.loaded")
        yield self.row("loaded", (Amount(shown.text, shown.detail, share.refs, share.secondary),), about)

    def _pay_texts(self) -> Iterator[str]:
        language, pay = self._language, self._found.pay
        if pay.base.figure:
            yield language("cost.text.pay_published", place=self._figures.place(pay.base.figure))
            return
        yield language("cost.text.pay_opening")
        if pay.nearest:
            shown, place = self._figures.pay(pay.nearest), self._figures.place(pay.nearest)
            yield language(
                "cost.text.pay_compared", amount=shown.text, place=place, detail=shown.detail, refs=shown.refs
            )

    def _stated(self) -> Amount:
        base = self._found.pay.base
        if base.figure:
            return self._figures.pay(base.figure)
        text = self._language.pay(base.stated.low, base.stated.high, base.stated.currency, base.per)
        return Amount(text, self._language("cost.detail.opening"), "", secondary=False)

    def derived(self, spread: Spread, phrase: str) -> Amount:
        """An amount from low to high that is calculated; ``phrase`` names the words that say from what."""
        return Amount(self._writer.ends_of(spread), self._language(phrase), "", secondary=False)

    def _time_to_fill(self) -> Iterator[CostRow]:
        time, published = self._vacancy.role.time_to_fill, self._found.benchmarks.time_to_fill
        if not time and not published:
            return
        texts = [self._language("cost.published.time_to_fill")] if published else []
        if time:
            texts.append(
                self._language("cost.cited", text=time.text, refs=self._citations.refs(*time.sources))
                if time.sources
                else time.text
            )
        yield self.row("time_to_fill", tuple(map(self._figures.brief, published)), *texts)
