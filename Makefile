# planbot: every target sets up what it needs in .venv; `make run` and `make test` are all a fresh machine needs.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
STAMP := .venv/.stamp
CODE := bot index knowledge tests

# The question reaches the program through the environment, untouched by make and by the shell.
override Q := $(value Q)
export Q

.DEFAULT_GOAL := help
.PHONY: setup run serve ask chat test check fix eval bench clean help

setup: $(STAMP)  ## install planbot and its tools into .venv

run: serve  ## start planbot: the web page and, with a token, the Telegram bot

serve: $(STAMP)  ## the same as run
	@$(BIN)/planbot serve

ask: $(STAMP)  ## ask one question: make ask Q=体育培训中心什么时候建成
	@if [ -z "$$Q" ]; then echo 'What is the question? Say: make ask Q=体育培训中心什么时候建成' >&2; exit 2; fi
	@$(BIN)/planbot ask -- "$$Q"

chat: $(STAMP)  ## talk with planbot in the terminal
	@$(BIN)/planbot chat

test: $(STAMP)  ## run all tests
	@$(BIN)/pytest -q

check: $(STAMP)  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(CODE)

fix: $(STAMP)  ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(STAMP)  ## put the cases of tests/cases to planbot and count
	@$(BIN)/planbot eval tests/cases/*.jsonl --recorded tests/cases/recorded.json

bench: $(STAMP)  ## measure time, memory and quality
	@$(BIN)/python tests/bench.py

clean:  ## remove .venv and everything generated
	rm -rf .venv build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find bot index knowledge tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

# The stamp comes last, so an interrupted set-up is taken up again.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    found=$$($(PYTHON) --version 2>/dev/null) || found="not found"; \
	    echo "planbot needs Python 3.11 or newer; $(PYTHON) is: $$found. Name another: make setup PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv (only the first time and after a change of dependencies) …" >&2
	@$(PYTHON) -m venv .venv || { echo "Python's venv module does not work. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install -c constraints.txt pip setuptools
	@$(PIP) install -c constraints.txt --no-build-isolation --use-pep517 -e '.[serve,dev]'
	@$(BIN)/python -m compileall -q bot index knowledge
	@touch $@
