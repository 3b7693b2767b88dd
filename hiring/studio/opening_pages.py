"""The addresses of one opening: its form, the documents of what stands in it, and what is done with it as a whole."""

import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from hiring.editing import edited
from hiring.editing.changes import Change, Remove, SetValue
from hiring.library import Library
from hiring.saving import ChangedError, create, save
from hiring.source import load
from hiring.studio import opening_form
from hiring.studio.addresses import NEW_OPENING, OPENINGS, opening_address
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, differences, settled
from hiring.studio.conflict_pages import ConflictPages, content_now
from hiring.studio.entries import Given, changes, new_id
from hiring.studio.frame import frame
from hiring.studio.naming import Names
from hiring.studio.opening_fields import FIELDS, ORDER
from hiring.studio.opening_files import OpeningFiles, OpeningId, file_of
from hiring.studio.producing import Wanted, every_document, produced
from hiring.studio.sending import body_of, given
from hiring.studio.services import Services
from hiring.studio.showing import Pages

_Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_Body = Annotated[bytes, Depends(body_of)]

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can say. The same documents make the same archive."""
_UNNAMED: Final = "new-opening"
_SAVE: Final = "save"
"""What the form's field ``do`` says when it is to be saved; else it is only looked at."""


def router(services: Services, pages: Pages) -> APIRouter:
    """The pages of openings, and the files that they lead to."""
    routes = APIRouter(include_in_schema=False)
    desk = _OpeningDesk(services, pages)
    _add_forms(routes, desk)
    _add_deeds(routes, desk)
    _add_files(routes, services)
    return routes


def _add_forms(routes: APIRouter, desk: "_OpeningDesk") -> None:
    @routes.get(NEW_OPENING)
    def begin(request: Request) -> Response:
        start = _start(language_of(request, desk.services.desk.library()).tag)
        return desk.shown(request, _UNNAMED, start, start, {}, is_new=True)

    @routes.post(NEW_OPENING)
    def made(request: Request, body: _Body) -> Response:
        sent = given(body, desk.services.seal)
        start = desk.kept(sent) or _start(language_of(request, desk.services.desk.library()).tag)
        content = edited(start, _wanted(sent, start))
        if sent.get("do") != [_SAVE]:
            return desk.shown(request, _UNNAMED, start, content, sent, is_new=True)
        opening_id = desk.created(content, _name_of(load(content, "").data))
        return _to(opening_address(opening_id) + "?saved=1")

    @routes.get("/openings/{opening_id}")
    def form(request: Request, opening_id: OpeningId, saved: bool = False) -> Response:
        content = desk.revision(opening_id).content
        return desk.shown(request, opening_id, content, content, {}, was_saved=saved)

    @routes.post("/openings/{opening_id}")
    def changed(request: Request, opening_id: OpeningId, body: _Body) -> Response:
        sent = settled(given(body, desk.services.seal))
        read_from = desk.kept(sent) or desk.revision(opening_id).content
        wanted = _wanted(sent, read_from)
        if sent.get("do") != [_SAVE]:
            return desk.shown(request, opening_id, read_from, edited(read_from, wanted), sent)
        try:
            desk.save(opening_id, read_from, wanted)
        except ChangedError as error:
            return desk.asked(request, opening_id, read_from, sent, error)
        return _to(opening_address(opening_id) + "?saved=1")


def _add_deeds(routes: APIRouter, desk: "_OpeningDesk") -> None:
    @routes.post("/openings/{opening_id}/copy")
    def copy(opening_id: OpeningId, body: _Body) -> Response:
        given(body, desk.services.seal)
        content = desk.revision(opening_id).content
        days = [Remove((name,)) for name in ("posted", "closes") if name in load(content, "").data]
        return _to(opening_address(desk.created(edited(content, days), opening_id)))

    @routes.post("/openings/{opening_id}/close")
    def close(opening_id: OpeningId, body: _Body) -> Response:
        given(body, desk.services.seal)
        last = desk.services.today() - timedelta(days=1)
        save(
            desk.services.desk.workspace,
            desk.revision(opening_id),
            [SetValue(("closes",), last.isoformat(), ORDER)],
        )
        return _to(OPENINGS)


def _add_files(routes: APIRouter, services: Services) -> None:
    def at(opening_id: str, digest: str) -> tuple[Library, int]:
        content = services.drafts.get(digest)
        if content is None:
            raise HTTPException(HTTPStatus.GONE)
        library, edition = services.desk.current()
        return library.with_opening(opening_id, content), edition

    @routes.get("/openings/{opening_id}/drafts/{digest}/archive.zip")
    def archive(opening_id: OpeningId, digest: _Digest) -> Response:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
            for cell, content in every_document(services.press, *at(opening_id, digest), opening_id, services.today()):
                pack.writestr(zipfile.ZipInfo(cell.path, _EARLIEST), content, zipfile.ZIP_DEFLATED)
        headers = {"content-disposition": f'attachment; filename="{opening_id}.zip"'}
        return Response(written.getvalue(), media_type="application/zip", headers=headers)

    @routes.get("/openings/{opening_id}/drafts/{digest}/{document}/{form}")
    def document(
        opening_id: OpeningId, digest: _Digest, document: str, form: str, language: str | None = None
    ) -> Response:
        wanted = Wanted(opening_id, document, form, language, services.today())
        return produced(services.press, *at(opening_id, digest), wanted)


@dataclass(frozen=True)
class _OpeningDesk(OpeningFiles):
    """What the addresses do with the files of openings, and the pages that they answer with."""

    pages: Pages

    def created(self, content: bytes, name: str) -> str:
        """Save a new opening by a name, or one after it that is free; the name that it got."""
        library = self.services.desk.library()
        opening_id = new_id(name, library.opening_ids, _UNNAMED)
        create(library.workspace, file_of(opening_id), edited(content, [SetValue(("id",), opening_id, ORDER)]))
        return opening_id

    def shown(
        self, request: Request, opening_id: str, read_from: bytes, content: bytes, sent: Given, **said: bool
    ) -> Response:
        """The form of an opening that was read as one content and would become another."""
        services = self.services
        library = services.desk.library().with_opening(opening_id, content)
        language = language_of(request, library)
        draft = services.drafts.draft(opening_id, read_from, content, **said)
        view = opening_form.build(
            library, draft, language, services.today(), sent, frame=frame(library, language), seal=services.seal
        )
        return self.pages.answer(request, "opening", view, language)

    def asked(self, request: Request, opening_id: str, read_from: bytes, sent: Given, error: ChangedError) -> Response:
        """The page that shows what the file says now beside what the form says, and asks which is to stay."""
        now = content_now(error)
        found = differences(FIELDS, *(load(each, "").data for each in (read_from, now, error.wanted)))
        library = self.services.desk.library()
        title = Names(library, language_of(request, library)).opening(opening_id)
        asked = Asked(title, opening_id, opening_address(opening_id), now)
        return ConflictPages(self.services, self.pages).ask(request, asked, found, sent)


def _start(tag: str) -> bytes:
    """An opening of which nothing is known but the language of whoever begins it."""
    return f"id: {_UNNAMED}\nlanguages: [{tag}]\n".encode()


def _name_of(data: Any) -> str:
    """What a new opening is called: by its role, and by the place that it is in."""
    place = data.get("location")
    city = place.get("city") if isinstance(place, dict) else place
    return " ".join(str(part) for part in (data.get("role"), city) if part)


def _wanted(sent: Given, content: bytes) -> list[Change]:
    return changes(FIELDS, sent, load(content, "").data, ORDER)


def _to(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER.value)
