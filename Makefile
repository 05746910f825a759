# Two commands for a new machine: `make run` opens the site, `make test` runs all checks. Both fetch what is
# missing, say what they do, skip what is up to date, and stop at the first step that fails.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

WEB_TOOLS := frontend/node_modules/.package-lock.json
BROWSER_TESTS := end2end/node_modules/.package-lock.json
BENCH_TOOLS := end2end/bench/node_modules/.package-lock.json
SITE := target/site/hash.txt

# The sources of what browsers load. Cargo itself detects when the program is out of date.
SITE_SOURCES := $(wildcard $(shell git ls-files --cached --others --exclude-standard Cargo.toml Cargo.lock rust-toolchain.toml app frontend style 2>/dev/null))
# One profile for all tests, so that it is compiled once. Tests set the clock with a file; a release does not
# support that.
HOST := --profile ci --package domain --package app --package server --package word --features app/ssr,domain/store,server/test-clock
WASM := --profile ci --package frontend --package desk_wasm --package drafts_wasm --target wasm32-unknown-unknown
step = @echo "── $(1)"

.PHONY: help run build program test validate vocabulary feeds bench watch machine browser-there wasm-target packages format lint unit test-program site size browser smoke aborted resource-limits plans ballots screenshots

help:
	@echo "make run          dựng bản chính thức, nạp gói khởi đầu vào data/ và mở trang web"
	@echo "make test         chạy mọi kiểm tra"
	@echo "make build        dựng target/release/trangnhat, một tệp có đủ mọi thứ"
	@echo "make watch        vòng lặp của người viết mã, trang tự tải lại"
	@echo "make validate     kiểm tra HTML của mọi trang (cần Java)"
	@echo "make feeds        đọc các nguồn tin bằng feedparser và newsboat"
	@echo "make vocabulary   so dữ liệu cho máy tìm kiếm với từ vựng của schema.org"
	@echo "make bench        đo tốc độ, ghi vào end2end/bench/RESULTS.md (cần wrk)"
	@echo "make screenshots  chụp các trang vào end2end/results"

# ── the site ─────────────────────────────────────────────────────────────────────────────────────────────────────

run: build
	@test -f data/trangnhat.db || target/release/trangnhat seed server/starter --data data
	@exec target/release/trangnhat serve --data data

build: program

site: $(SITE)

$(SITE): $(SITE_SOURCES) $(WEB_TOOLS) | machine wasm-target
	$(call step,what browsers load)
	node frontend/build.mjs

# A release contains what browsers load.
program: site
	$(call step,the program)
	cargo build --release --package server

watch: machine wasm-target $(WEB_TOOLS)
	@exec node frontend/watch.mjs

# ── what it takes ────────────────────────────────────────────────────────────────────────────────────────────────

machine:
	@for program in cargo rustup node npm git cc; do \
		command -v $$program >/dev/null || { echo "Missing: $$program. See README.md, what a machine needs."; exit 1; }; \
	done
	@test "$$(node -p 'const [a, b] = process.versions.node.split("."); a * 100 + +b >= 2011')" = true || { echo "Missing: Node 20.11 or newer."; exit 1; }

# Checked first: a missing browser should not be reported after half an hour.
browser-there:
	@node end2end/find-browser.mjs

wasm-target:
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

# The packages of a folder, from its lock file.
%/node_modules/.package-lock.json: %/package.json %/package-lock.json | machine
	$(call step,packages of $*)
	cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

packages: $(WEB_TOOLS) $(BROWSER_TESTS)

# ── the tests ────────────────────────────────────────────────────────────────────────────────────────────────────

test:
	@.ci/steps machine browser-there wasm-target packages format lint test-program plans site browser ballots program size smoke aborted resource-limits
	$(call step,all passed)

format:
	$(call step,format)
	cargo fmt --check

lint: wasm-target
	$(call step,lints for host and wasm)
	cargo clippy --quiet $(HOST) --all-targets -- --deny warnings
	cargo clippy --quiet $(WASM) -- --deny warnings
	cargo clippy --quiet --package bindgen -- --deny warnings

unit:
	$(call step,tests of domain and app and of the site over HTTP)
	rm -rf target/statements
	STATEMENTS=$(CURDIR)/target/statements cargo test $(HOST)

# Checks the statements that the tests have recorded.
plans: unit
	$(call step,how the engine finds the rows of every statement)
	target/ci/examples/plans target/statements app/domain/src

# The program with the test clock, the load generator and the generator of statistics.
test-program:
	$(call step,the program for tests)
	cargo build $(HOST) --bin trangnhat --example crowd --example history

size: site program
	$(call step,size of what readers load)
	node end2end/size.mjs

browser: test-program site $(BROWSER_TESTS)
	$(call step,browser tests)
	cd end2end && npx playwright test --project=hydrated --project=no-js

# The release build of program and browser files.
smoke: build test-program $(BROWSER_TESTS)
	$(call step,smoke test on the release)
	cd end2end && TRANGNHAT_BUILD=release npx playwright test --project=release
	node end2end/stop.mjs release
	node end2end/kill.mjs 4 7 release

# The full run is `node end2end/aborted.mjs`, 20,000 requests.
aborted: build
	$(call step,memory left behind by 3,000 aborted requests)
	node end2end/aborted.mjs 3000

# The full run is `node end2end/resource-limits.mjs`: 1,000 passwords, 1,000 pictures, 200 forms.
resource-limits: build
	$(call step,what clients can hold and what a burst leaves behind)
	node end2end/resource-limits.mjs 0.1

ballots: test-program site
	$(call step,ballots under a crowd and through kills)
	node end2end/ballots.mjs
	node end2end/kill.mjs 20

# Not part of the tests, since Java may not be installed.
validate: test-program site $(BROWSER_TESTS)
	$(call step,HTML of every page before the checker of the W3C)
	@command -v java >/dev/null || { echo "Missing: java."; exit 1; }
	node end2end/validate.mjs

# Not part of the tests, since feedparser (pip) and newsboat (apt) may not be installed.
feeds: test-program site
	$(call step,feeds before feedparser and newsboat)
	node end2end/feeds.mjs

# Not part of the tests, since the vocabulary changes by itself.
vocabulary: test-program site $(BROWSER_TESTS)
	$(call step,JSON-LD of every page before the vocabulary of schema.org)
	node end2end/vocabulary.mjs

bench: build browser-there $(BROWSER_TESTS) $(BENCH_TOOLS)
	$(call step,what the site is measured against)
	cargo build --release --package server --examples
	@command -v wrk >/dev/null || { test "$$(id -u)" = 0 && apt-get install -y -q wrk; } || { echo "Missing: wrk."; exit 1; }
	$(call step,benchmarks)
	node end2end/bench/run.mjs

screenshots: test-program site $(BROWSER_TESTS)
	$(call step,screenshots)
	cd end2end && npx playwright test --project=screenshots
