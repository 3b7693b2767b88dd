"""What every document has: its page, and how the texts of content become the texts of a document."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from hiring.colour import Palette, palette_of
from hiring.errors import ContentError, HiringError, Problem
from hiring.language import fill, own_name
from hiring.library import Vacancy
from hiring.logo import is_address
from hiring.model.audience import Audience
from hiring.model.employer import Brand, Contact
from hiring.model.market import PRIVACY_LAW_ID
from hiring.model.money import OURS, Source
from hiring.model.opening import Address
from hiring.model.text import PLACEHOLDER, PRIVACY_LAW, Statement


@dataclass(frozen=True)
class Context:
    """What a document takes from outside its content: the date it is made for, the languages planned beside it,
    and whom the table of documents makes it for.

    ``has_workbook`` is whether a view gets the workbook that its document has: without it is built in a third of the time.
    """

    on: date
    languages: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    has_workbook: bool = True


class NotApplicableError(HiringError):
    """The content gives no such document. ``reason`` is a phrase id (``reason.<reason>``)."""

    def __init__(self, reason: str, **values: str) -> None:
        self.reason, self.values = reason, values
        super().__init__(reason)


@dataclass(frozen=True)
class LanguageLink:
    """The same page in a language, by its name in itself. ``href`` is relative to the page that has the link."""

    tag: str
    name: str
    href: str


@dataclass(frozen=True)
class FontFile:
    """A font of the employer's and which it is: ``regular``, ``bold`` or ``italic``."""

    face: str
    path: str = field(repr=False)


@dataclass(frozen=True)
class Look:
    """How a document looks as its employer's: colours, the name of a type and its files, logo and letterhead.

    The files are paths. Where they lie says nothing of the document, so that they are not in the repr.
    """

    palette: Palette | None
    font: str | None
    font_files: tuple[FontFile, ...]
    logo: str | None = field(repr=False)
    letterhead: str | None = field(repr=False)


@dataclass(frozen=True)
class Page:
    """The frame of a document: what stands in its head, header and footer.

    ``alternates`` are the languages of the document with its own among them, none where it has no other.
    ``foot`` stands at the foot of every page, with ``folio``, in which ``{page}`` and ``{pages}`` are for the numbers.
    """

    document: str
    audience: Literal["public", "candidate", "internal"]
    title: str
    subject: str
    language: str
    direction: Literal["ltr", "rtl"]
    paper: Literal["a4", "letter"]
    employer: str
    brand: Look
    is_sample: bool
    alternates: tuple[LanguageLink, ...]
    foot: str
    folio: str


@dataclass(frozen=True)
class NamedText:
    """A text with a name before it; the name may be missing."""

    name: str | None
    text: str


@dataclass(frozen=True)
class Fact:
    """One line of key facts: a label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class SourceNote:
    """A source as documents print it."""

    id: str
    text: str
    url: str | None


def page_of(vacancy: Vacancy, context: Context, document: str) -> Page:
    """The page of a document of this vacancy."""
    language = vacancy.language
    title = language(f"document.{document}.title", role=role_title(vacancy))
    name = language(f"document.{document}.name")
    return Page(
        document=document,
        audience=context.audience.value,
        title=title,
        subject=role_title(vacancy),
        language=language.tag,
        direction=language.direction,
        paper=vacancy.market.paper.value,
        employer=vacancy.employer.name,
        brand=look_of(vacancy.employer.brand, vacancy.folder),
        is_sample=vacancy.is_sample,
        alternates=_alternates(context, language.tag, document),
        foot=language(f"page.foot.{context.audience.value}", employer=vacancy.employer.name, document=name),
        folio=language("page.of", page="{page}", pages="{pages}"),
    )


def look_of(brand: Brand, folder: Path) -> Look:
    """The look of an employer's documents; ``folder`` is where the files that it names lie."""
    files = brand.fonts.files if brand.fonts else {}
    return Look(
        palette=palette_of(brand.colour) if brand.colour else None,
        font=brand.fonts.name if brand.fonts else None,
        font_files=tuple(FontFile(face, str(folder / file)) for face, file in files.items()),
        logo=str(folder / brand.logo) if brand.logo and not is_address(brand.logo) else None,
        letterhead=str(folder / brand.letterhead) if brand.letterhead else None,
    )


