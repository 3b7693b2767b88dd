"""A small sound workspace, for whatever is done to it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

BROKEN = Path(__file__).parents[1] / "golden" / "broken"


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Path]:
    """The sound workspace of tests/golden/broken, over the little content that is shipped there."""
    shutil.copytree(BROKEN / "workspace", tmp_path / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hiring.workspace.shipped", lambda kind: BROKEN / "shipped" / kind)
        yield tmp_path / "workspace"
