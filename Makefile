# On a fresh machine with Python >= 3.11 and make: `make build`, then `make test`.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
DATA ?= data
EXTRACTED ?= $(DATA)/extracted
WAREHOUSE ?= warehouse
ENGINE ?= duckdb
DISCLOSURES ?=
DOCUMENTS ?= 1000
BASE ?=
PDF ?=
TRUTH ?=
JSON ?=
KEEP ?= 3
TIMEOUT ?= 120
OCR ?=
READINGS ?=
SHARD ?=
AMOUNT ?=
FROM ?=
TO ?=
FULL ?=
STRICT ?=
REPORT ?=
KILLS ?= 6
MUTANTS ?= 200
PAGES ?=
TIMES ?= 10
SEQUENCES ?= 1
STEPS ?= 3
DEST ?=
FORMAT ?= parquet
BOM ?=
PARTITION_ROWS ?=
UNITS ?=
METRICS ?=
BY ?=
WHERE ?=
FORM ?=
KIND ?=
TEXT ?=
VALUE ?=
DOCUMENT ?=
LINE ?=
MEASURE ?=
PRINTED ?=
CARRIES ?= printed
WHO ?= steward
REASON ?=
DRY ?=

# Names and descriptions in turn, for `make help`.
define VARIABLES
DISCLOSURES 'documents: files or folders, separated by spaces' \
DATA 'folder of rows, answers, corrections and manifest ($(DATA))' \
EXTRACTED 'folder of extracted rows ($(EXTRACTED))' \
WAREHOUSE 'folder that is published ($(WAREHOUSE))' \
KIND 'answer: kind of the unknown text, as in dq_unmapped' \
TEXT 'answer: the text as printed' \
VALUE 'answer: what it is; correct: what the amount should be' \
DOCUMENT 'correct: document id' \
LINE 'correct: line that prints the amount' \
MEASURE 'correct: its measure, if the line has several' \
PRINTED 'correct: it as printed, if the line has several' \
CARRIES 'correct: what facts carry, printed or corrected ($(CARRIES))' \
WHO 'answer, correct: who decides; correct: steward or publisher ($(WHO))' \
REASON 'answer, correct: why' \
DRY 'answer, correct: 1 shows what would change and writes nothing' \
TIMEOUT 'add: time limit for one document, in seconds ($(TIMEOUT))' \
READINGS 'extract: folder of what files were read as, which is not read again' \
SHARD 'extract: 2/8 reads the second eighth of DISCLOSURES into READINGS, and no rows' \
OCR 'add, extract, bench: 1 installs what recognises scans and pictures, and reads them' \
FULL 'build: 1 rebuilds everything' \
STRICT 'build: 1 ends with status 5 where documents are set aside' \
REPORT 'build, add: 1 draws a report; a warehouse that has one keeps one' \
ENGINE 'build: duckdb or spark ($(ENGINE))' \
KEEP 'build, add, export: warehouses kept beside the published one ($(KEEP))' \
PARTITION_ROWS 'build, add: rows from which a mart is split by year' \
FROM 'diff: build id, if not the one before' \
TO 'rollback, diff: build id' \
DEST 'export, docs, show: folder to write to' \
AMOUNT 'show: amount_id of fct_reported_amount, or its beginning' \
FORMAT 'export: parquet, csv, xlsx (a file a mart) or workbook (one file, in Chinese)' \
BOM 'export: 1 marks CSV for Excel' \
UNITS 'report: unit ids, separated by commas' \
METRICS 'metrics: names, separated by commas' \
BY 'metrics: columns to group by' \
WHERE 'metrics: conditions column=value, separated by commas' \
FORM 'metrics: table, csv, json or sql' \
KILLS 'test-kill: builds that are killed ($(KILLS))' \
MUTANTS 'test-mutation: errors in each document; test-fuzz: documents of each format ($(MUTANTS))' \
PAGES 'test-guides: pages, separated by commas, if not all; measure-scans: pages of each file' \
TIMES 'test-slow: times the cases that make test tries ($(TIMES))' \
SEQUENCES 'test-incremental: sequences of changes ($(SEQUENCES))' \
STEPS 'test-incremental: changes per sequence ($(STEPS))' \
DOCUMENTS 'bench, profile, test-spark: generated documents ($(DOCUMENTS))' \
BASE 'bench: commit or tag to compare with, both over the same rows in one run' \
PDF 'bench: PDF file or folder to measure too' \
TRUTH 'measure: CSV of values read by hand' \
JSON 'bench, profile, measure: file to write the results to, as JSON lines' \
LOG=json 'one JSON object per line, for schedulers' \
PYTHON 'interpreter for the environment ($(PYTHON))'
endef

