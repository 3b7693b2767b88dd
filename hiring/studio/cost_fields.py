"""The costs of an opening as its form has them: a figure for each line, and the mix of channels.

A line is one field with four values of one name: low, likely, high and the unit. Only ``likely`` is an exact amount. A line
that the opening does not decide shows the nearest figure that others give; a second field beside it says what it showed, so
that only what somebody changed is written to the opening, whatever else has changed meanwhile.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hiring.editing.changes import Change, Insert, Remove, SetValue
from hiring.errors import FieldPath
from hiring.model.costs import CATALOGUE, SUMMED, CostChannel, CostGroup, CostItem, CostLine, Costs, CostUnit
from hiring.model.opening import Opening
from hiring.studio.conflict import CHOICE, THEIRS
from hiring.studio.entries import Field, Given, Kind, new_id

HIRES: Final = Field("headcount", ("headcount",), Kind.NUMBER)
MIX: Final = "channels"
"""The field of the mix: the percentages of the channels, in the order of ``CostChannel``."""
WAS: Final = "was."
"""Before a field's name: what it showed, joined as ``joined`` does it."""
OWN: Final = ("own.label", "own.group", "own.amount")
"""The fields of a line of one's own that is to be added."""
OWN_ID: Final = "own.id"
"""The id under which somebody was asked which side of such a line stays."""
BACK: Final = "back"
"""Names the field whose own figure is given up for the inherited one."""

_COSTS: Final = "costs"
_LINE: Final = "line."
_NUMBER: Final = Field("number", (), Kind.NUMBER)
_POINTS: Final = ("low", "likely", "high")
_FIGURE: Final = frozenset((*_POINTS, "amount", "unit", "currency", "kind", "source", "as_of"))
"""The fields of a line that are its figure and where it is from; another figure has others."""
_OPENING_ORDER: Final = tuple(Opening.model_fields)
_COSTS_ORDER: Final = tuple(Costs.model_fields)


def line_name(line_id: str) -> str:
    """The name of a line's field."""
    return f"{_LINE}{line_id}"


def joined(values: Sequence[str]) -> str:
    """The values of a field as one text, to be compared."""
    return "|".join(values)


@dataclass(frozen=True)
class OwnLine:
    """A line of one's own as a form says it: money for each person hired. ``asked`` is the id that was asked about."""

    label: str
    group: str
    amount: str
    asked: str = ""

    @classmethod
    def of(cls, sent: Given) -> "OwnLine":
        """What the fields of a form say; empty for a form without them."""
        return cls(*(next(iter(sent.get(name, ())), "").strip() for name in (*OWN, OWN_ID)))

    @property
    def lacks(self) -> str:
        """Which half is missing, ``label`` or ``amount``; empty for a line that says both, or nothing at all."""
        if bool(self.label) == bool(self.amount):
            return ""
        return "label" if self.amount else "amount"

    def id_among(self, data: Any, inherited: "Inherited") -> str:
        """The id that the line gets in a file, that of the file where it replaces one; empty without a line."""
        if not (self.label and self.amount):
            return ""
        if self.asked in own_lines(data) and self.asked not in CATALOGUE:
            return self.asked
        return new_id(self.label, {*CATALOGUE, *inherited.lines, *own_lines(data)}, "cost")

    def written(self, line_id: str, currency: str | None, on: date) -> dict[str, Any]:
        """The line as a file is to say it: an assumption of this day."""
        said = {"id": line_id, "label": self.label, "group": self.group, "amount": _number(self.amount)}
        return said | ({"currency": currency} if currency else {}) | {"as_of": on.isoformat()}


@dataclass(frozen=True)
class LineField:
    """A line that the opening's file has, at its place there. ``shown`` is what people read of it."""

    id: str
    index: int

    @property
    def name(self) -> str:
        """The name of its field."""
        return line_name(self.id)

    @property
    def path(self) -> FieldPath:
        """Where it is in the file."""
        return (_COSTS, "lines", self.index)

    def shown(self, data: Any) -> tuple[str, ...]:
        """What a file says of the line, wherever it has it."""
        own = own_lines(data).get(self.id)
        if own is None:
            return ()
        *points, unit = points_of(own[1])
        return (" – ".join(point for point in points if point), str(own[1].get("currency", unit)))


