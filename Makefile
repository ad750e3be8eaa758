# Two commands for everyone: `make demo` and `make test`. The rest is for developers.
#
# Needs make, git and Python 3.11 or later (another one: make PY=python3.12 …); Node comes from the package index.
# Proxies and certificates are read from the environment, as uv and npm know them.
PY ?= python3
BIN := .venv/bin
UV := .boot/bin/uv
# npm's own scripts look for `node` on the path.
NPM = cd phone && PATH="$(CURDIR)/$(BIN):$$PATH" npm
# uv must never fetch an interpreter; certificates that Python trusts must reach Node too.
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
ifdef SSL_CERT_FILE
export NODE_EXTRA_CA_CERTS ?= $(SSL_CERT_FILE)
endif

.PHONY: help demo test setup check fix spec witness e2e phone browser bench night lock
.DELETE_ON_ERROR:

help:  ## what each command does
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## */make \1 — /'

demo: setup phone  ## install, build the phone app and serve a synthetic programme at http://127.0.0.1:8000
	@$(BIN)/tuvurane demo --serve

test: .venv/.dev phone browser  ## every check and every test: SQLite, PostgreSQL, Chromium
	@$(BIN)/python -m tools.proofs test

setup: .venv/.demo  ## install, so that .venv/bin/tuvurane works

check: .venv/.dev phone/node_modules/.installed  ## everything that needs no run: types, lint, walls, migrations; changes nothing
	@$(BIN)/python -m tools.proofs check

fix: .venv/.dev phone/node_modules/.installed  ## repair what ruff and Biome can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run fix

spec: .venv/.dev  ## the small tables that say how scores and intervals come about
	$(BIN)/pytest tests/spec

witness: .venv/.dev  ## our numbers beside other programs' and published tables'
	$(BIN)/pytest -m witness

e2e: .venv/.dev phone browser  ## the stories in a real browser
	$(BIN)/pytest -m e2e

night: .venv/.dev  ## many wild inputs; takes long
	HYPOTHESIS_PROFILE=night $(BIN)/pytest -m "not e2e"

bench: .venv/.dev phone browser  ## what the promises about size and speed measure today
	$(BIN)/python -m benchmarks

# ------------------------------------------------------------------------------- installing

# A half-made environment is removed at once, so that the next try starts clean.
$(UV): requirements/uv.txt
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed, and $(PY) is older or missing: install one, then run make PY=python3.11 …"; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing: install the package python3-venv, then run make again."; exit 1; }
	@echo "Preparing: the installer."
	@$(PY) -m venv .boot && .boot/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt \
	  || { rm -rf .boot; exit 1; }
	@touch $@

.venv/.demo: $(UV) requirements/demo.txt pyproject.toml
	@echo "Preparing: what Tuvurane needs to run."
	@test -x $(BIN)/python || $(UV) venv -q --clear --python "$$($(PY) -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip install -q --require-hashes --python $(BIN)/python -r requirements/demo.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.demo requirements/dev.txt
	@echo "Preparing: what the tests need."
	@$(UV) pip install -q --require-hashes --python $(BIN)/python -r requirements/dev.txt
	@touch $@

# The locks: hashes for every platform, no registry's address.
LOCK = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

lock: $(UV)  ## renew the hashed locks from pyproject.toml
	$(LOCK) --group build pyproject.toml -o requirements/demo.txt
	$(LOCK) --group dev -c requirements/demo.txt pyproject.toml -o requirements/dev.txt
	$(LOCK) requirements/uv.in -o requirements/uv.txt

# ---------------------------------------------------------------------------- the phone app

# Folders too: a file that is taken away changes its folder. What the build itself writes is left out.
PHONE_SOURCES := $(shell find phone -mindepth 1 \
  \( -name node_modules -o -name dist -o -name generated -o -name tests \) -prune -o -print 2>/dev/null)
WORDS := $(wildcard src/tuvurane/foundation/table_of_words/*.csv src/tuvurane/sync/dictionary-*.txt) \
  src/tuvurane/groups/rules/name_words.json
PHONE_APP := src/tuvurane/web/static/built/phone/index.html

phone: $(PHONE_APP)  ## build the phone app, when its sources have changed

phone/node_modules/.installed: phone/package.json phone/package-lock.json | .venv/.demo
	@echo "Preparing: the phone app's packages."
	@$(NPM) ci --silent
	@touch $@

$(PHONE_APP): phone/node_modules/.installed $(PHONE_SOURCES) $(WORDS)
	@echo "Building the phone app."
	@$(NPM) run -s build
	@$(BIN)/python -m whitenoise.compress -q src/tuvurane/web/static/built
	@touch $@

# ------------------------------------------------------------------------------- the browser

browser: .tools/chromium/.ready

.tools/chromium/.ready: tools/chromium.py | .venv/.dev
	@echo "Preparing: a browser for the tests."
	@$(BIN)/python -m tools.chromium && touch $@
