"""The suites: what each needs built, how it runs, and where its counts come from."""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess

from reports import Outcome, read_ctest, read_junit
from runner import LOGS, ROOT, run

SANITIZERS = {
    "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": f"halt_on_error=1:suppressions={ROOT}/tests/tsan.supp" if (ROOT / "tests/tsan.supp").exists()
                    else "halt_on_error=1",
    "ASAN_SYMBOLIZER_PATH": "/usr/bin/llvm-symbolizer-19",
}
# A throw-away cluster: -t also for root (pg_virtualenv then runs the server as postgres), and a locale that every Debian has.
POSTGRES = ["pg_virtualenv", "-t", "-v", "15", "-i", "--locale=C.UTF-8", "sh", "-ec", (
    'createdb portvakt_test; '
    'PORTVAKT_TEST_POSTGRES="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/portvakt_test"; '
    'export PORTVAKT_TEST_POSTGRES; unset PGUSER PGPASSWORD PGHOST PGPORT PGDATABASE; exec "$@"'), "contract"]
KINDS = [("fuzz-replay", r"^fuzz_replay"), ("contract", r"contract"), ("conformance", r"conformance|wycheproof"), ("unit", r"")]


def environment(**more):
    """This environment without settings that would change what runs; where the published vectors are is let through."""
    base = {key: value for key, value in os.environ.items()
            if key == "PORTVAKT_VECTORS" or not key.startswith(("PORTVAKT_", "GTEST_"))}
    return base | SANITIZERS | {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"} | more


def programs(preset, kind):
    """Names of the CTest programs of one kind."""
    listing = subprocess.run(["ctest", "--test-dir", f"build/{preset}", "--show-only=json-v1"], cwd=ROOT,
                             capture_output=True, text=True, check=True).stdout
    names = [test["name"] for test in json.loads(listing)["tests"]]
    return [name for name in names if next(k for k, pattern in KINDS if re.search(pattern, name)) == kind]


def ctest(suite, preset, kind, only=None, wrapper=(), jobs=2, timeout=600):
    names = [name for name in programs(preset, kind) if only is None or re.search(only, name)]
    if not names:
        return [] if only else [Outcome(suite, failures=["there is no such test program"])]
    folder = LOGS / suite
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    junit = folder / "ctest.junit"
    status = run(suite, [*wrapper, "ctest", "--test-dir", f"build/{preset}", "-R", f"^({'|'.join(names)})$", "-j", str(jobs),
                         "--output-on-failure", "--timeout", str(timeout), "--output-junit", str(junit)],
                 environment(GTEST_OUTPUT=f"xml:{folder}/"), timeout=timeout * len(names))
    if not junit.exists():
        return [Outcome(suite, failures=[f"ctest did not run (status {status})"])]
    if kind != "contract":
        return [read_ctest(junit, folder, suite)]
    sqlite = read_ctest(junit, folder, f"{suite}, SQLite", lambda name: "postgres" not in name.lower())
    postgres = Outcome(f"{suite}, PostgreSQL 15")
    for report in folder.glob("*.xml"):
        postgres.add(read_junit(report, suite, lambda name: "postgres" in name.lower()))
    return [sqlite, postgres]


def pytest(suite, folder, timeout, wrapper=(), **env):
    junit = LOGS / f"{suite}.xml"
    junit.unlink(missing_ok=True)
    status = run(suite, [*wrapper, "/usr/bin/python3", "-B", "-m", "pytest", "-p", "no:cacheprovider", "-q", "-ra", "--strict-markers",
                         f"--junitxml={junit}", folder], environment(**env), timeout)
    return from_junit(suite, junit, status)


def from_junit(suite, junit, status):
    if not junit.exists():
        return [Outcome(suite, failures=[f"did not run to its end (status {status})"])]
    outcome = read_junit(junit, suite)
    if status != 0 and not outcome.failures:
        outcome.failures.append(f"exit status {status} although no test failed")
    return [outcome]


def node(suite, folder, *options, timeout=300):
    junit = LOGS / f"{suite}.xml"
    junit.unlink(missing_ok=True)
    files = sorted(path.name for path in (ROOT / folder).glob("*.test.[jt]s"))
    status = run(suite, ["scripts/node", folder, "node", *options, "--test", "--test-concurrency=1",
                         "--test-reporter=spec", "--test-reporter-destination=stdout",
                         "--test-reporter=junit", f"--test-reporter-destination={junit}", *files],
                 environment(PORTVAKT_BIN=str(ROOT / "build/release/portvakt")), timeout)
    return from_junit(suite, junit, status)


def vitest(suite, timeout=300):
    junit = LOGS / f"{suite}.xml"
    junit.unlink(missing_ok=True)
    status = run(suite, ["scripts/node", "web", "sh", "-c", 'node --run types && exec vitest run "$@"', "vitest",
                         "--reporter=verbose", "--reporter=junit", f"--outputFile.junit={junit}"], environment(), timeout)
    return from_junit(suite, junit, status)


def checks(suite):
    outcome = Outcome(suite)
    for name, command in (("object files use only what they may", ["scripts/check-bans", "build/release"]),
                          ("routes and api/openapi.yaml agree", ["scripts/check-api", "build/release/portvakt"])):
        log = f"{suite}-{pathlib.PurePath(command[0]).name}"
        if run(log, command) == 0:
            outcome.passed += 1
        else:
            text = (LOGS / f"{log}.log").read_text().splitlines()[1:]
            outcome.failures.append("\n    ".join([name, *text]))
    return [outcome]


def fuzz_targets():
    return sorted(path.stem for path in (ROOT / "fuzz").glob("fuzz_*.cpp"))


def fuzz_one(target, seconds):
    """None, or why the target failed. New inputs stay under build/; crash files are kept for the replay tests."""
    binary = next((path for path in (ROOT / "build/fuzz").rglob(target) if path.is_file() and os.access(path, os.X_OK)), None)
    if binary is None:
        return f"{target}: was not built"
    short = target.removeprefix("fuzz_")
    found, grown = LOGS / "fuzz" / target, ROOT / "build/fuzz-corpus" / short
    shutil.rmtree(found, ignore_errors=True)
    for folder in (found, grown):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = [str(path) for path in (ROOT / "fuzz/corpus" / short, ROOT / "fuzz/crashes" / short) if path.is_dir()]
    log = f"fuzz-{short}"
    status = run(log, [str(binary), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
                       f"-artifact_prefix={found}/", str(grown), *seeds], environment(), timeout=seconds + 120)
    text = (LOGS / f"{log}.log").read_text(errors="replace")
    executed = re.search(r"number_of_executed_units:\s*(\d+)", text)
    kept = ROOT / "fuzz/crashes" / short
    for artifact in found.iterdir():
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(artifact, kept / artifact.name)
    if status != 0:
        return f"{target}: status {status}, see build/test-logs/{log}.log; inputs are in fuzz/crashes/{short}"
    return None if executed and int(executed.group(1)) > 0 else f"{target}: executed no input"


def fuzz(suite, seconds):
    targets = fuzz_targets()
    outcome = Outcome(suite, note=f"{seconds} s each")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for trouble in pool.map(lambda target: fuzz_one(target, seconds), targets):
            if trouble is None:
                outcome.passed += 1
            else:
                outcome.failures.append(trouble)
    return [outcome]
