"""The answer to a form whose file is no longer what it was read from: the page that asks which side stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request, Response

from hiring.saving import ChangedError
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, Conflict, Difference, kept_of
from hiring.studio.entries import Given
from hiring.studio.frame import frame
from hiring.studio.services import Services
from hiring.studio.showing import Pages


def content_now(error: ChangedError) -> bytes:
    """What the file says now. Raises the error again for one that is gone or broken: there is nothing to choose from."""
    if error.current is None or error.current.document is None:
        raise error
    return error.current.content


@dataclass(frozen=True)
class ConflictPages:
    """Where forms of one file are asked about."""

    services: Services
    pages: Pages

    def ask(self, request: Request, asked: Asked, found: Sequence[Difference], sent: Given) -> Response:
        """The page that asks which side of each difference stays. What a form ``sent`` is sent again with the answer."""
        library = self.services.desk.library()
        language = language_of(request, library)
        view = Conflict(
            frame=frame(library, language, asked.language),
            seal=self.services.seal,
            title=asked.title,
            file=asked.file,
            address=asked.address,
            revision=self.services.drafts.keep_read(asked.now),
            differences=tuple(found),
            kept=kept_of(sent),
        )
        return self.pages.answer(request, "conflict", view, language, HTTPStatus.CONFLICT)
