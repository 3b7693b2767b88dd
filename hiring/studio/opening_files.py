"""The files of openings, as pages read them and save over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Path as AddressPart

from hiring.editing.changes import Change
from hiring.model.text import ID_PATTERN
from hiring.saving import Revision, read, save
from hiring.source import load
from hiring.studio.entries import Given
from hiring.studio.services import Services
from hiring.workspace import OPENINGS

OpeningId = Annotated[str, AddressPart(pattern=ID_PATTERN, max_length=100)]
"""The id of an opening in an address."""


def file_of(opening_id: str) -> Path:
    """The file of an opening, relative to the workspace."""
    return Path(OPENINGS) / f"{opening_id}.yaml"


@dataclass(frozen=True)
class OpeningFiles:
    """The openings of a workspace, and what forms were read from."""

    services: Services

    def revision(self, opening_id: str) -> Revision:
        """The file of an opening as it is now. Raises ``ContentError`` when it is not there."""
        return read(self.services.desk.workspace, file_of(opening_id))

    def kept(self, sent: Given) -> bytes | None:
        """What a form was read from, if it is remembered."""
        return self.services.drafts.get(next(iter(sent.get("revision", ())), ""))

    def save(self, opening_id: str, read_from: bytes, wanted: Sequence[Change]) -> None:
        """Save changes over what a form was read from. Raises ``ChangedError`` when the file is something else now."""
        workspace = self.services.desk.workspace
        path = workspace.root / file_of(opening_id)
        revision = Revision(path, read_from, load(read_from, workspace.shown(path)))
        if wanted:
            save(workspace, revision, wanted)
