# The few commands that people type.
MVN = mvn -B -q
BACKEND ?= loopback
# More for Maven: make test MVN_ARGS=-Dschism.corpus=...
MVN_ARGS ?=

.PHONY: build demo test bench docker format clean github-2018

build:
	$(MVN) package -DskipTests

demo: build
	./schism demo --backend $(BACKEND)

# Everything; what cannot run here is counted in the last lines, with the reason.
test:
	./scripts/test $(MVN_ARGS)

bench:
	$(MVN) -Pbench -DskipTests -DskipITs verify

# Installs and starts Docker Engine on Debian, as root.
docker:
	./scripts/docker-engine

# Every variant and control at full length on docker, and docs/github-2018.md from the run folders.
github-2018: build
	./scripts/github-2018

format:
	$(MVN) spotless:apply

clean:
	$(MVN) clean
