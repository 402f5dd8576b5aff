# Everything goes through this file, so that everything is built with the same
# flags: the flags are part of Go's cache key, and a second set would compile
# the OpenGL bindings a second time (minutes, not seconds).

SYSTEM   := $(shell uname -s)
ON_LINUX := $(filter Linux,$(SYSTEM))

# migrated_fynedo leaves out Fyne's goroutine checks, which cost 30 % of the
# CPU; -buildvcs=false gives the same bytes with and without git.
TAGS    := migrated_fynedo
GOFLAGS := -buildvcs=false -trimpath -tags=$(TAGS)

# On Linux clang compiles the OpenGL bindings four times as fast as gcc. gcc
# links, because clang would have the program ask for ten more libraries.
ifdef ON_LINUX
CC      := clang
GOFLAGS += -ldflags=-extld=gcc
export CC
endif

# local: Go is never fetched behind anybody's back; .ci/setup says what to do.
GOTOOLCHAIN := local
export GOFLAGS GOTOOLCHAIN

PROGRAM  := bin/landline
LINTER   := bin/golangci-lint
SCANNER  := bin/govulncheck
HEADLESS := CGO_ENABLED=0 go build -tags=nogui -ldflags='-s -w'
CROSS    := $(foreach os,linux windows darwin freebsd,$(os)/amd64 $(os)/arm64)

.PHONY: help
help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 16

## Working with the program

.PHONY: run
run: build ## build and open the program; without a display, play the demo
	@.ci/run-program $(PROGRAM) $(ARGS)

.PHONY: build
build: ## bin/landline, with the window
	@.ci/setup build
	go build -o $(PROGRAM) .

.PHONY: build-headless
build-headless: ## bin/landline-headless: static, no window, no C
	@.ci/setup go
	$(HEADLESS) -o $(PROGRAM)-headless .

.PHONY: build-windows
build-windows: ## dist/landline.exe, with the window
	@.ci/setup windows
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC='$(WINDOWS_CC)' \
	go build -ldflags='-s -w -H windowsgui -extld=x86_64-w64-mingw32-gcc' -o dist/landline.exe .

# Apple's clang does not know where MinGW keeps its headers.
ifeq ($(SYSTEM),Darwin)
WINDOWS_CC := x86_64-w64-mingw32-gcc
else
WINDOWS_CC := clang --target=x86_64-w64-mingw32
endif

.PHONY: screenshots
screenshots: ## docs/gallery.md and its pictures, taken by the program itself; ONLY=REGEXP for some
	@.ci/setup build display
	go build -tags=$(GALLERY) -o bin/gallery ./app/gallery
	@ONLY='$(ONLY)' .ci/screenshots bin/gallery

# What takes the pictures is in no program, and is vetted all the same.
GALLERY := $(TAGS),gallery

.PHONY: licences
licences: ## assets/licences.txt, after a change of go.mod or of a font
	@.ci/setup go
	CGO_ENABLED=0 go run -tags=nogui -ldflags= ./.ci/licences

.PHONY: cross $(CROSS)
cross: $(CROSS) ## dist/landline-OS-ARCH without the window, for eight platforms

$(CROSS): setup-go
	GOOS=$(@D) GOARCH=$(@F) $(HEADLESS) -o dist/landline-$(@D)-$(@F)$(if $(filter windows,$(@D)),.exe) .

.PHONY: setup-go
setup-go:
	@.ci/setup go

## Knowing that it works

# The targets of one "make test" run one after the other, in this order: a
# machine with two cores gains nothing from more, and the output stays readable.
.NOTPARALLEL:

.PHONY: test
test: setup-test check test-race test-headless $(ON_LINUX:%=build-windows) ## everything that must hold before a change lands

.PHONY: setup-test
setup-test:
	@.ci/setup test $(ON_LINUX:%=windows)
	@.ci/setup_test.sh test $(ON_LINUX:%=windows)

.PHONY: test-race
test-race: build
	go test -race -timeout=15m ./...

.PHONY: walk
walk: ## people do in real windows everything that Landline offers; part of test
	@.ci/setup test
	go test -run='^TestWalk$$' -count=1 -v ./app/desktop

