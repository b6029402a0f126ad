"""Runs commands with their whole output in build/test-logs, and builds presets at most once."""

import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LOGS = ROOT / "build/test-logs"


def say(text):
    print(text, flush=True)


def run(name, command, env=None, timeout=None):
    """Exit status of `command`; its output goes to build/test-logs/NAME.log. A timeout is status 124."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("w") as output:
        output.write("$ " + " ".join(map(str, command)) + "\n")
        output.flush()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            output.write(f"\nstopped after {timeout} s\n")
            return 124
        except KeyboardInterrupt:
            _stop(process)
            raise


def _stop(process):
    """Ends the command's whole session, so that no server of a hung test stays behind."""
    subprocess.run(["kill", "-TERM", "--", f"-{process.pid}"], stderr=subprocess.DEVNULL)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        subprocess.run(["kill", "-KILL", "--", f"-{process.pid}"], stderr=subprocess.DEVNULL)
        process.wait()


def tail(name, lines=40):
    text = (LOGS / f"{name}.log").read_text(errors="replace").splitlines()[-lines:]
    say("\n".join(f"  | {line}" for line in text))
    say(f"  (all of it: build/test-logs/{name}.log)")


class Builds:
    """Builds a preset when the first suite asks for it; a failed build fails every suite that needs it."""

    def __init__(self):
        self._done = {}
        self.seconds = {}

    def ready(self, preset, *targets):
        key = (preset, *targets)
        if key not in self._done:
            say(f"building {' '.join(key)} …")
            began = time.monotonic()
            name = f"build-{preset}"
            self._done[key] = run(name, ["scripts/build", preset, *targets]) == 0
            self.seconds[preset] = self.seconds.get(preset, 0) + time.monotonic() - began
            if not self._done[key]:
                say(f"build of {preset} failed:")
                tail(name)
        return self._done[key]


def die(text):
    print(f"scripts/test: {text}", file=sys.stderr)
    sys.exit(2)
