"""What is remembered, problems among it, and what is let go of."""

from functools import partial

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


def test_what_one_loads_of_the_shared_folders_the_other_knows_whoever_was_first() -> None:
    memory, load = Memory(), Loading()
    other = memory.but(("a",))
    assert other.once("b", "key", load) == 1, "the first to load it"
    assert memory.once("b", "key", load) == 1
    assert memory.but(("a",)).once("b", "key", load) == 1
    assert other.once("a", "key", load) == 2
    assert memory.once("a", "key", load) == 3, "a folder that is not shared"


def test_what_is_renewed_by_turns_is_kept_in_turn_and_grows_no_chain() -> None:
    memory, load = Memory(), Loading()
    for number in range(2000):
        memory = memory.but((("a", "b")[number % 2],))
    assert memory.once("a", "key", load) == 1
    assert memory.but(("b",)).once("a", "key", load) == 1
    assert memory.but(("a",)).once("a", "key", load) == 2


def test_some_keys_of_a_folder_may_stay() -> None:
    memory, load = Memory(), Loading()
    assert [memory.once("a", key, load) for key in ("x", "y")] == [1, 2]
    other = memory.but(("a",), lambda key: key == "x")
    assert [other.once("a", key, load) for key in ("x", "y")] == [1, 3]
    assert memory.once("a", "y", load) == 2


def test_a_memory_that_is_renewed_often_keeps_what_is_shared_and_grows_no_chain() -> None:
    memory, load = Memory(), Loading()
    for number in range(2000):
        memory = memory.but(("a",))
        assert memory.once("b", "key", load) == 1
        assert memory.once("a", "key", partial(int, number)) == number
    memory.forget("b")
    assert memory.once("b", "key", load) == 2
