"""Counts of what ran, read from JUnit files (GoogleTest, CTest, pytest and Node's runner all write them)."""

import dataclasses
import pathlib
import xml.etree.ElementTree as ElementTree


@dataclasses.dataclass
class Outcome:
    """What one suite did. `skipped` and `failures` are lines for people."""

    suite: str
    passed: int = 0
    failures: list = dataclasses.field(default_factory=list)
    skipped: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0
    note: str = ""

    def add(self, other):
        self.passed += other.passed
        self.failures += other.failures
        self.skipped += other.skipped


def _one_line(text):
    return " ".join((text or "").split())[:200]


def _case_name(case):
    owner, name = case.get("classname", ""), case.get("name", "")
    return f"{owner}.{name}" if owner and owner not in ("test", name) else name


def read_junit(path, suite, accept=lambda name: True):
    """All cases of one JUnit file whose name is accepted."""
    outcome = Outcome(suite)
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = _case_name(case)
        if not accept(name):
            continue
        failure = next((case.find(tag) for tag in ("failure", "error") if case.find(tag) is not None), None)
        skip = case.find("skipped")
        if failure is not None:
            outcome.failures.append(name)
        elif skip is not None or case.get("status") in ("notrun", "disabled"):
            reason = _one_line(skip.get("message") or skip.text) if skip is not None else ""
            outcome.skipped.append(f"{name}: {reason or 'switched off'}")
        else:
            outcome.passed += 1
    return outcome


def read_ctest(junit, gtest_folder, suite, accept=lambda name: True):
    """CTest knows programs, GoogleTest their cases: a program counts as its cases, or as one where it wrote no report."""
    outcome = Outcome(suite)
    for program in ElementTree.parse(junit).getroot().iter("testcase"):
        name = program.get("name")
        failed = program.get("status") == "fail"
        report = pathlib.Path(gtest_folder) / f"{name}.xml"
        if report.exists():
            cases = read_junit(report, suite, accept)
            if failed and not read_junit(report, suite).failures:
                cases.failures.append(f"{name}: the program failed after its tests (exit status or sanitizer)")
            outcome.add(cases)
        elif failed or program.get("status") == "notrun":
            outcome.failures.append(f"{name}: crashed, timed out or did not start")
        else:
            outcome.passed += 1
    return outcome


def table(outcomes):
    """The closing table, the reasons of what was skipped, and the line that sums it all up."""
    rows = [("suite", "passed", "failed", "skipped", "seconds", "")]
    rows += [(o.suite, str(o.passed), str(len(o.failures)), str(len(o.skipped)), f"{o.seconds:.0f}", o.note)
             for o in outcomes]
    width = max(len(row[0]) for row in rows)
    lines = [f"{row[0]:<{width}}  {row[1]:>7} {row[2]:>7} {row[3]:>8} {row[4]:>8}  {row[5]}".rstrip() for row in rows]
    skipped = [f"skipped: {o.suite}: {line}" for o in outcomes for line in o.skipped]
    failures = [f"failed: {o.suite}: {line}" for o in outcomes for line in o.failures]
    total = f"{sum(o.passed for o in outcomes)} passed, {len(failures)} failed"
    if skipped:
        total += f", {len(skipped)} skipped"
    return "\n".join(["", *lines, "", *skipped, *failures, total])
