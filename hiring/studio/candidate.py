"""What the candidates of an opening get: the prep sheet in each language, as they see it, and a message to send it with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from hiring.documents import DOCUMENTS
from hiring.documents.page import Context, NotApplicableError, role_title
from hiring.errors import ContentError, Failure
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.reporting.problems import problem_lines, reason_text
from hiring.studio.addresses import candidate_file_address, draft_address
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names

DOCUMENT: Final = next(spec for spec in DOCUMENTS if spec.name == "prep-sheet")
SENT_AS: Final = ("html", "pdf")
"""The formats that candidates get: one for a phone, one for paper."""
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
"""What the names of files cannot have on one system or another."""
_LONGEST: Final = 120
"""Characters of a file's name without its ending."""


@dataclass(frozen=True)
class File:
    """One file to send: its format, its name, and where it is made."""

    format: str
    name: str
    address: str


@dataclass(frozen=True)
class Message:
    """What may stand in the message that the file is sent with, in the candidate's language."""

    subject: str
    text: str


@dataclass(frozen=True)
class CandidateView:
    """The page of one opening for one of its languages.

    ``preview`` is where the sheet is seen. Where there is none, ``reasons`` say why, and there is nothing to send.
    """

    frame: Frame
    opening_id: str
    title: str
    language: Named
    languages: tuple[Named, ...]
    reasons: tuple[str, ...]
    preview: str
    files: tuple[File, ...]
    message: Message | None


def build(
    library: Library, opening_id: str, digest: str, tag: str | None, language: Language, on: date, frame: Frame
) -> CandidateView:
    """The page in a language for the candidate's language ``tag``, or the opening's first; ``digest`` is of its file."""
    try:
        tags = library.opening(opening_id).languages
        chosen = tag if tag in tags else tags[0]
        vacancy = library.vacancy(opening_id, chosen)
        DOCUMENT.build(vacancy, Context(on))
    except ContentError as error:
        found = Names(library, language).all_named(error.problems)
        return _without(opening_id, tuple(problem_lines(found, language)), frame)
    except NotApplicableError as error:
        return _without(opening_id, (reason_text(Failure(error.reason, error.values), language),), frame)
    names = [(form, file_name(vacancy, form)) for form in SENT_AS]
    return CandidateView(
        frame=frame,
        opening_id=opening_id,
        title=role_title(vacancy),
        language=Named.of(vacancy.language),
        languages=tuple(Named.of(library.language(each)) for each in tags),
        reasons=(),
        preview=draft_address(opening_id, digest, DOCUMENT.name, "html", chosen),
        files=tuple(File(form, name, candidate_file_address(opening_id, form, chosen)) for form, name in names),
        message=_message(vacancy),
    )


def file_name(vacancy: Vacancy, form: str) -> str:
    """What a candidate sees the file called: what it is, for which job, and whose, in the vacancy's language."""
    said = vacancy.language(
        "studio.candidate.file",
        document=vacancy.language(f"document.{DOCUMENT.name}.name"),
        title=role_title(vacancy),
        employer=vacancy.employer.name,
    )
    return f"{_NOT_IN_NAMES.sub(' ', said)[:_LONGEST].strip(' .')}.{form}"


def disposition(name: str, otherwise: str) -> str:
    """The header that has a browser save a file by this name; ``otherwise`` is for those that know ASCII alone (RFC 6266)."""
    return f"attachment; filename=\"{otherwise}\"; filename*=UTF-8''{quote(name, safe='')}"


def _message(vacancy: Vacancy) -> Message:
    language, title = vacancy.language, role_title(vacancy)
    lines = (
        language(f"studio.mail.{part}", title=title, employer=vacancy.employer.name)
        for part in ("greeting", "sheet", "use", "questions", "closing")
    )
    subject = language("studio.mail.subject", title=title, employer=vacancy.employer.name)
    return Message(subject, "\n\n".join((*lines, vacancy.employer.name)))


def _without(opening_id: str, reasons: tuple[str, ...], frame: Frame) -> CandidateView:
    return CandidateView(frame, opening_id, opening_id, frame.language, (), reasons, "", (), None)
