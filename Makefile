# The course's commands. `make help` lists them; README.md gives the same as plain commands.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
OLDEST := .venv-oldest
GRADER := .venv-grader
# What also runs on the oldest versions: the package, and of the model what it computes and draws.
OLDEST_TESTS := tests/unit tests/methods tests/chapters $(patsubst %,tests/model/test_%.py,behaviour card ensemble golden scenario)
SITE := _build/html
NOTEBOOKS := _build/notebooks
ARCHIVE := $(NOTEBOOKS)/alliance-under-stress-notebooks.zip
# What the site is made from: while none of it is newer than the site, nothing is built.
SOURCES := $(sort $(shell find _config.yml _toc.yml pyproject.toml CHANGELOG.md requirements.lock book data src teaching $(wildcard assignments/*/*.ipynb assignments/*/assignment.md) -type f \
  -not -name '*.pyc' -not -name '*.mo' -not -name '.*' -not -path 'data/*.py' -not -path 'teaching/editions/*' -not -path '*/.ipynb_checkpoints/*'))
# A source that is gone is news too: the list of sources is newer when it has changed.
SOURCE_LIST := _build/sources.txt
$(shell mkdir -p _build; echo '$(SOURCES)' | cmp -s - $(SOURCE_LIST) || echo '$(SOURCES)' > $(SOURCE_LIST))
# What runs in the reader's browser: Python, its packages, the course's own.
LIVE := _build/live
LIVE_SOURCES := $(sort $(shell find live data src -type f -not -name '*.pyc' -not -name '.*' \
  -not -path '*/.ipynb_checkpoints/*') pyproject.toml)
# Fetched once; a build that begins anew keeps it.
FETCHED := _build/live-downloads _build/jupyterlite-environment
COMPILE = $(VENV)/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-emit-package natolab --quiet

# Where compiled modules may not stand beside their sources they stand with the build: each of the
# processes that build and test would compile all that it imports anew.
ifdef PYTHONDONTWRITEBYTECODE
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/_build/compiled
endif

.DEFAULT_GOAL := help
.PHONY: help book html notebooks lab lab-author test test-long test-webkit lint lock clean model stamp grader assignments solutions quizzes editions release versions bench bench-build bench-pages bench-simulator live jupyterlite bench-live bench-notebooks bench-grader canary gettext

help:  ## list the commands
	@echo "Alliance Under Stress: the commands"
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST))

book:  ## install, build the course with live cells and serve it on this machine (PORT=8000)
	@$(MAKE) --no-print-directory live || \
	  echo "Why live cells are missing, or are those of before, stands above. All else works."
	@$(MAKE) --no-print-directory html
	@$(VENV)/bin/python -m natolab.serve $(SITE) --port $(PORT)

html: $(SITE)/index.html  ## install and build the course
	@echo "The course is built: $(SITE)/index.html (make book serves it)"

# With the Python for the browser there, pages get the buttons that make their code live, and
# JupyterLite stands beside them; with the editions there, it offers them.
$(SITE)/index.html: $(VENV)/installed $(SOURCES) $(SOURCE_LIST) $(wildcard $(LIVE)/manifest.json _build/editions/made-from)
	@$(VENV)/bin/python book/_ext/build.py

live: $(LIVE)/manifest.json  ## fetch (once) and prepare the Python that runs in the browser
	@$(VENV)/bin/python -m live where

$(LIVE)/manifest.json: $(VENV)/installed $(LIVE_SOURCES)
	@$(VENV)/bin/python -m live

# The site is made once the Python for the browser is there: make has to look for it anew.
jupyterlite: live  ## install and build the course with live cells and JupyterLite
	@$(MAKE) --no-print-directory html

# The build of the site makes the notebooks too; here they come back if somebody deleted them.
$(ARCHIVE): $(SITE)/index.html
	@$(VENV)/bin/python book/_ext/build.py

notebooks: $(ARCHIVE)  ## build the notebooks that students run
	@echo "The notebooks are built: $(NOTEBOOKS) (make lab opens copies of them)"

lab: $(ARCHIVE)  ## open your copies of the notebooks, in work/, in JupyterLab
	@$(VENV)/bin/python -m natolab.work $(NOTEBOOKS) work
	@$(VENV)/bin/jupyter lab --LabApp.default_url=/lab/tree/work/python-primer.ipynb

lab-author: $(VENV)/installed  ## open the chapters' sources in JupyterLab, to write them
	@JUPYTER_CONFIG_DIR=$(VENV)/etc/jupyter $(VENV)/bin/jupytext-config set-default-viewer markdown myst
	@$(VENV)/bin/jupyter lab --LabApp.default_url=/lab/tree/book/python-primer.md

