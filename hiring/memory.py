"""What has been loaded, so that nothing is loaded twice, by the folder that it is from, so that it can be let go of."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import TypeVar, cast

from hiring.errors import ContentError

T = TypeVar("T")


class Memory:
    """Results of loading, and problems as well: what failed once fails the same way each time."""

    def __init__(self, above: "Memory | None" = None, apart: Collection[str] = ()) -> None:
        """With another one ``above``, everything is its own but what is from the folders ``apart``."""
        self._above, self._apart = above, frozenset(apart)
        self._folders: defaultdict[str, dict[object, object]] = defaultdict(dict)

    def once(self, folder: str, key: object, load: Callable[[], T]) -> T:
        """The result of ``load`` for this key of a folder, by name. Raises ``ContentError`` when that did."""
        known = self._known(folder)
        if key not in known:
            try:
                known[key] = load()
            except ContentError as error:
                known[key] = error
        result = known[key]
        if isinstance(result, ContentError):
            raise ContentError(result.problems)
        return cast(T, result)

    def forget(self, folder: str) -> None:
        """Let go of all that is from a folder; what is asked for again is loaded again."""
        self._known(folder).clear()

    def but(self, folders: Collection[str]) -> "Memory":
        """The same without what is from some folders. What either of the two loads later of the others, both know."""
        return Memory(self, folders)

    def _known(self, folder: str) -> dict[object, object]:
        if self._above is None or folder in self._apart:
            return self._folders[folder]
        return self._above._known(folder)
