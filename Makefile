# The course's commands. `make help` lists them; README.md gives the same as plain commands.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html

.DEFAULT_GOAL := help
.PHONY: help book html lab test lint lock clean

help:  ## list the commands
	@echo "Alliance Under Stress: the commands"
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

book: html  ## install, build the course and serve it on this machine (PORT=8000)
	@$(BIN)/python -m natolab.serve $(SITE) --port $(PORT)

html: $(VENV)/installed  ## install and build the course
	@$(BIN)/jupyter-book build . -n -W --keep-going
	@echo "The course is built: $(SITE)/index.html (make book serves it)"

lab: $(VENV)/installed  ## open the chapters as notebooks in JupyterLab
	@mkdir -p $(VENV)/share/jupyter/lab/settings
	@cp book/_ext/lab-settings.json $(VENV)/share/jupyter/lab/settings/overrides.json
	$(BIN)/jupyter lab book/index.md

test: $(VENV)/installed  ## run all tests
	@$(BIN)/python -m tests

lint: $(VENV)/installed  ## check style and format of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

lock: $(VENV)/installed  ## bring requirements.lock up to date with pyproject.toml and requirements.txt
	@$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --quiet \
	  --no-emit-package natolab --extra test -o requirements.lock requirements.txt pyproject.toml
	@echo "requirements.lock is up to date."

clean:  ## remove everything that was built or installed here
	rm -rf _build $(VENV) .venv-oldest .pytest_cache .ruff_cache .hypothesis

# uv installs in seconds what pip installs in a minute; pip's only task is to fetch uv.
$(VENV)/installed: requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	@touch $@