@dataclass(frozen=True)
class MixField:
    """The mix of channels that the opening's file has."""

    name: str = MIX
    path: FieldPath = (_COSTS, MIX)

    def shown(self, data: Any) -> tuple[str, ...]:
        """What a file says of the mix, channel by channel."""
        own = own_mix(data)
        return tuple(f"{channel}: {percent}" for channel, percent in own.items()) if own is not None else ()


def own_mix(data: Any) -> Mapping[str, Any] | None:
    """The mix of channels in an opening's data; None where it has none."""
    found = _costs_of(data).get(MIX)
    return found if isinstance(found, dict) else None


def own_lines(data: Any) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """The lines of an opening's data with their places, by id; what is no line is left out."""
    lines = _costs_of(data).get("lines")
    if not isinstance(lines, list):
        return {}
    return {
        line["id"]: (index, line)
        for index, line in enumerate(lines)
        if isinstance(line, dict) and isinstance(line.get("id"), str)
    }


def file_fields(*contents: Any) -> tuple[Field | LineField | MixField, ...]:
    """The fields of all that opening's data say of its costs, each once, at its place in the first that has it."""
    lines: dict[str, LineField] = {}
    for data in contents:
        for line_id, (index, _) in own_lines(data).items():
            lines.setdefault(line_id, LineField(line_id, index))
    return (HIRES, MixField(), *lines.values())


