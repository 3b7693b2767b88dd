"""What may be chosen in the form of an opening, and what counts where nobody chooses: both depend on what is chosen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from hiring.costing.pay import low_and_high, published_pay
from hiring.errors import ContentError
from hiring.language import Language
from hiring.library import Library
from hiring.model.employer import Contact
from hiring.model.market import Market
from hiring.model.money import PayFigure, Period
from hiring.model.opening import Employment, VacancyKind, Workplace
from hiring.studio.entries import Field
from hiring.studio.naming import Names, gone
from hiring.studio.opening_fields import ELSEWHERE, PHRASES, default_of


@dataclass(frozen=True)
class Option:
    """What may be chosen in a field."""

    value: str
    label: str


@dataclass(frozen=True)
class PayNote:
    """A published figure of pay: how much, where, of what kind, and who published it."""

    amount: str
    place: str
    kind: str
    source: str


def default_shown(field: Field, language: Language) -> str:
    """What the model takes where a file says nothing in a field, in words; empty for nothing."""
    value = default_of(field)
    if isinstance(value, bool):
        return language("studio.yes") if value else language("studio.no")
    if isinstance(value, int):
        return language.number(Decimal(value))
    if isinstance(value, StrEnum):
        return language(f"{PHRASES[field.name]}.{value}")
    if isinstance(value, tuple):
        return language.listing([language(f"{PHRASES[field.name]}.{each}") for each in value])
    return ""


class Choices:
    """What may be chosen, which depends on what is chosen already."""

    def __init__(self, library: Library, language: Language, data: Mapping[str, Any]) -> None:
        self._library, self._language, self._data = library, language, data
        self._names = Names(library, language)
        self._market = self._market_of(data.get("market"))

    def title(self) -> str:
        """The opening's own title, else its role's; empty for neither."""
        own = self._data.get("title")
        if isinstance(own, str):
            return own
        return self._names.role(str(self._data["role"])) if self._data.get("role") in self._library.role_ids else ""

    def of(self, name: str, chosen: Sequence[str]) -> tuple[Option, ...]:
        """The options of a field; what is chosen already is among them, even if nothing knows it."""
        make: Callable[[], Iterable[Option]] | None = {
            "role": self._roles,
            "market": self._markets,
            "location": self._places,
            "languages": self._languages,
            "language": self._own_languages,
            "pay.currency": self._currencies,
            "location.country": self._countries,
            "pay.per": lambda: self._said(name, Period),
            "employment": lambda: self._said(name, Employment),
            "workplace": lambda: self._said(name, Workplace),
            "vacancy": lambda: self._said(name, VacancyKind),
        }.get(name)
        if make is None:
            return ()
        options = tuple(make())
        known = {option.value for option in options}
        return (*options, *(Option(value, self._gone(name, value)) for value in chosen if value and value not in known))

    def _gone(self, name: str, value: str) -> str:
        if name in ("languages", "language"):
            return self._language.name_of(value)
        return value if name == "pay.currency" else gone(value, self._language)

    def otherwise(self, field: Field) -> str:
        """What counts where the opening does not say it, in words; empty for nothing."""
        if field.name == "title":
            role = self._data.get("role")
            return self._names.role(role) if role in self._library.role_ids else ""
        if field.name == "location.country":
            return self._language.country(self._market.country) if self._market is not None else ""
        if field.path[0] == "contact":
            return self._contact.get(field.name, "")
        return default_shown(field, self._language)

    @cached_property
    def _contact(self) -> Mapping[str, str]:
        try:
            contact = self._library.employer_base().value.contact
        except ContentError:
            return {}  # its own page says what is wrong with the employer
        said = {name: getattr(contact, name, None) for name in Contact.model_fields}
        return {f"contact.{name}": value for name, value in said.items() if value}

    def _said(self, name: str, values: Sequence[Any] | type[Any]) -> Iterator[Option]:
        return (Option(value.value, self._language(f"{PHRASES[name]}.{value.value}")) for value in values)

    def _countries(self) -> Iterator[Option]:
        options = [Option(code, name) for code, name in self._language.countries().items()]
        return iter(sorted(options, key=lambda option: self._language.order_of(option.label)))

    def _roles(self) -> Iterator[Option]:
        return (Option(name, self._names.role(name)) for name in self._library.role_ids)

    def _markets(self) -> Iterator[Option]:
        options = [Option(name, self._names.market(name)) for name in self._library.market_ids]
        return iter(sorted(options, key=lambda option: self._language.order_of(option.label)))

    def _market_of(self, name: object) -> Market | None:
        if not isinstance(name, str) or name not in self._library.market_ids:
            return None
        try:
            return self._library.market(name, self._language.tag)
        except ContentError:
            return None  # lint and validate report it at its own file

    def _places(self) -> Iterator[Option]:
        places = self._market.locations if self._market is not None else ()
        yield from (Option(place.id, place.name) for place in places)
        yield Option(ELSEWHERE, self._language("studio.place.elsewhere"))

    def _languages(self) -> Iterator[Option]:
        role = self._data.get("role")
        try:
            known = self._library.languages_of_role(role) if role in self._library.role_ids else ()
        except ContentError:
            known = ()
        yield from (Option(tag, self._library.language(tag).name) for tag in known or self._library.language_tags)

    def _own_languages(self) -> Iterator[Option]:
        known = self._library.language_tags
        chosen = self._data.get("languages")
        tags = [tag for tag in chosen if tag in known] if isinstance(chosen, list) else []
        yield from (Option(tag, self._library.language(tag).name) for tag in tags)

    def _currencies(self) -> Iterator[Option]:
        if self._market is not None:
            yield Option(self._market.currency, self._market.currency)

    def pay(self) -> tuple[PayNote, ...]:
        """The published figures of pay for the opening's place and country, the nearest first."""
        role = self._data.get("role")
        if self._market is None or role not in self._library.role_ids:
            return ()
        try:
            return tuple(self._pay_notes(str(role), self._market))
        except ContentError:
            return ()

    def _pay_notes(self, role_id: str, market: Market) -> Iterator[PayNote]:
        role, language = self._library.role(role_id, self._language.tag), self._language
        sources = {source.id: source for source in (*role.sources, *market.sources)}
        for figure in published_pay(role, market, self._data.get("location")):
            source = sources.get(figure.source)
            yield PayNote(
                language.pay(*low_and_high(figure), figure.currency, figure.per),
                self._place_of(figure, market),
                language(f"figure.kind.{figure.kind}"),
                source.name if source is not None else language("studio.pay.ours"),
            )

    def _place_of(self, figure: PayFigure, market: Market) -> str:
        place = next((each.name for each in market.locations if each.id == figure.location), None)
        return place or self._names.market(figure.market)
