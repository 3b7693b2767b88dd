"""The manifest of an output folder: what was made from what, and by which runs."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hiring.cells import Cell, Selection, Subject
from hiring.errors import Failure
from hiring.storage import regular_bytes, write_whole

INDEX = "index.html"
MANIFEST = "manifest.json"
MANIFEST_FORMAT = 2
SITE_RECORD = "site.json"
"""What ``hiring.site`` notes in the folder of a careers site, whose list of openings has the name of the index."""
MAX_RUNS = 32
"""How many runs are remembered; the one that was noted first is forgotten first."""
_ENTRY_FIELDS = frozenset(
    ("path", "subject", "kind", "language", "document", "format", "title", "digest", "sha256"),
)


def is_site(out: Path) -> bool:
    """Whether the page at the head of a folder is that of a careers site."""
    try:
        return INDEX in json.loads(regular_bytes(out / SITE_RECORD))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _is_entry(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == _ENTRY_FIELDS
        and all(isinstance(value, str) for value in found.values())
    )


@dataclass(frozen=True)
class Lacking:
    """A cell that is not applicable: why, and whether it is the machine that lacks something."""

    failure: Failure
    missing_tool: bool


@dataclass(frozen=True)
class RunRecord:
    """A run without failures: what it was made from and what there was after it.

    ``inputs`` is the digest of all content, ``named`` has the SHA-256 of files that employers name, by their path in the
    workspace, ``outputs`` is the digest of the files that it made or kept, ``lacking`` says of which cells there are none.
    """

    inputs: str
    named: Mapping[str, str]
    outputs: str
    subjects: tuple[Subject, ...]
    lacking: Mapping[str, Lacking]


@dataclass(frozen=True)
class IndexRecord:
    """The index as it was last written: the inputs of that run, and its SHA-256."""

    inputs: str
    sha256: str


class Manifest:
    """The manifest of an output folder: what was made from what. A manifest that cannot be read counts as none."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.entries: dict[str, dict[str, str]] = {}
        self.index: IndexRecord | None = None
        self._runs: dict[str, RunRecord] = {}
        try:
            found = json.loads(regular_bytes(out / MANIFEST))
            if found.get("format") == MANIFEST_FORMAT:
                self.entries = {entry["path"]: entry for entry in found["files"] if _is_entry(entry)}
                self.index = IndexRecord(**found["index"]) if found["index"] else None
                self._runs = {_key(Selection(**run["selection"])): _run_of(run) for run in found["runs"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.entries, self.index, self._runs = {}, None, {}

    def keeps(self, cell: Cell, digest: str) -> bool:
        """Whether the file of a cell is there, as it was made, from the same inputs."""
        entry = self.entries.get(cell.path)
        if entry is None or entry.get("digest") != digest:
            return False
        try:
            content = regular_bytes(self._out / cell.path)
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

    @property
    def subjects(self) -> set[tuple[str, str]]:
        """What the files are about: the kind of each subject and its id."""
        return {(entry["kind"], entry["subject"]) for entry in self.entries.values()}

    def drop_undeclared(self, declared: Collection[tuple[str, str]]) -> None:
        """Drop files that are not among those declared (kind of subject and path), and files that are gone."""
        self.entries = {
            path: entry
            for path, entry in self.entries.items()
            if (entry["kind"], path) in declared and (self._out / path).is_file()
        }

    def run(self, selection: Selection) -> RunRecord | None:
        """What is noted of the last run of this selection; None when it has failed, or nothing is known of it."""
        return self._runs.get(_key(selection))

    def note_run(self, selection: Selection, run: RunRecord | None) -> None:
        """Note how a run of this selection ended. Other selections keep their notes; None takes away that of this one."""
        key = _key(selection)
        self._runs.pop(key, None)
        if run is not None:
            self._runs = {key: run, **dict(list(self._runs.items())[: MAX_RUNS - 1])}

    def save(self, scratch: Path) -> None:
        """Write the manifest."""
        data = {
            "format": MANIFEST_FORMAT,
            "index": asdict(self.index) if self.index else None,
            "runs": [{"selection": json.loads(key), **asdict(run)} for key, run in self._runs.items()],
            "files": [self.entries[path] for path in sorted(self.entries)],
        }
        content = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        write_whole(content.encode(), self._out / MANIFEST, scratch)


def _key(selection: Selection) -> str:
    """A selection as text. What is read from a manifest has lists where the selection had tuples; the text is the same."""
    return json.dumps(asdict(selection), sort_keys=True)


def _run_of(found: Any) -> RunRecord:
    """A run as the manifest has it. Raises ``KeyError``, ``TypeError`` or ``AttributeError`` for what is not one."""
    lacking = {
        path: Lacking(Failure(**each["failure"]), each["missing_tool"]) for path, each in found["lacking"].items()
    }
    subjects = tuple(Subject(each["kind"], each["id"], tuple(each["languages"])) for each in found["subjects"])
    return RunRecord(found["inputs"], dict(found["named"]), found["outputs"], subjects, lacking)
