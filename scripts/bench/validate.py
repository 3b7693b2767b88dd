"""How long ``hiring validate`` takes for many roles, beside PyYAML's C loader reading the same files and nothing else.

The roles are the shipped ones over and over, whole, in all their languages, with other ids and titles: 12 files and 850 kB
each. A thousand of them take 850 MB of the folder for temporary files.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hiring.workspace import shipped
from scripts.bench.measuring import Row, Spent, hiring, run

ROLES = 1_000
FEW = 100
_LOAD = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("roles/*/*.yaml")):
    with path.open("rb") as stream:
        yaml.load(stream, yaml.CSafeLoader)
"""
_TITLE = re.compile(r"^( *(?:- )?(?:title|name|prompt|question): )([^>|\"' ].*)$", re.MULTILINE)


def write_roles(workspace: Path, count: int) -> None:
    """Write roles into a workspace: the same ones for the same count, each with its number in its id and titles."""
    models = sorted(path.parent for path in shipped("roles").glob("*/role.yaml"))
    for number in range(count):
        model = models[number % len(models)]
        role_id = f"{model.name}-{number:04}"
        folder = workspace / "roles" / role_id
        folder.mkdir(parents=True)
        for path in sorted(model.glob("*.yaml")):
            text = _TITLE.sub(rf"\1\2 {number:04}", path.read_text(encoding="utf-8"))
            text = text.replace(f"\nid: {model.name}\n", f"\nid: {role_id}\n", 1)
            (folder / path.name).write_text(text, encoding="utf-8")


def rows() -> Iterator[Row]:
    """Processor seconds of whole processes: all roles, then what one of them takes beside one of a tenth as many."""
    many, load = _spent(ROLES)
    yield Row(f"validate {ROLES} roles, by PyYAML's C loader (work)", many.work, load.work, "≤ 3")
    few, _ = _spent(FEW)
    yield Row(f"validate, a role of {ROLES} by a role of {FEW} (work)", many.work / ROLES, few.work / FEW, "≤ 1.15")


def _spent(roles: int) -> tuple[Spent, Spent]:
    """What validating and only loading so many roles take."""
    with TemporaryDirectory(prefix="hiring-bench-") as folder:
        write_roles(Path(folder), roles)
        return run(hiring("validate", "--workspace", folder)), run((sys.executable, "-c", _LOAD, folder))
