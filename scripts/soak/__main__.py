"""Run what is asked for, one after the other; the first failure ends it."""

import argparse
import sys
from importlib import import_module

from scripts.soak import RUNS


def main() -> None:
    """Run the modules that are named, or all, each for so many minutes."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("runs", nargs="*", metavar="RUN", help=", ".join(RUNS))
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="how long each takes (default: 10)")
    given = parser.parse_args()
    unknown = [name for name in given.runs if name not in RUNS]
    if unknown:
        parser.error(f"no such run: {', '.join(unknown)}")
    for name in given.runs or RUNS:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        import_module(RUNS[name]).run(given.minutes * 60)


if __name__ == "__main__":
    main()
