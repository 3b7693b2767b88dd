"""The start of the program ``hiring``: Ctrl-C ends it quietly also while it is being loaded."""

import gc
import sys
from typing import NoReturn

_EXIT_INTERRUPTED = 130  # as in hiring.cli.ending, which need not be loaded yet


def main() -> NoReturn:
    """Load the command line and run it. From then on it says itself that it was interrupted."""
    try:
        from hiring.cli import main as run
    except KeyboardInterrupt:
        sys.exit(_EXIT_INTERRUPTED)
    try:
        run()
    finally:
        gc.freeze()  # what is left ends with the process: to look through it for garbage takes a tenth of a second


if __name__ == "__main__":
    main()
