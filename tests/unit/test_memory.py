"""What is remembered, problems among it, and what is let go of."""

import pytest

from hiring.errors import ContentError, Problem
from hiring.memory import Memory


class Loading:
    """Something to load, that counts how often it was."""

    def __init__(self, *, fails: bool = False) -> None:
        self.times = 0
        self.fails = fails

    def __call__(self) -> int:
        self.times += 1
        if self.fails:
            raise ContentError([Problem("file.missing", "a.yaml")])
        return self.times


def test_what_was_loaded_is_not_loaded_again() -> None:
    memory, load = Memory(), Loading()
    assert [memory.once("a", "key", load) for _ in range(3)] == [1, 1, 1]
    assert memory.once("b", "key", load) == 2, "the same key of another folder"


def test_problems_are_remembered() -> None:
    memory, load = Memory(), Loading(fails=True)
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            memory.once("a", "key", load)
        assert [problem.rule for problem in caught.value.problems] == ["file.missing"]
    assert load.times == 1


def test_a_folder_is_let_go_of_and_the_others_stay() -> None:
    memory, load = Memory(), Loading()
    memory.once("a", "key", load)
    memory.once("b", "key", load)
    memory.forget("a")
    memory.forget("never-heard-of")
    assert memory.once("b", "key", load) == 2
    assert memory.once("a", "key", load) == 3


def test_what_is_loaded_beside_a_change_is_known_without_it_and_the_other_way_round() -> None:
    memory, load = Memory(), Loading()
    changed = memory.but(("openings",))
    assert changed.once("roles", "key", load) == 1
    assert memory.once("roles", "key", load) == 1, "also of a folder that nobody had asked for before"
    assert memory.once("openings", "key", load) == 2
    assert changed.once("openings", "key", load) == 3
