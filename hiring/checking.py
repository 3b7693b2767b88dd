"""Every problem of a workspace in one run: each file, each overlay, each opening in each of its languages."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from hiring.errors import ContentError, Problem, UsageError, sort_problems
from hiring.language import locale_of
from hiring.library import SAMPLE, SHARED, Base, Gatherer, Library, folders_in, yaml_files
from hiring.model.interview import Advice, SharedInterview
from hiring.model.text import ID_PATTERN


def problems(library: Library, paths: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Every problem of every content file, or of those under ``paths``, sorted.

    Raises ``UsageError`` for a path that does not exist or holds no content of the workspace.
    """
    workspace = library.workspace
    files = {path.resolve(): workspace.shown(path) for path in _content_files(library)}
    wanted = [path.resolve() for path in paths]
    for path, given in zip(wanted, paths, strict=True):
        if not any(file.is_relative_to(path) for file in files):
            raise UsageError("path_without_content" if path.exists() else "no_such_path", path=str(given))
    gather = Gatherer()
    for check in _checks(library):
        gather(check)
    found = [*gather.problems, *_unexpected_files(library)]
    if wanted:
        shown = {name for file, name in files.items() if any(file.is_relative_to(path) for path in wanted)}
        found = [problem for problem in found if problem.file in shown]
    return sort_problems(found)


def _checks(library: Library) -> Iterator[Callable[[], object]]:
    for tag in library.language_tags:
        yield partial(library.language, tag)
    yield from _file_checks(library, partial(library.shared_base, "interview", SharedInterview), "interview")
    yield from _file_checks(library, partial(library.shared_base, "advice", Advice), "advice")
    yield from _file_checks(library, lambda: library.sample_bases()[0], "opening")
    yield from _file_checks(library, lambda: library.sample_bases()[1], "employer")
    for market_id in library.market_ids:
        yield from _file_checks(library, partial(library.market_base, market_id), market_id)
    for role_id in library.role_ids:
        yield from _file_checks(library, partial(library.role_base, role_id), "role")
        yield from _file_checks(library, partial(library.interview_base, role_id), "interview")
    if library.opening_ids or (library.workspace.root / "employer.yaml").is_file():
        yield from _file_checks(library, library.employer_base, "employer")
    for opening_id in library.opening_ids:
        yield from _file_checks(library, partial(library.opening_base, opening_id), opening_id)
        try:
            languages = library.opening(opening_id).languages
        except ContentError:
            continue
        for tag in languages:
            yield partial(library.vacancy, opening_id, tag)


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
        yield partial(library.translated, base, tag)


def _overlay_tags(base: Base[Any], stem: str) -> list[str]:
    names = [path.name for folder in base.overlay_folders for path in folder.glob(f"{stem}.*.yaml")]
    tags = {name[len(stem) + 1 : -len(".yaml")] for name in names}
    return sorted(tag for tag in tags if locale_of(tag) is not None)


def _content_files(library: Library) -> Iterator[Path]:
    workspace = library.workspace
    folders = [layer / "phrases" for layer in workspace.layers("templates")]
    folders += workspace.layers("markets")
    for layer in workspace.layers("roles"):
        folders += [*folders_in(layer), layer / SHARED / SAMPLE]
    folders.append(workspace.root / "openings")
    for folder in folders:
        yield from yaml_files(folder)
    yield from (path for path in yaml_files(workspace.root) if path.name.split(".")[0] == "employer")


def _unexpected_files(library: Library) -> Iterator[Problem]:
    """YAML files that nothing reads: a misspelt name, the suffix ``.yml``, a language that is none."""
    workspace = library.workspace
    for path in _content_files(library):
        expected = _expected_stems(library, path)
        stem, *rest = path.name.removesuffix(path.suffix).split(".", 1)
        if path.parent.name == "phrases":
            name_is_known = locale_of(stem) is not None and not rest
        else:
            stem_is_known = re.match(ID_PATTERN, stem) is not None if expected is None else stem in expected
            name_is_known = stem_is_known and (not rest or locale_of(rest[0]) is not None)
        if name_is_known and path.suffix == ".yaml":
            continue
        close = get_close_matches(stem, expected, 1) if expected else []
        suggestion = ".".join([close[0] if close else stem, *rest, "yaml"])
        values = {"name": path.name, "suggestion": suggestion}
        fix = "file.rename" if suggestion != path.name else "file.unexpected"
        yield Problem("file.unexpected", workspace.shown(path), values=values, fix=fix)
    for layer in workspace.layers("roles"):
        for folder in folders_in(layer):
            if not folder.name.startswith("_") and folder.name not in library.role_ids:
                yield Problem("file.missing", workspace.shown(folder / "role.yaml"), fix="file.missing_role")


def _expected_stems(library: Library, path: Path) -> tuple[str, ...] | None:
    """The names that files beside this one may have; None where any id will do."""
    folder = path.parent
    if folder.name == SHARED:
        return ("interview", "advice")
    if folder.name == SAMPLE and folder.parent.name == SHARED:
        return ("employer", "opening")
    if folder.parent in library.workspace.layers("roles"):
        return ("role", "interview")
    return ("employer",) if folder == library.workspace.root else None
