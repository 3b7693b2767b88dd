#!/bin/sh
# Brings a machine to where `make build` or `make test` can run. A second run finds everything in place and
# neither installs nor asks the network.
#
#   sh scripts/setup.sh build     what making documents needs
#   sh scripts/setup.sh test      that, and what the tests and checks need besides
#
# POSIX sh, since macOS has no newer bash than 3.2. Needs python3; everything else it installs or names.
set -eu
exec </dev/null # nothing here may wait for an answer

mode=${1:-}
case $mode in build | test) ;; *)
  echo "usage: sh scripts/setup.sh build|test" >&2
  exit 2
  ;;
esac
cd "$(dirname "$0")/.."

uv_version=0.13.9 # the one that wrote uv.lock; a newer one on PATH is used instead
log=.setup/log
mkdir -p .setup
: >"$log"

say() { printf 'set-up: %s\n' "$*"; }

stop() {
  for line; do printf 'set-up: %s\n' "$line" >&2; done
  exit 1
}

# Runs a command with its output in the log; shows the end of it when the command fails.
quietly() {
  printf '$ %s\n' "$*" >>"$log"
  "$@" >>"$log" 2>&1 && return 0
  tail -n 20 "$log" >&2
  return 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# --- Python -----------------------------------------------------------------------------------------------

python=
version=
found=
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
  version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  found=${found:-$version}
  case $version in 3.1[1-9] | 3.[2-9][0-9]) ;; *) continue ;; esac
  # Inside a virtual environment: the Python it was made from, so that .venv can be made anew.
  python=$("$candidate" -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)')
  break
done
if [ -z "$python" ]; then
  if has apt-get; then
    get="Debian 12 and Ubuntu 24.04 have it:  sudo apt-get install python3 python3-venv"
  elif has brew; then
    get="Install it with:  brew install python"
  else
    get="Install it from your system's packages, or from python.org"
  fi
  stop "Python 3.11 or newer is needed; this machine has ${found:-none}." "$get" \
    "One that lies elsewhere can be named:  make $mode PYTHON=/path/to/python3"
fi

# --- System packages --------------------------------------------------------------------------------------

# What WeasyPrint loads to write PDF; prints "pango" and "subset" for what this machine lacks.
missing_libraries() {
  "$python" - <<'PROBE'
import ctypes
import sys

if sys.platform == "darwin":
    folders, names = ("", "/opt/homebrew/lib/", "/usr/local/lib/"), "lib%s.0.dylib"
else:
    folders, names = ("",), "lib%s.so.0"


def loads(library):
    for folder in folders:
        try:
            ctypes.CDLL(folder + names % library)
            return True
        except OSError:
            pass
    return False


if not (loads("pango-1.0") and loads("pangoft2-1.0")):
    print("pango")
if not loads("harfbuzz-subset"):
    print("subset")
PROBE
}

uv_on_path() {
  has uv || return 1
  theirs=$(uv --version 2>/dev/null) || return 1
  "$python" -c 'import re, sys
theirs, ours = ([int(n) for n in re.findall(r"\d+", text)[:3]] for text in sys.argv[1:])
sys.exit(theirs < ours)' "$theirs" "$uv_version"
}

own_uv=.setup/uv/bin/uv
own_uv_ready() { [ "$("$own_uv" --version 2>/dev/null | cut -d ' ' -f 2)" = "$uv_version" ]; }
venv_works() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
pip_works() { "$python" -m pip --version >/dev/null 2>&1; }
has_browser() {
  has chromium || has chromium-browser || has google-chrome || has google-chrome-stable ||
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}
has_office() { has soffice || has libreoffice || [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]; }
need_venv() { ! uv_on_path && ! own_uv_ready && ! venv_works; }

# Debian's names of what is missing.
missing_packages() {
  if need_venv; then
    case $python in */python3.*) echo "python$version-venv" ;; *) echo python3-venv ;; esac
  fi
  for library in $(missing_libraries); do
    case $library in
      pango) echo libpango-1.0-0 libpangoft2-1.0-0 ;;
      subset) echo libharfbuzz-subset0 ;;
    esac
  done
  if [ "$mode" = test ]; then
    has pdftotext && has pdftoppm || echo poppler-utils # the tests read PDFs back with them
    has_browser || echo chromium # they open web pages in it
    has_office || echo libreoffice-calc-nogui libreoffice-writer-nogui # they open workbooks and Word files with it
    has npm || echo npm # the public YAML test suite comes by it
    has strace || [ "$(uname -s)" != Linux ] || echo strace # it sees every file that a build opens
  fi
}

# The same for the other package managers, where venv comes with Python itself.
elsewhere() {
  for package in $wanted; do
    case $package in
      libpango-1.0-0) echo pango ;;
      libharfbuzz-subset0) echo harfbuzz ;;
      poppler-utils) echo "${1:-poppler}" ;;
      chromium) echo chromium ;;
      libreoffice-calc-nogui) echo "${2:-libreoffice}" ;;
      npm | strace) echo "$package" ;;
    esac
  done | tr '\n' ' ' | sed 's/ $//'
}

