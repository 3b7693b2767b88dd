"""Views as pages: the one place of the studio that renders them."""

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from hiring.language import Language
from hiring.rendering import Renderer
from hiring.studio.asking import CHOICE, COOKIE
from hiring.workspace import Workspace, shipped


class Pages:
    """The program's own templates: those of a workspace are for documents."""

    def __init__(self) -> None:
        self._renderer = Renderer(Workspace(shipped("templates").parent))

    def answer(
        self, request: Request, template: str, view: object, language: Language, status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        """A view as the answer to a request. A language that was chosen by the address is remembered for the next ones."""
        page = HTMLResponse(self._renderer.html(f"studio/{template}.html.j2", view, language), status.value)
        if request.query_params.get(CHOICE) == language.tag:
            page.set_cookie(COOKIE, language.tag, samesite="strict", httponly=True)
        return page
