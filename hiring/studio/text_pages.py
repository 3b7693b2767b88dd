"""The addresses of texts: roles and what they say, the words of openings, and the employer."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from hiring.errors import StorageError, UsageError
from hiring.model.text import ID_PATTERN, LANGUAGE_PATTERN, RESERVED_NAMES
from hiring.reporting.problems import failure_text
from hiring.scaffold import new_role
from hiring.studio import role_list
from hiring.studio.addresses import EMPLOYER, ROLES, role_address
from hiring.studio.asking import language_of
from hiring.studio.beginning import begin_role
from hiring.studio.entries import Given, new_id
from hiring.studio.frame import frame
from hiring.studio.sections import Book, employer_book, opening_book, role_book
from hiring.studio.sending import body_of, given
from hiring.studio.services import Services
from hiring.studio.showing import Pages
from hiring.studio.text_desk import TextDesk
from hiring.studio.text_leaf import TextLeaf, opened

_Id = Annotated[str, Path(pattern=ID_PATTERN, max_length=100)]
_Item = Annotated[str, Path(max_length=200)]
_Tag = Annotated[str, Query(alias="language", pattern=f"{LANGUAGE_PATTERN}|^$")]
_Body = Annotated[bytes, Depends(body_of)]

_UNNAMED: Final = "new-role"


def router(services: Services, pages: Pages) -> APIRouter:
    """The pages of texts."""
    routes = APIRouter(include_in_schema=False)
    desk = TextDesk(services, pages)
    _add_list(routes, desk)
    _add_roles(routes, desk)
    _add_words(routes, desk)
    return routes


def _add_list(routes: APIRouter, desk: TextDesk) -> None:
    services = desk.services

    @routes.get(ROLES)
    def all_roles(request: Request) -> Response:
        return listed(request)

    @routes.post(ROLES)
    def made(request: Request, body: _Body) -> Response:
        sent = given(body, services.seal)
        origin, title = _first(sent, "origin") or None, _first(sent, "name")
        library = services.desk.library()
        language = language_of(request, library)
        try:
            name = _new_name(sent, library.role_ids)
            new_role(library, name, origin)
            if title:
                begin_role(library.workspace, name, title, None if origin else language.tag)
        except (UsageError, StorageError) as error:
            return listed(request, failure_text(error.failure, language))
        return RedirectResponse(role_address(name), HTTPStatus.SEE_OTHER.value)

    def listed(request: Request, problem: str = "") -> Response:
        library = services.desk.library()
        language = language_of(request, library)
        view = role_list.build_list(library, frame(library, language), language, services.seal, problem)
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        return desk.pages.answer(request, "roles", view, language, status)


def _new_name(sent: Given, taken: tuple[str, ...]) -> str:
    """The id of a new role: made from its name, or that of the shipped role which it is to replace."""
    replaced = _first(sent, "origin") if sent.get("replace") else ""
    return replaced or new_id(_first(sent, "name"), {*taken, *RESERVED_NAMES}, _UNNAMED)


def _first(sent: Given, name: str) -> str:
    return next(iter(sent.get(name, ())), "").strip()


def _add_roles(routes: APIRouter, desk: TextDesk) -> None:
    @routes.get(ROLES + "/{role_id}")
    def role(request: Request, role_id: _Id, tag: _Tag = "") -> Response:
        library = desk.services.desk.library()
        if not role_list.is_own(library, role_id):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        language = language_of(request, library)
        view = role_list.build_role(library, frame(library, language, tag), language, role_id, tag)
        return desk.pages.answer(request, "role", view, language)

    @routes.get(ROLES + "/{role_id}/{section}")
    def section(request: Request, role_id: _Id, section: _Id, tag: _Tag = "", saved: bool = False) -> Response:
        return desk.shown(request, _page(role_book(role_id), section, "", tag), was_saved=saved)

    @routes.post(ROLES + "/{role_id}/{section}")
    def section_sent(request: Request, role_id: _Id, section: _Id, body: _Body, tag: _Tag = "") -> Response:
        return desk.sent(request, _page(role_book(role_id), section, "", tag), body)

    @routes.get(ROLES + "/{role_id}/{section}/{item}")
    def item(
        request: Request, role_id: _Id, section: _Id, item: _Item, tag: _Tag = "", saved: bool = False
    ) -> Response:
        return desk.shown(request, _page(role_book(role_id), section, item, tag), was_saved=saved)

    @routes.post(ROLES + "/{role_id}/{section}/{item}")
    def item_sent(request: Request, role_id: _Id, section: _Id, item: _Item, body: _Body, tag: _Tag = "") -> Response:
        return desk.sent(request, _page(role_book(role_id), section, item, tag), body)


def _page(book: Book, section_id: str, item: str, tag: str) -> TextLeaf:
    section = next((each for each in book.sections if each.id == section_id), None)
    if section is None or (item and not section.apart):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    leaf = TextLeaf(book, (section,), item, parts=(section_id, item))
    return opened(leaf, tag) if tag else leaf


def _add_words(routes: APIRouter, desk: TextDesk) -> None:
    @routes.get(EMPLOYER)
    def employer(request: Request, tag: _Tag = "", saved: bool = False) -> Response:
        return desk.shown(request, _whole(employer_book(), tag), was_saved=saved)

    @routes.post(EMPLOYER)
    def employer_sent(request: Request, body: _Body, tag: _Tag = "") -> Response:
        return desk.sent(request, _whole(employer_book(), tag), body)

    @routes.get("/openings/{opening_id}/words")
    def words(request: Request, opening_id: _Id, tag: _Tag = "", saved: bool = False) -> Response:
        return desk.shown(request, _whole(opening_book(opening_id), tag), was_saved=saved)

    @routes.post("/openings/{opening_id}/words")
    def words_sent(request: Request, opening_id: _Id, body: _Body, tag: _Tag = "") -> Response:
        return desk.sent(request, _whole(opening_book(opening_id), tag), body)


def _whole(book: Book, tag: str) -> TextLeaf:
    return opened(TextLeaf(book, book.translated), tag) if tag else TextLeaf(book, book.sections)
