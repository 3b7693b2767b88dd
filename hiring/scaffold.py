"""New files to start from: a workspace, a role, an opening, a language. Nothing that exists is ever overwritten."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from babel import Locale

from hiring.content import GUIDE, SHARED
from hiring.errors import FieldPath, Gatherer, StorageError, UsageError
from hiring.language import CATEGORIES, fallbacks, fill, locale_of
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.model.text import ID_PATTERN, RESERVED_NAMES
from hiring.schema import schema_files, write_all
from hiring.storage import leads_out, output_folder, sync_folders, write_whole
from hiring.texts import PHRASES, Source, Texts, sources
from hiring.translations import SOURCES_FOLDER, record_of, recorded
from hiring.workspace import Workspace, shipped

_SCHEMA_FOLDER = ".schemas"
_SCHEMA_LINE = re.compile(r"\A# yaml-language-server: \$schema=\S*?([a-z-]+\.json)\n")

Files = Mapping[Path, str]


def new_workspace(folder: Path) -> tuple[Path, ...]:
    """Write a workspace with an employer and one opening to change. Returns the files to edit."""
    employer = folder / "employer.yaml"
    opening = folder / "openings" / "first-opening.yaml"
    _write(
        folder, {employer: _template("employer.yaml"), opening: _with_id(_template("opening.yaml"), "first-opening")}
    )
    return employer, opening


def new_opening(workspace: Workspace, opening_id: str) -> tuple[Path, ...]:
    """Write an opening to fill in."""
    _check_id(opening_id)
    path = workspace.root / "openings" / f"{opening_id}.yaml"
    _write(workspace.root, {path: _with_id(_template("opening.yaml"), opening_id)})
    return (path,)


def new_role(library: Library, role_id: str, origin: str | None) -> tuple[Path, ...]:
    """Write a role to fill in, or a copy of every file of the role ``origin``."""
    _check_id(role_id)
    folder = library.workspace.root / "roles" / role_id
    if origin is None:
        files = {
            folder / "role.yaml": _with_id(_template("role.yaml"), role_id),
            folder / "interview.yaml": _template("interview.yaml"),
        }
    else:
        if origin not in library.role_ids:
            raise UsageError("unknown_role", id=origin, known=", ".join(library.role_ids))
        files = {
            folder / name: _copied(library.workspace, path) for name, path in _files_of_role(library, origin).items()
        }
        files[folder / "role.yaml"] = _with_id(files[folder / "role.yaml"], role_id)
    _write(library.workspace.root, files)
    return tuple(files)


def _files_of_role(library: Library, role_id: str) -> dict[str, Path]:
    """The base files of a role, their overlays and what those were made from, wherever the library finds them.

    By their names below the folder of a role; each may be the workspace's own.
    """
    found: dict[str, Path] = {}
    for base in (library.role_base(role_id), library.interview_base(role_id)):
        if base is None:
            continue
        found[base.path.name] = base.path
        for folder in base.overlay_folders:  # the nearest first
            for path in sorted(folder.glob(f"{base.path.stem}.*.yaml")):
                if path.name not in found:
                    found[path.name] = path
                    record = record_of(path)
                    if record.is_file():
                        found[f"{SOURCES_FOLDER}/{record.name}"] = record
    return found


def _copied(workspace: Workspace, path: Path) -> str:
    check = workspace.read if path.suffix == ".yaml" else partial(recorded, workspace)
    check(path)  # a file that cannot be read is a problem with a place
    return _relinked(path.read_text(encoding="utf-8"), "../../")


def new_language(library: Library, tag: str) -> tuple[Path, ...]:
    """Write every file that a translator fills in and that is not there yet, and a page that says how.

    Each text stands as a comment over the line that takes its translation. Raises ``UsageError`` for a tag that is no
    language and for a language that has all its files, ``ContentError`` for words that cannot be read.
    """
    locale = locale_of(tag)
    if locale is None:
        raise UsageError("language_form", id=tag)
    root = library.workspace.root
    gather = Gatherer()
    files: dict[Path, str] = {}
    for source in sources(library, gather):
        path = source.home / source.file_name(tag)
        if source.language not in fallbacks(tag) and not source.files(tag):
            files[path] = (
                _phrases_file(source.texts, locale, tag) if source.schema == PHRASES else _words(source, path, root)
            )
    gather.raise_problems()
    if not files:
        raise UsageError("language_exists", id=tag)
    guide = root / "roles" / SHARED / GUIDE / f"{tag}.yaml"
    if not library.guides(tag):
        files[guide] = re.sub(
            r"^language: .*$", f"language: {tag}", _template("guide.yaml"), count=1, flags=re.MULTILINE
        )
    page = root / f"translating-{tag}.md"
    if not page.exists():
        files[page] = _translating(library, locale, tag, sorted(files))
    _write(root, files)
    return tuple(files)


def _words(source: Source, path: Path, root: Path) -> str:
    depth = "../" * len(path.parent.relative_to(root).parts)
    head = f"# yaml-language-server: $schema={depth}{_SCHEMA_FOLDER}/{source.schema}-words.json\n"
    return head + _words_file([(field, str(text)) for field, text in source.texts.items()])


def _translating(library: Library, locale: Locale, tag: str, files: Sequence[Path]) -> str:
    """The page that tells a translator what to do. What to begin with depends on whether it is a new language."""
    root = library.workspace.root
    is_new = any(path.parent in (root / "roles" / SHARED / GUIDE, root / "templates" / PHRASES) for path in files)
    shown = "\n".join(f"- `{library.workspace.shown(path)}`" for path in files)
    name = locale.get_display_name(SOURCE_LANGUAGE) or tag
    values = {"tag": tag, "name": name, "files": shown, "plurals": "\n".join(_plural_examples(locale))}
    start = fill(_template("translating-new.md" if is_new else "translating-known.md"), values)
    return fill(_template("translating.md"), values | {"start": start.rstrip()})


def _plural_examples(locale: Locale) -> Iterator[str]:
    """Each plural form of a language with the first numbers that take it."""
    numbers: dict[str, list[str]] = {category: [] for category in _categories(locale)}
    for number in (*range(201), 1_000, 1_000_000):
        numbers[locale.plural_form(number)].append(str(number))
    for category, taken in numbers.items():
        examples = ", ".join(taken[:6]) + (" …" if len(taken) > 6 else "")
        yield f"  - `{category}`: {examples or 'only numbers with decimals'}"


def _categories(locale: Locale) -> list[str]:
    return [*sorted(locale.plural_form.tags - {"other"}, key=CATEGORIES.index), "other"]


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


def _phrases_file(phrases: Texts, locale: Locale, tag: str) -> str:
    categories = _categories(locale)
    lines = [f"# The phrases of {tag}. Write the translation of each comment below it; keep the {{placeholders}}."]
    for (key, *_), phrase in phrases.items():
        if isinstance(phrase, str):
            lines += [f"# {phrase}", f'{key}: ""']
        else:
            lines += [f"# {category}: {text}" for category, text in phrase.items()]
            lines += [f"{key}:", *(f'  {category}: ""' for category in categories)]
    return "\n".join(lines) + "\n"


def _key(step: str) -> str:
    return step if not step.isdigit() else json.dumps(step)


def _template(name: str) -> str:
    return (shipped("templates") / "workspace" / name).read_text(encoding="utf-8")


def _with_id(text: str, new_id: str) -> str:
    return re.sub(r"^id: .*$", f"id: {new_id}", text, count=1, flags=re.MULTILINE)


def _relinked(text: str, depth: str) -> str:
    """The text with its schema comment leading to the workspace's own schemas."""
    return _SCHEMA_LINE.sub(rf"# yaml-language-server: $schema={depth}{_SCHEMA_FOLDER}/\1" + "\n", text)


def _check_id(value: str) -> None:
    if not re.fullmatch(ID_PATTERN, value):
        raise UsageError("id_form", id=value)
    if value in RESERVED_NAMES:
        raise UsageError("id_reserved", id=value)


def _write(root: Path, files: Files) -> None:
    """Write all files of a workspace, or none when one of them exists already or cannot be written."""
    with output_folder(root) as scratch:
        existing = next((path for path in files if path.exists()), None)
        if existing is not None:
            raise UsageError("exists", path=str(existing))
        schemas = root / _SCHEMA_FOLDER  # they belong to the program: written anew each time
        outside = next((path for path in (*files, *schema_files(schemas)) if leads_out(path, root)), None)
        if outside is not None:
            raise StorageError("leads_out", path=str(outside), folder=str(root))
        written: list[Path] = []
        try:
            for path, text in files.items():
                write_whole(text.encode(), path, scratch)
                written.append(path)
            sync_folders(files, root)
            write_all(schemas)
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
