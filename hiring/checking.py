"""Every problem of a workspace in one run: each file, each overlay, each opening in each of its languages."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from os.path import lexists
from pathlib import Path
from typing import Any

from hiring.content import GUIDE, SAMPLE, SHARED, Base, entries_of, folders_in, yaml_files
from hiring.errors import ContentError, Gatherer, Problem, UsageError, sort_problems
from hiring.language import locale_of
from hiring.library import Library
from hiring.model.interview import Advice, SharedInterview
from hiring.model.text import ID_PATTERN
from hiring.source import printable
from hiring.translations import SOURCES_FOLDER, recorded


def problems(library: Library, paths: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Every problem of every content file, or of those under ``paths``, sorted.

    Raises ``UsageError`` for a path that does not exist or holds no content of the workspace.
    """
    workspace = library.workspace
    wanted = [path.resolve() for path in paths]
    if wanted:
        files = {path.resolve(): workspace.shown(path) for path in _content_files(library)}
        for path, given in zip(wanted, paths, strict=True):
            if not any(file.is_relative_to(path) for file in files):
                raise UsageError("path_without_content" if path.exists() else "no_such_path", path=str(given))
    gather = Gatherer()
    for check in _checks(library):
        gather(check)
    found = [*gather.problems, *_unexpected_files(library)]
    if wanted:
        shown = {name for file, name in files.items() if any(file.is_relative_to(path) for path in wanted)}
        # A file that is missing, or that nothing reads, belongs to the folder where it would stand.
        found = [
            problem
            for problem in found
            if problem.file in shown or any((workspace.root / problem.file).is_relative_to(path) for path in wanted)
        ]
    return sort_problems(found)


def _checks(library: Library) -> Iterator[Callable[[], object]]:
    for tag in library.language_tags:
        if _is_own(library, *(layer / "phrases" / f"{tag}.yaml" for layer in library.layers("templates"))):
            yield partial(library.language, tag)
    yield from _file_checks(library, partial(library.shared_base, "interview", SharedInterview), "interview")
    yield from _file_checks(library, partial(library.shared_base, "advice", Advice), "advice")
    yield from _file_checks(library, lambda: library.sample_bases()[0], "opening")
    yield from _file_checks(library, lambda: library.sample_bases()[1], "employer")
    for path in _guides(library):
        yield partial(library.guide_base, path)
    for path in _records(library):
        yield partial(recorded, library.workspace, path)
    for market_id in library.market_ids:
        yield from _file_checks(library, partial(library.market_base, market_id), market_id)
    if library.opening_ids or lexists(library.workspace.root / "employer.yaml"):
        yield from _file_checks(library, library.employer_base, "employer")
    openings = _openings_by_role(library)
    for role_id in library.role_ids:
        yield from _role_checks(library, role_id, openings.pop(role_id, ()))
        library.forget_role(role_id)
    for opening_ids in openings.values():
        for opening_id in opening_ids:
            yield from _opening_checks(library, opening_id)
    of_roles = {folder for role_id in library.role_ids for folder in _role_folders(library, role_id)}
    yield from _overlay_readings(library, (path for path in _content_files(library) if path.parent not in of_roles))


def _role_folders(library: Library, role_id: str) -> list[Path]:
    return [layer / role_id for layer in library.layers("roles")]


def _openings_by_role(library: Library) -> dict[str | None, list[str]]:
    """The ids of the openings by the role that each names, known or not."""
    openings: dict[str | None, list[str]] = {}
    for opening_id in library.opening_ids:
        openings.setdefault(library.role_named_by(opening_id), []).append(opening_id)
    return openings


def _role_checks(library: Library, role_id: str, opening_ids: Sequence[str]) -> Iterator[Callable[[], object]]:
    """All that needs a role: its own files, and its openings."""
    yield from _file_checks(library, partial(library.role_base, role_id), "role")
    yield from _file_checks(library, partial(library.interview_base, role_id), "interview")
    for opening_id in opening_ids:
        yield from _opening_checks(library, opening_id)
    files = (path for folder in _role_folders(library, role_id) for path in yaml_files(folder))
    yield from _overlay_readings(library, files)


def _opening_checks(library: Library, opening_id: str) -> Iterator[Callable[[], object]]:
    yield from _file_checks(library, partial(library.opening_base, opening_id), opening_id)
    try:
        languages = library.opening(opening_id).languages
    except ContentError:
        return
    for tag in languages:
        yield partial(library.vacancy, opening_id, tag)


def _overlay_readings(library: Library, files: Iterable[Path]) -> Iterator[Callable[[], object]]:
    """The workspace's own overlays among the files, whatever their bases are worth: they must be YAML in any case."""
    for path in files:
        is_overlay = path.suffix == ".yaml" and "." in path.stem and path.parent.name != "phrases"
        if is_overlay and _is_own(library, path):
            yield partial(library.read, path)


def _is_own(library: Library, *paths: Path) -> bool:
    """Whether one of these files is the workspace's own. Words that are shipped with their source were checked before."""
    return any(path.is_relative_to(library.workspace.root) and lexists(path) for path in paths)


def _file_checks(library: Library, load: Callable[[], Base[Any] | None], stem: str) -> Iterator[Callable[[], object]]:
    """The base file, then each of its overlays."""
    yield load
    try:
        base = load()
    except ContentError:
        return
    if base is None:
        return
    for tag in _overlay_tags(base, stem):
        if _is_own(library, *(folder / f"{stem}.{tag}.yaml" for folder in base.overlay_folders)):
            yield partial(library.translated, base, tag)
    own = getattr(base.value, "language", None)
    for path in (folder / f"{stem}.{own}.yaml" for folder in base.overlay_folders):
        if path.exists():
            yield partial(_reject_own_language, library, path, str(own), base)


