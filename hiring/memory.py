"""What has been loaded, so that nothing is loaded twice, by the folder that it is from, so that it can be let go of."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import TypeVar, cast

from hiring.errors import ContentError

T = TypeVar("T")


class Memory:
    """Results of loading, and problems as well: what failed once fails the same way each time."""

    def __init__(self, others: "Memory | None" = None, own: Collection[str] = ()) -> None:
        """What is from the folders of ``own`` is remembered here, all else by ``others``, if there is one."""
        self._folders: defaultdict[str, dict[object, object]] = defaultdict(dict)
        self._others, self._own = others, frozenset(own)

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
        if self._others is not None and folder not in self._own:
            self._others.forget(folder)
        else:
            self._folders.pop(folder, None)

    def but(self, folders: Collection[str], keeps: Callable[[object], bool] = lambda key: False) -> "Memory":
        """The same without what is from some folders, apart from the keys of them that it ``keeps``.

        What either of the two loads later of the other folders, both know.
        """
        if self._others is None:
            other = Memory(self, folders)
        else:  # beside this one and not on top of it: however often folders are renewed, no chain grows
            other = Memory(self._others, self._own | set(folders))
            other._folders.update({folder: self._folders[folder] for folder in self._own - set(folders)})
        for folder in folders:
            other._folders[folder] = {key: value for key, value in dict(self._known(folder)).items() if keeps(key)}
        return other

    def _known(self, folder: str) -> dict[object, object]:
        if self._others is not None and folder not in self._own:
            return self._others._known(folder)
        return self._folders[folder]
