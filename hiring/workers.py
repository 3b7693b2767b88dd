"""Processes that do one thing after the other for this one.

Nothing is imported here that takes time: a worker may be started before anyone knows what there is to do, and make itself
ready while this process finds out.
"""

import gc
import multiprocessing
import signal
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from hiring.errors import StorageError


class Worker:
    """A process that does what it is told. It ends with ``close``, or when this process does.

    What its libraries put into the folder for temporary files goes with it, however it ends.
    """

    def __init__(self, ready: str | None = None) -> None:
        """Start it. ``ready`` names a function, as ``module:name``, that it calls first; its ``answer`` is the first one."""
        self._folder = tempfile.TemporaryDirectory(prefix="hiring-", ignore_cleanup_errors=True)
        self.connection, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_work, args=(self.connection, theirs, self._folder.name, ready), daemon=True
        )
        self._process.start()
        theirs.close()  # so that the connection ends with the worker

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Have it call a function of a module. It must have answered before. Raises ``StorageError`` when it has died."""
        try:
            self.connection.send((function, arguments))
        except OSError:
            raise StorageError("worker_died") from None

    def answer(self) -> Any:
        """What the function gave; waits for it. Raises what it raised, or ``StorageError`` when the worker died of it."""
        try:
            result, error = self.connection.recv()
        except (EOFError, OSError):
            raise StorageError("worker_died") from None
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        """End it at once, whatever it does, and wait for that: then it writes nothing any more. May be called again."""
        self._process.terminate()
        self._process.join()
        self.connection.close()
        self._folder.cleanup()


# In the worker.


def _work(other_end: Connection, connection: Connection, folder: str, ready: str | None) -> None:
    # Ctrl-C reaches every process of the terminal: the main one says so, the others end at once and silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    other_end.close()  # so that the connection ends with the main process
    tempfile.tempdir = folder
    gc.freeze()  # what the main process has read lives as long as the worker: nothing in it need be looked at
    try:
        if ready is not None:
            connection.send(_done(partial(_called, ready)))
        while True:
            function, arguments = connection.recv()
            connection.send(_done(partial(function, *arguments)))
    except (EOFError, OSError):
        return  # the main process has ended


def _called(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)()


def _done(call: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return call(), None
    except Exception as error:  # raised again where it is waited for
        return None, error