UV_VERSION := 0.13.8
UV := .tools/uv-$(UV_VERSION)/bin/uv
BIN := .venv/bin
READY := .venv/.mingzhang-ready
REPORT_READY := .venv/.mingzhang-report
OCR_READY := .venv/.mingzhang-ocr

# Spark and its dependencies are ten times the rest: a separate environment, made on demand.
SPARK_BIN := .venv-spark/bin
SPARK_READY := .venv-spark/.mingzhang-ready

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
export DO_NOT_TRACK := 1
# Where a container forbids Python to keep what it compiled, each of the many processes of a run would
# compile dbt again: 4 s of the 7 that it takes to load.
export PYTHONDONTWRITEBYTECODE :=
# Passed in the environment, so that no shell interprets a file name.
export DISCLOSURES
export AMOUNT KIND TEXT VALUE DOCUMENT LINE MEASURE PRINTED WHO REASON
export MINGZHANG_DATA := $(DATA)
export MINGZHANG_PARTITION_ROWS := $(PARTITION_ROWS)

.PHONY: help
help: ## List the targets and the variables
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-17s %s\n", $$1, $$2 }' Makefile
	@printf '\n  Variables, as in `make build KEEP=10`:\n'
	@printf '  %-17s %s\n' $(VARIABLES)

.PHONY: setup
setup: $(READY) ## Create the environment in .venv (targets that need it do so themselves)
	@:

# If PYTHON is older than 3.11, use a newer one on the path, or fail with a message.
define find_python
python=""; \
for candidate in "$(PYTHON)" python3.13 python3.12 python3.11 python3.14 python; do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
    python="$$candidate"; break; \
  fi; \
done; \
if [ -z "$$python" ]; then \
  echo "error: Python 3.11 or newer is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1 || true)." >&2; \
  echo "Install one, or name it: make PYTHON=/path/to/python3.11 ..." >&2; \
  exit 1; \
fi
endef

$(UV):
	@$(find_python); \
	"$$python" -m venv ".tools/uv-$(UV_VERSION)" || { \
	  echo "error: $$python cannot make a virtual environment (Debian: install python3-venv)." >&2; \
	  exit 1; }; \
	".tools/uv-$(UV_VERSION)/bin/python" -m pip install --quiet --disable-pip-version-check \
	  "uv==$(UV_VERSION)"

# The extras that were once asked for: a new lock takes none of them away.
INSTALLED = --extra metrics $(foreach extra,report ocr,$(if $(wildcard .venv/.mingzhang-$(extra)),--extra $(extra)))

$(READY): uv.lock pyproject.toml | $(UV)
	@$(find_python); \
	env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen $(INSTALLED) --python "$$python"
	@touch "$@"

# The report's dependencies, which a build does not need.
$(REPORT_READY): $(READY)
	@env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen $(INSTALLED) --extra report
	@touch "$@"

# What recognises the text of scans, which a build does not need either: 350 MB.
$(OCR_READY): $(READY)
	@env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen $(INSTALLED) --extra ocr
	@touch "$@"

$(SPARK_READY): uv.lock pyproject.toml | $(UV)
	@$(find_python); \
	env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv-spark "$(UV)" sync --quiet --frozen \
	  --no-default-groups --group test --extra spark --python "$$python"
	@touch "$@"

