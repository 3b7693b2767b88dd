"""New files to start from: a workspace, a role, an opening, a language. Nothing that exists is ever overwritten."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from babel import Locale

from hiring.content import SAMPLE, SHARED, Base
from hiring.errors import FieldPath, StorageError, UsageError
from hiring.language import Phrase, locale_of
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.model.interview import Advice, SharedInterview
from hiring.model.market import Market
from hiring.model.overlay import texts
from hiring.model.text import ID_PATTERN
from hiring.schema import write_all
from hiring.workspace import Workspace, shipped

_SCHEMA_FOLDER = ".schemas"
_SCHEMA_LINE = re.compile(r"\A# yaml-language-server: \$schema=\S*?([a-z-]+\.json)\n")

Files = Mapping[Path, str]


def new_workspace(folder: Path) -> tuple[Path, ...]:
    """Write a workspace with an employer and one opening to change. Returns the files to edit."""
    employer = folder / "employer.yaml"
    opening = folder / "openings" / "first-opening.yaml"
    _write(folder, {employer: _template("employer"), opening: _with_id(_template("opening"), "first-opening")})
    return employer, opening


def new_opening(workspace: Workspace, opening_id: str) -> tuple[Path, ...]:
    """Write an opening to fill in."""
    _check_id(opening_id)
    path = workspace.root / "openings" / f"{opening_id}.yaml"
    _write(workspace.root, {path: _with_id(_template("opening"), opening_id)})
    return (path,)


def new_role(library: Library, role_id: str, origin: str | None) -> tuple[Path, ...]:
    """Write a role to fill in, or a copy of every file of the role ``origin``."""
    _check_id(role_id)
    folder = library.workspace.root / "roles" / role_id
    if origin is None:
        files = {
            folder / "role.yaml": _with_id(_template("role"), role_id),
            folder / "interview.yaml": _template("interview"),
        }
    else:
        if origin not in library.role_ids:
            raise UsageError("unknown_role", id=origin, known=", ".join(library.role_ids))
        files = {folder / path.name: _copied(library.workspace, path) for path in _files_of_role(library, origin)}
        files[folder / "role.yaml"] = _with_id(files[folder / "role.yaml"], role_id)
    _write(library.workspace.root, files)
    return tuple(files)


def _files_of_role(library: Library, role_id: str) -> list[Path]:
    """The base files of a role and their overlays, wherever the library finds them: each may be the workspace's own."""
    found: dict[str, Path] = {}
    for base in (library.role_base(role_id), library.interview_base(role_id)):
        if base is None:
            continue
        found[base.path.name] = base.path
        for folder in base.overlay_folders:  # the nearest first
            for path in sorted(folder.glob(f"{base.path.stem}.*.yaml")):
                found.setdefault(path.name, path)
    return list(found.values())


def _copied(workspace: Workspace, path: Path) -> str:
    workspace.read(path)  # a file that cannot be read is a problem with a place
    return _relinked(path.read_text(encoding="utf-8"), "../../")


def new_language(library: Library, tag: str) -> tuple[Path, ...]:
    """Write every file that a translator fills in: phrases, shared texts, roles, markets, employer and openings.

    Each text stands as a comment over the line that takes its translation.
    """
    locale = locale_of(tag)
    if locale is None:
        raise UsageError("language_form", id=tag)
    if tag in library.language_tags:
        raise UsageError("language_exists", id=tag)
    root = library.workspace.root
    phrases = library.language(SOURCE_LANGUAGE).phrases
    files = {root / "templates" / "phrases" / f"{tag}.yaml": _phrases_file(phrases, locale, tag)}
    for base, folder, schema in _translatable(library):
        stem = base.path.stem
        depth = "../" * len(folder.relative_to(root).parts)
        head = f"# yaml-language-server: $schema={depth}{_SCHEMA_FOLDER}/{schema}-words.json\n"
        inherited = _inherited_texts(library, base)
        own = [(path, text) for path, text in texts(base.value) if inherited.get(path) != text]
        if own:
            files[folder / f"{stem}.{tag}.yaml"] = head + _words_file(own)
    _write(root, files)
    return tuple(files)


