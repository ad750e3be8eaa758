"""The real server in processes of its own, on a throw-away home, and the office beside it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import Any
from unittest import mock

from tuvurane.config import serving

ROOT = Path(__file__).parents[2]
PATIENCE = 60
OURS = "tests.chaos.unhurried:application"


def environment(home: Path, database: str) -> dict[str, str]:
    """That of the product: without the settings of the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    return plain | {
        "TUVURANE_HOME": str(home),
        "TUVURANE_PROFILE": "demo",
        "TUVURANE_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "tuvurane.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def command(port: int) -> list[str]:
    """The words by which ``tuvurane serve`` becomes the server, for an application that is not throttled."""
    with mock.patch("os.execv") as become:
        serving.run("127.0.0.1", port, 2)
    (_, words), _ = become.call_args
    return [*words[:-1], OURS]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Served:
    """The server: started, killed in the middle of its work, started again on the same port."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.environment, self.port = home, environment(home, database), free_port()
        self.running: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.home / "server.log").open("ab") as log:
            self.running = subprocess.Popen(
                command(self.port), env=self.environment, stdout=log, stderr=log, cwd=ROOT, start_new_session=True
            )
        pause = Event()
        for _ in range(PATIENCE * 10):
            assert self.running.poll() is None, self.words()
            if answers(self.port):
                return
            pause.wait(0.1)
        raise AssertionError(self.words())

    def kill(self) -> None:
        """SIGKILL to all of its processes at once: nothing is finished, nothing is said."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait(PATIENCE)
            self.running, self.kills = None, self.kills + 1

    def words(self) -> str:
        """What it said last."""
        return (self.home / "server.log").read_text(errors="replace")[-6000:]


def answers(port: int) -> bool:
    """Whether a server answers there. Asks the phones' address without a token, which touches no table."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("POST", "/api/v1/sync")
        with line.getresponse() as answer:
            return answer.status == 401
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


class Desk:
    """The office's process: ``ask`` sends it an act and waits for what came of it."""

    def __init__(self, home: Path, database: str) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.desk"],
            env=environment(home, database), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, *act: object) -> Any:
        """Raises AssertionError when the process has ended."""
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write(json.dumps(act) + "\n")
        self.running.stdin.flush()
        said = self.running.stdout.readline()
        assert said, "the office's process ended"
        return json.loads(said)

    def close(self) -> None:
        for pipe in (self.running.stdin, self.running.stdout):
            if pipe is not None:
                pipe.close()
        self.running.wait(PATIENCE)
