"""The address at which a panel rates a candidate, and gets its workbook. Nothing that is sent here is written to a file."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from hiring.documents.interview_kit import panel_forms, panel_workbook
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import ContentError
from hiring.formats import xlsx
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.text import ID_PATTERN
from hiring.studio import panel_form
from hiring.studio.addresses import interview_address
from hiring.studio.asking import language_of
from hiring.studio.entries import Given
from hiring.studio.frame import frame
from hiring.studio.panel_sent import Sent
from hiring.studio.producing import MEDIA_TYPES
from hiring.studio.sending import body_of, given
from hiring.studio.services import Services
from hiring.studio.showing import Pages
from hiring.workbook import Workbook

_Id = Annotated[str, Path(pattern=ID_PATTERN, max_length=100)]
_Body = Annotated[bytes, Depends(body_of)]
_EXPORT: Final = "export"
"""What the form's field ``do`` says when the workbook is asked for."""


@dataclass(frozen=True)
class _Filled:
    """A workbook as a view has one."""

    workbook: Workbook


def router(services: Services, pages: Pages) -> APIRouter:
    """The page on which a panel rates a candidate."""
    routes = APIRouter(include_in_schema=False)

    def answer(request: Request, opening_id: str, sent: Given) -> Response:
        library = services.desk.library()
        language = language_of(request, library)
        try:
            vacancy = _vacancy(library, opening_id, language)
            forms = panel_forms(vacancy)
        except (ContentError, NotApplicableError):
            return RedirectResponse(interview_address(opening_id), 303)  # where it says what is wrong
        found = Sent.of(sent, vacancy, forms)
        if sent.get("do") == [_EXPORT] and not found.wrong_weights:
            context = Context(services.today(), vacancy.opening.languages, Audience.INTERNAL)
            return _download(panel_workbook(vacancy, context, found.panel()), opening_id)
        view = panel_form.build(vacancy, forms, found, language, frame=frame(library, language), seal=services.seal)
        return pages.answer(request, "panel", view, language)

    @routes.get("/openings/{opening_id}/panel")
    def begin(request: Request, opening_id: _Id) -> Response:
        return answer(request, opening_id, {})

    @routes.post("/openings/{opening_id}/panel")
    def go_on(request: Request, opening_id: _Id, body: _Body) -> Response:
        return answer(request, opening_id, given(body, services.seal))

    return routes


def _vacancy(library: Library, opening_id: str, language: Language) -> Vacancy:
    """The vacancy in the language of the page if it is one of the opening's, else in its first."""
    tags = library.opening(opening_id).languages
    return library.vacancy(opening_id, language.tag if language.tag in tags else tags[0])


def _download(workbook: Workbook, opening_id: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{opening_id}-scorecard.xlsx"'}
    return Response(xlsx.write(_Filled(workbook)), media_type=MEDIA_TYPES["xlsx"], headers=headers)
