# `make` lists the targets. Programs are installed in .venv and .venv-sam on first use, from pinned requirements with hashes.

PORT ?= 8000
DATA ?= .data
HOST ?= 127.0.0.1
ENV ?= staging

# sam build needs python3.13 on the PATH; pyenv installs it elsewhere.
PYENV_313 := $(lastword $(sort $(wildcard $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions/3.13*/bin)))
export PATH := $(if $(PYENV_313),$(PYENV_313):)$(PATH)

# python3.13 if it is installed, else python3 if it is new enough.
NEW_ENOUGH := -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for python in python3.13 python3 python; do $$python $(NEW_ENOUGH) 2>/dev/null && echo $$python && break; done)
# A third uses the time in which the other two wait for the system they test.
WORKERS ?= 3
RELEASE ?= $(shell git describe --always --dirty 2>/dev/null || echo development)

.DEFAULT_GOAL := help
.PHONY: help run demo test lint evaluate train bench build invoke deploy clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/running ## start everything and print the address: make run [PORT=8000] [DATA=.data] [HOST=172.17.0.1 for sam local]
	@exec .venv/bin/python -m local --port "$(PORT)" --data "$(DATA)" --host "$(HOST)"

demo: .venv/running ## go through the main job in the terminal: sign-up, process, analysis, report
	@PYTHONPATH=layers/smartflow exec .venv/bin/python -m local.demo --data "$(DATA)"

test: .venv/installed ## run every test, in WORKERS processes (3), and say how much of the code they reach
	.venv/bin/pytest -n "$(WORKERS)" --dist loadgroup --cov --cov-report=
	@echo "Covered by tests: $$(.venv/bin/coverage report --format=total) % of the lines (what runs in processes of their own is not counted)"

lint: .venv/installed .venv-sam/installed node_modules/.installed ## check style, types (Python's and the page's) and the template
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	@.venv/bin/python -m tools.third_language
	PYTHONPATH=layers/smartflow:layers/rendering .venv/bin/lint-imports --no-cache --no-logo
	node_modules/.bin/biome ci
	node_modules/.bin/tsc
	npm run --silent types:check
	AWS_DEFAULT_REGION=eu-central-1 .venv-sam/bin/sam validate --lint

evaluate: .venv/installed ## measure how descriptions are read, minutes: make evaluate [KEEP=1] [ANALYST=rules or model]
	@OMP_NUM_THREADS=1 PYTHONPATH=layers/smartflow exec .venv/bin/python -m tests.evaluation $(addprefix --,$(ANALYST)) $(if $(KEEP),--keep)

train: .venv/installed ## learn the reader's weights again from the labelled texts
	@OMP_NUM_THREADS=1 PYTHONPATH=layers/smartflow exec .venv/bin/python -m tools.train

bench: .venv/installed node_modules/.installed ## measure performance
	.venv/bin/python -m tools.bench

build: .venv/installed .venv-sam/installed ## sam build: make the packages as they are deployed, and check them
	@command -v python3.13 >/dev/null || { echo "sam build needs python3.13 on the PATH, the version that runs on Lambda."; exit 1; }
	.venv-sam/bin/sam build
	@.venv/bin/python -m tools.packages

invoke: .venv/running ## send an event to a function of the running stack: make invoke FUNCTION=housekeeping EVENT=events/x.json
	@exec .venv/bin/python -m local.invoke --port "$(PORT)" "$(FUNCTION)" "$(EVENT)"

deploy: build ## deploy to AWS, page included, and print its address: make deploy ENV=staging DATABASE_SECRET_ARN=… MIGRATION_SECRET_ARN=… [PARAMETERS="Name=value …"]
	@test -n "$(DATABASE_SECRET_ARN)" -a -n "$(MIGRATION_SECRET_ARN)" || { echo "make deploy needs DATABASE_SECRET_ARN and MIGRATION_SECRET_ARN: secrets with host, port, dbname, username and password of the application's role and of the schema's owner."; exit 1; }
	.venv-sam/bin/sam deploy --config-env "$(ENV)" --parameter-overrides Environment="$(ENV)" Release="$(RELEASE)" \
		DatabaseSecretArn="$(DATABASE_SECRET_ARN)" MigrationSecretArn="$(MIGRATION_SECRET_ARN)" $(PARAMETERS)
	@.venv/bin/python -m tools.upload_page "$(ENV)"

clean: ## delete the data of make run, and what was built
	@test ! -e "$(DATA)" || .venv/bin/python -m local --delete --data "$(DATA)"
	rm -rf .aws-sam

# Installs a file of requirements; what pip says is in the log, and is shown if it fails.
install = @.venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes \
	-r $(1) >.venv/install.log 2>&1 || { tail -n 20 .venv/install.log; echo "The packages could not be installed; all of pip's output is in .venv/install.log."; exit 1; }

.venv/running: requirements/run.txt
	@test -n "$(PYTHON)" || { echo "SmartFlowAI needs Python 3.11 or newer, with its venv module (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@echo "First start, step 1 of 2: an environment in .venv, with $$($(PYTHON) --version)…"
	@$(PYTHON) -m venv .venv
	@echo "First start, step 2 of 2: $$(grep -c == requirements/run.txt) packages, about 300 MB, half a minute…"
	$(call install,requirements/run.txt)
	@touch $@

.venv/installed: requirements/dev.txt | .venv/running
	@echo "Installing what tests and checks need too (once)…"
	$(call install,requirements/dev.txt)
	@touch $@

.venv-sam/installed: requirements/sam.txt
	@test -n "$(PYTHON)" || { echo "SAM's command line needs Python 3.11 or newer, with its venv module."; exit 1; }
	@echo "Setting up .venv-sam with $$($(PYTHON) --version) (once)…"
	@$(PYTHON) -m venv .venv-sam
	@.venv-sam/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/sam.txt
	@touch $@

node_modules/.installed: package-lock.json
	@command -v npm >/dev/null || { echo "Checking the page's types needs Node.js 20 or newer, with npm."; exit 1; }
	@npm ci --silent --ignore-scripts
	@touch $@
