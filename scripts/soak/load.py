"""Hundreds of openings, built and built again with something changed each time, while another build waits for the folder."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from scripts.soak.killing import tree
from scripts.soak.kills import EMPLOYER

COUNT = 300
JOBS = 4
"""More workers than most machines have processors."""
OPENING = """\
id: desk-{number}
role: {role}
market: us-ca
location: san-francisco
languages: [{language}]
pay: {{low: {low}, high: 90000, currency: USD, per: year}}
posted: 2026-11-20
"""
ROLES = ("referral-coordinator", "patient-representative")
LANGUAGES = ("en", "fr", "sv", "es", "de", "ar")
FORMATS = ("html", "md", "jsonld", "docx")


def run(seconds: float) -> None:
    """Change some openings and build twice at once, until the time is over; then all is as a clean build has it."""
    seed = time.time_ns()
    _say(f"seed {seed}")
    random, until, rounds = Random(seed), time.monotonic() + seconds, 0
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "openings").mkdir()
        (root / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
        for number in range(COUNT):
            _write(root, number, 50_000)
        while rounds == 0 or time.monotonic() < until:
            for number in random.sample(range(COUNT), COUNT // 10):
                _write(root, number, random.randrange(50_000, 80_000, 1_000))
            _build_at_once(root, "out", *(("--format", name) for name in random.sample(FORMATS, 2)))
            rounds += 1
        chosen = [part for name in FORMATS for part in ("--format", name)]
        for out in ("out", "clean"):
            _build_at_once(root, out, chosen)
        ours, clean = tree(root / "out"), tree(root / "clean")
        wrong = [name for name in ours.keys() | clean.keys() if ours.get(name) != clean.get(name)]
        if set(wrong) - {"manifest.json"}:  # which remembers the rounds
            raise AssertionError(f"not as a clean build has it: {sorted(wrong)}")
    _say(f"{rounds} rounds of {COUNT} openings")


def _write(root: Path, number: int, low: int) -> None:
    role, language = ROLES[number % len(ROLES)], LANGUAGES[number % len(LANGUAGES)]
    text = OPENING.format(number=number, role=role, language=language, low=low)
    (root / "openings" / f"desk-{number}.yaml").write_text(text, encoding="utf-8")


def _build_at_once(root: Path, out: str, *selections: list[str] | tuple[str, ...]) -> None:
    """Build these selections into one folder at the same time. Raises ``AssertionError`` when one does not end well."""
    command = [sys.executable, "-c", "from hiring.cli import main; main()", "build", "--document", "posting"]
    command += ["--workspace", str(root), "--out", str(root / out), "--jobs", str(JOBS), "--date", "2026-11-22"]
    started = [
        subprocess.Popen([*command, *chosen], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for chosen in selections
    ]
    for process in started:
        _, error = process.communicate()
        if process.returncode:
            raise AssertionError(f"code {process.returncode}: {error[-2000:]}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
