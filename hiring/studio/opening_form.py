"""The form of an opening as its page shows it: fields with what may be chosen, findings beside them, and a preview."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from hiring.cells import Subject, cells_of
from hiring.costing.pay import low_and_high, published_pay
from hiring.errors import ContentError, UsageError
from hiring.language import Language
from hiring.library import Library
from hiring.model.employer import Contact
from hiring.model.market import Market
from hiring.model.money import PayFigure, Period
from hiring.model.opening import Employment, VacancyKind, Workplace
from hiring.studio import findings
from hiring.studio.addresses import archive_address, draft_address
from hiring.studio.entries import Field, Given, shown
from hiring.studio.findings import Findings, Said
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names, gone
from hiring.studio.opening_fields import ELSEWHERE, FIELDS, GROUPS, HINTS, PHRASES, default_of

PREVIEW: Final = ("preview.document", "preview.language")
"""The fields that say which document the preview shows, and in which language."""
_FIRST_DOCUMENT: Final = "posting"


@dataclass(frozen=True)
class Option:
    """What may be chosen in a field."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldPart:
    """A field as it is filled in. One that is not ``is_shown`` waits for another field's value; a ``hint`` has a phrase.

    Without a ``label`` its name is that of a phrase. ``language`` is that of its text, where it is not the page's.
    ``otherwise`` is what counts while it is empty, in words.
    """

    name: str
    kind: str
    hint: bool
    values: tuple[str, ...]
    options: tuple[Option, ...]
    said: tuple[Said, ...]
    is_shown: bool
    is_wrong: bool
    label: str = ""
    language: Named | None = None
    otherwise: str = ""


@dataclass(frozen=True)
class PayNote:
    """A published figure of pay: how much, where, of what kind, and who published it."""

    amount: str
    place: str
    kind: str
    source: str


@dataclass(frozen=True)
class GroupPart:
    """Fields under one heading; ``pay`` is what is published for the place."""

    id: str
    fields: tuple[FieldPart, ...]
    pay: tuple[PayNote, ...]


@dataclass(frozen=True)
class Link:
    """A file, by the id of its format."""

    format: str
    address: str


@dataclass(frozen=True)
class Preview:
    """A document of what the form says. ``address`` is empty while problems keep it from being made."""

    document: str
    documents: tuple[str, ...]
    language: str
    languages: tuple[Named, ...]
    address: str
    files: tuple[Link, ...]
    archive: str


@dataclass(frozen=True)
class Draft:
    """What a form says: the file that it was read from and the one that it would become, by their digests.

    ``is_saved`` is that both are the same, ``was_saved`` that it became so just now.
    """

    opening_id: str
    revision: str
    digest: str
    is_saved: bool
    is_new: bool = False
    was_saved: bool = False


@dataclass(frozen=True)
class OpeningForm:
    """The page of one opening."""

    frame: Frame
    seal: str
    title: str
    draft: Draft
    groups: tuple[GroupPart, ...]
    others: tuple[Said, ...]
    is_sound: bool
    preview: Preview


def build(
    library: Library,
    draft: Draft,
    language: Language,
    on: date,
    given: Given,
    *,
    frame: Frame,
    seal: str,
) -> OpeningForm:
    """The page for an opening of a library, which has it as the form says it. ``given`` is what the form sent, if it did."""
    data = library.read(library.workspace.root / "openings" / f"{draft.opening_id}.yaml").data
    data = data if isinstance(data, dict) else {}
    found = findings.of_opening(library, draft.opening_id, on, language, FIELDS)
    values = shown(FIELDS, data) | {name: tuple(each) for name, each in given.items()}
    choices = _Choices(library, language, data)
    return OpeningForm(
        frame=frame,
        seal=seal,
        title=choices.title(),
        draft=draft,
        groups=tuple(_group(group.id, group.fields, values, choices, found) for group in GROUPS),
        others=found.others,
        is_sound=found.is_sound,
        preview=_preview(library, draft, found, given),
    )


def _group(
    name: str,
    fields: Sequence[Field],
    values: Mapping[str, tuple[str, ...]],
    choices: "_Choices",
    found: Findings,
) -> GroupPart:
    parts = []
    for field in fields:
        chosen, said = values.get(field.name, ()), found.by_field.get(field.name, ())
        part = FieldPart(
            name=field.name,
            kind=field.kind.value,
            hint=field.name in HINTS,
            values=chosen,
            options=choices.of(field.name, chosen),
            otherwise="" if any(chosen) else choices.otherwise(field),
            said=said,
            is_shown=field.when is None or values.get(field.when[0], ()) == (field.when[1],),
            is_wrong=any(each.severity == "problem" for each in said),
        )
        parts.append(part)
    return GroupPart(name, tuple(parts), choices.pay() if name == "pay" else ())


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


class _Choices:
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
        return iter(sorted(options, key=lambda option: option.label))

    def _roles(self) -> Iterator[Option]:
        return (Option(name, self._names.role(name)) for name in self._library.role_ids)

    def _markets(self) -> Iterator[Option]:
        options = [Option(name, self._names.market(name)) for name in self._library.market_ids]
        return iter(sorted(options, key=lambda option: option.label))

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


def _preview(library: Library, draft: Draft, found: Findings, given: Given) -> Preview:
    languages = _languages_of(library, draft.opening_id)
    cells = list(cells_of(Subject("opening", draft.opening_id, tuple(named.tag for named in languages))))
    documents = tuple(dict.fromkeys(cell.document.name for cell in cells)) or (_FIRST_DOCUMENT,)
    document = _chosen(given, PREVIEW[0], documents, _FIRST_DOCUMENT)
    tags = tuple(named.tag for named in languages)
    tag = _chosen(given, PREVIEW[1], tags, next(iter(tags), ""))
    can_be_made = found.is_sound and bool(tags)
    files = tuple(
        Link(cell.format.name, draft_address(draft.opening_id, draft.digest, document, cell.format.name, tag))
        for cell in cells
        if can_be_made and cell.document.name == document and cell.language == tag
    )
    return Preview(
        document=document,
        documents=documents,
        language=tag,
        languages=languages,
        address=next((file.address for file in files if file.format == "html"), ""),
        files=files,
        archive=archive_address(draft.opening_id, draft.digest) if can_be_made else "",
    )


def _chosen(given: Given, name: str, known: Sequence[str], otherwise: str) -> str:
    wanted = next(iter(given.get(name, ())), otherwise)
    return wanted if wanted in known else otherwise


def _languages_of(library: Library, opening_id: str) -> tuple[Named, ...]:
    try:
        tags = library.opening(opening_id).languages
        return tuple(Named.of(library.language(tag)) for tag in tags)
    except (ContentError, UsageError):
        return ()
