#!/usr/bin/env python3
"""Runs commands of communique and pulls the plug: reads jobs as JSON lines, answers each with one.

A job is {"args": […], "change": N, "seconds": S}: the process is killed with SIGKILL just before
its Nth change to the disk that Python makes (0: never), or after S seconds (0: never), whichever
comes first. The answer is {"changes": …, "killed": …, "code": …, "errors": …}.

Each job runs in a fork of this process, which has loaded the program and opened nothing.
"""

import json
import os
import signal
import sys
import tempfile
import threading
from typing import Any

from communique.cli import VERBS, main

CHANGES = {
    "os.rename",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "sqlite3.connect",
    "fcntl.flock",
}


class Plug:
    """Counts changes to the disk and kills the process before one of them."""

    def __init__(self, change: int) -> None:
        self.change = change
        self.seen = 0

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        writes = (
            event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in CHANGES or writes:
            self.seen += 1
            if self.seen == self.change:
                os.kill(os.getpid(), signal.SIGKILL)


def child(args: list[str], plug: Plug, counted: int, errors: int) -> None:
    """Run one command and never return."""
    os.dup2(errors, 2)
    os.dup2(errors, 1)
    code = 0
    sys.addaudithook(plug)
    try:
        main(args)
    except SystemExit as request:
        code = request.code if isinstance(request.code, int) else 1
    os.write(counted, str(plug.seen).encode())
    sys.stdout.flush()
    os._exit(code)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Run a job in a fork and return what became of it."""
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as errors:
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            child(job["args"], Plug(job["change"]), writing, errors.fileno())
        os.close(writing)
        timer = threading.Timer(job["seconds"] or 300, os.kill, (pid, signal.SIGKILL))
        timer.start()
        _, status = os.waitpid(pid, 0)
        timer.cancel()
        timer.join()
        with os.fdopen(reading, "rb") as counted:
            changes = int(counted.read() or b"0")
        errors.seek(0)
        return {
            "changes": changes,
            "killed": os.WIFSIGNALED(status),
            "code": os.waitstatus_to_exitcode(status),
            "errors": errors.read().decode("utf-8", "replace"),
        }


def serve() -> None:
    """Answer jobs until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    for verb in VERBS:
        if verb != "serve":
            __import__(f"communique.cli.{verb}")
    serve()