.PHONY: extract
extract: $(READY) $(if $(OCR),$(OCR_READY)) ## Extract rows from documents: DISCLOSURES=<file or folder> (OCR=1 READINGS= SHARD=2/8)
	@if [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name the documents: make extract DISCLOSURES=<file or folder>" >&2; exit 2; fi
	@$(BIN)/python -m ingest extract --disclosures "$$DISCLOSURES" --extracted "$(EXTRACTED)" \
	  $(if $(READINGS),--readings "$(READINGS)") $(if $(SHARD),--shard "$(SHARD)")

.PHONY: add
add: $(if $(REPORT),$(REPORT_READY),$(READY)) $(if $(OCR),$(OCR_READY)) ## Extract DISCLOSURES=<files> into EXTRACTED, build WAREHOUSE, report on each (REPORT=1 OCR=1)
	@if [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name the documents: make add DISCLOSURES=<files>" >&2; exit 2; fi
	@$(BIN)/python -m ingest add --disclosures "$$DISCLOSURES" --extracted "$(EXTRACTED)" \
	  --warehouse "$(WAREHOUSE)" --keep "$(KEEP)" --seconds "$(TIMEOUT)" \
	  $(if $(REPORT),--report)

.PHONY: answer
answer: $(READY) ## Say what a text of the worklist is: KIND= TEXT= VALUE= (DRY=1 REASON= DISCLOSURES=<to read again>)
	@$(BIN)/python -m ingest answer --kind "$$KIND" --text "$$TEXT" --value "$$VALUE" --by "$$WHO" \
	  --reason "$$REASON" --disclosures "$$DISCLOSURES" --warehouse "$(WAREHOUSE)" $(if $(DRY),--dry)

.PHONY: correct
correct: $(READY) ## Correct an amount: DOCUMENT= LINE= VALUE= REASON= (DRY=1 MEASURE= PRINTED= CARRIES= WHO=)
	@$(BIN)/python -m ingest correct --document "$$DOCUMENT" --line "$${LINE:-0}" --value "$$VALUE" \
	  --measure "$$MEASURE" --printed "$$PRINTED" --carries "$(CARRIES)" --by "$$WHO" \
	  --reason "$$REASON" --warehouse "$(WAREHOUSE)" $(if $(DRY),--dry)

.PHONY: build
build: $(if $(filter spark,$(ENGINE)),$(SPARK_READY),$(if $(REPORT),$(REPORT_READY),$(READY))) ## Load, transform, test and export what changed, then publish (FULL=1 STRICT=1 REPORT=1 ENGINE=spark)
	@MINGZHANG_ENGINE="$(ENGINE)" $(if $(filter spark,$(ENGINE)),$(SPARK_BIN),$(BIN))/python \
	  -m ingest build --extracted "$(EXTRACTED)" --warehouse "$(WAREHOUSE)" \
	  --keep "$(KEEP)" $(if $(FULL),--full) $(if $(STRICT),--strict) \
	  $(if $(REPORT),--report)

# Where the profile as it ships looks for it.
.PHONY: dev
dev: $(READY) ## Make build/mingzhang.duckdb of raw rows and seeds, for dbt by hand: build, show, docs
	@mkdir -p build
	@$(BIN)/python -m ingest load --extracted "$(EXTRACTED)" \
	  --database "$${MINGZHANG_DATABASE:-build/mingzhang.duckdb}"
	@$(BIN)/dbt --quiet seed

.PHONY: rollback
rollback: $(READY) ## Publish a kept warehouse again: TO=<build id>, else the previous one
	@$(BIN)/python -m ingest rollback --warehouse "$(WAREHOUSE)" --to "$(TO)"

.PHONY: history
history: $(READY) ## List the builds of WAREHOUSE: which is published, which are kept
	@$(BIN)/python -m ingest history --warehouse "$(WAREHOUSE)"

.PHONY: diff
diff: $(READY) ## Say what changed between two builds of WAREHOUSE: FROM=<build id> TO=<build id>
	@$(BIN)/python -m ingest diff --warehouse "$(WAREHOUSE)" --from "$(FROM)" --to "$(TO)"

.PHONY: export
export: $(READY) ## Rewrite the exports, or write to DEST=<folder> as FORMAT=parquet|csv|xlsx|workbook (BOM=1)
	@$(BIN)/python -m ingest export --warehouse "$(WAREHOUSE)" --keep "$(KEEP)" \
	  --dest "$(DEST)" --format "$(FORMAT)" $(if $(BOM),--bom)

.PHONY: report
report: $(REPORT_READY) ## Write a site of charts to WAREHOUSE/report (UNITS=<id>,<id> DISCLOSURES=<folder>)
	@$(BIN)/python -m ingest report --warehouse "$(WAREHOUSE)" --units "$(UNITS)" \
	  --documents "$(DISCLOSURES)"

# Files are shared out whole, as what they build is built once for a file.
PYTEST := $(BIN)/python -m pytest
SHARED_OUT := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: test-fast
test-fast: $(REPORT_READY) ## The unit tests: what to run while working
	@$(PYTEST) $(SHARED_OUT) tests/unit

.PHONY: test
test: $(REPORT_READY) ## The unit tests, and those over one build of the shipped rows, with dbt's unit tests
	@$(PYTEST) $(SHARED_OUT)

# At TIMES=1, the cases of property tests are those that `test` tries.
.PHONY: test-slow
test-slow: $(REPORT_READY) ## Hostile and broken documents, cases, filings, dbt by hand, the same bytes by any threads: TIMES=<n>
	@if [ "$(TIMES)" -gt 1 ]; then \
	  export TIMES="$(TIMES)"; \
	  $(PYTEST) $(SHARED_OUT) tests/unit -m hypothesis && \
	    $(PYTEST) $(SHARED_OUT) tests/unit/extraction/test_corpus.py; \
	fi
	@TIMES="$(TIMES)" $(PYTEST) $(SHARED_OUT) \
	  tests/slow/answers tests/slow/bounds tests/slow/cases tests/slow/corpus tests/slow/determinism \
	  tests/slow/filings tests/slow/forms tests/slow/fuzz tests/slow/project tests/slow/roundtrip \
	  tests/slow/scans tests/slow/set_aside

.PHONY: test-fuzz
test-fuzz: $(READY) ## Read MUTANTS=<n> broken documents of every format, and pictures where OCR=1 is installed
	@MUTANTS="$(MUTANTS)" $(PYTEST) -n auto tests/slow/fuzz

.PHONY: test-kill
test-kill: $(READY) ## Kill KILLS=<n> builds at random moments, with 8 readers; full and read-only disks
	@MINGZHANG_KILLS="$(KILLS)" $(PYTEST) tests/slow/kill

.PHONY: test-incremental
test-incremental: $(READY) ## Hold incremental builds against full ones: SEQUENCES=<n> STEPS=<n>
	@SEQUENCES="$(SEQUENCES)" STEPS="$(STEPS)" $(PYTEST) tests/slow/incremental

.PHONY: test-spark
test-spark: ## Compare the marts of Spark and DuckDB row by row, also for DOCUMENTS=<n> generated
	@java="$${JAVA_HOME:+$$JAVA_HOME/bin/}java"; \
	if ! command -v "$$java" > /dev/null; then \
	  echo "test-spark: skipped, $$java is missing: install Java 17 or newer" \
	    "(Debian: openjdk-17-jre-headless), or set JAVA_HOME."; \
	  exit 0; \
	fi; \
	$(MAKE) --no-print-directory "$(SPARK_READY)"; \
	DOCUMENTS="$(DOCUMENTS)" $(SPARK_BIN)/python -m pytest tests/slow/spark

.PHONY: test-browser
test-browser: $(REPORT_READY) ## Read exports and report of a new build in headless Chromium, the report in Firefox too
	@tests/slow/browser/setup.sh
	@$(PYTEST) tests/slow/browser

.PHONY: test-guides
test-guides: $(READY) ## Run every command of READMEs and guides, or of PAGES, each page in a fresh clone
	@PAGES="$(PAGES)" $(PYTEST) tests/slow/guides

.PHONY: test-wheel
test-wheel: $(READY) ## Install the wheel in a new environment, and build, add, report with nothing else
	@$(PYTEST) tests/slow/wheel

.PHONY: test-mutation
test-mutation: $(READY) ## Put MUTANTS=<n> errors into each document and count those that the checks find
	@MUTANTS="$(MUTANTS)" $(PYTEST) tests/slow/mutation

.PHONY: lint
lint: lint-python lint-types lint-yaml lint-sql ## Every check of style and types

.PHONY: lint-python
lint-python: $(REPORT_READY) ## ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: lint-types
lint-types: $(REPORT_READY) ## mypy --strict
	@$(BIN)/mypy

.PHONY: lint-yaml
lint-yaml: $(REPORT_READY) ## Keys in yaml that dbt does not know
	@$(BIN)/python -m tools.dbt_yaml

.PHONY: lint-sql
lint-sql: $(REPORT_READY) ## sqlfluff
	@export MINGZHANG_DATABASE=:memory: DBT_TARGET_PATH=build/lint DBT_LOG_PATH=build/lint; \
	$(BIN)/dbt --quiet parse --no-partial-parse --warn-error; \
	$(BIN)/sqlfluff lint --processes 2 $(wildcard models tests/dbt analyses)

.PHONY: check
check: $(READY) ## Report the checks of WAREHOUSE by class, and what to ask each unit
	@$(BIN)/python -m ingest check --warehouse "$(WAREHOUSE)"

.PHONY: show
show: $(READY) ## Show AMOUNT=<amount_id> framed on its page, or in its table: DISCLOSURES=<folder of its file>
	@if [ -z "$$AMOUNT" ] || [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name both: make show AMOUNT=<amount_id> DISCLOSURES=<folder>" >&2; exit 2; fi
	@$(BIN)/python -m ingest show --amount "$$AMOUNT" --disclosures "$$DISCLOSURES" \
	  --warehouse "$(WAREHOUSE)" --dest "$(or $(DEST),build/show)"

.PHONY: docs
docs: $(READY) ## Write the documentation with lineage of WAREHOUSE to build/docs, or to DEST
	@$(BIN)/python -m ingest docs --warehouse "$(WAREHOUSE)" --dest "$(or $(DEST),build/docs)"

.PHONY: metrics
metrics: $(READY) ## List the metrics, or query METRICS=<names> BY=<columns> WHERE=<column=value>
	@$(BIN)/python -m ingest metrics --warehouse "$(WAREHOUSE)" --metrics "$(METRICS)" \
	  --by "$(BY)" --where "$(WHERE)" --format "$(or $(FORM),table)"

.PHONY: check-extracted
check-extracted: $(READY) ## Extract DISCLOSURES again and compare with EXTRACTED byte for byte
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(BIN)/python -m ingest extract --disclosures "$(DISCLOSURES)" \
	  --extracted "$$folder/extracted"; \
	diff -r "$(EXTRACTED)" "$$folder/extracted"; \
	echo "$(EXTRACTED) matches the documents, byte for byte"

.PHONY: bench
bench: $(READY) $(if $(OCR),$(REPORT_READY) $(OCR_READY)) ## Measure each step against its limit, or against BASE=<commit>: DOCUMENTS=<n>, PDF=<file or folder>, OCR=1
	@if [ -n "$(BASE)" ]; then \
	  UV="$(abspath $(UV))" $(BIN)/python -m bench.base --base "$(BASE)" --documents "$(DOCUMENTS)" --json "$(JSON)"; \
	  exit; \
	fi; \
	$(BIN)/python -m bench.run --documents "$(DOCUMENTS)" --json "$(JSON)"
	@if [ -n "$(PDF)" ]; then \
	  env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen --inexact --group bench --extra metrics; \
	  $(BIN)/python bench/pdf.py "$(PDF)"; \
	fi
	@if [ -n "$(OCR)" ]; then \
	  if [ -z "$$DISCLOSURES" ]; then \
	    echo "error: name PDF files to scan: make bench OCR=1 DISCLOSURES=<PDF files>" >&2; exit 2; fi; \
	  OMP_NUM_THREADS=1 $(BIN)/python -m bench.scan_speed --pages "$(or $(PAGES),4)" $$DISCLOSURES; \
	fi

.PHONY: profile
profile: $(READY) ## Say what each model and test costs over DOCUMENTS=<n> generated ones: time, rows, bytes, memory
	@$(BIN)/python -m bench.profile --documents "$(DOCUMENTS)" --json "$(JSON)"

.PHONY: measure
measure: $(READY) ## Hold values read by hand, TRUTH=<csv>, against DISCLOSURES, or against WAREHOUSE
	@if [ -z "$(TRUTH)" ]; then \
	  echo "error: name the truth: make measure TRUTH=<csv> DISCLOSURES=<folder>" >&2; exit 2; fi
	@$(BIN)/python -m bench.truth "$(TRUTH)" --disclosures "$$DISCLOSURES" \
	  --warehouse "$(WAREHOUSE)" --json "$(JSON)"

.PHONY: measure-scans
measure-scans: $(REPORT_READY) $(OCR_READY) ## Scan PAGES=<n> pages of each of DISCLOSURES=<PDF files> and say how many amounts come back
	@if [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name the files: make measure-scans DISCLOSURES=<PDF files>" >&2; exit 2; fi
	@OMP_NUM_THREADS=1 $(BIN)/python -m bench.scans --pages "$(or $(PAGES),6)" $$DISCLOSURES

.PHONY: clean
clean: ## Remove caches, dbt's files and the environments; keep warehouses
	@rm -rf build logs target .venv .venv-spark .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find bench ingest tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