def points_of(line: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Low, likely, high and the unit of a line's data, as its field shows them."""
    low, likely, high = (text_of(line.get(point)) for point in _POINTS)
    likely = text_of(line["amount"]) if line.get("amount") is not None else likely
    unit = line.get("unit") or (CostUnit.MONEY if line.get("currency") else item_of(line).units[0])
    return low, likely, high, str(unit)


def data_of(line: CostLine) -> dict[str, Any]:
    """A line as data of a file: its figure, and what else its field needs."""
    names = ("id", "amount", *_POINTS, "unit", "currency", "group")
    return {name: value for name in names if (value := getattr(line, name)) is not None}


def item_of(line: Mapping[str, Any]) -> CostItem:
    """The catalogue's line, or that of an own line."""
    known = CATALOGUE.get(str(line.get("id")))
    group = line.get("group")
    return known or CostItem(CostGroup(group) if group in SUMMED else CostGroup.EXTERNAL)


def mix_shown(mix: Mapping[CostChannel, Decimal]) -> tuple[str, ...]:
    """A mix of channels, parts from 0 to 1, as its field shows it: in percent."""
    return tuple(text_of(mix[channel] * 100) for channel in CostChannel)


@dataclass(frozen=True)
class Inherited:
    """What counts where an opening does not say otherwise: the lines by id, its market's currency, the mix."""

    lines: Mapping[str, CostLine]
    currency: str | None
    mix: tuple[str, ...] = ()

    def shown(self, name: str) -> str:
        """What the field of a line or of the mix shows when the opening says nothing; empty for nothing."""
        if name == MIX:
            return joined(self.mix)
        line = self.lines.get(name.removeprefix(_LINE))
        return joined(points_of(data_of(line))) if line else ""


def settled_own(sent: Given) -> Given:
    """What a form sent with the answer to a conflict: without its line of one's own where what the file says of it stays."""
    asked = line_name(next(iter(sent.get(OWN_ID, ())), ""))
    stays = THEIRS in sent.get(f"{CHOICE}{asked}", ())
    return {name: values for name, values in sent.items() if not stays or name not in (*OWN, OWN_ID)}


def changes(sent: Given, data: Any, inherited: Inherited, on: date) -> list[Change]:
    """The changes of an opening's data after which its costs are what a form says."""
    given = _without_unchanged(sent, inherited)
    lines = {name.removeprefix(_LINE): values for name, values in given.items() if name.startswith(_LINE)}
    own = own_lines(data)
    written = {
        line_id: _line(line_id, values, own[line_id][1] if line_id in own else None, inherited, on)
        for line_id, values in lines.items()
        if any(values[:3])
    }
    removed = [line_id for line_id in lines if line_id not in written and line_id in own]
    added = OwnLine.of(sent)
    if new := added.id_among(data, inherited):
        written[new] = added.written(new, inherited.currency, on)
    return list(_of_costs(data, given.get(MIX), written, removed))


def _without_unchanged(sent: Given, inherited: Inherited) -> Given:
    """The fields that say something else than they showed; one that says what is inherited, or goes back to it, is empty."""
    back = sent.get(BACK, ())
    found: dict[str, Sequence[str]] = {}
    for name, values in sent.items():
        if name != MIX and not name.startswith(_LINE):
            continue
        texts = [text.strip() for text in values]
        if name in back or ([joined(texts)] != sent.get(WAS + name) and joined(texts) == inherited.shown(name)):
            found[name] = [""] * len(texts)
        elif [joined(texts)] != sent.get(WAS + name):
            found[name] = texts
    return found


def _line(
    line_id: str, values: Sequence[str], own: Mapping[str, Any] | None, inherited: Inherited, on: date
) -> dict[str, Any]:
    """A line as the file is to say it: the opening's own assumption of this day, for what the line before it was for."""
    low, likely, high, unit = (*values, "", "", "", "")[:4]
    before = inherited.lines.get(line_id)
    kept = own or (_taken_over(before) if before else {})
    is_amount = not low and not high
    points = {"amount": likely} if is_amount else {"low": low, "likely": likely, "high": high}
    line: dict[str, Any] = {"id": line_id}
    line |= {name: _number(text) for name, text in points.items() if text}
    usual = item_of({**kept, "id": line_id}).units[0]
    if unit == CostUnit.MONEY:
        line["currency"] = inherited.currency or kept.get("currency")
    elif unit and unit != usual:
        line["unit"] = unit
    line |= {name: value for name, value in kept.items() if name not in _FIGURE and name != "id"}
    return {name: value for name, value in line.items() if value is not None} | {"as_of": on.isoformat()}


def _taken_over(line: CostLine) -> dict[str, Any]:
    """What a line of the opening takes from the one that it replaces: for what it is paid, and how often."""
    channels = {channel.value: _number(text_of(percent)) for channel, percent in (line.channels or {}).items()}
    group = line.group.value if line.group else None
    return {"per": line.per, "channels": channels or None, "group": group, "label": line.label}


def _of_costs(
    data: Any, mix: Sequence[str] | None, written: Mapping[str, dict[str, Any]], removed: Sequence[str]
) -> Iterator[Change]:
    own, costs = own_lines(data), _costs_of(data)
    new = [line for line_id, line in written.items() if line_id not in own]
    percents = {channel.value: _number(text) for channel, text in zip(CostChannel, mix or (), strict=False) if text}
    whole = {name: percent for name, percent in percents.items() if percent} or percents
    if not costs:
        said = ({MIX: whole} if whole else {}) | ({"lines": new} if new else {})
        if said:
            yield SetValue((_COSTS,), said, _OPENING_ORDER)
        return
    goes = {MIX} if mix is not None and not whole else set()
    goes |= {"lines"} if removed and not new and len(removed) == len(costs["lines"]) else set()
    if costs.keys() <= goes and not whole:
        yield Remove((_COSTS,))
        return
    if whole:
        yield SetValue((_COSTS, MIX), whole, _COSTS_ORDER)
    yield from (Remove((_COSTS, name)) for name in costs if name in goes)
    if "lines" not in goes:
        yield from _of_lines(costs, own, written, removed, new)


def _of_lines(
    costs: Mapping[str, Any],
    own: Mapping[str, tuple[int, Any]],
    written: Mapping[str, dict[str, Any]],
    removed: Sequence[str],
    new: Sequence[dict[str, Any]],
) -> Iterator[Change]:
    """Each line is changed where it stands; new ones come after the last. Removed from the end, so that places hold."""
    for line_id, line in written.items():
        if line_id in own:
            yield SetValue((_COSTS, "lines", own[line_id][0]), line)
    for index in sorted((own[line_id][0] for line_id in removed), reverse=True):
        yield Remove((_COSTS, "lines", index))
    if new and not isinstance(costs.get("lines"), list):
        yield SetValue((_COSTS, "lines"), list(new), _COSTS_ORDER)
    elif new:
        end = len(costs["lines"]) - len(removed)
        yield from (Insert((_COSTS, "lines"), end + number, line) for number, line in enumerate(new))


def _costs_of(data: Any) -> Mapping[str, Any]:
    costs = data.get(_COSTS) if isinstance(data, dict) else None
    return costs if isinstance(costs, dict) else {}


def _number(text: str) -> Any:
    return _NUMBER.value([text], None)


def text_of(value: Any) -> str:
    """A value of a file as a field shows it; empty for none."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)), "f")
    return "" if value is None else str(value)
