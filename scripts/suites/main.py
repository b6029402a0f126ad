"""scripts/test behind its --help: chooses suites, builds for them, runs them and sums up."""

import argparse
import re
import sys
import time

import reports
import suites
from runner import ROOT, Builds, die, say, tail


MAY_BE_ABSENT = {"conformance"}
"""Suites that need files from outside the repository: where those are absent, all of it is skipped, by name."""


def catalogue(options):
    """(name, presets to build, how to run it), in the order they run: cheap before dear."""
    binary = {preset: str(ROOT / f"build/{preset}/portvakt") for preset in ("release", "asan", "tsan")}
    seconds = 300 if options.long else 20
    only = options.only

    def programs(name, preset, kind, **more):
        matches = only is None or re.search(only, name)
        return (name, [(preset,)], lambda: suites.ctest(name, preset, kind, None if matches else only, **more))

    rows = [
        programs("unit", "debug", "unit"),
        programs("conformance", "debug", "conformance"),
        programs("fuzz-replay", "debug", "fuzz-replay"),
        programs("contract", "debug", "contract", wrapper=suites.POSTGRES),
        ("web", [], lambda: suites.vitest("web")),
    ]
    if options.quick:
        return rows
    rows += [
        ("checks", [("release",)], lambda: suites.checks("checks")),
        ("http", [("release",)], lambda: suites.pytest("http", "tests/http", 600, PORTVAKT_BIN=binary["release"])),
        ("cli", [("release",)], lambda: suites.pytest("cli", "tests/cli", 300, PORTVAKT_BIN=binary["release"])),
        ("nodes", [("release",)], lambda: suites.pytest("nodes", "tests/nodes", 300, wrapper=suites.POSTGRES,
                                                        PORTVAKT_BIN=binary["release"])),
        ("peers-node", [("release",)], lambda: suites.node("peers-node", "tests/peers")),
        ("peers-python", [("release",)],
         lambda: suites.pytest("peers-python", "tests/peers", 300, PORTVAKT_BIN=binary["release"])),
        ("e2e", [("release",)],
         lambda: suites.node("e2e", "tests/e2e", "--import=./harness/resolve.js", timeout=1500)),
        programs("asan-unit", "asan", "unit", timeout=900),
        ("asan-http", [("asan",)], lambda: suites.pytest("asan-http", "tests/http", 1200, PORTVAKT_BIN=binary["asan"],
                                                         PORTVAKT_SANITIZED="1")),
        programs("tsan-unit", "tsan", "unit", timeout=900),
        programs("tsan-contract", "tsan", "contract", wrapper=suites.POSTGRES),
        ("tsan-http", [("tsan",)], lambda: suites.pytest("tsan-http", "tests/http", 1200, PORTVAKT_BIN=binary["tsan"],
                                                         PORTVAKT_SANITIZED="1")),
        ("fuzz", [("fuzz", *suites.fuzz_targets())], lambda: suites.fuzz("fuzz", seconds)),
    ]
    return rows


def wanted(rows, only):
    """Suites whose name matches; when none does, the C++ suites, which then pick single programs."""
    if only is None:
        return rows
    named = [row for row in rows if re.search(only, row[0])]
    return named or [row for row in rows if row[0] in ("unit", "conformance", "fuzz-replay", "contract")]


def run_suite(name, presets, action, builds):
    if not all(builds.ready(*preset) for preset in presets):
        return [reports.Outcome(name, failures=["not run: its build failed"])]
    say(f"running {name} …")
    began = time.monotonic()
    outcomes = action()
    for outcome in outcomes:
        outcome.seconds = time.monotonic() - began
        left_out = outcome.skipped and name in MAY_BE_ABSENT
        if not outcome.passed and not outcome.failures and not left_out:
            outcome.failures.append("ran no test")
        for failure in outcome.failures:
            say(f"  failed: {failure}")
    if any(outcome.failures for outcome in outcomes) and (ROOT / f"build/test-logs/{name}.log").exists():
        tail(name)
    return outcomes


def main():
    parser = argparse.ArgumentParser(prog="scripts/test")
    parser.add_argument("-R", dest="only", metavar="REGEX")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true")
    length.add_argument("--long", action="store_true")
    options = parser.parse_args()
    builds, outcomes = Builds(), []
    for name, presets, action in wanted(catalogue(options), options.only):
        outcomes += run_suite(name, presets, action, builds)
    if not outcomes:
        die(f"no suite and no test program matches '{options.only}'")
    built = ", ".join(f"{preset} {seconds:.0f} s" for preset, seconds in builds.seconds.items())
    say(f"\nbuilds: {built}")
    if options.quick:
        say("left out by --quick: checks, http, peers, e2e, sanitizers, fuzzing")
    say(reports.table(outcomes))
    return 1 if any(outcome.failures for outcome in outcomes) else 0


sys.exit(main())
