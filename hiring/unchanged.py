"""A build that would find everything as it was: known from the files alone, before any content is understood."""

from collections.abc import Iterator
from pathlib import Path

from hiring.cells import Cell, Selection, chosen_cells
from hiring.fingerprint import file_digest, inputs_digest, outputs_digest
from hiring.manifest import INDEX, Manifest, RunRecord
from hiring.outcomes import Outcome, Report, Settings, State
from hiring.workspace import Workspace


def unchanged_report(workspace: Workspace, selection: Selection, settings: Settings) -> Report | None:
    """What a build would say when it made nothing, since nothing has changed after the last one of this selection.

    None when something has, or may have: then the build must look at each document.
    """
    manifest = Manifest(settings.out)
    run = manifest.run(selection)
    if settings.force or run is None or manifest.index is None:
        return None
    cells = chosen_cells(run.subjects, selection)
    is_same = (
        inputs_digest(workspace, settings.on) == run.inputs == manifest.index.inputs
        and all(file_digest(workspace.root / name) == sha256 for name, sha256 in run.named.items())
        and file_digest(settings.out / INDEX) == manifest.index.sha256
        and all((settings.out / path).is_file() for path in manifest.entries)
        and outputs_digest(_sums(settings.out, cells, run)) == run.outputs
        and _lacks_the_same(cells, run)
    )
    return Report(settings.out, tuple(_outcome(cell, run) for cell in cells)) if is_same else None


def _sums(out: Path, cells: tuple[Cell, ...], run: RunRecord) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if cell.path not in run.lacking:
            yield cell.path, file_digest(out / cell.path) or ""


def _lacks_the_same(cells: tuple[Cell, ...], run: RunRecord) -> bool:
    """Whether the machine still lacks what it lacked then, as far as that kept files from being made."""
    missing = {
        (cell.format, run.lacking[cell.path].failure.rule)
        for cell in cells
        if cell.path in run.lacking and run.lacking[cell.path].missing_tool
    }
    return all(spec.missing() == rule for spec, rule in missing)


def _outcome(cell: Cell, run: RunRecord) -> Outcome:
    lacking = run.lacking.get(cell.path)
    if lacking is None:
        return Outcome(cell, State.KEPT)
    return Outcome(cell, State.NOT_APPLICABLE, failure=lacking.failure, missing_tool=lacking.missing_tool)
