"""The rows of ``hiring list``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from hiring.documents import DOCUMENTS
from hiring.formats import FORMATS
from hiring.language import Language
from hiring.library import Library
from hiring.linting import RULES
from hiring.reporting.tables import table

Row = dict[str, Any]
"""What a listing says of one thing: its ``id``, and texts or lists of texts."""


def listing(what: str, library: Library, language: Language) -> list[Row]:
    """What there is of one kind, one of ``KINDS``; names are in the language. Raises ``ContentError``."""
    return list(_LISTINGS[what](library, language))


def listing_text(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each row: its id, then what else it says."""
    cells = ([" ".join(value) if isinstance(value, list) else value for value in row.values()] for row in rows)
    return table((first, "  ".join(cell for cell in rest if cell)) for first, *rest in cells)


def _roles(library: Library, language: Language) -> Iterator[Row]:
    for base in map(library.role_base, library.role_ids):
        role = base.value
        yield {"id": role.id, "title": role.title, "languages": list(library.languages_of_role(role.id))}


def _openings(library: Library, language: Language) -> Iterator[Row]:
    for opening in map(library.opening, library.opening_ids):
        languages = list(opening.languages)
        yield {"id": opening.id, "role": opening.role, "market": opening.market, "languages": languages}


def _languages(library: Library, language: Language) -> Iterator[Row]:
    for tag in library.language_tags:
        yield {"id": tag, "name": language.name_of(tag)}


def _documents(library: Library, language: Language) -> Iterator[Row]:
    for document in DOCUMENTS:
        yield {"id": document.name, "audience": document.audience.value, "formats": list(document.formats)}


def _formats(library: Library, language: Language) -> Iterator[Row]:
    for spec in FORMATS:
        yield {"id": spec.name, "suffix": f".{spec.suffix}"}


def _markets(library: Library, language: Language) -> Iterator[Row]:
    for market in (library.market_base(name).value for name in library.market_ids):
        yield {"id": market.id, "name": market.name, "currency": market.currency}


def _rules(library: Library, language: Language) -> Iterator[Row]:
    for rule in RULES:
        yield {"id": rule.id, "severity": rule.severity, "text": language(f"rule.{rule.id}")}


_LISTINGS: Mapping[str, Callable[[Library, Language], Iterator[Row]]] = {
    "roles": _roles,
    "openings": _openings,
    "languages": _languages,
    "documents": _documents,
    "formats": _formats,
    "markets": _markets,
    "rules": _rules,
}
KINDS: Final = tuple(_LISTINGS)
"""What can be listed."""
