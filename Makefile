# The course's commands. `make help` lists them; README.md gives the same as plain commands.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
OLDEST := .venv-oldest
# What also runs on the oldest versions: the package, and of the model what it computes and draws.
OLDEST_TESTS := tests/unit tests/methods tests/chapters $(patsubst %,tests/model/test_%.py,behaviour card ensemble golden scenario)
SITE := _build/html
COMPILE = $(VENV)/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-emit-package natolab --extra test --quiet

.DEFAULT_GOAL := help
.PHONY: help book html lab test lint lock clean model bench

help:  ## list the commands
	@echo "Alliance Under Stress: the commands"
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST))

book: html  ## install, build the course and serve it on this machine (PORT=8000)
	@$(VENV)/bin/python -m natolab.serve $(SITE) --port $(PORT)

# After a failed build the pages already read are forgotten: Sphinx would not warn of them again.
html: $(VENV)/installed  ## install and build the course
	@$(VENV)/bin/jupyter-book build . -n -W --keep-going || { rm -rf _build/.doctrees; exit 1; }
	@echo "The course is built: $(SITE)/index.html (make book serves it)"

lab: $(VENV)/installed  ## open the chapters as notebooks in JupyterLab
	@JUPYTER_CONFIG_DIR=$(VENV)/etc/jupyter $(VENV)/bin/jupytext-config set-default-viewer markdown myst
	@$(VENV)/bin/jupyter lab --LabApp.default_url=/lab/tree/book/python-primer.md

test: $(VENV)/installed $(OLDEST)/installed lint  ## run all tests
	@echo "Building the course with the network refused ..."
	@rm -rf _build
	@PYTHONPATH=$(CURDIR)/tests/no_network $(MAKE) --no-print-directory html
	@$(VENV)/bin/python -m tests.support.browser
	@echo "Testing ..."
	@$(VENV)/bin/python -m pytest -n 2
	@echo "Testing the package on the oldest versions that it supports ..."
	@$(OLDEST)/bin/python -m pytest -n 2 $(OLDEST_TESTS)
	@echo "All tests passed. The course that was tested: $(SITE)/index.html"

lint: $(VENV)/installed  ## check style and format of the code
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/oxlint --quiet src book
	@$(VENV)/bin/oxfmt --list-different '{src,book}/**/*.{js,css}'
	@echo "Style and format are as they should be."

lock: $(VENV)/installed  ## bring the lock files up to date with pyproject.toml and requirements.txt
	@$(COMPILE) -o requirements.lock requirements.txt pyproject.toml
	@$(COMPILE) -o tests/oldest.lock -c tests/oldest.txt requirements.txt pyproject.toml
	@echo "requirements.lock and tests/oldest.lock are up to date."

model: $(VENV)/installed  ## generate what follows from the scenario model's equations
	@$(VENV)/bin/python -m natolab.model.generate

bench: $(VENV)/installed  ## measure the scenario model beside other engines (some minutes)
	@$(VENV)/bin/python benchmarks/model.py

clean:  ## remove everything that was built or installed here
	rm -rf _build $(VENV) $(OLDEST) .pytest_cache .ruff_cache .hypothesis

# uv installs in seconds what pip installs in a minute; pip's only task is to fetch uv.
define install
@$(PYTHON) -c "import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] < (3, 14) else \
  'Python 3.11, 3.12 or 3.13 is needed; try for example PYTHON=python3.13')"
@echo "Setting up $(1) (once; a minute or two) ..."
@$(PYTHON) -m venv $(1) || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check uv
@$(1)/bin/uv pip sync --quiet --require-hashes --python $(1)/bin/python $(2)
@$(1)/bin/uv pip install --quiet --no-deps --no-build-isolation --python $(1)/bin/python -e .
@touch $(1)/installed
endef

$(VENV)/installed: requirements.lock pyproject.toml
	$(call install,$(VENV),requirements.lock)

$(OLDEST)/installed: tests/oldest.lock pyproject.toml
	$(call install,$(OLDEST),tests/oldest.lock)
