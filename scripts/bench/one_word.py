"""One changed word of a role, beside the whole build of that role."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row, build_command, hiring, run

WORD, OTHER = "title: Referral Coordinator", "title: Referrals Coordinator"


def rows() -> Iterator[Row]:
    """Processor seconds of a build after the role's title has changed in its source language."""
    with TemporaryDirectory() as folder:
        run(hiring("new", "role", "clerk", "--from", "referral-coordinator", "--workspace", folder))
        command = build_command(Path(folder) / "out", "--role", "clerk", formats=("html",))
        first = run(command).work
        role = Path(folder) / "roles" / "clerk" / "role.yaml"
        text = role.read_text(encoding="utf-8")
        if text.count(WORD) != 1:
            raise ValueError(f"the role no longer says {WORD!r} once")
        role.write_text(text.replace(WORD, OTHER), encoding="utf-8")
        changed = run(command).work
        said = subprocess.run([*command, "--json", "--force"], check=True, capture_output=True, text=True)
        total = len(json.loads(said.stdout)["cells"])
    yield Row(f"one word, by the whole role as {total} web pages (work)", changed, first, "")
