# One environment, .venv, serves every target and is brought up to date when sources change.
# The package is installed as a user gets it, never editable: what is tested is what ships.
# What it needs is held to constraints.txt, so that today's green is tomorrow's; `make newest`
# lets go of them, in an environment of its own, and `make oldest` holds to the lower bounds.

PYTHON ?= python3
VENV := .venv
CONSTRAINTS := constraints.txt
BIN := $(VENV)/bin
# By the environment, as pip then holds what it builds with to them, too.
PIP := PIP_CONSTRAINT="$(CONSTRAINTS) $$PIP_CONSTRAINT" \
  $(BIN)/python -m pip --quiet --disable-pip-version-check
NEWEST := VENV=.venv-newest CONSTRAINTS=
OLDEST := VENV=.venv-oldest CONSTRAINTS=.venv-oldest.txt

# Directories are listed too: a deleted file changes nothing but its directory.
SOURCES := $(shell find timeline cases render -name __pycache__ -prune -o -print)

unexport PYTHONPATH # else the source tree would stand in for what is installed

.DELETE_ON_ERROR:
.PHONY: help demo test kills fast lint format reference bench fuzz install newest oldest constraints clean

help:
	@echo "make demo     check, compute and draw two published cases"
	@echo "make test     the whole suite, ruff, mypy, and the wheel away from its sources"
	@echo "make lint     ruff and mypy alone        make format   let ruff lay out the code"
	@echo "make kills    a run over many cases killed 200 times: minutes"
	@echo "make bench    what costs how much        make clean    remove what was made"
	@echo "make reference  write docs/reference.md from the model"
	@echo "make fuzz     look for faults with made-up documents, on all cores"
	@echo "make fast     the tests that take no seconds and need no other program"
	@echo "make install  bring .venv up to date, then: .venv/bin/pytest tests/model -k months"
	@echo "make newest   the suite with the newest versions allowed of what it needs"
	@echo "make oldest   the fast tests with the oldest; Python 3.11 or 3.12"
	@echo "make constraints  hold to the newest from now on: write constraints.txt"
	@echo "Another Python: make test PYTHON=python3.12"

demo: $(VENV)/.package
	$(BIN)/timeline demo

test: $(VENV)/.suite $(VENV)/.package
	$(BIN)/pytest
	@$(MAKE) --no-print-directory lint

fast: $(VENV)/.suite $(VENV)/.package
	$(BIN)/pytest -m "not slow and not needs"

kills: $(VENV)/.suite $(VENV)/.package
	CASE_TIMELINE_KILLS=200 $(BIN)/pytest tests/cohort/run/test_killed.py

lint: $(VENV)/.suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.suite
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: $(VENV)/.package
	$(BIN)/python docs/reference.py

bench: $(VENV)/.package
	$(PIP) install '.[bench]'
	@for script in run alterations swimmer cohorts; do \
	  echo; $(BIN)/python benchmarks/$$script.py || exit 1; done

fuzz: $(VENV)/.package
	$(PIP) install '.[cohort]'
	$(BIN)/python benchmarks/fuzz.py

install: $(VENV)/.suite $(VENV)/.package

newest:
	rm -rf .venv-newest
	@$(MAKE) --no-print-directory test $(NEWEST)

oldest:
	grep -oE '"[A-Za-z0-9_-]+(>=|~=)[0-9.]+' pyproject.toml | sed -E 's/"//; s/[>~]=/==/' > .venv-oldest.txt
	@$(MAKE) --no-print-directory fast $(OLDEST)

# Made with the oldest Python supported: what serves it serves the later ones.
constraints:
	rm -rf .venv-newest
	@$(MAKE) --no-print-directory install $(NEWEST)
	.venv-newest/bin/python -m pip --quiet install --upgrade '.[bench]' setuptools wheel
	@{ echo "# What make installs, written by: make constraints PYTHON=python3.11"; \
	  .venv-newest/bin/python -m pip freeze --all --exclude pip --exclude case-timeline; \
	} > constraints.txt

clean:
	rm -rf $(VENV) .venv-newest .venv-oldest .venv-oldest.txt
	rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The build backend is installed beside the package: a rebuild then takes a second, not ten.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "case-timeline needs Python 3.11 or newer, and $(PYTHON) is not that;"; \
	  echo "name another one, for example: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: its ensurepip is missing;"; \
	  echo "on Debian and Ubuntu: apt-get install python3-venv"; exit 1; } >&2
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# With isolation, as some of it comes as source and needs build tools of its own.
$(VENV)/.dependencies: $(VENV)/.python pyproject.toml $(CONSTRAINTS)
	$(PIP) install 'hatchling>=1.27' .
	@touch $@

$(VENV)/.package: $(VENV)/.dependencies README.md LICENSE $(SOURCES)
	$(PIP) install --no-build-isolation --no-deps .
	@touch $@

$(VENV)/.suite: $(VENV)/.dependencies | $(VENV)/.package
	$(PIP) install '.[test,lint]'
	@touch $@
