# make dashboard   the example: a live page, in a fresh checkout too
# make test        all tests, in a real Chromium too
# make check       format, lint, types, layers
# make chaos       plans of trouble between browsers and server, thousands if wanted: ARGS="--plans 5000 --first 0"
# make engines     what a page does in Firefox and in WebKit, the engine of Safari
# make bench       the measurements
# make compare     the programs of tests/compare/programs beside the real JustPy, in Chromium
# make bundle      the script for the browser, made anew
# make clean       everything back to a fresh checkout
#
# Each goal makes the virtual environment that it needs. A stamp says which extras are in it, so that the second run
# starts at once and needs no network. Variables: PYTHON (default python3), VENV (default .venv), ARGS (for pytest).

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RECIPE := setup.py pyproject.toml

# Where Debian, Ubuntu, Fedora and others put a browser that speaks the DevTools protocol.
CHROMIUM = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: dashboard test check chaos engines bench compare bundle clean chromium headless-shell nginx
.DELETE_ON_ERROR:

dashboard: $(STAMPS)/examples
	$(BIN)/python -m tornjust examples/dashboard.py $(ARGS)

test: $(STAMPS)/test chromium headless-shell nginx
	$(BIN)/python -m pytest $(ARGS)

check: $(STAMPS)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

chaos: $(STAMPS)/test
	$(BIN)/python -m tests.chaos $(ARGS)

engines: $(STAMPS)/test
	@$(call installed,command -v firefox >/dev/null || command -v firefox-esr >/dev/null,firefox-esr)
	@$(call installed,command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null,webkit2gtk-driver xvfb)
	$(BIN)/python -m pytest tests/engines $(ARGS)

bench: $(STAMPS)/test chromium
	$(BIN)/python benchmarks/report.py $(ARGS)

bundle: $(STAMPS)/test
	$(BIN)/python -m tornjust bundle --to tornjust/static/built

clean:
	rm -rf $(VENV) build dist *.egg-info tornjust/static/built .pytest_cache .hypothesis .mypy_cache .ruff_cache \
	    .import_linter_cache
	find tornjust tests examples -name __pycache__ -type d -prune -exec rm -rf {} +

# The browser tests need a Chromium, some others nginx. Without them, and without the right to install them, these are
# skipped with the reason; where CI=true they fail instead. $(call installed,COMMAND,PACKAGE)
define installed
	{ if $(1); then :; \
	elif ! command -v apt-get >/dev/null; then \
	    echo "No $(2) on PATH and no apt-get here: install it by hand for the tests that need it."; \
	elif [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2); \
	elif sudo -n true 2>/dev/null; then \
	    sudo -n apt-get update -qq && sudo -n DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2); \
	else \
	    echo "No $(2) and no right to install it: run 'sudo apt-get install $(2)' for the tests that need it."; \
	fi; } || echo "$(2) could not be installed; the tests that need it will say so."
endef

chromium:
	@$(call installed,[ -n "$(CHROMIUM)" ],chromium)

# The same engine without the window around each page: most browser tests prefer it, a tab costs them a third less. Only
# Debian has it; where it is not there, or only root may install it, they take Chromium.
headless-shell: chromium
	@if ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" = 0 ] \
	    && apt-cache show chromium-headless-shell >/dev/null 2>&1; then \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell \
	        || echo "chromium-headless-shell could not be installed; the tests take Chromium instead."; \
	fi

# Debian keeps it where only root looks.
nginx:
	@$(call installed,PATH="$$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null,nginx-light)

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { echo "No venv: on Debian and Ubuntu, 'apt-get install python3-venv' brings it."; exit 1; }

# The test extras contain those of the examples; `dev` is a tool box of its own and wants the test extras for mypy.
$(STAMPS)/examples $(STAMPS)/test: $(STAMPS)/%: $(RECIPE) | $(BIN)/python
	$(PIP) install --editable '.[$*]'
	@mkdir -p $(@D) && touch $@

$(STAMPS)/dev: $(RECIPE) | $(BIN)/python
	$(PIP) install --editable '.[test,dev]'
	@mkdir -p $(@D) && touch $(STAMPS)/test $(STAMPS)/examples $@
