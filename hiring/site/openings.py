"""What the site shows: the openings that are open on a day, in each of their languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from hiring.documents import DOCUMENTS
from hiring.documents.page import Context
from hiring.documents.posting import PostingView
from hiring.errors import Gatherer, UsageError
from hiring.forms import Forms
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.model.employer import Employer
from hiring.model.opening import Opening
from hiring.publication import LeftOut, left_out
from hiring.rendering import Renderer

_POSTING: Final = next(document for document in DOCUMENTS if document.name == "posting")


@dataclass(frozen=True)
class Posting:
    """An opening in one language: what it is made from, its view, and its forms for pages, files and feeds."""

    vacancy: Vacancy
    view: PostingView
    forms: Forms


@dataclass(frozen=True)
class OpenOpening:
    """An opening that the site shows. ``postings`` has its languages in the order in which the opening names them."""

    opening: Opening
    postings: Mapping[str, Posting]

    @property
    def id(self) -> str:
        """The opening's id, which is the name of its folder."""
        return self.opening.id


@dataclass(frozen=True)
class Site:
    """The whole site. ``base`` is its address on the web, without a slash at the end; ``folder`` is where the files that the
    employer names lie; ``home`` the employer's language; ``languages`` those of all lists, by tag; ``openings`` the newest
    first; ``closed`` and ``waiting`` the ids of those that are closed or not posted yet."""

    base: str
    folder: Path
    employer: Employer
    home: Language
    languages: Mapping[str, Language]
    openings: tuple[OpenOpening, ...]
    closed: tuple[str, ...]
    waiting: tuple[str, ...]

    def in_language(self, tag: str) -> tuple[OpenOpening, ...]:
        """The openings that there are in a language."""
        return tuple(opening for opening in self.openings if tag in opening.postings)

    def foremost(self, opening: OpenOpening) -> str:
        """The language of an opening for readers of any: the employer's if it has it, else its first."""
        return self.home.tag if self.home.tag in opening.postings else next(iter(opening.postings))


def site_of(library: Library, renderer: Renderer, base: str, on: date) -> Site:
    """The site on a day. An opening is shown from the day it is posted to the day it closes, both included.

    Every language of an opening has its list, so that no list goes away with the last opening in it. Raises ``UsageError``
    for a workspace without openings, ``ContentError`` with every problem of what the site shows.
    """
    if not library.opening_ids:
        raise UsageError("site_no_openings")
    gather = Gatherer()
    employer = gather(library.employer_base)
    found = [opening for name in library.opening_ids if (opening := gather(partial(library.opening, name)))]
    closed = tuple(opening.id for opening in found if left_out(opening, on) is LeftOut.CLOSED)
    waiting = tuple(opening.id for opening in found if left_out(opening, on) is LeftOut.NOT_POSTED)
    chosen = [opening for opening in found if opening.id not in closed + waiting]
    # Python's sort keeps the order of ids among openings of one day.
    chosen.sort(key=lambda opening: opening.posted or date.min, reverse=True)
    shown = [OpenOpening(opening, _postings(library, renderer, opening, on, gather)) for opening in chosen]
    tags = sorted({tag for opening in found for tag in opening.languages})
    languages = {tag: language for tag in tags if (language := gather(partial(library.language, tag)))}
    home = gather(partial(library.language, employer.value.language)) if employer else None
    gather.raise_problems()
    assert employer is not None
    assert home is not None
    return Site(base, library.workspace.root, employer.value, home, languages, tuple(shown), closed, waiting)


def _postings(
    library: Library, renderer: Renderer, opening: Opening, on: date, gather: Gatherer
) -> Mapping[str, Posting]:
    made = [gather(partial(_posting, library, renderer, opening.id, tag, on)) for tag in opening.languages]
    return {posting.vacancy.language.tag: posting for posting in made if posting is not None}


def _posting(library: Library, renderer: Renderer, opening_id: str, tag: str, on: date) -> Posting:
    vacancy = library.vacancy(opening_id, tag)
    view = _POSTING.build(vacancy, Context(on))
    return Posting(vacancy, view, Forms(_POSTING, view, vacancy.language, renderer))
