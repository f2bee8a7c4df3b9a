# make run    starts the portal on this machine        make test   runs every test
# make check  looks at the code without running it     make test-some T=tests/partners
# make deep   every test, with many more random examples and orders of events than make test
# make bench  says what pages and tasks cost           make bench SIZE=10000 PAGE=desk

PORT ?= 8000
VAR ?= $(CURDIR)/var
PYTHON ?= python3
T ?= tests
WORKERS ?= 2
BIN := .venv/bin
export PORT VAR

.PHONY: run build test test-some deep check bench

run:
	@$(PYTHON) embedded/bootstrap.py run

build:
	@$(PYTHON) embedded/bootstrap.py build

test:
	@$(PYTHON) embedded/bootstrap.py test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-some:
	@$(PYTHON) embedded/bootstrap.py test
	@$(BIN)/python -m pytest $(T)

# With a new seed each time: what it finds is printed with a line that brings it back.
deep:
	@$(PYTHON) embedded/bootstrap.py test
	@HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --timeout=3600

check:
	@$(PYTHON) embedded/bootstrap.py check
	@$(BIN)/python -m embedded.check

bench:
	@$(PYTHON) embedded/bootstrap.py test
	@$(BIN)/python -m benchmarks $(if $(SCALE),--scale $(SCALE)) $(if $(SIZE),--size $(SIZE)) $(if $(PAGE),--page "$(PAGE)") $(if $(THREADS),--threads $(THREADS)) $(if $(UPDATES),--updates $(UPDATES)) $(if $(PART),--part $(PART)) $(if $(ROUNDS),--rounds $(ROUNDS))
