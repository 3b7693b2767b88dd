"""The lines of an opening's cost as its page shows them: each figure with where it is from, and the mix of channels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hiring.costing.estimate import Estimate
from hiring.costing.lines import Given, Line, given_lines, mix_of, spread_of
from hiring.costing.lines import Origin as FileOrigin
from hiring.costing.spread import Total
from hiring.documents.cost_words import CostWriter
from hiring.documents.figures import Citations
from hiring.language import Language
from hiring.library import Vacancy
from hiring.model.costs import CATALOGUE, SUMMED, CostChannel, CostGroup, CostUnit
from hiring.studio.cost_fields import (
    MIX,
    OwnLine,
    data_of,
    item_of,
    joined,
    line_name,
    mix_shown,
    own_lines,
    own_mix,
    points_of,
    text_of,
)
from hiring.studio.findings import Findings, Said, is_wrong
from hiring.studio.naming import words_of
from hiring.studio.opening_choices import Option


@dataclass(frozen=True)
class Origin:
    """Where a figure is from: its kind, date and file in words, and its source, which is empty for an assumption."""

    text: str
    source: str
    url: str | None


@dataclass(frozen=True)
class LinePart:
    """A line as it is filled in. ``values`` are low, likely and high; only the second is an exact amount.

    ``inherited`` is what counts when the opening does not say otherwise, in words; empty for nothing. ``expected`` is what it
    comes to for all hires; empty where it is not in the sums.
    """

    id: str
    field: str
    name: str
    values: tuple[str, ...]
    unit: str
    units: tuple[Option, ...]
    was: str
    is_own: bool
    inherited: str
    origin: Origin | None
    note: str | None
    expected: str
    about: tuple[str, ...]
    said: tuple[Said, ...]
    is_wrong: bool


@dataclass(frozen=True)
class LineGroupPart:
    """The lines of a group: those that a figure is known of, and those that wait for one.

    ``total`` is what they come to, ``total_label`` what that is called; both are empty where they come to nothing together.
    """

    id: str
    name: str
    lines: tuple[LinePart, ...]
    waiting: tuple[LinePart, ...]
    total_label: str
    total: str


@dataclass(frozen=True)
class MixPart:
    """One channel of the mix, and how many percent of the hires it brings."""

    id: str
    name: str
    value: str


@dataclass(frozen=True)
class Mix:
    """The channels together. ``is_own`` is that the opening says it."""

    channels: tuple[MixPart, ...]
    was: str
    is_own: bool
    said: tuple[Said, ...]
    is_wrong: bool


@dataclass(frozen=True)
class NewPart:
    """A line of one's own that is being written: its groups, and what is wrong. It ``lacks`` a name or an amount so far."""

    label: str
    group: str
    amount: str
    groups: tuple[Option, ...]
    currency: str
    expected: str
    lacks: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Case:
    """An opening's data before and after what was typed; its vacancy as it is, and as it would be without costs of its own.

    A vacancy is None while it is unsound.
    """

    before: Any
    data: Any
    language: Language
    found: Findings
    vacancy: Vacancy | None
    bare: Vacancy | None
    counted: Estimate | None


