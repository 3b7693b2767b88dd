"""The addresses of what candidates get: the page that shows it, and the files to send."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from hiring.studio import candidate
from hiring.studio.asking import language_of
from hiring.studio.frame import frame
from hiring.studio.opening_files import OpeningFiles, OpeningId
from hiring.studio.producing import Wanted, produced
from hiring.studio.services import Services
from hiring.studio.showing import Pages


def router(services: Services, pages: Pages) -> APIRouter:
    """The page for the candidates of an opening, and its files."""
    routes = APIRouter(include_in_schema=False)
    files = OpeningFiles(services)

    @routes.get("/openings/{opening_id}/candidate")
    def page(request: Request, opening_id: OpeningId, language: str | None = None) -> Response:
        content = files.revision(opening_id).content
        library = services.desk.library().with_opening(opening_id, content)
        own, digest = language_of(request, library), services.drafts.keep_written(content)
        view = candidate.build(library, opening_id, digest, language, own, services.today(), frame(library, own))
        return pages.answer(request, "candidate", view, own)

    @routes.get("/openings/{opening_id}/candidate/{form}")
    def sheet(opening_id: OpeningId, form: Literal["html", "pdf"], language: str | None = None) -> Response:
        content = files.revision(opening_id).content
        current, edition = services.desk.current()
        library = current.with_opening(opening_id, content)
        wanted = Wanted(opening_id, candidate.DOCUMENT.name, form, language, services.today())
        answer = produced(services.press, library, edition, wanted)
        vacancy = library.vacancy(opening_id, answer.headers["content-language"])
        otherwise = f"{opening_id}-{candidate.DOCUMENT.name}.{form}"
        answer.headers["content-disposition"] = candidate.disposition(candidate.file_name(vacancy, form), otherwise)
        return answer

    return routes
