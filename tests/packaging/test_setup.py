"""`scripts/setup.sh` on machines of every kind, each a folder of stand-in programs that write down how they were called."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PANGO = "libpango-1.0-0 libpangoft2-1.0-0"
SUBSET = "libharfbuzz-subset0"
UV = "0.13.9"

BORROWED = ("bash", "cat", "cksum", "cp", "cut", "dirname", "env", "make", "mkdir", "rm", "sed", "sh", "tail", "tr")

PYTHON = """
case "$*" in
  *"re.findall"*) exec "{python}" "$@" ;;
  *version_info*) echo {version} ;;
  *_base_executable*) echo "$0" ;;
  -) cat "{lacks}/libraries" ;;
  *ensurepip*) test ! -e "{lacks}/venv" ;;
  "-m venv"*) mkdir -p .setup/uv/bin; cp "$0" .setup/uv/bin/python ;;
  "-m pip --version") test -e "{lacks}/../has-pip" ;;
  "-m pip install"*) mkdir -p .setup/uv/bin; cp "{lacks}/../spare-uv" .setup/uv/bin/uv ;;
esac
"""
READERS = "chromium libreoffice-calc-nogui libreoffice-writer-nogui npm strace"
SUITE = "tests/yaml_suite"
UV_PROGRAM = """
case "$1" in
  --version) echo "uv {version} (stand-in)" ;;
  sync) test ! -e "{lacks}/packages" && mkdir -p .venv/bin && cp "$0" .venv/bin/hiring && cp "$0" .venv/bin/pytest ;;
esac
"""
APT = """
case "$*" in *install*)
  test ! -e "{lacks}/network" || {{ echo "E: Unable to fetch some archives"; exit 100; }}
  : >"{lacks}/libraries"
  rm -f "{lacks}/venv" ;;