def _reject_own_language(library: Library, path: Path, tag: str, base: Base[Any]) -> None:
    values = {"language": tag, "base": base.path.name}
    raise ContentError(
        [Problem("file.own_language", library.workspace.shown(path), values=values, fix="file.own_language")]
    )


def _overlay_tags(base: Base[Any], stem: str) -> list[str]:
    names = [path.name for folder in base.overlay_folders for path in folder.glob(f"{stem}.*.yaml")]
    tags = {name[len(stem) + 1 : -len(".yaml")] for name in names}
    return sorted(tag for tag in tags if locale_of(tag) is not None)


def _guides(library: Library) -> Iterator[Path]:
    for layer in library.layers("roles"):
        yield from (path for path in yaml_files(layer / SHARED / GUIDE) if locale_of(path.stem))


def _records(library: Library) -> Iterator[Path]:
    """The workspace's own files that keep the sources of translations."""
    for folder in _content_folders(library):
        if folder.is_relative_to(library.workspace.root):
            yield from (path for path in entries_of(folder / SOURCES_FOLDER) if path.suffix == ".json")


def _content_files(library: Library) -> Iterator[Path]:
    workspace = library.workspace
    for folder in _content_folders(library):
        yield from yaml_files(folder)
    for path in yaml_files(workspace.root):
        if get_close_matches(path.name.split(".")[0], ["employer"], 1, 0.8):
            yield path


def _content_folders(library: Library) -> list[Path]:
    workspace = library.workspace
    folders = [layer / "phrases" for layer in library.layers("templates")]
    folders += library.layers("markets")
    for layer in library.layers("roles"):
        folders += [*folders_in(layer), layer / SHARED / SAMPLE, layer / SHARED / GUIDE]
    return [*folders, workspace.root / "openings"]


def _unexpected_files(library: Library) -> Iterator[Problem]:
    """YAML files that nothing reads: a misspelt name, the suffix ``.yml``, a language that is none."""
    workspace = library.workspace
    for path in _content_files(library):
        expected = _expected_stems(library, path)
        stem, *rest = path.name.removesuffix(path.suffix).split(".", 1)
        if path.parent.name in ("phrases", GUIDE):
            name_is_known = locale_of(stem) is not None and not rest
        else:
            stem_is_known = re.fullmatch(ID_PATTERN, stem) is not None if expected is None else stem in expected
            name_is_known = stem_is_known and (not rest or locale_of(rest[0]) is not None)
        if name_is_known and path.suffix == ".yaml":
            # Of a folder without role.yaml this is said once, below.
            if rest and stem != "role" and not _has_base(library, path, stem):
                values = {"name": path.name, "base": f"{stem}.yaml"}
                yield Problem("file.no_base", workspace.shown(path), values=values, fix="file.no_base")
            continue
        yield _unexpected(library, path, expected or (stem,))
    for path, target in _misplaced(library):
        values = {"name": printable(path.name), "suggestion": workspace.shown(target)}
        fix = "file.unexpected" if target.exists() else "file.move"
        yield Problem("file.unexpected", workspace.shown(path), values=values, fix=fix)
    for layer in library.layers("roles"):
        for folder in folders_in(layer):
            if not folder.name.startswith("_") and folder.name not in library.role_ids:
                yield Problem("file.missing", workspace.shown(folder / "role.yaml"), fix="file.missing_role")


def _unexpected(library: Library, path: Path, expected: Sequence[str] = ()) -> Problem:
    """The problem of a file that nothing reads, with the name that it should have when there is one close to it."""
    stem, *rest = path.name.removesuffix(path.suffix).split(".", 1)
    close = get_close_matches(stem, expected, 1)
    suggestion = ".".join([close[0], *rest, "yaml"]) if close else path.name
    fix = "file.unexpected" if path.with_name(suggestion).exists() else "file.rename"
    values = {"name": printable(path.name), "suggestion": printable(suggestion)}
    return Problem("file.unexpected", library.workspace.shown(path), values=values, fix=fix)


def _has_base(library: Library, overlay: Path, stem: str) -> bool:
    """Whether the file that an overlay translates stands beside it or is shipped."""
    folders = [overlay.parent]
    for kind in ("roles", "markets"):
        layers = library.layers(kind)
        folders += [
            layer / overlay.parent.relative_to(layers[0]) for layer in layers if overlay.is_relative_to(layers[0])
        ]
    return any(lexists(folder / f"{stem}.yaml") for folder in folders)


def _misplaced(library: Library) -> Iterator[tuple[Path, Path]]:
    """Content that stands too deep or too high to be read, and where it would be."""
    workspace = library.workspace
    for folder in (workspace.root / "openings", *library.layers("markets")):
        for inner in folders_in(folder):
            if inner.suffix not in (".yaml", ".yml"):
                yield from ((path, folder / path.name) for path in yaml_files(inner))
    for layer in library.layers("roles"):
        for path in yaml_files(layer):
            yield path, layer / path.stem / "role.yaml"


def _expected_stems(library: Library, path: Path) -> tuple[str, ...] | None:
    """The names that files beside this one may have; None where any id will do."""
    folder = path.parent
    if folder.name == SHARED:
        return ("interview", "advice")
    if folder.name == SAMPLE and folder.parent.name == SHARED:
        return ("employer", "opening")
    if folder.parent in library.layers("roles"):
        return ("role", "interview")
    return ("employer",) if folder == library.workspace.root else None
