# Needs only make and Python 3.11 or later. Everything else goes into .venv, in the versions of the lock files.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PACKAGES := ipsearch indexers mappings
# One more than cores, because many tests wait for a node or a process; which start twice as fast from kept bytecode.
WORKERS = $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 7) + 1)')
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal
COMPILED_TESTS := tests/text tests/documents tests/matching tests/dedupe/test_parallel.py \
	$(addprefix tests/indexers/test_, load.py pipeline.py validate.py) \
	$(addprefix tests/backends/test_, values.py embedded.py embedded_pack.py embedded_reader.py embedded_seen.py elastic_pack.py)

.PHONY: help demo fast pure test test-pure test-fast lint types layers lock clean es es-stop

help:
	@echo "make demo    load the samples, check a mark and a list, search patents"
	@echo "make fast    compile what judges marks, where there is a C compiler: same answers, a quarter to a third sooner"
	@echo "make test    lint, types, layers and every test, with coverage; undoes make fast (make pure alone does)"
	@echo "make lock    renew the lock files from pyproject.toml"
	@echo "make clean   remove .venv and caches"
	@echo "make es      start Elasticsearch on loopback (NODES=3: a cluster, SECURE=1: TLS and users, PORT=9200)"
	@echo "make es-stop stop it (CLEAN=1: delete its data too)"

demo: $(VENV)/.installed
	$(BIN)/ipsearch demo

# The compiled modules stand beside their sources and hide them; which ones: pyproject.toml.
fast: $(VENV)/.installed-dev pure
	HATCH_BUILD_HOOKS_ENABLE=1 $(PIP) install --no-deps --no-build-isolation --editable .

pure:
	@rm -f *__mypyc.*.so; find $(PACKAGES) -name '*.so' -delete

test: lint types layers test-pure test-fast

test-pure: $(VENV)/.installed-dev pure
	$(PYTEST) $(addprefix --cov=,$(PACKAGES)) --cov-report=term:skip-covered

test-fast: $(VENV)/.installed-dev
	@if command -v cc >/dev/null || command -v gcc >/dev/null || [ "$$CI" = true ]; then \
		$(MAKE) fast && IPSEARCH_COMPILED=1 $(PYTEST) tests/test_compiled.py $(COMPILED_TESTS) && $(MAKE) pure; \
	else echo "skipped: the compiled modules, which need a C compiler"; fi

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy --strict $(PACKAGES) benchmarks

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

# The lock files name versions and hashes and no address, so that they hold for every mirror. They are complete:
# --no-deps below keeps pip from looking for newer releases of what an extra asks for.
lock: $(VENV)/.made
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
		--quiet --no-emit-index-url --no-emit-find-links --no-header --constraints requirements.lock \
		--output-file requirements-dev.lock

es:
	@$(PYTHON) scripts/elastic/node.py start $(if $(NODES),--nodes $(NODES)) $(if $(SECURE),--secure) $(if $(PORT),--port $(PORT))

es-stop:
	@$(PYTHON) scripts/elastic/node.py stop $(if $(CLEAN),--clean)

clean: pure
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.lock pyproject.toml $(VENV)/.made
	$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@
