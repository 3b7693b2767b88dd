"""How the program ends: foreseen failures, signals and a reader that has enough, each with its message and exit code."""

import io
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import click

from hiring.cli.printing import discard, failure_text, tell, worded
from hiring.errors import ContentError, Failure, FailureError, MissingToolError, StorageError, UsageError

EXIT_PROBLEMS, EXIT_USAGE, EXIT_MACHINE, EXIT_INTERRUPTED, EXIT_TERMINATED = 1, 2, 3, 130, 143


def run(program: Callable[[], object]) -> NoReturn:
    """Run the program, which gives its exit code or nothing where all is well.

    Every foreseen failure ends in a message and an exit code, never in a traceback.
    """
    asked_to_end: list[int] = []
    if threading.current_thread() is threading.main_thread():  # no other may say what signals do
        signal.signal(signal.SIGTERM, partial(_terminate, asked_to_end))
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without our characters shows their codes
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = program()
        sys.exit(code if isinstance(code, int) else 0)
    except (click.exceptions.Abort, KeyboardInterrupt, _TerminatedError):
        if asked_to_end:  # what waits outside of Python (watchfiles) makes an interrupt of whatever a signal raised
            end("Terminated.", EXIT_TERMINATED)
        end("Interrupted.", EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ContentError as error:
        end("\n".join(worded(error.problems)), EXIT_PROBLEMS)
    except UsageError as error:
        end(f"Error: {failure_text(error.failure)}", EXIT_USAGE)
    except (MissingToolError, StorageError) as error:
        end(f"Error: {failure_text(error.failure)}", EXIT_MACHINE)
    except FailureError as error:
        end(f"Error: {failure_text(error.failure)}", EXIT_PROBLEMS)
    except OSError as error:  # a full disk behind “hiring list roles > file”
        discard(1)
        reason = error.strerror or type(error).__name__
        failure = Failure("cannot_write", {"path": str(error.filename or "stdout"), "reason": reason})
        end(f"Error: {failure_text(failure)}", EXIT_MACHINE)


class _TerminatedError(BaseException):
    """The process is asked to end (SIGTERM). Like Ctrl-C it ends the work wherever that stands, in good order."""


def _terminate(asked_to_end: list[int], number: int, frame: object) -> NoReturn:
    asked_to_end.append(number)
    raise _TerminatedError


def end(message: str, code: int) -> NoReturn:
    """Say why on stderr, and end the program with this exit code."""
    tell(message)
    sys.exit(code)


class Commands(click.Group):
    """All commands of the program."""

    def invoke(self, ctx: click.Context) -> Any:
        """Whoever reads our output may have enough: that is fine. click itself would end with 1, which means problems."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard(1)
            return 0