apt_install() {
  # shellcheck disable=SC2086 # $as_root and $wanted are lists of words
  {
    quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 update || true
    quietly $as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
      apt-get -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends install $wanted
  }
}

wanted=$(missing_packages | tr '\n' ' ' | sed 's/ $//')
if [ -n "$wanted" ]; then
  as_root=none
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif has sudo && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
  fi
  # shellcheck disable=SC2046 # a list of words
  if has apt-get; then
    command="sudo apt-get install $wanted"
    if [ "$as_root" = none ]; then
      say "This account may not install system packages."
    else
      say "Installing $wanted"
      apt_install || say "The system packages could not be installed (all output: $log)."
    fi
  elif has brew; then
    command="brew install $(elsewhere)"
    say "Installing $(elsewhere)"
    HOMEBREW_NO_AUTO_UPDATE=1 quietly brew install $(elsewhere) ||
      say "The packages could not be installed (all output: $log)."
  elif [ "$(uname -s)" = Darwin ]; then
    command="brew install $(elsewhere)  (Homebrew is at https://brew.sh)"
  elif has dnf; then
    command="sudo dnf install $(elsewhere poppler-utils libreoffice-core)"
  else
    command="install with this system's package manager: $(elsewhere)"
  fi

  if need_venv && ! pip_works; then
    stop "Python's venv module is missing, and without it nothing else can be installed. Run:" \
      "  $command" "and then make $mode again."
  fi
  still=$(missing_packages)
  case $still in
    *pango*) say "Pango is missing here, so there will be no PDF; everything else goes on. To get it, run:" ;;
    *harfbuzz*) say "HarfBuzz-subset is missing here, so PDFs take longer to make. To get it, run:" ;;
    *poppler* | *libreoffice* | *chromium* | *npm* | *strace*)
      say "Poppler, LibreOffice, a browser, npm or strace is missing here, so the tests that need them cannot run. To get them, run:"
      ;;
    *) command= ;;
  esac
  [ -z "$command" ] || say "  $command"
fi

# --- The public YAML test suite ---------------------------------------------------------------------------

suite=tests/yaml_suite
locked_suite() { cksum <"$suite/package-lock.json"; }
if [ "$mode" = test ] && has npm && [ "$(cat "$suite/node_modules/made-from" 2>/dev/null)" != "$(locked_suite)" ]; then
  say "Installing the locked YAML test suite into $suite"
  if quietly npm --prefix "$suite" ci --ignore-scripts --no-audit --no-fund; then
    locked_suite >"$suite/node_modules/made-from"
  else
    say "The YAML test suite could not be installed, so its test cannot run (all output: $log)."
  fi
fi

# --- uv and the locked environment ------------------------------------------------------------------------

# What .venv was made from: when this changes it is brought up to date.
made_from() {
  { printf '%s\n' "$PWD" "$python" "$version"; cat pyproject.toml uv.lock; } | cksum
}
stamp=.venv/made-from
recorded() { cat "$stamp-$1" 2>/dev/null || true; }
now=$(made_from)

if [ "$(recorded test)" = "$now" ] && [ -x .venv/bin/hiring ] && [ -x .venv/bin/pytest ]; then exit 0; fi
if [ "$mode" = build ] && [ "$(recorded build)" = "$now" ] && [ -x .venv/bin/hiring ]; then exit 0; fi

if uv_on_path; then
  uv=uv
else
  uv=$own_uv
  if ! own_uv_ready; then
    say "Installing uv $uv_version into .setup/uv"
    rm -rf .setup/uv
    if venv_works; then
      quietly "$python" -m venv .setup/uv && quietly .setup/uv/bin/python -m pip install --no-input "uv==$uv_version"
    else
      quietly "$python" -m pip install --no-input --target .setup/uv "uv==$uv_version"
    fi || stop "uv could not be installed from the package index (all output: $log)." \
      "Check the network, then run make $mode again. A uv $uv_version or newer on PATH is used as well."
  fi
fi

# Programs in .venv/bin carry its absolute path, so a folder that was moved or copied needs a new one.
if [ -e .venv/folder ] && [ "$(cat .venv/folder)" != "$PWD" ]; then rm -rf .venv; fi

unset VIRTUAL_ENV || true
export UV_PROJECT_ENVIRONMENT=.venv
export UV_PYTHON_DOWNLOADS=never
say "Installing the locked Python packages into .venv (a minute or two the first time)"
# A build leaves alone what an earlier `make test` put there.
case $mode in build) extent='--no-dev --inexact' ;; test) extent= ;; esac
# Compiled once here, the packages do not cost every start their compilation where Python may not write beside them.
# shellcheck disable=SC2086 # $extent is a list of words
quietly "$uv" sync --locked --compile-bytecode --no-progress --python "$python" $extent ||
  stop "The Python packages could not be installed (all output: $log)." \
    "If it says that the lock file needs to be updated, run:  $uv lock"
printf '%s\n' "$PWD" >.venv/folder
printf '%s\n' "$now" >"$stamp-$mode"