def _alternates(context: Context, tag: str, document: str) -> tuple[LanguageLink, ...]:
    """The document in each of its languages, this one too, if others are planned."""
    if set(context.languages) <= {tag}:
        return ()
    return tuple(LanguageLink(each, own_name(each), f"../{each}/{document}.html") for each in sorted(context.languages))


def role_title(vacancy: Vacancy) -> str:
    """The title of the opening, or of its role, without a market's additions."""
    return vacancy.opening.title or vacancy.role.title


class Wording:
    """Fills the placeholders of content texts for one vacancy."""

    def __init__(self, vacancy: Vacancy) -> None:
        self._vacancy = vacancy
        laws = {law.id: law.name for law in vacancy.market.laws}
        self._values = {
            "employer": vacancy.employer.name,
            "role": role_title(vacancy),
            "minutes": str(vacancy.opening.interview.minutes),
            "contact": self._contact(),
        }
        if PRIVACY_LAW_ID in laws:
            self._values[PRIVACY_LAW] = laws[PRIVACY_LAW_ID]

    def __call__(self, text: str) -> str:
        """The text with everything filled. Raises ``ContentError`` when it names a law that the market does not know."""
        if PRIVACY_LAW in PLACEHOLDER.findall(text) and PRIVACY_LAW not in self._values:
            market = self._vacancy.market.id
            problem = Problem("market.no_law", f"markets/{market}.yaml", values={"market": market}, fix="market.no_law")
            raise ContentError([problem])
        return fill(text, self._values)

    def optional(self, text: str | None) -> str | None:
        """The text filled, or None."""
        return None if text is None else self(text)

    def all(self, statements: Iterable[Statement]) -> tuple[str, ...]:
        """The texts of statements, filled."""
        return tuple(self(statement.text) for statement in statements)

    def paragraphs(self, text: str | None) -> tuple[str, ...]:
        """The paragraphs of a text, filled."""
        return tuple(self(part) for part in text.split("\n\n")) if text else ()

    def _contact(self) -> str:
        contact = contact_of(self._vacancy)
        found = contact.email or contact.phone
        return found or self._vacancy.language("contact.unnamed")


def contact_of(vacancy: Vacancy) -> Contact:
    """Whom candidates ask: the opening's contact, else the employer's."""
    return vacancy.opening.contact or vacancy.employer.contact


def place_of(vacancy: Vacancy) -> str | None:
    """The place of work in words: a location of the market, or the address."""
    location = vacancy.opening.location
    if location is None:
        return None
    if isinstance(location, Address):
        parts = [location.city, location.region]
    else:
        found = next(place for place in vacancy.market.locations if place.id == location)
        parts = [found.name, found.region]
    return vacancy.language.listing([part for part in parts if part])


def source_notes(vacancy: Vacancy, used: Iterable[str], *known: Iterable[Source]) -> tuple[SourceNote, ...]:
    """The sources of the ids that a document uses, in the order of first use. ``ours`` comes last."""
    by_id = {source.id: source for sources in known for source in sources}
    ids = list(dict.fromkeys(used))
    notes = [_note(vacancy, by_id[name]) for name in ids if name != OURS]
    if OURS in ids:
        notes.append(SourceNote(OURS, vacancy.language("source.ours"), None))
    return tuple(notes)


def _note(vacancy: Vacancy, source: Source) -> SourceNote:
    language = vacancy.language
    unknown = language("source.unknown")
    publisher = source.publisher if source.publisher != "unknown" else unknown
    published = language.partial_date(source.published) if source.published != "unknown" else unknown
    text = language(
        "source.note",
        title=source.name,
        publisher=publisher,
        published=published,
        retrieved=language.partial_date(source.retrieved),
    )
    return SourceNote(source.id, text, source.url)
