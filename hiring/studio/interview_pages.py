"""The address of an opening's interview."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from hiring.editing import edited
from hiring.model.text import ID_PATTERN
from hiring.saving import ChangedError
from hiring.source import load
from hiring.studio import interview_form
from hiring.studio.addresses import interview_address
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, Difference, differences, settled
from hiring.studio.conflict_pages import ConflictPages, content_now
from hiring.studio.entries import Given
from hiring.studio.frame import frame
from hiring.studio.interview_form import FIELDS, QUESTIONS, prompts, stepped, vacancy_of, wanted_changes
from hiring.studio.naming import Names, words_of
from hiring.studio.opening_files import OpeningFiles
from hiring.studio.sending import body_of, given
from hiring.studio.services import Services
from hiring.studio.showing import Pages

_Id = Annotated[str, Path(pattern=ID_PATTERN, max_length=100)]
_Body = Annotated[bytes, Depends(body_of)]
_SAVE: Final = "save"


def router(services: Services, pages: Pages) -> APIRouter:
    """The page on which the questions of an opening's interview are chosen."""
    routes = APIRouter(include_in_schema=False)
    files = OpeningFiles(services)

    def shown(
        request: Request, opening_id: str, read_from: bytes, content: bytes, sent: Given, *, was_saved: bool = False
    ) -> Response:
        library = services.desk.library().with_opening(opening_id, content)
        language = language_of(request, library)
        draft = services.drafts.draft(opening_id, read_from, content, was_saved=was_saved)
        around = frame(library, language)
        view = interview_form.build(library, draft, content, language, sent, frame=around, seal=services.seal)
        return pages.answer(request, "interview", view, language)

    def asked(request: Request, opening_id: str, read_from: bytes, sent: Given, error: ChangedError) -> Response:
        library, now = services.desk.library(), content_now(error)
        language = language_of(request, library)
        found = differences(FIELDS, *(load(each, "").data for each in (read_from, now, error.wanted)))
        texts = prompts(vacancy_of(library, opening_id, now, language))
        title = Names(library, language).opening(opening_id)
        asked = Asked(title, opening_id, interview_address(opening_id), now)
        shown_as = tuple(_in_words(difference, texts) for difference in found)
        kept = {name: values for name, values in sent.items() if name in _KEPT}
        return ConflictPages(services, pages).ask(request, asked, shown_as, kept)

    @routes.get("/openings/{opening_id}/interview")
    def form(request: Request, opening_id: _Id, saved: bool = False) -> Response:
        content = files.revision(opening_id).content
        return shown(request, opening_id, content, content, {}, was_saved=saved)

    @routes.post("/openings/{opening_id}/interview")
    def changed(request: Request, opening_id: _Id, body: _Body) -> Response:
        sent = stepped(settled(given(body, services.seal)))
        read_from = files.kept(sent) or files.revision(opening_id).content
        wanted = wanted_changes(sent, read_from)
        if sent.get("do") != [_SAVE]:
            return shown(request, opening_id, read_from, edited(read_from, wanted), sent)
        try:
            files.save(opening_id, read_from, wanted)
        except ChangedError as error:
            return asked(request, opening_id, read_from, sent, error)
        return RedirectResponse(interview_address(opening_id) + "?saved=1", HTTPStatus.SEE_OTHER.value)

    return routes


_KEPT: Final = frozenset(field.name for field in FIELDS)


def _in_words(difference: Difference, texts: dict[str, str]) -> Difference:
    """A difference as people read it: questions by what they ask."""
    if difference.name != QUESTIONS.name:
        return difference
    theirs, mine = ([texts.get(name, words_of(name)) for name in side] for side in (difference.theirs, difference.mine))
    return replace(difference, theirs=tuple(theirs), mine=tuple(mine))
