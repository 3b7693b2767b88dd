"""The form of an opening: which fields, in which groups. The one place that knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hiring.model.opening import Opening
from hiring.studio.entries import Field, Kind

ORDER: Final[Sequence[str]] = tuple(Opening.model_fields)
"""The fields of an opening as the model has them: a new one stands in its file at this place."""
ELSEWHERE: Final = "elsewhere"
"""Chosen instead of a place of the market: then the address is written."""


@dataclass(frozen=True)
class Group:
    """Fields under one heading, the phrase ``studio.group.<id>``."""

    id: str
    fields: tuple[Field, ...]


_PAY: Final = ("pay.low", "pay.high")
_AT: Final = ("location", ELSEWHERE)

GROUPS: Final = (
    Group(
        "job",
        (
            Field("role", ("role",), Kind.CHOICE),
            Field("title", ("title",), Kind.LINE),
            Field("headcount", ("headcount",), Kind.NUMBER),
            Field("employment", ("employment",), Kind.CHOICES),
            Field("vacancy", ("vacancy",), Kind.CHOICE),
        ),
    ),
    Group(
        "place",
        (
            Field("market", ("market",), Kind.CHOICE),
            Field("location", ("location",), Kind.CHOICE, apart=ELSEWHERE),
            Field("location.city", ("location", "city"), Kind.LINE, when=_AT),
            Field("location.region", ("location", "region"), Kind.LINE, when=_AT),
            Field("location.postal_code", ("location", "postal_code"), Kind.LINE, when=_AT),
            Field("location.street", ("location", "street"), Kind.LINE, when=_AT),
            Field("location.country", ("location", "country"), Kind.CHOICE, when=_AT),
            Field("workplace", ("workplace",), Kind.CHOICE),
        ),
    ),
    Group(
        "languages", (Field("languages", ("languages",), Kind.CHOICES), Field("language", ("language",), Kind.CHOICE))
    ),
    Group(
        "pay",
        (
            Field("pay.low", ("pay", "low"), Kind.NUMBER),
            Field("pay.high", ("pay", "high"), Kind.NUMBER),
            Field("pay.currency", ("pay", "currency"), Kind.CHOICE, beside=_PAY),
            Field("pay.per", ("pay", "per"), Kind.CHOICE, beside=_PAY),
            Field("other_pay", ("other_pay",), Kind.LINES),
            Field("benefits", ("benefits",), Kind.LINES),
            Field("commission_only", ("commission_only",), Kind.FLAG),
        ),
    ),
    Group("work", (Field("schedule", ("schedule",), Kind.WORDS),)),
    Group(
        "dates",
        (
            Field("posted", ("posted",), Kind.DAY),
            Field("closes", ("closes",), Kind.DAY),
            Field("starts", ("starts",), Kind.DAY),
        ),
    ),
    Group(
        "apply",
        (
            Field("apply_url", ("apply_url",), Kind.LINE),
            Field("apply_note", ("apply_note",), Kind.WORDS),
            Field("contact.name", ("contact", "name"), Kind.LINE),
            Field("contact.email", ("contact", "email"), Kind.LINE),
            Field("contact.phone", ("contact", "phone"), Kind.LINE),
            Field("uses_ai", ("uses_ai",), Kind.FLAG),
            Field("ai_note", ("ai_note",), Kind.WORDS),
        ),
    ),
    Group(
        "interview",
        (
            Field("interview.minutes", ("interview", "minutes"), Kind.NUMBER),
            Field("interview.panel", ("interview", "panel"), Kind.NUMBER),
            Field("share_questions", ("share_questions",), Kind.FLAG),
        ),
    ),
)
FIELDS: Final = tuple(field for group in GROUPS for field in group.fields)
PHRASES: Final[Mapping[str, str]] = {
    "employment": "employment",
    "pay.per": "studio.per",
    "vacancy": "studio.vacancy",
    "workplace": "workplace",
}
"""Before the options of a field that the model lists: what their phrases begin with."""


def default_of(field: Field) -> Any:
    """What the model takes where a file says nothing in a field; None where that is nothing."""
    info = Opening.model_fields[str(field.path[0])]
    found = None if info.is_required() else info.default
    for part in field.path[1:]:
        found = getattr(found, str(part), None)
    return found


HINTS: Final = frozenset(
    {
        "ai_note",
        "benefits",
        "headcount",
        "interview.minutes",
        "language",
        "languages",
        "other_pay",
        "schedule",
        "title",
        "uses_ai",
    }
)
"""Fields that need a word more, the phrase ``studio.hint.<name>``."""
