# Everything a developer or a user of a checkout runs. `make` alone lists it. Works with GNU make 3.81, which is what
# macOS has.

SHELL = /bin/sh
PYTHON ?= python3
export PYTHON

VENV = .venv/bin
HIRING = $(VENV)/hiring
PYTEST = $(VENV)/python -m pytest
TESTS =
GALLERY =
BENCH =
SOAK =

# Homebrew's libraries lie where macOS's loader does not look of its own accord.
ifeq ($(shell uname -s),Darwin)
HIRING := DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib" $(HIRING)
PYTEST := DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib" $(PYTEST)
endif

.PHONY: help build studio test bench soak lint format schemas word docs audit pictures gallery wheel clean set-up-build set-up-test

help: ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r target what; do \
	  printf '  make %-8s  %s\n' "$$target" "$$what"; done

build: set-up-build ## install what is missing, then make every document into out/
	@$(HIRING) build

studio: set-up-build ## install what is missing, then open the workspace in the browser
	@$(HIRING) studio

test: set-up-test ## install what is missing, then run the checks and every test (some: TESTS=tests/unit)
	@$(MAKE) --no-print-directory lint; checks=$$?; \
	$(PYTEST) -n auto --dist worksteal $(TESTS) || exit $$?; \
	if [ $$checks -ne 0 ]; then echo "The tests passed; the checks before them (make lint) did not." >&2; fi; \
	exit $$checks

lint: set-up-test ## ruff, formatting and mypy, without the tests
	@status=0; \
	$(VENV)/python -m ruff check . || status=1; \
	$(VENV)/python -m ruff format --check . || status=1; \
	$(VENV)/python -m mypy || status=1; \
	exit $$status

format: set-up-test ## put the Python files into the project's format and mend what ruff can
	@$(VENV)/python -m ruff check --fix-only .
	@$(VENV)/python -m ruff format .

schemas: set-up-test ## write the JSON Schemas that editors read into docs/schemas/
	@$(VENV)/python -m hiring.schema docs/schemas

word: set-up-test ## write the reference documents of Word into templates/word/ from scripts/word.py
	@$(VENV)/python scripts/word.py

docs: set-up-test ## write the reference pages into docs/ from the models and the command line, and that of licences
	@$(VENV)/python -m scripts.reference
	@$(VENV)/python scripts/licences.py

audit: set-up-test ## look up known vulnerabilities of the locked packages (needs the network)
	@$(VENV)/python scripts/audit.py

pictures: build ## make the pictures of the README again from what is built in out/
	@sh scripts/pictures.sh

gallery: set-up-test build ## look at every document: contact sheets of out/ into gallery/ (some: GALLERY="--language ar")
	@$(VENV)/python scripts/gallery.py $(GALLERY)

bench: set-up-test ## measure what is to be fast, as a table of ratios (some: BENCH="no-change jobs"; all: BENCH=--long)
	@$(VENV)/python -m scripts.bench $(BENCH)

soak: set-up-test ## try for long what the tests try for seconds: ten minutes each (some: SOAK="kills --minutes 60")
	@$(VENV)/python -m scripts.soak $(SOAK)

wheel: set-up-test ## build the wheel and the source archive into dist/
	@rm -rf dist
	@$(VENV)/python -m hatchling build -t wheel -t sdist -d dist

clean: ## remove what was made: out/, gallery/, dist/, caches (not .venv)
	rm -rf out gallery dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find hiring tests -name __pycache__ -type d -prune -exec rm -rf {} +

set-up-build:
	@sh scripts/setup.sh build

set-up-test:
	@sh scripts/setup.sh test
