"""How complete each translation is, and which texts were made from a source text that has changed since.

Beside the files of a translation, ``.sources/<name>.json`` keeps the source text that each text was made from. A text is
*stale* when the source says something else now, and *not recorded* when nobody has noted what it was made from.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from hiring.errors import ContentError, FieldPath, Gatherer, Problem, StorageError, UsageError, sort_problems
from hiring.language import Phrase, fallbacks
from hiring.library import Library, value_at
from hiring.places import Place
from hiring.source import Document
from hiring.storage import output_folder, sync_folders, write_whole
from hiring.texts import LooksIn, Source, everywhere, sources
from hiring.workspace import Workspace

SOURCES_FOLDER = ".sources"
SOURCES_FORMAT = 1

Status = Literal["missing", "stale", "unrecorded"]


@dataclass(frozen=True)
class Entry:
    """One text that is not right: where it stands (or should), what it was made from, what the source says now.

    ``made_from`` is None when that is not recorded, ``translation`` when there is none.
    """

    status: Status
    file: str
    place: Place
    path: FieldPath
    made_from: Phrase | None
    source: Phrase
    translation: Phrase | None


@dataclass(frozen=True)
class FileState:
    """The translation of one file of words into one language. ``total`` counts the texts that it should have."""

    language: str
    file: str
    source: str
    total: int
    entries: tuple[Entry, ...]

    def count(self, status: Status) -> int:
        """How many texts are in this state."""
        return sum(entry.status == status for entry in self.entries)

    @property
    def is_complete(self) -> bool:
        """Whether every text is there and made from what the source says now, as far as is recorded."""
        return not self.count("missing") and not self.count("stale")


@dataclass(frozen=True)
class Survey:
    """The state of every translation, by language and file, and the problems of files that could not be read for it."""

    files: tuple[FileState, ...]
    problems: tuple[Problem, ...]


def survey(library: Library, tags: Iterable[str] = (), looks_in: LooksIn = everywhere) -> Survey:
    """The state of the translations into these languages, or into all, of what may stand in a folder that is looked in.

    Raises ``UsageError`` for a tag without any.
    """
    wanted = set(tags)
    gather = Gatherer()
    states: list[FileState] = []
    known: set[str] = set()
    for source in sources(library, gather, looks_in):
        known.update(source.languages)
        for tag in source.languages:
            if not wanted or tag in wanted:
                found = gather(partial(state, library, source, tag))
                states += [found] if found is not None else []
    for tag in wanted - known:
        raise UsageError("unknown_language", id=tag, known=", ".join(sorted(known)))
    return Survey(tuple(sorted(states, key=lambda each: (each.language, each.file))), sort_problems(gather.problems))


@dataclass(frozen=True)
class _File:
    """One file of a translation, and the source texts that its texts were made from.

    A shipped file is lent to a workspace's market, as far as that says the same as the shipped one.
    """

    document: Document
    recorded: Mapping[str, Phrase]
    is_lent: bool

    def text(self, path: FieldPath) -> Phrase | None:
        """The text at a path of the translation, unless it is missing or empty."""
        value = value_at(self.document.data, path)
        if isinstance(value, dict) and not all(value.values()):
            return None  # a phrase with forms that nobody has written yet
        return value or None

    def translates(self, path: FieldPath, source: Phrase) -> bool:
        """Whether the file has this text for this source."""
        return self.text(path) is not None and not (self.is_lent and self.recorded.get(_key(path)) != source)


def state(library: Library, source: Source, tag: str) -> FileState | None:
    """The state of the translation of one file of words into a language.

    None for a region without a file of its own that has everything from the language it belongs to. Raises ``ContentError``
    for a translation that cannot be read.
    """
    workspace, chain = library.workspace, source.chain(tag)
    files = {wanted: [_file(library, source, path) for path in source.files(wanted)] for wanted in chain}
    own = files[tag]
    mine = [file for file in own if not file.is_lent]
    below = [file for name in chain[1:] for file in files[name]]
    expected = source.home / source.file_name(tag)
    place = (workspace.shown(expected), Place(1, 1))
    entries, total = [], 0
    for path, text in source.texts.items():
        file = next((file for file in own if file.translates(path, text)), None)
        if file is not None:
            total += 1
            entries += _aged(file, path, text)
        elif source.language not in fallbacks(tag) and not any(other.translates(path, text) for other in below):
            total += 1
            at = (mine[0].document.file, mine[0].document.locate(path)[0]) if mine else place
            entries.append(Entry("missing", *at, path, None, text, None))
    if not own and not entries:
        return None
    shown = own[0].document.file if own and not (entries and not mine) else place[0]
    return FileState(tag, shown, workspace.shown(source.path), total, tuple(entries))


def _aged(file: _File, path: FieldPath, source: Phrase) -> list[Entry]:
    """The entry of a text that is stale or not recorded; none for a fresh one."""
    made_from = file.recorded.get(_key(path))
    if made_from == source:
        return []
    place, _ = file.document.locate(path)
    status: Status = "unrecorded" if made_from is None else "stale"
    return [Entry(status, file.document.file, place, path, made_from, source, file.text(path))]


def _file(library: Library, source: Source, path: Path) -> _File:
    workspace, record = library.workspace, record_of(path)
    is_lent = source.path.is_relative_to(workspace.root) and not path.is_relative_to(workspace.root)
    return _File(library.read(path), recorded(workspace, record) if record.is_file() else {}, is_lent)


def record_of(path: Path) -> Path:
    """Where the sources of a translation are kept."""
    return path.parent / SOURCES_FOLDER / f"{path.stem}.json"


def recorded(workspace: Workspace, path: Path) -> Mapping[str, Phrase]:
    """The source texts that a file keeps. Raises ``ContentError`` for a file that is not one of ours."""
    problem = partial(Problem, "sources.form", workspace.shown(path), fix="sources.form")
    try:
        data = json.loads(workspace.content(path))
    except json.JSONDecodeError as error:
        raise ContentError([problem(line=error.lineno, column=error.colno)]) from None
    except (ValueError, RecursionError):  # not UTF-8, or brackets without end
        raise ContentError([problem()]) from None
    if not isinstance(data, dict) or data.get("format") != SOURCES_FORMAT or not _are_texts(data.get("texts")):
        raise ContentError([problem()])
    return dict(data["texts"])


def _are_texts(found: object) -> bool:
    """Whether these are texts by name, or texts for each plural form by name."""
    return isinstance(found, dict) and all(
        isinstance(text, str) or (isinstance(text, dict) and all(isinstance(form, str) for form in text.values()))
        for text in found.values()
    )


def _key(path: FieldPath) -> str:
    return "/".join(str(part) for part in path)


@dataclass(frozen=True)
class Recorded:
    """What was noted for one file: how many texts for the first time, and those that were stale until now."""

    language: str
    file: str
    new: int
    refreshed: tuple[Entry, ...]


def update(library: Library, tags: Iterable[str] = ()) -> tuple[Recorded, ...]:
    """Note for every text of the workspace's own translations that it says what its source says now.

    Whoever calls this has looked at the stale texts. Raises ``ContentError`` before anything is written when a file
    cannot be read, ``StorageError`` when one cannot be written.
    """
    before = survey(library, tags)
    if before.problems:
        raise ContentError(before.problems)
    wanted = set(tags)
    gather = Gatherer()
    root = library.workspace.root
    found: dict[Path, tuple[Recorded, bytes]] = {}
    for source in sources(library, gather):
        for tag in source.languages:
            for path in _own_files(library, source, tag) if not wanted or tag in wanted else ():
                note = _noted(library, source, tag, path)
                if note is not None:
                    found[record_of(path)] = note
    if found:
        with output_folder(root) as scratch:
            for target, (_, content) in found.items():
                write_whole(content, target, scratch)
            sync_folders(found, root)
    return tuple(note for note, _ in found.values())


def _own_files(library: Library, source: Source, tag: str) -> list[Path]:
    return [path for path in source.files(tag) if path.is_relative_to(library.workspace.root)]


def _noted(library: Library, source: Source, tag: str, path: Path) -> tuple[Recorded, bytes] | None:
    """What is to be noted for a file, and the record that says so; None when its record says it already."""
    file = _file(library, source, path)
    texts = {path: text for path, text in source.texts.items() if file.text(path) is not None}
    aged = [entry for path, text in texts.items() for entry in _aged(file, path, text)]
    noted = {_key(path): text for path, text in texts.items()}
    if noted == file.recorded:
        return None
    content = _record(library.workspace, source, path, noted)
    new = sum(entry.status == "unrecorded" for entry in aged)
    note = Recorded(tag, file.document.file, new, tuple(entry for entry in aged if entry.status == "stale"))
    return note, content


def _record(workspace: Workspace, source: Source, path: Path, noted: Mapping[str, Phrase]) -> bytes:
    """What the record of a translation's sources is to hold. Raises ``StorageError`` for one outside the workspace."""
    target = record_of(path)
    if workspace.leads_out(target):
        raise StorageError("leads_out", path=workspace.shown(target), folder=str(workspace.root))
    content = {"format": SOURCES_FORMAT, "language": source.language, "texts": noted}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def confirm(library: Library, source: Source, path: Path, confirmed: Collection[FieldPath]) -> None:
    """Note for some texts of a translation that they say what their source says now; what is noted of the others stays.

    ``path`` is the file of the translation. Raises as ``update`` does.
    """
    file = _file(library, source, path)
    noted: dict[str, Phrase] = {}
    for place, text in source.texts.items():
        made_from = text if place in confirmed else file.recorded.get(_key(place))
        if made_from is not None and file.text(place) is not None:
            noted[_key(place)] = made_from
    if noted != file.recorded:
        content, root = _record(library.workspace, source, path, noted), library.workspace.root
        with output_folder(root) as scratch:
            write_whole(content, record_of(path), scratch)
            sync_folders([record_of(path)], root)