class Lines:
    """Writes the lines of one opening in the page's language."""

    def __init__(self, case: Case) -> None:
        self._case, self._language = case, case.language
        self._own, self._own_before = own_lines(case.data), own_lines(case.before)
        self._given, self._before = _given_of(case.vacancy or case.bare), _given_of(case.bare)
        self._counted = {line.id: line for line in case.counted.lines} if case.counted else {}
        self._currency = case.bare.market.currency if case.bare else ""
        self._writer = CostWriter(case.language, self._currency)
        used = [given.line.source for given in (*self._given.values(), *self._before.values())]
        vacancy = case.vacancy or case.bare
        self._citations = Citations(vacancy, used) if vacancy else None

    def groups(self) -> Iterator[LineGroupPart]:
        """Every group of the catalogue, with own lines after those of the catalogue."""
        known = dict.fromkeys(
            (*CATALOGUE, *self._before, *self._own_before)
        )  # one that is new stands in fields of its own
        lines = [(item_of(self._data_of(line_id, self._own)).group, self._line(line_id)) for line_id in known]
        for group in CostGroup:
            parts = [part for of, part in lines if of is group]
            label, total = self._total(group)
            yield LineGroupPart(
                id=group.value,
                name=self._writer.group(group),
                lines=tuple(part for part in parts if part.is_own or part.origin),
                waiting=tuple(part for part in parts if not part.is_own and not part.origin),
                total_label=label,
                total=total,
            )

    def new(self, sent: OwnLine, line_id: str) -> NewPart:
        """The fields of a line of one's own, of which the opening's data has what they say by an id, if they say enough."""
        counted = self._counted.get(line_id)
        return NewPart(
            label=sent.label,
            group=sent.group,
            amount=sent.amount,
            groups=tuple(Option(each.value, self._writer.group(each)) for each in SUMMED),
            currency=self._currency,
            expected=self._expected(counted) if counted else "",
            lacks=sent.lacks,
            said=self._case.found.by_field.get(line_name(line_id), ()),
        )

    def mix(self) -> Mix:
        """The mix of channels: the opening's own, else the nearest."""
        values, said = self._mix_in(self._case.data), self._case.found.by_field.get(MIX, ())
        parts = zip(CostChannel, values, strict=True)
        return Mix(
            channels=tuple(MixPart(each.value, self._writer.channel(each), value) for each, value in parts),
            was=joined(self._mix_in(self._case.before)),
            is_own=own_mix(self._case.data) is not None,
            said=said,
            is_wrong=is_wrong(said),
        )

    def _mix_in(self, data: Any) -> Sequence[str]:
        """What the fields of the mix show of an opening's data."""
        own, bare = own_mix(data), self._case.bare
        if own is not None:
            return [text_of(own.get(channel.value)) for channel in CostChannel]
        return mix_shown(mix_of(bare.market, bare.employer, bare.opening)) if bare else [""] * len(CostChannel)

    def _line(self, line_id: str) -> LinePart:
        data = self._data_of(line_id, self._own)
        *values, unit = points_of(data)
        said = self._case.found.by_field.get(line_name(line_id), ())
        given, before, counted = self._given.get(line_id), self._before.get(line_id), self._counted.get(line_id)
        is_own = line_id in self._own
        units = (Option(each.value, self._unit(each)) for each in item_of(data).units)
        return LinePart(
            id=line_id,
            field=line_name(line_id),
            name=self._name(line_id, given),
            values=tuple(values),
            unit=unit,
            units=tuple(units),
            was=joined(points_of(self._data_of(line_id, self._own_before))),
            is_own=is_own,
            inherited=self._writer.quantity(before.line, spread_of(before.line)) if is_own and before else "",
            origin=self._origin(given) if given and (not is_own or given.origin is FileOrigin.OPENING) else None,
            note=given.line.note if given and not is_own else None,
            expected=self._expected(counted) if counted else "",
            about=tuple(self._about(counted)) if counted else (),
            said=said,
            is_wrong=is_wrong(said),
        )

    def _data_of(self, line_id: str, own: Mapping[str, tuple[int, Mapping[str, Any]]]) -> Mapping[str, Any]:
        """What the line's field shows: the opening's own figure, else the nearest, else nothing."""
        if line_id in own:
            return own[line_id][1]
        before = self._before.get(line_id)
        return data_of(before.line) if before else {"id": line_id, **self._described(line_id)}

    def _described(self, line_id: str) -> Mapping[str, Any]:
        """What a line of one's own is called and counts in, while its figure is empty."""
        _, line = self._own_before.get(line_id, (0, {}))
        return {name: line[name] for name in ("label", "group") if name in line}

    def _name(self, line_id: str, given: Given | None) -> str:
        if given is not None:
            return self._writer.name(given.line)
        if line_id in CATALOGUE:
            return self._writer.catalogue_name(line_id)
        return str(self._data_of(line_id, self._own).get("label") or words_of(line_id))

    def _unit(self, unit: CostUnit) -> str:
        return self._currency if unit is CostUnit.MONEY and self._currency else self._language(f"cost.unit.name.{unit}")

    def _origin(self, given: Given) -> Origin | None:
        if self._citations is None:
            return None
        text, _ = self._writer.origin(given, self._citations)
        source = self._citations.source(given.line.source)
        return Origin(text, source.name, source.url) if source else Origin(text, "", None)

    def _expected(self, line: Line) -> str:
        assert self._case.counted is not None
        return self._writer.money(line.of(self._case.counted.hires).expected)

    def _about(self, line: Line) -> Iterator[str]:
        """What makes the line count less often than once for each hire."""
        if not line.is_per_hire:
            yield self._language("cost.per.search")
        if line.share != 1:
            yield self._language("cost.share", share=self._language.percent(line.share * 100, 0))

    def _total(self, group: CostGroup) -> tuple[str, str]:
        """What a group comes to for all hires, and what that is called; of the empty post, for a working day."""
        counted = self._case.counted
        if counted and group in SUMMED:
            label = self._language("cost.lines.total", group=self._writer.group(group))
            return label, self._writer.money(counted.total(group).expected)
        if counted and counted.cover and group is CostGroup.VACANCY:
            day = Total.of([counted.cover.per_day])
            return self._language("cost.row.per_day"), self._writer.money(day.expected)
        return "", ""


def _given_of(vacancy: Vacancy | None) -> Mapping[str, Given]:
    if vacancy is None:
        return {}
    return given_lines(vacancy.role, vacancy.market, vacancy.employer, vacancy.opening)
