# Two commands for a fresh machine: `make run` opens the site, `make test` proves it. Both install what is missing
# into a cache of their own, say what they do, skip what is done, and stop at the first step that fails.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

CARGO_LEPTOS_VERSION := 0.3.10
BINARYEN_VERSION := 132.0.0
# The wasm must be read by the tool of the version that wrote it.
WASM_BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)

TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/trangnhat/tools
LEPTOS := $(TOOLS)/cargo-leptos-$(CARGO_LEPTOS_VERSION)/bin/cargo-leptos
BINDGEN := $(TOOLS)/wasm-bindgen-cli-$(WASM_BINDGEN_VERSION)/bin/wasm-bindgen
WASM_OPT := $(TOOLS)/binaryen-$(BINARYEN_VERSION)/node_modules/.bin/wasm-opt
BROWSER_TESTS := end2end/node_modules/.package-lock.json
BENCH_TOOLS := end2end/bench/node_modules/.package-lock.json
# Panics name the file they happen in; the folder of this machine's crates is nobody's business.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src/=
export PATH := $(dir $(LEPTOS)):$(dir $(BINDGEN)):$(dir $(WASM_OPT)):$(PATH)

SOURCES := $(wildcard $(shell git ls-files --cached --others --exclude-standard Cargo.toml Cargo.lock app frontend server/Cargo.toml server/src style 2>/dev/null))
# Tests move the clock by a file; no release can (feature test-clock).
HOST := -p domain -p app -p server --features app/ssr,domain/store,server/test-clock
WASM := -p frontend --target wasm32-unknown-unknown
step = @echo "── $(1)"

.PHONY: help run build test validate bench watch tools machine browser-there wasm-target format lint unit debug-build size browser examples smoke aborted ballots screenshots

help:
	@echo "make run          dựng bản chính thức, nạp gói khởi đầu vào data/ và mở trang web"
	@echo "make test         chạy mọi kiểm tra"
	@echo "make build        dựng target/release/trangnhat và target/site"
	@echo "make watch        vòng lặp của người viết mã, trang tự tải lại"
	@echo "make validate     kiểm tra HTML của mọi trang (cần Java)"
	@echo "make bench        đo tốc độ, ghi vào end2end/bench/RESULTS.md (cần wrk)"
	@echo "make screenshots  chụp các trang vào end2end/results"

# ── the site ─────────────────────────────────────────────────────────────────────────────────────────────────────

run: build
	@test -f data/trangnhat.db || target/release/trangnhat seed server/starter --data data
	@exec target/release/trangnhat serve --data data

build: target/release/.built

target/release/.built: $(SOURCES) | machine wasm-target $(LEPTOS) $(BINDGEN) $(WASM_OPT)
	$(call step,release build)
	cargo leptos build --release --precompress
	@touch $@

watch: machine wasm-target $(LEPTOS) $(BINDGEN)
	@test -f data/trangnhat.db || { LEPTOS_SITE_ROOT=target/debug/site cargo leptos build && target/debug/trangnhat seed server/starter --data data; }
	LEPTOS_HASH_FILES=false LEPTOS_SITE_ROOT=target/debug/site cargo leptos watch

# ── the tools ────────────────────────────────────────────────────────────────────────────────────────────────────

tools: machine wasm-target $(LEPTOS) $(BINDGEN) $(WASM_OPT)

machine:
	@for program in cargo rustup node npm git cc; do \
		command -v $$program >/dev/null || { echo "Missing: $$program. See README.md, what a machine needs."; exit 1; }; \
	done
	@test "$$(node -p 'process.versions.node.split(".")[0] >= 20')" = true || { echo "Missing: Node 20 or newer."; exit 1; }

# At the start: nobody wants to hear after half an hour that a browser is missing.
browser-there:
	@node end2end/find-browser.mjs

wasm-target:
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

# Built quickly rather than well: they run for seconds, and building them well takes longer than all they ever do.
QUICK := CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

