"""Files appear whole or not at all."""

import os
import tempfile
from pathlib import Path


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path below the folder leads out of it, by links in it. The folder may itself be behind a link."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def write_whole(content: bytes, target: Path, scratch: Path | None = None) -> None:
    """Write a file beside its place or in the scratch folder of the same disk, then move it there. Raises ``OSError``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=scratch or target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
