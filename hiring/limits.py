"""How much processor time, memory and output a document may take that a workspace's own templates are part of.

Limits hold in processes that exist for such documents (``confinement``): to end one of those harms nothing else. Time and
memory are bounded twice. What Python runs is interrupted; what a library does in one call that does not return is ended with
its process, some seconds later. Output is bounded everywhere.

Windows bounds neither time nor memory, macOS no memory.
"""

import math
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Literal

from hiring.errors import HiringError, RenderError, raised_at

if sys.platform != "win32":
    import resource


@dataclass(frozen=True)
class Limits:
    """What one file may take: seconds of processor time, and megabytes of memory beyond what its process has before."""

    seconds: int = 30
    megabytes: int = 512

    @property
    def values(self) -> dict[str, str]:
        """The limits as messages say them."""
        return {"seconds": str(self.seconds), "megabytes": str(self.megabytes)}


LIMITS = Limits()
"""The longest document takes six seconds and 200 MB."""
OUTPUT_MEGABYTES = 20
"""So large may be a page, and a file."""
_GRACE = 5
"""Seconds between the interruption of a step and the end of its process."""
_AGAIN = 0.25
"""Seconds after which an interruption is repeated: code that catches every exception may have caught it."""
_MEGABYTE = 1_000_000


class TimeUpError(Exception):
    """A step has used up its processor time."""


@dataclass
class _Process:
    """What holds in this process: its limits if it is confined, whether a step is under way, and whether one was cut off."""

    limits: Limits | None = None
    is_at_work: bool = False
    was_cut_off: bool = False


_here = _Process()


def confine(limits: Limits) -> None:
    """Let limits hold in this process from now on, for each step that is ``held``."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a process that is ended leaves no picture of its memory
    _here.limits = limits


def was_cut_off() -> bool:
    """Whether a step of this process came to a limit. What it was doing may be half done: better go on in another process."""
    return _here.was_cut_off


def exceeded(error: TimeUpError | MemoryError, what: Literal["template", "file"], **place: str) -> RenderError:
    """The failure of a step that came to a limit, with what took so much and where."""
    _here.was_cut_off = True
    rule = f"{what}_time" if isinstance(error, TimeUpError) else f"{what}_memory"
    return RenderError(rule, **(_here.limits or LIMITS).values, **place)


@contextmanager
def held() -> Iterator[None]:
    """Hold a step to the limits of this process. A step inside another counts for that one.

    Raises ``RenderError`` for what exceeds them and does not say so itself, and for whatever else the step raises: it comes
    of what templates and styles made. Where the process is not confined, nothing is bounded.
    """
    if _here.limits is None or _here.is_at_work:
        yield
        return
    _here.is_at_work = True
    try:
        with _bounded(_here.limits):
            yield
    except (HiringError, OSError):
        raise
    except (TimeUpError, MemoryError) as error:
        raise exceeded(error, "file") from None
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error)[:200]} ({raised_at(error)})"
        raise RenderError("file_failed", reason=reason) from None
    finally:
        _here.is_at_work = False


def too_large(size: int) -> bool:
    """Whether a page or a file of so many characters or bytes is larger than one may be."""
    return size > OUTPUT_MEGABYTES * _MEGABYTE


if sys.platform == "win32":

    @contextmanager
    def _bounded(limits: Limits) -> Iterator[None]:
        yield

else:

    @contextmanager
    def _bounded(limits: Limits) -> Iterator[None]:
        """Bounds that end with the block: a signal and the kernel's for time, the kernel's for memory."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu, space = resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_AS)
        end = math.ceil(used.ru_utime + used.ru_stime) + limits.seconds + _GRACE
        before = signal.signal(signal.SIGPROF, _interrupt)
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (_below(end, cpu), cpu[1]))
            if sys.platform == "linux":
                most = _address_space() + limits.megabytes * _MEGABYTE
                resource.setrlimit(resource.RLIMIT_AS, (_below(most, space), space[1]))
            signal.setitimer(signal.ITIMER_PROF, limits.seconds, _AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
            resource.setrlimit(resource.RLIMIT_CPU, cpu)
            resource.setrlimit(resource.RLIMIT_AS, space)

    def _below(wanted: int, given: tuple[int, int]) -> int:
        """A limit, or the lower one that whoever started the program has set."""
        return min([wanted, *(limit for limit in given if limit != resource.RLIM_INFINITY)])

    def _address_space() -> int:
        """The bytes of address space that this process has now."""
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * resource.getpagesize()

    def _interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise TimeUpError
