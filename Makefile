# The few commands that people type.
MVN = mvn -B -q
BACKEND ?= loopback
# More for Maven: make test MVN_ARGS=-Dschism.corpus=...
MVN_ARGS ?=
BENCH ?= .
SEEDS ?= 3
SEED ?=
REPORT ?=
FUZZ ?= 200000

.PHONY: build demo test bench differential samples docker format clean github-2018 patroni screenshots

build:
	$(MVN) package -DskipTests

demo: build
	./schism demo --backend $(BACKEND)

# Everything; what cannot run here is counted in the last lines, with the reason.
test:
	./scripts/test $(MVN_ARGS)

# One table over the histories of the benchmark, and more; target/bench.json beside it. BENCH is a pattern that chooses by
# name (reg, fifo, growth, "whole process", EngineBenchmark), SEEDS how many histories a row, SEED the first of them;
# REPORT=docs/benchmark.md writes the page; MVN_ARGS=-Dschism.corpus=FOLDER adds the public histories, all in one process.
bench: build
	$(MVN) -Pbench -pl histories -DskipTests -DskipITs verify -Dbench.only='$(BENCH)' -Dbench.seeds=$(SEEDS) \
	  -Dbench.seed=$(SEED) -Dbench.report=$(if $(REPORT),$(abspath $(REPORT))) \
	  -Dbench.commit=$$(git describe --always --dirty 2>/dev/null) $(MVN_ARGS)

# Every engine against brute force, on FUZZ small histories of every model, and more; on all cores, for an hour or so.
differential:
	$(MVN) -pl histories test -Dtest='OracleTest,DifferentialTest' -Dschism.fuzz=$(FUZZ) \
	  $(if $(SEED),-Dschism.seed=$(SEED)) -Djunit.jupiter.execution.parallel.enabled=true \
	  -Djunit.jupiter.execution.parallel.mode.default=concurrent $(MVN_ARGS)

# The projects under samples/, as a user would build them: the jars from a repository of their own, both lines of JUnit.
samples:
	$(MVN) -Psamples verify -DskipTests $(MVN_ARGS)

# Installs and starts Docker Engine on Debian, as root.
docker:
	./scripts/docker-engine

# Every variant and control at full length on docker, and docs/github-2018.md from the run folders.
github-2018: build
	./scripts/github-2018

# PostgreSQL under Patroni: every mode of replication with every fault on docker, and the table in docs/patroni.md.
patroni: build
	./scripts/patroni

# The pictures in docs/images, from two runs; needs Chromium. RUN_A and RUN_D take runs that are there.
screenshots: build
	./scripts/screenshots $(RUN_A) $(RUN_D)

# The BOM has no parent, and nothing to format.
format:
	$(MVN) spotless:apply -pl '!harness/bom'

clean:
	$(MVN) clean
