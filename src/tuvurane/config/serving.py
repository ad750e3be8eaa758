"""Serving: static files collected, several workers, and a plain word when the address is taken."""

import os
import socket
import sys
from pathlib import Path
from typing import Never

import click
from django.core.management import call_command

# A worker that hangs on a dead connection is ended after this many seconds when we stop.
KILL_AFTER = "10"


def check_free(host: str, port: int) -> None:
    """Stop with a sentence when another program listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} cannot be used ({error.strerror}). Stop what listens there, or give another --port."
            ) from error


def collect_static() -> None:
    """Collect, compress and name static files by their contents."""
    call_command("collectstatic", verbosity=0, interactive=False)


def run(host: str, port: int, workers: int) -> Never:
    """Become the server. The process is replaced, so that signals reach it directly."""
    program = str(Path(sys.executable).parent / "granian")
    os.execv(  # noqa: S606 - a fixed program with our own arguments
        program,
        [
            program,
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            str(workers),
            "--workers-kill-timeout",
            KILL_AFTER,
            "--blocking-threads", "4",
            "--backpressure", "64",
            "--no-ws",
            "--log-level",
            "warning",
            "tuvurane.config.wsgi:application",
        ],
    )
