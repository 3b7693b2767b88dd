"""The first page: every opening of the workspace by its state, what is wrong with it, and its documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hiring.cells import Subject, cells_of
from hiring.errors import ContentError, Problem
from hiring.language import Language
from hiring.library import Library, posting_title
from hiring.model.opening import Opening
from hiring.publication import LeftOut, left_out
from hiring.studio.addresses import document_address
from hiring.studio.files import Link
from hiring.studio.findings import Said, faults_of
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names


class State(StrEnum):
    """How an opening stands on a day, in the order in which the page shows them. The phrase is ``studio.state.<state>``."""

    FAULTY = "faulty"
    OPEN = "open"
    NOT_POSTED = "not-posted"
    CLOSED = "closed"


@dataclass(frozen=True)
class DocumentLine:
    """A document in its formats. ``id`` is its name in the table of documents."""

    id: str
    audience: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class LanguagePart:
    """The documents of an opening in one language."""

    language: Named
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True)
class OpeningPart:
    """One opening. ``title`` is in ``language``, which need not be that of the page."""

    id: str
    state: str
    title: str
    language: Named
    place: str
    days: str
    problems: tuple[Said, ...]
    languages: tuple[LanguagePart, ...]


@dataclass(frozen=True)
class OpeningsView:
    """The first page of the studio. ``counts`` has the number of openings in each state that any is in."""

    frame: Frame
    counts: tuple[tuple[str, int], ...]
    openings: tuple[OpeningPart, ...]


def build(library: Library, frame: Frame, language: Language, on: date) -> OpeningsView:
    """The page in a language, on a day."""
    found = [_part(library, opening_id, language, on) for opening_id in library.opening_ids]
    order = [state.value for state in State]
    parts = sorted(found, key=lambda part: (order.index(part.state), part.title.casefold(), part.id))
    counts = tuple((state, sum(part.state == state for part in parts)) for state in order)
    return OpeningsView(frame, tuple(count for count in counts if count[1]), tuple(parts))


def _part(library: Library, opening_id: str, language: Language, on: date) -> OpeningPart:
    try:
        opening = library.opening(opening_id)
        for tag in opening.languages:
            library.vacancy(opening_id, tag)
        tag = language.tag if language.tag in opening.languages else opening.languages[0]
        return _sound_part(library, opening, tag, language, on)
    except ContentError as error:
        return _faulty_part(opening_id, error.problems, Names(library, language))


def _sound_part(library: Library, opening: Opening, tag: str, language: Language, on: date) -> OpeningPart:
    vacancy = library.vacancy(opening.id, tag)
    return OpeningPart(
        id=opening.id,
        state=_state(opening, on).value,
        title=posting_title(vacancy.opening, vacancy.role, vacancy.market),
        language=Named.of(vacancy.language),
        place=_place(library, opening, language),
        days=_days(opening, language),
        problems=(),
        languages=tuple(_languages(library, opening)),
    )


def _faulty_part(opening_id: str, problems: Sequence[Problem], names: Names) -> OpeningPart:
    said, title = faults_of(problems, names), names.opening(opening_id)
    return OpeningPart(opening_id, State.FAULTY.value, title, Named.of(names.language), "", "", said, ())


def _state(opening: Opening, on: date) -> State:
    states = {LeftOut.CLOSED: State.CLOSED, LeftOut.NOT_POSTED: State.NOT_POSTED}
    reason = left_out(opening, on)
    return states[reason] if reason is not None else State.OPEN


def _place(library: Library, opening: Opening, language: Language) -> str:
    """The market, and the place in it, as the page's language calls them where it can."""
    market = library.market_base(opening.market).value
    if language.tag in library.language_tags:
        market = library.market(opening.market, language.tag)
    place = next((each.name for each in market.locations if each.id == opening.location), None)
    city = place or getattr(opening.location, "city", None)
    return market.name if city is None else language("studio.opening.place", place=city, market=market.name)


def _days(opening: Opening, language: Language) -> str:
    if opening.closes is not None:
        return language("studio.opening.closes", date=language.date(opening.closes))
    return language("studio.opening.posted", date=language.date(opening.posted)) if opening.posted else ""


def _languages(library: Library, opening: Opening) -> Iterator[LanguagePart]:
    cells = list(cells_of(Subject("opening", opening.id, opening.languages)))
    for tag in opening.languages:
        of_language = [cell for cell in cells if cell.language == tag]
        documents = dict.fromkeys(cell.document for cell in of_language)
        lines = tuple(
            DocumentLine(
                document.name,
                document.audience.value,
                tuple(
                    Link(cell.format.name, document_address(opening.id, document.name, cell.format.name, tag))
                    for cell in of_language
                    if cell.document is document
                ),
            )
            for document in documents
        )
        yield LanguagePart(Named.of(library.language(tag)), lines)
