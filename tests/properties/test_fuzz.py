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
    corpus,
    corpus_input,
    corpus_names,
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
    assert len(ways_to_end(overlay_input, check_overlay, 20)) > 5


def test_any_workspace_has_problems_that_can_be_said_or_a_view_of_every_document(tmp_path: Path) -> None:
    assert len(ways_to_end(workspace_input, lambda given: check_workspace(given, tmp_path), 25)) > 15


def test_a_sound_workspace_comes_to_its_views(tmp_path: Path) -> None:
    assert check_workspace(Input(sound()), tmp_path) == {"views"}


def test_everything_found_is_in_the_list_and_the_other_way_round() -> None:
    assert {folder.name for folder in corpus()} == corpus_names() != set()


@pytest.mark.parametrize("folder", corpus(), ids=lambda folder: folder.name)
def test_what_was_found_before_stays_mended(folder: Path, tmp_path: Path) -> None:
    assert check_workspace(corpus_input(folder), tmp_path) != {"views"}
