# One environment, .venv, serves every target and is brought up to date when sources change.
# The package is installed as a user gets it, never editable: what is tested is what ships.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Directories are listed too: a deleted file changes nothing but its directory.
SOURCES := $(shell find timeline cases render -name __pycache__ -prune -o -print)

unexport PYTHONPATH # else the source tree would stand in for what is installed

.DELETE_ON_ERROR:
.PHONY: help demo test lint format bench install clean

help:
	@echo "make demo     check, compute and draw two published cases"
	@echo "make test     the whole suite, ruff, mypy, and the wheel away from its sources"
	@echo "make lint     ruff and mypy alone        make format   let ruff lay out the code"
	@echo "make bench    what costs how much        make clean    remove what was made"
	@echo "make install  bring .venv up to date, then: .venv/bin/pytest tests/model -k months"
	@echo "Another Python: make test PYTHON=python3.12"

demo: $(VENV)/.package
	$(BIN)/timeline demo

test: $(VENV)/.suite $(VENV)/.package
	$(BIN)/pytest
	@$(MAKE) --no-print-directory lint

lint: $(VENV)/.suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.suite
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.package
	$(PIP) install '.[bench]'
	@for script in run alterations swimmer cohorts; do \
	  echo; $(BIN)/python benchmarks/$$script.py || exit 1; done

install: $(VENV)/.suite $(VENV)/.package

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
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
	$(PIP) install 'hatchling>=1.27'
	@touch $@

$(VENV)/.package: $(VENV)/.python pyproject.toml README.md LICENSE $(SOURCES)
	$(PIP) install .
	@touch $@

$(VENV)/.suite: pyproject.toml | $(VENV)/.package
	$(PIP) install '.[test,lint]'
	@touch $@
