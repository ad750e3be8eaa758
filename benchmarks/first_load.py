"""
What the first load of the phone app costs: bytes of everything that the page and its service worker fetch, once.

Counted twice. ``phone/scripts/size.mjs`` compresses the built files (gzip, all four languages), which
is what the app weighs. The served product is then asked for each file as a phone asks for it, which is
what the facilitator pays: a server that forgot to compress shows only here.
"""

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance
from benchmarks.figures import Figure, Options

TOTAL_BUDGET = 150_000
SCRIPT_BUDGET = 70_000
LINE = 30_000 / 8  # bytes a second: the middle of what 2G usefully carries
FILES = re.compile(r'\["\./".*?\]')
NAME = re.compile(r'"([^"]+)"')


def measure(_asked: Options) -> list[Figure]:
    """The two budgets, by weight and as served, and the time of the load on a 2G line."""
    weighed = json.loads(_weighed())["gzip"]
    with TemporaryDirectory() as home, instance.served(Path(home)) as address:
        total, script = _fetched(address)
    return [
        Figure("first load, built files under gzip", weighed["total"], "B", TOTAL_BUDGET),
        Figure("  of it script", weighed["script"], "B", SCRIPT_BUDGET),
        Figure("first load, as served, with headers", total, "B", TOTAL_BUDGET),
        Figure("  of it script", script, "B", SCRIPT_BUDGET),
        Figure("  on a 2G line of 30 kbit/s", total / LINE, "s"),
    ]


def _weighed() -> str:
    command = [instance.BIN / "node", "phone/scripts/size.mjs"]
    return subprocess.run(command, cwd=instance.ROOT, stdout=subprocess.PIPE, text=True, check=False).stdout


def _fetched(address: str) -> tuple[int, int]:
    """Bytes that came over the line for the page, its worker and every file of the worker's list; of them script."""
    browser = instance.Browser(address)
    worker, _ = _fetch(browser, "/phone/sw.js")
    plain = browser.get("/phone/sw.js")[1].decode()
    listed = FILES.search(plain)
    if listed is None:
        raise RuntimeError("The service worker lists no files: its form has changed, read it anew here.")
    total = script = worker
    for file in NAME.findall(listed[0]):
        size, is_script = _fetch(browser, f"/phone/{file.removeprefix('./')}")
        total += size
        script += size if is_script else 0
    return total, script


def _fetch(browser: instance.Browser, path: str) -> tuple[int, bool]:
    response, body = browser.get(path, **{"Accept-Encoding": "gzip, deflate, br"})
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status}")
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items()) + len(
        "HTTP/1.1 200 OK\r\n\r\n"
    )
    return headers + len(body), path.endswith(".js")