# Vetting for another system type-checks what only that system compiles, tests
# included, so a mistake behind a build constraint shows here.
.PHONY: test-headless
test-headless: build-headless $(filter %/amd64,$(CROSS))
	$(ON_LINUX:%=! readelf -lW $(PROGRAM)-headless | grep INTERP)
	for os in windows darwin freebsd; do export GOOS=$$os CGO_ENABLED=0; \
	go vet -tags=nogui $$(go list -tags=nogui -deps -f '$(OURS)' .) || exit 1; done

OURS := {{with .Module}}{{if .Main}}{{$$.ImportPath}}{{end}}{{end}}

.PHONY: check
check: setup-build fmt-check vet lint vulnerabilities modules layers ## formatting, vet, linter, known vulnerabilities, modules and import rules

.PHONY: setup-build
setup-build:
	@.ci/setup build

.PHONY: fmt
fmt: ## write every Go file the way gofmt and goimports would
	@$(MAKE) --no-print-directory $(LINTER)
	$(LINTER) fmt

.PHONY: fmt-check
fmt-check:
	@files=$$(gofmt -l .) || exit 1; \
	test -z "$$files" || { echo "not formatted, 'make fmt' does it:"; echo "$$files"; exit 1; }

.PHONY: vet
vet: ## go vet
	go vet ./...
	go vet -tags=$(GALLERY) ./app/gallery ./app/ui

.PHONY: lint
lint: $(LINTER) ## the linter, as .golangci.yml has it
	$(LINTER) run ./...

# The linter's own module: beside ours it would raise the versions of what the
# program is made of (CONTRIBUTING.md).
$(LINTER): .ci/lint/go.mod .ci/lint/go.sum
	cd .ci/lint && CGO_ENABLED=0 go build -ldflags='-s -w' -o ../../$@ \
	github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@

.PHONY: vulnerabilities
vulnerabilities: $(SCANNER)
	@.ci/vulnerabilities

$(SCANNER): .ci/lint/go.mod .ci/lint/go.sum
	cd .ci/lint && CGO_ENABLED=0 go build -ldflags='-s -w' -o ../../$@ golang.org/x/vuln/cmd/govulncheck
	@touch $@

.PHONY: modules
modules:
	go mod verify
	go mod tidy -diff

.PHONY: layers
layers:
	go test -run='^TestLayers' ./app

.PHONY: bench
bench: bench-go bench-program ## the Go benchmarks of PKG, then a whole host beside a baseline

.PHONY: bench-go
bench-go: ## the Go benchmarks, with allocations; PKG=./netcore/wire for one package
	@.ci/setup build
	go test -run='^$$' -bench=. -benchmem $(or $(PKG),./...)

.PHONY: bench-program
bench-program: ## a whole host beside a baseline: the table of docs/performance.md; ROWS=REGEXP for some rows
	@.ci/setup go
	CGO_ENABLED=0 go run -tags=nogui ./netcore/bench $(if $(ROWS),-run '$(ROWS)')

.PHONY: bench-window
bench-window: ## a window with 100,000 lines: frames while scrolling, a new line, idle processor, memory
	@.ci/setup build display
	@mkdir -p bin
	go build -o bin/bench-window ./app/desktop/bench
	xvfb-run -a -s '-screen 0 1280x800x24' bin/bench-window $(ARGS)

.PHONY: bench-start
bench-start: ## how long a start takes until the window can be used; needs Xvfb
	@.ci/setup build
	go test -run='^$$' -bench='^BenchmarkStart$$' -benchtime=10x ./app/desktop

FOR := 10m

.PHONY: soak
soak: ## break the program under load for FOR (10m), from SEED or a random one, and check what was said
	@.ci/setup build
	go test -run='^TestSoak$$' -count=1 -timeout=0 -v ./app/soak -soak.for=$(FOR) $(if $(SEED),-soak.seed=$(SEED))

.PHONY: siege
siege: ## attack a host while people talk, and hold it to the time that lines take in peace
	@.ci/setup test
	go test -run='^TestSiege$$' -count=1 -v ./app/siege -siege.timed

FUZZTIME := 1m

.PHONY: fuzz
fuzz: ## every fuzz test for FUZZTIME (1m)
	@.ci/setup build
	@.ci/fuzz $(FUZZTIME)

.PHONY: env
env: ## the flags, to use with plain go commands: eval "$(make env)"
	@echo "export GOFLAGS='$(GOFLAGS)' GOTOOLCHAIN='$(GOTOOLCHAIN)'$(if $(ON_LINUX), CC='$(CC)')"

.PHONY: clean
clean: ## remove what was built
	rm -rf bin dist
