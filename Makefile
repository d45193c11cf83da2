# make demo   set up, build the bundled digest, ask it one question
# make test   set up, then every check that a change must pass
# make help   the other targets
#
# PYTHON=python3.12 make test     another interpreter (3.11 or newer)
# VENV=/elsewhere   make test     another place for the virtual environment

SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORE := build/demo-store
QUESTION := Which quasi-type-II emitters have lased under CW pumping?
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help demo test style types layers tests fast wheel clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^## //p' Makefile

## demo    set up, build the bundled digest, ask which quasi-type-II emitters lased under CW pumping
demo: $(VENV)/.installed-core
	@$(BIN)/ncgraph build --store $(STORE)
	@echo
	@echo '$$ ncgraph ask "$(QUESTION)" --store $(STORE)'
	@$(BIN)/ncgraph ask "$(QUESTION)" --store $(STORE)

## test    set up, then style, types, layers and all tests
test: style types layers tests

## style   ruff check and ruff format --check
style: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

## types   mypy, strict
types: $(VENV)/.installed-dev
	$(BIN)/mypy

## layers  import-linter: who may import whom
layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

## tests   pytest, everything
tests: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

## fast    pytest without the slow tests and the Java reasoner
fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q -m "not slow and not model"

## wheel   sdist, and from it the wheel, into dist/
wheel: $(VENV)/.installed-dev
	$(BIN)/python -m build --outdir dist

## clean   remove the virtual environment and everything built
clean:
	rm -rf $(VENV) build dist

# Stamps: installation runs again only when pyproject.toml changed (entry points live there too).
$(VENV)/.installed-core: pyproject.toml $(VENV)/.made
	@echo "installing ncgraph into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.made
	@echo "installing ncgraph with what its tests need into $(VENV) ..."
	@$(PIP) install --editable ".[dev]"
	@touch $@ $(VENV)/.installed-core

$(VENV)/.made:
	@PYTHON="$(PYTHON)" .ci/environment "$(VENV)"
	@touch $@