test: $(VENV)/tests-installed $(OLDEST)/installed $(GRADER)/installed lint  ## run all tests
	@rm -rf $(filter-out $(FETCHED),$(wildcard _build/* _build/.[!.]*))
	@$(MAKE) --no-print-directory live
	@echo "Building the course, live cells and JupyterLite with it, with the network refused ..."
	@PYTHONPATH=$(CURDIR)/tests/no_network $(MAKE) --no-print-directory html
	@$(VENV)/bin/python -m tests.support.browser
	@echo "Testing ..."
	@$(VENV)/bin/python -m pytest -n 2 --dist worksteal -m "not long and not webkit" --cov
	@echo "Testing the package on the oldest versions that it supports ..."
	@$(OLDEST)/bin/python -m pytest -n 2 --dist worksteal -m "not browser and not long" $(OLDEST_TESTS)
	@echo "Testing the assignments and the grader ..."
	@cd grader && ../$(GRADER)/bin/python -m tests.support.bubblewrap
	@cd grader && ../$(GRADER)/bin/python -m pytest -n 2 --dist worksteal -m "not long"
	@echo "All tests passed. The course that was tested: $(SITE)/index.html"

test-long: $(VENV)/tests-installed $(GRADER)/installed jupyterlite  ## run what takes too long for each change (an hour)
	@$(VENV)/bin/python -m tests.support.browser
	@$(VENV)/bin/python -m pytest -n 2 --dist worksteal -m long
	@cd grader && ../$(GRADER)/bin/python -m pytest -n 2 --dist worksteal -m long
	@echo "The long tests passed too."

test-webkit: $(VENV)/tests-installed  ## walk through every page in WebKit too (Linux; minutes)
	@$(VENV)/bin/python -m tests.support.webkit
	@$(MAKE) --no-print-directory html
	@$(VENV)/bin/python -m pytest -n 2 --dist worksteal -m webkit
	@echo "Every page works in WebKit too."

canary: $(VENV)/tests-installed  ## run chapters and unit tests on the newest versions of all packages
	@$(VENV)/bin/python -m tests.support.canary

lint: $(VENV)/tests-installed  ## check style, format and types of the code
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/python -m tests.support.cells
	@$(VENV)/bin/mypy --no-error-summary
	@$(VENV)/bin/oxlint --quiet src book live
	@$(VENV)/bin/oxfmt --list-different '{src,book,live}/**/*.{js,mjs,css}'
	@echo "Style, format and types are as they should be."

lock: $(VENV)/tests-installed  ## bring the lock files up to date with pyproject.toml and requirements.txt
	@$(COMPILE) -o tests/requirements.lock --extra test requirements.txt pyproject.toml
	@$(COMPILE) -o requirements.lock -c tests/requirements.lock requirements.txt
	@$(COMPILE) -o tests/oldest.lock -c tests/oldest.txt --extra test requirements.txt pyproject.toml
	@$(COMPILE) -o grader/requirements.lock -c tests/requirements.lock --no-emit-package natolab-grade \
	  --extra test grader/pyproject.toml
	@$(COMPILE) -o deploy/requirements.lock -c tests/requirements.lock deploy/requirements.txt
	@$(VENV)/bin/uv pip compile --upgrade --no-deps --generate-hashes --quiet \
	  --python-version $$($(VENV)/bin/python -m live python) \
	  -c tests/requirements.lock -o live/packages.lock live/packages.txt
	@$(COMPILE) -o live/node.lock --no-deps live/node.txt
	@$(COMPILE) -o live/jupyterlite.lock live/jupyterlite.txt
	@$(VENV)/bin/python -m tests.support.npm newest
	@echo "The lock files of requirements, tests and live cells are up to date."

model: $(VENV)/installed  ## generate what follows from the scenario model's equations
	@$(VENV)/bin/python -m natolab.model.generate

assignments: $(GRADER)/installed  ## bring the assignments that the site offers up to date
	@$(GRADER)/bin/python -m natolab_grade publish

# Messages include what pages show of results, which the build of the site has.
gettext: $(SITE)/index.html  ## for translators: write the pages' messages, and bring translations up to date
	@$(VENV)/bin/python book/_ext/languages.py
	@echo "The messages are in _build/gettext; the translations in book/locale are up to date with them."

# For teachers; none of this is on the site or in what students install.
solutions: $(GRADER)/installed  ## write the assignments' solutions and rubrics (SEED=public)
	@$(GRADER)/bin/python -m natolab_grade solutions $(wildcard assignments/*/) \
	  --seed $(or $(SEED),public) --out _build/solutions

quizzes: $(VENV)/installed  ## for teachers: write the quizzes for Moodle, Canvas and other platforms
	@$(VENV)/bin/python -m teaching quizzes

# What prints and packs is installed with the tests: readers of the site have no use for it.
editions: $(VENV)/tests-installed html  ## write the whole course as EPUB and as PDF (CHAPTER=hormuz for one page)
	@$(VENV)/bin/python -m teaching editions $(if $(CHAPTER),--chapter $(CHAPTER))

# The sources are looked at before anything is built.
release: $(VENV)/installed  ## prepare a release in _build/release; publishes nothing
	@$(VENV)/bin/python -m release check
	@$(MAKE) --no-print-directory html solutions
	@$(VENV)/bin/python -m release

versions: $(VENV)/installed  ## make a site of several versions (FROM=folder of archives for students)
	@$(VENV)/bin/python -m release versions $(or $(FROM),_build/release)

stamp: $(VENV)/installed  ## bring sizes, checksums and vintages of changed tables up to date
	@$(VENV)/bin/python -m data.stamp

grader: $(GRADER)/installed  ## set up the grading of assignments (Linux, with bubblewrap)
	@$(GRADER)/bin/natolab-grade grade --self-test
	@echo "The grader is set up: $(GRADER)/bin/natolab-grade (--help lists its commands)"

bench: $(VENV)/tests-installed  ## measure the scenario model beside other engines (some minutes)
	@$(VENV)/bin/python benchmarks/model.py

bench-live: $(VENV)/tests-installed live  ## measure how soon a cell runs, beside a stock set-up (RUNS=5)
	@$(VENV)/bin/python -m benchmarks.live $(if $(RUNS),--runs $(RUNS))

bench-notebooks: $(VENV)/tests-installed jupyterlite  ## measure notebooks and sliders in the browser, beside a stock set-up (RUNS=5)
	@$(VENV)/bin/python -m benchmarks.notebooks $(if $(RUNS),--runs $(RUNS))

bench-build: $(VENV)/tests-installed  ## measure the build beside an earlier version (an hour; RUNS=3)
	@$(VENV)/bin/python benchmarks/build.py $(if $(RUNS),--runs $(RUNS))

bench-simulator: $(VENV)/tests-installed html  ## measure the simulator beside a bare page (minutes; RUNS=5)
	@$(VENV)/bin/python -m benchmarks.simulator $(if $(RUNS),--runs $(RUNS))

bench-pages: $(VENV)/tests-installed html  ## measure first views beside an earlier version (half an hour)
	@$(VENV)/bin/python -m benchmarks.pages $(if $(RUNS),--runs $(RUNS))

bench-grader: $(GRADER)/installed  ## measure grading beside bare nbgrader (some minutes; SUBMISSIONS=20 RUNS=3)
	@$(GRADER)/bin/python benchmarks/grader.py $(if $(SUBMISSIONS),--submissions $(SUBMISSIONS)) $(if $(RUNS),--runs $(RUNS))

clean:  ## remove everything that was built or installed here
	rm -rf _build $(VENV) $(OLDEST) $(GRADER) .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage*

# uv installs in seconds what pip installs in a minute; pip's only task is to fetch uv, which goes
# again, since readers have no use for it.
define install
@$(PYTHON) -c "import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] < (3, 14) else \
  'Python 3.11, 3.12 or 3.13 is needed; try for example PYTHON=python3.13')"
@echo "Setting up $(1) (once; a minute or two) ..."
@$(PYTHON) -m venv $(1) || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --target $(1)/uv uv
@$(1)/uv/bin/uv pip sync --quiet --require-hashes --python $(1)/bin/python $(2)
@$(1)/uv/bin/uv pip install --quiet --no-deps --no-build-isolation --python $(1)/bin/python -e . $(3)
@rm -r $(1)/uv
endef

$(VENV)/installed: requirements.lock pyproject.toml
	$(call install,$(VENV),requirements.lock)
	@touch $@

# What tests need beside what readers need: drivers, linters, other engines, scripts from npm.
$(VENV)/tests-installed: tests/requirements.lock tests/npm.toml $(VENV)/installed
	$(call install,$(VENV),tests/requirements.lock)
	@$(VENV)/bin/python -m tests.support.npm
	@touch $@

$(OLDEST)/installed: tests/oldest.lock pyproject.toml
	$(call install,$(OLDEST),tests/oldest.lock)
	@touch $@

# What a teacher's machine needs to grade: the grader, the course's package, nbgrader.
$(GRADER)/installed: grader/requirements.lock grader/pyproject.toml pyproject.toml
	$(call install,$(GRADER),grader/requirements.lock,-e grader)
	@touch $@