esac
"""


class Machine:
    """A machine with python3 3.11, nothing else, and a copy of the project's set-up files.

    `lacks` holds what is not there: a file `venv`, `network` or `packages` for each, and the libraries by name in
    `libraries`. Programs that are added write their calls into `calls`.
    """

    def __init__(self, folder: Path) -> None:
        self.project = folder / "a project's folder"
        self.programs = folder / "programs"
        self.lacks = folder / "lacks"
        self._calls = folder / "calls"
        for needed in (self.project / "scripts", self.project / SUITE, self.programs, self.lacks):
            needed.mkdir(parents=True)
        for name in ("pyproject.toml", "uv.lock", "Makefile", "scripts/setup.sh", f"{SUITE}/package-lock.json"):
            shutil.copy(ROOT / name, self.project / name)
        for name in BORROWED:
            real = shutil.which(name)
            assert real, f"these tests need {name}"
            (self.programs / name).symlink_to(real)
        self.libraries("pango", "subset")
        self.add("uname", "echo Linux")
        self.add("id", "echo 1000")
        self.python("python3", "3.11")
        self.add("spare-uv", UV_PROGRAM.format(version=UV, lacks=self.lacks), folder=folder)

    def add(self, name: str, script: str = "", folder: Path | None = None) -> None:
        """A stand-in: notes its call, then runs the lines of sh."""
        path = (folder or self.programs) / name
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >>"{self._calls}"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def python(self, name: str, version: str) -> None:
        self.add(name, PYTHON.format(python=sys.executable, version=version, lacks=self.lacks))

    def debian(self, *, root: bool = False) -> None:
        self.add("apt-get", APT.format(lacks=self.lacks))
        if root:
            self.add("id", "echo 0")

    def libraries(self, *missing: str) -> None:
        (self.lacks / "libraries").write_text("".join(f"{name}\n" for name in missing), encoding="utf-8")

    def lack(self, what: str) -> None:
        (self.lacks / what).touch()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        self._calls.write_text("", encoding="utf-8")
        return subprocess.run(
            command,
            cwd=self.project,
            env={"PATH": str(self.programs), "HOME": str(self.project)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def set_up(self, mode: str = "build") -> str:
        """Run the set-up, which must succeed; what it says."""
        result = self.run("sh", "scripts/setup.sh", mode)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    def stopped(self, mode: str = "build") -> str:
        """Run the set-up, which must stop; what it says."""
        result = self.run("sh", "scripts/setup.sh", mode)
        assert result.returncode == 1, result.stdout + result.stderr
        assert not (self.project / ".venv").exists()
        return result.stdout + result.stderr

    def calls(self, *beginnings: str) -> list[str]:
        """The calls of the last run that begin so, without those that only ask."""
        asked = ("--version", " -c ", "python3 -\n")
        lines = self._calls.read_text(encoding="utf-8").splitlines(keepends=True)
        return [line.strip() for line in lines if line.startswith(beginnings) and not any(a in line for a in asked)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_root_on_debian_gets_all_that_is_missing_in_one_call(machine: Machine) -> None:
    machine.debian(root=True)
    machine.lack("venv")
    said = machine.set_up()
    (install,) = machine.calls("apt-get -q -y")
    assert install.endswith(f"--no-install-recommends install python3-venv {PANGO} {SUBSET}")
    assert len(machine.calls("spare-uv sync --locked", "uv sync --locked")) == 1
    assert "no PDF" not in said


def test_a_second_run_installs_nothing_and_says_nothing(machine: Machine) -> None:
    machine.debian(root=True)
    machine.set_up()
    assert machine.set_up() == ""
    assert machine.calls("apt-get", "spare-uv", "python3 -m", "python -m") == []


def test_what_is_there_is_not_asked_for(machine: Machine) -> None:
    machine.debian(root=True)
    machine.libraries("subset")
    machine.set_up()
    (install,) = machine.calls("apt-get -q -y")
    assert install.endswith(f"install {SUBSET}")


def test_the_tests_need_readers_of_documents_and_the_developers_packages(machine: Machine) -> None:
    machine.debian(root=True)
    machine.set_up("test")
    (install,) = machine.calls("apt-get -q -y")
    assert install.endswith(f"install {PANGO} {SUBSET} poppler-utils {READERS}")
    (sync,) = machine.calls("spare-uv sync")
    assert "--no-dev" not in sync


def test_the_yaml_suite_is_installed_once_for_the_tests_and_again_when_its_lock_changes(machine: Machine) -> None:
    machine.libraries()
    machine.add("npm", f'mkdir -p "{SUITE}/node_modules"')
    machine.set_up("build")
    assert machine.calls("npm") == []
    machine.set_up("test")
    assert machine.calls("npm") == [f"npm --prefix {SUITE} ci --ignore-scripts --no-audit --no-fund"]
    machine.set_up("test")
    assert machine.calls("npm") == []
    with (machine.project / SUITE / "package-lock.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    machine.set_up("test")
    assert len(machine.calls("npm")) == 1


def test_a_yaml_suite_that_cannot_be_had_is_said_and_the_rest_goes_on(machine: Machine) -> None:
    machine.libraries()
    machine.add("npm", "echo 'npm error network'; exit 1")
    said = machine.set_up("test")
    assert "npm error network" in said
    assert "The YAML test suite could not be installed" in said
    assert len(machine.calls("spare-uv sync")) == 1


def test_a_build_leaves_the_developers_packages_alone(machine: Machine) -> None:
    machine.libraries()
    machine.set_up()
    assert machine.calls("spare-uv sync")[0].endswith("--no-dev --inexact")
    machine.set_up("test")
    assert len(machine.calls("spare-uv sync")) == 1
    machine.set_up("build")
    assert machine.calls("spare-uv sync") == []


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml"])
def test_a_changed_lock_brings_the_environment_up_to_date(machine: Machine, changed: str) -> None:
    machine.libraries()
    machine.set_up()
    with (machine.project / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machine.set_up()
    assert len(machine.calls("spare-uv sync")) == 1
    assert machine.calls("python3 -m") == []


def test_a_project_that_was_moved_gets_a_new_environment(machine: Machine) -> None:
    machine.libraries()
    machine.set_up()
    (machine.project / ".venv/old").touch()
    machine.project = machine.project.rename(machine.project.with_name("elsewhere"))
    machine.set_up()
    assert len(machine.calls("spare-uv sync")) == 1
    assert not (machine.project / ".venv/old").exists()


def test_sudo_is_used_where_it_asks_for_no_password(machine: Machine) -> None:
    machine.debian()
    machine.add("sudo", 'shift; exec "$@"')
    machine.add("true")
    machine.set_up()
    (update, install) = machine.calls("sudo -n env DEBIAN_FRONTEND=noninteractive")
    assert update.endswith(" update")
    assert install.endswith(f"install {PANGO} {SUBSET}")
    assert len(machine.calls("apt-get -q -y")) == 1


@pytest.mark.parametrize("sudo", ["none", "asks for a password"])
def test_without_root_it_names_the_command_and_goes_on_without_pdf(machine: Machine, sudo: str) -> None:
    machine.debian()
    if sudo != "none":
        machine.add("sudo", "exit 1")
    said = machine.set_up()
    assert "there will be no PDF" in said
    assert f"  sudo apt-get install {PANGO} {SUBSET}\n" in said
    assert machine.calls("apt-get") == []
    assert len(machine.calls("spare-uv sync")) == 1


def test_what_is_missing_is_said_on_every_run(machine: Machine) -> None:
    machine.debian()
    assert "no PDF" in machine.set_up()
    assert "no PDF" in machine.set_up()
    assert machine.calls("spare-uv sync") == []


def test_without_the_subset_library_pdf_is_slower_not_gone(machine: Machine) -> None:
    machine.debian()
    machine.libraries("subset")
    said = machine.set_up()
    assert "no PDF" not in said
    assert "PDFs take longer" in said
    assert f"sudo apt-get install {SUBSET}" in said


def test_a_failing_apt_get_is_shown_and_the_rest_goes_on(machine: Machine) -> None:
    machine.debian(root=True)
    machine.lack("network")
    said = machine.set_up()
    assert "E: Unable to fetch some archives" in said
    assert f"sudo apt-get install {PANGO} {SUBSET}" in said
    assert len(machine.calls("spare-uv sync")) == 1


def test_without_venv_pip_or_root_it_stops_and_names_the_command(machine: Machine) -> None:
    machine.debian()
    machine.lack("venv")
    said = machine.stopped("test")
    assert f"  sudo apt-get install python3-venv {PANGO} {SUBSET} poppler-utils {READERS}\n" in said
    assert "make test again" in said


def test_pip_does_where_venv_is_missing(machine: Machine) -> None:
    machine.debian()
    machine.lack("venv")
    (machine.lacks.parent / "has-pip").touch()
    machine.set_up()
    (install,) = machine.calls("python3 -m pip install")
    assert install.endswith(f"--target .setup/uv uv=={UV}")
    assert len(machine.calls("spare-uv sync")) == 1


@pytest.mark.parametrize(("version", "used"), [(UV, True), ("1.2.0", True), ("0.13.8", False), ("0.9.30", False)])
def test_a_uv_on_the_path_is_used_when_it_is_new_enough(machine: Machine, version: str, used: bool) -> None:
    machine.libraries()
    machine.add("uv", UV_PROGRAM.format(version=version, lacks=machine.lacks))
    machine.set_up()
    assert bool(machine.calls("uv sync")) is used
    assert bool(machine.calls("spare-uv sync")) is not used


def test_a_new_enough_uv_makes_venv_unneeded(machine: Machine) -> None:
    machine.debian()
    machine.libraries()
    machine.lack("venv")
    machine.add("uv", UV_PROGRAM.format(version=UV, lacks=machine.lacks))
    assert "sudo" not in machine.set_up()


def test_an_old_python_stops_it_and_it_says_what_to_install(machine: Machine) -> None:
    machine.debian(root=True)
    machine.python("python3", "3.9")
    said = machine.stopped()
    assert "Python 3.11 or newer is needed; this machine has 3.9." in said
    assert "sudo apt-get install python3 python3-venv" in said
    assert machine.calls("apt-get") == []


def test_no_python_at_all_stops_it(machine: Machine) -> None:
    (machine.programs / "python3").unlink()
    assert "this machine has none." in machine.stopped()


def test_a_newer_python_under_its_own_name_is_found(machine: Machine) -> None:
    machine.libraries()
    machine.python("python3", "3.9")
    machine.python("python3.12", "3.12")
    machine.set_up()
    (sync,) = machine.calls("spare-uv sync")
    assert "/programs/python3.12 " in sync


def test_a_mac_with_brew_installs_by_it(machine: Machine) -> None:
    machine.add("uname", "echo Darwin")
    machine.add("brew", f': >"{machine.lacks}/libraries"')
    said = machine.set_up()
    assert machine.calls("brew") == ["brew install pango harfbuzz"]
    assert "no PDF" not in said


def test_a_mac_without_brew_names_the_command_and_goes_on(machine: Machine) -> None:
    machine.add("uname", "echo Darwin")
    said = machine.set_up()
    assert "there will be no PDF" in said
    assert "  brew install pango harfbuzz" in said
    assert len(machine.calls("spare-uv sync")) == 1


def test_packages_that_cannot_be_had_stop_it(machine: Machine) -> None:
    machine.libraries()
    machine.lack("packages")
    result = machine.run("sh", "scripts/setup.sh", "build")
    assert result.returncode == 1
    assert "could not be installed (all output: .setup/log)" in result.stderr


def test_an_unknown_mode_is_a_usage_error(machine: Machine) -> None:
    assert machine.run("sh", "scripts/setup.sh", "everything").returncode == 2


def test_make_build_sets_up_and_then_builds_in_a_folder_with_spaces(machine: Machine) -> None:
    machine.libraries()
    result = machine.run("make", "build")
    assert result.returncode == 0, result.stderr
    assert machine.calls("spare-uv") == [
        f"spare-uv sync --locked --compile-bytecode --no-progress --python {machine.programs}/python3 --no-dev --inexact",
        "spare-uv build",
    ]


def test_make_alone_lists_the_targets(machine: Machine) -> None:
    said = machine.run("make").stdout
    for target in ("build", "test", "lint", "format", "schemas", "wheel", "clean"):
        assert f"  make {target} " in said


def test_ci_runs_the_readmes_test_command(machine: Machine) -> None:
    (machine.project / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", machine.project / ".ci/run")
    (machine.programs / "make").unlink()
    machine.add("make", "exit 7")
    assert machine.run("bash", ".ci/run").returncode == 7
    assert machine.calls("make") == ["make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
