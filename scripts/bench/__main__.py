"""Run the cases and print the table."""

import argparse
import sys
from importlib import import_module

from scripts.bench import CASES, LONG_CASES
from scripts.bench.measuring import machine


def main() -> None:
    """Measure what is asked for; a line is printed as soon as it is known."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join((*CASES, *LONG_CASES)))
    parser.add_argument("--long", action="store_true", help="also those that take long")
    given = parser.parse_args()
    known = CASES | LONG_CASES
    unknown = [name for name in given.cases if name not in known]
    if unknown:
        parser.error(f"no such case: {', '.join(unknown)}")
    chosen = given.cases or [*CASES, *(LONG_CASES if given.long else ())]
    _say(f"{machine()}\n", "| case | ours | other | ratio | target |", "|---|---|---|---|---|")
    for name in chosen:
        for row in import_module(known[name]).rows():
            _say(f"| {row.case} | {row.ours:.2f} | {row.other:.2f} | {row.ratio:.3f} | {row.target} |")


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
