"""Known vulnerabilities of the locked packages, by pip-audit, which uv fetches when it is needed.

``make audit`` runs it. It needs the network, so it is no part of the tests. Exit codes: 0 none are known, 1 some are, 3
nobody knows: the advisories could not be looked up, or not those of every package.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
OWN_UV: Final = ROOT / ".setup" / "uv" / "bin" / "uv"
NONE_KNOWN, SOME_KNOWN, NOBODY_KNOWS = 0, 1, 3
_NAMED: Final = 5
_EXPORT: Final = ("export", "--locked", "--no-emit-project", "--no-header", "--quiet")
_AUDIT: Final = (
    "tool",
    "run",
    "pip-audit",
    "--disable-pip",
    "--require-hashes",
    "--progress-spinner=off",
    "--format=json",
)


def verdict(report: str, complaint: str) -> tuple[int, list[str]]:
    """What pip-audit's report (JSON) comes to: the exit code and the lines to print; without one, its complaint."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = complaint.strip().splitlines()[-1:] or ["no answer"]
        return NOBODY_KNOWS, [f"The advisories could not be looked up, so nothing is known: {last[0][:300]}"]
    lines = list(_vulnerable(packages))
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        named = ", ".join(unknown[:_NAMED]) + (" …" if len(unknown) > _NAMED else "")
        lines.append(f"The advisories of {len(unknown)} of {len(packages)} packages could not be looked up: {named}")
    if len(lines) > bool(unknown):
        return SOME_KNOWN, lines
    if unknown or not packages:
        return NOBODY_KNOWS, [*lines, "So it is not known whether the locked packages have known vulnerabilities."]
    return NONE_KNOWN, [f"No vulnerabilities are known of the {len(packages)} locked packages."]


def _vulnerable(packages: Sequence[dict[str, Any]]) -> Iterator[str]:
    for package in packages:
        for found in package.get("vulns", ()):
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {found['id']} (mended in {mended})"


def main() -> int:
    """Audit what is locked; the exit code."""
    uv = shutil.which("uv") or (str(OWN_UV) if OWN_UV.is_file() else None)
    if uv is None:
        print("uv is missing: run make test first, which installs it.", file=sys.stderr)  # noqa: T201  # a script says it
        return NOBODY_KNOWS
    with TemporaryDirectory() as folder:
        locked = Path(folder) / "requirements.txt"
        locked.write_bytes(subprocess.run([uv, *_EXPORT], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
        done = subprocess.run([uv, *_AUDIT, f"--requirement={locked}"], capture_output=True, text=True, check=False)
    code, lines = verdict(done.stdout, done.stderr)
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
