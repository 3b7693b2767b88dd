"""The output folder: files that are there whole or not at all, and the manifest of what was made from what."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from hiring.errors import Gatherer
from hiring.library import Library
from hiring.planning import Cell, cells_of, opening_subject, role_subject
from hiring.storage import write_whole

MANIFEST = "manifest.json"
MANIFEST_FORMAT = 1
_ENTRY_FIELDS = frozenset(
    ("path", "subject", "kind", "language", "document", "format", "title", "digest", "sha256"),
)


def _is_entry(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == _ENTRY_FIELDS
        and all(isinstance(value, str) for value in found.values())
    )


class Manifest:
    """The manifest of an output folder: what was made from what. A manifest that cannot be read counts as none."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.entries: dict[str, dict[str, str]] = {}
        try:
            found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
            if found.get("format") == MANIFEST_FORMAT:
                self.entries = {entry["path"]: entry for entry in found["files"] if _is_entry(entry)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.entries = {}

    def keeps(self, cell: Cell, digest: str) -> bool:
        """Whether the file of a cell is there, as it was made, from the same inputs."""
        entry = self.entries.get(cell.path)
        if entry is None or entry.get("digest") != digest:
            return False
        try:
            content = (self._out / cell.path).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == entry.get("sha256")

    def add(self, cell: Cell, digest: str, sha256: str, title: str) -> None:
        """Note a file that was made."""
        self.entries[cell.path] = {
            "path": cell.path,
            "subject": cell.subject.id,
            "kind": cell.subject.kind,
            "language": cell.language,
            "document": cell.document.name,
            "format": cell.format.name,
            "title": title,
            "digest": digest,
            "sha256": sha256,
        }

    def forget(self, cell: Cell) -> None:
        """Drop a file that is no longer made from what there is."""
        self.entries.pop(cell.path, None)

    def drop_unknown(self, library: Library) -> None:
        """Drop files that the workspace no longer declares, whatever this run selected, and files that are gone."""
        subjects = {(entry["kind"], entry["subject"]) for entry in self.entries.values()}
        gather = Gatherer()  # a subject with problems has no plan; the build has reported them
        known = {"opening": library.opening_ids, "role": library.role_ids}
        found = [
            gather(partial(opening_subject if kind == "opening" else role_subject, library, name))
            for kind, name in sorted(subjects)
            if name in known.get(kind, ())
        ]
        cells = [cell for subject in found if subject is not None for cell in cells_of(subject)]
        declared = {(cell.subject.kind, cell.path) for cell in cells}
        self.entries = {
            path: entry
            for path, entry in self.entries.items()
            if (entry["kind"], path) in declared and (self._out / path).is_file()
        }

    def save(self, scratch: Path) -> None:
        """Write the manifest."""
        files = [self.entries[path] for path in sorted(self.entries)]
        content = json.dumps({"format": MANIFEST_FORMAT, "files": files}, indent=1, ensure_ascii=False) + "\n"
        write_whole(content.encode(), self._out / MANIFEST, scratch)


@contextmanager
def scratch_folder(out: Path) -> Iterator[Path]:
    """A folder beside the output in which files are written before they are moved into place; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
