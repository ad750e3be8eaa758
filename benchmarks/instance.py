"""An instance of the product in a folder of its own: filled by its command line, served by its server."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BENCH = ROOT / "var" / "bench"
PATIENCE = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def environment(home: Path, database: str = "") -> dict[str, str]:
    """Ours, without settings that were meant for another instance; ``database``: its address, else the one in ``home``."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    return {**plain, "TUVURANE_HOME": str(home), "TUVURANE_PROFILE": "demo", "TUVURANE_DATABASE": database}


def tuvurane(home: Path, *words: str) -> str:
    """Run one command on the instance and return what it printed."""
    done = subprocess.run(
        [BIN / "tuvurane", *words], env=environment(home), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def script(home: Path, name: str, *words: str, database: str = "", told: str = "") -> str:
    """
    Run one of our own files inside the instance, in a process with its settings; returns what it printed.

    ``told`` is what it reads.
    """
    settings = {**environment(home, database), "DJANGO_SETTINGS_MODULE": "tuvurane.config.settings"}
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    done = subprocess.run(command, env=settings, cwd=ROOT, check=True, input=told, stdout=subprocess.PIPE, text=True)
    return done.stdout


def filled(home: Path | None, scale: str) -> Path:
    """``home``, or a folder below ``var/bench`` that holds the programme of this scale; written when it is not there."""
    folder = home or BENCH / scale
    if not (folder / "demo.txt").exists():
        folder.mkdir(parents=True, exist_ok=True)
        tuvurane(folder, "demo", "--scale", scale, "--no-serve")
    return folder


def password(home: Path) -> str:
    """The password of the demo's accounts, as the demo wrote it down."""
    return (home / "demo.txt").read_text(encoding="utf-8").split("with the password ")[1].splitlines()[0]


@contextmanager
def served(home: Path, database: str = "") -> Iterator[str]:
    """Serve the instance with two workers on a free port; gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [BIN / "tuvurane", "serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(words, env=environment(home, database), stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _until_it_answers(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE * 5):
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            Browser(address).get("/account/sign-in/")
        except OSError:
            pause.wait(0.2)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


class Browser:
    """A plain HTTP client with cookies over one connection that stays open, as a browser's does."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.address = address
        self.line = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """Ask for a page; returns the response and its body as it travelled."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> tuple[HTTPResponse, bytes]:
        """Send a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.address}
        return self._ask("POST", path, urlencode(fields).encode(), headers)

    def sign_in(self, username: str, word: str) -> None:
        """Enter by the front door. Raises RuntimeError when it stays closed."""
        _, page = self.get("/account/sign-in/")
        found = TOKEN.search(page.decode())
        token = found[1] if found else ""
        response, _ = self.post("/account/sign-in/", username=username, password=word, csrfmiddlewaretoken=token)
        if response.status != 302:
            raise RuntimeError(f"{username} was not let in: {response.status}")

    def api(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> dict[str, Any]:
        """Ask the phones' door; returns the answer. Raises RuntimeError for anything but 200."""
        response, text = self._ask(method, path, body, headers)
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {text[:200]!r}")
        plain = gzip.decompress(text) if response.headers.get("Content-Encoding") == "gzip" else text
        answer: dict[str, Any] = json.loads(plain)
        return answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        response = self._answered(method, path, body, headers)
        text = response.read()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return response, text

    def _answered(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> HTTPResponse:
        """The answer; a page is asked for again on a new line when the server had closed an idle one, as a browser does."""
        try:
            self.line.request(method, path, body, headers)
            return self.line.getresponse()
        except ConnectionError:
            if method != "GET":
                raise
            self.line.close()
            self.line.request(method, path, body, headers)
            return self.line.getresponse()