$(LEPTOS): | machine
	$(call step,cargo-leptos $(CARGO_LEPTOS_VERSION))
	$(QUICK) CARGO_PROFILE_RELEASE_OPT_LEVEL=0 cargo install --quiet --locked --features no_downloads \
		--config 'profile.release.package.brotli.opt-level=2' \
		--root $(TOOLS)/cargo-leptos-$(CARGO_LEPTOS_VERSION) cargo-leptos@$(CARGO_LEPTOS_VERSION)

# Without --locked: the lock file of this release names a crate that has been withdrawn.
$(BINDGEN): | machine
	$(call step,wasm-bindgen-cli $(WASM_BINDGEN_VERSION))
	$(QUICK) CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --quiet \
		--root $(TOOLS)/wasm-bindgen-cli-$(WASM_BINDGEN_VERSION) wasm-bindgen-cli@$(WASM_BINDGEN_VERSION)

$(WASM_OPT): | machine
	$(call step,wasm-opt of binaryen $(BINARYEN_VERSION))
	npm install --no-audit --no-fund --no-save --loglevel=error \
		--prefix $(TOOLS)/binaryen-$(BINARYEN_VERSION) binaryen@$(BINARYEN_VERSION)

# ── the tests ────────────────────────────────────────────────────────────────────────────────────────────────────

test: machine browser-there wasm-target tools format lint unit debug-build build size browser smoke aborted ballots
	$(call step,all passed)

format:
	$(call step,format)
	cargo fmt --check

lint:
	$(call step,lints for host and wasm)
	cargo clippy --quiet $(HOST) --all-targets -- --deny warnings
	cargo clippy --quiet $(WASM) -- --deny warnings

unit:
	$(call step,tests of domain and app and of the site over HTTP)
	cargo test $(HOST)

# Beside the release, since every build erases the site folder it writes.
debug-build: $(LEPTOS) $(BINDGEN)
	$(call step,debug build for the browser tests)
	LEPTOS_SITE_ROOT=target/debug/site cargo leptos build --bin-features test-clock
	cargo build --quiet --no-default-features --features test-clock --package server --example history

size: build
	$(call step,size of what readers load)
	node end2end/size.mjs

$(BROWSER_TESTS): end2end/package.json end2end/package-lock.json
	$(call step,packages of the browser tests)
	cd end2end && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

browser: debug-build $(BROWSER_TESTS)
	$(call step,browser tests on the debug build)
	cd end2end && TRANGNHAT_BUILD=debug npx playwright test --project=hydrated --project=no-js

smoke: examples $(BROWSER_TESTS)
	$(call step,smoke test on the release build)
	cd end2end && TRANGNHAT_BUILD=release npx playwright test --project=release
	node end2end/stop.mjs release

# The full run is `node end2end/aborted.mjs`, 20,000 requests.
aborted: build
	$(call step,memory left behind by 3,000 aborted requests)
	node end2end/aborted.mjs 3000

# What the tests of the release need besides it, built with what the release was built from.
examples: build
	$(call step,load generator and history)
	cargo build --quiet --release --no-default-features --package server --example crowd --example history

ballots: examples
	$(call step,ballots under a crowd and through kills)
	node end2end/ballots.mjs
	node end2end/kill.mjs 20

# Apart from the tests, since a machine need not have Java.
validate: examples $(BROWSER_TESTS)
	$(call step,HTML of every page before the checker of the W3C)
	@command -v java >/dev/null || { echo "Missing: java."; exit 1; }
	node end2end/validate.mjs release

bench: build browser-there $(BROWSER_TESTS) $(BENCH_TOOLS)
	$(call step,what the site is measured against)
	cargo build --release --no-default-features --package server --examples
	@command -v wrk >/dev/null || { test "$$(id -u)" = 0 && apt-get install -y -q wrk; } || { echo "Missing: wrk."; exit 1; }
	$(call step,benchmarks)
	node end2end/bench/run.mjs

$(BENCH_TOOLS): end2end/bench/package.json end2end/bench/package-lock.json
	$(call step,packages of the benchmarks)
	cd end2end/bench && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

screenshots: examples $(BROWSER_TESTS)
	$(call step,screenshots)
	cd end2end && TRANGNHAT_BUILD=release npx playwright test --project=screenshots
