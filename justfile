# What people do often. `just` lists it; each recipe is one command that also works without just.

# List the recipes.
default:
    @just --list

# Build everything and run the support centre with demo data: `just demo --port 9000`, `just demo --reset`.
demo *args:
    cargo xtask demo {{args}}

# Serve ./data, rebuilt and restarted at every change of a source file.
dev *args:
    cargo xtask dev {{args}}

# Every test: unit, property, oracle, API on SQLite and Postgres, contract, browser.
test:
    cargo xtask test

# Rules, wire types, client, xtask and the SPA's view models: `just test-unit calendar`.
test-unit *args:
    cargo xtask test unit {{args}}

# The rules of time against an independent implementation in Python: `just test-oracle --seed 7`.
test-oracle *args:
    cargo xtask test oracle {{args}}

# The API on SQLite and Postgres: `just test-api tickets`.
test-api *args:
    cargo xtask test api {{args}}

# The main paths in a real browser.
test-browser:
    cargo xtask test browser

# The OpenAPI document: equal to the code, valid, and survived by the server.
test-contract:
    cargo xtask test contract

# Format both workspaces.
fmt:
    cargo fmt --all
    cargo fmt --all --manifest-path frontend/Cargo.toml

# What CI says about style, for both workspaces.
lint:
    cargo xtask lint

# Dependencies: bans, licences, sources, and features that must not creep in.
deny:
    cargo xtask deny
    cargo xtask guard

# Write openapi/aval.json from the code.
openapi:
    cargo xtask openapi

# Bundle the SPA into frontend/dist and weigh its first load.
spa *args:
    cargo xtask spa {{args}}
    cargo xtask budget

# The server carries the SPA in itself, as the one that people install has to.
embedded:
    cargo xtask embedded

# Benchmarks of the calendar's arithmetic and of evaluating every open ticket again.
bench:
    cargo bench --package aval-domain

# A year's holidays and closed days as the product computes them: `just calendar 2027`.
calendar year:
    cargo run --quiet --package aval-api -- calendar {{year}}

# The README's screenshots, taken from the demo.
screenshots:
    cargo xtask screens

# Exactly what CI runs.
ci:
    bash .ci/run
