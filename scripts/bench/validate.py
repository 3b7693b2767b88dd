"""How long ``hiring validate`` takes for many roles, beside PyYAML's C loader reading the same files and nothing else.

    python -m scripts.bench.validate [ROLES]

The roles are the shipped ones over and over, whole, in all their languages, with other ids and titles: 12 files and 850 kB
each. A thousand of them take 850 MB of the folder for temporary files.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hiring.workspace import shipped
from scripts.bench.row import Cost, Row, cost_of, show

ROLES = 1_000
TARGET = 3.0
GROWTH = 1.15
"""What a role of ten times as many may take, of what one takes."""

_VALIDATE = "from hiring.cli import main; main()"
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


def validate(roles: int = ROLES) -> Iterator[Row]:
    """The ratio for all roles, then what one of them takes beside one of a tenth as many."""
    many, load = _costs(roles)
    yield Row("validate", f"hiring validate / yaml.CSafeLoader, {roles} roles", many.seconds / load.seconds, TARGET)
    few, _ = _costs(roles // 10)
    growth = (many.seconds / roles) / (few.seconds / (roles // 10))
    yield Row("growth", f"a role of {roles} / a role of {roles // 10}", growth, GROWTH)
    grown = many.memory / few.memory
    yield Row("memory", f"{many.memory:.0f} MiB / {few.memory:.0f} MiB", grown, GROWTH)


def _costs(roles: int) -> tuple[Cost, Cost]:
    """What validating and only loading so many roles take."""
    with TemporaryDirectory(prefix="hiring-bench-") as folder:
        write_roles(Path(folder), roles)
        validated = cost_of((sys.executable, "-c", _VALIDATE, "validate", "--workspace", folder))
        return validated, cost_of((sys.executable, "-c", _LOAD, folder))


if __name__ == "__main__":
    show(validate(*map(int, sys.argv[1:])))
