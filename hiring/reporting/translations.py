"""Where translations stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from hiring.errors import shown_path
from hiring.language import Language, Phrase
from hiring.reporting.problems import problem_lines, problems_data
from hiring.translations import Entry, FileState, Recorded, Status, Survey

_COUNTED: tuple[Status, ...] = ("missing", "stale", "unrecorded")


def translations_text(found: Survey, noted: Sequence[Recorded], language: Language) -> Iterator[str]:
    """What was noted, then for each language its totals, its files and the texts that they lack."""
    for note in noted:
        yield f"{note.file}: {note.new} noted for the first time, {len(note.refreshed)} that were stale"
    tags = sorted({state.language for state in found.files})
    width = max((len(language.name_of(tag)) for tag in tags), default=0)
    for tag in tags:
        states = [state for state in found.files if state.language == tag]
        head = f"{tag.ljust(7)} {language.name_of(tag).ljust(width)}  "
        names = (f".{tag}.yaml", f"/{tag}.yaml", f".{tag}.json", f"/{tag}.json")
        unread = len({problem.file for problem in found.problems if problem.file.endswith(names)})
        yield head + _totals(states, unread)
        for state in (state for state in states if state.entries):
            yield f"  {state.file}: {_totals([state])}"
            yield from _entry_lines(state)
    yield from problem_lines(found.problems, language)


def _totals(states: Sequence[FileState], unread: int = 0) -> str:
    counts = {status: sum(state.count(status) for state in states) for status in _COUNTED}
    said = [f"{count} {status}" for status, count in counts.items() if count]
    said += [f"{unread} files that cannot be read"] if unread else []
    total = sum(state.total for state in states)
    files = f" in {len(states)} files" if len(states) > 1 else ""
    return f"{'complete' if not said else ', '.join(said)}: {total} texts{files}"


def _entry_lines(state: FileState) -> Iterator[str]:
    """The missing and the stale texts of a file; what nobody has noted is only counted."""
    if state.count("missing") == state.total:
        return  # the count says it all
    for entry in state.entries:
        if entry.status == "unrecorded":
            continue
        field = shown_path(entry.path)
        yield f"    {entry.file}:{entry.place.line}:{entry.place.column}: {field}: {entry.status}"
        shown = {"source was": entry.made_from, "source is": entry.source, "translation": entry.translation}
        for name, phrase in shown.items():
            if phrase is not None:
                yield f"      {name.ljust(11)}  {_phrase_text(phrase)}"


def _phrase_text(phrase: Phrase) -> str:
    return phrase if isinstance(phrase, str) else "  ".join(f"{form}: {text}" for form, text in phrase.items())


def translations_data(found: Survey, noted: Sequence[Recorded], language: Language) -> dict[str, Any]:
    """Each file with its texts, and what was noted."""
    files = [
        {
            "language": state.language,
            "name": language.name_of(state.language),
            "file": state.file,
            "source": state.source,
            "complete": state.is_complete,
            "texts": state.total,
            **{status: state.count(status) for status in _COUNTED},
            "entries": [_entry_json(entry) for entry in state.entries],
        }
        for state in found.files
    ]
    updated = [
        {"language": note.language, "file": note.file, "new": note.new, "stale": len(note.refreshed)} for note in noted
    ]
    return {"files": files, "updated": updated, "problems": problems_data(found.problems, language)}


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "status": entry.status,
        "file": entry.file,
        "line": entry.place.line,
        "column": entry.place.column,
        "path": [str(part) for part in entry.path],
        "made_from": entry.made_from,
        "source": entry.source,
        "translation": entry.translation,
    }
