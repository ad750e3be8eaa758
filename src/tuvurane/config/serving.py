"""Serving: static files collected, several workers, and a plain word when the address is taken."""

import hashlib
import os
import socket
import sys
from pathlib import Path
from typing import Never

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
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
    """Collect, compress and name static files by their contents; nothing when they are as last time."""
    stamp = settings.STATIC_ROOT / ".collected"
    present = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == present:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
    stamp.write_text(present, encoding="ascii")


def _fingerprint() -> str:
    """What the static files are made of: names, sizes and times."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return seen.hexdigest()


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
            "--blocking-threads",
            "4",
            "--backpressure",
            "64",
            "--no-ws",
            "--log-level",
            "warning",
            "tuvurane.config.wsgi:application",
        ],
    )
