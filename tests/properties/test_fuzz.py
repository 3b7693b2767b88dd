"""Inputs at random, from fixed seeds: what ``make soak`` tries for hours, for seconds. And what it has found before."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.fuzzing import (
    Input,
    Signature,
    check_overlay,
    check_source,
    check_workspace,
    corpus_input,
    corpus_names,
    corpus_sources,
    corpus_workspaces,
    overlay_input,
    sound,
    source_input,
    workspace_input,
)


def ways_to_end(make: Callable[[Random], Input], check: Callable[[Input], Signature], number: int) -> set[Signature]:
    """What so many inputs led to."""
    return {check(make(Random(seed))) for seed in range(number)}


def test_any_bytes_are_data_or_problems_that_can_be_said() -> None:
    assert len(ways_to_end(source_input, check_source, 60)) > 10


def test_words_of_any_shape_replace_words_and_leave_all_else_alone() -> None:
    assert len(ways_to_end(overlay_input, check_overlay, 40)) > 10


def test_any_workspace_has_problems_that_can_be_said_or_a_view_of_every_document(tmp_path: Path) -> None:
    assert len(ways_to_end(workspace_input, lambda given: check_workspace(given, tmp_path), 40)) > 20


def test_a_sound_workspace_comes_to_its_views(tmp_path: Path) -> None:
    assert check_workspace(Input(sound()), tmp_path) == {"views"}


def test_everything_found_is_in_the_list_and_the_other_way_round() -> None:
    assert {path.name for path in (*corpus_sources(), *corpus_workspaces())} == corpus_names()


@pytest.mark.parametrize("path", corpus_sources(), ids=lambda path: path.name)
def test_what_the_reader_was_wrong_about_before(path: Path) -> None:
    check_source(Input({"role.yaml": path.read_bytes()}))


@pytest.mark.parametrize("folder", corpus_workspaces(), ids=lambda path: path.name)
def test_what_the_library_was_wrong_about_before(folder: Path, tmp_path: Path) -> None:
    check_workspace(corpus_input(folder), tmp_path)