def _translatable(library: Library) -> Iterable[tuple[Base[Any], Path, str]]:
    """Every base file with words: the file, the folder for its overlay, and the name of its schema."""
    root = library.workspace.root
    shared = root / "roles" / SHARED
    yield library.shared_base("interview", SharedInterview), shared, "shared-interview"
    yield library.shared_base("advice", Advice), shared, "advice"
    opening, employer = library.sample_bases()
    yield opening, shared / SAMPLE, "opening"
    yield employer, shared / SAMPLE, "employer"
    for role_id in library.role_ids:
        yield library.role_base(role_id), root / "roles" / role_id, "role"
        interview = library.interview_base(role_id)
        if interview is not None:
            yield interview, root / "roles" / role_id, "interview"
    for market_id in library.market_ids:
        yield library.market_base(market_id), root / "markets", "market"
    if (root / "employer.yaml").is_file():
        yield library.employer_base(), root, "employer"
    for opening_id in library.opening_ids:
        yield library.opening_base(opening_id), root / "openings", "opening"


def _inherited_texts(library: Library, base: Base[Any]) -> dict[FieldPath, str]:
    """What a market says only because its parent does; the parent's overlay has it."""
    if isinstance(base.value, Market) and base.value.parent:
        return dict(texts(library.market_base(base.value.parent).value))
    return {}


def _words_file(own: Iterable[tuple[FieldPath, str]]) -> str:
    lines = ["# Write the translation of each comment between the quotation marks below it; keep {placeholders}."]
    open_path: tuple[str, ...] = ()
    for path, text in own:
        steps = tuple(str(step) for step in path)
        common = 0
        while common < min(len(open_path), len(steps) - 1) and open_path[common] == steps[common]:
            common += 1
        lines += [f"{'  ' * depth}{_key(steps[depth])}:" for depth in range(common, len(steps) - 1)]
        indent = "  " * (len(steps) - 1)
        lines += [f"{indent}# {part}" for part in text.split("\n") if part]
        lines.append(f'{indent}{_key(steps[-1])}: ""')
        open_path = steps[:-1]
    return "\n".join(lines) + "\n"


def _phrases_file(phrases: Mapping[str, Phrase], locale: Locale, tag: str) -> str:
    categories = [*sorted(locale.plural_form.tags - {"other"}), "other"]
    lines = [f"# The phrases of {tag}. Write the translation of each comment below it; keep the {{placeholders}}."]
    for key, phrase in phrases.items():
        if isinstance(phrase, str):
            lines += [f"# {phrase}", f'{key}: ""']
        else:
            lines += [f"# {category}: {text}" for category, text in phrase.items()]
            lines += [f"{key}:", *(f'  {category}: ""' for category in categories)]
    return "\n".join(lines) + "\n"


def _key(step: str) -> str:
    return step if not step.isdigit() else json.dumps(step)


def _template(name: str) -> str:
    return (shipped("templates") / "workspace" / f"{name}.yaml").read_text(encoding="utf-8")


def _with_id(text: str, new_id: str) -> str:
    return re.sub(r"^id: .*$", f"id: {new_id}", text, count=1, flags=re.MULTILINE)


def _relinked(text: str, depth: str) -> str:
    """The text with its schema comment leading to the workspace's own schemas."""
    return _SCHEMA_LINE.sub(rf"# yaml-language-server: $schema={depth}{_SCHEMA_FOLDER}/\1" + "\n", text)


def _check_id(value: str) -> None:
    if not re.fullmatch(ID_PATTERN, value):
        raise UsageError("id_form", id=value)


def _write(root: Path, files: Files) -> None:
    """Write all files of a workspace, or none when one of them exists already or cannot be written."""
    existing = next((path for path in files if path.exists()), None)
    if existing is not None:
        raise UsageError("exists", path=str(existing))
    written: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                written.append(path)
                stream.write(text)
        write_all(root / _SCHEMA_FOLDER)  # they belong to the program: written anew each time
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or type(error).__name__
        raise StorageError("cannot_write", path=str(error.filename), reason=reason) from None
