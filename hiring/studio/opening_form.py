"""The form of an opening as its page shows it: fields with what may be chosen, findings beside them, and a preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hiring.cells import Subject, cells_of
from hiring.errors import ContentError, UsageError
from hiring.language import Language
from hiring.library import Library
from hiring.studio import findings
from hiring.studio.addresses import archive_address, draft_address
from hiring.studio.drafts import Draft
from hiring.studio.entries import Field, Given, shown
from hiring.studio.files import Link
from hiring.studio.findings import Findings, Said
from hiring.studio.frame import Frame, Named
from hiring.studio.opening_choices import Choices, Option, PayNote
from hiring.studio.opening_fields import FIELDS, GROUPS, HINTS

PREVIEW: Final = ("preview.document", "preview.language")
"""The fields that say which document the preview shows, and in which language."""
_FIRST_DOCUMENT: Final = "posting"


@dataclass(frozen=True)
class FieldPart:
    """A field as it is filled in. One that is not ``is_shown`` waits for another field's value; a ``hint`` has a phrase.

    Without a ``label`` its name is that of a phrase. ``language`` is that of its text, where it is not the page's.
    ``otherwise`` is what counts while it is empty, in words.
    """

    name: str
    kind: str
    hint: bool
    values: tuple[str, ...]
    options: tuple[Option, ...]
    said: tuple[Said, ...]
    is_shown: bool
    is_wrong: bool
    label: str = ""
    language: Named | None = None
    otherwise: str = ""


@dataclass(frozen=True)
class GroupPart:
    """Fields under one heading; ``pay`` is what is published for the place."""

    id: str
    fields: tuple[FieldPart, ...]
    pay: tuple[PayNote, ...]


@dataclass(frozen=True)
class Preview:
    """A document of what the form says. ``address`` is empty while problems keep it from being made."""

    document: str
    documents: tuple[str, ...]
    language: str
    languages: tuple[Named, ...]
    address: str
    files: tuple[Link, ...]
    archive: str


@dataclass(frozen=True)
class OpeningForm:
    """The page of one opening."""

    frame: Frame
    seal: str
    title: str
    draft: Draft
    groups: tuple[GroupPart, ...]
    others: tuple[Said, ...]
    is_sound: bool
    preview: Preview


def build(
    library: Library,
    draft: Draft,
    language: Language,
    on: date,
    given: Given,
    *,
    frame: Frame,
    seal: str,
) -> OpeningForm:
    """The page for an opening of a library, which has it as the form says it. ``given`` is what the form sent, if it did."""
    data = library.read(library.workspace.root / "openings" / f"{draft.opening_id}.yaml").data
    data = data if isinstance(data, dict) else {}
    found = findings.of_opening(library, draft.opening_id, on, language, FIELDS)
    values = shown(FIELDS, data) | {name: tuple(each) for name, each in given.items()}
    choices = Choices(library, language, data)
    is_fresh = draft.is_new and not given  # nobody has been asked yet for what is missing
    shown_beside = Findings({}, ()) if is_fresh else found
    return OpeningForm(
        frame=frame,
        seal=seal,
        title=choices.title(),
        draft=draft,
        groups=tuple(_group(group.id, group.fields, values, choices, shown_beside) for group in GROUPS),
        others=shown_beside.others,
        is_sound=found.is_sound,
        preview=_preview(library, draft, found, given),
    )


def _group(
    name: str,
    fields: Sequence[Field],
    values: Mapping[str, tuple[str, ...]],
    choices: Choices,
    found: Findings,
) -> GroupPart:
    parts = []
    for field in fields:
        chosen, said = values.get(field.name, ()), found.by_field.get(field.name, ())
        part = FieldPart(
            name=field.name,
            kind=field.kind.value,
            hint=field.name in HINTS,
            values=chosen,
            options=choices.of(field.name, chosen),
            otherwise="" if any(chosen) else choices.otherwise(field),
            said=said,
            is_shown=field.when is None or values.get(field.when[0], ()) == (field.when[1],),
            is_wrong=findings.is_wrong(said),
        )
        parts.append(part)
    return GroupPart(name, tuple(parts), choices.pay() if name == "pay" else ())


def _preview(library: Library, draft: Draft, found: Findings, given: Given) -> Preview:
    languages = _languages_of(library, draft.opening_id)
    cells = list(cells_of(Subject("opening", draft.opening_id, tuple(named.tag for named in languages))))
    documents = tuple(dict.fromkeys(cell.document.name for cell in cells)) or (_FIRST_DOCUMENT,)
    document = _chosen(given, PREVIEW[0], documents, _FIRST_DOCUMENT)
    tags = tuple(named.tag for named in languages)
    tag = _chosen(given, PREVIEW[1], tags, next(iter(tags), ""))
    can_be_made = found.is_sound and bool(tags)
    files = tuple(
        Link(cell.format.name, draft_address(draft.opening_id, draft.digest, document, cell.format.name, tag))
        for cell in cells
        if can_be_made and cell.document.name == document and cell.language == tag
    )
    return Preview(
        document=document,
        documents=documents,
        language=tag,
        languages=languages,
        address=next((file.address for file in files if file.format == "html"), ""),
        files=files,
        archive=archive_address(draft.opening_id, draft.digest) if can_be_made else "",
    )


def _chosen(given: Given, name: str, known: Sequence[str], otherwise: str) -> str:
    wanted = next(iter(given.get(name, ())), otherwise)
    return wanted if wanted in known else otherwise


def _languages_of(library: Library, opening_id: str) -> tuple[Named, ...]:
    try:
        tags = library.opening(opening_id).languages
        return tuple(Named.of(library.language(tag)) for tag in tags)
    except (ContentError, UsageError):
        return ()
