# Everything a person or a robot runs here. Needs make and a Python of 3.11 or later; what else is
# wanted is fetched, in the locked versions, into .venv and .cache. `make PYTHON=/path/to/python …`
# says which Python, `make test ARGS="-k brief"` hands words on to pytest.

ARGS =
SERVERS = yes
BIN = .venv/bin

# The first of these that is new enough.
CANDIDATES = $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
FIND = for p in $(if $(PYTHON),$(PYTHON),$(CANDIDATES)); do \
	  if "$$p" -c '$(NEW_ENOUGH)' 2>/dev/null; then echo "$$p"; break; fi; done
ENVIRONMENT = python=$$($(FIND)); if [ -z "$$python" ]; then \
	  echo "syncd needs Python 3.11 or later; looked for: $(strip $(if $(PYTHON),$(PYTHON),$(CANDIDATES)))." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12 $@" >&2; exit 1; fi; \
	  "$$python" tools/environment.py

.PHONY: help demo test lint format types architecture bench quality pictures lock upgrade clean
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

demo: ## Play a day on a small sample mailbox and calendar
	@$(ENVIRONMENT) main
	@$(BIN)/syncd demo $(ARGS)

test: .dev ## Run all tests, against real mail and calendar servers where they can be had
	@[ "$(SERVERS)" = no ] || $(BIN)/python tools/servers.py
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

lint: .dev ## Look for mistakes and for unformatted code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

format: .dev ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

types: .dev ## Check the types
	@$(BIN)/mypy

bench: .dev ## Measure time and memory
	@$(BIN)/python -m bench $(ARGS)

quality: .dev ## Measure how often the rules and the readers of mail are right
	@$(BIN)/python -m tests.quality $(ARGS)

pictures: .dev ## Take pictures of letters in a browser, into .cache/pictures
	@$(BIN)/python tools/pictures.py $(ARGS)

lock: ## Lock what pyproject.toml declares, keeping the versions that fit
	@$(ENVIRONMENT) lock

upgrade: ## Bring every locked version up to date
	@$(ENVIRONMENT) upgrade

clean: ## Remove everything that was made here
	rm -rf .venv .cache build dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: .dev
.dev:
	@$(ENVIRONMENT) dev
